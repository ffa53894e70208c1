package extract

import (
	"slices"
	"sort"
	"strings"

	"retaken/internal/geo"
)

// mention is a known place name in a sentence.
type mention struct {
	from, to   int // tokens of the document, half-open
	span       geo.Span
	candidates []geo.Candidate
	place      *geo.Place  // what it was taken to mean; nil while open, ambiguous or no place
	notPlace   string      // why the name is no place here, "" when it is one
	adjunct    bool        // part of a compound such as "Kyiv-based", or a capital standing for its government
	water      bool        // a word such as "river" or "bank" stands beside it
	prep       string      // class of the preposition that governs it, "" when it stands bare
	corrected  bool        // misspelt: the candidates are similar names
	lacking    bool        // the gazetteer has only a stray place of that name
	qualifier  qualifier   // what the text says of where it lies
	list       int         // mentions of one coordination share a number
	common     string      // "word", or more exactly, when it is an ordinary word too; see vocabulary.common
	titled     bool        // in a headline with a capital in every word
	sentence   int         // the first token of its sentence
	unplaced   []geo.Place // places of that name of which the gazetteer has no position
	weighed    []weighed   // the candidates by how well they fit, where they had to be weighed
}

// mentions finds the names of the gazetteer in every sentence, takes out those that are part of another
// name, and adds misspelt ones.
func (x *Extractor) mentions(d *document) {
	si := 0
	for hit := range x.gazetteer.Scan(d.article.Text) {
		from := sort.Search(len(d.tokens), func(i int) bool { return d.tokens[i].start >= hit.Start })
		to := from + sort.Search(len(d.tokens)-from, func(i int) bool { return d.tokens[from+i].start >= hit.End })
		for si < len(d.sentences) && d.sentences[si].to <= from {
			si++
		}
		if si == len(d.sentences) {
			break
		}
		if s := d.sentences[si]; from < to && from >= s.from {
			m := mention{from: from, to: min(to, s.to), span: hit.Span, candidates: hit.Candidates}
			m.common = x.lexicon.langs[s.lang].common(d.tokens[from].fold, &m)
			s.mentions = append(s.mentions, m)
		}
	}
	list := 0
	for _, s := range d.sentences {
		list = s.arrange(list)
		if more := x.misspelt(s); more != nil {
			s.mentions = append(s.mentions, more...)
			slices.SortStableFunc(s.mentions, func(a, b mention) int { return a.from - b.from })
			list = s.arrange(list)
		}
	}
	d.agree()
}

// arrange works out how the names of a sentence stand to the words around them and to each other. Lists
// are numbered from the number after list; the last number given is returned.
func (s *sentence) arrange(list int) int {
	titled := s.titled()
	for i := range s.mentions {
		m := &s.mentions[i]
		m.sentence = s.from
		m.titled = titled
		m.notPlace = s.noPlace(i)
		m.adjunct = s.compound(*m)
		m.water = s.beside(*m, "river")
		if i > 0 {
			if last := s.listedBefore(i); last != nil {
				m.list, m.prep = last.list, last.prep
				if s.is(m.from-1, "words", "part") || m.from-2 >= s.from && s.is(m.from-2, "words", "part") {
					m.prep = "part" // "Ozarianivka and the eastern half of Kurdiumivka"
				}
				continue
			}
		}
		list++
		m.list, m.prep = list, s.preposition(m.from)
		if m.to < s.to && s.is(m.to, "words", "direction") {
			m.prep = "near" // "the Lyman direction"
		}
		if m.prep == "" && (s.attribute(*m) || m.region() && m.from > s.from && s.is(m.from-1, "numbers", "settlements")) {
			m.prep = "of"
		}
	}
	return list
}

// listedBefore is the mention that number i continues a list of: the one before it, or, where that says in which region
// a place lies, the one before that ("Balakliia, and, in Luhansk region, Hrekivka").
func (s *sentence) listedBefore(i int) *mention {
	m, last := &s.mentions[i], &s.mentions[i-1]
	if i >= 2 && last.region() && !m.region() && !s.mentions[i-2].region() {
		first := &s.mentions[i-2]
		before := s.apposed(first.to, last.from) || s.linksRegion(first.to, last.from)
		if before && (s.joined(last.to, m.from) || s.doc.tokens[last.to].fold == ")" && s.joined(last.to+1, m.from)) {
			return first
		}
	}
	if s.joined(last.to, m.from) && (last.region() == m.region() || s.linked(last.to, m.from)) {
		return last
	}
	return nil
}

// linksRegion tells whether only commas, "and" and "in" stand between two tokens, an "and" among them.
func (s *sentence) linksRegion(from, to int) bool {
	for i := from; i < to; i++ {
		if s.doc.tokens[i].fold != "," && !s.is(i, "words", "and", "in", "filler") {
			return false
		}
	}
	return s.linked(from, to)
}

// misspelt finds words that are one letter off the long name of a place and stand where a place would. The
// surroundings must bear such a reading out, see resolve.
func (x *Extractor) misspelt(s *sentence) []mention {
	var out []mention
	for i := s.from; i < s.to; i++ {
		if !s.nameless(i) || !s.wantsPlace(i) && !s.listed(i) {
			continue
		}
		if cs := x.gazetteer.Similar(s.doc.text(i, i+1)); len(cs) > 0 {
			out = append(out, mention{from: i, to: i + 1, span: s.doc.span(i, i+1), candidates: cs, corrected: true})
		}
	}
	return out
}

// listed tells whether token i stands in a list beside a known name: "Izium and X", "X, Izium".
func (s *sentence) listed(i int) bool {
	for k := range s.mentions {
		m := &s.mentions[k]
		if m.notPlace == "" && (m.to <= i && s.joined(m.to, i) || i < m.from && s.joined(i+1, m.from)) {
			return true
		}
	}
	return false
}

// joined tells whether only a comma or an "and", and words that say what kind of place follows, stand
// between two mentions.
func (s *sentence) joined(from, to int) bool {
	if from >= to {
		return false
	}
	link, and := false, false
	for i := from; i < to; i++ {
		switch {
		case s.doc.tokens[i].fold == ",":
			link = true
		case s.is(i, "words", "and"):
			link, and = true, true
		case !and && (s.doc.tokens[i].fold == "a" || s.doc.tokens[i].fold == "an"):
			return false // "Metolkine, a suburb of Sievierodonetsk"
		case s.is(i, "words", "settlement", "filler", "of"), and && s.is(i, "words", "part"):
		default:
			return false
		}
	}
	return link
}

// attribute tells whether a Ukrainian or Russian name is the genitive of the noun right before it, as in
// "полиция Николаева": an inflected form behind a word that the lexicon says nothing of.
func (s *sentence) attribute(m mention) bool {
	if s.lang == "en" || m.from == s.from || len(m.candidates) == 0 || m.candidates[0].How != geo.Inflected {
		return false
	}
	if accusative(s.doc.text(m.from, m.to), m.candidates[0].Place) {
		return false
	}
	i := m.from - 1
	t := s.doc.tokens[i]
	f, _ := s.at("words", i)
	noun := f.class == "title" || f.class == "org" || f.class == "common" && f.arg != "place" || s.is(i, "speakers", classes["speakers"]...)
	return t.kind == word && (!t.upper || i == s.from) && s.doc.tokens[m.from].gap == space && (noun || !s.known(i))
}

// accusative tells whether a form in -у or -ю is that of a name in -а or -я, which no genitive is.
func accusative(form string, p *geo.Place) bool {
	ends := func(text string, letters ...string) bool {
		return slices.ContainsFunc(letters, func(l string) bool { return strings.HasSuffix(text, l) })
	}
	return ends(form, "у", "ю") && (ends(p.NameUk, "а", "я") || ends(p.NameRu, "а", "я"))
}

// linked tells whether an "and" stands between two tokens. Without one a region behind a town says where
// the town lies.
func (s *sentence) linked(from, to int) bool {
	for i := from; i < to; i++ {
		if s.is(i, "words", "and") {
			return true
		}
	}
	return false
}

// region tells whether the name most likely means a region or a district.
func (m mention) region() bool {
	return len(m.candidates) > 0 && (m.candidates[0].Place.Kind == geo.Region || m.candidates[0].Place.Kind == geo.District)
}

// preposition is the class of the preposition that governs what begins at token i. Words for the kind of
// place ("the town of") are looked through.
func (s *sentence) preposition(i int) string {
	for i--; i >= s.from; i-- {
		if f, ok := s.at("triggers", i); ok && f.class != "none" {
			return "" // the "of" of "took control of"
		}
		switch {
		case s.is(i, "words", "near"):
			return "near"
		case s.is(i, "words", "from"):
			return "from"
		case s.is(i, "words", "in"):
			return "in"
		case s.is(i, "words", "by"):
			return "by"
		case s.is(i, "words", "settlement", "filler"), s.is(i, "words", "of") && i > s.from && s.is(i-1, "words", "settlement", "part", "filler"):
		case s.is(i, "words", "part"):
			return "part"
		case s.is(i, "words", "of"):
			return "of"
		case s.is(i, "words", "prep"):
			return "prep"
		default:
			return ""
		}
	}
	return ""
}

// beside tells whether a word of that class stands within three words before the name or right after it.
func (s *sentence) beside(m mention, class string) bool {
	for i := max(s.from, m.from-3); i < m.from; i++ {
		if s.is(i, "words", class) {
			return true
		}
	}
	return m.to < s.to && s.is(m.to, "words", class)
}

// compound tells whether the name is the first part of a hyphenated word such as "Kyiv-based".
func (s *sentence) compound(m mention) bool {
	toks := s.doc.tokens
	return m.to+1 < s.to && toks[m.to].fold == "-" && toks[m.to].gap == glued && toks[m.to+1].gap == glued && toks[m.to+1].kind == word
}
