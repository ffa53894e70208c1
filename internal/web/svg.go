package web

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/planar"
)

// picture is a small map that needs no script: the outline of Ukraine, and features on it.
type picture struct {
	Label  string // says in words what there is to see
	Height int    // of a picture that is pictureWidth wide
	Others string // land of neighbours: path data, as in what follows
	Land   string
	Lines  string // between oblasts
	Names  []svgName
	Shapes []svgShape // grounds and lines
	Extent *svgBox
	Marks  []svgMark // points, on top of all else
	Key    []legend  // what the marks and shapes mean
}

type svgName struct {
	X, Y int
	Name string
}

type svgBox struct{ X, Y, W, H int }

type svgShape struct{ Class, Path, Title, Href string }

// svgMark is a feature of points. Shape is the id of the drawing that stands for each; Ring, when it is not "", the
// class of a ring around it.
type svgMark struct {
	At                              [][2]int
	Dots                            string // path of several points, instead of At
	Shape, Class, Ring, Title, Href string
}

// legend is the meaning of a mark, or of a shape when it has no drawing.
type legend struct{ Shape, Class, Ring, Words string }

// sketch is one feature to be drawn.
type sketch struct {
	geometry    orb.Geometry
	look        look
	title, href string
}

const (
	pictureWidth = 1000  // units, so that one is less than a pixel
	fullHeight   = 700   // of a picture of all Ukraine
	closeUp      = 2.4   // degrees of longitude at least, so that one can tell where it is
	wide         = 12    // degrees from which on all of Ukraine is shown
	maxPaths     = 30000 // bytes of the paths of all features together
)

// wholeOfUkraine is what a picture without features shows.
var wholeOfUkraine = orb.Bound{Min: plane(orb.Point{21.7, 44.1}), Max: plane(orb.Point{40.7, 52.6})}

// theatre is what the base map shows.
var theatre = orb.Bound{Min: plane(orb.Point{19, 42.5}), Max: plane(orb.Point{43.5, 56})}

// theatreLand is between which longitudes there is a base map.
var theatreLand = [2]float64{14.2, 45.8}

// plane is where a position is on Web Mercator's plane, in degrees at the equator.
func plane(p orb.Point) orb.Point {
	lat := math.Max(-85, math.Min(85, p[1])) * math.Pi / 180
	return orb.Point{p[0], math.Asinh(math.Tan(lat)) * 180 / math.Pi}
}

// draw is the picture of features, or of nothing but the country and a box of west, south, east, north in degrees.
func (o outline) draw(label string, sketches []sketch, extent *[4]float64) *picture {
	bound := orb.Bound{Min: orb.Point{math.Inf(1), math.Inf(1)}, Max: orb.Point{math.Inf(-1), math.Inf(-1)}}
	grow := func(points ...orb.Point) {
		for _, p := range points {
			bound = bound.Extend(plane(p))
		}
	}
	for _, s := range sketches {
		if s.geometry != nil {
			b := s.geometry.Bound()
			grow(b.Min, b.Max)
		}
	}
	if extent != nil {
		grow(orb.Point{extent[0], extent[1]}, orb.Point{extent[2], extent[3]})
	}
	f, close := framing(bound)
	p := &picture{Label: label, Height: fullHeight}
	p.Land, p.Others = f.path(o.land, 1), f.path(o.others, 2)
	p.Lines = f.path(o.lines, 1)
	if close {
		p.Names = f.names(o.oblasts)
	}
	if extent != nil {
		west, north := f.at(plane(orb.Point{extent[0], extent[3]}))
		east, south := f.at(plane(orb.Point{extent[2], extent[1]}))
		west, north, east, south = max(west, 6), max(north, 6), min(east, pictureWidth-6), min(south, fullHeight-6)
		p.Extent = &svgBox{west, north, max(0, east-west), max(0, south-north)}
	}
	p.Shapes = f.shapes(sketches)
	for _, s := range sketches {
		var points orb.MultiPoint
		switch g := s.geometry.(type) {
		case orb.Point:
			points = orb.MultiPoint{g}
		case orb.MultiPoint:
			points = g
		}
		m := svgMark{Shape: s.look.shape, Class: s.look.class, Ring: s.look.ring, Title: s.title, Href: s.href}
		for _, point := range points {
			x, y := f.at(plane(point))
			if at := [2]int{x, y}; !slices.Contains(m.At, at) {
				m.At = append(m.At, at)
			}
		}
		if len(m.At) > 1 {
			var b []byte
			for _, at := range m.At {
				b = append(appendUnits(strconv.AppendInt(append(b, 'M'), int64(at[0]), 10), at[1]), "h0"...)
			}
			m.At, m.Dots = nil, string(b)
		}
		if m.At != nil || m.Dots != "" {
			p.Marks = append(p.Marks, m)
		}
		if s.look.words != "" && s.geometry != nil {
			l := legend{s.look.shape, s.look.class, s.look.ring, s.look.words}
			if points == nil {
				l.Shape = ""
				if l.Ring != "" {
					l.Class += " by-" + l.Ring
				}
			}
			if !slices.Contains(p.Key, l) {
				p.Key = append(p.Key, l)
			}
		}
	}
	slices.SortFunc(p.Key, func(a, b legend) int { return strings.Compare(a.Words, b.Words) })
	return p
}

// names is those of the oblasts that fill much of the picture, each in the middle of what is seen of it.
func (f frame) names(oblasts []oblast) (all []svgName) {
	seen := f.around.Pad(-(f.around.Right() - f.around.Left()) / 22)
	for _, o := range oblasts {
		middle, most := orb.Point{}, 12000.0 // square units
		for _, polygon := range o.shape {
			if len(polygon) == 0 || !polygon[0].Bound().Intersects(seen) {
				continue
			}
			at, area := planar.CentroidArea(clip.Ring(seen, polygon[0].Clone()))
			if area = math.Abs(area) * f.scale * f.scale; area > most {
				middle, most = at, area
			}
		}
		if most == 12000 {
			continue
		}
		x, y := f.at(middle)
		x = max(90, min(pictureWidth-90, x))
		if !slices.ContainsFunc(all, func(n svgName) bool { return max(n.X-x, x-n.X) < 170 && max(n.Y-y, y-n.Y) < 30 }) {
			all = append(all, svgName{x, y, o.name})
		}
	}
	return all
}

// shapes is the areas and the lines among the features, as exactly as their bytes allow.
func (f frame) shapes(sketches []sketch) []svgShape {
	type placed struct {
		sketch
		geometry orb.Geometry
	}
	var all []placed
	for _, s := range sketches {
		switch g := s.geometry.(type) {
		case orb.Polygon, orb.MultiPolygon:
			all = append(all, placed{s, onPlane(g)})
		case orb.MultiLineString:
			lines := make(orb.MultiLineString, len(g))
			for i, line := range g {
				lines[i] = onPlaneLine(line)
			}
			all = append(all, placed{s, lines})
		}
	}
	for units := 1.0; ; units *= 1.5 {
		var shapes []svgShape
		size := 0
		for _, s := range all {
			path := f.path(s.geometry, units)
			size += len(path)
			class := s.look.class
			if s.look.ring != "" {
				class += " by-" + s.look.ring
			}
			shapes = append(shapes, svgShape{class, path, s.title, s.href})
		}
		if size <= maxPaths || units > 100 {
			return shapes
		}
	}
}

// Hatches are the classes of those who claim ground on the picture.
func (p *picture) Hatches() (all []string) {
	for _, class := range []string{"held", "occupied"} {
		if slices.ContainsFunc(p.Key, func(l legend) bool { return l.Shape == "" && l.Ring == class }) {
			all = append(all, class)
		}
	}
	return all
}
