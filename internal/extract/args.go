package extract

import (
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"retaken/internal/geo"
)

// reach is how many tokens may stand between a trigger and the name it governs.
const reach = 8

// usable tells whether an event can be about the mention.
func (m *mention) usable() bool {
	if m.notPlace != "" || m.adjunct || m.prep == "by" {
		return false
	}
	p := m.place
	return p == nil || p.Kind != geo.Country && p.Kind != geo.River && p.Kind != geo.Sea && inTheatre(p)
}

// borderOblasts are the regions of Russia that ground fighting has reached or may reach.
var borderOblasts = []string{"RU-BEL", "RU-BRY", "RU-KRS", "RU-ROS", "RU-VOR"}

// theatre bounds, in degrees, where a place of unstated oblast can be one that changes hands.
var theatre = orb.Bound{Min: orb.Point{22, 44.3}, Max: orb.Point{41, 52.5}}

// inTheatre tells whether control of a place can be at issue in this war.
func inTheatre(p *geo.Place) bool {
	return strings.HasPrefix(p.Oblast, "UA-") || slices.Contains(borderOblasts, p.Oblast) || p.Oblast == "" && theatre.Contains(p.Point)
}

// places are the mentions that a trigger is about: one coordination, or nil.
func (s *sentence) places(t trigger, cs []clause) []*mention {
	if t.match != nil {
		return t.match.places()
	}
	var order []func(trigger, []clause) []*mention
	free := s.lang != "en" // word order is free, case endings do the work
	leaving := t.class == "leave" || t.class == "expel"
	switch {
	case t.arg == "noun" && leaving:
		order = append(order, s.rightAfter, s.rightBefore, s.outOf)
	case t.arg == "noun":
		order = append(order, s.rightAfter, s.rightBefore)
	case leaving && free && t.arg == "verb": // "вышли из", "відійшли з"
		order = append(order, s.outOf)
	case leaving && free:
		order = append(order, s.rightOf, s.leftOf)
	case leaving:
		order = append(order, s.outOf, s.rightOf)
		if s.passive(t) {
			order = append(order, s.leftOf, s.enumerated)
		}
	case t.class == "fight" || t.class == "advance" || t.class == "flag":
		order = append(order, s.inside)
		if t.class != "advance" || free {
			order = append(order, s.leftOf)
		}
	case free && s.commaFollows(t):
		order = append(order, s.leftOf, s.rightOf)
	case free:
		order = append(order, s.rightOf, s.leftOf)
	case t.arg == "verb":
		order = append(order, s.rightOf)
	case t.arg == "part" && s.passive(t):
		order = append(order, s.leftOf, s.enumerated)
	case t.arg == "part":
		order = append(order, s.rightOf, s.adjacent, s.enumerated)
	default:
		order = append(order, s.leftOf)
	}
	if !leaving && t.class != "fight" && t.class != "advance" {
		order = append(order, s.enumerated)
	}
	if t.arg != "noun" && !leaving {
		order = append(order, s.ofRelative)
	}
	for _, look := range order {
		if ms := look(t, cs); ms != nil {
			return ms
		}
	}
	return nil
}

// tells tells whether a trigger or a construction begins in a range of tokens.
func (s *sentence) tells(from, to int) bool {
	return slices.ContainsFunc(s.between("triggers", from, to), func(f found) bool { return f.class != "none" }) ||
		slices.ContainsFunc(s.matches, func(m match) bool { return m.class != "none" && m.from >= from && m.from < to })
}

// commaFollows tells whether a comma parts the trigger from the next name of its clause: "Олешки окуповані, Херсон — під
// контролем України".
func (s *sentence) commaFollows(t trigger) bool {
	for i := range s.mentions {
		if m := &s.mentions[i]; m.from >= t.to && m.from < t.clause.to {
			return s.commaBetween(t.to, m.from)
		}
	}
	return false
}

// ofRelative is the group that the relative pronoun stands for with which the clause of the trigger opens: "near Robotyne,
// which Ukrainian troops took in August".
func (s *sentence) ofRelative(t trigger, _ []clause) []*mention {
	for i := range s.mentions {
		if s.relativeTo(t, &s.mentions[i]) {
			return s.group(s.located(i))
		}
	}
	return nil
}

// located is the mention of which number i only says in which region it lies ("Terny, in the Kramatorsk district"), or i itself.
func (s *sentence) located(i int) int {
	if i > 0 && s.mentions[i].region() && s.mentions[i-1].settlement() && s.apposed(s.mentions[i-1].to, s.mentions[i].from) {
		return i - 1
	}
	return i
}

// relativeTo tells whether the clause of the trigger opens with a relative pronoun that stands for the mention.
func (s *sentence) relativeTo(t trigger, m *mention) bool {
	f, ok := s.at("words", t.clause.from)
	if !ok || f.class != "clause" || f.arg != "relative" || !m.usable() {
		return false
	}
	between := t.clause.from - m.to
	return between == 0 || between == 1 && s.doc.tokens[m.to].fold == ","
}

// group is the whole coordination of mention i, usable members only.
func (s *sentence) group(i int) []*mention {
	var out []*mention
	for k := range s.mentions {
		if m := &s.mentions[k]; m.list == s.mentions[i].list && m.usable() {
			out = append(out, m)
		}
	}
	return out
}

// rightAfter is the group that follows a noun at once: "the liberation of the town of Izium".
func (s *sentence) rightAfter(t trigger, _ []clause) []*mention {
	for i := range s.mentions {
		m := &s.mentions[i]
		if m.from < t.to || !m.usable() || m.prep == "in" {
			continue
		}
		if !s.onlyFiller(s.pastActors(t.to), m.from) {
			return nil
		}
		return s.group(i)
	}
	return nil
}

// pastActors is the token behind whoever acts in a noun: "захоплення ворогом", "capture by Russian forces of".
func (s *sentence) pastActors(i int) int {
	for i < s.to && s.is(i, "words", "by") {
		i++
	}
	for i < s.to {
		f, ok := s.at("actors", i)
		if !ok {
			break
		}
		i = f.to
	}
	return i
}

// onlyFiller tells whether nothing but words that may stand before a name lies between two tokens.
func (s *sentence) onlyFiller(from, to int) bool {
	for k := from; k < to; k++ {
		if k-from > 5 || !s.is(k, "words", "of", "settlement", "filler", "part", "region") && !isQuote(s.doc.tokens[k].fold) {
			return false
		}
	}
	return true
}

// adjacent is the group right before a participle without a form of "be": "Krasna Hora taken by Wagner".
func (s *sentence) adjacent(t trigger, _ []clause) []*mention {
	for i := len(s.mentions) - 1; i >= 0; i-- {
		if m := &s.mentions[i]; m.to <= t.from && m.usable() {
			if m.prep == "" && s.onlyFiller(m.to, t.from) {
				return s.group(i)
			}
			return nil
		}
	}
	return nil
}

// rightBefore is the group that stands at once before a noun: "Kherson pullout", "Bakhmut's fall".
func (s *sentence) rightBefore(t trigger, _ []clause) []*mention {
	for i := len(s.mentions) - 1; i >= 0; i-- {
		m := &s.mentions[i]
		if m.to <= t.from && m.usable() {
			if t.from-m.to <= 2 && s.lang == "en" && !s.speaks(m, t.from) {
				return s.group(i)
			}
			return nil
		}
	}
	return nil
}

// speaks tells whether the mention stands for a government that says something before token i: "Kyiv admitted the withdrawal".
func (s *sentence) speaks(m *mention, i int) bool {
	return slices.ContainsFunc(s.said, func(sp speaker) bool { return sp.from <= m.from && m.to <= sp.to && sp.verb >= m.to && sp.verb < i })
}

// rightOf is the next bare group behind the trigger in its clause.
func (s *sentence) rightOf(t trigger, _ []clause) []*mention {
	for i := range s.mentions {
		m := &s.mentions[i]
		if m.from < t.to || !m.usable() {
			continue
		}
		if m.from >= t.clause.to || m.from-t.to > reach || s.otherTrigger(t, t.to, m.from) {
			return nil
		}
		if (m.prep == "" || m.prep == "part") && (s.lang != "en" || s.onlyFiller(t.to, m.from)) {
			return s.group(i)
		}
		if s.lang == "en" {
			return nil // "captured 20 soldiers near Izium": the object came first
		}
	}
	return nil
}

// leftOf is the nearest bare group before the trigger: its subject, or the object of a free word order.
// It may stand in an earlier clause when only a subordinate one comes between.
func (s *sentence) leftOf(t trigger, cs []clause) []*mention {
	for i := len(s.mentions) - 1; i >= 0; i-- {
		m := &s.mentions[i]
		if m.to > t.from || !m.usable() || m.prep != "" && m.prep != "part" && !s.relativeTo(t, m) || s.aside(i) {
			continue
		}
		k := around(cs, m.from)
		if k == t.pos || k < t.pos && !s.strongBoundary(cs, k, t.pos) {
			if k == t.pos && s.otherTrigger(t, m.to, t.from) && s.lang == "en" {
				return nil
			}
			return s.group(i)
		}
		return nil
	}
	return nil
}

// aside tells whether mention i only says beside which place the one before it lies: "Pidhorodne, at the edge of Bakhmut, was".
func (s *sentence) aside(i int) bool {
	m := &s.mentions[i]
	if m.prep != "part" || i == 0 {
		return false
	}
	last := s.mentions[i-1].to
	return last < m.from && s.doc.tokens[last].fold == "," && !s.hasComma(last+1, m.from) && s.doc.tokens[last+1].fold != "and"
}

// strongBoundary tells whether one of the clauses k+1 … to begins with a mark, or with a word such as "where",
// behind which another subject comes.
func (s *sentence) strongBoundary(cs []clause, k, to int) bool {
	for _, c := range cs[k+1 : to+1] {
		switch s.doc.tokens[c.from].fold {
		case ";", ":", "where", "де", "где":
			return true
		}
	}
	return false
}

// outOf is the group that a word such as "from" governs, on either side of the trigger; behind an
// English verb also a bare one ("left Sievierodonetsk").
func (s *sentence) outOf(t trigger, _ []clause) []*mention {
	best := -1
	for i := range s.mentions {
		m := &s.mentions[i]
		if !m.usable() || m.prep != "from" || m.from < t.clause.from || m.from >= t.clause.to {
			continue
		}
		if best < 0 || distance(t.found, m) < distance(t.found, &s.mentions[best]) {
			best = i
		}
	}
	if best < 0 {
		return nil
	}
	return s.group(best)
}

// inside is the nearest group that a fight, a flag or an advance is located in.
func (s *sentence) inside(t trigger, _ []clause) []*mention {
	best := -1
	for i := range s.mentions {
		m := &s.mentions[i]
		if !m.usable() || m.from < t.clause.from || m.from >= t.clause.to {
			continue
		}
		located := m.prep == "in" || m.prep == "part" || m.prep == "" && m.from >= t.to ||
			t.class == "advance" && (m.prep == "near" || m.prep == "prep" || m.prep == "of") && m.from >= t.to || t.class == "flag" && m.prep == "prep"
		if located && (best < 0 || distance(t.found, m) < distance(t.found, &s.mentions[best])) {
			best = s.located(i)
		}
	}
	if best < 0 {
		return nil
	}
	return s.group(best)
}

func distance(f found, m *mention) int {
	if m.from >= f.to {
		return m.from - f.to
	}
	return f.from - m.to
}

func (s *sentence) otherTrigger(t trigger, from, to int) bool {
	return slices.ContainsFunc(s.between("triggers", from, to), func(f found) bool { return f.from != t.from && f.class != "none" })
}

// passive tells whether a form such as "captured" is a passive: a form of "be" stands before it, or "by"
// behind it.
func (s *sentence) passive(t trigger) bool {
	for i := t.from - 1; i >= max(s.from, t.from-4); i-- {
		if s.is(i, "words", "aux") {
			return true
		}
		if s.doc.tokens[i].kind == punct || len(s.between("triggers", i, i+1)) > 0 {
			break
		}
	}
	return t.to < s.to && s.is(t.to, "words", "by")
}
