package cql2_test

import (
	"testing"

	"retaken/internal/cql2"
	"retaken/internal/geo"

	"github.com/paulmach/orb"
)

// fields are of every type; "date" is also a keyword.
var fields = []geo.Field{
	{Name: "name", Type: geo.Text},
	{Name: "status", Type: geo.Text, Enum: []string{"confirmed", "claimed", "denied"}},
	{Name: "population", Type: geo.Integer},
	{Name: "confidence", Type: geo.Number},
	{Name: "background", Type: geo.Boolean},
	{Name: "date", Type: geo.Day},
	{Name: "valid_from", Type: geo.Day},
	{Name: "valid_to", Type: geo.Day},
	{Name: "start", Type: geo.Instant},
	{Name: "end", Type: geo.Instant},
	{Name: "nameascii", Type: geo.Text},
	{Name: "район", Type: geo.Text},
}

var reader = cql2.Reader{Fields: fields}

// row is a feature for a test: values by name.
type row struct {
	values   map[string]any
	geometry orb.Geometry
}

func (r row) Value(field int) any    { return r.values[fields[field].Name] }
func (r row) Geometry() orb.Geometry { return r.geometry }

func text(t testing.TB, s string) *cql2.Filter {
	t.Helper()
	f, err := reader.Text(s)
	if err != nil {
		t.Fatalf("%s: %v", s, err)
	}
	return f
}

// count is how many of the rows a filter keeps.
func count(t testing.TB, s string, rows []row) int {
	t.Helper()
	f, n := text(t, s), 0
	for _, r := range rows {
		if f.Match(r) {
			n++
		}
	}
	return n
}

var izium = row{map[string]any{
	"name": "Izium", "status": "confirmed", "population": int64(45884), "confidence": 0.9, "background": false, "date": "2022-09-10",
	"valid_from": "2022-09-10", "start": "2022-09-10T06:30:00.5Z", "end": "2022-09-11T00:00:00Z", "nameascii": "Izium", "район": "Ізюмський",
}, orb.Point{37.2569, 49.2088}}

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		filter string
		want   bool
	}{
		// Comparisons of every type, either way round.
		{"name = 'Izium'", true},
		{"'Izium' = name", true},
		{"name <> 'Izium'", false},
		{"name < 'J'", true},
		{"name >= 'Izium' AND name <= 'Izium'", true},
		{"name > nameascii OR name < nameascii", false},
		{"район = 'Ізюмський'", true},
		{`"район" > 'Я'`, false}, // І, U+0406, is before Я by code point
		{"population = 45884", true},
		{"population > 45883.5", true},
		{"population <= 4.5884E+4", true},
		{"population < .5e5", true},
		{"population > -1", true},
		{"confidence = 0.9", true},
		{"confidence <> population", true},
		{"background = FALSE", true},
		{"background < true", true},
		{"background", false},
		{"NOT background", true},
		{"true", true},
		{"FALSE", false},
		{"'a' = 'a'", true},
		{"1 = 2", false},
		{"not false and not background", true},
		{"true or false and false", true}, // AND binds tighter

		// Dates and timestamps.
		{"date = DATE('2022-09-10')", true},
		{"date = '2022-09-10'", true},
		{"'2022-09-11' > date", true},
		{"date > DATE('2022-09-10')", false},
		{"start = TIMESTAMP('2022-09-10T06:30:00.5Z')", true},
		{"start > TIMESTAMP('2022-09-10T06:30:00Z')", true},
		{"start < '2022-09-10T06:30:01Z'", true},
		{"start = DATE('2022-09-10')", true},
		{"start > DATE('2022-09-10')", false},
		{"start >= DATE('2022-09-10') AND start <= DATE('2022-09-10')", true},
		{"date = TIMESTAMP('2022-09-10T23:00:00Z')", true},
		{"date < start", false},
		{"date = start", true},
		{"start < end", true},
		{"TIMESTAMP('1969-12-31T23:00:00Z') = DATE('1969-12-31')", true},
		{"DATE('0001-01-01') < DATE('9999-12-31')", true},

		// LIKE, BETWEEN, IN.
		{"name LIKE 'Iz%'", true},
		{"name LIKE 'I_i__'", true},
		{"name LIKE '%z%u_'", true},
		{"name LIKE 'iz%'", false},
		{"name NOT LIKE '%x%'", true},
		{"name LIKE 'Izium%%'", true},
		{"name LIKE ''", false},
		{"'' LIKE ''", true},
		{"район LIKE 'Ізю_____й'", true},
		{`'50%' LIKE '50\%'`, true},
		{`'500' LIKE '50\%'`, false},
		{`'a_b' LIKE 'a\_b'`, true},
		{`'a\\b' LIKE 'a\\\\b'`, true},
		{"population BETWEEN 45884 AND 50000", true},
		{"population between 50000 and 1", false},
		{"population NOT BETWEEN 1 AND 2", true},
		{"date BETWEEN '2022-09-01' AND DATE('2022-09-30')", true},
		{"name BETWEEN 'I' AND 'J'", true},
		{"name IN ('Lyman', 'Izium')", true},
		{"name NOT IN ('Lyman', 'Izium')", false},
		{"population IN (1, 45884)", true},
		{"population in (population)", true},
		{"background IN (true, false)", true},
		{"date IN ('2022-09-10', '2022-09-11')", true},
		{"start IN ('2022-04-14T14:52:56Z', '2022-04-14T15:52:56Z')", false},
		{"CASEI(name) IN (CASEI('LYMAN'), casei('IZIUM'))", true},

		// CASEI and ACCENTI.
		{"CASEI(name) = CASEI('iZIUM')", true},
		{"CASEI(район) LIKE CASEI('ІЗЮМ%')", true},
		{"CASEI('Straße') = CASEI('STRASSE')", true},
		{"CASEI('Οδος') = CASEI('ΟΔΟΣ')", true},
		{"ACCENTI(район) = ACCENTI('Ізюмськии')", true}, // й without its breve is и
		{"ACCENTI('ї ё') = 'і е'", true},
		{"ACCENTI('København') = ACCENTI('Kobenhavn')", true},
		{"ACCENTI('débárquér') = 'debarquer'", true},
		{"ACCENTI(CASEI('KØBENHAVN')) LIKE ACCENTI(CASEI('kø%'))", true},

		// Null.
		{"valid_to IS NULL", true},
		{"name IS NULL", false},
		{"name IS NOT NULL", true},
		{"geometry IS NOT NULL", true},
		{"POINT(1 2) IS NULL", false},
		{"(population / 0) IS NULL", true},
		{"(valid_to = valid_to) IS NULL", true},
		{"CASEI(name) IS NOT NULL", true},
		{"INTERVAL(valid_to, '..') IS NULL", true},

		// Arithmetic.
		{"population = 45880 + 4", true},
		{"population >= 45886 - 2 * 2 ^ 0", true},
		{"21 div 10 = 2 AND -21 DIV 10 = -2", true},
		{"21 % 10 = 1", true},
		{"5 / 2 = 2.5", true},
		{"2 + 3 * 2 ^ 2 = 14", true},
		{"(2 + 3) * 2 = 10", true},
		{"10 - 3 - 2 = 5", true},
		{"10 - (3 - 2) = 9", true},
		{"-2 ^ 2 = 4", true}, // the sign belongs to the factor
		{"-population < 0", true},
		{"3 - -2 = 5", true},
		{"population -1 = 45883", true},
		{"1 / 0 > 0 OR true", true},

		// Space.
		{"S_INTERSECTS(geometry, BBOX(37, 49, 38, 50))", true},
		{"S_INTERSECTS(geom, BBOX(37, 49, 0, 38, 50, 100))", true},
		{"S_INTERSECTS(geometry, BBOX(170, 49, -170, 50))", false},
		{"S_INTERSECTS(BBOX(170, 49, 38, 50), geometry)", true},
		{"S_INTERSECTS(geometry, POLYGON((37 49, 38 49, 37.2569 49.2088, 37 49)))", true}, // on a corner
		{"S_INTERSECTS(geometry, POINT(37.2569 49.2088))", true},
		{"S_DISJOINT(geometry, POINT Z (37 49 100))", true},
		{"S_WITHIN(geometry, POLYGON((37 49, 38 50, 37 50, 37 49)))", false},
		{"S_WITHIN(geometry, POLYGON((37 49, 38 49, 37 50, 37 49)))", true},
		{"S_CONTAINS(POLYGON((37 49, 38 49, 37 50, 37 49)), geometry)", true},
		{"S_TOUCHES(geometry, LINESTRING(37.2569 49.2088, 40 50))", true},
		{"S_EQUALS(geometry, MULTIPOINT(37.2569 49.2088))", true},
		{"S_EQUALS(geometry, geometry)", true},
		{"S_CROSSES(LINESTRING(0 0, 2 2), LINESTRING(0 2, 2 0))", true},
		{"S_OVERLAPS(BBOX(0, 0, 2, 2), BBOX(1, 1, 3, 3))", true},
		{"S_INTERSECTS(geometry, GEOMETRYCOLLECTION(POINT(0 0), POLYGON((37 49, 38 49, 37 50, 37 49))))", true},
		{"S_INTERSECTS(geometry, MULTILINESTRING((0 0, 1 1), (37 49.2088, 38 49.2088)))", true},

		// Time.
		{"T_AFTER(date, DATE('2022-09-09'))", true},
		{"T_AFTER(start, DATE('2022-09-10'))", false},
		{"T_INTERSECTS(start, DATE('2022-09-10'))", true},
		{"T_INTERSECTS(date, TIMESTAMP('2022-09-10T23:59:59Z'))", true},
		{"T_EQUALS(date, TIMESTAMP('2022-09-10T00:00:00Z'))", false}, // a day is longer
		{"T_BEFORE(end, '2022-09-11')", false},
		{"T_EQUALS(date, INTERVAL('2022-09-10', '2022-09-10'))", true},
		{"T_INTERSECTS(INTERVAL(valid_from, valid_to), DATE('2023-01-01'))", true}, // open, for valid_to is null
		{"T_INTERSECTS(INTERVAL(valid_to, '..'), DATE('2023-01-01'))", false},
		{"T_INTERSECTS(INTERVAL('..', '..'), date)", true},
		{"T_MEETS(INTERVAL('2022-01-01', '2022-09-10'), INTERVAL(date, '..'))", true},
		{"T_DURING(INTERVAL(start, end), INTERVAL('2022-09-01', '2022-09-30'))", true},
		{"T_DURING(INTERVAL(start, end), INTERVAL('2022-09-01', '2022-09-11'))", true}, // to the end of that day
	} {
		if got := text(t, c.filter).Match(izium); got != c.want {
			t.Errorf("%s: %v, want %v", c.filter, got, c.want)
		}
	}
}

// What is unknown is neither true nor false, and spreads as the truth table of the standard has it.
func TestThreeValues(t *testing.T) {
	values := map[string]string{"T": "1 = 1", "F": "1 = 2", "N": "population = 1"}
	empty := row{}
	is := func(filter string) string {
		switch {
		case text(t, filter).Match(empty):
			return "T"
		case text(t, "NOT ("+filter+")").Match(empty):
			return "F"
		}
		return "N"
	}
	for _, c := range []struct{ a, b, and, or string }{
		{"T", "T", "T", "T"},
		{"T", "F", "F", "T"},
		{"F", "T", "F", "T"},
		{"F", "F", "F", "F"},
		{"T", "N", "N", "T"},
		{"F", "N", "F", "N"},
		{"N", "T", "N", "T"},
		{"N", "F", "F", "N"},
		{"N", "N", "N", "N"},
	} {
		a, b := values[c.a], values[c.b]
		if got := is(a + " AND " + b); got != c.and {
			t.Errorf("%s AND %s: %s, want %s", c.a, c.b, got, c.and)
		}
		if got := is(a + " OR " + b); got != c.or {
			t.Errorf("%s OR %s: %s, want %s", c.a, c.b, got, c.or)
		}
		if got, want := is(a+" AND "+b+" AND "+b), c.and; got != want {
			t.Errorf("%s AND %s AND %s: %s, want %s", c.a, c.b, c.b, got, want)
		}
	}
	for filter, want := range map[string]string{
		"name = 'x'": "N", "name <> 'x'": "N", "'x' < name": "N", "name = nameascii": "N", "background": "N", "background = true": "N",
		"date = DATE('2022-01-01')": "N", "start > DATE('2022-01-01')": "N", "name LIKE '%'": "N", "CASEI(name) = 'x'": "N",
		"ACCENTI(name) = 'x'": "N", "population BETWEEN 1 AND 2": "N", "1 BETWEEN population AND 0": "F", "1 BETWEEN population AND 2": "N",
		"name IN ('a', 'b')": "N", "population IN (1)": "N", "1 IN (1, population)": "T", "2 IN (1, population)": "N", "2 NOT IN (1, population)": "N",
		"population + 1 > 0": "N", "1 / 0 = 1": "N", "1 % 0 = 1": "N", "S_INTERSECTS(geometry, POINT(1 2))": "N",
		"S_INTERSECTS(geometry, BBOX(-180,-90,180,90))": "N", "S_DISJOINT(geometry, geometry)": "N", "geometry IS NULL": "T", "name IS NULL": "T",
		"T_AFTER(date, DATE('2022-01-01'))": "N", "T_BEFORE(DATE('2022-01-01'), date)": "N", "T_INTERSECTS(INTERVAL(date, start), DATE('2022-01-01'))": "N",
		"background IS NULL": "T", "(population = 1) IS NULL": "T", "(population = 1 AND 1 = 2) IS NULL": "F",
	} {
		if got := is(filter); got != want {
			t.Errorf("%s: %s, want %s", filter, got, want)
		}
	}
	if text(t, "date = DATE('2022-01-01')").Match(row{values: map[string]any{"date": "2022"}}) {
		t.Error("a value that is no date equals one")
	}
}

// TestSuite evaluates filters of the standard's abstract test suite, with the numbers that it expects of its three
// places with times (the others have none), whose times the filters and numbers tell of.
func TestSuite(t *testing.T) {
	rows := []row{
		{values: map[string]any{"date": "2021-04-16", "start": "2021-04-16T10:15:59Z", "end": "2022-04-16T10:16:06Z", "background": true}},
		{values: map[string]any{"date": "2022-04-16", "start": "2022-04-16T10:13:19Z", "end": "2023-04-16T10:15:10Z", "background": true}},
		{values: map[string]any{"date": "2023-04-16", "start": "2022-04-16T10:15:10Z", "end": "2022-04-16T10:16:06Z", "background": false}},
		{},
	}
	for filter, want := range map[string]int{
		`"date" IS NOT NULL`: 3, `"date" IS NULL`: 1, `"date"=DATE('2022-04-16')`: 1, `"date">=DATE('2022-04-16')`: 2, `"date">DATE('2022-04-16')`: 1,
		`"date"<=DATE('2022-04-16')`: 2, `"date"<DATE('2022-04-16')`: 1, `"date"<>DATE('2022-04-16')`: 2, `start=TIMESTAMP('2022-04-16T10:13:19Z')`: 1,
		`start<=TIMESTAMP('2022-04-16T10:13:19Z')`: 2, `start<TIMESTAMP('2022-04-16T10:13:19Z')`: 1, `start>=TIMESTAMP('2022-04-16T10:13:19Z')`: 2,
		`start>TIMESTAMP('2022-04-16T10:13:19Z')`: 1, `start<>TIMESTAMP('2022-04-16T10:13:19Z')`: 2, `background=true`: 2, `background=false`: 1,
		`"date" in (DATE('2021-04-16'),DATE('2022-04-16'),DATE('2022-04-18'))`: 2, `"date" not in (DATE('2021-04-16'),DATE('2022-04-16'),DATE('2022-04-18'))`: 1,
		`start in (TIMESTAMP('2022-04-16T10:13:19Z'))`: 1, `start not in (TIMESTAMP('2022-04-16T10:13:19Z'))`: 2, `background in (true)`: 2, `background not in (false)`: 2,
		`start=end`: 0, `start<=end`: 3, `start<end`: 3, `start>=end`: 0, `start<>end`: 3,

		`t_after("date",date('2022-04-16'))`: 1, `t_before("date",date('2022-04-16'))`: 1, `t_disjoint("date",date('2022-04-16'))`: 2,
		`t_equals("date",date('2022-04-16'))`: 1, `t_intersects("date",date('2022-04-16'))`: 1, `t_after("date",interval('2022-01-01','2022-12-31'))`: 1,
		`t_before("date",interval('2022-01-01','2022-12-31'))`: 1, `t_disjoint("date",interval('2022-01-01','2022-12-31'))`: 2,
		`t_equals("date",interval('2022-01-01','2022-12-31'))`: 0, `t_equals("date",interval('2022-04-16','2022-04-16'))`: 1,
		`t_intersects("date",interval('2022-01-01','2022-12-31'))`: 1, `t_after(start,timestamp('2022-04-16T10:13:19Z'))`: 1,
		`t_before(start,timestamp('2022-04-16T10:13:19Z'))`: 1, `t_disjoint(start,timestamp('2022-04-16T10:13:19Z'))`: 2,
		`t_equals(start,timestamp('2022-04-16T10:13:19Z'))`: 1, `t_intersects(start,timestamp('2022-04-16T10:13:19Z'))`: 1,
		`t_after(start,interval('2022-01-01T00:00:00Z','2022-12-31T23:59:59Z'))`: 0, `t_before(start,interval('2022-01-01T00:00:00Z','2022-12-31T23:59:59Z'))`: 1,
		`t_disjoint(start,interval('2022-01-01T00:00:00Z','2022-12-31T23:59:59Z'))`: 1, `t_equals(start,interval('2022-01-01T00:00:00Z','2022-12-31T23:59:59Z'))`: 0,
		`t_intersects(start,interval('2022-01-01T00:00:00Z','2022-12-31T23:59:59Z'))`: 2, `t_after(interval(start,end),interval('..','2022-04-16T10:13:19Z'))`: 1,
		`t_before(interval(start,end),interval('2023-01-01T00:00:00Z','..'))`:                                      2,
		`t_disjoint(interval(start,end),interval('2022-04-16T10:13:19Z','2022-04-16T10:15:09Z'))`:                  1,
		`t_equals(interval(start,end),interval('2021-04-16T10:15:59Z','2022-04-16T10:16:06Z'))`:                    1,
		`t_intersects(interval(start,end),interval('2022-04-16T10:13:19Z','2022-04-16T10:15:09Z'))`:                2,
		`T_CONTAINS(interval(start,end),interval('2022-04-16T10:13:19Z','2022-04-16T10:15:10Z'))`:                  1,
		`T_DURING(interval(start,end),interval('2022-01-01T00:00:00Z','2022-12-31T23:59:59Z'))`:                    1,
		`T_FINISHES(interval(start,end),interval('2022-04-16T10:13:19Z','2022-04-16T10:16:06Z'))`:                  1,
		`T_FINISHEDBY(interval(start,end),interval('2022-04-16T10:13:19Z','2022-04-16T10:16:06Z'))`:                1,
		`T_MEETS(interval(start,end),interval('2022-04-16T10:13:19Z','2022-04-16T10:15:10Z'))`:                     0,
		`T_METBY(interval(start,end),interval('2022-04-16T10:13:19Z','2022-04-16T10:15:10Z'))`:                     1,
		`T_OVERLAPPEDBY(interval(start,end),interval('2020-04-16T10:13:19Z','2022-04-16T10:15:10Z'))`:              2,
		`T_OVERLAPS(interval(start,end),interval('2022-04-16T10:13:19Z','2023-04-16T10:15:10Z'))`:                  1,
		`T_STARTEDBY(interval(start,end),interval('2022-04-16T10:13:19Z','2022-04-16T10:15:10Z'))`:                 1,
		`T_STARTS(interval(start,end),interval('2022-04-16T10:13:19Z','2022-04-16T10:15:10Z'))`:                    0,
		`t_before(date('2022-04-16'),"date")`:                                                                      1,
		`t_after(interval('2022-01-01T00:00:00Z','2022-12-31T23:59:59Z'),start)`:                                   1,
		`T_CONTAINS(interval('2021-04-16T10:13:19Z','2023-04-16T10:15:10Z'),interval(start,end))`:                  2,
		`T_DURING(interval('2022-07-01T00:00:00Z','2022-12-31T23:59:59Z'),interval(start,end))`:                    1,
		`T_FINISHES(interval('2022-04-16T10:13:19Z','2022-04-16T10:16:06Z'),interval(start,end))`:                  1,
		`T_MEETS(interval('2022-04-16T10:13:19Z','2022-04-16T10:15:10Z'),interval(start,end))`:                     1,
		`T_OVERLAPPEDBY(interval('2020-04-16T10:13:19Z','2022-04-16T10:15:10Z'),interval(start,end))`:              0,
		`T_STARTS(interval('2022-04-16T10:13:19Z','2022-04-16T10:15:10Z'),interval(start,end))`:                    1,
		`((NOT background AND start<end) OR ("date" IS NULL and NOT start<end) or not (background AND start<end))`: 1,
	} {
		if got := count(t, filter, rows); got != want {
			t.Errorf("%s: %d, want %d", filter, got, want)
		}
	}
}
