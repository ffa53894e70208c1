package cql2

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a word of CQL2 text.
type token struct {
	kind     tokenKind
	text     string // of a name or text without its quotes and escapes; else as it is written
	at, next int    // bytes of the filter: of its first, and the one after its last
}

type tokenKind int

const (
	endToken    tokenKind = iota
	nameToken             // a keyword, function or property
	quotedToken           // a property in double quotes
	textToken
	numberToken
	symbolToken
)

// is tells whether the token is that symbol, or that keyword in any case.
func (t token) is(word string) bool {
	return t.kind == symbolToken && t.text == word || t.kind == nameToken && strings.EqualFold(t.text, word)
}

// keyword is a name in the case of operators.
func (t token) keyword() string {
	if t.kind != nameToken {
		return ""
	}
	return strings.ToLower(t.text)
}

// lex reads the token that begins at or after that byte.
func lex(s string, at int) (token, *Error) {
	at += len(s[at:]) - len(strings.TrimLeftFunc(s[at:], unicode.IsSpace))
	if at == len(s) {
		return token{endToken, "", at, at}, nil
	}
	r, _ := utf8.DecodeRuneInString(s[at:])
	switch {
	case r == '\'':
		return lexText(s, at)
	case r == '"':
		end := strings.IndexByte(s[at+1:], '"')
		if end <= 0 {
			return token{}, failf(s, at, `a property in double quotes has no name or no end; want it as in "date"`)
		}
		return token{quotedToken, s[at+1 : at+1+end], at, at + end + 2}, nil
	case startsName(r):
		end := at
		for end < len(s) {
			r, size := utf8.DecodeRuneInString(s[end:])
			if !continuesName(r) {
				break
			}
			end += size
		}
		return token{nameToken, s[at:end], at, end}, nil
	case digit(r), r == '.':
		end := lexNumber(s, at)
		if s[at:end] == "." {
			return token{}, failf(s, at, `a dot stands alone; want a number, such as 0.5`)
		}
		return token{numberToken, s[at:end], at, end}, nil
	case strings.ContainsRune("=<>(),+-*/%^", r):
		end := at + 1
		if two := s[at:min(at+2, len(s))]; two == "<>" || two == "<=" || two == ">=" {
			end++
		}
		return token{symbolToken, s[at:end], at, end}, nil
	}
	return token{}, failf(s, at, "%q has no meaning here; want a property, a value in single quotes, a number, an operator or a bracket", r)
}

// lexText reads text in single quotes. A quote in it is doubled or comes after a backslash, as do the control
// characters; before anything else a backslash is itself, so that LIKE sees its own.
func lexText(s string, at int) (token, *Error) {
	var b strings.Builder
	for i := at + 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\'' && strings.HasPrefix(s[i+1:], "'"):
			i++
			b.WriteByte(c)
		case c == '\'':
			return token{textToken, b.String(), at, i + 1}, nil
		case c == '\\' && i+1 < len(s):
			if k := strings.IndexByte(`'\abtnvfr`, s[i+1]); k >= 0 {
				i++
				c = "'\\\a\b\t\n\v\f\r"[k]
			}
			b.WriteByte(c)
		default:
			b.WriteByte(c)
		}
	}
	return token{}, failf(s, at, "text that begins with a single quote has no end; want a quote after it, and quotes in it doubled, as in 'it''s'")
}

// lexNumber finds the end of a number without a sign.
func lexNumber(s string, at int) int {
	digits := func(i int) int {
		for i < len(s) && digit(rune(s[i])) {
			i++
		}
		return i
	}
	end := digits(at)
	if end < len(s) && s[end] == '.' {
		end = digits(end + 1)
	}
	if end < len(s) && (s[end] == 'e' || s[end] == 'E') {
		e := end + 1
		if e < len(s) && (s[e] == '+' || s[e] == '-') {
			e++
		}
		if d := digits(e); d > e {
			end = d
		}
	}
	return end
}

func digit(r rune) bool { return '0' <= r && r <= '9' }

// nameRunes are what the grammar lets a name begin with (rule identifierStart).
var nameRunes = [][2]rune{
	{':', ':'},
	{'_', '_'},
	{'A', 'Z'},
	{'a', 'z'},
	{0xC0, 0xD6},
	{0xD8, 0xF6},
	{0xF8, 0x2FF},
	{0x370, 0x37D},
	{0x37F, 0x1FFE},
	{0x200C, 0x200D},
	{0x2070, 0x218F},
	{0x2C00, 0x2FEF},
	{0x3001, 0xD7FF},
	{0xF900, 0xFDCF},
	{0xFDF0, 0xFFFD},
	{0x10000, 0xEFFFF},
}

func startsName(r rune) bool {
	for _, span := range nameRunes {
		if span[0] <= r && r <= span[1] && !unicode.IsSpace(r) {
			return true
		}
	}
	return false
}

func continuesName(r rune) bool {
	return startsName(r) || r == '.' || digit(r) || 0x300 <= r && r <= 0x36F || 0x203F <= r && r <= 0x2040
}
