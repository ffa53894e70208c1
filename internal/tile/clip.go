package tile

import (
	"fmt"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
)

// The sides of the tile beyond which a position may lie.
const (
	west = 1 << iota
	east
	south
	north
)

// beyond is the sides of the ground beyond which a position lies, 0 when it is on it or is no number.
func beyond(ground *orb.Bound, p orb.Point) (sides uint8) {
	if p[0] < ground.Min[0] {
		sides = west
	} else if p[0] > ground.Max[0] {
		sides = east
	}
	if p[1] < ground.Min[1] {
		sides |= south
	} else if p[1] > ground.Max[1] {
		sides |= north
	}
	return sides
}

// checkPosition refuses what is no longitude and latitude. It lets pass longitudes that go on beyond the
// antimeridian.
func checkPosition(p orb.Point) error {
	if p[0] >= -360 && p[0] <= 360 && p[1] >= -90 && p[1] <= 90 {
		return nil
	}
	return fmt.Errorf("its position is %v, %v: want degrees, lon from -180 to 180 and lat from -90 to 90", p[0], p[1])
}

// near projects what of a line or ring may matter to the tile into e.scratch, and tells whether it has to be clipped. Of
// positions in a row that all lie beyond one side only the first and the last are taken: the line between them lies
// beyond that side like those it stands for. Few positions of a large ring are projected so.
func (e *encoder) near(line []orb.Point) (path []orb.Point, clipped bool, err error) {
	path = e.scratch[:0]
	take := func(p orb.Point) {
		if wrong := checkPosition(p); wrong != nil {
			err = wrong
		}
		path = append(path, e.grid.project(p))
	}
	ground := e.grid.ground
	common, last := uint8(0), -1 // sides of the present row, and its last position when that is not taken yet
	for i, p := range line {
		sides := beyond(&ground, p)
		if common&sides != 0 {
			common &= sides
			last = i
			continue
		}
		if last >= 0 {
			take(line[last])
		}
		common, last = sides, -1
		clipped = clipped || sides != 0
		take(p)
	}
	if last >= 0 {
		take(line[last])
	}
	e.scratch = path
	return path, clipped, err
}

// clipLine is what of a line lies in the tile.
func (e *encoder) clipLine(line orb.LineString) (orb.MultiLineString, error) {
	path, clipped, err := e.near(line)
	switch {
	case err != nil || len(path) < 2:
		return nil, err
	case clipped:
		return clip.LineString(box, path), nil
	}
	return orb.MultiLineString{path}, nil
}

// clipRing is what of a ring lies in the tile, closed and with positive area if outer, else with negative; nil for
// nothing. Parts that hang together outside of the tile do so along the edge of the buffer, there and back.
func (e *encoder) clipRing(ring orb.Ring, outer bool) (orb.Ring, error) {
	path, clipped, err := e.near(ring)
	if err != nil || len(path) < 3 {
		return nil, err
	}
	if path[0] != path[len(path)-1] {
		path = append(path, path[0])
	}
	cut := orb.Ring(path)
	if clipped {
		cut = clip.Ring(box, cut)
	}
	if len(cut) < 4 {
		return nil, nil
	}
	if (twiceArea(cut) > 0) != outer {
		cut.Reverse()
	}
	return cut, nil
}

// twiceArea is positive for rings that wind from the x axis to the y axis.
func twiceArea(ring orb.Ring) (area float64) {
	for i := 1; i < len(ring); i++ {
		p, q := ring[i-1], ring[i]
		area += (p[0]-ring[0][0])*(q[1]-ring[0][1]) - (q[0]-ring[0][0])*(p[1]-ring[0][1])
	}
	return area
}
