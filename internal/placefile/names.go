package placefile

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Letters and endings tell Ukrainian names from Russian ones where they can.
const (
	onlyUkrainian = "іїєґ'"
	onlyRussian   = "ыэъё"
	cyrillic      = "абвгдежзийклмнопрстуфхцчшщьюя’ʼ -" + onlyUkrainian + onlyRussian
)

var (
	endUkrainian = regexp.MustCompile(`(івка|ївка|[сцз]ьк|[сцз]ький|ець|[иії]й|інь|ище|[бвгґджзклмнпрстфхцчшщ]е|лля|ння|жжя|ччя|ззя|ття|ддя)$|[бвгджзклмнпрстфхцчшщ][аяе] `)
	endRussian   = regexp.MustCompile(`([оеё]вка|[оеё]во|ино|[сц]кое|[сц]кий|ное|ая|ое|ее|ый|(^|[^ь])[сц]к|[^ь]ец|ье)( |$)`)
)

// isCyrillic tells whether a name is written in letters of the Ukrainian and Russian alphabets, and in
// none that only the other of the two has.
func isCyrillic(name string) bool {
	low := strings.ToLower(name)
	return strings.Trim(low, cyrillic) == "" && strings.ContainsFunc(low, unicode.IsLetter) &&
		!(strings.ContainsAny(low, onlyUkrainian) && strings.ContainsAny(low, onlyRussian))
}

// isLatin tells whether every letter of a name is Latin.
func isLatin(name string) bool {
	return strings.ContainsFunc(name, unicode.IsLetter) &&
		!strings.ContainsFunc(name, func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) })
}

// Language is the language of a Cyrillic name as far as its letters and ending tell it, uk or ru, else "".
func Language(name string) string {
	low := strings.ToLower(name)
	switch {
	case !isCyrillic(name):
		return ""
	case strings.ContainsAny(low, onlyUkrainian):
		return "uk"
	case strings.ContainsAny(low, onlyRussian):
		return "ru"
	case endUkrainian.MatchString(low) && !endRussian.MatchString(low):
		return "uk"
	case endRussian.MatchString(low):
		return "ru"
	}
	return ""
}

// small are the words that names leave in lower case, except at the beginning.
var small = []string{"of", "the", "on", "na", "nad", "pid", "pod", "на", "над", "під", "под", "при"}

// capitals gives a name without any capital letter those that it should have; others stay as they are.
func capitals(name string) string {
	if strings.ContainsFunc(name, unicode.IsUpper) {
		return name
	}
	out := []rune(name)
	part := func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsMark(r) || strings.ContainsRune("'’ʼ`", r)
	}
	for i := 0; i < len(out); {
		if !part(out[i]) {
			i++
			continue
		}
		end := i
		for end < len(out) && part(out[end]) {
			end++
		}
		joins := i > 0 && end < len(out) // between two other words
		if !joins || !slices.Contains(small, string(out[i:end])) {
			out[i] = unicode.ToUpper(out[i])
		}
		i = end
	}
	return string(out)
}

// tidy brings a name into the form of the tables: straight apostrophes, single spaces, no stress marks and
// nothing invisible.
func tidy(name string) string {
	name = strings.Map(func(r rune) rune {
		switch r {
		case '’', 'ʼ', '‘', '`', '´', '′', 'ʹ':
			return '\''
		case '\u0301':
			return -1
		}
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, name)
	return strings.Join(strings.Fields(name), " ")
}
