package cql2

import "unicode/utf8"

// The wildcards of a pattern, which is a row of characters otherwise.
const (
	anyText rune = -1 - iota
	anyOne
)

// like compiles x LIKE pattern; the pattern is constant.
func like(x, pattern valueOf[string]) predicate {
	text, _ := pattern(nil)
	runes := parsePattern(text)
	return func(r Row) answer {
		s, ok := x(r)
		if !ok {
			return unknown
		}
		return answerOf(matches(runes, s))
	}
}

// parsePattern tells wildcards from what a backslash makes plain. A backslash at the end is itself.
func parsePattern(s string) []rune {
	var out []rune
	escaped := false
	for _, r := range s {
		switch {
		case escaped:
			out, escaped = append(out, r), false
		case r == '\\':
			escaped = true
		case r == '%':
			out = append(out, anyText)
		case r == '_':
			out = append(out, anyOne)
		default:
			out = append(out, r)
		}
	}
	if escaped {
		out = append(out, '\\')
	}
	return out
}

// matches tells whether the pattern is all of s. It goes back no further than to the last %, since what an
// earlier one would take more of, the last can take as well; so it takes time by the product of the lengths at most.
func matches(pattern []rune, s string) bool {
	p, i := 0, 0
	star, retry := -1, 0
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case p < len(pattern) && pattern[p] == anyText:
			star, retry = p, i
			p++
		case p < len(pattern) && (pattern[p] == anyOne || pattern[p] == r):
			p++
			i += size
		case star >= 0:
			_, size := utf8.DecodeRuneInString(s[retry:])
			retry += size
			p, i = star+1, retry
		default:
			return false
		}
	}
	for p < len(pattern) && pattern[p] == anyText {
		p++
	}
	return p == len(pattern)
}
