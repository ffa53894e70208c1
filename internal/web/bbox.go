package web

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

var number = regexp.MustCompile(`^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$`)

// box is the box of the parameter bbox in degrees, given in the system of bbox-crs; nil without one.
func (p *params) box() (*[4]float64, error) {
	system, err := p.system("bbox-crs")
	if err != nil {
		return nil, err
	}
	s, ok, err := p.one("bbox")
	if err != nil || !ok {
		return nil, err
	}
	return parseBBox(s, system)
}

// parseBBox reads a box by its lower and its upper corner, four numbers, or the six of a box with heights, which are
// ignored: nothing here has a height.
func parseBBox(s string, system crs) (*[4]float64, error) {
	bad := func(want string) error { return badParam("bbox", s, want) }
	parts := strings.Split(s, ",")
	if len(parts) != 4 && len(parts) != 6 {
		return nil, bad("four numbers, " + system.want)
	}
	var v []float64
	for _, part := range parts {
		x, err := strconv.ParseFloat(part, 64)
		if err != nil || !number.MatchString(part) || math.IsInf(x, 0) {
			return nil, bad("numbers with commas between them, such as 22,44,40.5,52.4")
		}
		v = append(v, x)
	}
	if len(v) == 6 {
		if v[2] > v[5] {
			return nil, bad("a box whose lower height comes first")
		}
		v = []float64{v[0], v[1], v[3], v[4]}
	}
	b, err := system.box([4]float64(v))
	switch {
	case err != nil:
		return nil, bad("a box in this system: " + err.Error())
	case math.Abs(b[0]) > 180 || math.Abs(b[2]) > 180:
		return nil, bad("longitudes from -180 to 180")
	case math.Abs(b[1]) > 90 || math.Abs(b[3]) > 90:
		return nil, bad("latitudes from -90 to 90")
	case b[1] > b[3]:
		return nil, bad("a box whose southern edge comes before its northern one")
	}
	return b, nil
}
