package extract

import (
	"slices"

	"retaken/internal/geo"
)

// speaker is who a sentence, or a part of it, is attributed to.
type speaker struct {
	from, to int    // tokens of the name
	verb     int    // token of the word of speech, or of the colon
	speech   string // class of that word: say, admit, deny, assess, confirm
	side     geo.SourceSide
	local    bool // an official of the place itself: of the side that owns it, unless more is said
	name     string
	stranger bool // not in the lexicon
	named    bool // a body, an office or a person, not a side's name alone
}

// speakers finds the attributions of a sentence: "X said", ", said X", "according to X", "X: …".
func (s *sentence) speakers() []speaker {
	var out []speaker
	cs := s.clauses()
	for _, f := range s.finds {
		if f.file != "speech" || s.lang == "en" && f.from > s.from && f.class == "assess" && s.is(f.from-1, "words", "aux") {
			continue
		}
		if sp := s.speakerOf(f, cs[around(cs, f.from)]); sp != nil {
			sp.verb, sp.speech = f.from, f.class
			out = append(out, *sp)
		} else if sp := s.sameSpeaker(f); sp != nil {
			out = append(out, *sp)
		} else if sp := s.stranger(f); sp != nil {
			out = append(out, *sp)
		} else if f.class == "deny" {
			out = append(out, speaker{from: f.from, to: f.to, verb: f.from, speech: f.class})
		}
	}
	// "Urozhaine is free (Maliar)." "Russian troops entered Selydove – DeepState"
	for i := s.to - 1; i > s.from; i-- {
		if f := s.doc.tokens[i].fold; f == "(" || f == "—" || f == "–" || f == "|" {
			if run := s.run(i+1, s.to, false); run != nil && run.named && run.from <= i+2 && s.to-run.to <= 2 {
				run.verb, run.speech = i, "say"
				out = append(out, *run)
			}
			break
		}
	}
	// "Shoigu: the bridgehead is cleared."
	if sp := s.beforeColon(); sp != nil {
		out = append(out, *sp)
	}
	return out
}

// beforeColon is who speaks behind the first colon: a name right before it, or in the clause that it ends ("…, independent
// analysts agree in substance: …").
func (s *sentence) beforeColon() *speaker {
	const short = 10 // tokens, in which there is but one clause
	from := s.from
	for i := s.from; i < s.to; i++ {
		switch f := s.doc.tokens[i].fold; {
		case f == "," && i >= s.from+short:
			from = i + 1
		case f == ":":
			run := s.run(from, i, true)
			if run == nil || i >= s.from+short && (!run.named || s.tells(from, i)) {
				return nil
			}
			run.verb, run.speech = i, "say"
			return run
		}
	}
	return nil
}

// speakerOf looks for who speaks: before the word of speech, behind it, in an earlier clause ("X, who leads
// the region, said"); a side's name alone ("Moscow said") only where nobody better is near.
func (s *sentence) speakerOf(f found, c clause) *speaker {
	if f.arg == "prefix" { // "according to X"
		return s.run(f.to, min(f.to+12, s.to), false)
	}
	start := s.sinceStatement(f, max(s.from, f.from-25))
	left, right := s.run(max(c.from, f.from-12, start), f.from, true), s.run(f.to, min(f.to+6, c.to), false)
	if right != nil && s.predicated(right.to) {
		right = nil // "said Ukraine had captured …"
	}
	if right != nil && s.is(right.from-1, "words", "by") && s.tells(f.to, right.from) && !s.is(max(s.from, f.from-1), "words", "aux") {
		right = nil // "marked Bohdanivka as captured by Russian troops", but "was reported retaken by a soldier"
	}
	far := s.run(start, max(s.from, f.from-1), true)
	order := []*speaker{left, right, far}
	if f.from > s.from && s.doc.tokens[f.from-1].kind == punct { // ", said X"
		order = []*speaker{right, left, far}
	}
	for _, sp := range order {
		if sp != nil && sp.named {
			return sp
		}
	}
	if left != nil {
		return left
	}
	return right
}

// predicated tells whether token i begins what is said of the name before it.
func (s *sentence) predicated(i int) bool {
	return i < s.to && (s.is(i, "words", "aux") || s.is(i, "triggers", triggerClasses...) || s.is(i, "cues", "modal", "not", "still"))
}

// sinceStatement is from, or the token behind the comma that ends a statement before the word of speech: in
// "Sudzha is held by Ukrainian troops, Zelenskyy said" the troops do not speak.
func (s *sentence) sinceStatement(f found, from int) int {
	last := -1
	for _, t := range s.between("triggers", s.from, f.from) {
		if t.class != "none" {
			last = t.to
		}
	}
	if last < 0 {
		return from
	}
	for i := max(last, from); i < f.from; i++ {
		if s.mark(i) {
			return i + 1
		}
	}
	return from
}

// sameSpeaker is whom a pronoun beside the word of speech stands for: the last speaker of the sentences before it.
func (s *sentence) sameSpeaker(f found) *speaker {
	const farthest = 3 // sentences
	at := -1
	for _, i := range []int{f.from - 1, f.to} {
		if i >= s.from && i < s.to && persons[s.doc.tokens[i].fold] {
			at = i
		}
	}
	if at < 0 {
		return nil
	}
	k := s.index
	for n := 1; n <= farthest && k-n >= 0; n++ {
		for _, sp := range slices.Backward(s.doc.sentences[k-n].said) {
			if sp.named {
				sp.from, sp.to, sp.verb, sp.speech = at, at+1, f.from, f.class
				return &sp
			}
		}
	}
	return nil
}

// persons are the pronouns that may stand for whoever spoke, or acted, before.
var persons = map[string]bool{
	"it": true, "he": true, "she": true, "they": true,
	"він": true, "вона": true, "воно": true, "вони": true, "он": true, "она": true, "оно": true, "они": true,
}

// stranger is a speaker whom the lexicon does not know, behind a statement: ", its owner claimed".
func (s *sentence) stranger(f found) *speaker {
	const longest = 6 // tokens
	if f.class != "say" || s.lang != "en" {
		return nil
	}
	for i := f.from - 1; i >= max(s.from, f.from-longest); i-- {
		switch {
		case s.mark(i) && i+1 < f.from && s.doc.tokens[i].fold == ",":
			return &speaker{from: i + 1, to: f.from, verb: f.from, speech: f.class, name: s.doc.text(i+1, f.from), stranger: true}
		case s.mark(i), s.is(i, "words", "and", "clause"):
			return nil
		}
	}
	return nil
}

// run joins the phrases for a speaker in a range of tokens that stand side by side: "Russian-installed
// official Vladimir Saldo". The last run counts, or the first, but a named speaker before a mere side.
func (s *sentence) run(from, to int, last bool) *speaker {
	var runs []speaker
	for _, f := range s.finds {
		if f.from < from || f.to > to || f.file != "speakers" && f.file != "actors" || f.class == "force" || s.insideTrigger(f) {
			continue
		}
		if n := len(runs); n > 0 && f.from-runs[n-1].to <= 2 && (runs[n-1].named && f.file == "speakers" || !s.hasPunct(runs[n-1].to, f.from)) {
			s.join(&runs[n-1], f)
			continue
		}
		sp := speaker{from: f.from, to: f.from}
		s.join(&sp, f)
		runs = append(runs, sp)
	}
	if len(runs) == 0 {
		return nil
	}
	if last {
		slices.Reverse(runs)
	}
	best := runs[max(0, slices.IndexFunc(runs, func(sp speaker) bool { return sp.named }))]
	best.extendName(s, to)
	if best.to-best.from > 1 && s.doc.tokens[best.from].fold == "the" {
		best.from++
	}
	best.name = s.doc.text(best.from, best.to)
	return &best
}

func (s *sentence) hasPunct(from, to int) bool {
	for i := from; i < to; i++ {
		if s.mark(i) {
			return true
		}
	}
	return false
}

// possessive tells whether token i is the apostrophe or the s of "Russia's".
func (s *sentence) possessive(i int) bool {
	t := s.doc.tokens[i]
	return t.kind == punct && !s.mark(i) || t.fold == "s" && i > s.from && s.doc.tokens[i-1].kind == punct && !s.mark(i-1)
}

// mark tells whether token i is a mark of punctuation, other than the apostrophe of "Russia's".
func (s *sentence) mark(i int) bool {
	t := s.doc.tokens[i]
	return t.kind == punct && !(t.fold == "'" && t.gap == glued && i+1 < s.to && s.doc.tokens[i+1].gap == glued)
}

// insideTrigger tells whether a phrase is only part of a trigger: "Ukrainian" in "under Ukrainian control".
func (s *sentence) insideTrigger(f found) bool {
	t, ok := s.at("triggers", f.from)
	return ok && t.from <= f.from && f.to <= t.to
}

// join adds a phrase to a run. An explicit side beats an official of unnamed side.
func (s *sentence) join(sp *speaker, f found) {
	sp.to = max(sp.to, f.to)
	sp.named = sp.named || f.file == "speakers"
	switch {
	case f.file == "actors":
		if sp.side == "" || sp.local {
			sp.side, sp.local = geo.SourceSide(s.sideOf(f, nil)), false
		}
	case f.class == "local":
		if sp.side == "" {
			sp.local = true
		}
	case sp.side == "" || sp.local || f.class == "UA" || f.class == "RU" || f.class == "third" && sp.side == geo.FromMedia:
		sp.side, sp.local = geo.SourceSide(f.class), false
	}
}

// extendName takes in the capitalised words that follow: "governor Pavlo Kyrylenko".
func (sp *speaker) extendName(s *sentence, to int) {
	for sp.to < to && s.doc.tokens[sp.to].kind == word && s.doc.tokens[sp.to].upper && s.doc.tokens[sp.to].gap == space {
		sp.to++
	}
}

// attribution is the speaker that a trigger is attributed to, the nearest by its word of speech. An
// attribution behind the trigger must stand apart, by a comma or the like: ", the General Staff said".
func (s *sentence) attribution(t trigger, all []speaker) *speaker {
	best, d := -1, 1<<30
	for i, sp := range all {
		gap := t.from - sp.verb
		if gap < 0 {
			gap = sp.verb - t.to
			governs := t.arg == "noun" && sp.verb < t.clause.to && !s.otherTrigger(t, t.to, sp.verb) // "Втрату П'ятихаток визнав Рогов"
			if governs && sp.to <= t.from {
				// "the General Staff the loss of Lysychansk confirmed", as word order allows
			} else if sp.from < t.to || !governs && !s.setOff(min(sp.from, sp.verb)) {
				continue
			}
		}
		if gap < d {
			best, d = i, gap
		}
	}
	if best < 0 {
		return nil
	}
	return &all[best]
}

// attributionBeside is the speaker that the next sentence names for this one ("Об этом сообщил Генштаб."), or, inside
// quotation marks, the one beside them.
func (s *sentence) attributionBeside(t trigger) *speaker {
	all, quoted := s.doc.sentences, s.doc.quotation()
	k := s.index
	if k+1 < len(all) && all[k+1].pointsBack() {
		if sps := all[k+1].speakers(); len(sps) > 0 {
			return &sps[0]
		}
	}
	const farthest = 3 // sentences
	for n := 1; n <= farthest && k+n < len(all) && quoted[all[k+n].from] && quoted[t.from]; n++ {
		if sps := all[k+n].speakers(); len(sps) > 0 {
			return &sps[len(sps)-1]
		}
	}
	for n := 1; n <= farthest && k-n >= 0 && quoted[t.from] && quoted[all[k-n+1].from]; n++ {
		if sps := all[k-n].said; len(sps) > 0 {
			return &sps[len(sps)-1]
		}
	}
	return nil
}

// pointsBack tells whether the sentence only says who reports what stands before it: "This was announced by the ministry."
func (s *sentence) pointsBack() bool {
	if !s.is(s.from, "words", "this") {
		return false
	}
	return !slices.ContainsFunc(s.between("triggers", s.from, s.to), func(f found) bool { return f.class != "none" })
}

// setOff tells whether a mark of punctuation stands before token i, articles and the like aside.
func (s *sentence) setOff(i int) bool {
	for i--; i > s.from && (s.is(i, "words", "filler", "title", "settlement", "it", "region") || s.doc.tokens[i].upper || s.possessive(i)); i-- {
		if s.lang != "en" {
			break
		}
	}
	return i >= s.from && (s.mark(i) || s.is(i, "speech", classes["speech"]...))
}
