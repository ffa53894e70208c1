package placefile

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"retaken/internal/geo"
)

// A gazetteer such as GeoNames gives other names as one list without languages: Ukrainian, Russian,
// Belarusian, their romanisations, and names in every other script. Letters and endings tell Ukrainian
// from Russian where they can, agreement with the Latin name tells today's name from older ones.

// side is one of the two languages, as seen from the other.
type side struct {
	own, foreign    string // letters
	end, foreignEnd *regexp.Regexp
	romanise        func(string) []string
}

var sides = map[string]side{
	"uk": {onlyUkrainian, onlyRussian, endUkrainian, endRussian, func(s string) []string { return geo.Romanisations(s, "") }},
	"ru": {onlyRussian, onlyUkrainian, endRussian, endUkrainian, func(s string) []string { return geo.Romanisations("", s) }},
}

// ChooseNames picks the Ukrainian and the Russian name among the other names of a place with that Latin
// name; either is "" when nothing speaks for one. The one that agrees with the Latin name is taken, and
// the one in the other language that says the same.
func ChooseNames(latin string, others []string) (uk, ru string) {
	uk, ukAgrees := Agreeing(latin, others, "uk")
	ru, ruAgrees := Agreeing(latin, others, "ru")
	switch {
	case uk != "" && ukAgrees >= ruAgrees:
		return uk, Counterpart(uk, others, "ru")
	case ru != "":
		return Counterpart(ru, others, "uk"), ru
	}
	return "", ""
}

// Agreeing is the name among others that best agrees with a Latin one when it is read as a name in lang, uk
// or ru, and how well; "" when none does.
func Agreeing(latin string, others []string, lang string) (best string, top int) {
	in := sides[lang]
	for _, c := range others {
		low := strings.ToLower(c)
		if !IsName(c) || strings.ContainsAny(low, in.foreign) {
			continue
		}
		score := 2*strings.Count(low, "ь") + 3*strings.Count(low, "'")
		spellings := in.romanise(c)
		switch {
		case slices.Contains(spellings, latin):
			score += 30
		case slices.ContainsFunc(spellings, func(s string) bool { return geo.FoldKey(s) == geo.FoldKey(latin) }):
			score += 20
		default:
			continue
		}
		if in.end.MatchString(low) || strings.ContainsAny(low, in.own) {
			score += 10
		}
		if in.foreignEnd.MatchString(low) {
			score -= 8
		}
		if score > top {
			best, top = c, score
		}
	}
	return best, top
}

// Counterpart is the name among others that says in lang, uk or ru, what the given one says in the other
// language; "" when none does.
func Counterpart(name string, others []string, lang string) string {
	in := sides[lang]
	best, least := "", 0.2*float64(utf8.RuneCountInString(name))
	for _, c := range others {
		low := strings.ToLower(c)
		if !IsName(c) || strings.ContainsAny(low, in.foreign) || in.foreignEnd.MatchString(low) || c == name && !sameInBoth(name) {
			continue
		}
		if lang == "ru" && !LikelyRussian(c, name) {
			continue
		}
		if d := Difference(name, c); d < least {
			best, least = c, d
		}
	}
	return best
}

// IsName tells whether a name is Cyrillic and begins with a capital letter.
func IsName(name string) bool {
	first, _ := utf8.DecodeRuneInString(name)
	return isCyrillic(name) && unicode.IsUpper(first)
}

// LikelyRussian tells whether a Cyrillic name can be the Russian one beside that Ukrainian one. Among
// names without a language are Belarusian ones and Ukrainian ones in Russian letters; Russian keeps э
// to the start of words, has none of these syllables, and other endings.
func LikelyRussian(ru, uk string) bool {
	ru, uk = strings.ToLower(ru), strings.ToLower(uk)
	return !Neither(ru) && !strings.Contains(ru, "ця") && !strings.HasSuffix(ru, "ьк") &&
		!(strings.HasSuffix(uk, "е") && !strings.HasSuffix(ru, "е") && !strings.HasSuffix(ru, "о")) &&
		!(strings.HasSuffix(uk, "вка") && strings.HasSuffix(ru, "ивка") && !strings.HasSuffix(uk, "ивка"))
}

// Neither tells whether a Cyrillic name is, by its syllables, neither Ukrainian nor Russian.
func Neither(name string) bool { return neither.MatchString(strings.ToLower(name)) }

var neither = regexp.MustCompile(`[^ -]э|[жшчщкг]ы`)

// sameInBoth tells whether a name is spelt alike in Ukrainian and in Russian, judged by its letters.
func sameInBoth(name string) bool {
	low := strings.ToLower(name)
	return !strings.ContainsAny(low, onlyUkrainian+onlyRussian+" и") && !endUkrainian.MatchString(low) && !endRussian.MatchString(low)
}

// counterparts are the letters that stand for each other in Ukrainian and Russian names, in either
// order, with what the change costs.
var counterparts = map[[2]rune]float64{
	{'і', 'и'}: 0, {'и', 'и'}: 0, {'і', 'о'}: 0.1, {'і', 'е'}: 0.1, {'и', 'ы'}: 0.1, {'ї', 'и'}: 0, {'ї', 'е'}: 0.1,
	{'є', 'е'}: 0, {'е', 'э'}: 0.1, {'е', 'ё'}: 0.1, {'о', 'ё'}: 0.2, {'о', 'а'}: 0.5, {'е', 'о'}: 0.5, {'\'', 'ъ'}: 0,
	{'\'', 'ь'}: 0.2, {'м', 'н'}: 0.5, {'г', 'х'}: 0.5,
}

// Difference is how far two names are from being one name in two languages: the edit distance with the
// changes of counterparts, and of endings, at a discount. Case does not matter.
func Difference(a, b string) float64 {
	x, y := []rune(strings.ToLower(a)), []rune(strings.ToLower(b))
	row := make([]float64, len(y)+1)
	for j := range y {
		row[j+1] = row[j] + drop(y, j)
	}
	for i, r := range x {
		diagonal := row[0]
		row[0] += drop(x, i)
		for j, s := range y {
			d := diagonal + 1
			if r == s {
				d = diagonal
			} else if c, ok := counterparts[[2]rune{r, s}]; ok {
				d = diagonal + c
			} else if c, ok := counterparts[[2]rune{s, r}]; ok {
				d = diagonal + c
			} else if j == len(y)-1 && i == len(x)-1 {
				d = diagonal + 0.3
			}
			diagonal = row[j+1]
			row[j+1] = min(d, row[j]+drop(y, j), row[j+1]+drop(x, i))
		}
	}
	return row[len(y)]
}

// drop is the cost of a letter that the other name lacks: a sign before к is nothing, an ending or a
// doubled letter little.
func drop(name []rune, i int) float64 {
	switch {
	case name[i] == '\'':
		return 0
	case name[i] == 'ь' && i+1 < len(name) && name[i+1] == 'к':
		return 0
	case name[i] == 'ь', i > 0 && name[i] == name[i-1], i == len(name)-1, i+1 < len(name) && name[i+1] == ' ':
		return 0.3
	}
	return 1
}
