package cql2

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// text compiles a node of textKind.
func (n *node) text() valueOf[string] {
	switch n.op {
	case opText:
		constant := n.name
		return func(Row) (string, bool) { return constant, true }
	case opProperty:
		field := n.field
		return func(r Row) (string, bool) { s, ok := r.Value(field).(string); return s, ok }
	}
	fold := foldCase
	if n.op == "accenti" {
		fold = foldAccents
	}
	inner := n.args[0].text()
	if n.constant() {
		s, _ := inner(nil)
		constant := fold(s)
		return func(Row) (string, bool) { return constant, true }
	}
	return func(r Row) (string, bool) {
		s, ok := inner(r)
		if !ok {
			return "", false
		}
		return fold(s), true
	}
}

// foldCase is full case folding (Unicode, clause 5.18).
func foldCase(s string) string {
	if ascii(s) {
		return strings.ToLower(s) // the same, sooner
	}
	return cases.Fold().String(s) // a Caser must not be shared
}

// strokes are letters that the canonical decomposition leaves whole, though the standard's tests hold ø to be an o
// with an accent.
var strokes = map[rune]rune{
	'Ø': 'O', 'ø': 'o', 'Ł': 'L', 'ł': 'l', 'Đ': 'D', 'đ': 'd', 'Ħ': 'H', 'ħ': 'h', 'Ŧ': 'T', 'ŧ': 't',
}

// foldAccents takes the marks from letters.
func foldAccents(s string) string {
	if ascii(s) {
		return s
	}
	bare := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		properties := norm.NFD.PropertiesString(s[i:])
		size := max(1, properties.Size())
		letter := properties.Decomposition()
		if letter == nil {
			letter = []byte(s[i : i+size])
		}
		for len(letter) > 0 {
			r, n := utf8.DecodeRune(letter)
			if plain, ok := strokes[r]; ok {
				bare = utf8.AppendRune(bare, plain)
			} else if r < 0x300 || !unicode.Is(unicode.Mn, r) {
				bare = append(bare, letter[:n]...)
			}
			letter = letter[n:]
		}
		i += size
	}
	return norm.NFC.String(string(bare))
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// numeric compiles a node of numberKind. What is no number, such as the result of dividing by zero, is unknown.
func (n *node) numeric() valueOf[float64] {
	switch n.op {
	case opNumber:
		constant := n.number
		return func(Row) (float64, bool) { return constant, true }
	case opProperty:
		field := n.field
		return func(r Row) (float64, bool) {
			switch v := r.Value(field).(type) {
			case int64:
				return float64(v), true
			case float64:
				return v, true
			}
			return 0, false
		}
	}
	a, b := n.args[0].numeric(), n.args[1].numeric()
	combine := map[string]func(x, y float64) float64{
		"+":   func(x, y float64) float64 { return x + y },
		"-":   func(x, y float64) float64 { return x - y },
		"*":   func(x, y float64) float64 { return x * y },
		"/":   func(x, y float64) float64 { return x / y },
		"div": func(x, y float64) float64 { return math.Trunc(x / y) },
		"%":   math.Mod,
		"^":   math.Pow,
	}[n.op]
	return func(r Row) (float64, bool) {
		x, ok := a(r)
		if !ok {
			return 0, false
		}
		y, ok := b(r)
		if !ok {
			return 0, false
		}
		z := combine(x, y)
		return z, !math.IsNaN(z) && !math.IsInf(z, 0)
	}
}
