package fetch_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"retaken/internal/fetch"
	"retaken/internal/news"
	"retaken/internal/sqlite"
)

// site is a server with feeds and pages that notes what it is asked for.
type site struct {
	*httptest.Server
	mu    sync.Mutex
	pages map[string]string // by path
	asked []string          // path, with the status of the answer
	fails map[string]int    // status by path
}

func newSite(t *testing.T, pages map[string]string) *site {
	t.Helper()
	s := &site{pages: pages, fails: map[string]int{}}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	body, ok := s.pages[r.URL.Path]
	body = strings.ReplaceAll(body, "SITE", s.URL)
	tag := fmt.Sprintf(`"%d-%s"`, len(body), r.URL.Path)
	status := s.fails[r.URL.Path]
	switch {
	case status != 0:
		w.Header().Set("Retry-After", "7200")
	case !ok:
		status = http.StatusNotFound
	case r.Header.Get("If-None-Match") == tag:
		status = http.StatusNotModified
	default:
		status = http.StatusOK
		w.Header().Set("ETag", tag)
	}
	s.asked = append(s.asked, fmt.Sprint(r.URL.Path, " ", status))
	w.WriteHeader(status)
	if status == http.StatusOK {
		_, _ = io.WriteString(w, body)
	}
}

// requests are those since the last call, without those for robots.txt.
func (s *site) requests() (out []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, a := range s.asked {
		if !strings.HasPrefix(a, "/robots.txt") {
			out = append(out, a)
		}
	}
	s.asked = nil
	slices.Sort(out)
	return out
}

func (s *site) set(path, body string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pages[path] = body
}

func rss(items ...string) string {
	return `<rss version="2.0"><channel><title>Desk</title>` + strings.Join(items, "") + `</channel></rss>`
}

func rssItem(name, text string) string {
	return fmt.Sprintf("<item><title>%s</title><link>SITE/%s</link><description>%s</description></item>", name, name, text)
}

// watched is a watcher over a database of its own and what it has been told.
type watched struct {
	*fetch.Watcher
	mu     sync.Mutex
	kept   []string // title: text
	bad    []string
	failed []string
	broken error // what Keep returns
}

func watch(t *testing.T, db string) *watched {
	t.Helper()
	memory, err := sqlite.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { memory.Close() })
	w := &watched{}
	w.Watcher = &fetch.Watcher{
		Client: fetch.NewClient(fetch.Config{Agent: "retaken/test", AllowPrivate: true, Timeout: 2 * time.Second}),
		Memory: memory, Every: time.Hour, Log: slog.New(slog.DiscardHandler),
		Keep: func(_ context.Context, articles iter.Seq2[news.Article, error]) error {
			w.mu.Lock()
			defer w.mu.Unlock()
			for a, err := range articles {
				if err != nil {
					w.bad = append(w.bad, err.Error())
				} else if w.broken == nil {
					w.kept = append(w.kept, a.Title+": "+a.Text)
				}
			}
			return w.broken
		},
		Failed: func(feed string, err error, next time.Time) {
			w.failed = append(w.failed, fmt.Sprintf("%s: %v, in %v", feed, err, time.Until(next).Round(time.Minute)))
		},
	}
	return w
}

// once asks the feeds once and returns what was kept.
func (w *watched) once(t *testing.T, feeds ...string) []string {
	t.Helper()
	w.kept, w.bad, w.failed = nil, nil, nil
	if err := w.Once(t.Context(), feeds); err != nil {
		t.Fatal(err)
	}
	slices.Sort(w.kept)
	return w.kept
}

func equal(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s: %s", what, d)
	}
}

func TestOnce(t *testing.T) {
	s := newSite(t, map[string]string{"/feed": rss(rssItem("a", "Izium is free."), rssItem("b", "Lyman is free."))})
	db := filepath.Join(t.TempDir(), "m.db")
	feed := s.URL + "/feed"
	w := watch(t, db)
	equal(t, "the first time", w.once(t, feed, feed), "a: Izium is free.", "b: Lyman is free.")
	equal(t, "requests", s.requests(), "/feed 200")

	w = watch(t, db) // after a restart
	equal(t, "the same feed", w.once(t, feed))
	equal(t, "requests", s.requests(), "/feed 304")

	s.set("/feed", rss(rssItem("c", "Kupiansk is free."), rssItem("a", "Izium is free.")))
	equal(t, "an item more", w.once(t, feed), "c: Kupiansk is free.")

	s.set("/feed", rss(rssItem("c", "Kupiansk is free again."), rssItem("a", "Izium is free.")))
	equal(t, "an item with another text", w.once(t, feed), "c: Kupiansk is free again.")
}

func TestOneBadFeed(t *testing.T) {
	s := newSite(t, map[string]string{
		"/good": rss(rssItem("a", "Izium is free.")), "/page": "<html><body><p>No feed.</p></body></html>",
		"/busy": rss(rssItem("b", "Lyman is free.")), "/broken": "<rss version='2.0'><chan", "/empty": rss(),
	})
	s.fails["/busy"] = http.StatusServiceUnavailable
	w := watch(t, filepath.Join(t.TempDir(), "m.db"))
	feeds := []string{s.URL + "/gone", s.URL + "/page", s.URL + "/busy", s.URL + "/broken", s.URL + "/empty", s.URL + "/good", "http://127.0.0.1:1/feed"}
	equal(t, "kept", w.once(t, feeds...), "a: Izium is free.")
	slices.Sort(w.failed)
	equal(t, "failed", w.failed,
		"http://127.0.0.1:1/feed: reading its robots.txt: dial tcp 127.0.0.1:1: connect: connection refused, in 2h0m0s",
		s.URL+"/broken: not well-formed: XML syntax error on line 1: unexpected EOF, in 2h0m0s",
		s.URL+"/busy: the server answers 503 Service Unavailable, in 2h0m0s",
		s.URL+"/gone: the server answers 404 Not Found, in 2h0m0s",
		s.URL+"/page: not a feed; want the address of RSS, Atom or a JSON feed, in 2h0m0s")
	s.requests()

	equal(t, "the second time", w.once(t, feeds...))
	equal(t, "requests while the bad ones are left alone", s.requests(), "/empty 304", "/good 304")
}

// TestBackOff: each failure in a row doubles the wait, a longer one that the server asks for counts, and a
// day is the most. A success ends it.
func TestBackOff(t *testing.T) {
	s := newSite(t, map[string]string{"/feed": rss(rssItem("a", "Izium is free."))})
	s.fails["/feed"] = http.StatusTooManyRequests
	w := watch(t, filepath.Join(t.TempDir(), "m.db"))
	w.Every = 10 * time.Minute
	feed := s.URL + "/feed"
	for _, want := range []string{"2h0m0s", "2h0m0s", "2h0m0s", "2h40m0s", "5h20m0s", "10h40m0s", "21h20m0s", "24h0m0s", "24h0m0s"} {
		w.once(t, feed)
		equal(t, "failed", w.failed, feed+": the server answers 429 Too Many Requests, in "+want)
		forget(t, w.Memory, feed)
	}
	delete(s.fails, "/feed")
	equal(t, "after that", w.once(t, feed), "a: Izium is free.")
	s.fails["/feed"] = http.StatusTooManyRequests
	w.once(t, feed)
	equal(t, "the first failure after a success", w.failed, feed+": the server answers 429 Too Many Requests, in 2h0m0s")
}

// forget makes as if the wait after a failure were over.
func forget(t *testing.T, m fetch.Memory, feed string) {
	t.Helper()
	text, err := m.Meta(t.Context(), fetch.StateKey(feed))
	if err != nil {
		t.Fatal(err)
	}
	at := strings.Index(text, `"not_before":"`)
	if at < 0 {
		t.Fatalf("no wait in %s", text)
	}
	at += len(`"not_before":"`)
	if err := m.SetMeta(t.Context(), fetch.StateKey(feed), text[:at]+"2000"+text[at+4:]); err != nil {
		t.Fatal(err)
	}
}

// TestNothingIsLost: what could not be kept comes again, even though the feed has not changed.
func TestNothingIsLost(t *testing.T) {
	s := newSite(t, map[string]string{"/feed": rss(rssItem("a", "Izium is free."))})
	w := watch(t, filepath.Join(t.TempDir(), "m.db"))
	w.broken = errors.New("the disk is full")
	if err := w.Once(t.Context(), []string{s.URL + "/feed"}); !errors.Is(err, w.broken) {
		t.Errorf("got %v, want the error of Keep", err)
	}
	w.broken = nil
	equal(t, "the second time", w.once(t, s.URL+"/feed"), "a: Izium is free.")
}

func TestBadItemsAreToldOnce(t *testing.T) {
	bad := "<item><title>x</title><pubDate>yesterday</pubDate></item>"
	s := newSite(t, map[string]string{"/feed": rss(bad, rssItem("a", "Izium is free."))})
	w := watch(t, filepath.Join(t.TempDir(), "m.db"))
	w.once(t, s.URL+"/feed")
	if len(w.bad) != 1 || !strings.Contains(w.bad[0], `/feed: item 1 ("x"): its date "yesterday" cannot be read`) {
		t.Errorf("problems %q", w.bad)
	}
	s.set("/feed", rss(bad, rssItem("a", "Izium is free."), rssItem("b", "Lyman is free.")))
	w.once(t, s.URL+"/feed")
	equal(t, "problems the second time", w.bad)
}

const article = "<html><head><title>%s</title></head><body><article><p>%s</p></article></body></html>"

func TestFollow(t *testing.T) {
	long := strings.Repeat("Ukrainian troops have recaptured Izium, the General Staff said. ", 5)
	s := newSite(t, map[string]string{
		"/robots.txt": "User-agent: *\nDisallow: /secret",
		"/feed": rss(rssItem("a", "Izium is free."), rssItem("gone", "Lyman is free."), rssItem("busy", "Kupiansk is free."), rssItem("secret", "Kherson is free."),
			"<item><title>no link</title><description>Bakhmut.</description></item>"),
		"/a":      fmt.Sprintf(article, "Izium", long),
		"/busy":   fmt.Sprintf(article, "Kupiansk", long),
		"/secret": fmt.Sprintf(article, "Kherson", long),
	})
	s.fails["/busy"] = http.StatusServiceUnavailable
	w := watch(t, filepath.Join(t.TempDir(), "m.db"))
	w.Follow = true
	feed := s.URL + "/feed"
	text := strings.TrimSpace(long)
	equal(t, "the first time", w.once(t, feed), "Izium: "+text, "gone: Lyman is free.", "no link: Bakhmut.", "secret: Kherson is free.")
	equal(t, "problems", w.bad,
		s.URL+"/gone: the server answers 404 Not Found; what the feed has of it is kept",
		s.URL+"/secret: the robots.txt of "+strings.TrimPrefix(s.URL, "http://")+" asks programs not to fetch it; what the feed has of it is kept")
	equal(t, "requests", s.requests(), "/a 200", "/busy 503", "/feed 200", "/gone 404")

	equal(t, "the second time, the page is as busy", w.once(t, feed))
	equal(t, "requests", s.requests(), "/busy 503", "/feed 200")

	delete(s.fails, "/busy")
	equal(t, "the third time", w.once(t, feed), "Kupiansk: "+text)
	s.requests()
	equal(t, "the fourth time", w.once(t, feed))
	equal(t, "requests", s.requests(), "/feed 304")
}

// TestFollowGivesUp: after three times what the feed has is kept.
func TestFollowGivesUp(t *testing.T) {
	s := newSite(t, map[string]string{"/feed": rss(rssItem("busy", "Kupiansk is free."))})
	s.fails["/busy"] = http.StatusServiceUnavailable
	w := watch(t, filepath.Join(t.TempDir(), "m.db"))
	w.Follow = true
	for range 2 {
		equal(t, "before", w.once(t, s.URL+"/feed"))
	}
	equal(t, "the third time", w.once(t, s.URL+"/feed"), "busy: Kupiansk is free.")
}

func TestRobotsForbidTheFeed(t *testing.T) {
	s := newSite(t, map[string]string{"/robots.txt": "User-agent: retaken\nDisallow: /", "/feed": rss(rssItem("a", "Izium is free."))})
	w := watch(t, filepath.Join(t.TempDir(), "m.db"))
	equal(t, "kept", w.once(t, s.URL+"/feed"))
	if len(w.failed) != 1 || !strings.Contains(w.failed[0], "robots.txt") || len(s.requests()) != 0 {
		t.Errorf("failed %q", w.failed)
	}
}

// TestRun asks two feeds again and again, one of which hangs, until it is stopped.
func TestRun(t *testing.T) {
	s := newSite(t, map[string]string{"/feed": rss(rssItem("a", "Izium is free."))})
	stop := make(chan struct{})
	hanging := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-stop }))
	defer hanging.Close()
	defer close(stop)
	w := watch(t, filepath.Join(t.TempDir(), "m.db"))
	w.Every = 10 * time.Millisecond
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	done := make(chan error)
	go func() { done <- w.Run(ctx, []string{hanging.URL, s.URL + "/feed"}) }()
	until := func(what string, ok func() bool) {
		for deadline := time.Now().Add(20 * time.Second); !ok(); time.Sleep(5 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Errorf("%s did not happen", what)
				return
			}
		}
	}
	kept := func(n int) func() bool {
		return func() bool {
			w.mu.Lock()
			defer w.mu.Unlock()
			return len(w.kept) == n
		}
	}
	until("the first item", kept(1))
	s.set("/feed", rss(rssItem("a", "Izium is free."), rssItem("b", "Lyman is free.")))
	until("the second item", kept(2))
	asked := 0
	until("asking on", func() bool { asked += len(s.requests()); return asked > 3 })
	cancel()
	if err := <-done; err != nil {
		t.Errorf("stopped: got %v, want no error", err)
	}
	equal(t, "kept", w.kept, "a: Izium is free.", "b: Lyman is free.")
}
