package web

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"retaken/internal/atlas"
	"retaken/internal/explain"
	"retaken/internal/geo"
)

// placePage is the data of the page of a place.
type placePage struct {
	Uk       string
	Names    []placeName
	Facts    string // kind, where it lies, inhabitants
	Position string
	On       string // the day asked for, "" for now
	AsKnown  string // the day as known on, "" for now
	State    legend
	Since    string
	Footing  string
	Claim    string
	Map      *picture
	Form     *asking
	Ways     []crumb
	Why      []placeReport // what the state rests on
	Other    []placeReport // what other states rest on
	LeftOut  []placeReport
	Spans    []placeSpan // the latest first
	More     int         // reports that are not shown
	All      string      // where all are
}

type placeName struct{ Text, Lang, Note string }

// placeReport is a report as the page of its place tells it.
type placeReport struct {
	articleReport
	Lang, Publisher, Title, URL, Published, Evidence string
}

// placeSpan is a time during which the state of a place did not change.
type placeSpan struct {
	Days, Words, Class, Footing, Claim string
	Reports                            []geo.EventID // that are on the page
	Now                                bool          // it is the one that is told of
}

// Bounds of what the page of a place tells.
const (
	maxReports = 200 // of one kind
	maxWeighed = 500 // reports of a place of which it is worked out why they are left out
)

// placePage is the page of a place; programs are sent to the place as a feature.
func (s *Server) placePage(c echo.Context) error {
	r := c.Request()
	p, err := parseParams(r.URL.RawQuery)
	if err != nil {
		return err
	}
	as, err := negotiate(p, r.Header.Get(echo.HeaderAccept), []form{asHTML, asGeoJSON})
	if err != nil {
		return err
	}
	if as.media == asHTML.media {
		return s.resource(s.place, asHTML, asGeoJSON)(c)
	}
	address := s.base(r) + "/collections/" + atlas.Places + "/items/" + url.PathEscape(c.Param("placeId"))
	if r.URL.RawQuery != "" {
		address += "?" + r.URL.RawQuery
	}
	c.Response().Header().Set(echo.HeaderVary, "Accept, Accept-Encoding")
	return c.Redirect(http.StatusSeeOther, address)
}

// place is who holds a place, why the map says so, and what was ever reported of it.
func (s *Server) place(v *visit) (*document, error) {
	given := v.Param("placeId")
	when, err := v.datetime()
	if err != nil {
		return nil, err
	}
	whole := v.atlas
	if err := v.asOf(); err != nil {
		return nil, err
	}
	number, err := strconv.ParseInt(given, 10, 64)
	id := geo.PlaceID(number)
	place, spans, ok := v.atlas.Timeline(id)
	if err != nil || !ok || strconv.FormatInt(number, 10) != given {
		if v.atlas.Withdrawn(atlas.Places, number) {
			return nil, &problem{Status: http.StatusGone, Detail: fmt.Sprintf("place %s was withdrawn; /changes tells of what is there in its place", quoted(given))}
		}
		return nil, fmt.Errorf("place %s: %w", quoted(given), geo.ErrNotFound)
	}
	links := append(
		v.self(mediaGeoJSON),
		link{v.href("/places/" + given), "canonical", mediaHTML, "The page of this place"},
		link{v.href("/collections/" + atlas.Places), "collection", mediaJSON, "All places"},
	)
	links[1].Title = "The place as GeoJSON"
	if len(spans) > 0 {
		at := v.href("/collections/" + atlas.Control + "/items/" + given)
		links = append(links,
			link{at, "describedby", mediaGeoJSON, "Who holds it, as GeoJSON"},
			link{at + "/versions", "version-history", mediaGeoJSON, "Every state of the place, as GeoJSON"},
		)
	}
	return &document{links: links, large: true, body: func(b []byte) ([]byte, error) {
		p := placePage{
			Uk: explain.Plain(place.NameUk), Names: namesOf(place), Position: position(place.Point),
		}
		if !v.copy {
			p.Form = v.form("Show", control{Name: "datetime", Label: "State on", Type: "date"}, askAsOf)
			p.All = v.href("/collections/" + atlas.Events + "/items?f=html&place_id=" + given)
		}
		p.Facts = capital(v.lies(place))
		state, at := geo.Control{Place: id, Holder: geo.HolderUnknown, Previous: geo.HolderUnknown, Footing: geo.OnNothing}, -1
		on := time.Time{}
		if when != nil && !when.End.IsZero() {
			on = when.End.Add(-time.Nanosecond)
			p.On = explain.LongDay(on)
		}
		for i, c := range spans {
			if on.IsZero() || !c.Valid.Start.After(on) {
				state, at = c, i
			}
		}
		if span, ok, _ := v.momentOf("as-of"); ok {
			p.AsKnown = explain.LongDay(span.End.Add(-time.Nanosecond))
		}
		known := v.atlas.Reports(id)
		p.tell(v, place, state, known)
		p.reports(v, place, spans, at, whole.Reports(id), known)
		row := geo.Row{Place: &place, State: &state}
		look := lookOf(func(name string) any {
			if i := fieldOf(geo.ControlFields, name); i >= 0 {
				return row.Value(i)
			}
			return nil
		})
		p.State = legend{Class: classes[string(state.Holder)], Words: inItsCountry(holders[string(state.Holder)], place.Oblast)}
		p.Map = s.outline().draw("Map: "+said(place.Name, look), []sketch{{geometry: place.Point, look: look, title: said(place.Name, look)}}, nil)
		p.Ways = v.waysOfPlace(given, on, len(spans) > 0)
		return s.page(v, "place", explain.Plain(place.Name), p, links).body(b)
	}}, nil
}

// tell says who holds the place.
func (p *placePage) tell(v *visit, place geo.Place, state geo.Control, known []geo.Event) {
	p.Since, p.Claim = explain.Since(state), explain.OpenClaim(state.Claim)
	if state.Footing == geo.OnNothing && state.Claim == nil && state.Holder != geo.HolderUnknown {
		p.Footing = "no report tells of it: it is on that side's land by international recognition"
		return
	}
	p.Footing = footing(state, known)
}

// footing says what a holder rests on. One text may say it in several sentences.
func footing(c geo.Control, known []geo.Event) string {
	words := explain.Footing(c, known)
	if n := len(c.Because); n > explain.Stories(known, c.Because) {
		words += fmt.Sprintf(", in %d sentences", n)
	}
	return words
}

// reports sorts the reports of the place by what rests on them, and lists its states.
func (p *placePage) reports(v *visit, place geo.Place, spans []geo.Control, at int, all, known []geo.Event) {
	decides, used := map[geo.EventID]bool{}, map[geo.EventID]bool{}
	for i, c := range spans {
		for _, id := range explain.RestsOn(c) {
			used[id] = true
			decides[id] = decides[id] || i == at
		}
	}
	shown := map[geo.EventID]bool{}
	view := func(e geo.Event, because string) placeReport {
		shown[e.ID] = true
		return v.reportOf(place, e, because)
	}
	add := func(list *[]placeReport, e geo.Event, because string) {
		if len(*list) == maxReports {
			p.More++
			return
		}
		*list = append(*list, view(e, because))
	}
	for _, e := range known {
		if decides[e.ID] {
			add(&p.Why, e, "")
		}
	}
	for _, e := range slices.Backward(known) { // the latest first
		if used[e.ID] && !decides[e.ID] {
			add(&p.Other, e, "")
		}
	}
	slices.SortStableFunc(p.Why, func(a, b placeReport) int { // the surest first
		return cmp.Compare(slices.Index(geo.Statuses, a.Status), slices.Index(geo.Statuses, b.Status))
	})
	for _, o := range leftOut(all, known, spans) {
		add(&p.LeftOut, o.Event, o.Why)
	}
	for i, c := range slices.Backward(spans) {
		span := placeSpan{
			Days: capital(explain.Days(c.Valid)), Words: inItsCountry(holders[string(c.Holder)], place.Oblast), Class: classes[string(c.Holder)],
			Footing: footing(c, known), Claim: explain.OpenClaim(c.Claim), Now: i == at,
		}
		for _, id := range explain.RestsOn(c) {
			if shown[id] {
				span.Reports = append(span.Reports, id)
			}
		}
		p.Spans = append(p.Spans, span)
	}
}

// leftOut are the reports that the timeline does not rest on; of very many it does not say why.
func leftOut(all, known []geo.Event, spans []geo.Control) []explain.Omission {
	if len(all) <= maxWeighed {
		return explain.LeftOut(all, known, spans)
	}
	used := map[geo.EventID]bool{}
	for _, c := range spans {
		for _, id := range explain.RestsOn(c) {
			used[id] = true
		}
	}
	var out []explain.Omission
	for _, e := range all {
		if !used[e.ID] {
			out = append(out, explain.Omission{Event: e})
		}
	}
	return out
}

// reportOf is a report as the page of its place tells it.
func (v *visit) reportOf(place geo.Place, e geo.Event, because string) placeReport {
	r := placeReport{
		articleReport: articleReport{
			ID: e.ID, Says: capital(explain.Deed(e)), Status: e.Status, Standing: explain.StatusWord(e.Status), DateWords: explain.DayWords(e.When),
			Whose: explain.WhoseWord(e.Source), Quote: explain.Plain(e.Source.Quote), Because: because,
			Href: v.reportHref(e.ID),
		},
		Publisher: explain.Plain(e.Source.Publisher), Title: explain.Plain(e.Source.Title), Published: explain.LongDay(e.Source.Published),
		Evidence: v.evidenceHref(e),
	}
	if read, ok := v.atlas.Article(e.Source.ArticleID); ok {
		r.Lang = read.Lang
	}
	if webAddress(e.Source.URL) {
		r.URL = e.Source.URL
	}
	return r
}

// namesOf are the names of a place beside that in the heading, each once.
func namesOf(p geo.Place) []placeName {
	var all []placeName
	add := func(n placeName) {
		n.Text = explain.Plain(n.Text)
		if n.Text != "" && n.Text != p.Name && !slices.ContainsFunc(all, func(o placeName) bool { return o.Text == n.Text }) {
			all = append(all, n)
		}
	}
	add(placeName{p.NameUk, "uk", "Ukrainian"})
	add(placeName{p.NameRu, "ru", "Russian"})
	for _, a := range p.Aliases {
		note := ""
		if a.Kind != geo.Variant {
			note = string(a.Kind)
		}
		add(placeName{a.Text, a.Lang, note})
	}
	return all
}

// capital begins a text with a capital letter.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// lies says what a place is and where.
func (v *visit) lies(p geo.Place) string {
	words := string(p.Kind)
	if p.Raion != "" {
		words += " in " + explain.Plain(p.Raion) + " raion"
	}
	if oblast, ok := v.atlas.Oblast(p.Oblast); ok && oblast.ID != p.ID {
		words += ", " + explain.Plain(oblast.Name)
	} else if p.Oblast != "" && !ok {
		words += ", " + explain.Plain(p.Oblast)
	}
	if p.Population > 0 {
		words += ", " + grouped(p.Population) + " inhabitants before 2022"
	}
	return words
}

// waysOfPlace is where the page of a place leads.
func (v *visit) waysOfPlace(given string, on time.Time, stated bool) []crumb {
	hash := "#place=" + given
	if v.copy {
		return []crumb{{"See it on the map", "../index.html" + hash}}
	}
	if !on.IsZero() {
		hash += "&t=" + on.Format(time.DateOnly)
	}
	ways := []crumb{{"See it on the map", v.href("/" + hash)}, {"All reports of it", v.href("/collections/events/items?f=html&place_id=" + given)}}
	if stated {
		ways = append(ways, crumb{"Its states as a table", v.href("/collections/control/items/" + given + "/versions?f=html")})
	}
	return append(ways, crumb{"GeoJSON", v.href("/collections/places/items/" + given + "?f=json")})
}
