// Package extract reads an article and says which places changed hands, in whose favour, when and
// according to whom, and why it thinks so.
//
// The words that the rules look for are data (data/lexicon, one folder a language); how they combine is
// code, one idea a file: tokens and sentences (token.go, sentence.go), place names (mention.go,
// resolve.go), clauses and what a trigger governs (clause.go, args.go, coref.go), who acts (actor.go), who says so
// (attribution.go), when (date.go), how much (number.go), how far it can be relied on (status.go), and
// what follows from it all (rules.go).
//
// The package has no clock, no I/O and no randomness: the same article, lexicon and gazetteer give the
// same events.
package extract

import (
	"fmt"

	"retaken/internal/geo"
	"retaken/internal/news"
)

// version is part of the fingerprint of the rules. It grows when code changes what is read.
const version = 1

// Extractor reads articles. It is immutable and safe to share.
type Extractor struct {
	lexicon   *Lexicon
	gazetteer *geo.Gazetteer
}

// New makes an extractor of a lexicon and a gazetteer.
func New(l *Lexicon, g *geo.Gazetteer) *Extractor { return &Extractor{l, g} }

// Rules is the fingerprint of lexicon, gazetteer and code: readings with the same one are the same.
func (x *Extractor) Rules() string {
	return fmt.Sprintf("%d-%s-%s", version, x.lexicon.sum, x.gazetteer.Fingerprint())
}

// Read reads an article. Offsets are bytes of a.Text.
func (x *Extractor) Read(a news.Article) geo.Reading {
	d := x.cut(a)
	x.mentions(d)
	x.resolve(d)
	d.voice = x.voiceOf(d)
	r := geo.Reading{Article: a.Ref, Rules: x.Rules()}
	r.Events, r.Aggregates = x.events(d)
	for _, s := range d.sentences {
		for i := range s.mentions {
			if m := &s.mentions[i]; m.notPlace == "" {
				r.Mentions = append(r.Mentions, m.report(a.Text))
			}
		}
		r.Mentions = append(r.Mentions, x.unknown(s)...)
	}
	return r
}

// report is the mention as the outside sees it.
func (m *mention) report(text string) geo.Mention {
	out := geo.Mention{Span: m.span, Surface: text[m.span.Start:m.span.End], State: geo.Ambiguous}
	if m.place != nil {
		out.State, out.Place = geo.Resolved, m.place.ID
		return out
	}
	for _, c := range m.candidates {
		out.Candidates = append(out.Candidates, c.Place.ID)
	}
	return out
}

// unknown finds capitalised words that stand where a place would, but that the gazetteer does not have:
// after a word for a kind of place ("the village of X").
func (x *Extractor) unknown(s *sentence) []geo.Mention {
	var out []geo.Mention
	toks := s.doc.tokens
	for i := s.from + 1; i < s.to; i++ {
		t := toks[i]
		if t.kind != word || !t.upper || t.gap != space || s.named(i) || len([]rune(t.fold)) < 4 {
			continue
		}
		if s.is(i, "actors", "UA", "RU") || s.is(i, "words", "org", "title", "first", "region") || s.is(i, "speakers", classes["speakers"]...) {
			continue
		}
		// English says "the village of X"; the others put the name right behind the word.
		if f, ok := s.at("words", i-1); !ok || f.class != "settlement" && !(f.class == "of" && s.is(i-2, "words", "settlement")) ||
			s.lang == "en" && toks[i-1].fold != "of" {
			continue
		}
		to := i + 1
		for to < s.to && to < i+2 && toks[to].kind == word && toks[to].upper && toks[to].gap == space && !s.named(to) {
			to++
		}
		span := s.doc.span(i, to)
		out = append(out, geo.Mention{Span: span, Surface: s.doc.article.Text[span.Start:span.End], State: geo.Unknown})
		i = to - 1
	}
	return out
}

// named tells whether token i is part of a name that the gazetteer knows.
func (s *sentence) named(i int) bool {
	for k := range s.mentions {
		if m := &s.mentions[k]; m.from <= i && i < m.to {
			return true
		}
	}
	return false
}
