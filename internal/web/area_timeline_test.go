package web

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"math"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"retaken/internal/geo"
)

// withArea is the database of the tests with an article that speaks of ground in square kilometres.
func withArea(t *testing.T) *Server {
	t.Helper()
	db := seeded(t)
	e := report(1, geo.Liberation, geo.Ukraine, "2022-09-11")
	tell(t, db, "b", e)
	said := func(km2 float64, day string, status geo.Status) geo.Aggregate {
		return geo.Aggregate{
			Type: geo.AreaKm2, Value: km2, Qualifier: "about", By: geo.Ukraine, Status: status,
			When:   geo.Date{Day: at(day), Precision: geo.ToDay, Basis: geo.ByReport},
			Source: geo.Source{Article: "b", Attribution: "the President", Side: geo.FromUkraine, Rank: geo.Official, Quote: hostile, Evidence: geo.Span{End: len(hostile)}, Rule: "test", Confidence: 0.9},
		}
	}
	reading := geo.Reading{Article: "b", Rules: "test 2", Aggregates: []geo.Aggregate{
		said(2000, "2022-09-10", geo.Claimed), said(9999, "2022-09-10", geo.Denied), said(3000, "2022-09-20", geo.Claimed),
	}}
	if err := db.PutReadings(t.Context(), reading); err != nil {
		t.Fatal(err)
	}
	return serving(t, db)
}

type seriesAnswer struct {
	Country float64 `json:"country_km2"`
	Bucket  string
	Points  []struct {
		Date string
		Held map[string]struct {
			Reported float64 `json:"reported_km2"`
			Inferred float64 `json:"inferred_km2"`
		}
		None    float64            `json:"none_km2"`
		Claimed map[string]float64 `json:"claimed_km2"`
		Gained  map[string]float64 `json:"gained_km2"`
	}
	Claimed []struct {
		Km2   float64 `json:"area_km2"`
		Quote string
	} `json:"claimed_areas"`
	Links []link
}

func series(t *testing.T, s *Server, query string) (got seriesAnswer) {
	t.Helper()
	w := ask(s, "GET", "/timeline/areas"+query)
	if err := json.Unmarshal(body(t, w), &got); err != nil || w.Code != 200 {
		t.Fatalf("%s: status %d, %v: %s", query, w.Code, err, w.Body)
	}
	return got
}

// TestAreaTimeline holds the series against what the collection and comparisons give for the same days.
func TestAreaTimeline(t *testing.T) {
	s := withArea(t)
	got := series(t, s, "?from=2022-08-31&to=2022-09-14")
	if n := len(got.Points); n != 3 || got.Points[0].Date != "2022-09-04" || got.Points[2].Date != "2022-09-14" || got.Bucket != "week" {
		t.Fatalf("%d points: %+v", n, got)
	}
	if math.Abs(got.Country-603_000) > 6_000 {
		t.Errorf("Ukraine has %v km²", got.Country)
	}
	before := "2022-08-30"
	for _, p := range got.Points {
		sum, all := map[string]float64{}, p.None
		for h, km2 := range p.Held {
			sum[h+" reported"], sum[h+" inferred"] = km2.Reported, km2.Inferred
			all += km2.Reported + km2.Inferred
		}
		if math.Abs(all-got.Country) > 0.5 {
			t.Errorf("%s: the parts are %v km², the country %v", p.Date, all, got.Country)
		}
		for _, f := range fetch(t, s, "/collections/areas/items?certainty=reported,inferred&datetime="+p.Date).Features {
			sum[f.Properties["holder"].(string)+" "+f.Properties["certainty"].(string)] -= f.Properties["area_km2"].(float64)
		}
		for what, rest := range sum {
			if math.Abs(rest) > 0.11 { // each of at most two areas is rounded
				t.Errorf("%s: %s differs by %v km²", p.Date, what, rest)
			}
		}
		var diff struct {
			Areas struct {
				Features []struct {
					Properties struct {
						To  string  `json:"to_holder"`
						Km2 float64 `json:"area_km2"`
					}
				}
			}
		}
		if err := json.Unmarshal(body(t, ask(s, "GET", "/diff?from="+before+"&to="+p.Date)), &diff); err != nil {
			t.Fatal(err)
		}
		gained := map[string]float64{"UA": 0, "RU": 0}
		for _, f := range diff.Areas.Features {
			gained[f.Properties.To] += f.Properties.Km2
		}
		for side, km2 := range gained {
			if math.Abs(km2-p.Gained[side]) > 0.11 {
				t.Errorf("%s: %s gained %v, by the comparison %v", p.Date, side, p.Gained[side], km2)
			}
		}
		before = p.Date
	}
	if got.Points[1].Gained["UA"] == 0 || got.Points[0].Held["RU"].Reported == 0 {
		t.Errorf("nothing was gained: %+v", got.Points)
	}
	if len(got.Claimed) != 1 || got.Claimed[0].Km2 != 2000 || got.Claimed[0].Quote != hostile {
		t.Errorf("stated: %+v", got.Claimed)
	}
	if n := len(series(t, s, "").Claimed); n != 2 {
		t.Errorf("of all days %d areas are stated", n)
	}
	claims := series(t, s, "?datetime=2023-05-20/2023-05-21&bucket=day")
	if len(claims.Points) != 2 || claims.Points[0].Claimed["RU"] == 0 {
		t.Errorf("a claim is not told: %+v", claims.Points)
	}
	if then := series(t, s, "?datetime=2022-09-11&bucket=day&as-of=2023-01-01"); then.Points[0].Held["RU"].Reported != 0 || len(then.Claimed) != 0 {
		t.Errorf("as of a day before anything was published: %+v", then)
	}
	if first := series(t, s, "?datetime=2022-02-24&bucket=day"); len(first.Points) != 1 || first.Points[0].Gained != nil {
		t.Errorf("on the first day something was gained: %+v", first.Points)
	}
	if months := series(t, s, "?datetime=2022-03-15/2022-05-02&bucket=month"); len(months.Points) != 3 || months.Points[0].Date != "2022-03-31" || months.Points[2].Date != "2022-05-02" {
		t.Errorf("months: %+v", months.Points)
	}
}

func TestAreaTimelineForms(t *testing.T) {
	s := withArea(t)
	w := ask(s, "GET", "/timeline/areas?f=csv&from=2022-02-24&to=2022-09-11")
	rows, err := csv.NewReader(strings.NewReader(string(body(t, w)))).ReadAll()
	if err != nil || w.Header().Get("Content-Type") != "text/csv; charset=utf-8" || !strings.Contains(w.Header().Get("Content-Disposition"), `"areas-2022-02-24-2022-09-11.csv"`) {
		t.Fatalf("%v %v", err, w.Header())
	}
	wanted := "date,ua_reported_km2,ua_inferred_km2,ru_reported_km2,ru_inferred_km2,contested_reported_km2,contested_inferred_km2,none_km2,claimed_by_ua_km2,claimed_by_ru_km2,gained_by_ua_km2,gained_by_ru_km2"
	if len(rows) != 30 || strings.Join(rows[0], ",") != wanted || rows[1][10] != "" || rows[29][10] == "" || rows[29][10] == "0" {
		t.Errorf("%d rows: %v, first %v, last %v", len(rows), rows[0], rows[1], rows[len(rows)-1])
	}
	page := string(body(t, ask(s, "GET", "/timeline/areas?f=html&from=2022-02-24&to=2022-09-14")))
	for _, want := range []string{"<h1>Ground through time</h1>", `<path class="occupied" d="M80.0 `, "&lt;/script&gt;&lt;img", "not surveyed", "Crimea"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %q", want)
		}
	}
	if strings.Contains(page, "<img src=x") {
		t.Error("a quote is markup")
	}
}

func TestAreaTimelineProblems(t *testing.T) {
	s := withArea(t)
	for query, want := range map[string]string{
		"?bucket=hour": "bucket",
		"?bucket=day&from=2022-02-24&to=2024-01-01":        "400 points",
		"?from=2022-09-11&to=2022-09-01":                   "the earlier time comes first",
		"?from=2022-09-11&datetime=2022-09-01/..":          "give one of them",
		"?from=yesterday":                                  "2022-09-11",
		"?to=2022-09-01&to=2022-09-02":                     "given twice",
		"?holder=UA":                                       "unknown here",
		"?bucket=month&from=0001-01-01&to=9999-12-31":      "400 points",
		"?bucket=day&datetime=0001-01-01/9998-01-01&f=csv": "400 points",
	} {
		start := time.Now()
		w := ask(s, "GET", "/timeline/areas"+query)
		if w.Code != 400 || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d %s", query, w.Code, w.Body)
		}
		if took := time.Since(start); took > time.Second {
			t.Errorf("%s took %s", query, took)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequestWithContext(ctx, "GET", "/timeline/areas?bucket=day&from=2022-03-01&to=2023-03-01", nil))
	if w.Code != 503 {
		t.Errorf("a client that has left: %d %s", w.Code, w.Body)
	}
}
