package extract

import (
	"slices"

	"retaken/internal/geo"
	"retaken/internal/news"
)

// Explanation is what the rules saw in an article, sentence by sentence, and what they made of it.
type Explanation struct {
	Voice      geo.Side   // whose voice the article itself is, NoSide for a neutral one
	VoiceBy    string     // what tells: "source", "title", "words", or "names" that only one side still uses; "" for a neutral voice
	VoiceWords []geo.Span // the words by which the text speaks as a side
	Sentences  []Seen
	Reading    geo.Reading
}

// Seen is one sentence. Its parts are in the order of the text.
type Seen struct {
	geo.Span
	Lang     string // of the lexicon that it was read by
	Phrases  []Phrase
	Names    []Name
	Triggers []Trigger
	Speakers []Speaker
	Dates    []Dated
	Figures  []geo.Aggregate
}

// Phrase is something that the lexicon knows.
type Phrase struct {
	geo.Span
	File, Class, Arg string
}

// Name is a name of the gazetteer, or one like it, or a word that stands where a name would.
type Name struct {
	geo.Span
	Place      *geo.Place // nil when it is none here, or when the text does not decide
	Candidates []Weight   // likeliest first; none where the gazetteer lacks the name
	Reasons    []Reason   // what speaks for the first candidate against the second, the strongest first
	NoPlace    string     // why it is no place here: "organisation", "person" …
	Lacking    bool       // the gazetteer has only a stray place of that name
	Corrected  bool       // misspelt by a letter
	Relation   string     // class of the preposition that governs it, "" when it stands bare
	Apart      bool       // no event can be about it: a country, a river, a place far from the war, the "Kyiv" of "Kyiv-based"
}

// Trigger is a phrase that may tell of a change of control, or, of the class "none", one that only looks like it.
type Trigger struct {
	Phrase
	Why     string      // why it made no event, or not one of every place; "" when it did
	Blocker geo.Span    // the word for that, empty where it is not one word
	Events  []geo.Event // what it made, as in the reading
}

// Speaker is an attribution.
type Speaker struct {
	geo.Span
	Verb     geo.Span // the words of speech, or a colon
	Side     geo.SourceSide
	How      string // say, admit, deny, assess, confirm
	Local    bool   // of the side that the place belongs to, unless Side says more
	Stranger bool   // not in the lexicon
}

// Dated is an expression of time and what it means.
type Dated struct {
	geo.Span
	Date geo.Date
}

// Explain reads an article as Read does and shows its working.
func (x *Extractor) Explain(a news.Article) Explanation {
	d, r := x.read(a)
	e := Explanation{Voice: d.voice, Reading: r}
	e.VoiceBy, e.VoiceWords = x.voiceReason(d)
	w := x.weigher(d)
	for _, s := range d.sentences {
		seen := s.seen(r, w)
		for _, m := range x.unknown(s) {
			seen.Names = append(seen.Names, Name{Span: m.Span})
		}
		seen.Names = append(seen.Names, x.swallowed(s)...)
		slices.SortStableFunc(seen.Names, func(a, b Name) int { return a.Start - b.Start })
		e.Sentences = append(e.Sentences, seen)
	}
	return e
}

func (s *sentence) seen(r geo.Reading, w weigher) Seen {
	d := s.doc
	out := Seen{Span: d.span(s.from, s.to), Lang: s.lang}
	for _, f := range s.finds {
		out.Phrases = append(out.Phrases, s.phrase(f))
	}
	for i := range s.mentions {
		out.Names = append(out.Names, w.name(&s.mentions[i]))
	}
	for _, f := range s.firings {
		t := Trigger{Phrase: s.phrase(f.found), Why: f.why, Blocker: s.blocker(f)}
		for _, e := range r.Events {
			if slices.Contains(f.refs, e.Ref) {
				t.Events = append(t.Events, e)
			}
		}
		out.Triggers = append(out.Triggers, t)
	}
	for _, f := range s.lookalikes() {
		out.Triggers = append(out.Triggers, Trigger{Phrase: s.phrase(f), Why: "none"})
	}
	slices.SortStableFunc(out.Triggers, func(a, b Trigger) int { return a.Start - b.Start })
	for _, sp := range s.said {
		verb, ok := s.at("speech", sp.verb)
		if !ok {
			verb.from, verb.to = sp.verb, sp.verb+1 // a colon
		}
		out.Speakers = append(out.Speakers, Speaker{
			Span: d.span(sp.from, sp.to), Verb: d.span(verb.from, verb.to), Side: sp.side, How: sp.speech, Local: sp.local, Stranger: sp.stranger,
		})
	}
	for _, w := range s.dated {
		out.Dates = append(out.Dates, Dated{Span: d.span(w.from, w.to), Date: w.date})
	}
	for _, a := range r.Aggregates {
		if out.Start <= a.Source.Evidence.Start && a.Source.Evidence.Start < out.End {
			out.Figures = append(out.Figures, a)
		}
	}
	return out
}

func (s *sentence) phrase(f found) Phrase {
	return Phrase{Span: s.doc.span(f.from, f.to), File: f.file, Class: f.class, Arg: f.arg}
}

// lookalikes are the phrases and constructions that the lexicon says are no trigger.
func (s *sentence) lookalikes() []found {
	var out []found
	for _, m := range s.matches {
		if m.class == "none" {
			out = append(out, m.found)
		}
	}
	for _, f := range s.finds {
		if f.file == "triggers" && f.class == "none" && !slices.ContainsFunc(s.matches, func(m match) bool { return m.covers(f) }) {
			out = append(out, f)
		}
	}
	return out
}

// swallowed are the names of the gazetteer that are part of a longer one in the sentence, which the gazetteer lacks.
func (x *Extractor) swallowed(s *sentence) []Name {
	var out []Name
	at := s.doc.span(s.from, s.to)
	for hit := range x.gazetteer.Scan(s.doc.article.Text[at.Start:at.End]) {
		n := Name{Span: geo.Span{Start: at.Start + hit.Start, End: at.Start + hit.End}, NoPlace: longer}
		if slices.ContainsFunc(s.mentions, func(m mention) bool { return m.span.Start < n.End && n.Start < m.span.End }) {
			continue
		}
		for _, c := range hit.Candidates {
			n.Candidates = append(n.Candidates, Weight{Place: c.Place})
		}
		out = append(out, n)
	}
	return out
}

// blocker is the word by which a trigger was blocked: the first of its class not far before it, or else behind it, see
// blocked.
func (s *sentence) blocker(f firing) (at geo.Span) {
	const window = 7
	cs := s.clauses()
	c := cs[around(cs, f.from)]
	switch f.why {
	case "not", "modal", "still", "rival":
		for _, cue := range s.between("cues", max(c.from, f.from-window), c.to) {
			if inside := cue.from >= f.from && cue.to <= f.to; cue.class == f.why && !inside {
				return s.doc.span(cue.from, cue.to)
			}
		}
	case "time":
		if w, ok := s.at("words", c.from); ok {
			at = s.doc.span(w.from, w.to)
		}
	}
	return at
}

// voiceReason is what tells whose voice an article is, see voiceOf.
func (x *Extractor) voiceReason(d *document) (by string, words []geo.Span) {
	switch {
	case d.voice == geo.NoSide:
		return "", nil
	case x.sideOfName(d.article.Source) != geo.NoSide:
		return "source", nil
	case x.sideOfName(d.article.Title) != geo.NoSide:
		return "title", nil
	}
	by = "names"
	quoted := d.quotation()
	for _, s := range d.sentences {
		for _, f := range s.finds {
			if f.file != "cues" || f.class != "ours" || quoted[f.from] {
				continue
			}
			if f.arg == string(d.voice) {
				by = "words"
			}
			if f.arg == string(d.voice) || f.arg == "" {
				words = append(words, d.span(f.from, f.to))
			}
		}
	}
	return by, words
}
