package web

import (
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

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
	pairs  []pair // the values as an address has them; nil until they are needed
}

// pair is a parameter, and how an address has it.
type pair struct{ name, text string }

func pairOf(name, value string) pair {
	return pair{name, url.QueryEscape(name) + "=" + url.QueryEscape(value)}
}

// encoded is the parameters as an address has them, by name, each once.
func (p *params) encoded() []pair {
	if p.pairs == nil {
		for _, name := range slices.Sorted(maps.Keys(p.values)) {
			p.pairs = append(p.pairs, pairOf(name, p.values[name][0]))
		}
	}
	return p.pairs
}

func parseParams(raw string) (*params, error) {
	values, err := url.ParseQuery(raw)
	if err != nil {
		return nil, &problem{Status: 400, Detail: "the query of the address cannot be read: write special characters as %XX and join parameters with &"}
	}
	return &params{values: values, used: make([]string, 0, 64)}, nil
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

// datetime is the condition on time, nil without one.
func (p *params) datetime() (*geo.Interval, error) {
	s, ok, err := p.one("datetime")
	if err != nil || !ok {
		return nil, err
	}
	i, err := parseDatetime(s)
	return &i, err
}

// momentOf is the day or the instant that a parameter names, and whether it was given.
func (p *params) momentOf(name string) (geo.Interval, bool, error) {
	s, given, err := p.one(name)
	if err != nil || !given {
		return geo.Interval{}, false, err
	}
	span, ok := parseMoment(s)
	if !ok {
		return span, true, badParam(name, s, wantMoment)
	}
	return span, true, nil
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
