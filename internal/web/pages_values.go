package web

import (
	"cmp"
	"fmt"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"retaken/internal/geo"
)

// cell is a value as people read it. With Parts it is several of them.
type cell struct {
	Text, Href, Class, Lang string
	External                bool // Href comes from outside
	Rows                    int  // that it stands for, 0 for one, less than 0 for none
	Parts                   []cell
}

// cellOf is the value of a field. base is the public address of the server.
func cellOf(base string, f geo.Field, v any) cell {
	c := cell{Text: inWords(f, v)}
	switch v := v.(type) {
	case int64:
		c.Class = "n"
		if at, ok := idsOf[f.Name]; ok {
			c.Class, c.Href = "", base+at+"/"+c.Text
		}
	case float64:
		c.Class = "n"
	case string:
		switch {
		case f.Name == "because":
			c.Text = ""
			for _, id := range strings.Split(v, ",") {
				if id != "" {
					c.Parts = append(c.Parts, cell{Text: id, Href: base + "/collections/events/items/" + url.PathEscape(id)})
				}
			}
		case f.Name == "article", f.Name == "copy_of":
			c.Href = base + "/collections/articles/items?ref=" + url.QueryEscape(v)
		case webAddress(v):
			c.Href, c.External = v, true
			if u, err := url.Parse(v); err == nil {
				c.Text = strings.TrimPrefix(u.Host, "www.")
			}
		case len([]rune(v)) > 40:
			c.Class = "text"
		}
	}
	if strings.HasSuffix(f.Name, "_uk") {
		c.Lang = "uk"
	} else if strings.HasSuffix(f.Name, "_ru") {
		c.Lang = "ru"
	}
	return c
}

// idsOf is where the pages of the features lie whose ids a property has.
var idsOf = map[string]string{"place_id": "/places", "article_id": "/articles", "event": "/collections/events/items"}

// webAddress tells whether a text may be linked to.
func webAddress(s string) bool {
	return strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://")
}

// inWords is a value of a field in words, "" for null.
func inWords(f geo.Field, v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case bool:
		if v {
			return "yes"
		}
		return "no"
	case int64:
		if strings.HasSuffix(f.Name, "id") || f.Name == "event" {
			return strconv.FormatInt(v, 10)
		}
		return grouped(v)
	case float64:
		whole, rest, _ := strings.Cut(strconv.FormatFloat(v, 'f', -1, 64), ".")
		n, err := strconv.ParseInt(whole, 10, 64)
		if rest != "" {
			rest = "." + rest
		}
		if err != nil || n == 0 { // which would lose its sign
			return whole + rest
		}
		return grouped(n) + rest
	case string:
		if f.Type == geo.Instant {
			return strings.TrimSuffix(v, "T00:00:00Z")
		}
		switch f.Name {
		case "holder", "previous", "from_holder", "to_holder", "left_holder", "right_holder":
			return cmp.Or(holders[v], v)
		case "by", "from", "claim_by", "from_claim_by", "to_claim_by", "source_side":
			return cmp.Or(sides[v], v)
		case "valid_from", "valid_to":
			return strings.TrimSuffix(v, "T00:00:00Z")
		}
		return v
	}
	return fmt.Sprint(v)
}

// grouped is a number with commas in it.
func grouped[T int | int64](n T) string {
	s := strconv.FormatInt(int64(n), 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// heading is the name of a property as the head of a column.
func heading(name string) string { return strings.ReplaceAll(name, "_", " ") }

// position is a geometry in words.
func position(g orb.Geometry) string {
	number := func(v float64) string { return strconv.FormatFloat(math.Round(v*1e6)/1e6, 'f', -1, 64) }
	switch g := g.(type) {
	case nil:
		return ""
	case orb.Point:
		return number(g[0]) + ", " + number(g[1])
	case orb.MultiPoint:
		all := make([]string, len(g))
		for i, p := range g {
			all[i] = number(p[0]) + ", " + number(p[1])
		}
		return strings.Join(all, "; ")
	}
	corners := 0
	switch g := g.(type) {
	case orb.MultiPolygon:
		for _, polygon := range g {
			for _, ring := range polygon {
				corners += len(ring)
			}
		}
	case orb.MultiLineString:
		for _, line := range g {
			corners += len(line)
		}
	}
	return g.GeoJSONType() + " of " + among(corners, g.Bound())
}

func among(positions int, b orb.Bound) string {
	return fmt.Sprintf("%s positions between %s and %s", grouped(positions), position(b.Min), position(b.Max))
}

// positionCell is that in a column.
func positionCell(g orb.Geometry) cell {
	c := cell{Text: position(g)}
	if points, ok := g.(orb.MultiPoint); ok && len(points) > 2 {
		c.Text = among(len(points), points.Bound())
	}
	if len(c.Text) > 40 {
		c.Class = "text"
	}
	return c
}

// titleOf is what a feature is called.
func titleOf(id int64, value func(name string) any) string {
	for _, name := range []string{"name", "place", "title", "holder"} {
		if s, ok := value(name).(string); ok && s != "" {
			if name == "holder" {
				return cmp.Or(holders[s], s)
			}
			return s
		}
	}
	return "Feature " + strconv.FormatInt(id, 10)
}

// control is one thing of a form.
type control struct {
	Name, Label, Type, Value, Hint string
	Required                       bool
	Options                        []crumb // of a choice: the title and the value
}

// asking is a form that asks for the page again with other conditions. It works without a script.
type asking struct {
	Action, Button string
	Hidden         [][2]string
	Controls       []control
	More           []control // that few need
	Open           bool      // one of these is set
	Given          int       // conditions that are set
	Clear          string    // the page without conditions
}

// form is a form of those controls, with what else was asked for kept as it is.
func (v *visit) form(button string, controls ...control) *asking {
	path := v.href(v.Request().URL.Path)
	a := &asking{Action: path, Button: button, Hidden: [][2]string{{"f", "html"}}, Clear: path + "?f=html"}
	shown := map[string]bool{"f": true, "after": true, "offset": true}
	for _, c := range controls {
		c.Value = v.values.Get(c.Name)
		if c.Type == "date" && c.Value != "" {
			if _, err := time.Parse(time.DateOnly, c.Value); err != nil {
				c.Type = "text" // which can show it
			}
		}
		if c.Options != nil && !slices.ContainsFunc(c.Options, func(o crumb) bool { return o.Href == c.Value }) {
			c.Options = append(slices.Clip(c.Options), crumb{c.Value, c.Value})
		}
		if c.Value != "" {
			a.Given++
		}
		shown[c.Name] = true
		a.Controls = append(a.Controls, c)
	}
	if i := slices.IndexFunc(a.Controls, func(c control) bool { return c.Options != nil }); i > 0 {
		a.Controls, a.More = a.Controls[:i], a.Controls[i:]
		a.Open = slices.ContainsFunc(a.More, func(c control) bool { return c.Value != "" })
	}
	for name, given := range v.values {
		if !shown[name] {
			a.Hidden = append(a.Hidden, [2]string{name, given[0]})
			a.Given++
		}
	}
	slices.SortFunc(a.Hidden[1:], func(a, b [2]string) int { return strings.Compare(a[0], b[0]) })
	return a
}

// Controls that several forms have.
var (
	askAsOf = control{Name: "as-of", Label: "As known on", Type: "date"}
	askBox  = control{Name: "bbox", Label: "Box: west,south,east,north", Type: "text", Hint: "36,48,39,50"}
	askText = control{Name: "q", Label: "Words in its texts", Type: "search"}
)

// choices is a control for each property that has few values.
func choices(fields []geo.Field) (all []control) {
	for _, f := range fields {
		options := []crumb{{"any", ""}}
		switch {
		case f.Enum != nil:
			for _, value := range f.Enum {
				options = append(options, crumb{inWords(f, value), value})
			}
		case f.Type == geo.Boolean:
			options = append(options, crumb{"yes", "true"}, crumb{"no", "false"})
		default:
			continue
		}
		all = append(all, control{Name: f.Name, Label: f.Title, Options: options})
	}
	return all
}

// moment is one end of an extent in time, the days of whole days.
func moment(t *string, open string) string {
	if t == nil {
		return open
	}
	return strings.TrimSuffix(strings.TrimSuffix(*t, "T00:00:00Z"), "T23:59:59Z")
}
