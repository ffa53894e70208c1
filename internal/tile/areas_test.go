package tile_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"
	"github.com/paulmach/orb/planar"
	"github.com/peterstace/simplefeatures/geom"

	"retaken/internal/tile"
)

// full is the area of a tile and its buffer.
const full = (tile.Extent + 2*tile.Buffer) * (tile.Extent + 2*tile.Buffer)

// multi is the polygons of a decoded area.
func multi(t testing.TB, g orb.Geometry) orb.MultiPolygon {
	t.Helper()
	switch g := g.(type) {
	case orb.Polygon:
		return orb.MultiPolygon{g}
	case orb.MultiPolygon:
		return g
	}
	t.Fatalf("an area is read as %T", g)
	return nil
}

// verify checks an area as the specification and OGC 06-103r4 want it, and returns its area in square units.
func verify(t testing.TB, name any, g orb.Geometry) (area float64) {
	t.Helper()
	for _, polygon := range multi(t, g) {
		for i, ring := range polygon {
			a := signed(ring)
			if i == 0 && a <= 0 || i > 0 && a >= 0 {
				t.Errorf("%v: ring %d of %d has area %v: %v", name, i, len(polygon), a, ring)
			}
			area += a
			for k, p := range ring {
				inBuffer(t, name, p)
				if k > 0 && p == ring[k-1] {
					t.Errorf("%v: %v comes twice in a row", name, p)
				}
			}
		}
	}
	if err := invalid(multi(t, g)); err != nil {
		t.Errorf("%v: %v", name, err)
	}
	return area
}

// invalid is what simplefeatures has against a shape.
func invalid(shape orb.MultiPolygon) error {
	var polygons []geom.Polygon
	for _, polygon := range shape {
		polygons = append(polygons, simple(polygon, func(p orb.Point) orb.Point { return p }))
	}
	return geom.NewMultiPolygon(polygons).Validate()
}

// simple is a polygon as simplefeatures has it.
func simple(polygon orb.Polygon, project func(orb.Point) orb.Point) geom.Polygon {
	var rings []geom.LineString
	for _, ring := range polygon {
		var flat []float64
		for _, p := range ring {
			p = project(p)
			flat = append(flat, p[0], p[1])
		}
		rings = append(rings, geom.NewLineString(geom.NewSequence(flat, geom.DimXY)))
	}
	return geom.NewPolygon(rings)
}

func inBuffer(t testing.TB, name any, p orb.Point) {
	t.Helper()
	if p[0] < -tile.Buffer || p[0] > tile.Extent+tile.Buffer || p[1] < -tile.Buffer || p[1] > tile.Extent+tile.Buffer {
		t.Errorf("%v: %v lies outside of the buffer", name, p)
	}
}

func signed(ring orb.Ring) (area float64) {
	for i := 1; i < len(ring); i++ {
		area += ring[i-1][0]*ring[i][1] - ring[i][0]*ring[i-1][1]
	}
	return area / 2
}

// unit is the position in degrees of a point in units of the tile.
func unit(at maptile.Tile, x, y float64) orb.Point {
	size := math.Ldexp(tile.Extent, int(at.Z))
	u, v := (x+tile.Extent*float64(at.X))/size, (y+tile.Extent*float64(at.Y))/size
	return orb.Point{360*u - 180, math.Atan(math.Sinh(math.Pi*(1-2*v))) * 180 / math.Pi}
}

// TestAreas encodes the ground of the country at every zoom, around a place in its middle and across its outline:
// every area is valid, and together they cover the ground once.
func TestAreas(t *testing.T) {
	layer := areas(t, strewn)
	outline := country(t)
	for _, z := range []maptile.Zoom{0, 2, 4, 6, 7, 8, 10, 12, 15, 18} {
		for _, at := range []maptile.Tile{around(31.2, 49.1, z), around(33.4, 46.1, z)} {
			decoded := encode(t, at, layer)[0]
			sum, edges := 0.0, map[[2]orb.Point]int64{}
			for _, f := range decoded.Features {
				id := int64(f.ID.(float64))
				sum += verify(t, fmt.Sprint(at, " area ", id), f.Geometry)
				for _, polygon := range multi(t, f.Geometry) {
					for _, ring := range polygon {
						for i := 1; i < len(ring); i++ {
							edge := [2]orb.Point{ring[i-1], ring[i]}
							if other, taken := edges[edge]; taken {
								t.Errorf("%v: areas %d and %d lie on the same side of the edge %v", at, other, id, edge)
							}
							edges[edge] = id
						}
					}
				}
			}
			want := outlined(t, outline, at)
			// At most half a unit to either side of the outline, which has 20 times the length of a tile at most.
			if inside := math.Abs(want-full) < 1e-3; inside && sum != full || math.Abs(sum-want) > 20*tile.Extent {
				t.Errorf("%v: the areas sum to %v, the country has %v", at, sum, want)
			}
		}
	}
}

// outlined is the area of the country in the tile in square units, by simplefeatures and not rounded to the grid.
func outlined(t testing.TB, country orb.MultiPolygon, at maptile.Tile) (area float64) {
	t.Helper()
	size := math.Ldexp(tile.Extent, int(at.Z))
	box := geom.NewEnvelope(geom.XY{X: -tile.Buffer, Y: -tile.Buffer}, geom.XY{X: tile.Extent + tile.Buffer, Y: tile.Extent + tile.Buffer})
	for _, polygon := range country {
		projected := simple(polygon, func(p orb.Point) orb.Point {
			s := math.Sin(p[1] * math.Pi / 180)
			return orb.Point{(p[0]/360+0.5)*size - tile.Extent*float64(at.X), (0.5-math.Log((1+s)/(1-s))/(4*math.Pi))*size - tile.Extent*float64(at.Y)}
		})
		cut, err := geom.Intersection(projected.AsGeometry(), box.AsGeometry())
		if err != nil {
			t.Fatal(err)
		}
		area += cut.Area()
	}
	return area
}

// TestAreaOfPoint: what lay in an area still does, but for what lies within a unit of an edge.
func TestAreaOfPoint(t *testing.T) {
	regions := ground(t, strewn).Regions
	r := rand.New(rand.NewPCG(5, 6))
	for _, z := range []maptile.Zoom{6, 9, 12} {
		at := around(31.2, 49.1, z)
		decoded := encode(t, at, areas(t, strewn))[0]
		points, in, out, edge := make([]orb.Point, 100), make([]string, 100), make([]string, 100), make([]float64, 100)
		for i := range points {
			points[i], edge[i] = orb.Point{r.Float64() * tile.Extent, r.Float64() * tile.Extent}, math.Inf(1)
		}
		for _, f := range decoded.Features {
			for _, polygon := range multi(t, f.Geometry) {
				for i, p := range points {
					if planar.PolygonContains(polygon, p) {
						out[i] += fmt.Sprint(f.ID, " ")
					}
				}
				for _, ring := range polygon {
					for k := 1; k < len(ring); k++ {
						for i, p := range points {
							edge[i] = min(edge[i], planar.DistanceFromSegmentSquared(ring[k-1], ring[k], p))
						}
					}
				}
			}
		}
		for class, region := range regions {
			for _, polygon := range region.Shape {
				bound := polygon.Bound()
				for i, p := range points {
					if p = unit(at, p[0], p[1]); bound.Contains(p) && planar.PolygonContains(polygon, p) {
						in[i] += fmt.Sprint(class+1, " ")
					}
				}
			}
		}
		checked := 0
		for i, p := range points {
			if edge[i] < 1 {
				continue
			}
			checked++
			if in[i] != out[i] {
				t.Errorf("%v: %v lies in areas %s, want %s", at, p, out[i], in[i])
			}
		}
		if checked < 50 {
			t.Errorf("%v: only %d points lie away from all edges", at, checked)
		}
	}
}

// TestSeam: in the strip that two tiles have in common they have the same corners.
func TestSeam(t *testing.T) {
	for _, z := range []maptile.Zoom{5, 7, 9} {
		left := around(31.2, 49.1, z)
		right := maptile.New(left.X+1, left.Y, z)
		corners := func(at maptile.Tile, shift float64) map[string]bool {
			found := map[string]bool{}
			for _, f := range encode(t, at, areas(t, strewn))[0].Features {
				for _, polygon := range multi(t, f.Geometry) {
					for _, ring := range polygon {
						for _, p := range ring {
							if x := p[0] + shift; math.Abs(x-tile.Extent) < tile.Buffer-2 && p[1] > 0 && p[1] < tile.Extent {
								found[fmt.Sprint(f.ID, " ", x, " ", p[1])] = true
							}
						}
					}
				}
			}
			return found
		}
		a, b := corners(left, 0), corners(right, tile.Extent)
		if len(a) < 5 {
			t.Errorf("%v has %d corners at the seam", left, len(a))
		}
		for c := range a {
			if !b[c] {
				t.Errorf("%v has a corner at %s, %v has not", left, c, right)
			}
		}
		for c := range b {
			if !a[c] {
				t.Errorf("%v has a corner at %s, %v has not", right, c, left)
			}
		}
	}
}

// TestGDAL: GDAL reads the areas of a tile with their ids and properties, and GEOS finds all of them valid.
func TestGDAL(t *testing.T) {
	ogrinfo, err := exec.LookPath("ogrinfo")
	if err != nil {
		t.Skip("ogrinfo is not on the PATH (Debian: gdal-bin)")
	}
	for _, z := range []maptile.Zoom{4, 6, 9} {
		at := around(31.2, 49.1, z)
		data, err := tile.Encode(at, areas(t, strewn), places(100, at, placeFields))
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "tile.mvt")
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		query := func(dialect, sql string) string {
			t.Helper()
			out, err := exec.Command(ogrinfo, "-q", "-ro", "-oo", "CLIP=NO", "-oo", fmt.Sprint("X=", at.X), "-oo", fmt.Sprint("Y=", at.Y), "-oo", fmt.Sprint("Z=", z), "-dialect", dialect, "-sql", sql, path).CombinedOutput()
			if err != nil {
				t.Fatalf("%s: %v: %s", sql, err, out)
			}
			return string(out)
		}
		decoded := decode(t, data)
		if out := query("sqlite", "SELECT COUNT(*) AS n, COUNT(DISTINCT mvt_id) AS ids, MIN(mvt_id) AS low FROM areas"); !strings.Contains(out, fmt.Sprintf("n (Integer) = %d\n  ids (Integer) = %[1]d", len(decoded[0].Features))) {
			t.Errorf("%v: GDAL reads %s, want %d features", at, out, len(decoded[0].Features))
		}
		if out := query("sqlite", "SELECT name, kind, holder, population, ST_X(geometry) FROM control WHERE mvt_id = 7"); !strings.Contains(out, "name (String) = Новоолександрівка 6\n") || !strings.Contains(out, "population (Integer) = ") {
			t.Errorf("%v: GDAL reads %s", at, out)
		}
		out := query("sqlite", "SELECT COUNT(*) AS n FROM areas WHERE NOT ST_IsValid(geometry)")
		if strings.Contains(out, "no such function") {
			t.Log("not compared with GEOS: this GDAL is built without it")
		} else if !strings.Contains(out, "n (Integer) = 0") {
			t.Errorf("%v: GEOS finds invalid areas: %s", at, out)
		}
	}
}

// TestRoundedApart makes sure that the checks above can fail: areas of which every corner is rounded by itself, as orb
// does, are not valid.
func TestRoundedApart(t *testing.T) {
	at := around(31.2, 49.1, 6)
	data, err := byOrb(at, areas(t, strewn))
	if err != nil {
		t.Fatal(err)
	}
	wrong := 0
	for _, f := range decode(t, data)[0].Features {
		if invalid(multi(t, f.Geometry)) != nil {
			wrong++
		}
	}
	if wrong == 0 {
		t.Error("areas of which every corner is rounded by itself are valid")
	}
	t.Logf("%d of %d areas are not valid when every corner is rounded by itself", wrong, classes)
}
