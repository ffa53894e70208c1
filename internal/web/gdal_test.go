package web

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"retaken/internal/atlas"
)

// requests is a log that remembers what was asked for.
type requests struct {
	mu   sync.Mutex
	seen []string
}

func (r *requests) Write(b []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.seen = append(r.seen, string(b))
	return len(b), nil
}

// take gives what was asked for since it was called last.
func (r *requests) take() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	defer func() { r.seen = nil }()
	return strings.Join(r.seen, "")
}

// TestGDAL reads the collections with GDAL's own driver, as QGIS users and scripts do.
func TestGDAL(t *testing.T) {
	for _, tool := range []string{"ogrinfo", "ogr2ogr"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not on the PATH (Debian: apt-get install gdal-bin): no test with a real client", tool)
		}
	}
	asked := &requests{}
	s := serving(t, field(t, 600), func(c *Config) {
		c.BaseURL, c.Log = "", slog.New(slog.NewTextHandler(asked, nil))
	})
	root := listen(t, s)
	gdal := func(tool string, args ...string) string { return gdalTool(t, tool, args...) }
	copied := func(collection string, args ...string) []int64 {
		t.Helper()
		ids := gdalCopy(t, root, collection, args...)
		slices.Sort(ids)
		return ids
	}

	info := gdal("ogrinfo", "OAPIF:"+root)
	for _, c := range atlas.Names {
		if !strings.Contains(info, c) {
			t.Errorf("ogrinfo does not list %s: %s", c, info)
		}
	}
	for _, c := range []struct{ collection, want string }{
		{"events", `Geometry: Point
Feature Count: 900
Extent: \(22\.49\d+, 44\.49\d+\) - \(40\.30\d+, 44\.62\d+\)
(?s:.*)
place: String \(0\.0\)
place_uk: String \(0\.0\)
place_id: Integer \(0\.0\)
(?s:.*)
date: Date \(0\.0\)
(?s:.*)
background: Integer\(Boolean\) \(0\.0\)
(?s:.*)
published: String \(0\.0\)
(?s:.*)
confidence: Real \(0\.0\)`},
		{"control", `Feature Count: 600
(?s:.*)
population: Integer \(0\.0\)
(?s:.*)
since: String \(0\.0\)
(?s:.*)
claim_since: String \(0\.0\)
(?s:.*)
reports: Integer \(0\.0\)`},
		{"places", `Feature Count: 600
(?s:.*)
uncertainty_m: Real \(0\.0\)`},
		{"borders", `Geometry: Multi Line String
(?s:.*)
claimed: Integer\(Boolean\) \(0\.0\)`},
		{"areas", `Geometry: Multi Polygon
(?s:.*)
certainty: String \(0\.0\)
(?s:.*)
area_km2: Real \(0\.0\)
places: Integer \(0\.0\)
(?s:.*)
date: Date \(0\.0\)`},
	} {
		if out := gdal("ogrinfo", "-so", "OAPIF:"+root, c.collection); !regexp.MustCompile(c.want).MatchString(out) {
			t.Errorf("ogrinfo -so %s is not %s but %s", c.collection, c.want, out)
		}
	}

	// where is what a filter on GDAL's side has to leave of a full copy.
	where := func(target string) []int64 { return fetch(t, s, target+"&limit=10000").ids() }
	all := where("/collections/events/items?f=json")
	for _, c := range []struct {
		name, collection string
		args             []string
		want             []int64
		sent             string // in the requests
	}{
		{"ten a page", "events", nil, all, ""},
		{"1000 a page", "events", []string{"-oo", "PAGE_SIZE=1000"}, all, "limit=1000"},
		{"10000 a page", "events", []string{"-oo", "PAGE_SIZE=10000"}, all, "limit=10000"},
		{"control", "control", nil, where("/collections/control/items?f=json"), ""},
		{"places", "places", nil, where("/collections/places/items?f=json"), ""},
		{"box", "events", []string{"-spat", "30", "44", "31", "45"}, where("/collections/events/items?bbox=30,44,31,45"), "bbox=30"},
		{"status", "events", []string{"-where", "status='claimed'"}, where("/collections/events/items?status=claimed"), "status=claimed"},
		{"two conditions", "events", []string{"-where", "status='confirmed' AND kind='liberation'"}, where("/collections/events/items?kind=liberation"), "kind=liberation"},
		{"number", "events", []string{"-where", "place_id=7"}, where("/collections/events/items?place_id=7"), "place_id=7"},
		{"boolean", "events", []string{"-where", "background=0"}, all, "background"},
		{"text with a comma", "events", []string{"-where", "title='News, and more of it'"}, all, ""},
		{"Cyrillic", "places", []string{"-where", "name_uk='Село 7'"}, []int64{8}, ""},
		{"from a day", "events", []string{"-where", "date >= '2022/09/01'"}, where("/collections/events/items?datetime=2022-09-01/.."), "datetime=2022-09-01"},
		{"between days", "events", []string{"-where", "date >= '2022/09/01' AND date <= '2022/09/30'"}, where("/collections/events/items?datetime=2022-09-01/2022-09-30"), "datetime=2022-09-01"},
		{"on a day", "events", []string{"-where", "date = '2022/09/01'"}, where("/collections/events/items?datetime=2022-09-01"), ""},
		{"one feature", "events", []string{"-fid", "77"}, []int64{77}, "/collections/events/items/77"},
		{"areas", "areas", nil, where("/collections/areas/items?f=json"), ""},
		{"borders", "borders", nil, where("/collections/borders/items?f=json"), ""},
		{"inferred", "areas", []string{"-where", "certainty='inferred'"}, where("/collections/areas/items?certainty=inferred"), "certainty=inferred"},
		{"holder", "control", []string{"-where", "holder='UA'"}, where("/collections/control/items?holder=UA"), "holder=UA"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if len(c.want) == 0 {
				t.Fatal("nothing to be found")
			}
			asked.take()
			got := copied(c.collection, c.args...)
			sent := asked.take()
			if !slices.Equal(got, c.want) {
				t.Errorf("%d features, want %d: %v, want %v\n%s", len(got), len(c.want), got, c.want, sent)
			}
			if !strings.Contains(sent, c.sent) || strings.Contains(sent, "status=400") || strings.Contains(sent, "status=500") {
				t.Errorf("no %s in what was sent, or an error:\n%s", c.sent, sent)
			}
		})
	}

	// A plain address opens as a layer, of one state at a time.
	for _, day := range []string{"2022-03-01", "2022-10-01"} {
		target := "/collections/control/items?limit=10000&datetime=" + day
		want := fmt.Sprintf("Feature Count: %d", fetch(t, s, target).NumberMatched)
		if out := gdal("ogrinfo", "-so", "-al", root+target); !strings.Contains(out, want) {
			t.Errorf("ogrinfo of %s has no %s: %s", target, want, out)
		}
	}
	target := "/diff?from=2022-03-01&to=2022-10-01&limit=10000"
	if out, want := gdal("ogrinfo", "-so", "-al", root+target), fmt.Sprintf("Feature Count: %d", fetch(t, s, target).NumberMatched); !strings.Contains(out, want) {
		t.Errorf("ogrinfo of %s has no %s: %s", target, want, out)
	}
	var health struct{ Status string }
	if err := json.Unmarshal(ask(s, "GET", "/readyz").Body.Bytes(), &health); err != nil || health.Status != "ready" {
		t.Errorf("afterwards the server is %q (%v)", health.Status, err)
	}
}
