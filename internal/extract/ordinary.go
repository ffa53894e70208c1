package extract

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"retaken/internal/geo"
)

// begins tells whether a capital letter at token i says nothing: at the beginning of a sentence or of quoted
// words, after a colon or a dash.
func (s *sentence) begins(i int) bool {
	if i <= s.from {
		return true
	}
	t, p := s.doc.tokens[i], s.doc.tokens[i-1]
	switch p.fold {
	case ",", "'", "’":
		return false
	case "-", ".":
		return t.gap > glued && p.gap > glued
	}
	return p.kind == punct
}

// titled tells whether the words of the sentence have a capital letter, as in a headline.
func (s *sentence) titled() bool {
	const short = 3 // letters; words such as "near" are in lower case in such a headline too
	upper, all, k := 0, 0, 0
	for i := s.from + 1; i < s.to; i++ {
		for k < len(s.mentions) && s.mentions[k].to <= i {
			k++
		}
		if k < len(s.mentions) && s.mentions[k].from <= i {
			continue
		}
		switch t := s.doc.tokens[i]; {
		case t.kind != word || utf8.RuneCountInString(t.fold) < short:
		case t.upper:
			upper++
			all++
		case utf8.RuneCountInString(t.fold) > short:
			all++
		}
	}
	return upper > 0 && upper*4 >= all*3
}

// common tells whether a name is an ordinary word of the language too: "word" when it is, or what the lexicon says
// more exactly. In Ukrainian and Russian its case forms are when the name is. w is its first word.
func (v *vocabulary) common(w string, m *mention) string {
	if v == nil || m.to-m.from > 1 {
		return ""
	}
	words := []string{w}
	for _, c := range m.candidates {
		if c.How == geo.Inflected {
			words = append(words, foldWord(c.Place.NameUk), foldWord(c.Place.NameRu))
		}
	}
	for _, w := range words {
		for _, p := range v.exact[w] {
			if p.class == "common" && len(p.words) == 1 && p.arg != "place" {
				return cmp.Or(p.arg, "word")
			}
		}
	}
	return ""
}

// ordinary tells whether mention k is such a word here, or an adjective or another word that only resembles a name.
// Inside a sentence a capital letter makes it a name; at the beginning it says nothing, and then what follows
// must be said of a place.
func (s *sentence) ordinary(k int) bool {
	const short = 6 // letters; longer words are seldom like a name by chance
	m := &s.mentions[k]
	switch {
	case m.to-m.from > 1 || s.acronym(m) || s.inList(k):
		return false
	case !m.titled && !s.begins(m.from):
		return m.common == "name" && !s.asPlace(m)
	case m.common == "adjective":
		return !s.goesOn(m)
	case m.common != "":
		return m.common == "start" || !s.asPlace(m)
	case !m.small():
		return false
	case m.candidates[0].How == geo.Folded:
		return !s.goesOn(m)
	case m.candidates[0].How == geo.Inflected && !m.adjectival():
		return len([]rune(s.doc.tokens[m.from].fold)) <= short && !s.asPlace(m)
	}
	return false
}

// acronym tells whether a name is set in capitals in a sentence that is not: US.
func (s *sentence) acronym(m *mention) bool {
	t := s.doc.text(m.from, m.to)
	return len(t) > 1 && t == strings.ToUpper(t) && !m.titled
}

// goesOn tells whether the sentence goes on behind a name as it does behind a noun: with a mark, a verb or a
// preposition, not with another noun.
func (s *sentence) goesOn(m *mention) bool {
	if m.to == s.to {
		return true
	}
	t := s.doc.tokens[m.to]
	switch {
	case t.fold == ",": // a list, or where it lies; not "Добре, що …"
		return s.capital(m.to+1) || m.to+1 < s.to && s.is(m.to+1, "words", "in", "near", "settlement")
	case t.kind == punct:
		return !isQuote(t.fold)
	}
	if s.asPlace(m) || s.is(m.to, "words", "aux", "in", "near", "from", "by", "prep", "filler", "clause") || s.is(m.to, "cues", "not", "still") {
		return true
	}
	if f, ok := s.at("words", m.to); ok && f.class == "and" {
		return s.capital(f.to) || f.to > m.to+1
	}
	return t.kind == word && !t.upper && endsIn(t.fold, verbEndings[s.lang])
}

// verbEndings are endings of verbs in the third person, by language.
var verbEndings = map[string][]string{
	"en": {"s", "ed"},
	"uk": {"ло", "лося", "лось", "ла", "лася", "лась", "ли", "лися", "лись", "ть", "ться", "ано", "ено"},
	"ru": {"ло", "лось", "ла", "лась", "ли", "лись", "ет", "ется", "ит", "ится", "ют", "ются", "ят", "ятся"},
}
