package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a word, a number or a single mark of punctuation.
type token struct {
	start, end int    // byte offsets into the text
	fold       string // lower case, apostrophes unified, ё as е
	kind       tokenKind
	upper      bool // begins with a capital letter
	gap        gap  // what stands before it
}

type tokenKind byte

const (
	word tokenKind = iota
	number
	punct
)

type gap byte

const (
	glued gap = iota
	space
	line      // a line break
	paragraph // an empty line
)

// tokenize cuts a text from offset body on into tokens, in linear time.
func tokenize(text string, body int) []token {
	var out []token
	before := glued
	for i := body; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == '\n':
			if before = max(before, space); before >= line {
				before = paragraph
			} else {
				before = line
			}
			i += n
			continue
		case unicode.IsSpace(r):
			before = max(before, space)
			i += n
			continue
		}
		t := token{start: i, gap: before}
		before = glued
		switch {
		case unicode.IsLetter(r):
			t.end = wordEnd(text, i)
			t.upper = unicode.IsUpper(r)
		case unicode.IsDigit(r):
			t.kind, t.end = number, numberEnd(text, i)
		default:
			t.kind, t.end = punct, i+n
		}
		t.fold = foldWord(text[t.start:t.end])
		out = append(out, t)
		i = t.end
	}
	return out
}

// wordEnd is the end of the word that begins at i: letters, marks and digits, and apostrophes between
// letters. An English possessive 's stays outside.
func wordEnd(text string, i int) int {
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		if unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) {
			i += n
			continue
		}
		if !isApostrophe(r) {
			break
		}
		next, m := utf8.DecodeRuneInString(text[i+n:])
		if !unicode.IsLetter(next) || (next == 's' && !letterAt(text, i+n+m)) {
			break
		}
		i += n
	}
	return i
}

func letterAt(text string, i int) bool {
	r, _ := utf8.DecodeRuneInString(text[i:])
	return unicode.IsLetter(r)
}

// numberEnd is the end of the number at i, with its separators: "2,000", "6.5", "22:30".
func numberEnd(text string, i int) int {
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		if unicode.IsDigit(r) {
			i += n
			continue
		}
		next := i + n
		if !strings.ContainsRune(",.:\u00a0\u202f", r) || next >= len(text) || text[next] < '0' || text[next] > '9' {
			break
		}
		i = next
	}
	return i
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' || r == '`' || r == '‘' }

// foldWord is the form under which words are compared.
func foldWord(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= utf8.RuneSelf || c == '`' || 'A' <= c && c <= 'Z' {
			return strings.Map(foldRune, s)
		}
	}
	return s
}

func foldRune(r rune) rune {
	switch {
	case isApostrophe(r):
		return '\''
	case r == 'ё' || r == 'Ё':
		return 'е'
	case r == '\u0301' || r == '\u00ad':
		return -1 // stress mark, soft hyphen
	}
	return unicode.ToLower(r)
}
