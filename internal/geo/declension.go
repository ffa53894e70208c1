package geo

import (
	"fmt"
	"strings"
)

// declension is one way in which words with some ending decline: the ending becomes stem, to which
// the endings of the cases are added.
type declension struct {
	stem   string
	shifts bool // і in the last syllable may become о or е: Ріг, Рогу
	paradigm
}

// grammar is how the names of places decline in a language.
type grammar struct {
	nouns      declensions
	adjectives declensions // of a word before the noun that it agrees with
	join       func(stem, ending string) string
}

// declensions are found by ending; of the endings that fit a word the longest counts.
type declensions map[string][]declension

// consonants are the letters that C stands for in a table.
const consonants = "бвгґджзйклмнпрстфхцчшщь"

// newDeclensions compiles a table. A line says, between bars: the endings as "what stays-what goes",
// with C for any consonant, or a whole word with its capital letter; what comes instead, after * if the
// stem shifts; and the endings of the five cases, separated by blanks where there are several. In these,
// = is no ending, and 0 is none but a vowel before the last of two consonants (Олешк-и: Олешок). A case
// without endings is like the nominative.
func newDeclensions(table string) declensions {
	d := declensions{}
	for line := range strings.Lines(strings.TrimSpace(table)) {
		cells := strings.Split(line, "|")
		if len(cells) != 2+numCases {
			// The tables are below, and compiled whenever the package is used.
			panic(fmt.Sprintf("table of declensions: %q has %d cells, not %d", line, len(cells), 2+numCases))
		}
		put, shifts := strings.CutPrefix(strings.TrimSpace(cells[1]), "*")
		var p paradigm
		for c := range p {
			p[c] = strings.Fields(cells[2+c])
			if len(p[c]) == 0 {
				p[c] = nil
			}
		}
		for _, ending := range strings.Fields(cells[0]) {
			stays, goes, _ := strings.Cut(ending, "-")
			for _, stays := range expand(stays) {
				d[stays+goes] = append(d[stays+goes], declension{stays + put, shifts, p})
			}
		}
	}
	return d
}

// expand puts every consonant for C.
func expand(ending string) []string {
	if !strings.Contains(ending, "C") {
		return []string{ending}
	}
	var out []string
	for _, c := range consonants {
		out = append(out, strings.Replace(ending, "C", string(c), 1))
	}
	return out
}

// The tables follow the school grammars (for Ukrainian the orthography of 2019), with both of two
// forms where usage differs.

var ukrainian = &grammar{
	join: joinUkrainian,
	nouns: newDeclensions(`
-                     | *   | а у    | у ові  |    | ом   | і у ові
-к                    | *   | ка ку  | ку кові|    | ком  | ку ці кові
-г                    | *   | га гу  | гу гові|    | гом  | гу зі гові
-х                    | *   | ха ху  | ху хові|    | хом  | ху сі хові
ськ- цьк- зьк-        |     | а      | у ові  |    | ом   | у ові
ж- ч- ш- щ-           |     | а у і  | у еві і|    | ем ю | і у еві
-ок                   | к   | а у    | у ові  |    | ом   | у ові
-ок                   | ок  | а у    | у ові  |    | ом   | у ові
-ець                  | ц   | я      | ю еві  |    | ем   | і ю еві
-лець                 | льц | я      | ю еві  |    | ем   | і ю еві
-ів                   | ов  | а у    | у ові  |    | ом   | і у ові
ж-ів ч-ів ш-ів щ-ів   | ев  | а у    | у ові  |    | ом   | і у ові
ж-ів ч-ів ш-ів щ-ів   | ов  | а у    | у ові  |    | ом   | і у ові
-їв                   | єв  | а у    | у ові  |    | ом   | і у ові
-ь                    | *   | я і    | ю еві і|    | ем ю | і ю еві
н-ь л-ь т-ь д-ь с-ь   | *   | я і    | ю еві і|    | ем   | і ю еві
н-ь                   |     |        |        |    | ню   |
л-ь                   |     |        |        |    | лю   |
т-ь                   |     |        |        |    | тю   |
д-ь                   |     |        |        |    | дю   |
с-ь                   |     |        |        |    | сю   |
ст-ь                  |     | і      | і      |    | ю    | і
-ий                   |     | ого    | ому    |    | им   | ому ім
-ій                   |     | ього   | ьому   |    | ім   | ьому ім
-й                    |     | ю я    | ю єві  |    | єм   | ї ю єві
-а                    |     | и      | і      | у  | ою   | і
-ка                   |     | ки     | ці     | ку | кою  | ці
-га                   |     | ги     | зі     | гу | гою  | зі
-ха                   |     | хи     | сі     | ху | хою  | сі
ж-а ч-а ш-а щ-а       |     | і      | і      | у  | ею   | і
ч-а                   |     | ої     | ій     | у  | ою   | ій
ов-а ев-а єв-а Cн-а   |     | и      | і      | у  | ою   | і
ов-а ев-а єв-а Cн-а   |     | ої     | ій     | у  | ою   | ій
ськ-а цьк-а зьк-а     |     | ої     | ій     | у  | ою   | ій
-я н-я                |     | і я    | і ю    | ю  | ею ям| і ю
н-я                   |     | ьої    | ій     | ю  | ьою  | ій
ц-я                   |     | і      | і      | ю  | ею   | і
-е                    |     | ого    | ому    |    | им   | ому ім
ов-е ев-е єв-е        |     | ого    | ому    |    | им   | ому ім
ин-е їн-е ін-е        |     | ого    | ому    |    | им   | ому ім
ов-е ев-е єв-е        |     | а      | у      |    | ом   | і
ин-е їн-е ін-е        |     | а      | у      |    | ом   | і
ол-е ор-е             |     | я      | ю      |    | ем   | і
Нов-е                 |     | ого    | ому    |    | им   | ому ім
щ-е                   |     | а      | у      |    | ем   | і у
ц-е                   |     | я      | ю      |    | ем   | і
-є                    |     | я      | ю      |    | єм   | ї
н-є                   |     | ього   | ьому   |    | ім   | ьому ім
-о                    |     | а      | у ові  |    | ом   | і у ові
-и                    |     | 0 ів   | ам     |    | ами  | ах
-і                    |     | ів ь ей| ям     |    | ями  | ях
ж-і ч-і ш-і щ-і       |     | ів 0 ей| ам     |    | ами  | ах
-ї                    |     | їв     | ям     |    | ями  | ях
-у -ю                 |     |        |        |    |      |
`),
	adjectives: newDeclensions(`
-ий                   |     | ого    | ому    |    | им   | ому ім
-ій                   |     | ього   | ьому   |    | ім   | ьому ім
-а                    |     | ої     | ій     | у  | ою   | ій
-я                    |     | ьої    | ій     | ю  | ьою  | ій
-е                    |     | ого    | ому    |    | им   | ому ім
-є                    |     | ього   | ьому   |    | ім   | ьому ім
-і                    |     | их     | им     |    | ими  | их
н-і                   |     | их іх  | им ім  |    | ими іми | их іх
-ів                   | ов  | ого а  | ому у  |    | им   | ому і
ів- їв-               |     | =      | =      |    | =    | =
-їв                   | єв  | ого а  | ому у  |    | им   | ому і
ин-                   |     | ого а  | ому у  |    | им   | ому і
`),
}

var russian = &grammar{
	join: func(stem, ending string) string { return stem + ending },
	nouns: newDeclensions(`
-                     |     | а      | у      |    | ом   | е у
ж- ч- ш- щ- ц-        |     | а      | у      |    | ом ем| е
-ец                   | ц   | а      | у      |    | ом ем| е
-лец                  | льц | а      | у      |    | ом ем| е
-ок                   | к   | а      | у      |    | ом   | е
-ок                   | ок  | а      | у      |    | ом   | е
-ек                   | к   | а      | у      |    | ом   | е
-ек                   | ек  | а      | у      |    | ом   | е
-ый -ой               |     | ого    | ому    |    | ым   | ом
-ий                   |     | его    | ему    |    | им   | ем
к-ий г-ий х-ий        |     | ого    | ому    |    | им   | ом
ж-ий ч-ий ш-ий щ-ий   |     | ого его| ому ему|    | им   | ом ем
-й                    |     | я      | ю      |    | ем   | е
-ь                    |     | я и    | ю и    |    | ем ью| е и
-а                    |     | ы      | е      | у  | ой   | е
к-а г-а х-а           |     | и      | е      | у  | ой   | е
ж-а ч-а ш-а щ-а       |     | и      | е      | у  | ей   | е
ц-а                   |     | ы      | е      | у  | ей   | е
-я                    |     | и      | е      | ю  | ей   | е
и-я                   |     | и      | и      | ю  | ей   | и
ь-я                   |     | и ей   | е ей   | ю  | ей   | е ей
-ая                   |     | ой     | ой     | ую | ой   | ой
-яя                   |     | ей     | ей     | юю | ей   | ей
-о                    |     | а      | у      |    | ом   | е
-е                    |     | я      | ю      |    | ем   | е
и-е                   |     | я      | ю      |    | ем   | и
ь-е                   |     | я его  | ю ему  |    | ем им| е и ем
ж-е ч-е ш-е щ-е ц-е   |     | а      | у      |    | ем   | е
-ое                   |     | ого    | ому    |    | ым   | ом
к-ое г-ое х-ое        |     | ого    | ому    |    | им   | ом
-ее                   |     | его    | ему    |    | им   | ем
-ы                    |     | 0 ов   | ам     |    | ами  | ах
ц-ы                   |     | 0 ев ов| ам     |    | ами  | ах
к-и г-и х-и           |     | 0 ов   | ам     |    | ами  | ах
ж-и ч-и ш-и щ-и       |     | ей 0   | ам     |    | ами  | ах
-и                    |     | ей ь 0 | ям     |    | ями  | ях
-ые                   |     | ых     | ым     |    | ыми  | ых
-ие                   |     | их     | им     |    | ими  | их
-у -ю -э              |     |        |        |    |      |
`),
	adjectives: newDeclensions(`
-ый -ой               |     | ого    | ому    |    | ым   | ом
-ий                   |     | его    | ему    |    | им   | ем
к-ий г-ий х-ий        |     | ого    | ому    |    | им   | ом
ж-ий ч-ий ш-ий щ-ий   |     | ого его| ому ему|    | им   | ом ем
-ая                   |     | ой     | ой     | ую | ой   | ой
-яя                   |     | ей     | ей     | юю | ей   | ей
-ое                   |     | ого    | ому    |    | ым   | ом
к-ое г-ое х-ое        |     | ого    | ому    |    | им   | ом
-ее                   |     | его    | ему    |    | им   | ем
-ые                   |     | ых     | ым     |    | ыми  | ых
-ие                   |     | их     | им     |    | ими  | их
ь-я                   |     | ей     | ей     | ю  | ей   | ей
ь-е                   |     | его    | ему    |    | им   | ем
ов- ев- ёв- ин-       |     | а ого =| у ому =|    | ым = | ом е =
`),
}

// joinUkrainian writes й and the vowel after it as one letter where a vowel or an apostrophe stands
// before: Балаклі-ею is Балаклією, Верхів'-і is Верхів'ї.
func joinUkrainian(stem, ending string) string {
	if last := lastRune(stem); !isVowel(last) && !isApostrophe(last) {
		return stem + ending
	}
	switch {
	case strings.HasPrefix(ending, "і"):
		return stem + "ї" + ending[len("і"):]
	case strings.HasPrefix(ending, "е"):
		return stem + "є" + ending[len("е"):]
	case strings.HasPrefix(ending, "у"):
		return stem + "ю" + ending[len("у"):]
	}
	return stem + ending
}
