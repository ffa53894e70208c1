package geo

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The oblique cases, in the order of the tables of declensions.
const (
	genitive = iota
	dative
	accusative
	instrumental
	locative
	numCases
)

// paradigm holds the forms, or the endings, of each oblique case.
type paradigm [numCases][]string

// heads are the words after which a name stands unchanged or declines for itself: острів Зміїний,
// Республіка Крим.
var heads = []string{
	"острів", "республіка", "край", "місто", "село", "селище", "озеро",
	"остров", "республика", "город", "посёлок",
}

// CaseForms returns the genitive, dative, accusative, instrumental and locative of a place name, as
// far as they differ from the name, in the number that the name has. lang is "uk" or "ru"; otherwise
// the letters decide, and if they do not, both languages count. Other names than Cyrillic ones have
// no case forms.
//
// No dictionary stands behind it: a name gets the forms of every declension that its ending allows,
// so that some of them do not exist; names of more than four words get none. An adjective is another name: Лиман does not give Лиманський.
func CaseForms(name, lang string) []string {
	if !isCyrillic(name) {
		return nil
	}
	return appendCaseForms(nil, name, lang)
}

// appendCaseForms appends the case forms of a Cyrillic name.
func appendCaseForms(out []string, name, lang string) []string {
	if lang != "uk" && lang != "ru" {
		lang = languageOf(name)
	}
	if lang != "ru" {
		out = ukrainian.appendForms(out, name)
	}
	if lang != "uk" {
		out = russian.appendForms(out, name)
	}
	return out
}

// languageOf is "uk" or "ru" by letters that the other language lacks, "" when there are none.
func languageOf(name string) string {
	switch {
	case strings.ContainsAny(name, "іїєґІЇЄҐ"):
		return "uk"
	case strings.ContainsAny(name, "ыэъёЫЭЪЁ"):
		return "ru"
	}
	return ""
}

// maxDeclined is how many words a name that declines may have: every word multiplies the forms.
const maxDeclined = 4

// appendForms appends the case forms of name that out lacks.
func (g *grammar) appendForms(out []string, name string) []string {
	add := func(form string) {
		if form != name && !slices.Contains(out, form) {
			out = append(out, form)
		}
	}
	if w, ok := nextWord(name, 0); ok && w.start == 0 && w.next == len(name) {
		g.decline(g.nouns, name, func(_ int, form string) { add(form) })
		return out
	}
	parts := partsOf(name)
	if len(parts) == 0 || len(parts) > maxDeclined {
		return out
	}
	for _, way := range g.ways(parts) {
		for c := range numCases {
			combine(parts, way, c, "", add)
		}
	}
	return out
}

// part is a word of a name with what separates it from the word before it.
type part struct{ before, text string }

func partsOf(name string) []part {
	var parts []part
	end := 0
	for w, ok := nextWord(name, 0); ok; w, ok = nextWord(name, w.next) {
		parts = append(parts, part{name[end:w.start], name[w.start:w.next]})
		end = w.next
	}
	return parts
}

// combine adds every combination of the forms of the words in case c; a word without forms stays.
func combine(parts []part, way []paradigm, c int, begun string, add func(string)) {
	if len(parts) == 0 {
		add(begun)
		return
	}
	begun += parts[0].before
	if way[0][c] == nil {
		combine(parts[1:], way[1:], c, begun+parts[0].text, add)
		return
	}
	for _, f := range way[0][c] {
		combine(parts[1:], way[1:], c, begun+f, add)
	}
}

// ways lists how the words of a name can decline together. A word without a paradigm stays.
func (g *grammar) ways(parts []part) [][]paradigm {
	last := len(parts) - 1
	for i, p := range parts[1:] {
		if r, _ := utf8.DecodeRuneInString(p.text); unicode.IsLower(r) && utf8.RuneCountInString(p.text) <= 4 {
			last = i // what follows a preposition stays: Ростов-на-Дону
			break
		}
	}
	alone := make([]paradigm, len(parts)) // Посад-Покровського
	alone[last] = g.paradigm(g.nouns, parts[last].text)
	if last == 0 {
		return [][]paradigm{alone}
	}
	var ways [][]paradigm
	agreeing, nouns := slices.Clone(alone), slices.Clone(alone) // Нової Каховки, Куп'янська-Вузлового
	differ := false
	for i, p := range parts[:last] {
		if slices.Contains(heads, strings.ToLower(p.text)) {
			agreeing[i] = g.paradigm(g.nouns, p.text)
			nouns[i] = agreeing[i]
			head := slices.Clone(agreeing)
			clear(head[i+1:])
			ways = append(ways, head)
			continue
		}
		if strings.HasSuffix(p.text, "о") {
			continue // Михайло-Коцюбинське
		}
		agreeing[i] = g.paradigm(g.adjectives, p.text)
		nouns[i] = agreeing[i]
		if agreeing[i][genitive] == nil || isHyphen(parts[i+1].before) {
			nouns[i] = g.paradigm(g.nouns, p.text)
			differ = true
		}
	}
	ways = append(ways, agreeing)
	if differ {
		ways = append(ways, nouns)
	}
	if isHyphen(parts[last].before) {
		ways = append(ways, alone)
	}
	return ways
}

func isHyphen(gap string) bool { return strings.ContainsAny(gap, "-‐‑–") }

// paradigm returns the forms of a word by the declensions in table that its ending allows.
func (g *grammar) paradigm(table declensions, word string) paradigm {
	var p paradigm
	g.decline(table, word, func(c int, form string) { p[c] = append(p[c], form) })
	return p
}

// decline calls add with every form that paradigm returns, and its case.
func (g *grammar) decline(table declensions, word string, add func(c int, form string)) {
	ending, declensions := longestEnding(table, word)
	for _, d := range declensions {
		stem := word[:len(word)-len(ending)] + d.stem
		if stem == "" {
			continue
		}
		g.endings(stem, d, add)
		if !d.shifts {
			continue
		}
		if at := lastVowelI(stem); at > 0 {
			rest := stem[at+len("і"):]
			g.endings(stem[:at]+"о"+rest, d, add)
			g.endings(stem[:at]+"е"+rest, d, add)
		}
	}
}

// endings calls add with stem in every case.
func (g *grammar) endings(stem string, d declension, add func(c int, form string)) {
	for c, endings := range d.paradigm {
		for _, e := range endings {
			switch e {
			case "=":
				add(c, stem)
			case "0":
				for _, form := range bare(stem) {
					add(c, form)
				}
			default:
				add(c, g.join(stem, e))
			}
		}
	}
}

// longestEnding is the longest ending of word that table knows, with what it says.
func longestEnding(table declensions, word string) (string, []declension) {
	const longest = 8 // bytes, that is four letters
	for i := max(0, len(word)-longest); i < len(word); i++ {
		if utf8.RuneStart(word[i]) {
			if d, ok := table[word[i:]]; ok {
				return word[i:], d
			}
		}
	}
	return "", table[""]
}

// lastVowelI is where і stands in stem if it is its last vowel with one consonant at most after it,
// else -1.
func lastVowelI(stem string) int {
	at := strings.LastIndex(stem, "і")
	if at < 0 || len(stem)-at > len("і")+len("б") || isVowel(lastRune(stem)) && at+len("і") != len(stem) {
		return -1
	}
	return at
}

// bare is a stem that has no ending, and what it becomes when two consonants need a vowel between
// them.
func bare(stem string) []string {
	forms := []string{stem}
	last, size := utf8.DecodeLastRuneInString(stem)
	before := lastRune(stem[:len(stem)-size])
	if isVowel(last) || isVowel(before) || before == utf8.RuneError {
		return forms
	}
	head := strings.TrimSuffix(stem[:len(stem)-size], "ь")
	return append(forms, head+"о"+string(last), head+"е"+string(last))
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

func isVowel(r rune) bool { return strings.ContainsRune("аеєиіїоуюяёыэ", r) }
