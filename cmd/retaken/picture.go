package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"retaken/internal/atlas"
	"retaken/internal/explain"
	"retaken/internal/geo"
	"retaken/internal/sqlite"
)

// pictureFlags are the flags of every command that answers from what the articles of a database say.
type pictureFlags struct {
	dbFlag
	AsOf string `help:"As it was known at the end of that day: only articles published by then count." placeholder:"YYYY-MM-DD"`
}

// picture is what a database tells of who held what, as known at one time.
type picture struct {
	*env
	asOf  time.Time    // the day of --as-of; zero when everything counts
	known *atlas.Atlas // what was known then
	all   *atlas.Atlas
	db    *sqlite.DB
}

// look opens the database, runs do and closes it.
func (f pictureFlags) look(e *env, do func(*picture) error) error {
	p := &picture{env: e}
	var err error
	if f.AsOf != "" {
		if p.asOf, err = pastDay("--as-of", f.AsOf); err != nil {
			return err
		}
	}
	if err := f.mustExist(); err != nil {
		return err
	}
	if p.db, err = f.open(e, true); err != nil {
		return err
	}
	keeper, err := e.keeper(p.db, e.log)
	if err != nil {
		return errors.Join(err, p.db.Close())
	}
	p.all = keeper.Atlas()
	p.known = p.all
	if !p.asOf.IsZero() {
		p.known = p.all.AsOf(endOf(p.asOf))
	}
	return errors.Join(do(p), p.db.Close())
}

// asKnown says in words when what is told was known.
func (p *picture) asKnown() string {
	if p.asOf.IsZero() {
		return "as known now"
	}
	return "as known at the end of " + explain.LongDay(p.asOf)
}

// stateAt is the state of a timeline at an instant. Before anything is known the holder is unknown.
func stateAt(place geo.PlaceID, spans []geo.Control, t time.Time) geo.Control {
	if c, ok := geo.At(spans, t); ok {
		return c
	}
	return geo.Control{Place: place, Holder: geo.HolderUnknown, Previous: geo.HolderUnknown, Footing: geo.OnNothing}
}

// spot tells a place on the ground from a region, of which parts may be held by different sides.
func spot(p *geo.Place) bool {
	return p.Kind == geo.Settlement || p.Kind == geo.Facility || p.Kind == geo.Island
}

// gazetteer finds places by their names.
func (p *picture) gazetteer() (*geo.Gazetteer, error) {
	g, err := geo.NewGazetteer(p.db.Places(p.ctx))
	if err != nil {
		return nil, fmt.Errorf("reading the gazetteer: %w", err)
	}
	return g, nil
}

// find are the places that text means: the one of that reference, or those of that name. Where some have the name itself,
// those that have it in another case or spelling are not meant.
func find(g *geo.Gazetteer, text string) ([]*geo.Place, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil, misusef("the name is empty; want the name of a place or its reference, such as geonames:707292")
	}
	if p, ok := g.ByRef(text); ok {
		return []*geo.Place{&p}, nil
	}
	var found []*geo.Place
	candidates := g.Lookup(text)
	for _, c := range candidates {
		if c.How <= geo.ByAlias || candidates[0].How > geo.ByAlias {
			found = append(found, c.Place)
		}
	}
	if found == nil {
		return nil, notThere(text)
	}
	return found, nil
}

// reported are the places that reports tell of, also those that were not known yet.
func (p *picture) reported(places []*geo.Place) []*geo.Place {
	return slices.DeleteFunc(slices.Clone(places), func(place *geo.Place) bool { return len(p.all.Reports(place.ID)) == 0 })
}

// told are the places that reports or the baseline tell of.
func (p *picture) told(places []*geo.Place) []*geo.Place {
	return slices.DeleteFunc(slices.Clone(places), func(place *geo.Place) bool {
		_, spans, _ := p.known.Timeline(place.ID)
		based := slices.ContainsFunc(spans, func(c geo.Control) bool { return c.Footing == geo.OnBaseline })
		return !based && len(p.all.Reports(place.ID)) == 0
	})
}

// several says that a name means more than one place, and asks for the reference of one. The places that
// reports tell of come first.
func (p *picture) several(text string, found []*geo.Place) error {
	count := func(place *geo.Place) int { return len(p.all.Reports(place.ID)) }
	found = slices.Clone(found)
	slices.SortStableFunc(found, func(a, b *geo.Place) int { return cmp.Compare(count(b), count(a)) })
	const most = 12
	var refs []string
	for _, c := range found[:min(len(found), most)] {
		words := strings.Join(strings.Fields(fmt.Sprintf("%s %s %s", c.Kind, c.Oblast, plain(c.Raion))), " ")
		if n := count(c); n > 0 {
			words += ", " + counted(n, "report")
		}
		refs = append(refs, fmt.Sprintf("%s (%s, %s)", plain(c.Ref), plain(c.Name), words))
	}
	if n := len(found) - most; n > 0 {
		refs = append(refs, fmt.Sprintf("and %d more", n))
	}
	return misusef("%s may mean %d places; give the reference of one: %s", plain(text), len(found), strings.Join(refs, ", "))
}
