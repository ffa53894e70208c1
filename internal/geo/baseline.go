package geo

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// FirstDay is the day with which the timelines begin: that of the full-scale invasion.
var FirstDay = time.Date(2022, time.February, 24, 0, 0, 0, 0, time.UTC)

// Footing says what an assessed holder rests on.
type Footing string

// The footings.
const (
	OnReports  Footing = "report"   // what articles say
	OnBaseline Footing = "baseline" // what is known of FirstDay, by data/baseline.tsv
	OnNothing  Footing = "none"     // no report: held by its own country until one says otherwise
)

// Footings lists every footing, the firmest first.
var Footings = []Footing{OnReports, OnBaseline, OnNothing}

// Start is what is known of a place on FirstDay, before any report.
type Start struct {
	Holder  Holder
	Footing Footing
}

// Baseline knows who held what on FirstDay. A nil Baseline knows only that a country holds its own.
type Baseline struct {
	places  map[string]Holder // by Ref
	raions  map[string]Holder // by "UA-14/Horlivskyi"
	oblasts map[string]Holder // by ISO code

	area orb.Ring // closed; nil when there is none
	held Holder   // who held the area
}

// areaMargin is how near the edge of the area a place that no row names is taken to lie on neither side of it:
// the villages on both sides of the line of contact were a few kilometres apart, and it did not run half-way.
const areaMargin Metres = 3000

// Start is the state of the place on FirstDay. The row of the place itself decides, then that of its raion,
// then that of its oblast; then, in Ukraine, whether it lies in the area of the table, of which nothing is known within
// 3 km of the edge and the place's own uncertainty. What no row tells of is held by its own country. What is no settlement,
// facility or island may be held in parts, so that nothing is said of it unless a row names it.
func (b *Baseline) Start(p Place) Start {
	own := ownCountry(p)
	if b == nil {
		return own
	}
	if h, ok := b.places[p.Ref]; ok {
		return Start{h, OnBaseline}
	}
	if own.Holder == HolderUnknown {
		return own
	}
	if h := cmp.Or(b.raions[p.Oblast+"/"+p.Raion], b.oblasts[p.Oblast]); h != "" {
		return Start{h, OnBaseline}
	}
	if own.Holder != HeldByUkraine || len(b.area) == 0 {
		return own
	}
	switch reach := areaMargin + p.Uncertainty; {
	case edgeDistance(b.area, p.Point) <= reach:
		return Start{HolderUnknown, OnBaseline}
	case planar.RingContains(b.area, p.Point):
		return Start{b.held, OnBaseline}
	}
	return own
}

// ownCountry is what holds as long as nobody says otherwise.
func ownCountry(p Place) Start {
	s := Start{HolderUnknown, OnNothing}
	switch p.Kind {
	case Settlement, Facility, Island:
	default:
		return s
	}
	switch {
	case strings.HasPrefix(p.Oblast, "UA-"):
		s.Holder = HeldByUkraine
	case strings.HasPrefix(p.Oblast, "RU-"):
		s.Holder = HeldByRussia
	}
	return s
}

// edgeDistance is how far p lies from the edge of the ring, inside or outside, measured on the plane that
// touches the Earth at p: right to 1 % within 100 km of it.
func edgeDistance(ring orb.Ring, p orb.Point) Metres {
	const degree = math.Pi / 180 * orb.EarthRadius
	flat := func(q orb.Point) orb.Point {
		return orb.Point{(q[0] - p[0]) * degree * math.Cos(p[1]*math.Pi/180), (q[1] - p[1]) * degree}
	}
	nearest := math.Inf(1)
	for i := range ring[1:] {
		nearest = min(nearest, planar.DistanceFromSegment(flat(ring[i]), flat(ring[i+1]), orb.Point{}))
	}
	return Metres(nearest)
}

var baselineColumns = []string{"scope", "key", "name", "holder", "source", "note"}

// LoadBaseline reads baseline.tsv from fsys: a table as ReadPlaces describes, with the columns scope, key, name and
// source (for the person who reads it), holder, and note, which may be left out. Of the scope "oblast" the key is an ISO
// code ("UA-43"), of "raion" that code and the raion as places spell it ("UA-14/Horlivskyi"), of "place" a Ref, and of
// "area" a lon,lat in degrees ("37.88,47.10"): these rows are the corners, in order, of one area with one holder. Every
// line that is wrong is in the error.
func LoadBaseline(fsys fs.FS) (*Baseline, error) {
	const name = "baseline.tsv"
	f, err := fsys.Open(name)
	if err != nil {
		return nil, fmt.Errorf("reading the baseline: %w", err)
	}
	defer f.Close()
	b := &Baseline{places: map[string]Holder{}, raions: map[string]Holder{}, oblasts: map[string]Holder{}}
	var problems []error
	seen := map[string]int{} // scope and key: the line
	for row, err := range readTable(name, f, baselineColumns, baselineColumns[:5]) {
		if err == nil {
			id := row.cell("scope") + " " + row.cell("key")
			if at := seen[id]; at > 0 {
				err = row.wrong("key", fmt.Sprintf("every key once, line %d has this one", at))
			} else {
				seen[id] = row.line
				err = b.add(row)
			}
		}
		if err != nil {
			problems = append(problems, err)
		}
	}
	if n := len(b.area); n > 0 && n < 3 {
		problems = append(problems, fmt.Errorf("%s: the area has %d corners: want 3 at least, or none", name, n))
	} else if n > 0 {
		b.area = append(b.area, b.area[0])
	}
	if len(problems) > 0 {
		return nil, fmt.Errorf("reading the baseline: %w", errors.Join(problems...))
	}
	return b, nil
}

func (b *Baseline) add(t row) error {
	key, holder := t.cell("key"), Holder(t.cell("holder"))
	switch {
	case t.cell("name") == "":
		return t.wrong("name", "the name of what the key stands for")
	case !slices.Contains(Holders, holder):
		return t.wrong("holder", "one of "+strings.Join(enum(Holders), ", "))
	case t.cell("source") == "":
		return t.wrong("source", "what the row rests on")
	}
	switch t.cell("scope") {
	case "oblast":
		if !isISO(key) {
			return t.wrong("key", "an ISO 3166-2 code such as UA-43")
		}
		b.oblasts[key] = holder
	case "raion":
		oblast, raion, _ := strings.Cut(key, "/")
		if !isISO(oblast) || raion == "" {
			return t.wrong("key", "an ISO 3166-2 code and a raion as places spell it, such as UA-14/Horlivskyi")
		}
		b.raions[key] = holder
	case "place":
		if key == "" || strings.ContainsAny(key, " \t") {
			return t.wrong("key", "the ref of a place, such as geonames:709717")
		}
		b.places[key] = holder
	case "area":
		corner, ok := parseCorner(key)
		if !ok {
			return t.wrong("key", "a longitude from -180 to 180 and a latitude from -90 to 90, such as 37.88,47.10")
		}
		if b.held != "" && b.held != holder {
			return t.wrong("holder", string(b.held)+", as in the other rows of the area")
		}
		b.area, b.held = append(b.area, corner), holder
	default:
		return t.wrong("scope", "oblast, raion, place or area")
	}
	return nil
}

// parseCorner reads a longitude and a latitude in degrees.
func parseCorner(s string) (orb.Point, bool) {
	first, second, _ := strings.Cut(s, ",")
	lon, errLon := strconv.ParseFloat(first, 64)
	lat, errLat := strconv.ParseFloat(second, 64)
	return orb.Point{lon, lat}, errLon == nil && errLat == nil && math.Abs(lon) <= 180 && math.Abs(lat) <= 90
}
