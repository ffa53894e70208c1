package web

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/project"
)

// crs is a coordinate reference system that features are offered in.
type crs struct {
	uri  string
	want string // what a box in it is made of

	to   orb.Projection                     // from longitude and latitude on WGS 84; nil for these themselves
	from func(orb.Point) (orb.Point, error) // back, or what is wrong with the position; nil likewise
}

const (
	crs84     = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
	gregorian = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"
)

// maxMercator is half the circumference of the world in metres as Web Mercator has it.
const maxMercator = math.Pi * orb.EarthRadius

// systems are the coordinate reference systems, the default first: longitude and latitude, latitude and longitude
// (EPSG's order of the axes), Web Mercator.
var systems = []crs{
	{uri: crs84, want: "west,south,east,north in degrees"},
	{
		uri: "http://www.opengis.net/def/crs/EPSG/0/4326", want: "south,west,north,east in degrees",
		to:   func(p orb.Point) orb.Point { return orb.Point{p[1], p[0]} },
		from: func(p orb.Point) (orb.Point, error) { return orb.Point{p[1], p[0]}, nil },
	},
	{
		uri: "http://www.opengis.net/def/crs/EPSG/0/3857", want: "west,south,east,north in metres",
		to: project.WGS84.ToMercator,
		from: func(p orb.Point) (orb.Point, error) {
			if math.Abs(p[0]) > maxMercator+1 || math.Abs(p[1]) > maxMercator+1 {
				return p, fmt.Errorf("%g, %g lies outside of Web Mercator, which ends %.0f metres from its middle", p[0], p[1], maxMercator)
			}
			p = project.Mercator.ToWGS84(p)
			return orb.Point{math.Max(-180, math.Min(180, p[0])), p[1]}, nil
		},
	},
}

func crsURIs() []string {
	var uris []string
	for _, s := range systems {
		uris = append(uris, s.uri)
	}
	return uris
}

// system is the one that a parameter names, the default without it.
func (p *params) system(name string) (crs, error) {
	s, ok, err := p.one(name)
	if err != nil || !ok {
		return systems[0], err
	}
	i := slices.IndexFunc(systems, func(c crs) bool { return c.uri == s })
	if i < 0 {
		return crs{}, badParam(name, s, "one of "+strings.Join(crsURIs(), ", "))
	}
	return systems[i], nil
}

// header tells which system the coordinates of an answer are in.
func (c crs) header() [][2]string { return [][2]string{{"Content-Crs", "<" + c.uri + ">"}} }

// geometry is a geometry in the system.
func (c crs) geometry(g orb.Geometry) orb.Geometry {
	if c.to == nil || g == nil {
		return g
	}
	return project.Geometry(orb.Clone(g), c.to)
}

// box is a box of the system, by its lower and its upper corner, as west, south, east, north in degrees.
func (c crs) box(v [4]float64) (*[4]float64, error) {
	if c.from != nil {
		low, err := c.from(orb.Point{v[0], v[1]})
		if err != nil {
			return nil, err
		}
		high, err := c.from(orb.Point{v[2], v[3]})
		if err != nil {
			return nil, err
		}
		v = [4]float64{low[0], low[1], high[0], high[1]}
	}
	return &v, nil
}
