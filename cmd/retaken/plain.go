package main

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/transform"
)

// plain makes text from an article fit for a terminal: no control characters, line separators or marks that
// turn the direction of what follows.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case !steers(r):
			return r
		case r == '\u061c', r == '\u200e', r == '\u200f': // these stand inside words and have no width
			return -1
		}
		return ' '
	}, s)
}

// steers tells whether a terminal may take the rune for more than a letter to show.
func steers(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029'
}

// plainJSON is a writer that keeps JSON whole and yet fit for a terminal: what plain would take away stands as \u escapes.
// Control characters below U+0020 are escaped in strings already; between them they are line breaks.
func plainJSON(w io.Writer) io.WriteCloser { return transform.NewWriter(w, escaper{}) }

type escaper struct{ transform.NopResetter }

// Transform escapes the runes that steer and copies the rest.
func (escaper) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	for nSrc < len(src) {
		if !atEOF && !utf8.FullRune(src[nSrc:]) {
			return nDst, nSrc, transform.ErrShortSrc
		}
		r, size := utf8.DecodeRune(src[nSrc:])
		put := src[nSrc : nSrc+size]
		if r >= 0x7f && steers(r) {
			put = fmt.Appendf(nil, `\u%04x`, r)
		}
		if nDst+len(put) > len(dst) {
			return nDst, nSrc, transform.ErrShortDst
		}
		nDst += copy(dst[nDst:], put)
		nSrc += size
	}
	return nDst, nSrc, nil
}
