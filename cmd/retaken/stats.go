package main

import (
	"cmp"
	"fmt"
	"time"

	"retaken/internal/geo"
)

type statsCmd struct {
	pictureFlags
	Format string `help:"How to print it: ${enum}." enum:"table,json" default:"table"`
}

// Run prints what the database holds, in numbers.
func (c statsCmd) Run(e *env) error {
	return c.look(e, func(p *picture) error {
		s, err := p.stats()
		if err != nil {
			return err
		}
		if c.Format == "json" {
			return writeJSONL(e.out, s)
		}
		_, err = fmt.Fprint(e.out, s.text(p))
		return err
	})
}

// stats is what a database holds, in numbers.
type stats struct {
	AsOf     any          `json:"as_of"`
	Articles articleStats `json:"articles"`
	Reports  reportStats  `json:"reports"`
	Places   placeStats   `json:"places"`
	Months   []monthStats `json:"months"`
	Names    nameStats    `json:"names"`
}

// tally counts by a word.
type tally map[string]int

// stretch is the time from a first day to a last one.
type stretch struct{ first, last time.Time }

func (s *stretch) add(t time.Time) {
	if t.IsZero() {
		return
	}
	if s.first.IsZero() || t.Before(s.first) {
		s.first = t
	}
	s.last = latest(s.last, t)
}

// MarshalJSON writes both days, null when there are none.
func (s stretch) MarshalJSON() ([]byte, error) {
	return jsonRow{{"first", textOrNull(dayOrEmpty(s.first))}, {"last", textOrNull(dayOrEmpty(s.last))}}.MarshalJSON()
}

type articleStats struct {
	Count     int     `json:"count"`
	Published stretch `json:"published"`
	Undated   int     `json:"undated"`
	Publisher tally   `json:"publisher"`
}

type reportStats struct {
	Count      int     `json:"count"`
	Days       stretch `json:"days"`
	Undated    int     `json:"undated"`
	Kind       tally   `json:"kind"`
	Status     tally   `json:"status"`
	By         tally   `json:"by"`
	SourceSide tally   `json:"source_side"`
	Figures    tally   `json:"figures"`
}

// placeStats counts places on the ground; regions and districts are counted apart.
type placeStats struct {
	Reported int   `json:"with_reports"`
	Baseline int   `json:"baseline_only"`
	Holder   tally `json:"holder"`
	Claims   int   `json:"open_claims"`
	Regions  int   `json:"regions"`
}

type nameStats struct {
	Unknown   mentions `json:"unknown"`
	Ambiguous mentions `json:"ambiguous"`
}

// mentions is how often something is mentioned, and in how many articles.
type mentions struct {
	Times    int `json:"times"`
	Articles int `json:"articles"`
}

func (p *picture) stats() (*stats, error) {
	s := &stats{AsOf: textOrNull(dayOrEmpty(p.asOf)), Months: []monthStats{}}
	if err := p.articleStats(&s.Articles); err != nil {
		return nil, err
	}
	if err := p.reportStats(&s.Reports); err != nil {
		return nil, err
	}
	p.placeStats(s)
	var err error
	if s.Names.Unknown, err = p.open(geo.Unknown); err == nil {
		s.Names.Ambiguous, err = p.open(geo.Ambiguous)
	}
	return s, err
}

// knew tells whether what was published at t counts.
func (p *picture) knew(t time.Time) bool { return p.asOf.IsZero() || !t.After(endOf(p.asOf)) }

func (p *picture) articleStats(s *articleStats) error {
	s.Publisher = tally{}
	for a, err := range p.db.Articles(p.ctx) {
		if err != nil {
			return err
		}
		if !p.knew(a.Published) {
			continue
		}
		s.Count++
		s.Published.add(a.Published)
		if a.Published.IsZero() {
			s.Undated++
		}
		s.Publisher[cmp.Or(a.Source, "unknown")]++
	}
	return nil
}

func (p *picture) reportStats(s *reportStats) error {
	s.Kind, s.Status, s.By, s.SourceSide, s.Figures = tally{}, tally{}, tally{}, tally{}, tally{}
	for r, err := range p.db.Events(p.ctx, geo.Query{}) {
		if err != nil {
			return err
		}
		if !p.knew(r.Source.Published) {
			continue
		}
		s.Count++
		s.Days.add(r.When.Day)
		if r.When.IsZero() {
			s.Undated++
		}
		s.Kind[string(r.Kind)]++
		s.Status[string(r.Status)]++
		s.By[cmp.Or(string(r.By), "unknown")]++
		s.SourceSide[cmp.Or(string(r.Source.Side), "unknown")]++
	}
	for _, g := range p.known.Aggregates() {
		s.Figures[string(g.Type)]++
	}
	return nil
}

func (p *picture) placeStats(s *stats) {
	s.Places.Holder = tally{}
	var months months
	for place, now := range p.known.Snapshot(time.Now()) {
		if !spot(place) {
			s.Places.Regions++
			continue
		}
		s.Places.Holder[string(now.Holder)]++
		if now.Claim != nil {
			s.Places.Claims++
		}
		if len(p.known.Reports(place.ID)) == 0 {
			s.Places.Baseline++
			continue
		}
		s.Places.Reported++
		_, spans, _ := p.known.Timeline(place.ID)
		months.add(place, spans)
	}
	s.Months = append(s.Months, months.sorted()...)
}

// open counts the names in articles that are in a state, as retaken gazetteer unresolved and ambiguous do.
func (p *picture) open(state geo.MentionState) (n mentions, err error) {
	seen := map[int64]bool{}
	for m, err := range p.db.MentionsIn(p.ctx, state) {
		if err != nil {
			return n, err
		}
		if !p.knew(m.Article.Published) || state == geo.Ambiguous && len(m.Candidates) < 2 {
			continue
		}
		n.Times++
		seen[m.Article.ID] = true
	}
	n.Articles = len(seen)
	return n, nil
}
