package web

import (
	"encoding/json"
	"flag"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/paulmach/orb"

	"retaken/internal/atlas"
	"retaken/internal/geo"
	"retaken/internal/news"
	"retaken/internal/sqlite"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// towns are the places of the tests, with ids from 1.
var towns = []geo.Place{
	{Ref: "t:izium", Name: "Izium", NameUk: "Ізюм", NameRu: "Изюм", Kind: geo.Settlement, Oblast: "UA-63", Raion: "Izium Raion", Population: 45884, Point: orb.Point{37.24853, 49.2121}, Uncertainty: 3000},
	{Ref: "t:balakliia", Name: "Balakliia", NameUk: "Балаклія", Kind: geo.Settlement, Oblast: "UA-63", Population: 26921, Point: orb.Point{36.85921, 49.46262}},
	{Ref: "t:kherson", Name: "Kherson", NameUk: "Херсон", Kind: geo.Settlement, Oblast: "UA-65", Population: 279131, Point: orb.Point{32.6178, 46.65581}},
	{Ref: "t:bakhmut", Name: "Bakhmut", NameUk: "Бахмут", Kind: geo.Settlement, Oblast: "UA-14", Population: 71094, Point: orb.Point{38.00278, 48.59441}},
	{Ref: "t:zmiinyi", Name: "Zmiinyi Island", NameUk: "Острів Зміїний", Kind: geo.Island, Oblast: "UA-51", Point: orb.Point{30.2048, 45.2551}},
	{Ref: "t:lviv", Name: "Lviv", NameUk: "Львів", Kind: geo.Settlement, Oblast: "UA-46", Population: 717273, Point: orb.Point{24.02324, 49.83826}},
}

func at(date string) time.Time {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		panic(err)
	}
	return t
}

// hostile is a quote that is not to get out of its box.
const hostile = "</script><img src=x onerror=alert(1)> \u202e=1+1 \"'&"

// report is a confirmed change of a place on a day, told by an article a week later.
func report(place geo.PlaceID, kind geo.Kind, by geo.Side, date string) geo.Event {
	return geo.Event{
		Kind: kind, By: by, From: by.Other(), Status: geo.Confirmed, Place: place,
		When: geo.Date{Day: at(date), Precision: geo.ToDay, Basis: geo.ByEvent},
		Source: geo.Source{
			Side: geo.FromMedia, Rank: geo.OwnVoice, Rule: "test", Confidence: 0.9,
			Quote: hostile, Evidence: geo.Span{End: len(hostile)},
		},
	}
}

func reports() []geo.Event {
	claim := report(4, geo.Capture, geo.Russia, "2023-05-20")
	claim.Status, claim.Source.Side, claim.Source.Attribution = geo.Claimed, geo.FromRussia, "the Ministry of Defence, in Moscow"
	month := report(5, geo.Withdrawal, geo.Ukraine, "2022-06-01")
	month.When.Precision = geo.ToMonth
	undated := report(3, geo.Capture, geo.Russia, "2022-03-02")
	undated.When = geo.Date{}
	return []geo.Event{
		report(1, geo.Capture, geo.Russia, "2022-04-01"),
		report(1, geo.Liberation, geo.Ukraine, "2022-09-10"),
		report(2, geo.Liberation, geo.Ukraine, "2022-09-08"),
		report(3, geo.Capture, geo.Russia, "2022-03-02"),
		report(3, geo.Liberation, geo.Ukraine, "2022-11-11"),
		claim, month, undated,
	}
}

func opened(t testing.TB) *sqlite.DB {
	t.Helper()
	db, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "test.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func put(t testing.TB, db *sqlite.DB, places ...geo.Place) {
	t.Helper()
	if _, err := db.PutPlaces(t.Context(), places...); err != nil {
		t.Fatal(err)
	}
}

// tell stores an article with those events.
func tell(t testing.TB, db *sqlite.DB, ref string, events ...geo.Event) {
	t.Helper()
	article := news.Article{
		Ref: ref, Text: hostile, Source: "Gazette", Title: "News, and more of it", URL: "https://example.org/" + ref, Published: at("2024-01-01"),
	}
	for i := range events {
		s := &events[i].Source
		events[i].Ref = fmt.Sprintf("%s#%d", ref, i)
		s.Article, s.Publisher, s.Title, s.URL, s.Published = ref, article.Source, article.Title, article.URL, article.Published
	}
	if _, err := db.PutArticles(t.Context(), article); err != nil {
		t.Fatal(err)
	}
	if err := db.PutReadings(t.Context(), geo.Reading{Article: ref, Rules: "test", Events: events}); err != nil {
		t.Fatal(err)
	}
}

// seeded is a database with the places and reports above.
func seeded(t testing.TB) *sqlite.DB {
	t.Helper()
	db := opened(t)
	put(t, db, towns...)
	tell(t, db, "a", reports()...)
	return db
}

// field is a database with n places on a grid over Ukraine and one or two reports of each. Every seventh
// report is only claimed.
func field(t testing.TB, n int) *sqlite.DB {
	t.Helper()
	db := opened(t)
	var places []geo.Place
	var events []geo.Event
	for i := range n {
		places = append(places, geo.Place{
			Ref: fmt.Sprint("g:", i), Name: fmt.Sprint("Village ", i), NameUk: fmt.Sprint("Село ", i), Kind: geo.Settlement, Oblast: "UA-63",
			Point: orb.Point{22.5 + float64(i%179)*0.1, 44.5 + float64(i/179)*0.04},
		})
		e := report(geo.PlaceID(i+1), geo.Capture, geo.Russia, at("2022-02-24").AddDate(0, 0, i%60).Format(time.DateOnly))
		if i%7 == 3 {
			e.Status = geo.Claimed
		}
		events = append(events, e)
		if i%2 == 0 {
			events = append(events, report(geo.PlaceID(i+1), geo.Liberation, geo.Ukraine, at("2022-09-01").AddDate(0, 0, i%90).Format(time.DateOnly)))
		}
	}
	put(t, db, places...)
	tell(t, db, "field", events...)
	return db
}

// built is what the front end's build leaves.
var built = fstest.MapFS{
	"index.html":              {Data: []byte("<!doctype html><title>map</title><script src=./assets/index-abc123.js></script>")},
	"assets/index-abc123.js":  {Data: []byte(strings.Repeat("console.log('map');\n", 100))},
	"assets/logo-def456.png":  {Data: []byte("\x89PNG")},
	"assets/secret-abc123.go": {Data: []byte("package secret")},
	"favicon.svg":             {Data: []byte("<svg xmlns='http://www.w3.org/2000/svg'/>")},
	"placeholder.html":        {Data: []byte("placeholder")},
}

var land = fstest.MapFS{
	"ukraine.geojson": {Data: []byte(`{"type":"FeatureCollection","features":[]}`)},
	"land.topojson":   {Data: []byte(`{"type":"Topology","objects":{},"arcs":[]}`)},
	"other.geojson":   {Data: []byte(`{}`)},
}

// find is a search as the program has it, over the places of the tests.
func find(q string, limit int) []*geo.Place {
	var found []*geo.Place
	for i, p := range towns {
		if len(found) < limit && (strings.HasPrefix(strings.ToLower(p.Name), strings.ToLower(q)) || strings.HasPrefix(p.NameUk, q)) {
			p.ID = geo.PlaceID(i + 1)
			found = append(found, &p)
		}
	}
	return found
}

// keep is a keeper of the store.
func keep(t testing.TB, db geo.Store) *atlas.Keeper {
	t.Helper()
	country, err := geo.LoadCountry(os.DirFS(filepath.Join("..", "..", "data")))
	if err != nil {
		t.Fatal(err)
	}
	k, err := atlas.NewKeeper(t.Context(), db, nil, country, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// serving is a server of the store, changed by the options.
func serving(t testing.TB, db geo.Store, options ...func(*Config)) *Server {
	t.Helper()
	c := Config{
		Attribution: "Names: somebody, CC BY 4.0.",
		Atlas:       keep(t, db), Log: slog.New(slog.DiscardHandler), Assets: built, Basemap: land, Search: find,
		Version: "1.2.3", BaseURL: "http://example.test",
	}
	for _, o := range options {
		o(&c)
	}
	s, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// ask sends a request with headers given as name, value, ….
func ask(s http.Handler, method, target string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, nil)
	r.Host = "example.test"
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

// body is the plain body of an answer.
func body(t testing.TB, w *httptest.ResponseRecorder) []byte {
	t.Helper()
	return expand(t, w.Header().Get("Content-Encoding"), w.Body.Bytes())
}

// features is what every list of features has.
type features struct {
	Type     string `json:"type"`
	Features []struct {
		ID         int64          `json:"id"`
		Properties map[string]any `json:"properties"`
	} `json:"features"`
	Links          []link    `json:"links"`
	TimeStamp      time.Time `json:"timeStamp"`
	NumberMatched  int       `json:"numberMatched"`
	NumberReturned int       `json:"numberReturned"`
}

func (f features) ids() []int64 {
	ids := []int64{}
	for _, x := range f.Features {
		ids = append(ids, x.ID)
	}
	return ids
}

// href is the address of the only link of that relation, "" when there is none.
func (f features) href(t testing.TB, rel string) string {
	t.Helper()
	href := ""
	for _, l := range f.Links {
		if l.Rel == rel {
			if href != "" {
				t.Fatalf("two links %s in %v", rel, f.Links)
			}
			href = l.Href
		}
	}
	return href
}

// fetch asks for a list of features.
func fetch(t testing.TB, s http.Handler, target string) features {
	t.Helper()
	w := ask(s, "GET", target)
	var f features
	if err := json.Unmarshal(body(t, w), &f); err != nil || w.Code != 200 {
		t.Fatalf("GET %s: status %d, %v in %s", target, w.Code, err, w.Body)
	}
	if f.NumberReturned != len(f.Features) {
		t.Errorf("GET %s: numberReturned is %d of %d features", target, f.NumberReturned, len(f.Features))
	}
	return f
}
