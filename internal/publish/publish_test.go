package publish

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// server answers as the real one does, with little in it: Izium is taken on 1 April 2022 and retaken on 10 September,
// Balakliia on 8 September, and of Lviv nothing is known.
type server struct {
	asked  []string
	broken string // an address that fails
}

var spans = []string{
	`{"type":"Feature","id":1,"geometry":null,"properties":{"name":"Izium","place_id":1,"holder":"UA","valid_from":"2022-02-24T00:00:00Z","valid_to":"2022-04-01T00:00:00Z"}}`,
	`{"type":"Feature","id":2,"geometry":null,"properties":{"name":"Izium","place_id":1,"holder":"RU","valid_from":"2022-04-01T00:00:00Z","valid_to":"2022-09-10T00:00:00Z"}}`,
	`{"type":"Feature","id":3,"geometry":null,"properties":{"name":"Izium","place_id":1,"holder":"UA","valid_from":"2022-09-10T00:00:00Z","valid_to":null}}`,
	`{"type":"Feature","id":4,"geometry":null,"properties":{"name":"Balakliia","place_id":2,"holder":"UA","valid_from":"2022-09-08T00:00:00Z","valid_to":null}}`,
}

var places = []string{
	`{"type":"Feature","id":1,"geometry":{"type":"Point","coordinates":[37.2,49.2]},"properties":{"name":"Izium","name_uk":"Ізюм","name_ru":"Изюм","kind":"settlement","oblast":"UA-63","population":45884,"ref":"t:1"}}`,
	`{"type":"Feature","id":2,"geometry":{"type":"Point","coordinates":[36.8,49.4]},"properties":{"name":"Balakliia","name_uk":"Балаклія","name_ru":null,"kind":"settlement","oblast":"UA-63","population":null,"ref":"t:2"}}`,
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	address := strings.TrimPrefix(r.URL.String(), "http://localhost/")
	s.asked = append(s.asked, address)
	q := r.URL.Query()
	page := func(next string, more string, features ...string) {
		links := `[]`
		if next != "" {
			links = fmt.Sprintf(`[{"rel":"next","href":"http://elsewhere.example/prefix/%s"}]`, next)
		}
		fmt.Fprintf(w, `{"type":"FeatureCollection","numberMatched":9,"numberReturned":%d,"links":%s%s,"features":[%s],"timeStamp":%q}`,
			len(features), links, more, strings.Join(features, ","), time.Now().Format(time.RFC3339Nano))
	}
	area := func(day string) string {
		return fmt.Sprintf(`{"type":"Feature","id":1,"geometry":null,"properties":{"holder":"UA","date":%q}}`, day)
	}
	switch {
	case s.broken != "" && address == s.broken:
		http.Error(w, "broken", http.StatusInternalServerError)
	case r.URL.Path == "/" && r.Header.Get("Accept") == "text/html":
		w.Header().Set("Content-Security-Policy", "default-src 'self'; img-src 'self' data:; frame-ancestors 'self'")
		io.WriteString(w, `<html><head><meta name="retaken-tiles" content="{&#34;url&#34;}" />`+"\n</head>a page with more</html>")
	case r.URL.Path == "/":
		io.WriteString(w, `{"title":"A <b>map</b>"}`)
	case r.URL.Path == "/readyz":
		io.WriteString(w, `{"revision":7,"updated":"2026-01-02T03:04:05Z"}`)
	case r.URL.Path == "/collections":
		about := `{"id":%q,"title":"Title of %[1]s","attribution":"Thanks","links":[{"rel":"self","href":"http://localhost/collections/%[1]s"}]}`
		var list []string
		for _, id := range []string{"events", "control", "control-history", "areas", "places"} {
			list = append(list, fmt.Sprintf(about, id))
		}
		fmt.Fprintf(w, `{"links":[],"collections":[%s]}`, strings.Join(list, ","))
	case r.URL.Path == "/timeline":
		fmt.Fprintf(w, `{"bucket":"day","of":%q,"by":%q,"buckets":[{"date":"2022-09-10","lost":1}],"links":[{"href":"http://localhost/timeline"}]}`, q.Get("of"), q.Get("by"))
	case r.URL.Path == "/timeline/areas" && q.Get("f") == "csv":
		io.WriteString(w, "date,ua_reported_km2\n")
	case r.URL.Path == "/timeline/areas":
		fmt.Fprintf(w, `{"bucket":%q,"points":[{"date":%q}],"claimed_areas":[],"links":[{"href":"http://localhost/timeline/areas"}]}`, q.Get("bucket"), q.Get("to"))
	case q.Get("f") != "" && q.Get("f") != "csv" && q.Get("f") != "text":
		http.Error(w, `"f" must be one of csv, text`, http.StatusBadRequest)
	case q.Get("f") != "":
		w.Header().Set("Content-Disposition", `attachment; filename="`+strings.Split(r.URL.Path, "/")[2]+`.csv"`)
		w.Header().Set("Content-Type", "text/csv; charset=utf-8")
		io.WriteString(w, "name\nIzium\n")
	case r.URL.Path == "/collections/control-history/items":
		page("", "", spans...)
	case r.URL.Path == "/collections/places/items" && q.Get("after") == "":
		page("collections/places/items?limit=10000&after=1", "", places[0])
	case r.URL.Path == "/collections/places/items":
		page("", "", places[1])
	case r.URL.Path == "/collections/areas/items":
		page("", "", area(q.Get("datetime")))
	case strings.HasPrefix(r.URL.Path, "/collections/"):
		page("", "", `{"type":"Feature","id":5,"geometry":null,"properties":{"quote":"</script>"}}`)
	case r.URL.Path == "/diff":
		changed := `{"type":"FeatureCollection","features":[` + area(q.Get("to")) + `]}`
		if q.Get("from") == q.Get("to") || q.Get("to") < "2022-09-01" {
			changed = `{"type":"FeatureCollection","features":[]}`
		}
		page("", `,"areas":`+changed)
	case strings.HasPrefix(r.URL.Path, "/basemap/"):
		io.WriteString(w, `{"type":"FeatureCollection","features":[]}`)
	default:
		http.NotFound(w, r)
	}
}

// front is a built front end, with a page for a server beside that of the map.
var front = fstest.MapFS{
	"index.html": {Data: []byte(`<head><!--server--><link href="./collections/events/items"><!--/server--><script src="./assets/index-1a.js"></script>
<link href="./assets/index-2b.css"><link href="./icon.svg"></head><noscript><!--server--><a href="collections">all</a><!--/server--></noscript>`)},
	"api.html":               {Data: []byte(`<script src="./assets/api-3c.js"></script>`)},
	"icon.svg":               {Data: []byte(`<svg/>`)},
	"assets/index-1a.js":     {Data: []byte(`import("./published-4d.js")` + strings.Repeat(" ", 2000))},
	"assets/published-4d.js": {Data: []byte(`export {}`)},
	"assets/index-2b.css":    {Data: []byte(`a{background:url(mark-5e.png)}`)},
	"assets/mark-5e.png":     {Data: []byte("png")},
	"assets/api-3c.js":       {Data: []byte(`export {}`)},
}

func write(t *testing.T, s Site, dir string) Report {
	t.Helper()
	s.Assets = front
	if s.Handler == nil {
		s.Handler = &server{}
	}
	if s.Areas == "" {
		s.Areas = Auto
	}
	report, err := s.Write(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// filesIn are the names of all files of a folder, hidden ones too.
func filesIn(t *testing.T, dir string) []string {
	t.Helper()
	var names []string
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func read(t *testing.T, dir, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func manifestOf(t *testing.T, dir string) manifest {
	t.Helper()
	var m manifest
	if err := json.Unmarshal([]byte(read(t, dir, manifestFile)), &m); err != nil {
		t.Fatal(err)
	}
	return m
}

func TestFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "deep", "site")
	report := write(t, Site{Version: "v1"}, dir)
	want := []string{
		"assets/index-1a.js", "assets/index-2b.css", "assets/mark-5e.png", "assets/published-4d.js",
		"basemap/land.topojson", "basemap/rivers.LICENSE.txt", "basemap/rivers.topojson",
		"data/areas/2022-02-24.geojson", "data/areas/2022-04-01.geojson", "data/areas/2022-09-08.geojson", "data/areas/2022-09-10.geojson",
		"data/areas.geojson", "data/areas-timeline.json", "data/areas-timeline.csv",
		"data/changed/2022-09-08.geojson", "data/changed/2022-09-10.geojson", "data/changed/2022-09-15.geojson",
		"data/collections.json", "data/control-history.geojson", "data/control.geojson", "data/events.geojson", "data/index.html",
		"data/names.json", "data/places.geojson", "data/timeline.json", "data/timeline-published.json", "data.json", "icon.svg", "index.html",
	}
	got := filesIn(t, dir)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("files\n%q\nwant\n%q", got, want)
	}
	if report.Files != len(want) || report.Days != 4 || report.Areas != EachChange || report.Bytes == 0 {
		t.Errorf("report %+v", report)
	}

	if got := read(t, dir, "data/areas-timeline.json"); got != `{"bucket":"week","claimed_areas":[],"points":[{"date":"2022-09-10"}]}`+"\n" {
		t.Errorf("the ground through time: %s", got)
	}
	for name, by := range map[string]string{"data/timeline.json": "date", "data/timeline-published.json": "published"} {
		if got, want := read(t, dir, name), `{"bucket":"day","buckets":[{"date":"2022-09-10","lost":1}],"by":"`+by+`","of":"changes"}`+"\n"; got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
		if list := read(t, dir, "data/index.html"); !strings.Contains(list, `href="`+strings.TrimPrefix(name, "data/")+`"`) {
			t.Errorf("%s is not listed:\n%s", name, list)
		}
	}
	page := read(t, dir, "index.html")
	for _, part := range []string{
		`<meta name="retaken-site" content="./data.json" />`, `<meta name="retaken-tiles" content="{&#34;url&#34;}" />`,
		`content="default-src &#39;self&#39;; img-src &#39;self&#39; data:" />`, `href="./data/control-changes.geojson"`, `href="data/index.html"`,
	} {
		if !strings.Contains(page, part) {
			t.Errorf("the page has no %s:\n%s", part, page)
		}
	}
	for _, part := range []string{"collections", "server-->", "frame-ancestors", "a page with more"} {
		if strings.Contains(page, part) {
			t.Errorf("the page has %s:\n%s", part, page)
		}
	}
	if list := read(t, dir, "data/index.html"); strings.Contains(list, "<b>") || !strings.Contains(list, "Title of control-history") {
		t.Errorf("list of files:\n%s", list)
	}

	places := read(t, dir, "data/places.geojson")
	if strings.Count(places, `"type":"Feature"`) != 2 || strings.Contains(places, "links") || strings.Contains(places, "timeStamp") || !json.Valid([]byte(places)) {
		t.Errorf("places:\n%s", places)
	}
	wantNames := `{"fields":["id","lon","lat","name","name_uk","name_ru","kind","oblast","population"],` +
		`"rows":[[1,37.2,49.2,"Izium","Ізюм","Изюм","settlement","UA-63",45884],[2,36.8,49.4,"Balakliia","Балаклія",null,"settlement","UA-63",null]]}` + "\n"
	if names := read(t, dir, "data/names.json"); names != wantNames {
		t.Errorf("names %s\nwant  %s", names, wantNames)
	}
	if about := read(t, dir, "data/collections.json"); strings.Contains(about, "localhost") || !strings.Contains(about, `"href": "events.geojson"`) {
		t.Errorf("collections:\n%s", about)
	}

	m := manifestOf(t, dir)
	if m.Version != "v1" || m.Revision != 7 || m.Updated.Year() != 2026 || m.Attribution != "Thanks" || m.Features["control-history"] != 4 || m.From != nil {
		t.Errorf("manifest %+v", m)
	}
	if want := []string{"2022-02-24", "2022-04-01", "2022-09-08", "2022-09-10"}; !slices.Equal(m.Areas.Days, want) {
		t.Errorf("days %q, want %q", m.Areas.Days, want)
	}
	// What is listed is there, and what is there is listed.
	for day, there := range m.Areas.Changed {
		if _, err := os.Stat(filepath.Join(dir, "data", "changed", day+".geojson")); (err == nil) != there {
			t.Errorf("changed on %s: listed %t, %v", day, there, err)
		}
	}
}

// TestSame: the same data is the same bytes but for the time of publication, so that copying what differs is enough.
func TestSame(t *testing.T) {
	dirs := []string{filepath.Join(t.TempDir(), "a"), filepath.Join(t.TempDir(), "b")}
	for _, dir := range dirs {
		write(t, Site{Gzip: true}, dir)
	}
	for _, name := range filesIn(t, dirs[0]) {
		if name == manifestFile || strings.HasPrefix(name, "data/index.html") || strings.HasPrefix(name, manifestFile) {
			continue
		}
		if read(t, dirs[0], name) != read(t, dirs[1], name) {
			t.Errorf("%s differs", name)
		}
	}
}

func TestDays(t *testing.T) {
	day := func(s string) time.Time { return date(s) }
	for name, c := range map[string]struct {
		site Site
		want []string
		to   string // the last day of the areas that are compared
	}{
		"days":  {Site{Areas: EachChange}, []string{"2022-02-24", "2022-04-01", "2022-09-08", "2022-09-10"}, "2022-09-10"},
		"weeks": {Site{Areas: EachWeek}, []string{"2022-02-24", "2022-04-01", "2022-09-08", "2022-09-10"}, "2022-09-10"}, // of the last month all
		"none":  {Site{Areas: Never}, []string{}, ""},
		"from":  {Site{From: day("2022-05-01")}, []string{"2022-05-01", "2022-09-08", "2022-09-10"}, "2022-09-10"},
		"to":    {Site{To: day("2022-09-09")}, []string{"2022-02-24", "2022-04-01", "2022-09-08"}, "2022-09-08"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "site")
			s := &server{}
			c.site.Handler = s
			write(t, c.site, dir)
			m := manifestOf(t, dir)
			if !slices.Equal(m.Areas.Days, c.want) {
				t.Errorf("days %q, want %q", m.Areas.Days, c.want)
			}
			if c.site.From.IsZero() != (m.From == nil) || c.site.To.IsZero() != (m.To == nil) {
				t.Errorf("from %v to %v", m.From, m.To)
			}
			last := ""
			for _, address := range s.asked {
				if _, to, ok := strings.Cut(address, "&to="); ok && strings.Contains(address, "diff?") {
					last = max(last, to)
				}
			}
			if last != c.to {
				t.Errorf("compared up to %q, want %q", last, c.to)
			}
		})
	}
	weeks := lastOfWeeks([]string{"2022-04-05", "2022-04-06", "2022-04-12", "2022-09-08", "2022-09-09"})
	if want := []string{"2022-04-06", "2022-04-12", "2022-09-08", "2022-09-09"}; !slices.Equal(weeks, want) {
		t.Errorf("weeks %q, want %q", weeks, want)
	}
}

func TestGzip(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	write(t, Site{Gzip: true}, dir)
	f, err := os.Open(filepath.Join(dir, "assets", "index-1a.js.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(z)
	if want := front["assets/index-1a.js"].Data; err != nil || !bytes.Equal(got, want) {
		t.Errorf("%d bytes, %v; want %d", len(got), err, len(want))
	}
	if slices.Contains(filesIn(t, dir), "icon.svg.gz") {
		t.Error("a file of six bytes was compressed")
	}
}

// TestReplace: a folder that was published gives way as a whole, one with other files never.
func TestReplace(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "site")
	if err := os.Mkdir(dir, 0o755); err != nil { // an empty one loses nothing
		t.Fatal(err)
	}
	write(t, Site{Version: "v1"}, dir)
	extra := filepath.Join(dir, "data", "areas", "2020-01-01.geojson")
	if err := os.WriteFile(extra, nil, 0o644); err != nil {
		t.Fatal(err)
	}

	broken := Site{Version: "v2", Areas: Auto, Assets: front, Handler: &server{broken: "collections/areas/items?limit=10000&certainty=reported,inferred&datetime=2022-09-10"}}
	if _, err := broken.Write(t.Context(), dir); err == nil || !strings.Contains(err.Error(), "datetime=2022-09-10: answered 500") {
		t.Errorf("with a server that fails: %v", err)
	}
	if _, err := os.Stat(extra); err != nil || manifestOf(t, dir).Version != "v1" {
		t.Errorf("the site that was there is not what it was: %v", err)
	}

	link := filepath.Join(parent, "link")
	if err := os.Symlink(dir, link); err != nil {
		t.Fatal(err)
	}
	write(t, Site{Version: "v3"}, link)
	if _, err := os.Stat(extra); err == nil || manifestOf(t, dir).Version != "v3" {
		t.Errorf("the site was not replaced: %v", err)
	}
	if entries, err := os.ReadDir(parent); err != nil || len(entries) != 2 {
		t.Errorf("beside the site and the link to it: %v, %v", entries, err)
	}

	mine := filepath.Join(parent, "mine")
	if err := os.Mkdir(mine, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"letter.txt", "data.json"} { // another program's data.json
		if err := os.WriteFile(filepath.Join(mine, name), []byte(`{"format":"letters/1"}`), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, target := range []string{mine, filepath.Join(mine, "letter.txt")} {
		site := Site{Areas: Auto, Assets: front, Handler: &server{}}
		if _, err := site.Write(t.Context(), target); err == nil || !strings.Contains(err.Error(), target) {
			t.Errorf("publishing to %s: %v", target, err)
		}
	}
	if got := filesIn(t, mine); len(got) != 2 {
		t.Errorf("files of others: %q", got)
	}
}

func TestFormats(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	write(t, Site{Formats: []string{"csv"}}, dir)
	if got := read(t, dir, "data/events.csv"); got != "name\nIzium\n" {
		t.Errorf("events %q", got)
	}
	if about := read(t, dir, "data/collections.json"); !strings.Contains(about, `"href": "places.csv"`) {
		t.Errorf("collections:\n%s", about)
	}
	if files := manifestOf(t, dir).Files; !slices.Contains(files, file{"data/control-history.csv", "Title of control-history", 11, 4}) {
		t.Errorf("files %v", files)
	}
	for _, c := range []struct {
		formats []string
		want    string
	}{{[]string{"gpkg"}, "must be one of csv"}, {[]string{"csv", "text"}, "events.csv"}} {
		_, err := Site{Areas: Auto, Assets: front, Handler: &server{}, Formats: c.formats}.Write(t.Context(), filepath.Join(t.TempDir(), "site"))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want one with %s", c.formats, err, c.want)
		}
	}
}

func TestFrontEnd(t *testing.T) {
	for name, c := range map[string]struct {
		assets fs.FS
		want   string
	}{
		"not built":  {fstest.MapFS{"placeholder.html": {}}, "make build"},
		"other page": {fstest.MapFS{"index.html": {Data: []byte("<html>")}}, "<!--server-->"},
	} {
		dir := filepath.Join(t.TempDir(), "site")
		_, err := Site{Areas: Auto, Assets: c.assets, Handler: &server{}}.Write(t.Context(), dir)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want one with %s", name, err, c.want)
		}
		if _, err := os.Stat(dir); err == nil {
			t.Errorf("%s: %s is there", name, dir)
		}
	}
}
