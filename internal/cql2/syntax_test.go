package cql2_test

import (
	"errors"
	"strings"
	"testing"

	"retaken/internal/cql2"

	"github.com/paulmach/orb"
)

// syntax is a filter in both syntaxes, and the canonical text of both.
type syntax struct{ text, json, canonical string }

// syntaxes has every operator.
var syntaxes = append(intervalSyntaxes(), []syntax{
	{"name='Izium'", `{"op":"=","args":[{"property":"name"},"Izium"]}`, "name = 'Izium'"},
	{`"name" <> 'it''s'`, `{"op":"<>","args":[{"property":"name"},"it's"]}`, "name <> 'it''s'"},
	{`name < 'it\'s'`, `{"op":"<","args":[{"property":"name"},"it's"]}`, "name < 'it''s'"},
	{`name > 'a\tb\\c\d\n'`, `{"op":">","args":[{"property":"name"},"a\tb\\c\\d\n"]}`, "name > 'a\tb\\\\c\\\\d\n'"},
	{"population<=+1.50e2", `{"op":"<=","args":[{"property":"population"},150]}`, "population <= 150"},
	{"population >= -.5", `{"op":">=","args":[{"property":"population"},-0.5]}`, "population >= -0.5"},
	{"population > 1e30", `{"op":">","args":[{"property":"population"},1e30]}`, "population > 1E+30"},
	{"population > 5.", `{"op":">","args":[{"property":"population"},5.0]}`, "population > 5"},
	{"population = -0", `{"op":"=","args":[{"property":"population"},0]}`, "population = 0"},
	{"background = true", `{"op":"=","args":[{"property":"background"},true]}`, "background = TRUE"},
	{"date>date('2022-03-01')", `{"op":">","args":[{"property":"date"},{"date":"2022-03-01"}]}`, `"date" > DATE('2022-03-01')`},
	{`"date" > '2022-03-01'`, `{"op":">","args":[{"property":"date"},"2022-03-01"]}`, `"date" > DATE('2022-03-01')`},
	{"start = Timestamp('2022-03-01T00:00:00.250Z')", `{"op":"=","args":[{"property":"start"},{"timestamp":"2022-03-01T00:00:00.25Z"}]}`, "start = TIMESTAMP('2022-03-01T00:00:00.25Z')"},
	{"true", "true", "TRUE"},
	{"background", `{"property":"background"}`, "background"},
	{"not background AND true", `{"op":"and","args":[{"op":"not","args":[{"property":"background"}]},true]}`, "NOT background AND TRUE"},
	{"(background or true) and false", `{"op":"and","args":[{"op":"or","args":[{"property":"background"},true]},false]}`, "(background OR TRUE) AND FALSE"},
	{"true and (false and (background))", `{"op":"and","args":[true,false,{"property":"background"}]}`, "TRUE AND FALSE AND background"},
	{"NOT (NOT (true or false))", `{"op":"not","args":[{"op":"not","args":[{"op":"or","args":[true,false]}]}]}`, "NOT (NOT (TRUE OR FALSE))"},
	{"geom is null", `{"op":"isNull","args":[{"property":"geometry"}]}`, "geometry IS NULL"},
	{"name IS NOT NULL", `{"op":"not","args":[{"op":"isNull","args":[{"property":"name"}]}]}`, "name IS NOT NULL"},
	{"name LIKE 'Iz%'", `{"op":"like","args":[{"property":"name"},"Iz%"]}`, "name LIKE 'Iz%'"},
	{"NOT name LIKE 'Iz%'", `{"op":"not","args":[{"op":"like","args":[{"property":"name"},"Iz%"]}]}`, "name NOT LIKE 'Iz%'"},
	{`name LIKE '50\%'`, `{"op":"like","args":[{"property":"name"},"50\\%"]}`, `name LIKE '50\\%'`},
	{"population BETWEEN 1 AND 1+1", `{"op":"between","args":[{"property":"population"},1,{"op":"+","args":[1,1]}]}`, "population BETWEEN 1 AND 1 + 1"},
	{"population not between 1 and 2 and true", `{"op":"and","args":[{"op":"not","args":[{"op":"between","args":[{"property":"population"},1,2]}]},true]}`, "population NOT BETWEEN 1 AND 2 AND TRUE"},
	{"name IN('a','b')", `{"op":"in","args":[{"property":"name"},["a","b"]]}`, "name IN ('a', 'b')"},
	{"population NOT IN (1,(2))", `{"op":"not","args":[{"op":"in","args":[{"property":"population"},[1,2]]}]}`, "population NOT IN (1, 2)"},
	{"casei(accenti(name)) = CASEI('Ö')", `{"op":"=","args":[{"op":"casei","args":[{"op":"accenti","args":[{"property":"name"}]}]},{"op":"casei","args":["Ö"]}]}`, "CASEI(ACCENTI(name)) = CASEI('Ö')"},
	{"population - 1 - 2 > 3 * (4 + 5)", `{"op":">","args":[{"op":"-","args":[{"op":"-","args":[{"property":"population"},1]},2]},{"op":"*","args":[3,{"op":"+","args":[4,5]}]}]}`, "population - 1 - 2 > 3 * (4 + 5)"},
	{"population - (1 - 2) > -2 ^ 2", `{"op":">","args":[{"op":"-","args":[{"property":"population"},{"op":"-","args":[1,2]}]},{"op":"^","args":[-2,2]}]}`, "population - (1 - 2) > -2 ^ 2"},
	{"7 div 2 % 2 / 1 = (2^3)^2", `{"op":"=","args":[{"op":"/","args":[{"op":"%","args":[{"op":"div","args":[7,2]},2]},1]},{"op":"^","args":[{"op":"^","args":[2,3]},2]}]}`, "7 DIV 2 % 2 / 1 = (2 ^ 3) ^ 2"},
	{"-population = - - 5", `{"op":"=","args":[{"op":"*","args":[-1,{"property":"population"}]},5]}`, "-1 * population = 5"},
	{"(name = 'a') = (name = 'b')", `{"op":"=","args":[{"op":"=","args":[{"property":"name"},"a"]},{"op":"=","args":[{"property":"name"},"b"]}]}`, "(name = 'a') = (name = 'b')"},

	{"S_INTERSECTS(geom,BBOX(36,48.5,38,50))", `{"op":"s_intersects","args":[{"property":"geometry"},{"bbox":[36,48.5,38,50]}]}`, "S_INTERSECTS(geometry, BBOX(36, 48.5, 38, 50))"},
	{"s_disjoint(geometry,bbox(1,2,-3,4,5,6))", `{"op":"s_disjoint","args":[{"property":"geometry"},{"bbox":[1,2,-3,4,5,6]}]}`, "S_DISJOINT(geometry, BBOX(1, 2, 4, 5))"},
	{"S_EQUALS(POINT Z (1 -2 3), geometry)", `{"op":"s_equals","args":[{"type":"Point","coordinates":[1,-2,3]},{"property":"geometry"}]}`, "S_EQUALS(POINT(1 -2), geometry)"},
	{"S_TOUCHES(geometry, LINESTRING(1 2,3 4))", `{"op":"s_touches","args":[{"property":"geometry"},{"type":"LineString","coordinates":[[1,2],[3,4]]}]}`, "S_TOUCHES(geometry, LINESTRING(1 2, 3 4))"},
	{"S_WITHIN(geometry, polygon((0 0,9 0,9 9,0 0),(5 1,6 1,6 2,5 1)))", `{"op":"s_within","args":[{"property":"geometry"},{"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,0]],[[5,1],[6,1],[6,2],[5,1]]]}]}`, "S_WITHIN(geometry, POLYGON((0 0, 9 0, 9 9, 0 0), (5 1, 6 1, 6 2, 5 1)))"},
	{"S_OVERLAPS(geometry, MULTIPOINT(1 2,3 4))", `{"op":"s_overlaps","args":[{"property":"geometry"},{"type":"MultiPoint","coordinates":[[1,2],[3,4]]}]}`, "S_OVERLAPS(geometry, MULTIPOINT((1 2), (3 4)))"},
	{"S_CROSSES(geometry, MULTILINESTRING((1 2,3 4),(5 6,7 8)))", `{"op":"s_crosses","args":[{"property":"geometry"},{"type":"MultiLineString","coordinates":[[[1,2],[3,4]],[[5,6],[7,8]]]}]}`, "S_CROSSES(geometry, MULTILINESTRING((1 2, 3 4), (5 6, 7 8)))"},
	{"S_CONTAINS(geometry, MULTIPOLYGON(((0 0,9 0,9 9,0 0)),((20 0,29 0,29 9,20 0))))", `{"op":"s_contains","args":[{"property":"geometry"},{"type":"MultiPolygon","coordinates":[[[[0,0],[9,0],[9,9],[0,0]]],[[[20,0],[29,0],[29,9],[20,0]]]]}]}`, "S_CONTAINS(geometry, MULTIPOLYGON(((0 0, 9 0, 9 9, 0 0)), ((20 0, 29 0, 29 9, 20 0))))"},
	{"S_INTERSECTS(geometry, GEOMETRYCOLLECTION(POINT(1 2), LINESTRING(1 2,3 4)))", `{"op":"s_intersects","args":[{"property":"geometry"},{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},{"type":"LineString","coordinates":[[1,2],[3,4]]}]}]}`, "S_INTERSECTS(geometry, GEOMETRYCOLLECTION(POINT(1 2), LINESTRING(1 2, 3 4)))"},

	{`t_after("date", '2022-01-01')`, `{"op":"t_after","args":[{"property":"date"},{"date":"2022-01-01"}]}`, `T_AFTER("date", DATE('2022-01-01'))`},
	{"T_BEFORE(start, TIMESTAMP('2022-01-01T00:00:00Z'))", `{"op":"t_before","args":[{"property":"start"},{"timestamp":"2022-01-01T00:00:00Z"}]}`, "T_BEFORE(start, TIMESTAMP('2022-01-01T00:00:00Z'))"},
	{"T_DISJOINT(start, interval('..', '2022-01-01'))", `{"op":"t_disjoint","args":[{"property":"start"},{"interval":["..","2022-01-01"]}]}`, "T_DISJOINT(start, INTERVAL('..', '2022-01-01'))"},
	{"T_EQUALS(INTERVAL(valid_from,valid_to),INTERVAL(date,'..'))", `{"op":"t_equals","args":[{"interval":[{"property":"valid_from"},{"property":"valid_to"}]},{"interval":[{"property":"date"},".."]}]}`, `T_EQUALS(INTERVAL(valid_from, valid_to), INTERVAL("date", '..'))`},
	{"T_INTERSECTS(start, INTERVAL('2022-01-01T00:00:00Z', DATE('2022-01-01')))", `{"op":"t_intersects","args":[{"property":"start"},{"interval":["2022-01-01T00:00:00Z","2022-01-01"]}]}`, "T_INTERSECTS(start, INTERVAL('2022-01-01T00:00:00Z', '2022-01-01'))"},
}...)

// intervalSyntaxes has the functions between intervals, which differ in nothing but their names.
func intervalSyntaxes() (all []syntax) {
	for _, op := range strings.Fields("contains during finishedBy finishes meets metBy overlappedBy overlaps startedBy starts") {
		up := "T_" + strings.ToUpper(op)
		all = append(all, syntax{
			up + "(INTERVAL(start,end),INTERVAL('2022-01-01','..'))",
			`{"op":"t_` + op + `","args":[{"interval":[{"property":"start"},{"property":"end"}]},{"interval":["2022-01-01",".."]}]}`,
			up + "(INTERVAL(start, end), INTERVAL('2022-01-01', '..'))",
		})
	}
	return all
}

func TestSyntaxes(t *testing.T) {
	for _, c := range syntaxes {
		for what, read := range map[string]func() (*cql2.Filter, error){
			c.text:      func() (*cql2.Filter, error) { return reader.Text(c.text) },
			c.json:      func() (*cql2.Filter, error) { return reader.JSON(c.json) },
			c.canonical: func() (*cql2.Filter, error) { return reader.Text(c.canonical) },
		} {
			f, err := read()
			if err != nil {
				t.Errorf("%s: %v", what, err)
			} else if f.String() != c.canonical {
				t.Errorf("%s\n reads as %s\n    want %s", what, f, c.canonical)
			}
		}
	}
}

func TestErrors(t *testing.T) {
	for _, c := range []struct{ filter, want string }{
		{"", "the filter is empty; want a condition, such as name = 'Izium'"},
		{"name", "name is text; want a condition, such as a comparison, as the filter"},
		{"foo = 1", `there is no property "foo"; there are name, status, population, confidence, background, date, valid_from, valid_to, start, end, nameascii, район, geometry`},
		{`name = "Izium"`, `at character 8: there is no property "Izium"; there are name, status, population, confidence, background, date, valid_from, valid_to, start, end, nameascii, район, geometry, and text stands in single quotes`},
		{"status = 'confirmd'", `at character 10: status is never "confirmd"; want one of confirmed, claimed, denied`},
		{"status IN ('claimed', 'x')", `at character 23: status is never "x"; want one of confirmed, claimed, denied`},
		{"name = 'Izium", "at character 8: text that begins with a single quote has no end; want a quote after it, and quotes in it doubled, as in 'it''s'"},
		{"name == 'Izium'", `at character 7: "=" stands where a property, a value, a function or ( may`},
		{"name = ", "at character 8: the end stands where a property, a value, a function or ( may"},
		{"population > 1 population < 2", `at character 16: "population" stands where the end, AND, OR or an operator may`},
		{"район = 'x' AND район = 5", "at character 25: район is text and 5 is a number; want both of one kind"},
		{"(population > 1", "at character 16: the end stands where ) may"},
		{"population = NULL", "at character 14: NULL is no value to compare with; want IS NULL or IS NOT NULL"},
		{"population IS 5", `at character 15: "5" stands where NULL may`},
		{"population NOT 5", `at character 16: "5" stands where LIKE, BETWEEN or IN may`},
		{"population > '5'", "at character 14: population is a number and '5' is text; want both of one kind"},
		{"background AND population", "at character 16: population is a number; want a condition, such as a comparison, as argument of AND"},
		{"population LIKE '5%'", "population is a number; want text as argument of LIKE"},
		{"name LIKE nameascii", "at character 11: nameascii stands where the pattern of LIKE may; want text such as 'Iz%'"},
		{"name BETWEEN 1 AND 2", "at character 14: name is text and 1 is a number; want both of one kind"},
		{"background BETWEEN true AND true", "background is true or false; want a number, a date, a timestamp or text as the argument of BETWEEN"},
		{"name IN ()", `at character 10: ")" stands where a property, a value, a function or ( may`},
		{"CASEI(population) = 'x'", "at character 7: population is a number; want text as argument of CASEI"},
		{"CASEI(name, name) = 'x'", "CASEI has 2 arguments; want 1"},
		{"name + 1 = 2", "name is text; want a number as argument of +"},
		{"2 ^ 3 ^ 2 = 1", `at character 7: "^" stands where the end, AND, OR or an operator may`},
		{"population = 1e999", `at character 14: the number "1e999" is too large; want one that a float64 holds`},
		{"name = 'x' ; drop", "at character 12: ';' has no meaning here; want a property, a value in single quotes, a number, an operator or a bracket"},
		{"date = 'yesterday'", "at character 8: \"date\" is a date and 'yesterday' is text; want DATE('2022-03-01')"},
		{"date = DATE('2022-02-30')", `at character 8: "2022-02-30" is not a date; want DATE('2022-03-01')`},
		{"date = DATE(2022)", "at character 13: \"2022\" stands where text in single quotes, such as DATE('2022-03-01') may"},
		{"start = TIMESTAMP('2022-03-01T12:00:00+02:00')", `at character 9: "2022-03-01T12:00:00+02:00" is not a timestamp; want TIMESTAMP('2022-03-01T12:00:00Z')`},
		{"date = INTERVAL('2022-03-01', '..')", "at character 8: \"date\" is a date and INTERVAL('2022-03-01', '..') is an interval; want both of one kind"},
		{"geometry = geometry", "geometry is a geometry, which = does not compare; want a function such as S_INTERSECTS"},
		{"buffer(geometry, 5) IS NULL", `there is no function "buffer"; there are CASEI, ACCENTI, S_CONTAINS, S_CROSSES, S_DISJOINT, S_EQUALS, S_INTERSECTS, S_OVERLAPS, S_TOUCHES, S_WITHIN, T_AFTER, T_BEFORE, T_DISJOINT, T_EQUALS, T_INTERSECTS, T_CONTAINS, T_DURING, T_FINISHEDBY, T_FINISHES, T_MEETS, T_METBY, T_OVERLAPPEDBY, T_OVERLAPS, T_STARTEDBY, T_STARTS, DATE, TIMESTAMP, INTERVAL, BBOX and geometries in WKT`},
		{"S_INTERSECTS(geometry, name)", "at character 24: name is text; want a geometry as argument of S_INTERSECTS"},
		{"S_INTERSECTS(geometry, POINT(90 180))", "at character 24: the position 90 180 is not on Earth; want a longitude from -180 to 180 and then a latitude from -90 to 90"},
		{"S_INTERSECTS(geometry, MULTIPOINT(7.02 49.92, 90 180))", "at character 24: the position 90 180 is not on Earth; want a longitude from -180 to 180 and then a latitude from -90 to 90"},
		{"S_INTERSECTS(geometry, BBOX(1,2,3))", "at character 24: a box has 3 numbers; want 4 (west, south, east, north), or 6 with heights"},
		{"S_INTERSECTS(geometry, BBOX(1,4,3,2))", "at character 24: the box has its south, 4, above its north, 2; want the south first"},
		{"S_INTERSECTS(geometry, POLYGON((0 0,1 0,1 1,0 1)))", "at character 24: a ring of a polygon does not close; want at least four positions, the last the same as the first"},
		{"S_INTERSECTS(geometry, POLYGON((0 0,1 1,1 0,0 1,0 0)))", "at character 24: the geometry is not valid: validating ring at index 0: polygon ring not simple (at or near {0 0}); want rings that close and do not cross, and lines with two different points"},
		{"S_INTERSECTS(geometry, LINESTRING(0 0))", "at character 24: the geometry is not valid: non-empty LineString contains only one distinct XY value (at or near {0 0}); want rings that close and do not cross, and lines with two different points"},
		{"S_INTERSECTS(geometry, POINT(1,2))", `at character 31: "," stands where a coordinate may`},
		{"T_DURING(date, INTERVAL('2022-03-01', '2022-03-31'))", `at character 10: "date" is a date, and T_DURING is defined between intervals alone; want INTERVAL(start, end), or T_INTERSECTS`},
		{"T_AFTER(name, DATE('2022-03-01'))", "at character 9: name is text; want a date, a timestamp or an interval as argument of T_AFTER"},
		{"T_AFTER(date, INTERVAL('2022-03-31', '2022-03-01'))", "at character 15: INTERVAL('2022-03-31', '2022-03-01') ends before it begins; want the earlier end first"},
		{"T_AFTER(date, INTERVAL('2022-03-31'))", "at character 15: INTERVAL has 1 end; want 2, such as INTERVAL('2022-03-01', '2022-03-31')"},
		{"T_AFTER(date, INTERVAL(name, '..'))", "at character 24: name is text; want a date, a timestamp or '..' as an end of an interval"},
		{strings.Repeat("(", 101) + "true", "at character 101: brackets are nested deeper than 100; want fewer"},
		{strings.Repeat("not ", 101) + "true", "at character 401: the filter is nested deeper than 100; want a flatter one"},
		{"population in (" + strings.Repeat("1,", 1000) + "1)", "at character 2012: the filter has more than 1000 parts; want fewer"},
		{"name = '" + strings.Repeat("x", 20_000) + "'", "the filter has 20009 bytes; want 20000 at most"},
		{"name = '\xff'", "the filter is not UTF-8; want text encoded as UTF-8"},
	} {
		_, err := reader.Text(c.filter)
		check(t, c.filter, err, c.want)
	}
	for _, c := range []struct{ filter, want string }{
		{``, `the filter is not JSON (unexpected end of JSON input); want an object with "op" and "args"`},
		{`{"op":"=",}`, `at character 11: the filter is not JSON (invalid character '}' looking for beginning of object key string); want an object with "op" and "args"`},
		{`name = 'Izium'`, `at character 2: the filter is not JSON (invalid character 'a' in literal null (expecting 'u')); want an object with "op" and "args"`},
		{`{}`, `the object has none of the members "op", "property", "date", "timestamp", "interval", "bbox" and "type"; want one of them`},
		{`{"op":"avg","args":[]}`, `at character 7: there is no operator "avg"; there are and, or, not, =, <>, <, >, <=, >=, like, between, in, isNull, +, -, *, /, %, div, ^, casei, accenti, s_contains, s_crosses, s_disjoint, s_equals, s_intersects, s_overlaps, s_touches, s_within, t_after, t_before, t_disjoint, t_equals, t_intersects, t_contains, t_during, t_finishedby, t_finishes, t_meets, t_metby, t_overlappedby, t_overlaps, t_startedby, t_starts`},
		{`{"op":"="}`, `the operator = has no arguments; want the member "args" with a list`},
		{`{"op":"=","args":[1]}`, `= has 1 argument; want 2`},
		{`{"op":"and","args":[true]}`, `AND has 1 argument; want 2 at least`},
		{`{"op":"=","args":[{"property":"name"},null]}`, `at character 39: null is no value to compare with; want the operator isNull`},
		{`{"op":"=","args":[{"property":"район"},{"property":"foo"}]}`, `at character 40: there is no property "foo"; there are name, status, population, confidence, background, date, valid_from, valid_to, start, end, nameascii, район, geometry`},
		{`{"op":"=","args":[{"property":5},1]}`, `at character 31: property is not text; want text in double quotes`},
		{`{"op":"in","args":[{"property":"name"},"a"]}`, `at character 40: the second argument of in is no list; want a list in square brackets`},
		{`{"op":"in","args":[{"property":"name"}]}`, `in has 1 argument; want 2, a value and a list of values`},
		{`{"op":"in","args":[{"property":"name"},[]]}`, `IN has 1 argument; want 2 at least`},
		{`{"op":"=","args":[[1],[1]]}`, `at character 19: a list stands where a property, a value or an operator may; want a list only as the second argument of in`},
		{`{"op":"not","op":"not","args":[true]}`, `at character 13: the member "op" is there twice; want it once`},
		{`{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Circle"}]}`, `at character 62: there is no geometry of the type "Circle"; want one of Point, LineString, Polygon, MultiPoint, MultiLineString, MultiPolygon, GeometryCollection`},
		{`{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Point","coordinates":[1]}]}`, `at character 84: a position has 1 coordinate; want 2, or 3 with a height`},
		{`{"op":"s_intersects","args":[{"property":"geometry"},{"type":"MultiPoint","coordinates":[]}]}`, `at character 89: coordinates is empty; want something in it`},
		{`{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Point"}]}`, `at character 62: the Point has no coordinates; want the member "coordinates" with a list`},
		{`{"op":"s_intersects","args":[{"property":"geometry"},{"bbox":["1",2,3,4]}]}`, `at character 63: a number is wanted here; want it without quotes`},
		{`{"op":"s_intersects","args":[{"property":"geometry"},{"bbox":[1,2,3,400]}]}`, `at character 54: the position 3 400 is not on Earth; want a longitude from -180 to 180 and then a latitude from -90 to 90`},
		{`{"op":"t_after","args":[{"property":"date"},{"interval":["2022-01-01"]}]}`, `at character 45: INTERVAL has 1 end; want 2, such as INTERVAL('2022-03-01', '2022-03-31')`},
		{strings.Repeat(`{"op":"not","args":[`, 101) + "true" + strings.Repeat("]}", 101), `at character 2001: the filter is nested deeper than 100; want a flatter one`},
		{strings.Repeat(`[`, 300) + strings.Repeat("]", 300), `at character 210: values are nested deeper than 208; want fewer`},
	} {
		_, err := reader.JSON(c.filter)
		check(t, c.filter, err, c.want)
	}
}

func check(t *testing.T, filter string, err error, want string) {
	t.Helper()
	bad := (*cql2.Error)(nil)
	switch {
	case err == nil:
		t.Errorf("%.100s: no error, want %s", filter, want)
	case !errors.As(err, &bad):
		t.Errorf("%.100s: %T, want an *Error", filter, err)
	case err.Error() != want:
		t.Errorf("%.100s:\n got %s\nwant %s", filter, err, want)
	}
}

// What was written out is not read again if it is too long, so that it is refused at once.
func TestLongerWrittenOut(t *testing.T) {
	_, err := reader.Text("name = '" + strings.Repeat(`\'`, 9_000) + strings.Repeat(`\d`, 900) + "'")
	check(t, "", err, "the filter has 20709 bytes when it is written out; want 20000 at most")
}

// Positions are turned to CRS84, so that filters in different systems are told apart.
func TestPoint(t *testing.T) {
	latFirst := cql2.Reader{Fields: fields, Point: func(p orb.Point) (orb.Point, error) {
		if p[0] > 90 || p[0] < -90 {
			return p, errors.New("the latitude is greater than 90")
		}
		return orb.Point{p[1], p[0]}, nil
	}}
	f, err := latFirst.Text("S_INTERSECTS(geometry, BBOX(49,37,50,38)) AND S_INTERSECTS(geometry, POLYGON((49 37,49 38,50 37,49 37)))")
	if err != nil {
		t.Fatal(err)
	}
	if want := "S_INTERSECTS(geometry, BBOX(37, 49, 38, 50)) AND S_INTERSECTS(geometry, POLYGON((37 49, 38 49, 37 50, 37 49)))"; f.String() != want {
		t.Errorf("%s, want %s", f, want)
	}
	if !f.Match(izium) {
		t.Error("Izium does not match")
	}
	_, err = latFirst.Text("S_INTERSECTS(geometry, POINT(91 0))")
	check(t, "", err, "at character 24: the position 91 0 is outside of the coordinate system of the filter: the latitude is greater than 90")
	edge := cql2.Reader{Point: func(p orb.Point) (orb.Point, error) { return orb.Point{p[0] * (1 + 1e-15), p[1]}, nil }}
	if f, err := edge.Text("S_INTERSECTS(geometry, BBOX(-180,-90,180,90))"); err != nil || f.String() != "S_INTERSECTS(geometry, BBOX(-180, -90, 180, 90))" {
		t.Errorf("the whole world, with rounding: %v, %v", f, err)
	}
}

// Examples of the standard, with the properties that they name.
func TestExamples(t *testing.T) {
	for _, s := range []string{
		"name='Toronto'", "population - 150.0 > 0", "start >= date('1970-01-01')", "geometry IS NOT NULL", "name LIKE 'Smith%'",
		"population BETWEEN 100.0 and 150.0", "name IN ('Toronto','Frankfurt','Tokyo','New York')", "population NOT IN (1,2,3,4)",
		"CASEI(name) IN (CASEI('Οδος'),CASEI('Straße'))", "ACCENTI(name) = ACCENTI('débárquér')", "S_INTERSECTS(geometry,POINT(36.319836 32.288087))",
		"S_CROSSES(geometry,POLYGON((43.7286 -79.2986, 43.7311 -79.2996, 43.7323 -79.2972, 43.7326 -79.2971, 43.7350 -79.2981, 43.7350 -79.2982, 43.7352 -79.2982, 43.7357 -79.2956, 43.7337 -79.2948, 43.7343 -79.2933, 43.7339 -79.2923, 43.7327 -79.2947, 43.7320 -79.2942, 43.7322 -79.2937, 43.7306 -79.2930, 43.7303 -79.2930, 43.7299 -79.2928, 43.7286 -79.2986)))",
		"T_INTERSECTS(start, INTERVAL('1969-07-16T05:32:00Z', '1969-07-24T16:50:35Z'))", "T_DURING(INTERVAL(start, end), INTERVAL('1969-07-16T13:32:00Z', '1969-07-24T16:50:35Z'))",
		"T_DURING(INTERVAL('1969-07-20T20:17:40Z', '1969-07-21T17:54:00Z'), INTERVAL('1969-07-16T13:32:00Z', '1969-07-24T16:50:35Z'))",
		"population > (confidence-1)", "S_INTERSECTS(geom,MULTILINESTRING((-180 -45, 0 -45), (0 45, 180 45)))",
		"S_INTERSECTS(geom,MULTIPOLYGON(((-180 -90, -90 -90, -90 90, -180 90, -180 -90), (-120 -50, -100 -50, -100 -40, -120 -40, -120 -50)),((0 0, 10 0, 10 10, 0 10, 0 0))))",
		"S_WITHIN(geom,MULTIPOINT(7 50,10 51))", "name LIKE '_%'", "name like '%%'", `name like '\%\_'`, "'København' NOT LIKE 'K_benhavn'",
	} {
		f := text(t, s)
		if again := text(t, f.String()); again.String() != f.String() {
			t.Errorf("%s\n reads as %s\n    then %s", s, f, again)
		}
	}
}
