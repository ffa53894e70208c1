package extract

import (
	"slices"

	"retaken/internal/geo"
)

// noPlace tells why the name of mention k is no place here: it is a person; it belongs to the name of a body, a
// unit, a ship, a work, a street or a self-declared republic; or it is an ordinary word. "" when it is a place.
func (s *sentence) noPlace(k int) string {
	m := &s.mentions[k]
	before := s.typed(m)
	switch {
	case s.title(m):
		return "title"
	case before == "settlement":
		return ""
	case s.hyphened(k):
		return longer
	case m.to-m.from == 1 && m.small() && s.strange(m):
		if before != "" || s.inList(k) || s.asPlace(m) {
			return longer
		}
		return "person"
	case s.person(k, before):
		return "person"
	case s.body(m, before):
		return "organisation"
	case s.adjective(m, before):
		return "adjective"
	case before == "" && s.ordinary(k):
		return "word"
	}
	return ""
}

// longer is the reason for a name that is part of a longer one, which the gazetteer lacks: "Stari Terny".
const longer = "part of a longer name"

// hyphened tells whether mention k is one half of a name such as "Rai-Oleksandrivka", of which the other half is an
// ordinary word or one that nobody knows. In "Lyman-Kreminna" both are places.
func (s *sentence) hyphened(k int) bool {
	m := &s.mentions[k]
	other := func(hyphen, half, k int) bool {
		if half < s.from || half >= s.to || !m.small() {
			return false
		}
		h, t := s.doc.tokens[hyphen], s.doc.tokens[half]
		if h.fold != "-" || h.gap > glued || s.doc.tokens[hyphen+1].gap > glued || t.kind != word || !t.upper {
			return false
		}
		return m.common != "" || s.unheard(half) || k >= 0 && k < len(s.mentions) && s.mentions[k].common != ""
	}
	return other(m.from-1, m.from-2, k-1) || other(m.to, m.to+1, k+1)
}

// agree settles what a single sentence cannot: an ordinary word that is a place elsewhere in the text is one, and a
// bare surname is the person whom the text named in full.
func (d *document) agree() {
	places, people := map[geo.PlaceID]bool{}, map[geo.PlaceID]bool{}
	for _, s := range d.sentences {
		s.mentions = slices.DeleteFunc(s.mentions, func(m mention) bool { return m.notPlace == longer })
	}
	each := func(visit func(*sentence, int, *mention)) {
		for _, s := range d.sentences {
			for k := range s.mentions {
				if m := &s.mentions[k]; len(m.candidates) > 0 && m.to-m.from == 1 && m.small() {
					visit(s, k, m)
				}
			}
		}
	}
	each(func(s *sentence, k int, m *mention) {
		id := m.candidates[0].Place.ID
		switch {
		case m.notPlace == "person":
			people[id] = true
		case m.notPlace == "" && (s.typed(m) != "" || s.asPlace(m) || s.inList(k)):
			places[id] = true
		}
	})
	each(func(s *sentence, k int, m *mention) {
		id := m.candidates[0].Place.ID
		switch {
		case m.notPlace == "word" && places[id]:
			m.notPlace = ""
		case m.notPlace == "" && people[id] && !places[id] && s.typed(m) == "" && !s.inList(k):
			m.notPlace = "person"
		}
	})
}

// typed is the class of the word for a kind of place, or of the preposition of place, that stands right
// before a name; "" when there is none.
func (s *sentence) typed(m *mention) string {
	i := m.from - 1
	if i > s.from && s.doc.tokens[i].fold == "." && s.doc.tokens[i].gap == glued && !s.doc.tokens[i-1].upper {
		i-- // "с. Мирне"
	}
	f, ok := s.at("words", i)
	if i >= s.from && ok && slices.Contains([]string{"settlement", "in", "near", "from", "of"}, f.class) {
		return f.class
	}
	return ""
}

// small tells whether no candidate is a town of any size, or a region or country.
func (m *mention) small() bool {
	const town = 50_000 // inhabitants
	for _, c := range m.candidates {
		if c.Place.Population >= town || c.Place.Kind != geo.Settlement {
			return false
		}
	}
	return true
}

// inList tells whether mention k stands in a list with the name of a place that is no ordinary word. Names that
// the gazetteer lacks may stand between them.
func (s *sentence) inList(k int) bool {
	plain := func(m *mention) bool {
		return (m.common == "" || m.common == "adjective") && (m.to-m.from > 1 || !s.is(m.from, "words", "first"))
	}
	if k > 0 {
		if l := &s.mentions[k-1]; l.notPlace == "" && plain(l) && s.strung(l.to, s.mentions[k].from) {
			return true
		}
	}
	if k+1 < len(s.mentions) {
		if n := &s.mentions[k+1]; plain(n) && s.strung(s.mentions[k].to, n.from) {
			return true
		}
	}
	return false
}

// strung is joined with names that nobody knows let through: ", Kostiantynopolske and".
func (s *sentence) strung(from, to int) bool {
	for from < to && (s.doc.tokens[from].fold == "," || s.is(from, "words", "and")) && from+1 < to && s.capital(from+1) && s.unheard(from+1) {
		from += 2
	}
	return s.joined(from, to)
}

// asPlace tells whether what is said right beside a name is said of places: that it is a village, was taken or
// fell, was shelled.
func (s *sentence) asPlace(m *mention) bool {
	const reach = 5 // words
	if m.from > s.from && (s.told(m.from-1) || s.trigger(m.from-1, "verb", "part", "noun", "state")) {
		return true
	}
	if m.to < s.to && s.doc.tokens[m.to].fold == "," {
		for i := m.to + 1; i < s.to && i < m.to+reach; i++ {
			if s.is(i, "words", "settlement") {
				return true
			}
			if !s.is(i, "words", "filler") {
				return false
			}
		}
	}
	passive := s.lang != "en" // "Піски звільнили"; but "Zhukov captured …"
	for i := m.to; i < s.to && i < m.to+reach; i++ {
		aux := s.is(i, "words", "aux")
		if s.told(i) || s.trigger(i, "state") || passive && s.trigger(i, "part") {
			return true
		}
		if _, dated := s.at("dates", i); !dated && !aux && !s.is(i, "words", "filler") && !s.is(i, "cues", "not", "still") {
			return false
		}
		passive = passive || aux
	}
	return false
}

// told tells whether token i is a word that is said of places.
func (s *sentence) told(i int) bool {
	f, ok := s.at("words", i)
	return ok && f.class == "common" && f.arg == "place"
}

// trigger tells whether token i is one of a change of control, in one of the forms. "Is ours" is said of
// anything.
func (s *sentence) trigger(i int, forms ...string) bool {
	f, ok := s.at("triggers", i)
	return ok && f.class != "none" && f.class != "free" && slices.Contains(forms, f.arg)
}
