package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"retaken/internal/geo"
	"retaken/internal/news"
)

type extractCmd struct {
	articleFlags
}

// Run prints one JSON object for each article.
func (c extractCmd) Run(e *env) error {
	articles, err := c.read(e)
	if err != nil {
		return err
	}
	x, g, err := e.extractor(shipped())
	if err != nil {
		return err
	}
	w := bufio.NewWriter(e.out)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	bad := 0
	for a, err := range articles {
		if problem := (*news.Problem)(nil); errors.As(err, &problem) {
			fmt.Fprintf(e.err, "retaken: %v\n", err)
			bad++
			continue
		}
		if err != nil {
			return err
		}
		if err := enc.Encode(outputOf(g, x.Read(a))); err != nil {
			return fmt.Errorf("writing: %w", err)
		}
		if e.ctx.Err() != nil {
			return errors.Join(w.Flush(), e.ctx.Err())
		}
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("writing: %w", err)
	}
	if bad > 0 {
		return errReported
	}
	return nil
}

// output is the reading of one article as "extract" prints it. Offsets are bytes of the UTF-8 text.
type output struct {
	ID         string            `json:"id"`
	Places     []outputPlace     `json:"places"`
	Events     []outputEvent     `json:"events"`
	Aggregates []outputAggregate `json:"aggregates"`
	Unresolved []outputName      `json:"unresolved"`
}

type outputPlace struct {
	Start   int     `json:"start"`
	End     int     `json:"end"`
	Surface string  `json:"surface"`
	Place   string  `json:"place"`
	Lat     float64 `json:"lat"`
	Lon     float64 `json:"lon"`
	Kind    string  `json:"kind"`

	Corrected bool `json:"corrected,omitempty"` // misspelt in the text
}

type outputEvent struct {
	Place         string  `json:"place"`
	Lat           float64 `json:"lat"`
	Lon           float64 `json:"lon"`
	PlaceKind     string  `json:"place_kind"`
	Kind          string  `json:"kind"`
	By            string  `json:"by"`
	From          string  `json:"from"`
	Date          *string `json:"date"`
	DatePrecision *string `json:"date_precision"`
	DateBasis     *string `json:"date_basis"`
	Status        string  `json:"status"`
	Source        *string `json:"source"`
	SourceSide    string  `json:"source_side"`
	Evidence      [2]int  `json:"evidence"`
	Standing      bool    `json:"standing,omitempty"`
	Background    bool    `json:"background"`
	Rule          string  `json:"rule"`
	Confidence    float64 `json:"confidence"`
}

type outputAggregate struct {
	Type      string  `json:"type"`
	Value     float64 `json:"value"`
	Qualifier *string `json:"qualifier"`
	Place     *string `json:"place"`
	By        string  `json:"by"`
	Status    string  `json:"status"`
	Source    *string `json:"source"`
	Evidence  [2]int  `json:"evidence"`
}

type outputName struct {
	Start      int      `json:"start"`
	End        int      `json:"end"`
	Surface    string   `json:"surface"`
	State      string   `json:"state"`
	Candidates []string `json:"candidates"`
}

func outputOf(g *geo.Gazetteer, r geo.Reading) output {
	out := output{ID: r.Article, Places: []outputPlace{}, Events: []outputEvent{}, Aggregates: []outputAggregate{}, Unresolved: []outputName{}}
	for _, m := range r.Mentions {
		if p, ok := g.Place(m.Place); ok {
			out.Places = append(out.Places, outputPlace{m.Start, m.End, m.Surface, p.Name, p.Lat(), p.Lon(), string(p.Kind), m.Corrected})
			continue
		}
		n := outputName{Start: m.Start, End: m.End, Surface: m.Surface, State: string(m.State), Candidates: []string{}}
		for _, id := range m.Candidates {
			if p, ok := g.Place(id); ok {
				n.Candidates = append(n.Candidates, p.Ref)
			}
		}
		out.Unresolved = append(out.Unresolved, n)
	}
	for _, e := range r.Events {
		p, _ := g.Place(e.Place)
		o := outputEvent{
			Place: p.Name, Lat: p.Lat(), Lon: p.Lon(), PlaceKind: string(p.Kind),
			Kind: string(e.Kind), By: string(e.By), From: string(e.From), Status: string(e.Status),
			Source: orNull(e.Source.Attribution), SourceSide: string(e.Source.Side),
			Evidence: [2]int{e.Source.Evidence.Start, e.Source.Evidence.End}, Standing: e.Standing, Background: e.Background,
			Rule: e.Source.Rule, Confidence: e.Source.Confidence,
		}
		if !e.When.IsZero() {
			o.Date = orNull(e.When.Day.Format(time.DateOnly))
			o.DatePrecision, o.DateBasis = orNull(string(e.When.Precision)), orNull(string(e.When.Basis))
		}
		out.Events = append(out.Events, o)
	}
	for _, a := range r.Aggregates {
		p, _ := g.Place(a.Place)
		out.Aggregates = append(out.Aggregates, outputAggregate{
			string(a.Type), a.Value, orNull(a.Qualifier), orNull(p.Name), string(a.By), string(a.Status),
			orNull(a.Source.Attribution),
			[2]int{a.Source.Evidence.Start, a.Source.Evidence.End},
		})
	}
	return out
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
