package extract

import (
	"slices"

	"retaken/internal/geo"
)

// agent is the side that acts in the clause of a trigger, and the words for it. skip are tokens that
// belong to the attribution ("the General Staff said").
func (s *sentence) agent(t trigger, skip []speaker, sp *speaker) (geo.Side, found) {
	best, score := found{}, 1<<30
	var deprived *found // "wrested Sudzha from the Russians"
	passive := s.lang == "en" && t.arg == "part" && (t.class == "take" || t.class == "regain") &&
		(s.passive(t) || s.adjacent(t, nil) != nil && !s.objectBehind(t)) // or a headline: "Kherson freed as …"
	for _, f := range s.between("actors", t.from, t.to) {
		if s.sideOf(f, sp) == geo.NoSide {
			continue
		}
		return s.sideOf(f, sp), f // "in Ukrainian hands"
	}
	for _, f := range s.finds {
		if f.file != "actors" || s.sideOf(f, sp) == geo.NoSide || f.from < t.clause.from || f.from >= t.clause.to || spoken(f, skip) || s.insideTrigger(f) || s.partOfPlace(f) || s.loses(t, f) {
			continue
		}
		d := 0
		switch {
		case t.arg == "noun" && !s.ownsNoun(t, f), passive && !s.agentive(t, f), s.placeAdjective(f):
			continue
		case f.from >= t.to && s.lang == "en" && gains(t) && s.takenFrom(t, f):
			deprived = &f // "cleared of the Russian troops"
			continue
		case f.from >= t.to && s.lang != "en" && s.commaBetween(t.to, f.from):
			continue // "Купянск взят, россияне отходят"
		case f.to <= t.from:
			d = t.from - f.to
		case s.is(f.from-1, "words", "by") || s.lang != "en":
			d = f.from - t.to + 3
		default:
			d = f.from - t.to + 12 // an English agent behind the verb without "by" is mostly somebody else
		}
		if s.is(f.from-1, "words", "from") {
			d += 20
		}
		if d < score {
			best, score = f, d
		}
	}
	switch {
	case score == 1<<30 && deprived != nil:
		return s.sideOf(*deprived, sp).Other(), found{}
	case score == 1<<30:
		f, ok := s.agentBefore(t, skip, sp)
		if !ok {
			return geo.NoSide, found{}
		}
		best = f
	}
	side := s.sideOf(best, sp)
	if t.class == "expel" && best.to <= t.from && !s.passive(t) {
		side = side.Other() // who drives out; the acting side of this class is who is driven out
	}
	return side, best
}

// agentBefore is who acts in a clause that does not say so: whom its relative pronoun stands for ("Russian troops, who took
// …"), or, behind a word such as "but", who acts in the clause before it.
func (s *sentence) agentBefore(t trigger, skip []speaker, sp *speaker) (best found, ok bool) {
	f, opened := s.at("words", t.clause.from)
	if t.arg == "noun" || t.arg == "state" || s.passive(t) {
		return best, false
	}
	relative := opened && f.class == "clause" && f.arg == "relative"
	switch {
	case s.personBefore(t):
		relative = false // "Kupiansk, which they lost"
	case !relative && !(opened && f.class == "clause" && f.arg == "and"):
		return best, false
	}
	for _, a := range s.finds {
		if a.file != "actors" || a.to > t.clause.from || s.sideOf(a, sp) == geo.NoSide || spoken(a, skip) || s.insideTrigger(a) || s.placeAdjective(a) {
			continue
		}
		if between := t.clause.from - a.to; relative && (between > 1 || between == 1 && s.doc.tokens[a.to].fold != ",") {
			continue
		}
		if s.is(a.from-1, "words", "by", "from", "of") {
			continue
		}
		best, ok = a, true
	}
	return best, ok
}

// personBefore tells whether a pronoun is the subject of the trigger.
func (s *sentence) personBefore(t trigger) bool {
	i := t.from - 1
	for i > t.clause.from && s.is(i, "words", "aux", "filler") {
		i--
	}
	return i >= t.clause.from && persons[s.doc.tokens[i].fold]
}

// partOfPlace tells whether a phrase is only part of the name of a place: "Russian" in "Ruska Lozova".
func (s *sentence) partOfPlace(f found) bool {
	return slices.ContainsFunc(s.mentions, func(m mention) bool {
		return m.notPlace == "" && m.from <= f.from && f.to <= m.to && f.to-f.from < m.to-m.from
	})
}

// loses tells whether another construction of the sentence says that it is this side that loses.
func (s *sentence) loses(t trigger, f found) bool {
	return slices.ContainsFunc(s.matches, func(m match) bool {
		return m.loser != nil && m.loser.from == f.from && (t.match == nil || t.match.from != m.from)
	})
}

// placeAdjective tells whether a side only says whose a place is: "the Russian border town of Sudzha".
func (s *sentence) placeAdjective(f found) bool {
	for i := f.to; i < s.to && i < f.to+3; i++ {
		if s.is(i, "words", "settlement", "region") {
			return f.to-f.from == 1
		}
		if !s.is(i, "words", "filler") {
			return false
		}
	}
	return false
}

// bothSides tells whether the clause of a trigger names an army of either side. Who speaks is no army.
func (s *sentence) bothSides(t trigger) bool {
	ua, ru := false, false
	for _, f := range s.between("actors", t.clause.from, t.clause.to) {
		if slices.ContainsFunc(s.between("speakers", t.clause.from, t.clause.to), func(sp found) bool { return sp.from < f.to && f.from < sp.to }) {
			continue
		}
		ua = ua || f.class == string(geo.Ukraine)
		ru = ru || f.class == string(geo.Russia)
	}
	return ua && ru
}

// gains tells whether the acting side of a trigger is the one that gains.
func gains(t trigger) bool { return t.class == "take" || t.class == "regain" || t.class == "advance" }

// takenFrom tells whether an actor is who the place is taken from, or cleared of: only names stand between.
func (s *sentence) takenFrom(t trigger, f found) bool {
	link := false
	for i := t.to; i < f.from; i++ {
		link = link || s.is(i, "words", "of", "from")
		if !s.named(i) && !s.is(i, "words", "of", "from", "filler", "settlement", "and") && s.doc.tokens[i].fold != "," {
			return false
		}
	}
	return link
}

// commaBetween tells whether a comma that is not part of a list of names stands between two tokens.
func (s *sentence) commaBetween(from, to int) bool {
	for i := from; i < to; i++ {
		if s.doc.tokens[i].fold != "," {
			continue
		}
		k := s.mentionTo(i)
		if k < 0 || k+1 >= len(s.mentions) || s.mentions[k+1].list != s.mentions[k].list {
			return true
		}
	}
	return false
}

// agentive tells whether an actor is brought in by a "by" behind the trigger: "by marines of the Vostok group".
func (s *sentence) agentive(t trigger, f found) bool {
	for i := t.to; i < f.from && i < t.to+reach; i++ {
		if s.is(i, "words", "by") {
			return true
		}
	}
	return false
}

// ownsNoun tells whether an actor goes with a noun: "Russia's capture of X", "the capture of X by Russia",
// "захоплення ворогом X".
func (s *sentence) ownsNoun(t trigger, f found) bool {
	if f.to <= t.from {
		return t.from-f.to <= 2
	}
	return s.is(f.from-1, "words", "by") || s.lang != "en" && f.from-t.to <= 2
}

// sideOf is the side that a phrase names. "Our troops" are of the side that speaks, "the enemy" of the other: the
// speaker's, else the article's, else the one that the lexicon says. A force that is not named has none.
func (s *sentence) sideOf(f found, sp *speaker) geo.Side {
	voice := s.doc.voice
	if sp != nil && (sp.side == geo.FromUkraine || sp.side == geo.FromRussia) {
		voice = geo.Side(sp.side)
	}
	switch {
	case f.arg == "own" && voice != geo.NoSide:
		return voice
	case f.arg == "enemy" && voice != geo.NoSide:
		return voice.Other()
	case f.class == "force":
		return geo.NoSide
	}
	return geo.Side(f.class)
}

func spoken(f found, skip []speaker) bool {
	for _, sp := range skip {
		if f.from < sp.to && sp.from < f.to {
			return true
		}
	}
	return false
}

// owner is the side on whose internationally recognised territory a place lies.
func owner(p *geo.Place) geo.Side {
	switch {
	case len(p.Oblast) > 2 && p.Oblast[:2] == "RU", p.Ref == "country:RU":
		return geo.Russia
	}
	return geo.Ukraine
}

// voiceOf is whose voice the article itself is: a ministry's, a soldier's ("our flag"), or nobody's. What stands
// in quotation marks is somebody else's voice.
func (x *Extractor) voiceOf(d *document) geo.Side {
	if side := x.sideOfName(d.article.Source); side != geo.NoSide {
		return side
	}
	if side := x.sideOfName(d.article.Title); side != geo.NoSide {
		return side
	}
	quoted := d.quotation()
	votes := map[string]int{} // by argument: UA, RU, or "" where it is a side, but not which
	for _, s := range d.sentences {
		for _, f := range s.finds {
			if f.file == "cues" && f.class == "ours" && !quoted[f.from] {
				votes[f.arg]++
			}
		}
	}
	if ua, ru := votes["UA"], votes["RU"]; ua != ru {
		return map[bool]geo.Side{true: geo.Ukraine, false: geo.Russia}[ua > ru]
	}
	if votes[""] > 0 && d.foreignName() {
		return geo.Russia // only one side still says Artemivsk
	}
	return geo.NoSide
}

// quotation tells for every token whether it stands in quotation marks, which do not reach beyond a paragraph.
func (d *document) quotation() []bool {
	if d.quoted != nil {
		return d.quoted
	}
	out := make([]bool, len(d.tokens))
	d.quoted = out
	open := false
	for i, t := range d.tokens {
		if t.gap == paragraph {
			open = false
		}
		switch t.fold {
		case "«", "„":
			open = true
		case "»":
			open = false
		case "“":
			open = t.gap > glued || i == 0 // closes a German quotation, opens an English one
		case "”":
			open = false
		case "\"":
			open = !open
		}
		out[i] = open
	}
	return out
}

// foreignName tells whether the article calls a place of Ukraine by an official name that is no longer valid, or, in
// English, by its Russian name.
func (d *document) foreignName() bool {
	for _, s := range d.sentences {
		for i := range s.mentions {
			m := &s.mentions[i]
			if m.notPlace != "" || m.place == nil || owner(m.place) != geo.Ukraine {
				continue
			}
			form := d.text(m.from, m.to)
			russian := slices.Contains(geo.Romanisations("", m.place.NameRu), form) && !slices.Contains(geo.Romanisations(m.place.NameUk, ""), form)
			if m.former(form) || s.lang == "en" && russian {
				return true
			}
		}
	}
	return false
}

// former tells whether a form is the former name of the place.
func (m *mention) former(form string) bool {
	const stem = 3 // letters that an ending may change
	fold := []rune(foldWord(form))
	return slices.ContainsFunc(m.place.Aliases, func(a geo.Alias) bool {
		name := []rune(foldWord(a.Text))
		n := max(1, len(name)-stem)
		return a.Kind == geo.Former && len(fold) >= n && string(fold[:n]) == string(name[:n])
	})
}

// sideOfName is the side of a publisher or of a title that names a ministry or staff.
func (x *Extractor) sideOfName(name string) geo.Side {
	toks := tokenize(name, 0)
	side := geo.NoSide
	for _, lang := range sortedKeys(x.lexicon.langs) {
		for i := range toks {
			if toks[i].kind == punct {
				continue
			}
			for _, f := range x.lexicon.langs[lang].find(toks, i, nil) {
				if f.file == "speakers" && f.arg == "body" && (f.class == "UA" || f.class == "RU") {
					side = geo.Side(f.class)
				}
			}
		}
	}
	return side
}
