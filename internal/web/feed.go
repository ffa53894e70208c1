package web

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"retaken/internal/atlas"
	"retaken/internal/geo"
)

const mediaAtom = "application/atom+xml"

// feed is an Atom feed (RFC 4287) with positions (GeoRSS Simple 1.1). Text is always of type text, so that none of it
// is ever taken for markup.
type feed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	GeoRSS  string      `xml:"xmlns:georss,attr"`
	Title   string      `xml:"title"`
	ID      string      `xml:"id"`
	Updated string      `xml:"updated"`
	Author  string      `xml:"author>name"`
	Rights  string      `xml:"rights,omitempty"`
	Links   []atomLink  `xml:"link"`
	Entries []feedEntry `xml:"entry"`
}

type feedEntry struct {
	Title      string         `xml:"title"`
	ID         string         `xml:"id"`
	Updated    string         `xml:"updated"`
	Author     string         `xml:"author>name"`
	Summary    string         `xml:"summary"`
	Links      []atomLink     `xml:"link"`
	Categories []atomCategory `xml:"category"`
	Point      string         `xml:"georss:point,omitempty"` // latitude and longitude
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomCategory struct {
	Scheme string `xml:"scheme,attr"`
	Term   string `xml:"term,attr"`
}

// eventFeed is the latest published reports of changes that are asked for as on events.
func (s *Server) eventFeed(v *visit) (*document, error) {
	if err := v.asOf(); err != nil {
		return nil, err
	}
	events, err := v.atlas.Collection(atlas.Events)
	if err != nil {
		return nil, err
	}
	q, err := v.conditions(events.Fields)
	if err != nil {
		return nil, err
	}
	if q.Limit, err = v.limit(defaultLimit, maxRows); err != nil {
		return nil, err
	}
	q.Sort = []atlas.Order{{Field: "published", Descending: true}}
	page, err := events.Page(q)
	if err != nil {
		return nil, err
	}
	self := link{v.address(), "self", mediaAtom, "This feed"}
	f := feed{
		GeoRSS: "http://www.georss.org/georss", Title: s.Title + ": " + strings.ToLower(events.Title), ID: v.address(), Author: s.Title,
		Updated: v.atlas.Updated.Format(time.RFC3339), Rights: s.Attribution,
		Links: []atomLink{{"self", mediaAtom, self.Href}, {"alternate", mediaHTML, v.base + "/"}},
	}
	for r := range page.Rows() {
		f.Entries = append(f.Entries, v.entry(r))
	}
	return &document{links: []link{self}, body: func(b []byte) ([]byte, error) {
		text, err := xml.Marshal(f)
		if err != nil {
			return b, fmt.Errorf("encoding the feed: %w", err)
		}
		return append(append(b, xml.Header...), text...), nil
	}}, nil
}

func (v *visit) entry(r atlas.Row) feedEntry {
	e := r.Event()
	at := v.href("/collections/" + atlas.Events + "/items/" + strconv.FormatInt(r.ID(), 10))
	published := e.Source.Published
	if published.IsZero() {
		published = v.atlas.Updated
	}
	entry := feedEntry{
		Title: r.Place().Name + ": " + kindWords[e.Kind] + sideWords[e.By] + ", " + statusWords[e.Status],
		ID:    at, Updated: published.UTC().Format(time.RFC3339), Author: e.Source.Publisher,
		Summary:    "“" + e.Source.Quote + "”",
		Links:      []atomLink{{"alternate", mediaHTML, at + "?f=html"}},
		Categories: []atomCategory{{v.base + "/kind", string(e.Kind)}, {v.base + "/status", string(e.Status)}},
	}
	if e.Source.Attribution != "" {
		entry.Summary += " – " + e.Source.Attribution
	}
	if entry.Author == "" {
		entry.Author = "unknown publisher"
	}
	if url := e.Source.URL; strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://") {
		entry.Links = append(entry.Links, atomLink{Rel: "via", Href: url})
	}
	if p, ok := r.Geometry().(orb.Point); ok {
		entry.Point = strconv.FormatFloat(p.Lat(), 'f', -1, 64) + " " + strconv.FormatFloat(p.Lon(), 'f', -1, 64)
	}
	return entry
}

var (
	kindWords = map[geo.Kind]string{
		geo.Liberation: "recaptured", geo.Capture: "captured", geo.Withdrawal: "given up", geo.Advance: "ground gained", geo.Contested: "fighting",
	}
	sideWords = map[geo.Side]string{geo.Ukraine: " (gain of Ukraine)", geo.Russia: " (gain of Russia)"}

	statusWords = map[geo.Status]string{
		geo.Confirmed: "confirmed", geo.Claimed: "claimed", geo.Disputed: "claimed and contradicted", geo.Denied: "denied", geo.Retracted: "retracted",
	}
)
