package extract

import (
	"slices"
	"strings"

	"retaken/internal/geo"
)

// adjectival tells whether the place has the name of an adjective: Мирне, Донецький, Красная.
func (m *mention) adjectival() bool {
	return slices.ContainsFunc(m.candidates, func(c geo.Candidate) bool {
		return endsIn(c.Place.NameUk, adjectives) || endsIn(c.Place.NameRu, adjectives)
	})
}

// adjectives are endings of places that are called by an adjective.
var adjectives = []string{"е", "є", "ий", "ій", "ая", "яя", "ое", "ее", "ый", "ой"}

// adjective tells whether a Ukrainian or Russian name is an adjective that the noun behind it agrees with:
// "Чорноморського флоту", "на Красной площади". before is as by typed.
func (s *sentence) adjective(m *mention, before string) bool {
	const shortest = 4 // letters of a noun
	if s.lang == "en" || m.to-m.from > 1 {
		return false
	}
	name := s.doc.tokens[m.from].fold
	// "Курська операція": no sentence begins with the genitive of Курськ.
	if s.lang == "uk" && s.begins(m.from) && endsIn(name, feminine) && m.candidates[0].How == geo.Inflected {
		return true
	}
	if !m.adjectival() {
		return false
	}
	// "на Лиманському — три": a place that is called so has another preposition.
	if f, ok := s.at("words", m.from-1); ok && m.from > s.from && f.arg == "on" && endsIn(name, onAxis) {
		return true
	}
	if m.to == s.to {
		return false
	}
	noun := s.doc.tokens[m.to]
	if noun.kind != word || noun.upper || noun.gap != space {
		return false
	}
	f, ok := s.at("words", m.to)
	if ok && (f.class == "region" || f.class == "direction" || f.class == "org" && f.arg == "adjective" || f.arg == "street" || f.class == "settlement" && before == "") {
		return true
	}
	if s.asPlace(m) || len([]rune(noun.fold)) < shortest || s.known(m.to) && !s.begins(m.from) {
		return false
	}
	for _, a := range agreement[s.lang] {
		if stem, ok := strings.CutSuffix(name, a.adjective); ok {
			// "у Мирному зими чекають": behind a preposition only "у Донецькому …" is more likely an adjective.
			return (before == "" || endsIn(stem, derived)) && endsIn(noun.fold, a.nouns) && !endsIn(noun.fold, verbEndings[s.lang])
		}
	}
	return false
}

// derived are endings of adjectives made of other names.
var derived = []string{"ськ", "цьк", "зьк", "ск", "цк"}

// feminine are the endings of derived adjectives that towns have in the genitive.
var feminine = []string{"ська", "цька", "зька"}

// onAxis are the endings of derived adjectives in the locative.
var onAxis = []string{"ському", "цькому", "зькому", "ском", "цком"}

func endsIn(w string, endings []string) bool {
	return slices.ContainsFunc(endings, func(e string) bool { return strings.HasSuffix(w, e) })
}

// agreement lists, by language, endings of adjectives, the longer first, with those of the nouns that go with
// them. Endings that adverbs and verbs have too are left out.
var agreement = map[string][]struct {
	adjective string
	nouns     []string
}{
	"uk": {
		{"ими", []string{"ами", "ями"}},
		{"ого", []string{"у", "ю", "а", "я"}},
		{"ому", []string{"у", "ю", "ові", "еві"}},
		{"ий", []string{"р", "д", "т", "с", "н", "к", "г", "м", "п", "л", "ж", "ш", "ч", "ь", "й"}},
		{"им", []string{"ом", "ем", "єм", "ям"}},
		{"их", []string{"ів", "їв", "ей"}},
		{"ої", []string{"и", "ії", "ості"}},
		{"ій", []string{"ії", "ості", "ці", "ні", "ді"}},
		{"ою", []string{"ою", "ею", "єю", "істю"}},
		{"а", []string{"ія", "ада", "ика", "іка", "ість", "ба", "га", "ча", "ша"}},
		{"у", []string{"ію", "аду", "ику", "іку", "ість", "бу", "гу"}},
		{"е", []string{"ння", "ття", "лля", "сся", "ство", "цтво", "море", "поле", "місто", "військо", "право", "слово"}},
		{"і", []string{"и", "ії", "ці", "ні", "ави"}},
	},
	"ru": {
		{"ыми", []string{"ами", "ями"}},
		{"ими", []string{"ами", "ями"}},
		{"ого", []string{"а", "я"}},
		{"его", []string{"а", "я"}},
		{"ому", []string{"у", "ю"}},
		{"ему", []string{"у", "ю"}},
		{"ый", []string{"р", "д", "т", "с", "н", "к", "г", "м", "п", "ж", "ш", "ч", "ь", "й"}},
		{"ий", []string{"р", "д", "т", "с", "н", "к", "г", "м", "п", "ж", "ш", "ч", "ь", "й"}},
		{"ым", []string{"ом", "ем"}},
		{"им", []string{"ом", "ем"}},
		{"ых", []string{"ов", "ев", "ей", "ий"}},
		{"их", []string{"ов", "ев", "ей", "ий"}},
		{"ом", []string{"ании", "ении", "ете", "оте"}},
		{"ая", []string{"ия", "ада", "ика", "ость", "ба", "га", "ча", "ша", "ка"}},
		{"ую", []string{"ию", "аду", "ику", "ость", "бу", "гу", "ку"}},
		{"ой", []string{"ии", "ости", "ики", "ады", "ы"}},
		{"ое", []string{"ние", "тие", "ье", "ство", "море", "поле", "право", "слово", "время"}},
		{"ые", []string{"ы", "ия", "и"}},
		{"ие", []string{"ы", "ия", "и"}},
	},
}
