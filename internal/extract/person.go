package extract

import "retaken/internal/geo"

// person tells whether the name of mention k is a first name or a surname. before is as by typed.
func (s *sentence) person(k int, before string) bool {
	m := &s.mentions[k]
	if s.fullName(m) {
		return true
	}
	if m.to-m.from > 1 || before != "" {
		return false
	}
	// "Богдан": a first name that is also the name of a village, or like that of a town.
	if s.is(m.from, "words", "first") && (m.small() || m.candidates[0].How == geo.Folded) {
		// "In Myrne, Anna …": a comma alone makes no list.
		and := k > 0 && s.linked(s.mentions[k-1].to, m.from) || k+1 < len(s.mentions) && s.joined(m.to, s.mentions[k+1].from)
		return !s.asPlace(m) && !(and && s.inList(k))
	}
	if !m.small() || s.inList(k) {
		return false
	}
	// "Syrskyi": somebody whom the lexicon knows, and otherwise a small place.
	if f, ok := s.at("speakers", m.from); ok && (f.class == "UA" || f.class == "RU") && !s.asPlace(m) && !s.attribute(*m) {
		return true
	}
	// "Громов заявил", "по словам Романова".
	said, ok := s.at("speech", m.to)
	if ok && m.to < s.to && said.class == "say" && said.arg != "prefix" && m.candidates[0].How != geo.Inflected && s.doc.tokens[m.to].gap == space {
		return true
	}
	if said, ok = s.at("speech", m.from-1); ok && m.from > s.from && said.arg == "prefix" {
		return true
	}
	return s.surname(m) && s.bare(m.from) && !s.asPlace(m)
}

// surname tells whether a name is more likely a surname: it ends as one, and the place is a village or called
// otherwise in the language.
func (s *sentence) surname(m *mention) bool {
	const village = 10_000 // inhabitants
	c := m.candidates[0]
	if s.lang == "en" && c.How == geo.Exact || s.lang != "en" && c.How <= geo.ByAlias && c.Place.Population >= village {
		return false
	}
	return endsIn(s.doc.tokens[m.from].fold, []string{"енко", "ов", "ев", "єв", "enko", "ov", "ev"})
}

// bare tells whether nothing governs what begins at token i: it stands at the beginning of a sentence or a clause, or
// beside a word of speech.
func (s *sentence) bare(i int) bool {
	if _, speech := s.at("speech", i-1); speech || s.begins(i) {
		return true
	}
	return s.is(i-1, "words", "by", "and", "clause")
}

// fullName tells whether the words right beside a name make it the name of a person.
func (s *sentence) fullName(m *mention) bool {
	toks := s.doc.tokens
	single := m.to-m.from == 1 && m.small()
	// "Volodymyr Zelenskyy".
	if s.is(m.from, "words", "first") && s.capital(m.to) {
		return true
	}
	i := m.from - 1
	if i < s.from || toks[m.from].gap != space {
		return false
	}
	// "О. Іванов", but not "м. Київ".
	if i > s.from && toks[i].fold == "." && toks[i-1].upper && len([]rune(toks[i-1].fold)) == 1 {
		return single || s.lang != "en" && m.candidates[0].Place.Kind == geo.Settlement
	}
	// "Mykola Bakhmut".
	if toks[i].upper && s.is(i, "words", "first") {
		return true
	}
	// "Генерал Иванов", "Mayor Kim", "командир роты Козлов".
	if s.lang != "en" && !toks[i].upper && s.is(i, "words", "unit", "org") {
		i--
	}
	f, ok := s.at("words", i)
	if !ok || f.class != "title" || f.arg == "" || m.to-m.from > 1 {
		return false
	}
	if s.lang == "en" {
		return toks[f.from].upper && m.small()
	}
	return f.arg == "rank" || single && m.candidates[0].How <= geo.ByAlias
}

// strange tells whether a capitalised word that nobody knows stands right beside a name: "Стас Пьеха", "Yulia
// Tymoshenko". The beginning of a sentence and headlines do not count.
func (s *sentence) strange(m *mention) bool {
	if m.titled {
		return false
	}
	if s.capital(m.to) && s.unheard(m.to) {
		return true
	}
	i := m.from - 1
	return i > s.from && s.doc.tokens[m.from].gap == space && s.doc.tokens[i].upper && s.unheard(i) && !s.begins(i)
}

// capital tells whether a capitalised word stands at token i with only a blank before it.
func (s *sentence) capital(i int) bool {
	return i < s.to && s.doc.tokens[i].kind == word && s.doc.tokens[i].upper && s.doc.tokens[i].gap == space
}

// unheard tells whether token i is a word that neither the gazetteer nor the lexicon knows.
func (s *sentence) unheard(i int) bool {
	const shortest = 2 // letters
	t := s.doc.tokens[i]
	return t.kind == word && len([]rune(t.fold)) >= shortest && !s.named(i) && !s.known(i)
}
