package web

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"retaken/internal/geo"
)

// walk follows next links to the end and gives the ids of every page joined. between is called after each
// page.
func walk(t *testing.T, s *Server, target string, between func(page int)) []int64 {
	t.Helper()
	var ids []int64
	for page := 1; ; page++ {
		f := fetch(t, s, target)
		ids = append(ids, f.ids()...)
		next := f.href(t, "next")
		if next == "" {
			return ids
		}
		if len(f.Features) == 0 || page > 10000 {
			t.Fatalf("page %d of %s has no features and goes on", page, target)
		}
		between(page)
		target = strings.TrimPrefix(next, "http://example.test")
	}
}

func TestPaging(t *testing.T) {
	s := serving(t, field(t, 60)) // 90 events
	for _, c := range []struct {
		query string
		want  int
	}{
		{"", 90},
		{"status=claimed", 9},
		{"bbox=22.5,44,24.5,46", 32},
		{"datetime=2022-09-01/..&status=confirmed,claimed", 30},
		{"place=" + url.QueryEscape("Village 1,Village 2"), 3},
	} {
		all := fetch(t, s, "/collections/events/items?limit=10000&"+c.query)
		if all.NumberMatched != c.want || len(all.Features) != c.want || all.href(t, "next") != "" {
			t.Errorf("%s: %d features of %d, want %d", c.query, len(all.Features), all.NumberMatched, c.want)
		}
		for _, limit := range []int{1, 7, 10, c.want, c.want - 1, c.want + 1} {
			target := fmt.Sprintf("/collections/events/items?limit=%d&f=json&%s", limit, c.query)
			if got := walk(t, s, target, func(int) {}); !slices.Equal(got, all.ids()) {
				t.Errorf("%s: the walk gives %v, want %v", target, got, all.ids())
			}
		}
	}
}

// TestPagingWhileAdding adds reports, each in a revision of its own, while a client walks.
func TestPagingWhileAdding(t *testing.T) {
	for _, limit := range []int{1, 7, 10, 45} {
		db := field(t, 60)
		s := serving(t, db)
		before := fetch(t, s, "/collections/events/items?limit=10000").ids()
		got := walk(t, s, fmt.Sprintf("/collections/events/items?limit=%d", limit), func(page int) {
			if page > 5 {
				return
			}
			tell(t, db, fmt.Sprint("late", page), report(geo.PlaceID(page), geo.Capture, geo.Russia, "2022-05-05"))
			if err := s.Atlas.Refresh(t.Context()); err != nil {
				t.Fatal(err)
			}
		})
		if !slices.IsSorted(got) || len(slices.Compact(slices.Clone(got))) != len(got) {
			t.Errorf("limit %d: the walk gives a feature twice or out of order: %v", limit, got)
		}
		for _, id := range before {
			if !slices.Contains(got, id) {
				t.Errorf("limit %d: the walk misses feature %d", limit, id)
			}
		}
	}
}

// TestNextKeepsParameters makes sure that a next link has everything that was asked for, that only its
// limit has to change for larger pages, and that it is in the header too.
func TestNextKeepsParameters(t *testing.T) {
	s := serving(t, field(t, 60))
	target := "/collections/events/items?bbox=22.5%2C44%2C40%2C52&datetime=2022-03-01T00%3A00%3A00%2B02%3A00%2F..&place_uk=" + url.QueryEscape("Село 2,Село 4") + "&f=json&limit=1"
	f := fetch(t, s, target)
	next, err := url.Parse(f.href(t, "next"))
	if err != nil {
		t.Fatal(err)
	}
	asked, _ := url.Parse(target)
	for name, want := range asked.Query() {
		if got := next.Query()[name]; !slices.Equal(got, want) {
			t.Errorf("next has %s=%v, want %v: %s", name, got, want, next)
		}
	}
	q := next.Query()
	q.Set("limit", "10000")
	next.RawQuery = q.Encode()
	rest := fetch(t, s, next.RequestURI())
	if 1+len(rest.Features) != f.NumberMatched || rest.NumberMatched != f.NumberMatched || f.NumberMatched != 3 {
		t.Errorf("one page of 1 and one of %d make %d", len(rest.Features), f.NumberMatched)
	}

	header := strings.Join(ask(s, "GET", target).Header().Values("Link"), "\n")
	for _, rel := range []string{"self", "next", "collection"} {
		want := "<" + f.href(t, rel) + `>; rel="` + rel + `"`
		if !strings.Contains(header, want) {
			t.Errorf("no %s in the Link headers %s", want, header)
		}
	}
	if f := fetch(t, s, "/collections/events/items"); !strings.Contains(f.href(t, "self"), "/collections/events/items") {
		t.Errorf("self is %s", f.href(t, "self"))
	}
	if f := fetch(t, serving(t, field(t, 120)), "/collections/events/items"); !strings.Contains(f.href(t, "next"), "limit=100") || len(f.Features) != 100 {
		t.Errorf("without a limit %d features come, and next is %s", len(f.Features), f.href(t, "next"))
	}
}

// TestPageForPeople makes sure that a page of HTML is not longer than a browser can show.
func TestPageForPeople(t *testing.T) {
	s := serving(t, field(t, 800)) // 1,200 events
	got := ask(s, "GET", "/collections/events/items?f=html&limit=10000").Body.String()
	if !strings.Contains(got, "1–1,000 of 1,200") || strings.Count(got, "<tr>") != 1001 || !strings.Contains(got, "?f=html&amp;limit=10000&amp;offset=1000") {
		t.Errorf("%d rows: %.2000s", strings.Count(got, "<tr>"), got)
	}
}
