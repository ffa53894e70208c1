package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"

	"github.com/jedib0t/go-pretty/v6/table"

	"retaken/data"
	"retaken/internal/geo"
)

// A command that changes the gazetteer reads again the kept articles that it concerns.
type gazetteerCmd struct {
	Add    gazetteerAdd    `cmd:"" help:"Add a place."`
	Show   gazetteerShow   `cmd:"" help:"Show everything about the places of a name or reference."`
	Search gazetteerSearch `cmd:"" help:"Find places by a name or its beginning, in any script."`
	List   gazetteerList   `cmd:"" help:"List places."`
	Edit   gazetteerEdit   `cmd:"" help:"Change what is known of a place."`
	Alias  gazetteerAlias  `cmd:"" help:"Add or remove other names of a place."`
	Move   gazetteerMove   `cmd:"" help:"Give a place another position."`
	Merge  gazetteerMerge  `cmd:"" help:"Make one place of two."`
	Remove gazetteerRemove `cmd:"" help:"Remove a place."`
	Import gazetteerImport `cmd:"" help:"Add places, and names of places, from files."`
	Export gazetteerExport `cmd:"" help:"Write places to a file."`

	Unresolved gazetteerUnresolved `cmd:"" help:"List names in articles that the gazetteer lacks, the most frequent first."`
	Ambiguous  gazetteerAmbiguous  `cmd:"" help:"List names in articles that may mean several places."`

	Log   gazetteerLog   `cmd:"" help:"Show what editors changed, the last change first."`
	Undo  gazetteerUndo  `cmd:"" help:"Take back a change."`
	Check gazetteerCheck `cmd:"" help:"Look for mistakes in the gazetteer."`
}

// gazetteer loads the places of the database, or those that the program ships when there is none.
func (f dbFlag) gazetteer(e *env) (*geo.Gazetteer, error) {
	places, err := f.places(e)
	if err != nil {
		return nil, err
	}
	return gazetteerOf(places)
}

// places are the places of the database, or those that the program ships when there is none, in the
// order in which they were added.
func (f dbFlag) places(e *env) ([]geo.Place, error) {
	if f.missing() {
		return geo.LoadPlaces(data.FS)
	}
	db, err := f.open(e, true)
	if err != nil {
		return nil, err
	}
	var places []geo.Place
	for p, err := range db.Places(e.ctx) {
		if err != nil {
			return nil, errors.Join(err, db.Close())
		}
		places = append(places, p)
	}
	return places, db.Close()
}

func eachOf(places []geo.Place) iter.Seq[*geo.Place] {
	return func(yield func(*geo.Place) bool) {
		for i := range places {
			if !yield(&places[i]) {
				return
			}
		}
	}
}

func gazetteerOf(places []geo.Place) (*geo.Gazetteer, error) {
	return geo.NewGazetteer(func(yield func(geo.Place, error) bool) {
		for _, p := range places {
			if !yield(p, nil) {
				return
			}
		}
	})
}

// filterFlags choose among places.
type filterFlags struct {
	Oblast string `help:"Only of this oblast: its name or its ISO 3166-2 code." placeholder:"OBLAST"`
	Kind   string `help:"Only of this kind." placeholder:"KIND"`
	Added  bool   `help:"Only places that editors added or imported."`
}

// choose are the places that the flags let through.
func (f filterFlags) choose(places []geo.Place) ([]*geo.Place, error) {
	code := ""
	if f.Oblast != "" {
		regions, err := regionsOf(eachOf(places))
		if err != nil {
			return nil, err
		}
		if code = regions.code(f.Oblast); !regions.known(code) {
			return nil, noRegion(f.Oblast)
		}
	}
	if f.Kind != "" && !slices.Contains(geo.PlaceKinds, geo.PlaceKind(f.Kind)) {
		return nil, misusef("--kind %s is no kind of place; want one of %s", plain(f.Kind), listed(geo.PlaceKinds))
	}
	ours := map[string]bool{}
	if f.Added {
		for p, err := range shipped() {
			if err != nil {
				return nil, err
			}
			ours[p.Ref] = true
		}
	}
	var chosen []*geo.Place
	for i := range places {
		if p := &places[i]; (code == "" || p.Oblast == code) && (f.Kind == "" || string(p.Kind) == f.Kind) && !ours[p.Ref] {
			chosen = append(chosen, p)
		}
	}
	return chosen, nil
}

// listed are words in a sentence: "a, b or c".
func listed[T ~string](words []T) string {
	out := ""
	for i, w := range words {
		switch {
		case i == 0:
		case i == len(words)-1:
			out += " or "
		default:
			out += ", "
		}
		out += string(w)
	}
	return out
}

// listFlags say how places are printed.
type listFlags struct {
	JSON bool `help:"Print one JSON object a line." name:"json"`
}

func (f listFlags) print(e *env, places []*geo.Place) error {
	if f.JSON {
		enc := jsonTo(e)
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
	t.Style().Box.PaddingLeft, t.Style().Box.PaddingRight = "", "  "
	t.SuppressTrailingSpaces()
	t.AppendHeader(table.Row{"name", "ukrainian", "kind", "oblast", "lat,lon", "ref"})
	for _, p := range places {
		t.AppendRow(table.Row{plain(p.Name), plain(p.NameUk), p.Kind, p.Oblast, latLon(p.Point), plain(p.Ref)})
	}
	t.Render()
	return nil
}

// jsonTo writes one object a line.
func jsonTo(e *env) *json.Encoder {
	enc := json.NewEncoder(e.out)
	enc.SetEscapeHTML(false)
	return enc
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
