package web

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"retaken/internal/geo"
)

var everyPath = []string{
	"/", "/api", "/conformance", "/collections", "/collections/events", "/collections/events/items", "/collections/events/items?limit=1&after=3",
	"/collections/events/items/1", "/collections/events/queryables", "/collections/events/schema", "/search?q=ba",
	"/collections?f=html", "/collections/events/items?f=html", "/api?f=html", "/?f=html",
	"/assets/index-abc123.js", "/favicon.svg", "/basemap/ukraine.geojson",
}

// TestSecondTime asks for everything twice: the second time nothing is to be sent, plain or compressed,
// and HEAD is to have the headers of GET.
func TestSecondTime(t *testing.T) {
	s := serving(t, seeded(t))
	seen := map[string]string{}
	for _, path := range everyPath {
		for _, encoding := range []string{"", "gzip", "br", "zstd"} {
			first := ask(s, "GET", path, "Accept-Encoding", encoding)
			etag := first.Header().Get("ETag")
			if first.Code != 200 || len(etag) < 10 || etag[0] != '"' || first.Header().Get("Content-Encoding") != encoding {
				t.Errorf("GET %s (%s): status %d, headers %v", path, encoding, first.Code, first.Header())
			}
			if other, ok := seen[etag]; ok {
				t.Errorf("GET %s (%s) has the ETag of %s", path, encoding, other)
			}
			seen[etag] = path + " " + encoding
			if got := first.Header().Get("Content-Length"); got != fmt.Sprint(first.Body.Len()) {
				t.Errorf("GET %s (%s): Content-Length is %s of %d bytes", path, encoding, got, first.Body.Len())
			}

			head := ask(s, "HEAD", path, "Accept-Encoding", encoding)
			for name := range first.Header() {
				if name != "X-Request-Id" && strings.Join(head.Header().Values(name), "|") != strings.Join(first.Header().Values(name), "|") {
					t.Errorf("HEAD %s (%s): %s is %q, GET has %q", path, encoding, name, head.Header().Values(name), first.Header().Values(name))
				}
			}
			if head.Code != 200 || head.Body.Len() > 0 {
				t.Errorf("HEAD %s (%s): status %d, %d bytes", path, encoding, head.Code, head.Body.Len())
			}

			for _, given := range []string{etag, "W/" + etag, `"other", ` + etag} {
				again := ask(s, "GET", path, "Accept-Encoding", encoding, "If-None-Match", given)
				if again.Code != http.StatusNotModified || again.Body.Len() > 0 || again.Header().Get("ETag") != etag || again.Header().Get("Vary") == "" || again.Header().Get("Cache-Control") == "" {
					t.Errorf("GET %s (%s) with If-None-Match: %s: status %d, headers %v", path, encoding, given, again.Code, again.Header())
				}
			}
			if again := ask(s, "GET", path, "Accept-Encoding", encoding, "If-None-Match", `"other"`, "If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT"); again.Code != 200 {
				t.Errorf("GET %s (%s) with another ETag: status %d", path, encoding, again.Code)
			}
			if modified := first.Header().Get("Last-Modified"); modified != "" {
				if again := ask(s, "GET", path, "If-Modified-Since", modified); again.Code != http.StatusNotModified {
					t.Errorf("GET %s since %s: status %d", path, modified, again.Code)
				}
				if again := ask(s, "GET", path, "If-Modified-Since", "Sat, 01 Jan 2022 00:00:00 GMT"); again.Code != 200 {
					t.Errorf("GET %s since 2022: status %d", path, again.Code)
				}
			}
			if plain := ask(s, "GET", path); !bytes.Equal(unstamped(body(t, first)), unstamped(plain.Body.Bytes())) {
				t.Errorf("GET %s: %s compressed is another body", path, encoding)
			}
		}
	}
}

// unstamped cuts off the time of the answer.
func unstamped(b []byte) []byte {
	before, _, _ := bytes.Cut(b, []byte(`,"timeStamp"`))
	return before
}

// TestChange makes sure that an answer that has changed is sent.
func TestChange(t *testing.T) {
	db := seeded(t)
	s := serving(t, db)
	const path = "/collections/events/items"
	before := ask(s, "GET", path, "Accept-Encoding", "gzip")
	tell(t, db, "late", report(6, geo.Capture, geo.Russia, "2022-03-03"))
	if err := s.Atlas.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	after := ask(s, "GET", path, "Accept-Encoding", "gzip", "If-None-Match", before.Header().Get("ETag"))
	if after.Code != 200 || after.Header().Get("ETag") == before.Header().Get("ETag") || !bytes.Contains(body(t, after), []byte(`"numberMatched":9`)) {
		t.Errorf("after a change: status %d, ETag %s, before %s", after.Code, after.Header().Get("ETag"), before.Header().Get("ETag"))
	}
}

// TestTimeStamp makes sure that the time of an answer is that of the answer, also of a kept one.
func TestTimeStamp(t *testing.T) {
	s := serving(t, seeded(t))
	for range 3 {
		before := time.Now()
		got := fetch(t, s, "/collections/events/items").TimeStamp
		if got.Before(before) || got.After(time.Now()) {
			t.Errorf("timeStamp is %v, asked at %v", got, before)
		}
	}
}
