package main

import (
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/text/transform"

	"retaken/internal/explain"
)

// plain makes text from an article fit for a terminal.
func plain(s string) string { return explain.Plain(s) }

// steers tells whether a terminal may take the rune for more than a letter to show.
func steers(r rune) bool { return explain.Steers(r) }

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
