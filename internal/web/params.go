package web

import (
	"fmt"
	"math"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"retaken/internal/atlas"
	"retaken/internal/geo"
)

// The number of features on a page. More than the maximum is cut to it.
const (
	defaultLimit = 100
	maxLimit     = 10000
)

// params is the query of a request. What nobody has asked for when the answer is ready is an unknown
// parameter, so that a new one needs no list to be known.
type params struct {
	values url.Values
	used   []string
}

func parseParams(raw string) (*params, error) {
	values, err := url.ParseQuery(raw)
	if err != nil {
		return nil, &problem{Status: 400, Detail: "the query of the address cannot be read: write special characters as %XX and join parameters with &"}
	}
	return &params{values: values}, nil
}

// one is the value of a parameter and whether it was given. Given twice, it must say the same.
func (p *params) one(name string) (string, bool, error) {
	p.used = append(p.used, name)
	values := p.values[name]
	if len(values) == 0 {
		return "", false, nil
	}
	for _, v := range values[1:] {
		if v != values[0] {
			return "", false, &problem{Status: 400, Detail: fmt.Sprintf("parameter %s is given twice, as %s and as %s: give it once", name, quoted(values[0]), quoted(v))}
		}
	}
	return values[0], true, nil
}

// rest is an error when there is a parameter that nobody has asked for.
func (p *params) rest() error {
	for name := range p.values {
		if !slices.Contains(p.used, name) {
			known := slices.Compact(slices.Sorted(slices.Values(p.used)))
			return &problem{Status: 400, Detail: fmt.Sprintf("parameter %s is unknown here; known are %s", quoted(name), strings.Join(known, ", "))}
		}
	}
	return nil
}

// selection is what the parameters of an items request ask of a collection with those fields.
func (p *params) selection(fields []geo.Field) (atlas.Query, error) {
	var q atlas.Query
	if s, ok, err := p.one("bbox"); err != nil {
		return q, err
	} else if ok {
		if q.BBox, err = parseBBox(s); err != nil {
			return q, err
		}
	}
	var err error
	if q.Time, err = p.datetime(); err != nil {
		return q, err
	}
	if q.Limit, err = p.limit(defaultLimit, maxLimit); err != nil {
		return q, err
	}
	if s, ok, err := p.one("after"); err != nil {
		return q, err
	} else if ok {
		if q.After, err = strconv.ParseInt(s, 10, 64); err != nil || q.After < 0 {
			return q, badParam("after", s, "what a next link of this server has")
		}
	}
	for _, f := range fields {
		s, ok, err := p.one(f.Name)
		if err != nil {
			return q, err
		}
		if ok {
			if q.Equals == nil {
				q.Equals = map[string][]string{}
			}
			q.Equals[f.Name] = alternatives(f, s)
		}
	}
	return q, nil
}

// datetime is the condition on time, nil without one.
func (p *params) datetime() (*geo.Interval, error) {
	s, ok, err := p.one("datetime")
	if err != nil || !ok {
		return nil, err
	}
	i, err := parseDatetime(s)
	return &i, err
}

// alternatives is the values in a comma list. A text may hold commas itself, so that for one the whole
// is an alternative too.
func alternatives(f geo.Field, s string) []string {
	parts := strings.Split(s, ",")
	if f.Type == geo.Text && f.Enum == nil && len(parts) > 1 {
		parts = append(parts, s)
	}
	return parts
}

var digits = regexp.MustCompile(`^[0-9]+$`)

// limit is how many features are asked for at most.
func (p *params) limit(normal, most int) (int, error) {
	s, ok, err := p.one("limit")
	if err != nil || !ok {
		return normal, err
	}
	n, err := strconv.Atoi(s)
	switch {
	case !digits.MatchString(s) || err == nil && n == 0:
		return 0, badParam("limit", s, fmt.Sprintf("a whole number from 1 to %d", most))
	case err != nil: // more digits than a number holds
		return most, nil
	}
	return min(n, most), nil
}

var number = regexp.MustCompile(`^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$`)

// parseBBox reads west,south,east,north, or the six numbers of a box with heights, which are ignored:
// nothing here has a height.
func parseBBox(s string) (*[4]float64, error) {
	bad := func(want string) error { return badParam("bbox", s, want) }
	parts := strings.Split(s, ",")
	if len(parts) != 4 && len(parts) != 6 {
		return nil, bad("four numbers, west,south,east,north, in degrees")
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
	switch {
	case math.Abs(v[0]) > 180 || math.Abs(v[2]) > 180:
		return nil, bad("longitudes from -180 to 180")
	case math.Abs(v[1]) > 90 || math.Abs(v[3]) > 90:
		return nil, bad("latitudes from -90 to 90")
	case v[1] > v[3]:
		return nil, bad("a box whose southern edge comes before its northern one")
	}
	return &[4]float64{v[0], v[1], v[2], v[3]}, nil
}

const wantMoment = "a day such as 2022-09-11 or an instant such as 2022-09-11T10:00:00Z"

const wantDatetime = "a day such as 2022-09-11, an instant such as 2022-09-11T10:00:00Z, or two of them with / between, of which one may be .. for an open end"

// parseDatetime reads a day, an instant or an interval of them, both ends of which belong to it, and
// gives the half-open interval that means the same.
func parseDatetime(s string) (geo.Interval, error) {
	bad := func(want string) (geo.Interval, error) { return geo.Interval{}, badParam("datetime", s, want) }
	from, to, isInterval := strings.Cut(s, "/")
	if !isInterval {
		to = from
	}
	open := func(s string) bool { return isInterval && (s == "" || s == "..") }
	var i geo.Interval
	if !open(from) {
		span, ok := parseMoment(from)
		if !ok {
			return bad(wantDatetime)
		}
		i.Start = span.Start
	}
	if !open(to) {
		span, ok := parseMoment(to)
		if !ok {
			return bad(wantDatetime)
		}
		// QGIS writes an open end as the year 9999.
		if span.Start.Year() < 9999 {
			i.End = span.End
		}
		if !i.Start.Before(span.End) {
			return bad("an interval that begins before it ends")
		}
	}
	if open(from) && open(to) {
		return bad("an interval with at least one end")
	}
	return i, nil
}

// parseMoment is the whole of a day, or the shortest span that holds an instant. GDAL writes a day with
// a T after it.
func parseMoment(s string) (geo.Interval, bool) {
	s = strings.ToUpper(s)
	if day, err := time.Parse(time.DateOnly, strings.TrimSuffix(s, "T")); err == nil {
		return geo.Interval{Start: day, End: day.AddDate(0, 0, 1)}, true
	}
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return geo.Interval{}, false
	}
	t = t.UTC()
	return geo.Interval{Start: t, End: t.Add(time.Nanosecond)}, true
}
