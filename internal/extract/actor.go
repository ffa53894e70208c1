package extract

import "retaken/internal/geo"

// agent is the side that acts in the clause of a trigger, and the words for it. skip are tokens that
// belong to the attribution ("the General Staff said").
func (s *sentence) agent(t trigger, skip []speaker) (geo.Side, string) {
	best, score := found{}, 1<<30
	passive := s.lang == "en" && t.arg == "part" && (t.class == "take" || t.class == "regain") && s.passive(t)
	for _, f := range s.between("actors", t.from, t.to) {
		if f.class == "force" {
			continue
		}
		return s.sideOf(f), s.doc.text(f.from, f.to) // "in Ukrainian hands"
	}
	for _, f := range s.finds {
		if f.file != "actors" || f.class == "force" || f.from < t.clause.from || f.from >= t.clause.to || spoken(f, skip) || s.insideTrigger(f) {
			continue
		}
		d := 0
		switch {
		case t.arg == "noun" && !s.ownsNoun(t, f), passive && !s.agentive(t, f):
			continue
		case f.from >= t.to && s.lang == "en" && s.is(f.from-1, "words", "of"):
			continue // "cleared of Russian troops"
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
	if score == 1<<30 {
		return geo.NoSide, ""
	}
	side := s.sideOf(best)
	if t.class == "expel" && best.to <= t.from && !s.passive(t) {
		side = side.Other() // who drives out; the acting side of this class is who is driven out
	}
	return side, s.doc.text(best.from, best.to)
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

// sideOf is the side that a phrase names. "The enemy" is the other side than the one that speaks.
func (s *sentence) sideOf(f found) geo.Side {
	side := geo.Side(f.class)
	if f.arg == "enemy" && s.doc.voice == side {
		return side.Other()
	}
	return side
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

// voiceOf is whose voice the article itself is: a ministry's, a soldier's ("our flag"), or nobody's.
func (x *Extractor) voiceOf(d *document) geo.Side {
	if side := x.sideOfName(d.article.Source); side != geo.NoSide {
		return side
	}
	if side := x.sideOfName(d.article.Title); side != geo.NoSide {
		return side
	}
	votes := map[geo.Side]int{}
	for _, s := range d.sentences {
		for _, f := range s.finds {
			if f.file == "cues" && f.class == "ours" {
				votes[geo.Side(f.arg)]++
			}
		}
	}
	switch {
	case votes[geo.Ukraine] > votes[geo.Russia]:
		return geo.Ukraine
	case votes[geo.Russia] > votes[geo.Ukraine]:
		return geo.Russia
	}
	return geo.NoSide
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
