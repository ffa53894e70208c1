package geo

import (
	"strings"
	"time"

	"github.com/paulmach/orb"
)

// ArticleID numbers an article within one database. Across databases use Article.Ref.
type ArticleID int64

// Article is what the map tells of an article that was read: all but its text.
type Article struct {
	ID        ArticleID
	Ref       string
	URL       string // "" when unknown
	Publisher string // "" when unknown
	Title     string // "" when unknown
	Lang      string // "en", "uk", "ru"; "" when unknown
	Published time.Time
	Story     string    // ref of the first article kept of those that are copies of one text, "" without copies
	Places    []PlaceID // that it names, each once, ascending
	Revision  int64     // of the store, with which its reading became what it is
}

// Read is an article with what it comes to on the map.
type Read struct {
	Article
	Points orb.MultiPoint // positions of the places that it names, nil for none
	Names  []string       // of these places, in their order
	Events int            // reports of changes in it
}

// ArticleFields are the properties of an article. The time of publication is the time that a condition acts on.
var ArticleFields = fieldsOf(articleProperties)

var articleProperties = []property{
	{Field{Name: "title", Title: "Title", Type: Text}, func(r Row) any { return text(r.Read.Title) }},
	{Field{Name: "publisher", Title: "Publisher", Type: Text}, func(r Row) any { return text(r.Read.Publisher) }},
	{Field{Name: "url", Title: "Address", Type: Text}, func(r Row) any { return text(r.Read.URL) }},
	{Field{Name: "lang", Title: "Language", Type: Text}, func(r Row) any { return text(r.Read.Lang) }},
	{Field{Name: "published", Title: "Time of publication", Type: Instant}, func(r Row) any { return instant(r.Read.Published) }},
	{Field{Name: "events", Title: "Number of reports of changes in it", Type: Integer}, func(r Row) any { return int64(r.Read.Events) }},
	{Field{Name: "places", Title: "Number of places that it names", Type: Integer}, func(r Row) any { return int64(len(r.Read.Names)) }},
	{Field{Name: "place_names", Title: "The places that it names, with semicolons between them", Type: Text}, func(r Row) any { return text(strings.Join(r.Read.Names, "; ")) }},
	{Field{Name: "copy_of", Title: "Reference of the article that this is a copy of", Type: Text}, func(r Row) any {
		if r.Read.Story == r.Read.Ref {
			return nil
		}
		return text(r.Read.Story)
	}},
	{Field{Name: "ref", Title: "Reference, stable across databases", Type: Text}, func(r Row) any { return r.Read.Ref }},
}
