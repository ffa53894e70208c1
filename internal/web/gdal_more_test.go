package web

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/paulmach/orb/geojson"

	"retaken/internal/atlas"
	"retaken/internal/format"
	"retaken/internal/geo"
)

// gdalTool runs one of GDAL's tools, which must not even warn.
func gdalTool(t *testing.T, tool string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(tool); err != nil {
		t.Skipf("%s is not on the PATH (Debian: apt-get install gdal-bin): no test with a real client", tool)
	}
	out, err := exec.Command(tool, args...).CombinedOutput()
	if err != nil || bytes.Contains(out, []byte("ERROR")) || bytes.Contains(out, []byte("Warning")) {
		t.Errorf("%s %v: %v\n%s", tool, args, err, out)
	}
	return string(out)
}

// gdalCopy is the ids of what ogr2ogr copies from a collection, in the order copied.
func gdalCopy(t *testing.T, root, collection string, args ...string) []int64 {
	t.Helper()
	path := filepath.Join(t.TempDir(), "copy.geojson")
	gdalTool(t, "ogr2ogr", slices.Concat([]string{"-f", "GeoJSON", path, "OAPIF:" + root, collection, "-preserve_fid"}, args)...)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	all, err := geojson.UnmarshalFeatureCollection(data)
	if err != nil {
		t.Fatal(err)
	}
	ids := []int64{}
	for _, f := range all.Features {
		ids = append(ids, int64(f.ID.(float64)))
	}
	return ids
}

// TestGDALCopies copies every collection at several sizes of page: each feature is there, and once.
func TestGDALCopies(t *testing.T) {
	s := serving(t, field(t, 300), func(c *Config) { c.BaseURL = "" })
	root := listen(t, s)
	for _, name := range atlas.Names {
		want := fetch(t, s, "/collections/"+name+"/items?limit=10000").ids()
		if len(want) == 0 {
			t.Errorf("%s has nothing to copy", name)
		}
		for _, size := range []string{"", "10", "1000", "10000"} {
			var args []string
			if size != "" {
				args = []string{"-oo", "PAGE_SIZE=" + size}
			}
			got := gdalCopy(t, root, name, args...)
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Errorf("%s with %q a page: %d features, want %d, each once", name, size, len(got), len(want))
			}
		}
	}
	for _, c := range []struct{ name, where, query string }{
		{atlas.History, "valid_from >= '2022/09/01 00:00:00'", "datetime=2022-09-01T00:00:00Z/.."},
		{atlas.History, "valid_to IS NULL", "filter=valid_to+IS+NULL"},
		{atlas.History, "holder = 'RU'", "holder=RU"},
		{atlas.Articles, "lang = 'en'", "lang=en"},
		{atlas.Events, "confidence > 0.5", "filter=confidence>0.5"},
		{atlas.Places, "population BETWEEN 5 AND 9", "filter=population+BETWEEN+5+AND+9"},
	} {
		want := fetch(t, s, "/collections/"+c.name+"/items?limit=10000&"+c.query).ids()
		got := gdalCopy(t, root, c.name, "-where", c.where)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s where %s: %d features, want %d", c.name, c.where, len(got), len(want))
		}
	}
}

// TestGDALWhileWritten copies events ten a page while articles are read: what was there before is there, and
// nothing twice.
func TestGDALWhileWritten(t *testing.T) {
	if _, err := exec.LookPath("ogr2ogr"); err != nil {
		t.Skip("ogr2ogr is not on the PATH (Debian: apt-get install gdal-bin): no test with a real client")
	}
	db := field(t, 300)
	s := serving(t, db, func(c *Config) { c.BaseURL = "" })
	root := listen(t, s)
	before := fetch(t, s, "/collections/events/items?limit=10000").ids()
	var stop atomic.Bool
	written := make(chan int)
	go func() {
		n := 0
		for ; !stop.Load(); n++ {
			tell(t, db, fmt.Sprint("late", n), report(geo.PlaceID(1+n%300), geo.Capture, geo.Russia, "2022-03-03"), report(geo.PlaceID(1+n%7), geo.Liberation, geo.Ukraine, "2023-03-03"))
			if err := s.Atlas.Refresh(t.Context()); err != nil {
				t.Error(err)
			}
		}
		written <- n
	}()
	got := gdalCopy(t, root, "events")
	stop.Store(true)
	if n := <-written; n < 2 {
		t.Errorf("only %d articles were written meanwhile", n)
	}
	if distinct := slices.Compact(slices.Sorted(slices.Values(got))); len(distinct) != len(got) {
		t.Errorf("%d features, of which %d are distinct", len(got), len(distinct))
	}
	for _, id := range before {
		if !slices.Contains(got, id) {
			t.Errorf("event %d is missing", id)
		}
	}
}

// TestExports takes every collection in every format to GDAL, through the server: as many features as it says.
func TestExports(t *testing.T) {
	s := serving(t, field(t, 300))
	for _, name := range append([]string{"diff"}, atlas.Names...) {
		target := "/collections/" + name + "/items?"
		if name == "diff" {
			target = "/diff?from=2022-03-01&to=2022-10-01&"
		}
		want := fetch(t, s, target+"limit=1").NumberMatched
		for _, f := range format.Formats {
			w := ask(s, "GET", target+"f="+f.Name, "Accept-Encoding", "gzip")
			media, disposition := w.Header().Get("Content-Type"), w.Header().Get("Content-Disposition")
			if w.Code != 200 || media != f.Media || !strings.HasSuffix(disposition, f.Extension+`"`) {
				t.Errorf("%s as %s: status %d, %s, %s", name, f.Name, w.Code, media, disposition)
				continue
			}
			path := filepath.Join(t.TempDir(), name+f.Extension)
			if err := os.WriteFile(path, body(t, w), 0o600); err != nil {
				t.Fatal(err)
			}
			if out := gdalTool(t, "ogrinfo", "-ro", "-so", "-al", path); !strings.Contains(out, fmt.Sprintf("Feature Count: %d\n", want)) {
				t.Errorf("%s as %s: not %d features but %s", name, f.Name, want, out)
			}
		}
	}
	path := filepath.Join(t.TempDir(), "all.gpkg")
	if err := os.WriteFile(path, body(t, ask(s, "GET", "/export.gpkg?datetime=2022-10-01")), 0o600); err != nil {
		t.Fatal(err)
	}
	out := gdalTool(t, "ogrinfo", "-ro", "-so", "-al", path)
	for _, name := range atlas.Names {
		want := fetch(t, s, "/collections/"+name+"/items?limit=1&datetime=2022-10-01").NumberMatched
		_, layer, _ := strings.Cut(out, "Layer name: "+name+"\n")
		if layer, _, _ = strings.Cut(layer, "Layer name: "); !strings.Contains(layer, fmt.Sprintf("Feature Count: %d\n", want)) {
			t.Errorf("layer %s has not %d features: %s", name, want, layer)
		}
	}
	if w := ask(s, "GET", "/collections/events/items?f=csv&limit=5&bbox=20,40,41,53&sortby=-date&properties=place,date"); strings.Count(w.Body.String(), "\n") != 6 || !strings.HasPrefix(w.Body.String(), "lon,lat,id,place,date\n") {
		t.Errorf("five events as CSV: %s", w.Body)
	}
	if w := ask(s, "HEAD", "/collections/events/items?f=gpkg"); w.Code != 200 || w.Body.Len() > 0 {
		t.Errorf("HEAD of an export: status %d, %d bytes", w.Code, w.Body.Len())
	}
	if w := ask(s, "GET", "/collections/events/items?f=csv&crs=http://www.opengis.net/def/crs/EPSG/0/3857"); w.Code != 400 {
		t.Errorf("an export in another system: status %d", w.Code)
	}
}
