package web

import (
	"slices"
	"strconv"
	"strings"

	"retaken/internal/format"
)

// form is what a resource is offered in.
type form struct {
	names  []string       // what f may be
	media  string         // Content-Type of the answer
	also   []string       // what else in Accept means this form
	export *format.Format // that writes whole collections so; nil for documents
}

var (
	asJSON    = form{names: []string{"json"}, media: "application/json"}
	asPage    = form{names: []string{"json"}, media: "application/geo+json", also: []string{"application/json"}} // of features
	asGeoJSON = form{names: []string{"json", "geojson"}, media: "application/geo+json", also: []string{"application/json"}}
	asOpenAPI = form{names: []string{"json"}, media: mediaOpenAPI, also: []string{"application/openapi+json", "application/json"}}
	asSchema  = form{names: []string{"json"}, media: "application/schema+json", also: []string{"application/json"}}
	asNDJSON  = form{names: []string{"ndjson"}, media: "application/x-ndjson", also: []string{"application/ndjson"}}
	asAtom    = form{names: []string{"atom"}, media: mediaAtom + "; charset=utf-8", also: []string{"application/xml"}}
	asHTML    = form{names: []string{"html"}, media: "text/html; charset=utf-8", also: []string{"application/xhtml+xml"}}
)

// exports are the forms of whole collections.
var exports = func() (forms []form) {
	for _, f := range format.Formats {
		forms = append(forms, form{names: []string{f.Name}, media: f.Media, export: &f})
	}
	return forms
}()

const mediaOpenAPI = "application/vnd.oai.openapi+json;version=3.0"

// negotiate chooses among forms: what f names, else what the Accept header likes best, else the first.
// Clients send odd lists, so that one that nothing fits counts as none. Among equals the one that is
// named itself wins over one that a wildcard means, then the one that is named first.
func negotiate(p *params, accept string, forms []form) (form, error) {
	f, given, err := p.one("f")
	if err != nil {
		return form{}, err
	}
	if given {
		var names []string
		for _, o := range forms {
			if slices.Contains(o.names, f) {
				return o, nil
			}
			names = append(names, o.names...)
		}
		return form{}, badParam("f", f, "one of "+strings.Join(names, ", "))
	}
	best, bestRank := forms[0], rank{}
	for _, o := range forms {
		if r := o.rank(accept); r.better(bestRank) {
			best, bestRank = o, r
		}
	}
	return best, nil
}

// rank says how well a form fits an Accept header; the zero rank does not fit.
type rank struct {
	quality   float64
	precision int // 1 for */*, 2 for text/*, 3 for the type itself
	place     int // of the entry in the list
}

func (r rank) better(o rank) bool {
	switch {
	case r.quality != o.quality:
		return r.quality > o.quality
	case r.precision != o.precision:
		return r.precision > o.precision
	}
	return r.place < o.place
}

// rank takes for each media type of the form the most precise entry that fits it, as RFC 9110 12.5.1
// says, and of these the best.
func (f form) rank(accept string) rank {
	var best rank
	for _, media := range append([]string{f.media}, f.also...) {
		media, _, _ = strings.Cut(media, ";")
		var r rank
		for i, entry := range strings.Split(accept, ",") {
			name, q := weighted(entry)
			if p := precision(name, media); p > r.precision {
				r = rank{q, p, i}
			}
		}
		if r.quality > 0 && r.better(best) {
			best = r
		}
	}
	return best
}

// precision tells how exactly a media range means a media type, 0 for not at all.
func precision(rang, media string) int {
	kind, _, _ := strings.Cut(media, "/")
	switch rang {
	case media:
		return 3
	case kind + "/*":
		return 2
	case "*/*":
		return 1
	}
	return 0
}

// weighted is the name and the q-value of an entry of Accept or Accept-Encoding. A q-value that is no
// number counts as 1.
func weighted(entry string) (string, float64) {
	name, rest, _ := strings.Cut(entry, ";")
	quality := 1.0
	for parameter := range strings.SplitSeq(rest, ";") {
		key, value, _ := strings.Cut(strings.TrimSpace(parameter), "=")
		if strings.EqualFold(key, "q") {
			if q, err := strconv.ParseFloat(value, 64); err == nil && q >= 0 && q <= 1 {
				quality = q
			}
		}
	}
	return strings.ToLower(strings.TrimSpace(name)), quality
}
