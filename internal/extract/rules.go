package extract

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"retaken/internal/geo"
)

// backgroundDays is how long before publication a change must lie to be told as history.
const backgroundDays = 30

// events reads every sentence of a document and then settles what only the whole of it can tell.
func (x *Extractor) events(d *document) ([]geo.Event, []geo.Aggregate) {
	var events []geo.Event
	var aggregates []geo.Aggregate
	var last time.Time
	for k, s := range d.sentences {
		cs := s.clauses()
		sps := s.speakers()
		dates := s.dates(last)
		s.said, s.dated = sps, dates
		if len(dates) > 0 {
			last = dates[len(dates)-1].date.Day
		}
		for _, t := range s.triggers(x.lexicon.langs[s.lang], cs) {
			f := t.found
			changes, why := x.changes(s, t, cs, sps, dates)
			var refs []string
			for _, e := range changes {
				if f.arg == "noun" && backReference(e, events) {
					why = "told before"
					continue
				}
				if e.Status == geo.Claimed && contradicted(d.sentences[k:min(k+3, len(d.sentences))], f, e.Place) {
					e.Status = geo.Disputed
				}
				events = append(events, e)
				refs = append(refs, e.Ref)
			}
			s.firings = append(s.firings, firing{f, why, refs})
		}
		if s.onlyDenies() {
			for i := range events {
				if q := events[i].Source.Evidence; k > 0 && q.Start >= s.doc.tokens[d.sentences[k-1].from].start {
					events[i].Status = geo.Denied
				}
			}
		}
		aggregates = append(aggregates, x.aggregates(s, cs, sps, dates)...)
	}
	return settle(events), aggregates
}

// triggers are what tells of a change in the sentence: the constructions, and the phrases that are no part
// of one.
func (s *sentence) triggers(v *vocabulary, cs []clause) []trigger {
	var out []trigger
	matches := s.constructions(v)
	s.matches = matches
	add := func(f found, m *match) {
		if f.class != "none" {
			pos := around(cs, f.from)
			out = append(out, trigger{f, cs[pos], pos, m})
		}
	}
	for i := range matches {
		add(matches[i].found, &matches[i])
	}
	for _, f := range s.finds {
		if f.file == "triggers" && !slices.ContainsFunc(matches, func(m match) bool { return m.covers(f) }) {
			add(f, nil)
		}
	}
	slices.SortStableFunc(out, func(a, b trigger) int { return a.from - b.from })
	return out
}

// firing is what became of a trigger.
type firing struct {
	found
	why  string   // why it made no event, or not one of every place; "" when it did
	refs []string // of the events that it made
}

// changes makes the events that one trigger tells of: one for each place it governs. When there is none, it
// says why.
func (x *Extractor) changes(s *sentence, t trigger, cs []clause, sps []speaker, dates []when) (out []geo.Event, why string) {
	if why := s.blocked(t); why != "" {
		return nil, why
	}
	places := s.places(t, cs)
	if places == nil && t.match == nil {
		places = s.antecedent(t)
	}
	if places == nil {
		return nil, "no place"
	}
	sp := s.attribution(t, sps)
	if sp == nil {
		sp = s.attributionBeside(t)
	}
	if sp != nil && sp.verb >= s.from && sp.verb < t.from && (sp.speech == "confirm" || sp.speech == "admit") && s.negated(sp.verb) {
		return nil, "not" // "has not confirmed that Lyman fell"
	}
	agent, body := s.agent(t, sps, sp)
	if t.match != nil && t.match.by != nil && s.sideOf(*t.match.by, sp) != geo.NoSide {
		agent, body = s.sideOf(*t.match.by, sp), *t.match.by
	}
	if t.class == "fight" && s.bothSides(t) {
		agent, body = geo.NoSide, found{} // whoever is attacked there holds it
	}
	when := s.dateOf(t, dates, sps)
	for _, m := range append(places, s.gapped(t, cs)...) {
		if m.place == nil {
			why = "place not resolved"
			continue
		}
		if m.from >= t.clause.to && m.from < s.to && !slices.Contains(places, m) {
			when = s.dateOf(trigger{found: found{from: m.from, to: m.to}, clause: cs[around(cs, m.from)]}, dates, sps)
		}
		e := geo.Event{Place: m.place.ID, When: when, Standing: t.standing()}
		acts := agent
		if body.arg == "enemy" && s.lang == "ru" && s.doc.voice == geo.NoSide && (sp == nil || sp.side == "") {
			acts = owner(m.place).Other() // both sides write Russian
		}
		e.By = gainer(t, m.place, acts, sp, s.doc.voice)
		if t.match != nil && t.match.by != nil && acts != geo.NoSide {
			e.By = acts
		} else if t.match != nil && t.match.loser != nil && s.sideOf(*t.match.loser, sp) != geo.NoSide {
			e.By = s.sideOf(*t.match.loser, sp).Other()
		}
		partisan := acts == geo.NoSide && sp == nil && s.doc.voice == geo.NoSide && t.gained() && owner(m.place) == geo.Ukraine &&
			m.from >= s.from && m.from < s.to && m.former(s.doc.text(m.from, m.to))
		if partisan {
			e.By = geo.Russia // only one side still says Artemivsk
		}
		if e.By == geo.NoSide {
			why = "no side"
			continue
		}
		if e.By == acts && body.to > body.from {
			e.ByDetail = s.doc.text(body.from, body.to)
		}
		e.From = e.By.Other()
		e.Kind = kindOf(t, m, e.By, m.from >= s.from && m.from < s.to)
		e.Status, e.Source = s.standing(t, e.By, m.place, sp)
		if partisan {
			e.Status, e.Source.Side, e.Source.Rank, e.Source.Confidence = byWordOf(geo.Russia, geo.Russia)
		}
		if own := s.ownWord(t, e.By); own != geo.NoSide && e.Source.Side == geo.FromMedia {
			e.Status, e.Source.Side, e.Source.Rank, e.Source.Confidence = byWordOf(own, e.By)
		}
		e.Source.Rule = t.rule()
		e.Background = s.history(t, when)
		from, to := min(t.from, m.from), max(t.to, m.to)
		if m.from < s.from || m.from >= s.to {
			from, to = t.from, t.to // an antecedent from an earlier sentence, or a list in the next
		}
		s.cite(&e.Source, from, to)
		e.Ref = s.ref(e, m)
		out = append(out, e)
	}
	return out, why
}

// negated tells whether a "not" stands right before token i, forms of "have" and "be" aside.
func (s *sentence) negated(i int) bool {
	const window = 3 // tokens
	return slices.ContainsFunc(s.between("cues", max(s.from, i-window), i), func(f found) bool { return f.class == "not" })
}

// onlyDenies tells whether the sentence, up to a colon, is nothing but a denial of the one before: "It has not.", "This is not
// so: …".
func (s *sentence) onlyDenies() bool {
	const longest = 6 // tokens
	to := s.from
	denies := false
	for ; to < s.to && s.doc.tokens[to].fold != ":"; to++ {
		denies = denies || s.is(to, "cues", "not") || s.is(to, "speech", "deny")
		if s.named(to) {
			return false
		}
	}
	return denies && to-s.from <= longest && len(s.between("actors", s.from, to)) == 0 && len(s.between("speakers", s.from, to)) == 0 && len(s.between("triggers", s.from, to)) == 0 && s.is(s.from, "words", "it", "this", "filler", "among")
}

// ownWord is the side whose own word a report is by its wording ("our lads retook", "we have left"): the one that acts in the
// clause, which by is if it gains.
func (s *sentence) ownWord(t trigger, by geo.Side) geo.Side {
	own := slices.ContainsFunc(s.between("actors", t.clause.from, t.clause.to), func(f found) bool { return f.arg == "own" })
	switch {
	case !own:
		return geo.NoSide
	case t.class == "lose", t.class == "leave":
		return by.Other()
	}
	return by
}

// kindOf names the change: inside the gainer's own territory it is a liberation, outside it a capture;
// only a part of the place, where it is named here, is an advance.
func kindOf(t trigger, m *mention, by geo.Side, here bool) geo.Kind {
	switch {
	case t.class == "fight":
		return geo.Contested
	case t.class == "advance", m.prep == "part" && here:
		return geo.Advance
	case t.class == "leave":
		return geo.Withdrawal
	case owner(m.place) == by:
		return geo.Liberation
	}
	return geo.Capture
}

// gainer is the side that gains by a change, NoSide when nothing tells. agent is the side that acts in
// the clause, voice the side whose word the article itself is.
func gainer(t trigger, p *geo.Place, agent geo.Side, sp *speaker, voice geo.Side) geo.Side {
	own := owner(p)
	speaks := voice
	if sp != nil {
		switch side := sp.sideFor(p); side {
		case geo.FromUkraine, geo.FromRussia:
			speaks = geo.Side(side)
		}
	}
	admits := sp != nil && sp.speech == "admit"
	switch t.class {
	case "lose", "leave", "expel":
		loser := agent
		if loser == geo.NoSide {
			loser = speaks
		}
		if loser == geo.NoSide {
			loser = own
		}
		return loser.Other()
	case "fall":
		if agent != geo.NoSide {
			return agent
		}
		return own.Other()
	case "fight", "advance":
		if agent != geo.NoSide {
			return agent
		}
		if t.class == "advance" && speaks != geo.NoSide {
			return speaks
		}
		return own.Other()
	case "take":
		switch {
		case agent != geo.NoSide:
			return agent
		case admits && speaks != geo.NoSide:
			return speaks.Other()
		case speaks != geo.NoSide && speaks != own:
			return speaks
		}
		return own.Other()
	}
	// regain, free, flag
	switch {
	case agent != geo.NoSide:
		return agent
	case admits && speaks != geo.NoSide:
		return speaks.Other()
	case speaks != geo.NoSide:
		return speaks
	}
	return own
}

// sideFor is whose word the speaker's is when they speak of p.
func (sp *speaker) sideFor(p *geo.Place) geo.SourceSide {
	if sp.local {
		return geo.SourceSide(owner(p))
	}
	return sp.side
}

// cite sets the words that a report rests on: the sentence, or when it is very long, its part.
func (s *sentence) cite(src *geo.Source, from, to int) {
	const longest = 500 // bytes
	src.Evidence = s.doc.span(s.from, s.to)
	if src.Evidence.End-src.Evidence.Start > longest {
		src.Evidence = s.doc.span(from, to)
		for _, c := range s.clauses() {
			if c.from <= from && to <= c.to {
				src.Evidence = s.doc.span(c.from, c.to)
			}
		}
	}
	src.Article = s.doc.article.Ref
	src.Publisher, src.Title, src.URL = s.doc.article.Source, s.doc.article.Title, s.doc.article.URL
	src.Published = s.doc.article.Published
	src.Quote = s.doc.article.Text[src.Evidence.Start:src.Evidence.End]
}

// ref derives the event's stable reference from article, evidence, place, side and kind.
func (s *sentence) ref(e geo.Event, m *mention) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %d %d %s %s %s", s.doc.article.Ref, e.Source.Evidence.Start, e.Source.Evidence.End, m.place.Ref, e.By, e.Kind))
	return hex.EncodeToString(sum[:10])
}

// backReference tells whether an event without an agent of its own only names again what the text told
// before ("the capture of Kupiansk means …"), and on no better word.
func backReference(e geo.Event, events []geo.Event) bool {
	return e.ByDetail == "" && slices.ContainsFunc(events, func(o geo.Event) bool {
		return o.Place == e.Place && o.Kind.Moves() && (e.By != o.By || e.Source.Rank <= o.Source.Rank || e.Source.Attribution == "")
	})
}

// blocked tells why a trigger tells of no change: it is negated, planned, asked, tried; "" when it does.
func (s *sentence) blocked(t trigger) string {
	if s.question {
		return "question"
	}
	const window = 7
	for _, f := range s.between("cues", max(t.clause.from, t.from-window), t.to) {
		switch {
		case t.match != nil && t.match.covers(f), t.match == nil && f.from >= t.from && f.to <= t.to && f.to-f.from < t.to-t.from:
			continue
		case f.class == "modal" && s.doc.tokens[f.from].upper && s.is(f.from, "dates", "month"):
			continue // the month of May
		case f.class == "not", f.class == "modal":
			return f.class
		case f.class == "rival" && f.from < t.from:
			return f.class
		case f.class == "still" && t.class != "fight" && t.class != "advance":
			return f.class
		}
	}
	if f, ok := s.at("words", t.clause.from); ok && f.class == "clause" && strings.Contains(f.arg, "time") && !s.hasComma(f.to, t.from) {
		return "time"
	}
	if t.class == "fight" && s.isOver(t) {
		return "time"
	}
	if s.lang != "en" && s.negatedBehind(t) {
		return "not"
	}
	if t.match != nil {
		return ""
	}
	// "control of the town has not changed"
	if t.arg == "noun" {
		for _, f := range s.between("cues", t.to, min(t.to+reach, t.clause.to)) {
			if f.class == "not" || f.class == "modal" && s.onlyNames(t.to, f.from) { // "Kherson pullout ordered"
				return f.class
			}
		}
	}
	// "residents left Kherson": those who leave must be an army.
	if t.class == "leave" && t.arg != "noun" && !s.passive(t) && len(s.between("actors", t.clause.from, t.clause.to)) == 0 {
		return "nobody"
	}
	// "in occupied Crimea": so does one between a preposition and the name.
	if s.lang == "en" && t.arg == "part" && t.from > s.from && s.is(t.from-1, "words", "in", "of", "from", "near", "prep", "by") && s.mentionFrom(t.to) >= 0 {
		return "attribute"
	}
	// "the last village in Ukrainian hands has not fallen": the clause has a verb, and it comes later.
	if s.lang == "en" && t.arg == "state" && s.is(t.from, "words", "in", "prep") && !s.passive(t) && s.auxBehind(t) {
		return "attribute"
	}
	// "the occupied bank": a participle that only describes a noun.
	if s.lang == "en" && t.arg == "part" && t.from > s.from && s.is(t.from-1, "words", "filler", "in", "of", "from", "prep", "near", "settlement") && !s.passive(t) && !s.objectBehind(t) {
		return "attribute"
	}
	return ""
}

// auxBehind tells whether a form of "be" follows the trigger in its clause or the next.
func (s *sentence) auxBehind(t trigger) bool {
	for i := t.to; i < min(t.to+reach, s.to); i++ {
		if s.is(i, "words", "aux") || s.is(i, "cues", "not") {
			return true
		}
	}
	return false
}

// isOver tells whether a fight is told as what came before: "captured it after several hours of fighting in".
func (s *sentence) isOver(t trigger) bool {
	const window = 5 // tokens
	for i := t.from - 1; i >= max(t.clause.from, t.from-window); i-- {
		if after[s.doc.tokens[i].fold] {
			return true
		}
	}
	return false
}

// after are the words for "after".
var after = map[string]bool{"after": true, "після": true, "после": true}

// negatedBehind tells whether a "was not" follows the trigger, a name between: "Освобождена Кременная не была".
func (s *sentence) negatedBehind(t trigger) bool {
	const window = 5 // tokens
	for i := t.to; i+1 < min(t.to+window, t.clause.to) && !s.mark(i); i++ {
		if s.doc.tokens[i].fold == "не" && s.is(i+1, "words", "aux") {
			return true
		}
	}
	return false
}

// hasComma tells whether a comma stands in a range of tokens.
func (s *sentence) hasComma(from, to int) bool {
	return slices.ContainsFunc(s.doc.tokens[from:max(from, to)], func(t token) bool { return t.fold == "," })
}

// onlyNames tells whether nothing but names and forms of "be" stand between two tokens.
func (s *sentence) onlyNames(from, to int) bool {
	for i := from; i < to; i++ {
		if !s.named(i) && !s.is(i, "words", "aux", "of", "settlement") {
			return false
		}
	}
	return true
}

// objectBehind tells whether a place name follows the trigger at once.
func (s *sentence) objectBehind(t trigger) bool {
	for i := range s.mentions {
		if m := &s.mentions[i]; m.from >= t.to {
			return s.onlyFiller(t.to, m.from)
		}
	}
	return false
}
