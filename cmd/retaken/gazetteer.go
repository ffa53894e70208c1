package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"

	"retaken/internal/geo"
)

// A command that changes the gazetteer reads again the kept articles that it concerns.
type gazetteerCmd struct {
	Add    gazetteerAdd    `cmd:"" help:"Add a place."`
	Edit   gazetteerEdit   `cmd:"" help:"Change what is known of a place."`
	Move   gazetteerMove   `cmd:"" help:"Give a place another position."`
	Alias  gazetteerAlias  `cmd:"" help:"Add or remove other names of a place."`
	Merge  gazetteerMerge  `cmd:"" help:"Make one place of two."`
	Remove gazetteerRemove `cmd:"" help:"Remove a place."`
	Log    gazetteerLog    `cmd:"" help:"Show what editors changed, the last change first."`
	Undo   gazetteerUndo   `cmd:"" help:"Take back a change."`
	Check  gazetteerCheck  `cmd:"" help:"Look for mistakes in the gazetteer."`
	Search gazetteerSearch `cmd:"" help:"Find places by a name or its beginning, in any script."`
	Show   gazetteerShow   `cmd:"" help:"Show everything about the places of a name or reference."`
	List   gazetteerList   `cmd:"" help:"List places."`

	Import     gazetteerImport     `cmd:"" help:"Add places, and names of places, from files."`
	Export     gazetteerExport     `cmd:"" help:"Write places to a file."`
	Unresolved gazetteerUnresolved `cmd:"" help:"List names in articles that the gazetteer lacks, the most frequent first."`
	Ambiguous  gazetteerAmbiguous  `cmd:"" help:"List names in articles that may mean several places."`
}

// listFlags say how places are printed.
type listFlags struct {
	JSON bool `help:"Print one JSON object a line." name:"json"`
}

type gazetteerSearch struct {
	dbFlag
	listFlags
	Query string `arg:"" help:"A name or its beginning."`
	Limit int    `help:"At most so many places." default:"10"`
}

// Run prints what it finds, best first.
func (c gazetteerSearch) Run(e *env) error {
	g, err := c.gazetteer(e)
	if err != nil {
		return err
	}
	found := g.Search(c.Query, max(c.Limit, 1))
	if len(found) == 0 {
		return fmt.Errorf("no place is called %s or begins so; add it with: retaken gazetteer add %q --at LAT,LON", c.Query, c.Query)
	}
	return c.print(e, found)
}

type gazetteerShow struct {
	dbFlag
	listFlags
	Name string `arg:"" help:"A name or a reference such as iso:UA-63."`
}

// Run prints the places with all their names.
func (c gazetteerShow) Run(e *env) error {
	g, err := c.gazetteer(e)
	if err != nil {
		return err
	}
	var places []*geo.Place
	if p, ok := g.ByRef(c.Name); ok {
		places = append(places, &p)
	} else {
		for _, cand := range g.Lookup(c.Name) {
			if !slices.Contains(places, cand.Place) {
				places = append(places, cand.Place)
			}
		}
	}
	if len(places) == 0 {
		return fmt.Errorf("no place is called %s; look for one with: retaken gazetteer search %q", c.Name, c.Name)
	}
	if c.JSON {
		return c.print(e, places)
	}
	for i, p := range places {
		if i > 0 {
			fmt.Fprintln(e.out)
		}
		fmt.Fprintf(e.out, "%s\n  ref          %s\n  kind         %s\n  position     %s, within %g m\n", plain(p.Name), plain(p.Ref), p.Kind, latLon(p.Point), float64(p.Uncertainty))
		for _, l := range []struct{ label, value string }{
			{"Ukrainian", p.NameUk},
			{"Russian", p.NameRu},
			{"oblast", p.Oblast},
			{"raion", p.Raion},
			{"population", orEmpty(p.Population)},
			{"also", aliases(p)},
		} {
			if l.value != "" {
				fmt.Fprintf(e.out, "  %-12s %s\n", l.label, plain(l.value))
			}
		}
	}
	return nil
}

func aliases(p *geo.Place) string {
	var out []string
	for _, a := range p.Aliases {
		out = append(out, described(a))
	}
	return strings.Join(out, ", ")
}

func orEmpty(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

type gazetteerList struct {
	dbFlag
	listFlags
	Oblast string `help:"Only of this oblast, ISO 3166-2." placeholder:"CODE"`
	Kind   string `help:"Only of this kind."`
	Added  bool   `help:"Only places that editors added."`
}

// Run prints places in the order in which they were added.
func (c gazetteerList) Run(e *env) error {
	g, err := c.gazetteer(e)
	if err != nil {
		return err
	}
	if c.Kind != "" && !slices.Contains(geo.PlaceKinds, geo.PlaceKind(c.Kind)) {
		return misusef("--kind %s is not one of %v", c.Kind, geo.PlaceKinds)
	}
	var places []*geo.Place
	for p := range g.Places() {
		if (c.Oblast == "" || p.Oblast == c.Oblast) && (c.Kind == "" || string(p.Kind) == c.Kind) && (!c.Added || strings.HasPrefix(p.Ref, "editor:")) {
			places = append(places, p)
		}
	}
	return c.print(e, places)
}

// gazetteer loads the places of the database, or those that the program ships when there is none.
func (f dbFlag) gazetteer(e *env) (*geo.Gazetteer, error) {
	if f.missing() {
		return geo.NewGazetteer(shipped())
	}
	db, err := f.open(e, true)
	if err != nil {
		return nil, err
	}
	g, err := geo.NewGazetteer(db.Places(e.ctx))
	return g, errors.Join(err, db.Close())
}

func (f listFlags) print(e *env, places []*geo.Place) error {
	if f.JSON {
		enc := json.NewEncoder(e.out)
		enc.SetEscapeHTML(false)
		for _, p := range places {
			if err := enc.Encode(placeJSON(p)); err != nil {
				return fmt.Errorf("writing: %w", err)
			}
		}
		return nil
	}
	t := table.NewWriter()
	t.SetOutputMirror(e.out)
	t.SetStyle(table.StyleLight)
	t.Style().Options = table.OptionsNoBordersAndSeparators
	t.AppendHeader(table.Row{"name", "ukrainian", "kind", "oblast", "lat,lon", "ref"})
	for _, p := range places {
		t.AppendRow(table.Row{plain(p.Name), plain(p.NameUk), p.Kind, p.Oblast, latLon(p.Point), plain(p.Ref)})
	}
	t.Render()
	return nil
}

// placeJSON is a place with the property names of the API.
func placeJSON(p *geo.Place) map[string]any {
	f := p.Feature()
	aliases := []map[string]string{}
	for _, a := range p.Aliases {
		aliases = append(aliases, map[string]string{"text": a.Text, "lang": a.Lang, "kind": string(a.Kind)})
	}
	out := map[string]any{"lon": p.Lon(), "lat": p.Lat(), "aliases": aliases}
	for i, field := range geo.PlaceFields {
		out[field.Name] = f.Properties[i]
	}
	return out
}
