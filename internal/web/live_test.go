package web

import (
	"bufio"
	"context"
	"encoding/json"
	"encoding/xml"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"retaken/internal/geo"
)

type changeList struct {
	Changes []struct {
		Cursor, Type string
		ID           int64
		Feature      struct{ ID int64 }
		Events       []struct {
			ID         int64
			Properties map[string]any
		}
	}
	Cursor string
}

func askChanges(t *testing.T, s http.Handler, target string) (c changeList) {
	t.Helper()
	w := ask(s, "GET", target)
	if err := json.Unmarshal(body(t, w), &c); err != nil || w.Code != 200 {
		t.Fatalf("GET %s: status %d, %v in %s", target, w.Code, err, w.Body)
	}
	return c
}

// TestChanges follows the changes page by page, and asks again after an article was read and a place was removed.
func TestChanges(t *testing.T) {
	db := seeded(t)
	s := serving(t, db)
	all := askChanges(t, s, "/changes")
	if len(all.Changes) != 7 || all.Changes[0].Type != "place" || all.Changes[6].Type != "article" || len(all.Changes[6].Events) != 8 {
		t.Fatalf("the changes are %+v", all)
	}
	cursor, n := "", 0
	for range 9 {
		target := "/changes?limit=2"
		if cursor != "" {
			target += "&since=" + cursor
		}
		page := askChanges(t, s, target)
		for _, c := range page.Changes {
			if c.Cursor != all.Changes[n].Cursor || c.Feature.ID != c.ID {
				t.Errorf("change %d is %+v, want %+v", n, c, all.Changes[n])
			}
			n++
		}
		cursor = page.Cursor
	}
	if n != 7 || cursor != all.Cursor {
		t.Errorf("%d changes up to %s, want 7 up to %s", n, cursor, all.Cursor)
	}
	tell(t, db, "late", report(6, geo.Capture, geo.Russia, "2022-03-03"))
	if err := s.Atlas.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	late := askChanges(t, s, "/changes?since="+cursor)
	if len(late.Changes) != 1 || late.Changes[0].Type != "article" || len(late.Changes[0].Events) != 1 || late.Changes[0].Events[0].Properties["place_id"] != 6.0 {
		t.Errorf("after an article: %+v", late)
	}
	for p, err := range db.Places(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if p.ID == 2 {
			if _, err := db.ChangePlaces(t.Context(), geo.Change{At: time.Now(), Action: "remove", Places: []geo.PlaceChange{{Before: &p}}}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := s.Atlas.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	gone := askChanges(t, s, "/changes?since="+late.Cursor)
	if len(gone.Changes) != 2 || gone.Changes[0].Type != "article" || len(gone.Changes[0].Events) != 7 || gone.Changes[1].Type != "place-removed" || gone.Changes[1].ID != 2 {
		t.Errorf("after a place was removed: %+v", gone)
	}
	for _, target := range []string{"/collections/places/items/2", "/collections/control/items/2", "/collections/events/items/3"} {
		if w := ask(s, "GET", target); w.Code != http.StatusGone {
			t.Errorf("GET %s: status %d, want 410", target, w.Code)
		}
	}
	if now := askChanges(t, s, "/changes?since=now"); len(now.Changes) != 0 || now.Cursor != gone.Cursor {
		t.Errorf("from now on there are %+v", now)
	}
	if lines := strings.Count(ask(s, "GET", "/changes?f=ndjson").Body.String(), "\n"); lines != 8 {
		t.Errorf("%d lines, want 8", lines)
	}
	for target, status := range map[string]int{
		"/changes?since=x": 400, "/changes?since=": 400, "/changes?since=" + strings.Replace(cursor, cursor[:4], "0000", 1): 410,
		"/changes/stream?since=x": 400, "/changes/stream?sinse=x": 400,
	} {
		if w := ask(s, "GET", target); w.Code != status {
			t.Errorf("GET %s: status %d, want %d: %s", target, w.Code, status, w.Body)
		}
	}
}

// TestStream listens, loses the connection, and gets what it missed.
func TestStream(t *testing.T) {
	db := seeded(t)
	s := serving(t, db)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- s.Serve(ctx, l) }()

	listen := func(last string) (next func() (event, id, data string), hangUp func()) {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), "GET", "http://"+l.Addr().String()+"/changes/stream", nil)
		if err != nil {
			t.Fatal(err)
		}
		if last != "" {
			r.Header.Set("Last-Event-ID", last)
		}
		response, err := http.DefaultClient.Do(r)
		if err != nil || response.Header.Get("Content-Type") != "text/event-stream" {
			t.Fatalf("%v, %v", response, err)
		}
		lines := bufio.NewScanner(response.Body)
		return func() (event, id, data string) {
			for lines.Scan() {
				name, value, _ := strings.Cut(lines.Text(), ": ")
				switch name {
				case "event":
					event = value
				case "id":
					id = value
				case "data":
					data = value
				case "":
					if event != "" {
						return event, id, data
					}
				}
			}
			return "", "", ""
		}, func() { response.Body.Close() }
	}
	publish := func(ref string) {
		t.Helper()
		tell(t, db, ref, report(6, geo.Capture, geo.Russia, "2022-03-03"))
		if err := s.Atlas.Refresh(t.Context()); err != nil {
			t.Fatal(err)
		}
	}

	next, hangUp := listen("")
	event, position, _ := next()
	if event != "position" || position != askChanges(t, s, "/changes").Cursor {
		t.Fatalf("the stream begins with %s %s", event, position)
	}
	start := time.Now()
	publish("first")
	event, id, data := next()
	var c struct{ Events []json.RawMessage }
	if err := json.Unmarshal([]byte(data), &c); err != nil || event != "article" || len(c.Events) != 1 || time.Since(start) > 2*time.Second {
		t.Fatalf("an article comes as %s %s after %v (%v)", event, data, time.Since(start), err)
	}
	hangUp()
	publish("second")
	publish("third")
	next, hangUp = listen(id)
	defer hangUp()
	if event, at, _ := next(); event != "position" || at != id {
		t.Errorf("it goes on with %s at %s, want %s", event, at, id)
	}
	for range 2 {
		if event, _, data := next(); event != "article" || data == "" {
			t.Errorf("missed: %s %s", event, data)
		}
	}
	cancel()
	if event, _, _ := next(); event != "" {
		t.Errorf("after the end: %s", event)
	}
	if err := <-served; err != nil {
		t.Error(err)
	}
	if n := s.streams.Load(); n != 0 {
		t.Errorf("%d clients still listen", n)
	}
}

func TestTimeline(t *testing.T) {
	s := serving(t, seeded(t))
	type line struct {
		Events, Undated int
		Buckets         []struct {
			Date   string
			Events int
			Kinds  map[string]int
			By     map[string]int
		}
	}
	for _, c := range []struct {
		query                    string
		events, undated, buckets int
		first                    string
	}{
		{"", 8, 1, 7, "2022-03-02"},
		{"?bucket=week", 8, 1, 6, "2022-02-28"},
		{"?bucket=month", 8, 1, 6, "2022-03-01"},
		{"?kind=liberation", 3, 0, 3, "2022-09-08"},
		{"?bbox=36,49,38,50&datetime=2022-09-01/..", 2, 0, 2, "2022-09-08"},
		{"?filter=by='RU'+AND+status='claimed'", 1, 0, 1, "2023-05-20"},
	} {
		var got line
		w := ask(s, "GET", "/timeline"+c.query)
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != 200 {
			t.Errorf("%s: status %d, %v: %s", c.query, w.Code, err, w.Body)
			continue
		}
		sum := got.Undated
		for _, b := range got.Buckets {
			n := 0
			for _, k := range b.Kinds {
				n += k
			}
			if n != b.Events {
				t.Errorf("%s: %+v does not add up", c.query, b)
			}
			sum += b.Events
		}
		if got.Events != c.events || got.Undated != c.undated || len(got.Buckets) != c.buckets || got.Buckets[0].Date != c.first || sum != c.events {
			t.Errorf("%s: %+v, want %+v", c.query, got, c)
		}
	}
	if w := ask(s, "GET", "/timeline?bucket=hour"); w.Code != 400 {
		t.Errorf("hours: status %d", w.Code)
	}
}

// TestFeed reads the feed as a program would; hostile text has to stay text.
func TestFeed(t *testing.T) {
	s := serving(t, seeded(t))
	w := ask(s, "GET", "/feeds/events.atom?status=confirmed&limit=3")
	var f struct {
		Entry []struct {
			Title   string `xml:"title"`
			Summary string `xml:"summary"`
			Point   string `xml:"http://www.georss.org/georss point"`
			Link    []struct {
				Href string `xml:"href,attr"`
			} `xml:"link"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal(w.Body.Bytes(), &f); err != nil || w.Code != 200 || len(f.Entry) != 3 {
		t.Fatalf("status %d, %v: %s", w.Code, err, w.Body)
	}
	if ct := w.Header().Get("Content-Type"); ct != "application/atom+xml; charset=utf-8" {
		t.Error(ct)
	}
	e := f.Entry[0]
	if e.Title != "Izium: captured (gain of Russia), confirmed" || e.Point != "49.2121 37.24853" || !strings.Contains(e.Summary, "</script>") || len(e.Link) != 2 {
		t.Errorf("the first entry is %+v", e)
	}
	if strings.Contains(w.Body.String(), "<img") {
		t.Error("a quote became markup")
	}
}

// TestMetrics makes sure that requests are counted by their route, and that nobody can make up new routes.
func TestMetrics(t *testing.T) {
	s := serving(t, seeded(t))
	for _, target := range []string{"/collections/events", "/collections/places", "/collections/shoes", "/nowhere", "/elsewhere/x"} {
		ask(s, "GET", target)
	}
	ask(s, "BREW", "/collections/events")
	text := ask(s, "GET", "/metrics").Body.String()
	for _, want := range []string{
		`retaken_requests_total{method="GET",route="/collections/:collectionId",status="200"} 2`,
		`retaken_requests_total{method="GET",route="/collections/:collectionId",status="404"} 1`,
		`retaken_request_seconds_count{route="/collections/:collectionId"} `,
		"retaken_revision 3", "retaken_streams 0", "go_goroutines ",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in %s", want, text)
		}
	}
	for _, secret := range []string{"nowhere", "elsewhere", "BREW"} {
		if strings.Contains(text, secret) {
			t.Errorf("%s is in %s", secret, text)
		}
	}
}
