// Package extract reads an article and says which places changed hands, in whose favour, when and
// according to whom, and why it thinks so.
//
// The words that the rules look for are data (data/lexicon, one folder a language); how they combine is
// code, one idea a file: tokens and sentences (token.go, sentence.go), place names (mention.go), what only looks like one
// (notplace.go and the files it names), which place a name means (qualify.go, resolve.go), ways of saying that something
// changed (construction.go, match.go), clauses and what a trigger governs (clause.go, args.go, list.go, coref.go), who acts
// (actor.go), who says so (attribution.go), when (date.go), how much (number.go), how far it can be relied on (status.go), and
// what follows from it all (rules.go). explain.go shows the working.
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
const version = 7

// Extractor reads articles. It is immutable and safe to share.
type Extractor struct {
	lexicon   *Lexicon
	gazetteer *geo.Gazetteer
	theatre   geo.Theatre
	grammar   string
}

// New makes an extractor of a lexicon and a gazetteer. What is known of the theatre helps to tell places of one name apart.
func New(l *Lexicon, g *geo.Gazetteer, theatre geo.Theatre) *Extractor {
	return &Extractor{l, g, theatre, fmt.Sprintf("%d-%s-%s", version, l.sum, theatre.Fingerprint())}
}

// Rules is the fingerprint of what the extractor is made of and of the code: readings with the same one
// are the same.
func (x *Extractor) Rules() string { return x.Grammar() + "-" + x.gazetteer.Fingerprint() }

// Grammar is the part of Rules that does not depend on the gazetteer, which editors change.
func (x *Extractor) Grammar() string { return x.grammar }

// Read reads an article. Offsets are bytes of a.Text.
func (x *Extractor) Read(a news.Article) geo.Reading {
	_, r := x.read(a)
	return r
}

func (x *Extractor) read(a news.Article) (*document, geo.Reading) {
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
	return d, r
}

// report is the mention as the outside sees it.
func (m *mention) report(text string) geo.Mention {
	out := geo.Mention{Span: m.span, Surface: text[m.span.Start:m.span.End], State: geo.Ambiguous}
	if m.place != nil {
		out.State, out.Place, out.Corrected = geo.Resolved, m.place.ID, m.corrected
		return out
	}
	if m.corrected {
		out.State = geo.Unknown // nothing around it bears a similar name out
		return out
	}
	for _, c := range m.candidates {
		out.Candidates = append(out.Candidates, c.Place.ID)
	}
	return out
}

// unknown finds capitalised words that stand where a place would, but that the gazetteer does not have:
// after a word for a kind of place ("the village of X") or as the object of a trigger ("liberated X").
func (x *Extractor) unknown(s *sentence) []geo.Mention {
	var out []geo.Mention
	for i := s.from + 1; i < s.to; i++ {
		if !s.nameless(i) || !s.wantsPlace(i) {
			continue
		}
		to := i + 1
		if to < s.to && s.nameless(to) { // "Velyka Qwertivka"
			to++
		}
		span := s.doc.span(i, to)
		out = append(out, geo.Mention{Span: span, Surface: s.doc.article.Text[span.Start:span.End], State: geo.Unknown})
		i = to - 1
	}
	return out
}

// nameless tells whether token i is a capitalised word that neither the gazetteer nor the lexicon knows.
func (s *sentence) nameless(i int) bool {
	const shortest = 4 // letters
	t := s.doc.tokens[i]
	return t.kind == word && t.upper && t.gap == space && len([]rune(t.fold)) >= shortest && !s.named(i) && !s.known(i)
}

// wantsPlace tells whether what stands before token i calls for the name of a place.
func (s *sentence) wantsPlace(i int) bool {
	if t, ok := s.at("triggers", i-1); ok {
		return t.class == "regain" || t.class == "take" || t.class == "lose"
	}
	f, ok := s.at("words", i-1)
	if !ok {
		return false
	}
	if s.lang == "en" { // English says "the village of X"; the others put the name right behind the word.
		return s.doc.tokens[i-1].fold == "of" && (f.class == "settlement" || f.class == "of" && s.is(i-2, "words", "settlement"))
	}
	return f.class == "settlement"
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
