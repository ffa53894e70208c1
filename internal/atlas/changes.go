package atlas

import (
	"cmp"
	"fmt"
	"slices"
	"sync"

	"retaken/internal/geo"
)

// ChangeKind is what a change is a change of.
type ChangeKind string

// The kinds of change.
const (
	ArticleRead  ChangeKind = "article"       // an article was read, for the first time or again
	PlaceEdited  ChangeKind = "place"         // a place was added or changed
	PlaceRemoved ChangeKind = "place-removed" // a place was removed
)

// Cursor is a position among the changes of a store: behind the change of that kind and id in that revision. The zero
// Cursor is before all of them.
type Cursor struct {
	Revision int64
	Kind     ChangeKind
	ID       int64 // of the article or the place
}

func (c Cursor) compare(o Cursor) int {
	return cmp.Or(cmp.Compare(c.Revision, o.Revision), cmp.Compare(c.Kind, o.Kind), cmp.Compare(c.ID, o.ID))
}

// Change is the last change of an article or a place. Who knows what was before takes over what it says: of an
// article all its events, in place of all that it told of before.
type Change struct {
	Cursor
	Feature []byte   // the article or the place as a GeoJSON Feature, nil for a place that was removed
	Events  [][]byte // the article's, as GeoJSON Features
}

// changes is every last change, worked out when it is first asked for.
type changes struct {
	once  sync.Once
	list  []Cursor         // ascending
	byRef map[string][]int // events by the ref of their article: indexes
}

// Changes is what changed since a position, at most so much of it, in the order of revisions.
func (a *Atlas) Changes(since Cursor, most int) ([]Change, error) {
	c := a.changes
	c.once.Do(func() { c.find(a) })
	from, found := slices.BinarySearchFunc(c.list, since, Cursor.compare)
	if found {
		from++
	}
	events, err := a.Collection(Events)
	if err != nil {
		return nil, err
	}
	var out []Change
	for _, at := range c.list[from:min(from+most, len(c.list))] {
		change := Change{Cursor: at}
		switch at.Kind {
		case ArticleRead:
			articles, err := a.Collection(Articles)
			if err != nil {
				return nil, err
			}
			r, ok := articles.row(at.ID)
			if !ok {
				return nil, fmt.Errorf("article %d: %w", at.ID, geo.ErrNotFound)
			}
			change.Feature = articles.appendFeature(nil, r)
			for _, i := range c.byRef[r.Read.Ref] {
				change.Events = append(change.Events, events.appendFeature(nil, a.events[i]))
			}
		case PlaceEdited:
			places, err := a.Collection(Places)
			if err != nil {
				return nil, err
			}
			change.Feature = places.appendFeature(nil, a.site(geo.PlaceID(at.ID)).place)
		}
		out = append(out, change)
	}
	return out, nil
}

// Latest is the position behind all changes.
func (a *Atlas) Latest() Cursor {
	c := a.changes
	c.once.Do(func() { c.find(a) })
	if len(c.list) == 0 {
		return Cursor{}
	}
	return c.list[len(c.list)-1]
}

func (c *changes) find(a *Atlas) {
	for _, r := range a.articles {
		c.list = append(c.list, Cursor{r.Read.Revision, ArticleRead, int64(r.Read.ID)})
	}
	for _, s := range a.sites {
		c.list = append(c.list, Cursor{s.revision, PlaceEdited, int64(s.place.Place.ID)})
	}
	for _, r := range a.removed {
		c.list = append(c.list, Cursor{r.Revision, PlaceRemoved, int64(r.Place)})
	}
	slices.SortFunc(c.list, Cursor.compare)
	c.byRef = make(map[string][]int, len(a.articles))
	for i, r := range a.events {
		c.byRef[r.Event.Source.Article] = append(c.byRef[r.Event.Source.Article], i)
	}
}
