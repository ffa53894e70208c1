package web

import (
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"retaken/internal/geo"
)

// turnsOf is a timeline of changes as a program reads it.
type turnsOf struct {
	Bucket, Of, By   string
	Changes, Undated int
	Buckets          []map[string]any
}

func timelineOf(t *testing.T, s *Server, query string) turnsOf {
	t.Helper()
	var got turnsOf
	w := ask(s, "GET", "/timeline?of=changes"+query)
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != 200 {
		t.Fatalf("%s: status %d, %v: %s", query, w.Code, err, w.Body)
	}
	return got
}

// TestTimelineOfChanges counts the items of control-changes again.
func TestTimelineOfChanges(t *testing.T) {
	db := field(t, 60)
	region := geo.Place{Ref: "r:1", Name: "Region", Kind: geo.Region, Oblast: "UA-63", Point: towns[0].Point}
	put(t, db, region)
	early := report(61, geo.Capture, geo.Russia, "2022-03-03")
	late := report(2, geo.Liberation, geo.Ukraine, "2022-10-05")
	tell(t, db, "more", early, report(61, geo.Liberation, geo.Ukraine, "2022-09-09"), late, report(4, geo.Contested, geo.Russia, "2022-09-20"))
	s := serving(t, db)
	turns := map[geo.Turn]string{}
	for _, turn := range geo.Turns {
		turns[turn] = string(turn)
	}
	first := map[string]func(time.Time) time.Time{
		"day": func(d time.Time) time.Time { return d },
		"week": func(d time.Time) time.Time {
			for d.Weekday() != time.Monday {
				d = d.AddDate(0, 0, -1)
			}
			return d
		},
		"month": func(d time.Time) time.Time { return at(d.Format("2006-01") + "-01") },
	}
	for _, conditions := range []string{
		"", "&bbox=22,44,25,50", "&change=lost,recaptured", "&datetime=2022-09-05/2022-09-11", "&as-of=2023-12-31", "&as-of=2024-01-01&datetime=../2022-03-10",
		"&filter=to_holder='UA'+AND+date>DATE('2022-09-10')", "&oblast=RU-KRS",
	} {
		items := fetch(t, s, "/collections/control-changes/items?limit=10000"+conditions)
		for _, by := range []string{"date", "published"} {
			for bucket, begins := range first {
				want, n := map[string]map[string]int{}, 0
				for _, f := range items.Features {
					if f.Properties["kind"] == "region" {
						continue
					}
					n++
					property := map[string]string{"date": "date", "published": "known_from"}[by]
					day := begins(at(f.Properties[property].(string))).Format(time.DateOnly)
					if want[day] == nil {
						want[day] = map[string]int{}
					}
					want[day][f.Properties["change"].(string)]++
				}
				query := conditions + "&by=" + by + "&bucket=" + bucket
				got := timelineOf(t, s, query)
				counted, last := map[string]map[string]int{}, ""
				for _, b := range got.Buckets {
					day, _ := b["date"].(string)
					if day <= last || len(b) != 1+len(geo.Turns) {
						t.Errorf("%s: %v after %s: want later days, and a number for each of %v", query, b, last, geo.Turns)
					}
					last = day
					counted[day] = map[string]int{}
					for _, turn := range turns {
						if n, _ := b[turn].(float64); n > 0 {
							counted[day][turn] = int(n)
						}
					}
				}
				if fmt.Sprint(counted) != fmt.Sprint(want) || got.Changes != n || got.Of != "changes" || got.By != by || got.Bucket != bucket {
					t.Errorf("%s: %+v\nof the items %d: %v", query, got, n, want)
				}
			}
		}
		if conditions == "" && len(items.Features) < 80 {
			t.Errorf("there are %d changes, which shows little", len(items.Features))
		}
	}
	if got := timelineOf(t, s, ""); got.Bucket != "day" || got.By != "date" {
		t.Errorf("without further words it is counted by %s and %s, want by date and day", got.By, got.Bucket)
	}
	if body := ask(s, "GET", "/timeline?of=changes&oblast=RU-KRS").Body.String(); !strings.Contains(body, `"changes":0,"undated":0,"buckets":[]`) {
		t.Errorf("of nothing it says %s", body)
	}
	reports, also := ask(s, "GET", "/timeline?by=RU").Body.String(), ask(s, "GET", "/timeline?of=reports&by=RU").Body.String()
	same := func(body string) map[string]json.RawMessage {
		var m map[string]json.RawMessage
		if err := json.Unmarshal([]byte(body), &m); err != nil {
			t.Fatal(err)
		}
		delete(m, "links")
		return m
	}
	if !maps.EqualFunc(same(reports), same(also), func(a, b json.RawMessage) bool { return string(a) == string(b) }) || !strings.Contains(reports, `"by":{"RU":`) {
		t.Errorf("reports are counted as %s\nwhen asked for by name, else as %s", also, reports)
	}
	for _, bad := range []string{"of=places", "of=changes&by=UA", "of=changes&bucket=hour", "of=changes&status=nonsense", "of=changes&holder=UA"} {
		if w := ask(s, "GET", "/timeline?"+bad); w.Code != 400 {
			t.Errorf("%s: status %d, want 400: %s", bad, w.Code, w.Body)
		}
	}
}
