// Package explain puts into words what was read in an article, and what became of it: which words were taken for
// places, changes, speakers and dates, what was left out, and why. It says the same to a terminal, to a page and to a
// program.
//
// A Reader explains one article (article.go, name.go, words.go), with its text cut where words are marked (marks.go).
// LeftOut tells which reports of a place its timeline does not rest on, and state.go how states and reports are called.
package explain

import (
	"fmt"
	"strings"
	"unicode"
)

// Plain makes text from an article fit to be shown: no control characters, line separators or marks that turn the
// direction of what follows.
func Plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case !Steers(r):
			return r
		case r == '\u061c', r == '\u200e', r == '\u200f': // these stand inside words and have no width
			return -1
		}
		return ' '
	}, s)
}

// Steers tells whether a terminal may take the rune for more than a letter to show.
func Steers(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029'
}

// oneLine is a text without line breaks and doubled blanks.
func oneLine(s string) string { return strings.Join(strings.Fields(Plain(s)), " ") }

// counted is a number with its noun: "1 report", "2 reports".
func counted(n int, noun string, plural ...string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case len(plural) > 0:
		return fmt.Sprintf("%d %s", n, plural[0])
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// firstWords is the beginning of a text.
func firstWords(text string) string {
	const most = 60 // runes
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "…"
	}
	return text
}
