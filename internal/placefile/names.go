package placefile

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"retaken/internal/geo"
)

// Letters and endings tell Ukrainian names from Russian ones where they can.
const (
	onlyUkrainian = "іїєґ"
	onlyRussian   = "ыэъё"
	cyrillic      = "абвгдежзийклмнопрстуфхцчшщьюя'’ʼ -" + onlyUkrainian + onlyRussian
)

var (
	endUkrainian = regexp.MustCompile(`(івка|ївка|[сцз]ьк|[сцз]ький|ець|[иії]й|інь|ище|[бвгґджзклмнпрстфхцчшщ]е|лля|ння|ття|ддя)$|[бвгджзклмнпрстфхцчшщ][аяе] `)
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

// language is the language of a Cyrillic name as far as letters and ending tell it, else "".
func language(name string) string {
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
	case endRussian.MatchString(low) && !endUkrainian.MatchString(low):
		return "ru"
	}
	return ""
}

// choose picks the Ukrainian and the Russian name of a place with that Latin name out of a list without
// languages; either is "" when nothing speaks for one. The one that agrees with the Latin name is
// taken, and the one in the other language that has the same consonants.
func choose(latin string, others []string) (uk, ru string) {
	uk, ukAgrees := agreeing(latin, others, onlyRussian, endUkrainian, endRussian, func(s string) []string { return geo.Romanisations(s, "") })
	ru, ruAgrees := agreeing(latin, others, onlyUkrainian, endRussian, endUkrainian, func(s string) []string { return geo.Romanisations("", s) })
	switch {
	case uk != "" && ukAgrees >= ruAgrees:
		return uk, counterpart(uk, others, onlyUkrainian, endUkrainian)
	case ru != "":
		return counterpart(ru, others, onlyRussian, endRussian), ru
	}
	return "", ""
}

// agreeing is the Cyrillic name that best agrees with the Latin one when it is read as a name in the
// language of romanise, and how well; "" when none does.
func agreeing(latin string, others []string, foreign string, end, foreignEnd *regexp.Regexp, romanise func(string) []string) (best string, top int) {
	for _, c := range others {
		low := strings.ToLower(c)
		if !isCyrillic(c) || strings.ContainsAny(low, foreign) {
			continue
		}
		score := 2*strings.Count(low, "ь") + 3*strings.Count(low, "'")
		spellings := romanise(c)
		switch {
		case slices.Contains(spellings, latin):
			score += 30
		case slices.ContainsFunc(spellings, func(s string) bool { return geo.FoldKey(s) == geo.FoldKey(latin) }):
			score += 20
		default:
			continue
		}
		own := onlyUkrainian
		if foreign == onlyUkrainian {
			own = onlyRussian
		}
		if end.MatchString(low) || strings.ContainsAny(low, own) {
			score += 10
		}
		if foreignEnd.MatchString(low) {
			score -= 8
		}
		if score > top {
			best, top = c, score
		}
	}
	return best, top
}

// counterpart is the name among others that can say the same in the other language.
func counterpart(name string, others []string, foreign string, foreignEnd *regexp.Regexp) string {
	for _, c := range others {
		low := strings.ToLower(c)
		if c != name && isCyrillic(c) && !strings.ContainsAny(low, foreign) && !foreignEnd.MatchString(low) && slices.Equal(consonants(c), consonants(name)) {
			return c
		}
	}
	return ""
}

// consonants is what of a name both languages agree on.
func consonants(name string) []rune {
	var out []rune
	for _, r := range strings.ToLower(name) {
		if unicode.IsLetter(r) && !strings.ContainsRune("аеєёиіїоуыэюяйьъ", r) && (len(out) == 0 || out[len(out)-1] != r) {
			out = append(out, r)
		}
	}
	return out
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
