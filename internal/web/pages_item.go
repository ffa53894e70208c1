package web

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"retaken/internal/atlas"
	"retaken/internal/geo"
)

// itemPage is the data of the page of one feature.
type itemPage struct {
	Other  string // its Ukrainian name
	State  *legend
	Since  string // the day that the state began with
	Map    *picture
	Facts  []fact
	Quotes []quote
	Form   *asking
	Ways   []crumb
}

type fact struct {
	Title, Name string
	Value       cell
}

// quote is the evidence: the words of a report, and whose they are.
type quote struct {
	Words, Publisher, Title, URL, Published, Whose, What, Href string
}

// maxQuotes bounds the reports that are quoted with a state.
const maxQuotes = 20

// pageOfItem is the page of one feature.
func (s *Server) pageOfItem(v *visit, c *atlas.Collection, view view, row atlas.Row, links []link) *document {
	f, value := view.feature(row), valuesOf(c.Fields, row)
	title := titleOf(row.ID(), value)
	p := itemPage{}
	for _, name := range []string{"name_uk", "place_uk"} {
		if uk, ok := value(name).(string); ok {
			p.Other = uk
		}
	}
	oblast, _ := value("oblast").(string)
	for i, field := range view.fields {
		p.Facts = append(p.Facts, fact{field.Title, field.Name, cellOf(v.base, field, f.Properties[i])})
		p.Facts[i].Value.Class = ""
		p.Facts[i].Value.Text = inItsCountry(p.Facts[i].Value.Text, oblast)
	}
	p.Facts = append(p.Facts, fact{"Id of the feature", "id", cell{Text: strconv.FormatInt(row.ID(), 10)}})
	if at := position(f.Geometry); at != "" {
		name := "Longitude, latitude"
		if _, point := f.Geometry.(orb.Point); !point {
			name = "Geometry"
		}
		p.Facts = append(p.Facts, fact{name, "geometry", cell{Text: at}})
	}
	look := lookOf(value)
	if slices.Contains([]string{atlas.Control, atlas.History}, c.Name) {
		p.State, p.Since = &legend{Class: look.class, Words: look.words}, inWordsOf(value, "since")
	}
	p.Map = s.outline().draw("Map: "+said(title, look), []sketch{{geometry: row.Geometry(), look: look, title: said(title, look)}}, nil)
	controls := []control{askAsOf}
	if slices.Contains(atStates, c.Name) {
		controls = []control{{Name: "datetime", Label: "State on", Type: "date"}, askAsOf}
	}
	if c.Name != atlas.Places && c.Name != atlas.Articles {
		p.Form = v.form("Show", controls...)
	}
	p.Quotes = v.quotes(c, value)
	p.Ways = v.ways(c, row.ID(), value)
	if c.Name == atlas.Events {
		title += ": " + inWordsOf(value, "kind")
	}
	d := s.page(v, "item", title, p, links)
	d.header = view.crs.header()
	return d
}

func inWordsOf(value func(string) any, name string) string {
	s, _ := value(name).(string)
	return s
}

// quotes is the words that a feature rests on: its own, or those of the reports that it names.
func (v *visit) quotes(c *atlas.Collection, value func(string) any) (all []quote) {
	if c.Name == atlas.Events {
		return []quote{quoteOf(value)}
	}
	because, _ := value("because").(string)
	events, err := v.atlas.Collection(atlas.Events)
	if err != nil || because == "" {
		return nil
	}
	for _, given := range strings.Split(because, ",") {
		id, err := strconv.ParseInt(given, 10, 64)
		row, ok := events.Item(id, nil)
		if err != nil || !ok || len(all) == maxQuotes {
			continue
		}
		q := quoteOf(valuesOf(events.Fields, row))
		q.Href = v.href("/collections/" + atlas.Events + "/items/" + given + "?f=html")
		all = append(all, q)
	}
	return all
}

func quoteOf(value func(string) any) quote {
	text := func(name string) string { return inWords(geo.Field{Name: name}, value(name)) }
	q := quote{
		Words: text("quote"), Publisher: text("publisher"), Title: text("title"), Published: text("published"),
		What: text("kind") + ", " + text("status") + ", " + text("date"), Whose: text("source"),
	}
	if url := text("url"); webAddress(url) {
		q.URL = url
	}
	if by := text("by"); by != "" {
		q.What = by + ": " + q.What
	}
	return q
}

// ways is where a feature leads.
func (v *visit) ways(c *atlas.Collection, id int64, value func(string) any) (all []crumb) {
	add := func(title, path string) { all = append(all, crumb{title, v.href(path)}) }
	place, ofPlace := value("place_id").(int64)
	if c.Name == atlas.Places {
		place, ofPlace = id, true
	}
	if ofPlace {
		given := strconv.FormatInt(place, 10)
		add("The place and its reports", "/places/"+given)
		if control, err := v.atlas.Collection(atlas.Control); err == nil && c.Name != atlas.Control {
			if _, ok := control.Item(place, nil); ok {
				add("Who holds it", "/collections/control/items/"+given+"?f=html")
			}
		}
		if day, ok := value("since").(string); ok {
			if before, ok := v.dayBefore(place, day); ok {
				add("As it was the day before", "/collections/control/items/"+given+"?f=html&datetime="+before)
			}
		}
		if _, _, ok := v.atlas.Timeline(geo.PlaceID(place)); ok {
			add("Every state that it was in", "/collections/control/items/"+given+"/versions?f=html")
		}
		add("All reports of it", "/collections/events/items?f=html&place_id="+given)
	}
	switch article, ok := value("article_id").(int64); {
	case ok && c.Name == atlas.Events:
		add("The sentence in its article", fmt.Sprintf("/articles/%d#event-%d", article, id))
	case c.Name == atlas.Articles:
		add("What it says, and what was made of it", fmt.Sprintf("/articles/%d", id))
	}
	if ref, ok := value("ref").(string); ok && c.Name == atlas.Articles {
		add("The reports in it", "/collections/events/items?f=html&article="+url.QueryEscape(ref))
	}
	return all
}

// dayBefore is the day before another, if the place had a state then.
func (v *visit) dayBefore(place int64, day string) (string, bool) {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return "", false
	}
	_, spans, _ := v.atlas.Timeline(geo.PlaceID(place))
	_, ok := geo.At(spans, t.Add(-time.Nanosecond))
	return t.AddDate(0, 0, -1).Format(time.DateOnly), ok
}
