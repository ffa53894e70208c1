package web

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"

	"retaken/internal/atlas"
)

const (
	epsg4326 = "http://www.opengis.net/def/crs/EPSG/0/4326"
	epsg3857 = "http://www.opengis.net/def/crs/EPSG/0/3857"
)

// TestSystems asks for one town in every system, and for boxes around it.
func TestSystems(t *testing.T) {
	s := serving(t, seeded(t))
	for uri, want := range map[string]string{
		"":       `"coordinates":[37.24853,49.2121]`,
		crs84:    `"coordinates":[37.24853,49.2121]`,
		epsg4326: `"coordinates":[49.2121,37.24853]`,
		epsg3857: `"coordinates":[4146487.392`, // 37.24853 degrees of 6378137 m · π/180
	} {
		for _, target := range []string{"/collections/places/items/1", "/collections/places/items?limit=1", "/collections/control/items/1/versions", "/diff?from=2022-09-01&to=2022-10-01&limit=1"} {
			address := target
			if uri != "" {
				address += map[bool]string{true: "&", false: "?"}[strings.Contains(target, "?")] + "crs=" + url.QueryEscape(uri)
			}
			w := ask(s, "GET", address)
			if header := w.Header().Get("Content-Crs"); w.Code != 200 || header != "<"+map[bool]string{true: crs84, false: uri}[uri == ""]+">" || !strings.Contains(w.Body.String(), want) {
				t.Errorf("GET %s: status %d, Content-Crs %s, no %s in %s", address, w.Code, header, want, w.Body)
			}
		}
	}
	for system, box := range map[string]string{crs84: "37.2,49.2,37.3,49.3", epsg4326: "49.2,37.2,49.3,37.3", epsg3857: "4141000,6300000,4153000,6330000"} {
		q := "?bbox-crs=" + url.QueryEscape(system) + "&bbox=" + box
		if ids := fetch(t, s, "/collections/places/items"+q).ids(); fmt.Sprint(ids) != "[1]" {
			t.Errorf("in the box %s of %s are %v", box, system, ids)
		}
	}
	for _, c := range []struct{ system, filter string }{
		{crs84, "S_INTERSECTS(geometry,BBOX(37.2,49.2,37.3,49.3))"},
		{epsg4326, "S_INTERSECTS(geometry,BBOX(49.2,37.2,49.3,37.3))"},
		{epsg3857, "S_INTERSECTS(geometry,POLYGON((4141000 6300000,4153000 6300000,4153000 6330000,4141000 6330000,4141000 6300000)))"},
	} {
		if ids := fetch(t, s, "/collections/places/items?filter-crs="+url.QueryEscape(c.system)+"&filter="+url.QueryEscape(c.filter)).ids(); fmt.Sprint(ids) != "[1]" {
			t.Errorf("%s in %s gives %v", c.filter, c.system, ids)
		}
	}
	if w := ask(s, "GET", "/collections/places/items?bbox=-30000000,0,1,1&bbox-crs="+url.QueryEscape(epsg3857)); w.Code != 400 {
		t.Errorf("a box outside of the world: status %d", w.Code)
	}
}

// TestSelections is one question of every kind.
func TestSelections(t *testing.T) {
	s := serving(t, seeded(t))
	for target, want := range map[string]string{
		"places/items?filter=name='Izium'":                                                             "[1]",
		"places/items?filter=CASEI(name_uk)=CASEI('ХЕРСОН')":                                           "[3]",
		"places/items?filter=name+LIKE+'B%25'+OR+population>100000":                                    "[2 3 4 6]",
		"events/items?filter=status='claimed'+AND+by='RU'":                                             "[6]",
		"events/items?filter=status='nonsense'":                                                        "[]",
		"events/items?filter=date+IS+NULL":                                                             "[8]",
		"events/items?filter=T_AFTER(date,DATE('2022-11-01'))":                                         "[5 6]",
		`events/items?filter-lang=cql2-json&filter={"op":"in","args":[{"property":"place_id"},[2,4]]}`: "[3 6]",
		"events/items?sortby=-date&limit=3":                                                            "[6 5 2]",
		"events/items?sortby=place,%2Bdate&limit=4":                                                    "[6 3 1 2]",
		"events/items?sortby=-date&offset=1&limit=1":                                                   "[5]",
		"events/items?offset=6":                                                                        "[7 8]",
		"events/items?offset=99":                                                                       "[]",
		"places/items?q=balakl":                                                                        "[2]",
		"places/items?q=ОСТРІВ+зміїний":                                                                "[5]",
		"articles/items?bbox=37,49,38,50":                                                              "[1]",
		"articles/items?bbox=0,0,1,1":                                                                  "[]",
		"control-changes/items?datetime=2022-09-05/2022-09-09":                                         "[2835557]",
		"control-changes/items?filter=change='lost'+AND+date<DATE('2022-03-31')":                       "[3883943]",
		"control-changes/items?sortby=-date&limit=2&properties=name":                                   "[4932963 3884197]",
		"control-history/items?filter=valid_to+IS+NULL+AND+holder='RU'":                                "[]",
	} {
		path, query, _ := strings.Cut(target, "?")
		values, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		if ids := fetch(t, s, "/collections/"+path+"?"+values.Encode()).ids(); fmt.Sprint(ids) != want {
			t.Errorf("%s gives %v, want %s", target, ids, want)
		}
	}
	names := keysInOrder(t, ask(s, "GET", "/collections/events/items/1?properties=status,place").Body.Bytes())
	if names != "status place" {
		t.Errorf("the properties asked for come as %s", names)
	}
}

// TestSortedPages follows next links in an order that ids do not have.
func TestSortedPages(t *testing.T) {
	s := serving(t, field(t, 60))
	var ids []int64
	next := "/collections/events/items?sortby=-date,place_uk&limit=7&status=claimed,confirmed"
	for next != "" {
		page := fetch(t, s, next)
		ids = append(ids, page.ids()...)
		next = strings.TrimPrefix(page.href(t, "next"), "http://example.test")
	}
	all := fetch(t, s, "/collections/events/items?sortby=-date,place_uk&limit=10000&status=claimed,confirmed").ids()
	if !slices.Equal(ids, all) || len(ids) < 50 {
		t.Errorf("page by page %v, at once %v", ids, all)
	}
	if w := ask(s, "GET", "/collections/events/items?sortby=-date&after=17"); w.Code != 400 {
		t.Errorf("a position of another order: status %d", w.Code)
	}
}

// TestVersions reads the time map of a place, and its state then.
func TestVersions(t *testing.T) {
	s := serving(t, seeded(t))
	page := fetch(t, s, "/collections/control/items/1/versions")
	var holders []any
	for i, f := range page.Features {
		holders = append(holders, f.Properties["holder"])
		if i > 0 && f.Properties["valid_from"] != page.Features[i-1].Properties["valid_to"] {
			t.Errorf("there is a gap before %v", f.Properties)
		}
	}
	if fmt.Sprint(holders) != "[UA RU UA]" {
		t.Errorf("Izium was held by %v", holders)
	}
	w := ask(s, "GET", "/collections/control/items/1?datetime=2022-05-01")
	if m := w.Header().Get("Memento-Datetime"); m != "Sun, 01 May 2022 23:59:59 GMT" || !strings.Contains(w.Body.String(), `"rel":"timemap"`) {
		t.Errorf("Memento-Datetime is %q", m)
	}
	for target, status := range map[string]int{
		"/collections/control/items/99/versions": 404, "/collections/events/items/1/versions": 404, "/collections/control/items/x/versions": 404,
		"/collections/places/items/6/versions": 200, "/collections/control/items/1/versions?f=csv": 200,
	} {
		if w := ask(s, "GET", target); w.Code != status {
			t.Errorf("GET %s: status %d, want %d", target, w.Code, status)
		}
	}
}

// TestPastAnswers makes sure that only what rests on a day that is over may be kept without asking.
func TestPastAnswers(t *testing.T) {
	s := serving(t, seeded(t))
	for query, want := range map[string]string{
		"": askAgain, "datetime=2022-09-12": askAgain, "as-of=2024-06-01": forDay, "as-of=2024-06-01&datetime=2022-09-12": forDay, "as-of=2999-01-01": askAgain,
	} {
		for range 2 {
			w := ask(s, "GET", "/collections/control/items?"+query)
			if got := w.Header().Get("Cache-Control"); w.Code != 200 || got != want {
				t.Errorf("?%s: status %d, Cache-Control %q, want %q", query, w.Code, got, want)
			}
			again := ask(s, "GET", "/collections/control/items?"+query, "If-None-Match", w.Header().Get("ETag"))
			if got := again.Header().Get("Cache-Control"); again.Code != 304 || got != want {
				t.Errorf("?%s again: status %d, Cache-Control %q, want %q", query, again.Code, got, want)
			}
		}
	}
}

// TestRestart makes sure that an answer is the same for a server that is started again.
func TestRestart(t *testing.T) {
	db := seeded(t)
	before := ask(serving(t, db), "GET", "/collections/events/items").Header()
	after := ask(serving(t, db), "GET", "/collections/events/items").Header()
	for _, name := range []string{"ETag", "Last-Modified"} {
		if before.Get(name) == "" || before.Get(name) != after.Get(name) {
			t.Errorf("%s is %q, was %q", name, after.Get(name), before.Get(name))
		}
	}
}

// TestHostileMix asks thousands of different things: what is kept stays bounded, and what is popular is kept.
func TestHostileMix(t *testing.T) {
	s := serving(t, field(t, 300))
	popular := "/collections/events/items?limit=50"
	for range 3 {
		ask(s, "GET", popular)
		ask(s, "GET", popular, "Accept-Encoding", "gzip")
	}
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 3000 {
		target := fmt.Sprintf("/collections/%s/items?limit=%d&bbox=%g,44,%g,%g", atlas.Names[r.IntN(len(atlas.Names))], 1+r.IntN(400), 20+r.Float64(), 30+r.Float64(), 45+r.Float64())
		headers := []string{"Accept", "application/json;q=0." + fmt.Sprint(i), "Accept-Encoding", []string{"gzip", "br", "zstd", ""}[i%4]}
		switch i % 5 {
		case 1:
			target += "&filter=" + url.QueryEscape(fmt.Sprintf("S_INTERSECTS(geometry,BBOX(%g,44,40,50))", r.Float64()*30))
		case 2:
			target += "&datetime=2022-" + fmt.Sprintf("%02d-%02d", 1+r.IntN(12), 1+r.IntN(28))
		}
		if w := ask(s, "GET", target, headers...); w.Code != 200 {
			t.Fatalf("GET %s: status %d: %s", target, w.Code, w.Body)
		}
	}
	if cost := s.answers.Cost(); cost > keptBytes {
		t.Errorf("answers of %d bytes are kept, want at most %d", cost, keptBytes)
	}
	if cost := s.seen.Cost(); cost > seenBytes {
		t.Errorf("what was asked takes %d bytes, want at most %d", cost, seenBytes)
	}
	a := s.Atlas.Atlas()
	for _, c := range []*coding{nil, codingFor("gzip")} {
		accept := ""
		if _, ok := s.answers.Get(question{a.Store, a.Revision, "http://example.test", "/collections/events/items", "limit=50", accept, c}); !ok {
			t.Errorf("the popular answer (%v) was driven out", c != nil)
		}
	}
	var health struct{ Status string }
	if err := json.Unmarshal(ask(s, "GET", "/readyz").Body.Bytes(), &health); err != nil || health.Status != "ready" {
		t.Errorf("afterwards the server is %q (%v)", health.Status, err)
	}
}
