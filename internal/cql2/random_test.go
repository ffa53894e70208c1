package cql2_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"retaken/internal/cql2"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"pgregory.net/rapid"
)

// tree is a random filter as CQL2 JSON, from which the text is written another way than the package does: with
// brackets around everything.
type tree map[string]any

func (e tree) MarshalJSON() ([]byte, error) {
	for _, key := range []string{"value", "geometry"} {
		if v, ok := e[key]; ok {
			return json.Marshal(v)
		}
	}
	return json.Marshal(map[string]any(e))
}

func (e tree) text() string {
	switch {
	case e["property"] != nil:
		return fmt.Sprintf("%q", e["property"])
	case e["date"] != nil:
		return fmt.Sprintf("date('%s')", e["date"])
	case e["timestamp"] != nil:
		return fmt.Sprintf("timestamp('%s')", e["timestamp"])
	case e["bbox"] != nil:
		b := e["bbox"].([]float64)
		return fmt.Sprintf("bbox(%v,%v,%v,%v)", b[0], b[1], b[2], b[3])
	case e["wkt"] != nil:
		return e["wkt"].(string)
	case e["interval"] != nil:
		ends := e["interval"].([]any)
		return fmt.Sprintf("interval(%s,%s)", end(ends[0]), end(ends[1]))
	case e["op"] == nil:
		if s, ok := e["value"].(string); ok {
			return end(s)
		}
		return fmt.Sprint(e["value"])
	}
	op := e["op"].(string)
	var args []string
	for _, a := range e["args"].([]any) {
		if list, ok := a.([]any); ok {
			var items []string
			for _, i := range list {
				items = append(items, "("+i.(tree).text()+")")
			}
			args = append(args, strings.Join(items, ","))
		} else {
			args = append(args, "("+a.(tree).text()+")")
		}
	}
	switch op {
	case "not":
		return "NOT" + args[0]
	case "isNull":
		return args[0] + "Is Null"
	case "between":
		return args[0] + "between" + args[1] + "and" + args[2]
	case "in":
		return args[0] + "in(" + args[1] + ")"
	case "casei", "accenti":
		return op + args[0]
	}
	if strings.HasPrefix(op, "s_") || strings.HasPrefix(op, "t_") { // literals of these stand in no brackets
		for i, a := range e["args"].([]any) {
			args[i] = a.(tree).text()
		}
		return op + "(" + args[0] + " , " + args[1] + ")"
	}
	return strings.Join(args, " "+op+"\n")
}

func end(v any) string {
	if e, ok := v.(tree); ok {
		return e.text()
	}
	return "'" + strings.NewReplacer(`'`, `\'`, `\`, `\\`).Replace(v.(string)) + "'"
}

func pick[T any](t *rapid.T, of ...T) T { return of[rapid.IntRange(0, len(of)-1).Draw(t, "pick")] }

func op(name string, args ...any) tree { return tree{"op": name, "args": args} }

func condition(t *rapid.T, depth int) tree {
	if depth <= 0 {
		return pick(t, tree{"value": true}, tree{"value": false}, tree{"property": "background"})
	}
	switch rapid.IntRange(0, 9).Draw(t, "condition") {
	case 0, 1:
		args := []any{condition(t, depth-1), condition(t, depth-1)}
		if rapid.Bool().Draw(t, "three") {
			args = append(args, condition(t, depth-2))
		}
		return op(pick(t, "and", "or"), args...)
	case 2:
		return op("not", condition(t, depth-1))
	case 3:
		make := pick(t, number, words, instant)
		return op(pick(t, "=", "<>", "<", ">", "<=", ">="), make(t, depth-1), make(t, depth-1))
	case 4:
		make := pick(t, number, words, instant, shape, condition, span)
		return op("isNull", make(t, depth-1))
	case 5:
		return op("like", words(t, depth-1), tree{"value": pick(t, "%", "I_i%", `a\%`, "")})
	case 6:
		return op("between", number(t, depth-1), number(t, depth-1), number(t, depth-1))
	case 7:
		make := pick(t, number, words, instant)
		return op("in", make(t, depth-1), []any{make(t, depth-1), make(t, depth-2)})
	case 8:
		return op(pick(t, "s_intersects", "s_disjoint", "s_within", "s_contains", "s_equals", "s_touches", "s_crosses", "s_overlaps"), shape(t, 0), shape(t, 0))
	}
	if rapid.Bool().Draw(t, "instants") {
		return op(pick(t, "t_after", "t_before", "t_disjoint", "t_equals", "t_intersects"), pick(t, instant, span)(t, 0), pick(t, instant, span)(t, 0))
	}
	return op(pick(t, "t_contains", "t_during", "t_finishedBy", "t_finishes", "t_meets", "t_metBy", "t_overlappedBy", "t_overlaps", "t_startedBy", "t_starts"),
		span(t, 0), span(t, 0))
}

func number(t *rapid.T, depth int) tree {
	if depth <= 0 || rapid.Bool().Draw(t, "leaf") {
		return pick(t, tree{"property": "population"}, tree{"property": "confidence"}, tree{"value": rapid.Float64Range(-1e25, 1e25).Draw(t, "n")},
			tree{"value": float64(rapid.IntRange(-3, 3).Draw(t, "small"))})
	}
	return op(pick(t, "+", "-", "*", "/", "%", "div", "^"), number(t, depth-1), number(t, depth-1))
}

func words(t *rapid.T, depth int) tree {
	if depth <= 0 || rapid.Bool().Draw(t, "leaf") {
		return pick(t, tree{"property": "name"}, tree{"property": "район"}, tree{"value": rapid.StringN(0, 6, -1).Draw(t, "text")}, tree{"value": `it's \a `})
	}
	return op(pick(t, "casei", "accenti"), words(t, depth-1))
}

func instant(t *rapid.T, _ int) tree {
	return pick(t, tree{"property": "date"}, tree{"property": "end"}, tree{"date": "2022-09-10"}, tree{"date": "0001-01-01"},
		tree{"timestamp": "2022-09-10T06:30:00Z"}, tree{"timestamp": "9999-12-31T23:59:59.123456Z"})
}

func span(t *rapid.T, _ int) tree {
	start := pick[any](t, "..", "2022-09-10", "2022-09-10T06:30:00Z", tree{"property": "valid_from"}, tree{"property": "start"})
	end := pick[any](t, "..", "2022-09-11", "2022-09-10T06:30:00.5Z", tree{"property": "valid_to"}, tree{"property": "end"})
	return tree{"interval": []any{start, end}}
}

func shape(t *rapid.T, _ int) tree {
	x, y := rapid.Float64Range(-170, 170).Draw(t, "x"), rapid.Float64Range(-80, 80).Draw(t, "y")
	x2 := rapid.Float64Range(-170, 170).Draw(t, "x2")
	at := func(dx, dy float64) orb.Point { return orb.Point{x + dx, y + dy} }
	p := func(dx, dy float64) string { return fmt.Sprint(x+dx, " ", y+dy) }
	return pick(t, tree{"property": "geometry"}, tree{"bbox": []float64{x, y, x2, y + 3}},
		tree{"wkt": "point(" + p(0, 0) + ")", "geometry": geojson.NewGeometry(at(0, 0))},
		tree{"wkt": "linestring(" + p(0, 0) + "," + p(1, 0) + ")", "geometry": geojson.NewGeometry(orb.LineString{at(0, 0), at(1, 0)})},
		tree{"wkt": "multipoint(" + p(0, 0) + "," + p(1, 0) + ")", "geometry": geojson.NewGeometry(orb.MultiPoint{at(0, 0), at(1, 0)})},
		tree{"wkt": "polygon((" + p(0, 0) + "," + p(1, 0) + "," + p(1, 1) + "," + p(0, 0) + "))", "geometry": geojson.NewGeometry(orb.Polygon{{at(0, 0), at(1, 0), at(1, 1), at(0, 0)}})})
}

// Both syntaxes of a filter read as the same, what is written out reads as the same again, and all of them match
// the same features.
func TestRandom(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := condition(t, rapid.IntRange(1, 5).Draw(t, "depth"))
		data, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		fromJSON, err := reader.JSON(string(data))
		if err != nil {
			t.Fatalf("%s: %v", data, err)
		}
		for _, s := range []string{e.text(), fromJSON.String()} {
			f, err := reader.Text(s)
			if err != nil {
				t.Fatalf("%s\n of %s: %v", s, data, err)
			}
			if f.String() != fromJSON.String() {
				t.Fatalf("%s\n reads as %s\n    want %s\n      of %s", s, f, fromJSON, data)
			}
			if f.Match(izium) != fromJSON.Match(izium) || f.Match(row{}) != fromJSON.Match(row{}) {
				t.Fatalf("%s matches other features than %s", s, data)
			}
		}
	})
}

func FuzzText(f *testing.F) { fuzz(f, cql2.Reader.Text) }

func FuzzJSON(f *testing.F) { fuzz(f, cql2.Reader.JSON) }

// fuzz: nothing crashes; an error is a sentence with a place in the filter; a filter is read as itself again and
// can be asked.
func fuzz(f *testing.F, read func(cql2.Reader, string) (*cql2.Filter, error)) {
	for _, c := range syntaxes {
		f.Add(c.text)
		f.Add(c.json)
	}
	f.Fuzz(func(t *testing.T, s string) {
		filter, err := read(reader, s)
		if err != nil {
			if e := err.(*cql2.Error); e.Error() == "" || e.Offset < 0 || e.Offset > len([]rune(s)) || !strings.Contains(s, "%") && strings.Contains(e.Error(), "%!") {
				t.Fatalf("%q: %d, %v", s, e.Offset, err)
			}
			return
		}
		again, err := reader.Text(filter.String())
		if err != nil {
			t.Fatalf("%q is written as %q: %v", s, filter, err)
		}
		if again.String() != filter.String() {
			t.Fatalf("%q is written as %q, and that as %q", s, filter, again)
		}
		for _, r := range slices.Concat([]row{izium, {}}, areas) {
			if again.Match(r) != filter.Match(r) {
				t.Fatalf("%q matches otherwise when it is written as %q", s, again)
			}
		}
	})
}

// areas are features that are no points.
var areas = []row{
	{geometry: orb.MultiPolygon{{{{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}}}, {{{10, 0}, {14, 0}, {14, 4}, {10, 0}}}}},
	{geometry: orb.MultiLineString{{{0, 0}, {4, 4}, {4, 0}}, {{1, 2}, {3, 4}}}},
	{geometry: orb.LineString{{0, 0}, {9, 9}}},
}
