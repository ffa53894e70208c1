package extract

import (
	"cmp"
	"slices"
	"sort"
)

// match is a construction found in a sentence.
type match struct {
	found          // from its first word to its last, slots aside
	words   []int  // the tokens of its words
	place   int    // the first mention in the slot, -1 for none
	pronoun int    // the token of the "it" in the slot, -1 for none
	by      *found // who gains, if it says so
	loser   *found // who loses, if it says so
	s       *sentence
}

// constructions finds those of the lexicon in the sentence: of two that share a word the one with more words.
func (s *sentence) constructions(v *vocabulary) []match {
	if v == nil {
		return nil
	}
	var all []match
	for _, c := range s.candidates {
		m := match{found: found{sense: c.sense}, place: -1, pronoun: -1, s: s}
		if m.backward(c.elements[:c.anchor], c.token) && m.forward(c.elements[c.anchor:], c.token) {
			slices.Sort(m.words)
			m.found.from, m.found.to = m.words[0], m.words[len(m.words)-1]+1
			all = append(all, m)
		}
	}
	slices.SortStableFunc(all, func(a, b match) int {
		return cmp.Or(cmp.Compare(len(b.words), len(a.words)), cmp.Compare(b.sides(), a.sides()), cmp.Compare(a.to-a.from, b.to-b.from))
	})
	var out []match
	for _, m := range all {
		if !slices.ContainsFunc(out, func(o match) bool { return o.shares(m.words) }) {
			out = append(out, m)
		}
	}
	return out
}

// sides is how many of the sides it names.
func (m *match) sides() (n int) {
	if m.by != nil {
		n++
	}
	if m.loser != nil {
		n++
	}
	return n
}

// shares tells whether one of the tokens is a word of the match.
func (m *match) shares(tokens []int) bool {
	return slices.ContainsFunc(tokens, func(i int) bool { return slices.Contains(m.words, i) })
}

// covers tells whether a phrase has a word in common with the match.
func (m *match) covers(f found) bool {
	return slices.ContainsFunc(m.words, func(i int) bool { return f.from <= i && i < f.to })
}

// forward matches elements from token i on.
func (m *match) forward(es []element, i int) bool {
	if len(es) == 0 {
		return true
	}
	e, s := es[0], m.s
	for i < s.to && isQuote(s.doc.tokens[i].fold) && !e.matches(s.doc.tokens[i].fold) {
		i++ // quotation marks may stand anywhere
	}
	switch e.kind {
	case literal:
		if i >= s.to || !e.matches(s.doc.tokens[i].fold) {
			return false
		}
		m.words = append(m.words, i)
		if m.forward(es[1:], i+1) {
			return true
		}
		m.words = m.words[:len(m.words)-1]
		return false
	case anyWord, gapWords:
		for n := 0; n <= e.most(); n++ {
			if m.forward(es[1:], i+n) {
				return true
			}
			if i+n >= s.to || m.endsGap(i+n, e.kind) {
				return false
			}
		}
		return false
	}
	for _, end := range m.slotAt(e.kind, i) {
		if m.forward(es[1:], end) {
			return true
		}
	}
	return false
}

// backward matches elements so that they end before token i.
func (m *match) backward(es []element, i int) bool {
	if len(es) == 0 {
		return true
	}
	e, s := es[len(es)-1], m.s
	rest := es[:len(es)-1]
	for i > s.from && isQuote(s.doc.tokens[i-1].fold) && !e.matches(s.doc.tokens[i-1].fold) {
		i--
	}
	if e.kind == anyWord || e.kind == gapWords {
		for n := 0; n <= e.most(); n++ {
			if m.backward(rest, i-n) {
				return true
			}
			if i-n <= s.from || m.endsGap(i-n-1, e.kind) {
				return false
			}
		}
		return false
	}
	if e.kind == literal {
		if i <= s.from || !e.matches(s.doc.tokens[i-1].fold) {
			return false
		}
		m.words = append(m.words, i-1)
		if m.backward(rest, i-1) {
			return true
		}
		m.words = m.words[:len(m.words)-1]
		return false
	}
	for _, start := range m.slotBefore(e.kind, i, len(rest) == 0) {
		if m.backward(rest, start) {
			return true
		}
	}
	return false
}

func (e element) most() int {
	if e.kind == anyWord {
		return 1
	}
	return longestGap
}

// endsGap tells whether token i cannot be passed over. A construction that only looks like one of control does not
// reach beyond a comma either, nor does one of ground gained with single words beyond the comma behind a name: what follows
// there describes the place.
func (m *match) endsGap(i int, kind elementKind) bool {
	switch m.s.doc.tokens[i].fold {
	case ";", ":", ".", "?", "!":
		return true
	case ",", "—", "–":
		return m.class == "none" || m.class == "advance" && kind == anyWord && m.s.mentionTo(i) >= 0
	}
	return false
}

// slotAt fills a slot with what begins at token i, words such as "the village of" aside, and returns where it may end.
func (m *match) slotAt(kind elementKind, i int) []int {
	const fillers = 5
	s := m.s
	if kind == placeSlot && i < s.to && s.definite(i) && !s.namedSoon(i) {
		if f, ok := s.at("words", i); ok && !s.setApart(f) {
			m.pronoun, m.place = i, -1
			return []int{f.to}
		}
	}
	if kind == placeSlot && m.skipsPreposition(i) {
		return nil
	}
	for j := i; j < s.to && j <= i+fillers; j++ {
		switch kind {
		case placeSlot:
			if k := s.mentionFrom(j); k >= 0 && s.mentions[k].usable() {
				m.place, m.pronoun = k, -1
				last := s.lastOfList(k)
				if end := s.mentions[last].to; end < s.to && s.is(end, "words", "direction") {
					return nil // "in the Lyman direction" is not in Lyman
				}
				return []int{s.mentions[last].to, s.pastRegion(last)}
			}
		case bySlot, fromSlot:
			if f, ok := s.at("actors", j); ok && f.from == j {
				m.bind(kind, f)
				return []int{f.to}
			}
		case numberSlot:
			if f, ok := s.at("numbers", j); ok && f.class == "value" {
				return []int{f.to}
			}
			if s.doc.tokens[j].kind == number {
				return []int{j + 1}
			}
		}
		if !s.is(j, "words", "filler", "settlement", "of", "part", "region") {
			break
		}
	}
	return nil
}

// skipsPreposition tells whether a preposition that is no word of the construction governs what begins at token i.
func (m *match) skipsPreposition(i int) bool {
	s := m.s
	for i--; i >= s.from; i-- {
		if slices.Contains(m.words, i) {
			return false
		}
		if s.is(i, "words", "in", "near", "from", "by", "prep") {
			f, _ := s.at("words", i)
			return !slices.Contains(m.words, f.from)
		}
		if !s.is(i, "words", "filler", "settlement", "of") {
			return false
		}
	}
	return false
}

// slotBefore fills a slot with what ends before token i, and returns where it may begin. A name with which the construction
// opens must stand bare: a preposition before it would be no part of what the construction says.
func (m *match) slotBefore(kind elementKind, i int, opens bool) []int {
	s := m.s
	if i <= s.from {
		return nil
	}
	switch kind {
	case placeSlot:
		k := s.beforeRegion(i)
		if k < 0 && opens {
			k = s.beforeApposition(i)
		}
		if k >= 0 && s.mentions[k].usable() {
			first := k
			for first > 0 && s.mentions[first-1].list == s.mentions[k].list {
				first--
			}
			if prep := s.mentions[first].prep; opens && prep != "" && prep != "part" {
				return nil
			}
			m.place, m.pronoun = first, -1
			start := s.mentions[first].from
			for start > s.from && s.is(start-1, "words", "filler", "settlement", "of") {
				start--
			}
			return []int{start, s.mentions[first].from}
		}
		if f, ok := s.at("words", i-1); ok && f.to == i && s.definite(i-1) && !s.setApart(f) {
			m.pronoun, m.place = f.from, -1
			return []int{f.from}
		}
	case bySlot, fromSlot:
		if f, ok := s.at("actors", i-1); ok && f.to == i {
			m.bind(kind, f)
			return []int{f.from}
		}
	case numberSlot:
		if s.doc.tokens[i-1].kind == number || s.is(i-1, "numbers", "value") {
			return []int{i - 1}
		}
	}
	return nil
}

func (m *match) bind(kind elementKind, f found) {
	if f.class == "force" && f.arg == "" {
		return // an army, but whose?
	}
	if kind == bySlot {
		m.by = &f
	} else {
		m.loser = &f
	}
}

// setApart tells whether a comma follows a bare pronoun at once: "him, captured in the town".
func (s *sentence) setApart(f found) bool {
	return pronouns[s.doc.tokens[f.from].fold] && f.to < s.to && s.doc.tokens[f.to].fold == ","
}

// pronouns are the words for "it" that name no kind of place.
var pronouns = map[string]bool{
	"it": true, "він": true, "вона": true, "воно": true, "його": true, "її": true, "це": true,
	"он": true, "она": true, "оно": true, "его": true, "ее": true, "это": true,
}

// namedSoon tells whether a name follows a word such as "town" at once: "the town of Izium".
func (s *sentence) namedSoon(i int) bool {
	for j := i; j < s.to && j < i+4; j++ {
		if s.mentionFrom(j) >= 0 {
			return true
		}
		if !s.is(j, "words", "filler", "settlement", "of", "it") {
			return false
		}
	}
	return false
}

// pastRegion is the token behind the region that says where mention k lies, its comma or bracket included, or the end
// of the mention.
func (s *sentence) pastRegion(k int) int {
	end := s.mentions[k].to
	if k+1 >= len(s.mentions) || !s.mentions[k+1].region() || !s.apposed(end, s.mentions[k+1].from) {
		return end
	}
	end = s.mentions[k+1].to
	if end < s.to && (s.doc.tokens[end].fold == "," || s.doc.tokens[end].fold == ")") {
		end++
	}
	return end
}

// beforeRegion is the mention that ends before token i, or the one before it when that only says in which region it lies.
func (s *sentence) beforeRegion(i int) int {
	end := i
	if f := s.doc.tokens[i-1].fold; f == "," || f == ")" {
		end--
	}
	k := s.mentionTo(end)
	if k > 0 && s.mentions[k].region() && !s.mentions[k-1].region() && s.apposed(s.mentions[k-1].to, s.mentions[k].from) {
		return k - 1
	}
	return s.mentionTo(i)
}

// beforeApposition is the mention, or the list, that opens the sentence, if a comma follows it and another one stands before
// token i: "Kupiansk, a junction through which all supplies went, is Ukrainian". A trigger between them belongs to it.
func (s *sentence) beforeApposition(i int) int {
	if s.doc.tokens[i-1].fold != "," || len(s.mentions) == 0 || len(s.between("triggers", s.from, i)) > 0 {
		return -1
	}
	m, end := &s.mentions[0], s.mentions[s.lastOfList(0)].to
	if m.prep == "" && end < i-1 && s.doc.tokens[end].fold == "," && s.onlyFiller(s.from, m.from) {
		return 0
	}
	return -1
}

// mentionFrom is the mention that begins with token i, or -1.
func (s *sentence) mentionFrom(i int) int {
	k := sort.Search(len(s.mentions), func(k int) bool { return s.mentions[k].from >= i })
	if k < len(s.mentions) && s.mentions[k].from == i {
		return k
	}
	return -1
}

// mentionTo is the mention that ends before token i, or -1.
func (s *sentence) mentionTo(i int) int {
	k := sort.Search(len(s.mentions), func(k int) bool { return s.mentions[k].from >= i }) - 1
	if k >= 0 && s.mentions[k].to == i {
		return k
	}
	return -1
}

// lastOfList is the last mention of the coordination of mention k.
func (s *sentence) lastOfList(k int) int {
	for k+1 < len(s.mentions) && s.mentions[k+1].list == s.mentions[k].list {
		k++
	}
	return k
}

// places are what stands in the slot.
func (m *match) places() []*mention {
	switch {
	case m.place >= 0:
		return m.s.group(m.place)
	case m.pronoun >= 0:
		return m.s.antecedentOf(m.pronoun)
	}
	return nil
}
