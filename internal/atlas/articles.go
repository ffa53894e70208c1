package atlas

import (
	"cmp"
	"slices"

	"retaken/internal/geo"
)

// articlesAfter is the articles of the next atlas n, in which those of d are new and those that name a place that
// changed are told of anew.
func (a *Atlas) articlesAfter(d geo.Delta, n *Atlas, changed func(geo.PlaceID) bool) []*row {
	events := map[string]int{}
	for _, e := range d.Events {
		events[e.Source.Article]++
	}
	again := make(map[geo.ArticleID]bool, len(d.Articles))
	var added []*row
	for _, r := range d.Articles {
		again[r.ID] = true
		added = append(added, n.article(r, events[r.Ref]))
	}
	articles := replaced(a.articles, added, byID, func(r *row) bool { return again[r.Read.ID] })
	for i, r := range articles {
		if !again[r.Read.ID] && slices.ContainsFunc(r.Read.Places, changed) {
			articles[i] = n.article(r.Read.Article, r.Read.Events)
		}
	}
	return articles
}

// article is an article with the places of a, of which the sites are there.
func (a *Atlas) article(r geo.Article, events int) *row {
	read := geo.Read{Article: r, Events: events}
	for _, id := range r.Places {
		if s := a.site(id); s != nil {
			p := s.place.Place
			read.Points, read.Names = append(read.Points, served(p.Point)), append(read.Names, p.Name)
		}
	}
	return &row{Row: geo.Row{Read: &read}}
}

// Article is the article of that id; false when there is none.
func (a *Atlas) Article(id geo.ArticleID) (geo.Read, bool) {
	i, ok := slices.BinarySearchFunc(a.articles, id, func(r *row, id geo.ArticleID) int { return cmp.Compare(r.Read.ID, id) })
	if !ok {
		return geo.Read{}, false
	}
	return *a.articles[i].Read, true
}

// ReportsIn are the events that the article of that id tells of, in the order of the words that they rest on.
func (a *Atlas) ReportsIn(id geo.ArticleID) []geo.Event {
	var out []geo.Event
	for _, r := range a.events {
		if r.Event.Source.ArticleID == id {
			out = append(out, *r.Event)
		}
	}
	slices.SortStableFunc(out, func(a, b geo.Event) int { return cmp.Compare(a.Source.Evidence.Start, b.Source.Evidence.Start) })
	return out
}
