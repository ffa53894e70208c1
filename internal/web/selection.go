package web

import (
	"slices"
	"strconv"
	"strings"

	"retaken/internal/atlas"
	"retaken/internal/cql2"
	"retaken/internal/geo"
)

// selection is which features of a collection are asked for, and which page of them in which order.
func (p *params) selection(fields []geo.Field) (atlas.Query, error) {
	q, err := p.conditions(fields)
	if err != nil {
		return q, err
	}
	for _, read := range []func() error{
		func() error { q.Limit, err = p.limit(defaultLimit, maxLimit); return err },
		func() error { q.Offset, err = p.offset(); return err },
		func() error { q.After, err = p.filled("after", "what a next link of this server has"); return err },
		func() error { q.Sort, err = p.sort(fields); return err },
	} {
		if err := read(); err != nil {
			return q, err
		}
	}
	return q, nil
}

// conditions is which features of a collection are asked for.
func (p *params) conditions(fields []geo.Field) (q atlas.Query, err error) {
	for _, read := range []func() error{
		func() error { q.BBox, err = p.box(); return err },
		func() error { q.Time, err = p.datetime(); return err },
		func() error { q.Equals, err = p.equals(fields); return err },
		func() error { q.Where, err = p.filter(fields); return err },
		func() error { q.Words, err = p.filled("q", "words to look for"); return err },
	} {
		if err := read(); err != nil {
			return q, err
		}
	}
	return q, nil
}

// filled is a parameter that has to say something when it is given.
func (p *params) filled(name, want string) (string, error) {
	s, ok, err := p.one(name)
	if err == nil && ok && strings.TrimSpace(s) == "" {
		err = badParam(name, s, want)
	}
	return s, err
}

// offset is how many features are to be left out.
func (p *params) offset() (int, error) {
	s, ok, err := p.one("offset")
	if err != nil || !ok {
		return 0, err
	}
	n, err := strconv.Atoi(s)
	if err != nil || !digits.MatchString(s) {
		return 0, badParam("offset", s, "a whole number from 0")
	}
	return n, nil
}

// equals is the conditions that are given by the names of properties.
func (p *params) equals(fields []geo.Field) (map[string][]string, error) {
	equals := map[string][]string{}
	for _, f := range fields {
		s, ok, err := p.one(f.Name)
		if err != nil {
			return nil, err
		}
		if ok {
			equals[f.Name] = alternatives(f, s)
		}
	}
	return equals, nil
}

// filter is the condition of the parameter filter, nil without one.
func (p *params) filter(fields []geo.Field) (atlas.Condition, error) {
	system, err := p.system("filter-crs")
	if err != nil {
		return nil, err
	}
	lang, _, err := p.one("filter-lang")
	if err != nil {
		return nil, err
	}
	s, ok, err := p.one("filter")
	if err != nil {
		return nil, err
	}
	reader := cql2.Reader{Fields: slices.Clone(fields), Point: system.from}
	for i := range reader.Fields {
		reader.Fields[i].Enum = nil // a value that a property never has is a condition like any other
	}
	read := reader.Text
	switch lang {
	case "", "cql2-text":
	case "cql2-json":
		read = reader.JSON
	default:
		return nil, badParam("filter-lang", lang, "cql2-text or cql2-json")
	}
	if !ok {
		return nil, nil
	}
	f, err := read(s)
	if err != nil {
		return nil, &problem{Status: 400, Detail: "parameter filter: " + err.Error()}
	}
	return f, nil
}

// sort is the order of the parameter sortby.
func (p *params) sort(fields []geo.Field) (order []atlas.Order, err error) {
	s, ok, err := p.one("sortby")
	if err != nil || !ok {
		return nil, err
	}
	for _, name := range strings.Split(s, ",") {
		name, descending := strings.CutPrefix(strings.TrimLeft(name, " +"), "-") // a plus in an address is a space

		if fieldOf(fields, name) < 0 {
			return nil, badParam("sortby", s, "names of properties with commas between them, each after a - to turn its order around: "+names(fields))
		}
		order = append(order, atlas.Order{Field: name, Descending: descending})
	}
	return order, nil
}

func fieldOf(fields []geo.Field, name string) int {
	return slices.IndexFunc(fields, func(f geo.Field) bool { return f.Name == name })
}

func names(fields []geo.Field) string {
	var all []string
	for _, f := range fields {
		all = append(all, f.Name)
	}
	return strings.Join(all, ", ")
}
