package web

import (
	"strings"

	"retaken/internal/atlas"
	"retaken/internal/geo"
)

// view is how features are shown: in a coordinate reference system, with all of their properties or some.
type view struct {
	crs    crs
	all    []geo.Field // of the collection
	fields []geo.Field // that are shown
	of     []int       // which of the collection's these are; nil for all
}

// view reads the parameters that say how the features of a collection with those fields are shown.
func (p *params) view(fields []geo.Field) (view, error) {
	system, err := p.system("crs")
	if err != nil {
		return view{}, err
	}
	w, err := p.columns(fields)
	w.crs = system
	return w, err
}

// columns reads which properties are shown.
func (p *params) columns(fields []geo.Field) (view, error) {
	w := view{all: fields, fields: fields, crs: systems[0]}
	s, ok, err := p.one("properties")
	if err != nil || !ok {
		return w, err
	}
	w.fields, w.of = []geo.Field{}, []int{}
	for _, name := range strings.Split(s, ",") {
		i := fieldOf(fields, name)
		if i < 0 {
			return w, badParam("properties", s, "names of properties with commas between them: "+names(fields))
		}
		w.fields, w.of = append(w.fields, fields[i]), append(w.of, i)
	}
	return w, nil
}

// plain tells whether features are shown as they are.
func (w view) plain() bool { return w.of == nil && w.crs.to == nil }

// feature is a feature as it is shown.
func (w view) feature(r atlas.Row) geo.Feature {
	f := r.Feature()
	f.Geometry = w.crs.geometry(f.Geometry)
	if w.of != nil {
		all := f.Properties
		f.Properties = make([]any, len(w.of))
		for i, field := range w.of {
			f.Properties[i] = all[field]
		}
	}
	return f
}

// appendPage appends the features of a page with commas between them.
func (w view) appendPage(b []byte, page atlas.Page) ([]byte, error) {
	if w.plain() {
		return page.AppendJSON(b), nil
	}
	first := true
	for r := range page.Rows() {
		if !first {
			b = append(b, ',')
		}
		first = false
		var err error
		if b, err = w.append(b, r); err != nil {
			return b, err
		}
	}
	return b, nil
}

// append appends a feature.
func (w view) append(b []byte, r atlas.Row) ([]byte, error) {
	if w.plain() {
		return r.AppendJSON(b), nil
	}
	return w.feature(r).AppendJSON(b, w.fields)
}
