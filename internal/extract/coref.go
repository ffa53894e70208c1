package extract

import (
	"slices"

	"retaken/internal/geo"
)

// antecedent is what "the town" or "it" means where the trigger wants its place: the settlement that the
// text spoke of last. nil when no such word stands there.
func (s *sentence) antecedent(t trigger) []*mention {
	if i := s.pronoun(t); i >= 0 {
		return s.antecedentOf(i)
	}
	return nil
}

// antecedentOf is what the "it" or "the town" at token i means.
func (s *sentence) antecedentOf(i int) []*mention {
	k := s.index
	if f, _ := s.at("words", i); f.arg == "all" {
		return s.lastList(k, i)
	}
	below := capital
	if s.village(i) {
		below = town
	}
	if m := s.lastSettlement(i, below); m != nil {
		return []*mention{m}
	}
	for n := 1; n <= 3 && k-n >= 0; n++ {
		if m := s.doc.sentences[k-n].topic(below); m != nil {
			return []*mention{m}
		}
	}
	if m := s.doc.firstSettlement(k); m != nil {
		return []*mention{m}
	}
	return nil
}

// firstSettlement is the first settlement that the text names, if it does before sentence k.
func (d *document) firstSettlement(k int) *mention {
	for ; d.barren < k; d.barren++ {
		if m := d.sentences[d.barren].first(); m != nil {
			return m
		}
	}
	return nil
}

// pronoun is the first token of the "it" or "the town" that stands where the trigger wants its place, or
// -1. A bare "it" counts only as a subject or an object right beside the trigger.
func (s *sentence) pronoun(t trigger) int {
	behind := func(from int) int {
		for i := from; i < min(from+3, t.clause.to); i++ {
			if s.definite(i) {
				return i
			}
			if !s.is(i, "words", "of", "from", "in", "filler", "part", "settlement") {
				break
			}
		}
		return -1
	}
	before := func() int {
		for i, n := t.from-1, 0; i >= s.from && n < 5; i, n = i-1, n+1 {
			if s.definite(i) {
				if s.lang == "en" && i > s.from && s.is(i-1, "words", "near", "from", "in", "by", "prep") {
					return -1 // "all the places around it are lost"
				}
				return i
			}
			if s.doc.tokens[i].fold == "," { // "the village, 10 km south of Velyka Novosilka, was liberated"
				if i = s.apposition(i); i > s.from {
					continue
				}
				break
			}
			if !s.is(i, "words", "aux", "filler") && !s.is(i, "cues", "background") && !s.is(i, "speech", "assess", "confirm", "say") && !as[s.doc.tokens[i].fold] {
				break
			}
		}
		return -1
	}
	if t.class == "flag" || t.class == "fight" { // "troops patrolling the city and raising the flag"
		for i := max(t.clause.from, t.from-reach); i < min(t.to+4, t.clause.to); i++ {
			if f, ok := s.at("words", i); ok && (f.to-f.from > 1 || s.lang != "en") && s.definite(i) && !s.is(max(s.from, i-1), "words", "near") {
				return i
			}
		}
		return -1
	}
	if t.arg == "noun" && t.class != "leave" {
		if i := s.possessor(t.from); i >= 0 {
			return i
		}
	}
	if t.arg == "noun" && s.lang != "en" {
		return behind(t.to) // "взяття міста"; what stands before it governs it: "называют это отступлением"
	}
	if t.arg == "part" && s.passive(t) || t.arg == "state" {
		return before()
	}
	if i := behind(t.to); i >= 0 || t.arg == "verb" && s.lang == "en" {
		return i
	}
	if t.arg == "part" && s.lang == "en" && s.doc.tokens[max(s.from, t.from-1)].fold != "," {
		return -1 // "the troops that landed on it lost a third": what is lost comes behind
	}
	return before()
}

// as are the words for "as" of "marked as captured".
var as = map[string]bool{"as": true, "як": true, "как": true}

// apposition is the comma that opens what the one at token i closes, or -1 when a clause stands between them.
func (s *sentence) apposition(i int) int {
	const longest = 12 // tokens
	for j := i - 1; j > s.from && j > i-longest; j-- {
		switch {
		case s.doc.tokens[j].fold == ",":
			return j
		case s.is(j, "words", "aux", "clause"), s.is(j, "triggers", triggerClasses...), s.doc.tokens[j].kind == punct:
			return -1
		}
	}
	return -1
}

// possessor is the "its" of "its capture" or the "the town's" of "the town's fall", of which the noun begins at token i;
// -1 without one.
func (s *sentence) possessor(i int) int {
	toks := s.doc.tokens
	if toks[i].fold == "its" {
		return i
	}
	i--
	switch {
	case i < s.from:
		return -1
	case toks[i].fold == "its":
		return i
	case s.lang != "en" && possessives[toks[i].fold]:
		return i
	case i-2 >= s.from && toks[i].fold == "s" && toks[i-1].fold == "'" && s.definite(i-2):
		return i - 2
	}
	return -1
}

// possessives are the words for "its" and "their".
var possessives = map[string]bool{"його": true, "її": true, "їх": true, "їхнє": true, "їхня": true, "его": true, "ее": true, "их": true}

// definite tells whether token i is an "it" or a "the town": in Ukrainian and Russian any word for a kind
// of settlement that no name stands beside.
func (s *sentence) definite(i int) bool {
	f, ok := s.at("words", i)
	if !ok {
		return false
	}
	return f.class == "it" || f.class == "settlement" && s.lang != "en" && !s.named(i+1) && !s.named(i-1) && !s.is(i, "numbers", "settlements")
}

// lastList is the last coordination of settlements before token i, in this sentence or the two before it, or
// else the settlements that the nearest of them names, if there are several.
func (s *sentence) lastList(k, i int) []*mention {
	for n := 0; n <= 2 && k-n >= 0; n++ {
		if list := s.doc.sentences[k-n].coordinated(i); list != nil {
			return list
		}
	}
	for n := 0; n <= 2 && k-n >= 0; n++ {
		var list []*mention
		prev := s.doc.sentences[k-n]
		for j := range prev.mentions {
			m := &prev.mentions[j]
			located := m.prep == "" || m.prep == "in" || m.prep == "part"
			if m.to <= i && m.settlement() && located && !slices.ContainsFunc(list, func(o *mention) bool { return o.place == m.place }) {
				list = append(list, m)
			}
		}
		if len(list) > 1 {
			return list
		}
	}
	return nil
}

// coordinated is the last coordination of several settlements before token i.
func (s *sentence) coordinated(i int) []*mention {
	for j := len(s.mentions) - 1; j >= 0; j-- {
		if m := &s.mentions[j]; m.to <= i && m.settlement() {
			if list := s.group(j); len(list) > 1 {
				return list
			}
		}
	}
	return nil
}

func (s *sentence) lastSettlement(before, below int) *mention {
	var landmark *mention
	for i := len(s.mentions) - 1; i >= 0; i-- {
		if m := &s.mentions[i]; m.to <= before && m.settlement() && m.place.Population < below {
			if m.prep != "near" && !s.aside(i) {
				return m
			}
			if landmark == nil {
				landmark = m // "Novotroitske, south of Pokrovsk": it is Novotroitske
			}
		}
	}
	return landmark
}

// capital is the number of inhabitants from which a city is named for its government more often than as a place that
// changes hands; town that from which nobody calls it a village.
const (
	capital = 2_000_000
	town    = 20_000
)

// village tells whether the phrase at token i speaks of a village.
func (s *sentence) village(i int) bool {
	f, _ := s.at("words", i)
	for ; i < f.to; i++ {
		if villages[s.doc.tokens[i].fold] {
			return true
		}
	}
	return false
}

// villages are the words for a village.
var villages = map[string]bool{
	"village": true, "hamlet": true, "село": true, "села": true, "селі": true, "селу": true, "селом": true, "хутір": true, "хутора": true,
	"селе": true, "деревня": true, "деревни": true, "деревне": true, "деревню": true, "хутор": true,
}

// topic is the settlement that a sentence is about: its first one that stands bare or with "in", else its first one that
// is not only a landmark, or the only one.
func (s *sentence) topic(below int) *mention {
	var about, only *mention
	n := 0
	for i := range s.mentions {
		m := &s.mentions[i]
		if !m.settlement() || m.place.Population >= below {
			continue
		}
		switch m.prep {
		case "", "in", "part":
			return m
		case "prep", "of": // "Про Лиман сведения противоречивы"
			if about == nil {
				about = m
			}
		}
		only = m
		n++
	}
	if about == nil && n == 1 {
		return only
	}
	return about
}

// first is the first settlement of a sentence.
func (s *sentence) first() *mention {
	for i := range s.mentions {
		if s.mentions[i].settlement() {
			return &s.mentions[i]
		}
	}
	return nil
}

func (m *mention) settlement() bool {
	return m.usable() && m.place != nil && m.place.Kind != geo.Region && m.place.Kind != geo.District
}
