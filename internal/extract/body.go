package extract

import "retaken/internal/geo"

// body tells whether a name is part of the name of an organisation, a unit, a ship, a street or a work.
func (s *sentence) body(m *mention, before string) bool {
	toks := s.doc.tokens
	if i := m.from - 1; i >= s.from {
		// "battalion Donbas", "вулиця Перемоги"; but "команда Харкова" speaks of the place.
		if f, ok := s.at("words", i); ok && (f.class == "orgbefore" || f.class == "unit") {
			return s.lang == "en" || m.candidates[0].How != geo.Inflected || m.common != ""
		}
	}
	if m.to == s.to {
		return false
	}
	// "Metalist Kharkiv".
	if m.to-m.from == 1 && s.is(m.from, "words", "orgbefore") && (s.capital(m.to) || m.small() && before == "" && !s.asPlace(m)) {
		return true
	}
	// "Dnipro-1".
	if m.to+1 < s.to && toks[m.to].fold == "-" && toks[m.to].gap == glued && toks[m.to+1].gap == glued && toks[m.to+1].kind == number {
		return true
	}
	// "Azov regiment"; but "in Bakhmut brigades were …".
	if s.is(m.to, "words", "unit") && (toks[m.to].upper || before != "in" && before != "near" && before != "from") {
		return true
	}
	// "Minsk agreements".
	if f, ok := s.at("words", m.to); ok && f.class == "org" && f.arg == "any" {
		return true
	}
	return s.bodyBehind(m) || s.cityDistrict(m)
}

// cityDistrict reads "Дніпровський район Києва": a district of the city that is named behind it, not the one around
// the town that it has its name of.
func (s *sentence) cityDistrict(m *mention) bool {
	if m.candidates[0].Place.Kind != geo.District {
		return false
	}
	i := m.to
	if s.is(i, "words", "of") {
		i++
	}
	for k := range s.mentions {
		if n := &s.mentions[k]; n.from == i && i < s.to && len(n.candidates) > 0 && s.doc.tokens[i].gap == space {
			return n.candidates[0].Place.Kind == geo.Settlement
		}
	}
	return false
}

// bodyBehind reads "Mariupol City Council", "Irpin Rescue Club": capitalised words behind the name, of which one
// is a word for a body. In a headline with a capital in every word such a word must be close.
func (s *sentence) bodyBehind(m *mention) bool {
	reach := 5
	if m.titled {
		reach = 2
	}
	toks := s.doc.tokens
	for i := m.to; i < s.to && i < m.to+reach; i++ {
		t := toks[i]
		if t.fold == "'" || t.fold == "’" || t.fold == "s" && t.gap == glued {
			continue
		}
		if t.kind != word || t.gap != space || !t.upper && !s.is(i, "words", "of") {
			return false
		}
		if s.is(i, "words", "org", "orgbefore", "unit") {
			return true
		}
		if _, dated := s.at("dates", i); dated || s.is(i, "words", "title") {
			return false
		}
	}
	return false
}

// title tells whether a name stands in quotation marks as, or in, the name of a body or a work:
// «Фонд „Маріуполь без меж“», «Зоря», "20 Days in Mariupol".
func (s *sentence) title(m *mention) bool {
	const longest = 6 // words
	toks := s.doc.tokens
	from, to := m.from-1, m.to
	for from >= s.from && from > m.from-longest && !isMark(toks[from]) {
		from--
	}
	for to < s.to && to < m.to+longest && !isMark(toks[to]) {
		to++
	}
	if from < s.from || !s.opensQuote(from) || to >= s.to || !isMark(toks[to]) || toks[to].gap > glued {
		return false
	}
	kind, _ := s.at("words", from-1)
	if from > s.from {
		switch _, trigger := s.at("triggers", from-1); {
		case kind.class == "org" || kind.class == "orgbefore" || kind.class == "unit":
			return true
		case kind.class == "settlement" || trigger || toks[from-1].fold == ":":
			return false
		}
	}
	for i := from + 1; i < to; i++ { // what somebody says is no title
		_, trigger := s.at("triggers", i)
		_, speech := s.at("speech", i)
		if trigger || speech || s.is(i, "words", "aux", "clause") || toks[i].kind == punct && toks[i].fold != "-" {
			return false
		}
	}
	switch alone := from+1 == m.from && to == m.to; {
	case !alone:
		return false
	case m.small() || m.candidates[0].Place.Kind == geo.River:
		return !s.asPlace(m)
	}
	return from > s.from && !toks[from-1].upper && s.unheard(from-1) && m.candidates[0].Place.Kind == geo.Settlement
}

// opensQuote tells whether token i is an opening quotation mark.
func (s *sentence) opensQuote(i int) bool {
	toks := s.doc.tokens
	return isMark(toks[i]) && i+1 < s.to && toks[i+1].gap == glued && (i == s.from || toks[i].gap > glued || toks[i-1].kind == punct)
}

// isMark tells whether a token is a quotation mark and no apostrophe.
func isMark(t token) bool { return isQuote(t.fold) && t.fold != "'" }

func isQuote(f string) bool {
	return f == "\"" || f == "“" || f == "„" || f == "«" || f == "'" || f == "”" || f == "»"
}
