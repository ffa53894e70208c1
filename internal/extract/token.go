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
	out := make([]token, 0, strings.Count(text[body:], " ")*5/4+16) // a mark with every fourth word
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
		case isLetter(r):
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
		if isLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) {
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

// isLetter is unicode.IsLetter, faster for Cyrillic.
func isLetter(r rune) bool { return 'Ѐ' <= r && r <= 'ҁ' || unicode.IsLetter(r) }

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
	if isFolded(s) {
		return s
	}
	return strings.Map(foldRune, s)
}

// isFolded tells whether a text is folded at a glance: of small letters without accents, a to z and а to ґ but ё.
func isFolded(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c < utf8.RuneSelf {
			if c == '`' || 'A' <= c && c <= 'Z' {
				return false
			}
			continue
		}
		if i++; i == len(s) {
			return false
		}
		switch next := s[i]; {
		case c == 0xd0 && 0xb0 <= next && next <= 0xbf: // а to п
		case c == 0xd1 && 0x80 <= next && next <= 0x9f && next != 0x91: // р to џ, but ё
		case c == 0xd2 && next == 0x91: // ґ
		default:
			return false
		}
	}
	return true
}

func foldRune(r rune) rune {
	switch {
	case 'a' <= r && r <= 'z' || 'а' <= r && r <= 'я':
		return r
	case 'А' <= r && r <= 'Я':
		return r + 'а' - 'А'
	case isApostrophe(r):
		return '\''
	case r == 'ё' || r == 'Ё':
		return 'е'
	case r == '\u0301' || r == '\u00ad':
		return -1 // stress mark, soft hyphen
	}
	return unicode.ToLower(r)
}
