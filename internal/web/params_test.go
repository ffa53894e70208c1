package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"retaken/internal/geo"
)

func instantOf(s string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		panic(err)
	}
	return t.UTC()
}

func TestParseDatetime(t *testing.T) {
	const ns = time.Nanosecond
	for s, want := range map[string]geo.Interval{
		"2022-09-11":                                {Start: at("2022-09-11"), End: at("2022-09-12")},
		"2022-09-11T":                               {Start: at("2022-09-11"), End: at("2022-09-12")},
		"2022-12-31":                                {Start: at("2022-12-31"), End: at("2023-01-01")},
		"2022-09-11T10:00:00Z":                      {Start: instantOf("2022-09-11T10:00:00Z"), End: instantOf("2022-09-11T10:00:00Z").Add(ns)},
		"2022-09-11t10:00:00z":                      {Start: instantOf("2022-09-11T10:00:00Z"), End: instantOf("2022-09-11T10:00:00Z").Add(ns)},
		"2022-09-11T10:00:00.25Z":                   {Start: instantOf("2022-09-11T10:00:00.25Z"), End: instantOf("2022-09-11T10:00:00.25Z").Add(ns)},
		"2022-09-11T01:00:00+02:00":                 {Start: instantOf("2022-09-10T23:00:00Z"), End: instantOf("2022-09-10T23:00:00Z").Add(ns)},
		"2022-09-11/2022-09-12":                     {Start: at("2022-09-11"), End: at("2022-09-13")},
		"2022-09-11/2022-09-11":                     {Start: at("2022-09-11"), End: at("2022-09-12")},
		"2022-09-11/..":                             {Start: at("2022-09-11")},
		"2022-09-11/":                               {Start: at("2022-09-11")},
		"../2022-09-11":                             {End: at("2022-09-12")},
		"/2022-09-11":                               {End: at("2022-09-12")},
		"2022-09-11T/..":                            {Start: at("2022-09-11")},
		"2022-09-11/2022-09-11T12:00:00Z":           {Start: at("2022-09-11"), End: instantOf("2022-09-11T12:00:00Z").Add(ns)},
		"2022-09-11T00:00:00Z/9999-12-31T00:00:00Z": {Start: at("2022-09-11")},
	} {
		got, err := parseDatetime(s)
		if err != nil || !got.Start.Equal(want.Start) || !got.End.Equal(want.End) {
			t.Errorf("datetime %s is %v (%v), want %v", s, got, err, want)
		}
	}
}

func TestParseBBox(t *testing.T) {
	for s, want := range map[string][4]float64{
		"22,44,40.5,52.4":      {22, 44, 40.5, 52.4},
		".5,-.5,1.,+2":         {0.5, -0.5, 1, 2},
		"1e1,2E0,1.5e+1,25e-1": {10, 2, 15, 2.5},
		"177,65,-177,70":       {177, 65, -177, 70},
		"1,2,-10,3,4,8848":     {1, 2, 3, 4},
		"180,90,180,90":        {180, 90, 180, 90},
	} {
		got, err := parseBBox(s, systems[0])
		if err != nil || *got != want {
			t.Errorf("bbox %s is %v (%v), want %v", s, got, err, want)
		}
	}
}

// refused makes sure that an error is one that the client is to see, and says something.
func refused(t *testing.T, what string, err error) {
	t.Helper()
	var p *problem
	if !errors.As(err, &p) || p.Status != 400 || p.Detail == "" || len(p.Detail) > 2000 {
		t.Fatalf("%s: the error is %#v", what, err)
	}
}

func FuzzDatetime(f *testing.F) {
	for _, s := range []string{"2022-09-11", "2022-09-11T10:00:00.5+02:00/..", "../2022-09-11T", "/", "9999-12-31T23:59:59.999999999Z", "0000-01-01/", "２０２２-09-11"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		i, err := parseDatetime(s)
		if err != nil {
			refused(t, s, err)
			return
		}
		if !i.End.IsZero() && !i.Start.Before(i.End) {
			t.Fatalf("datetime %q is the empty interval %v", s, i)
		}
		again, err := parseDatetime(strings.ToLower(s))
		if err != nil || again != i {
			t.Fatalf("datetime %q is %v, in lower case %v (%v)", s, i, again, err)
		}
	})
}

func FuzzBBox(f *testing.F) {
	for _, s := range []string{"22,44,40.5,52.4", "177,65,-177,70", "1,2,3,4,5,6", "NaN,0,0,0", "1e400,0,0,0", ",,,", ".,.,.,."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		b, err := parseBBox(s, systems[0])
		if err != nil {
			refused(t, s, err)
			return
		}
		for i, v := range b {
			if limit := []float64{180, 90}[i%2]; !(v >= -limit && v <= limit) { // also false for NaN
				t.Fatalf("bbox %q is %v", s, *b)
			}
		}
		again, err := parseBBox(fmt.Sprintf("%g,%g,%g,%g", b[0], b[1], b[2], b[3]), systems[0])
		if err != nil || *again != *b {
			t.Fatalf("bbox %q is %v, written anew %v (%v)", s, *b, again, err)
		}
	})
}

func FuzzSelection(f *testing.F) {
	for _, s := range []string{"limit=10&bbox=1,2,3,4", "status=claimed,confirmed&after=7", "limit=1&limit=2", "f=json&%zz", "a=b;c=d", "title=a,b,c"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		p, err := parseParams(raw)
		if err != nil {
			refused(t, raw, err)
			return
		}
		q, err := p.selection(geo.EventFields)
		if err != nil {
			refused(t, raw, err)
			return
		}
		if q.Limit < 1 || q.Limit > maxLimit {
			t.Fatalf("%q selects %+v", raw, q)
		}
		known := []string{"bbox", "datetime", "limit", "after"}
		for _, f := range geo.EventFields {
			known = append(known, f.Name)
		}
		values, _ := url.ParseQuery(raw)
		strange := slices.ContainsFunc(slices.Collect(func(yield func(string) bool) {
			for name := range values {
				if !yield(name) {
					return
				}
			}
		}), func(name string) bool { return !slices.Contains(known, name) })
		if err := p.rest(); (err != nil) != strange {
			t.Fatalf("%q: what is left over is %v", raw, err)
		}
	})
}

// TestNames makes sure that no property hides a parameter.
func TestNames(t *testing.T) {
	for _, fields := range [][]geo.Field{geo.EventFields, geo.ControlFields, geo.PlaceFields} {
		for _, f := range fields {
			if slices.Contains([]string{"bbox", "datetime", "limit", "after", "f", "q", "id", "fid", "geometry", "type", "properties", "crs", "bbox-crs", "filter", "filter-lang", "sortby"}, f.Name) {
				t.Errorf("a property is called %s", f.Name)
			}
		}
	}
}

// FuzzItems makes sure that no address makes the server fail, and that what it answers is JSON.
func FuzzItems(f *testing.F) {
	s := serving(f, seeded(f))
	f.Add("events", "limit=2&status=claimed&bbox=30,40,40,50&datetime=../2022-09-11", "application/json")
	f.Add("control", "datetime=2022-09-11T10:00:00Z&f=geojson", "*/*")
	f.Add("places", "name=%D0%86&after=3", browser)
	f.Fuzz(func(t *testing.T, collection, query, accept string) {
		r := httptest.NewRequest("GET", "/", nil)
		r.URL.Path, r.URL.RawQuery = "/collections/"+collection+"/items", query
		r.Header.Set("Accept", accept)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code != 200 && w.Code != 400 && w.Code != 404 {
			t.Fatalf("GET %q?%q: status %d: %s", collection, query, w.Code, w.Body)
		}
		if strings.HasSuffix(w.Header().Get("Content-Type"), "json") && !json.Valid(w.Body.Bytes()) {
			t.Fatalf("GET %q?%q: no JSON: %s", collection, query, w.Body)
		}
	})
}
