package web

import (
	"bytes"
	"cmp"
	"fmt"
	html "html/template"
	"slices"
	"time"

	"retaken/internal/atlas"
	"retaken/internal/explain"
	"retaken/internal/geo"
)

// week is the last week in which anything changed, as a plain list for those who run no scripts.
type week struct {
	First, Last string // its days
	From, To    string // the days of the comparison that lists all of it
	Changes     []weekChange
	More        int // changes that are not listed
	Copy        bool
	Ends        string // what the address of a page ends with
}

type weekChange struct {
	Place, Uk, What, Quote, Lang, Publisher, Published, Whose string
	ID                                                        geo.PlaceID
	Article                                                   geo.ArticleID
	Event                                                     geo.EventID
}

// Bounds of the list, which everybody is sent, also those who see the map.
const (
	maxListed = 15
	maxQuoted = 240 // letters of a quote
)

// plainWeek is the list as HTML, with addresses relative to the root. It is made once for a revision.
func (s *Server) plainWeek(a *atlas.Atlas) ([]byte, error) {
	if w := s.week.Load(); w != nil && w.store == a.Store && w.revision == a.Revision {
		return w.html, nil
	}
	w := lastWeek(a)
	if s.Copy {
		w.Copy, w.Ends = true, ".html"
	}
	var b bytes.Buffer
	if err := weekPart.Execute(&b, w); err != nil {
		return nil, fmt.Errorf("listing what changed last: %w", err)
	}
	s.week.Store(&madeWeek{a.Store, a.Revision, b.Bytes()})
	return b.Bytes(), nil
}

// madeWeek is the list of one revision.
type madeWeek struct {
	store    string
	revision int64
	html     []byte
}

// lastWeek is what differs between the end of the last day with a change and the end of that day a week before.
func lastWeek(a *atlas.Atlas) week {
	last, ok := a.LastChange()
	if !ok {
		return week{}
	}
	end := func(day time.Time) time.Time { return day.AddDate(0, 0, 1).Add(-time.Nanosecond) }
	before := last.AddDate(0, 0, -7)
	all := a.Diff(end(before), end(last))
	slices.SortStableFunc(all, func(a, b geo.Difference) int {
		return cmp.Or(b.To.Valid.Start.Compare(a.To.Valid.Start), cmp.Compare(a.Place.Name, b.Place.Name))
	})
	w := week{
		First: explain.LongDay(before.AddDate(0, 0, 1)), Last: explain.LongDay(last),
		From: before.Format(time.DateOnly), To: last.Format(time.DateOnly), More: max(0, len(all)-maxListed),
	}
	for _, d := range all[:min(len(all), maxListed)] {
		e := d.Decisive
		c := weekChange{
			Place: explain.Plain(d.Place.Name), Uk: explain.Plain(d.Place.NameUk), What: bothStates(d), Quote: shortened(explain.Plain(e.Source.Quote)),
			Publisher: explain.Plain(e.Source.Publisher), Published: explain.LongDay(e.Source.Published), Whose: explain.WhoseWord(e.Source),
			ID: d.Place.ID, Article: e.Source.ArticleID, Event: e.ID,
		}
		if read, ok := a.Article(c.Article); ok {
			c.Lang = read.Lang
		}
		w.Changes = append(w.Changes, c)
	}
	return w
}

// bothStates says what was and what is.
func bothStates(d geo.Difference) string {
	words := explain.HeldBy(d.To.Holder, d.Place)
	switch {
	case d.From.Holder != d.To.Holder:
		words = explain.HeldBy(d.From.Holder, d.Place) + " → " + words
		if since := explain.Since(d.To); since != "" {
			words += " since " + since
		}
	case d.To.Holder != geo.HolderUnknown:
		words = "still " + words
	}
	switch {
	case d.To.Claim != nil:
		words += ", " + explain.OpenClaim(d.To.Claim)
	case d.From.Claim != nil && d.From.Holder == d.To.Holder:
		words += ", no longer claimed by " + explain.SideName(d.From.Claim.By)
	}
	return words
}

func shortened(quote string) string {
	if r := []rune(quote); len(r) > maxQuoted {
		return string(r[:maxQuoted]) + "…"
	}
	return quote
}

var weekPart = html.Must(html.New("").Parse(`{{if .Last}}<h2>What changed from {{.First}} to {{.Last}}</h2>
<ol>
{{range .Changes}}<li><p><a href="places/{{.ID}}{{$.Ends}}">{{.Place}}</a>{{with .Uk}} <span lang="uk">{{.}}</span>{{end}}: {{.What}}.</p>
<blockquote{{with .Lang}} lang="{{.}}"{{end}}><bdi>{{.Quote}}</bdi></blockquote>
<p><small>{{with .Publisher}}<bdi>{{.}}</bdi>{{else}}Publisher not named{{end}}{{with .Published}}, published {{.}}{{end}}; <bdi>{{.Whose}}</bdi>.{{if .Article}} <a href="articles/{{.Article}}{{$.Ends}}#event-{{.Event}}">The sentence in its article</a>{{end}}</small></p></li>
{{else}}<li>No place changed hands for good.</li>
{{end}}</ol>
<p>{{if .Copy}}{{with .More}}{{.}} more changes, and all {{else}}All {{end}}that is known, <a href="data/index.html">as files</a>.{{else}}<a href="diff?from={{.From}}&amp;to={{.To}}&amp;f=html">{{if .More}}{{.More}} more changes, and the ground{{else}}These changes on a map, with the ground{{end}}</a>; <a href="diff?from={{.From}}&amp;to={{.To}}&amp;f=json">all of it as GeoJSON</a>.{{end}}</p>
{{end}}`))
