package extract

import (
	"slices"

	"retaken/internal/geo"
)

// gapped are the places of later clauses that leave the trigger out: "yesterday Yahidne was taken, the day before — Berkhivka".
func (s *sentence) gapped(t trigger, cs []clause) (out []*mention) {
	// "Kotliarivka passed into Russian hands along with Kyslivka"
	for i := range s.mentions {
		m := &s.mentions[i]
		if m.from <= t.to || m.from >= t.clause.to || m.prep != "" || !m.usable() {
			continue
		}
		if f, ok := s.at("words", m.from-1); ok && f.class == "and" && f.to-f.from > 1 && s.mentionTo(f.from) < 0 {
			out = append(out, s.group(i)...)
		}
		// "освободили Купянск в субботу, Изюм — к утру воскресенья"
		if m.to < s.to && (s.doc.tokens[m.to].fold == "—" || s.doc.tokens[m.to].fold == "–") && s.doc.tokens[m.from-1].fold == "," && s.mentionTo(m.from-1) < 0 && !s.tells(m.to, s.to) {
			out = append(out, s.group(i)...)
		}
	}
	if s.lang == "en" {
		return out
	}
	for _, c := range cs[t.pos+1:] {
		if f := s.doc.tokens[c.from].fold; f != "—" && f != "–" || len(s.between("triggers", c.from, c.to)) > 0 {
			break
		}
		found := false
		for i := range s.mentions {
			if m := &s.mentions[i]; m.from > c.from && m.from < c.to && m.prep == "" && s.onlyFiller(c.from+1, m.from) {
				out = append(out, s.group(i)...)
				found = true
				break
			}
		}
		if !found {
			break
		}
	}
	return out
}

// enumerated is the list that follows where the trigger is said of "two villages" or "places": the names
// come behind a comma, a colon or "among them", in the same sentence or the next.
func (s *sentence) enumerated(t trigger, cs []clause) []*mention {
	if !s.counts(t) {
		return s.afterColon(t, cs)
	}
	prep := s.countedWith(t)
	for i := range s.mentions {
		m := &s.mentions[i]
		if m.from >= t.to && (m.prep == "" || m.prep == prep) && s.introduced(m.from) && m.listable() {
			return s.group(i)
		}
	}
	next := s.index + 1
	if next < len(s.doc.sentences) {
		return s.doc.sentences[next].opening()
	}
	return nil
}

// afterColon is the list of two or more that a colon brings in behind the clause of the trigger: "what the infantry has
// returned: Lobkove, Levadne and Novodarivka".
func (s *sentence) afterColon(t trigger, cs []clause) []*mention {
	if t.clause.to >= s.to || s.doc.tokens[t.clause.to].fold != ":" {
		return nil
	}
	for i := range s.mentions {
		if m := &s.mentions[i]; m.from > t.clause.to {
			if list := s.group(i); m.prep == "" && m.listable() && len(list) > 1 && s.onlyFiller(t.clause.to+1, m.from) {
				return list
			}
			return nil
		}
	}
	return nil
}

// countedWith is the class of the preposition before the settlements that the clause of a trigger counts: "control of a number
// of villages".
func (s *sentence) countedWith(t trigger) string {
	for i := t.to; i < t.clause.to; i++ {
		if s.is(i, "numbers", "settlements") || s.is(i, "words", "settlement") {
			for k := i - 1; k >= t.from; k-- {
				if f, ok := s.at("words", k); ok && slices.Contains([]string{"from", "prep", "in", "of"}, f.class) {
					return f.class
				}
			}
		}
	}
	return ""
}

// counts tells whether the clause of a trigger speaks of settlements without naming them.
func (s *sentence) counts(t trigger) bool {
	for i := t.clause.from; i < t.clause.to; i++ {
		if s.is(i, "numbers", "settlements") {
			return true
		}
		if s.is(i, "words", "settlement") && !s.named(i+1) && !s.named(i-1) && (i < t.from || s.lang != "en") {
			return true
		}
	}
	return false
}

// introduced tells whether what begins at token i is brought in as an item of a list.
func (s *sentence) introduced(i int) bool {
	for i--; i > s.from && s.is(i, "words", "settlement", "filler", "from", "prep", "in"); i-- {
	}
	switch s.doc.tokens[max(i, s.from)].fold {
	case ",", ":", "—", "–", "(":
		return true
	}
	return s.is(i, "words", "among")
}

// opening is the list with which a sentence begins, or that "they are" or "among them" brings in, if the sentence
// tells of no change itself.
func (s *sentence) opening() []*mention {
	for _, f := range s.finds {
		if f.file == "triggers" && f.class != "none" || f.file == "cues" && f.class == "not" {
			return nil
		}
	}
	for i := range s.mentions {
		m := &s.mentions[i]
		if m.notPlace != "" || !m.listable() {
			continue
		}
		if m.prep == "" && (s.onlyFiller(s.from, m.from) || s.among(m.from)) {
			return s.group(i)
		}
		return nil
	}
	return nil
}

// among tells whether a phrase such as "they are" or "among them" stands before token i in its sentence, and nothing but
// words for a kind of place between.
func (s *sentence) among(i int) bool {
	for i--; i >= s.from; i-- {
		if s.is(i, "words", "among") {
			return true
		}
		if !s.is(i, "words", "settlement", "filler") && s.doc.tokens[i].kind != punct {
			return false
		}
	}
	return false
}

// listable tells whether a mention can be one of several settlements.
func (m *mention) listable() bool {
	return m.usable() && (m.place == nil || m.place.Kind != geo.Region && m.place.Kind != geo.District)
}
