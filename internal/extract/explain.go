package extract

import (
	"slices"

	"retaken/internal/geo"
	"retaken/internal/news"
)

// Explanation is what the rules saw in an article, sentence by sentence, and what they made of it.
type Explanation struct {
	Voice     geo.Side // whose voice the article itself is, NoSide for a neutral one
	Sentences []Seen
	Reading   geo.Reading
}

// Seen is one sentence. Its parts are in the order of the text.
type Seen struct {
	geo.Span
	Lang     string
	Phrases  []Phrase
	Names    []Name
	Triggers []Trigger
	Speakers []Speaker
	Dates    []Dated
}

// Phrase is something that the lexicon knows.
type Phrase struct {
	geo.Span
	File, Class, Arg string
}

// Name is a name of the gazetteer, or one like it.
type Name struct {
	geo.Span
	Place      *geo.Place // nil when it is none here, or when the text does not decide
	Candidates []Weight   // likeliest first
	NoPlace    string     // why it is no place here: "org", "person" …
	Lacking    bool       // the gazetteer has only a stray place of that name
	Corrected  bool       // misspelt by a letter
	Relation   string     // class of the preposition that governs it, "" when it stands bare
}

// Weight is a place that a name may mean and how well it fits. Only the order and the distance between scores mean
// something. The score is 0 where nothing had to be weighed.
type Weight struct {
	Place *geo.Place
	Score float64
}

// Trigger is a phrase that may tell of a change of control.
type Trigger struct {
	Phrase
	Why    string      // why it made no event, or not one of every place; "" when it did
	Events []geo.Event // what it made, as in the reading
}

// Speaker is an attribution.
type Speaker struct {
	geo.Span
	Verb geo.Span // the word of speech
	Side geo.SourceSide
	How  string // say, admit, deny, assess, confirm
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
	for _, s := range d.sentences {
		e.Sentences = append(e.Sentences, s.seen(r.Events))
	}
	return e
}

func (s *sentence) seen(events []geo.Event) Seen {
	d := s.doc
	out := Seen{Span: d.span(s.from, s.to), Lang: s.lang}
	for _, f := range s.finds {
		out.Phrases = append(out.Phrases, s.phrase(f))
	}
	for i := range s.mentions {
		m := &s.mentions[i]
		n := Name{Span: m.span, Place: m.place, NoPlace: m.notPlace, Lacking: m.lacking, Corrected: m.corrected, Relation: m.prep}
		for _, w := range m.weighed {
			n.Candidates = append(n.Candidates, Weight{w.place, w.score})
		}
		if m.weighed == nil {
			for _, c := range m.candidates {
				n.Candidates = append(n.Candidates, Weight{Place: c.Place})
			}
		}
		out.Names = append(out.Names, n)
	}
	for _, f := range s.firings {
		t := Trigger{Phrase: s.phrase(f.found), Why: f.why}
		for _, e := range events {
			if slices.Contains(f.refs, e.Ref) {
				t.Events = append(t.Events, e)
			}
		}
		out.Triggers = append(out.Triggers, t)
	}
	for _, sp := range s.said {
		out.Speakers = append(out.Speakers, Speaker{Span: d.span(sp.from, sp.to), Verb: d.span(sp.verb, sp.verb+1), Side: sp.side, How: sp.speech})
	}
	for _, w := range s.dated {
		out.Dates = append(out.Dates, Dated{Span: d.span(w.from, w.to), Date: w.date})
	}
	return out
}

func (s *sentence) phrase(f found) Phrase {
	return Phrase{Span: s.doc.span(f.from, f.to), File: f.file, Class: f.class, Arg: f.arg}
}
