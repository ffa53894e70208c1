package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/paulmach/orb"

	"retaken/internal/geo"
	"retaken/internal/news"
)

type gazetteerCmd struct {
	Add    gazetteerAdd    `cmd:"" help:"Add a place and read again the kept articles that name it."`
	Search gazetteerSearch `cmd:"" help:"Find places by a name or its beginning, in any script."`
	Show   gazetteerShow   `cmd:"" help:"Show everything about the places of a name or reference."`
	List   gazetteerList   `cmd:"" help:"List places."`
}

type gazetteerAdd struct {
	dbFlag
	Name       string   `arg:"" help:"Canonical name, in Ukrainian government romanisation."`
	At         string   `required:"" help:"Position, latitude first: 49.72,36.83, degrees and minutes, or a link to a map page." placeholder:"LAT,LON"`
	Alias      []string `help:"Another spelling; may be given several times." sep:"none"`
	Uk         string   `help:"Ukrainian name." placeholder:"NAME"`
	Ru         string   `help:"Russian name." placeholder:"NAME"`
	Oblast     string   `help:"ISO 3166-2 code, such as UA-63." placeholder:"CODE"`
	Raion      string   `help:"District."`
	Kind       string   `help:"Kind of place: ${enum}." enum:"settlement,region,district,island,facility,river,sea" default:"settlement"`
	Population int      `help:"Inhabitants before 2022."`
	Within     float64  `help:"Radius in metres within which the true position lies." default:"1000"`
	Force      bool     `help:"Add it although a place of that name is near, or its position is outside the theatre."`
}

// The theatre: Ukraine and the Russian districts along its border, in degrees.
var theatre = orb.Bound{Min: orb.Point{21, 43}, Max: orb.Point{43, 55}}

// sameWithin is how near two places of one name must be to be taken for the same.
const sameWithin geo.Metres = 5000

// Run adds the place and reads the articles again that name it.
func (c gazetteerAdd) Run(e *env) error {
	p, err := c.place()
	if err != nil {
		return err
	}
	db, pipeline, before, err := c.pipeline(e)
	if err != nil {
		return err
	}
	defer db.Close()
	if !c.Force {
		for _, name := range append([]string{p.Name}, c.Alias...) {
			for _, cand := range before.Lookup(name) {
				if d := geo.Distance(cand.Place.Point, p.Point); cand.Place.Kind == p.Kind && d < sameWithin {
					return fmt.Errorf("%s is there already: %s at %s, %.1f km away; use --force if it is another place",
						name, cand.Place.Ref, latLon(cand.Place.Point), float64(d)/1000)
				}
			}
		}
	}
	p.Ref = freeRef(before, p)
	if _, err := db.PutPlaces(e.ctx, p); err != nil {
		return fmt.Errorf("adding %s: %w", p.Name, err)
	}
	fmt.Fprintf(e.out, "added %s (%s) at %s\n", p.Name, p.Ref, latLon(p.Point))

	var after *geo.Gazetteer
	if pipeline.Extractor, after, err = e.extractor(db.Places(e.ctx)); err != nil {
		return err
	}
	only, err := geo.NewGazetteer(func(yield func(geo.Place, error) bool) { yield(p, nil) })
	if err != nil {
		return err
	}
	read, changes, err := pipeline.Reread(e.ctx, func(a news.Article) bool {
		for range only.Scan(a.Text) {
			return true
		}
		return false
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(e.out, "%s name it and were read again; the map changed by %d of them\n", counted(read, "kept article"), len(changes))
	for _, ch := range changes {
		for _, ev := range ch.Added {
			printChange(e, after, "+", ev)
		}
		for _, ev := range ch.Gone {
			printChange(e, after, "-", ev)
		}
	}
	return nil
}

func printChange(e *env, g *geo.Gazetteer, sign string, ev geo.Event) {
	p, _ := g.Place(ev.Place)
	fmt.Fprintf(e.out, "  %s %s: %s\n", sign, p.Name, describe(ev))
}

// place checks the arguments and makes a place of them.
func (c gazetteerAdd) place() (geo.Place, error) {
	p := geo.Place{
		Name: strings.TrimSpace(c.Name), NameUk: c.Uk, NameRu: c.Ru, Kind: geo.PlaceKind(c.Kind),
		Oblast: c.Oblast, Raion: c.Raion, Population: c.Population, Uncertainty: geo.Metres(c.Within),
	}
	if p.Name == "" {
		return p, misusef("the name is empty")
	}
	point, err := parsePosition(c.At)
	if err != nil {
		return p, misusef("--at: %w", err)
	}
	if !c.Force && !theatre.Contains(point) {
		if theatre.Contains(orb.Point{point.Lat(), point.Lon()}) {
			return p, misusef("--at %s: this looks swapped; latitude comes first: --at %g,%g", c.At, point.Lon(), point.Lat())
		}
		return p, misusef("--at %s lies outside Ukraine and its borderland (latitude 43 to 55, longitude 21 to 43); use --force if that is right", c.At)
	}
	p.Point = point
	if c.Oblast != "" && !oblastCode.MatchString(c.Oblast) {
		return p, misusef("--oblast %s is not an ISO 3166-2 code such as UA-63", c.Oblast)
	}
	if c.Population < 0 || c.Within <= 0 {
		return p, misusef("--population must not be negative and --within must be more than 0")
	}
	for _, a := range c.Alias {
		lang := news.Language(a)
		switch {
		case strings.TrimSpace(a) == "":
			return p, misusef("--alias is empty")
		case lang == "uk" && p.NameUk == "":
			p.NameUk = a
		case p.NameUk == "" && lang == "ru" && geo.RomaniseUkrainian(a) == p.Name:
			p.NameUk = a // no letter that only Ukrainian has, but the romanisation fits
		case lang == "ru" && p.NameRu == "":
			p.NameRu = a
		default:
			p.Aliases = append(p.Aliases, geo.Alias{Text: a, Lang: lang, Kind: geo.Variant})
		}
	}
	return p, nil
}

var oblastCode = regexp.MustCompile(`^[A-Z]{2}-[A-Z0-9]{1,3}$`)

func latLon(p orb.Point) string { return fmt.Sprintf("%.4f,%.4f", p.Lat(), p.Lon()) }

// freeRef is a reference that no place has yet.
func freeRef(g *geo.Gazetteer, p geo.Place) string {
	base := "editor:" + notSlug.ReplaceAllString(strings.ToLower(p.Name), "-")
	if p.Oblast != "" {
		base += "-" + strings.ToLower(p.Oblast)
	}
	ref := base
	for n := 2; ; n++ {
		if _, taken := g.ByRef(ref); !taken {
			return ref
		}
		ref = fmt.Sprintf("%s-%d", base, n)
	}
}

var notSlug = regexp.MustCompile(`[^\p{L}\p{N}]+`)

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
		fmt.Fprintf(e.out, "%s\n  ref          %s\n  kind         %s\n  position     %s, within %g m\n", p.Name, p.Ref, p.Kind, latLon(p.Point), float64(p.Uncertainty))
		for _, l := range []struct{ label, value string }{
			{"Ukrainian", p.NameUk},
			{"Russian", p.NameRu},
			{"oblast", p.Oblast},
			{"raion", p.Raion},
			{"population", orEmpty(p.Population)},
			{"also", aliases(p)},
		} {
			if l.value != "" {
				fmt.Fprintf(e.out, "  %-12s %s\n", l.label, l.value)
			}
		}
	}
	return nil
}

func aliases(p *geo.Place) string {
	var out []string
	for _, a := range p.Aliases {
		text := a.Text
		if a.Kind == geo.Former || a.Kind == geo.Colloquial {
			text += " (" + string(a.Kind) + ")"
		}
		out = append(out, text)
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

// gazetteer loads the places of the database.
func (f dbFlag) gazetteer(e *env) (*geo.Gazetteer, error) {
	db, err := f.open(e, true)
	if err != nil {
		return nil, err
	}
	_, g, err := e.extractor(db.Places(e.ctx))
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
		t.AppendRow(table.Row{p.Name, p.NameUk, p.Kind, p.Oblast, latLon(p.Point), p.Ref})
	}
	t.Render()
	return nil
}

// placeJSON is a place with the property names of the API.
func placeJSON(p *geo.Place) map[string]any {
	f := p.Feature()
	out := map[string]any{"lon": p.Lon(), "lat": p.Lat(), "aliases": p.Aliases}
	for i, field := range geo.PlaceFields {
		out[field.Name] = f.Properties[i]
	}
	return out
}
