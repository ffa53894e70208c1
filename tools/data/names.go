package main

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"retaken/internal/geo"
)

// names is what a place is called.
type names struct {
	name, uk, ru string
}

// GeoNames gives other names as one list without languages: Ukrainian, Russian, Belarusian, their
// romanisations, and names in every other script. Letters and endings tell Ukrainian from Russian
// where they can, agreement with the Latin name tells today's name from older ones.
var (
	onlyUkrainian = "іїєґ'"
	onlyRussian   = "ыэъё"
	alphabet      = "абвгдежзийклмнопрстуфхцчшщьюя -" + onlyUkrainian + onlyRussian

	endUkrainian = regexp.MustCompile(`(івка|ївка|[сцз]ьк|[сцз]ький|ець|[иії]й|інь|ище|[бвгґджзклмнпрстфхцчшщ]е|лля|ння|жжя|ччя|ззя|ття|ддя)$|[бвгджзклмнпрстфхцчшщ][аяе] `)
	endRussian   = regexp.MustCompile(`([оеё]вка|[оеё]во|ино|[сц]кое|[сц]кий|ное|ая|ое|ее|ый|(^|[^ь])[сц]к|[^ь]ец|ье)( |$)`)
)

// choose picks the Ukrainian and the Russian name among the other names of a place in Ukraine with
// that Latin name; either is empty when nothing speaks for one.
func choose(latin string, others []string) (uk, ru string) {
	fromUk, ukAgrees := agreeing(latin, others, onlyRussian, endUkrainian, endRussian, func(s string) []string { return geo.Romanisations(s, "") })
	fromRu, ruAgrees := agreeing(latin, others, onlyUkrainian, endRussian, endUkrainian, func(s string) []string { return geo.Romanisations("", s) })
	switch {
	case fromUk != "" && ukAgrees >= ruAgrees:
		return fromUk, counterpart(fromUk, others, onlyUkrainian, endUkrainian)
	case fromRu != "":
		return counterpart(fromRu, others, onlyRussian, endRussian), fromRu
	}
	return "", ""
}

// agreeing is the Cyrillic name that best agrees with the Latin one when it is read as a name in the
// language of romanise, and how well; "" when none does.
func agreeing(latin string, others []string, foreign string, end, foreignEnd *regexp.Regexp, romanise func(string) []string) (string, int) {
	text, top := "", 0
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
		if end.MatchString(low) || foreign == onlyRussian && strings.ContainsAny(low, onlyUkrainian) || foreign == onlyUkrainian && strings.ContainsAny(low, onlyRussian) {
			score += 10
		}
		if foreignEnd.MatchString(low) {
			score -= 8
		}
		if score > top {
			text, top = c, score
		}
	}
	return text, top
}

// counterpart is the name among others that says the same as the given one in the other language.
func counterpart(name string, others []string, foreign string, foreignEnd *regexp.Regexp) string {
	best, least := "", 0.2*float64(len([]rune(name)))
	for _, c := range others {
		low := strings.ToLower(c)
		if !isCyrillic(c) || strings.ContainsAny(low, foreign) || foreignEnd.MatchString(low) || c == name && !sameInBoth(name) {
			continue
		}
		if foreign == onlyUkrainian && !likelyRussian(c, name) {
			continue
		}
		if d := difference(strings.ToLower(name), low); d < least {
			best, least = c, d
		}
	}
	return best
}

// likelyRussian tells whether a Cyrillic name can be the Russian one beside that Ukrainian one. Among
// names without a language are Belarusian ones and Ukrainian ones in Russian letters; Russian keeps э
// to the start of words, has none of these syllables, and other endings.
func likelyRussian(ru, uk string) bool {
	ru, uk = strings.ToLower(ru), strings.ToLower(uk)
	return !neither.MatchString(ru) && !strings.Contains(ru, "ця") && !strings.HasSuffix(ru, "ьк") &&
		!(strings.HasSuffix(uk, "е") && !strings.HasSuffix(ru, "е") && !strings.HasSuffix(ru, "о")) &&
		!(strings.HasSuffix(uk, "вка") && strings.HasSuffix(ru, "ивка") && !strings.HasSuffix(uk, "ивка"))
}

// neither tells names that are neither Ukrainian nor Russian.
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

// difference is how far two names are from being one name in two languages: the edit distance with
// the changes of counterparts, and of endings, at a discount.
func difference(a, b string) float64 {
	x, y := []rune(a), []rune(b)
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

// consonants is what of a name spellings agree on.
func consonants(name string) []rune {
	var out []rune
	for _, r := range strings.ToLower(name) {
		if unicode.IsLetter(r) && !strings.ContainsRune("аеєёиіїоуыэюяйьъ", r) {
			out = append(out, r)
		}
	}
	return out
}

// clean brings a name into the form that the tables use: straight apostrophes, no stress marks, one
// space between words, a capital letter at the start.
func clean(name string) string {
	name = strings.Map(func(r rune) rune {
		switch r {
		case '’', 'ʼ', '‘', '`', '´', '′', '”', '″', 'ʺ', 'ʹ':
			return '\''
		case '\u0301':
			return -1
		}
		return r
	}, name)
	for strings.Contains(name, "''") {
		name = strings.ReplaceAll(name, "''", "'")
	}
	return strings.Join(strings.Fields(name), " ")
}

func isCyrillic(name string) bool {
	low := strings.ToLower(name)
	return strings.Trim(low, alphabet) == "" && strings.ContainsAny(low, "абвгдежзиклмнопрстуфхцчшщюя") &&
		!(strings.ContainsAny(low, onlyUkrainian) && strings.ContainsAny(low, onlyRussian)) &&
		unicode.IsUpper([]rune(name)[0]) && !strings.HasSuffix(low, " ош")
}

// aliases keeps what is of use among the other names of a place: Cyrillic ones, and romanisations of
// these that are not generated from the names in use.
func aliases(p *geo.Place, others []string) []geo.Alias {
	generated := append(geo.Romanisations(p.NameUk, p.NameRu), p.Name, p.NameUk, p.NameRu)
	var out []geo.Alias
	add := func(a geo.Alias) {
		have := func(o geo.Alias) bool { return strings.EqualFold(o.Text, a.Text) }
		if !slices.Contains(generated, a.Text) && !slices.ContainsFunc(out, have) {
			out = append(out, a)
		}
	}
	latin := map[string]bool{}
	for _, o := range others {
		if !isCyrillic(o) || unitName.MatchString(o) || ordinary[strings.ToLower(o)] || p.NameUk != "" && p.NameRu != "" && (respelt(o, p.NameUk) || respelt(o, p.NameRu)) {
			continue
		}
		low := strings.ToLower(o)
		a := geo.Alias{Text: o, Kind: geo.Variant}
		switch {
		case strings.ContainsAny(low, onlyUkrainian), endUkrainian.MatchString(low) && !endRussian.MatchString(low):
			a.Lang = "uk"
		case strings.ContainsAny(low, onlyRussian), endRussian.MatchString(low):
			a.Lang = "ru"
		}
		add(a)
		if a.Lang != "ru" {
			for _, s := range geo.Romanisations(o, "") {
				latin[s] = true
			}
		}
		if a.Lang != "uk" {
			for _, s := range geo.Romanisations("", o) {
				latin[s] = true
			}
		}
	}
	keys := map[string]bool{}
	for _, g := range generated {
		keys[geo.FoldKey(g)] = true
	}
	for _, o := range others {
		if latin[o] && !keys[geo.FoldKey(o)] {
			keys[geo.FoldKey(o)] = true
			add(geo.Alias{Text: o, Kind: geo.Variant})
		}
	}
	slices.SortFunc(out, func(a, b geo.Alias) int { return cmp.Compare(a.Text, b.Text) })
	return out
}

// unitName tells names of oblasts and raions, which GeoNames gives their towns too.
var unitName = regexp.MustCompile(`(?i)\s(область|район)$`)

// ordinary are old names of villages that news says of other things.
var ordinary = setOf("бойове боевое ильича ілліча індустріальне индустриальное коммуна коммунар коммунист комуна комунар комуніст " +
	"коммерческий московське московское окопи окопы пекло пруси пруссы радянське республика республіка советский советское " +
	"уральське уральское хохол совецк")

func setOf(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

// respelt tells whether a name is only a case form of the name in use, or its spelling in a language
// that names in news are not in: another ending, other vowels, or one other consonant.
func respelt(name, used string) bool {
	x, y := consonants(name), consonants(used)
	if slices.Equal(x, y) || strings.HasPrefix(name, used) && len(x)-len(y) <= 2 {
		return true
	}
	differ := 0
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			differ++
		}
	}
	return len(x) == len(y) && len([]rune(name)) == len([]rune(used)) && len(x) > 4 && differ == 1
}

var (
	softVowel  = regexp.MustCompile(`([A-Za-z])y([aue])`)
	finalYy    = regexp.MustCompile(`yy\b`)
	afterVowel = regexp.MustCompile(`([aeiou])yi?([^aeiouy]|$)`)
)

// normalise brings a Latin name of a Ukrainian place nearer to resolution 55 of 2010 where that takes
// no knowledge of the Ukrainian form.
func normalise(latin string) string {
	s := strings.ReplaceAll(strings.ReplaceAll(clean(latin), "'yi", "i"), "'", "")
	s = softVowel.ReplaceAllString(s, "${1}i$2")
	s = finalYy.ReplaceAllString(s, "yi")
	return afterVowel.ReplaceAllString(s, "${1}i$2")
}
