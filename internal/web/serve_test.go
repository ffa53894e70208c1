package web

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"retaken/internal/geo"
)

// listen serves s until the test ends and gives its address.
func listen(t testing.TB, s *Server) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, l) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("serving ended with %v", err)
		}
	})
	return "http://" + l.Addr().String()
}

// TestHangUps lets a thousand clients go away in the middle of an answer, eight at a time.
func TestHangUps(t *testing.T) {
	s := serving(t, field(t, 3000), func(c *Config) { c.BaseURL = "" })
	root := listen(t, s)
	get := func() time.Duration {
		t.Helper()
		start := time.Now()
		r, err := http.Get(root + "/collections/events/items?limit=1000")
		if err != nil {
			t.Fatal(err)
		}
		defer r.Body.Close()
		var b bytes.Buffer
		if n, err := b.ReadFrom(r.Body); err != nil || r.StatusCode != 200 || n < 100_000 {
			t.Fatalf("status %d, %d bytes (%v)", r.StatusCode, n, err)
		}
		return time.Since(start)
	}
	get()
	http.DefaultClient.CloseIdleConnections()
	before := runtime.NumGoroutine()

	var clients sync.WaitGroup
	for range 8 {
		clients.Go(func() {
			for range 125 {
				c, err := net.Dial("tcp", strings.TrimPrefix(root, "http://"))
				if err != nil {
					t.Error(err)
					return
				}
				c.Write([]byte("GET /collections/events/items?limit=1000 HTTP/1.1\r\nHost: x\r\n\r\n"))
				c.Read(make([]byte, 1000))
				c.(*net.TCPConn).SetLinger(0) // closes with a reset, as a client that crashes
				c.Close()
			}
		})
	}
	clients.Wait()
	if took := get(); took > 2*time.Second {
		t.Errorf("after the hang-ups an answer takes %v", took)
	}
	http.DefaultClient.CloseIdleConnections()
	for deadline := time.Now().Add(5 * time.Second); runtime.NumGoroutine() > before; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%d goroutines after the hang-ups, %d before", runtime.NumGoroutine(), before)
		}
	}
}

// TestShutdown ends a server while it answers: the answer is to arrive whole.
func TestShutdown(t *testing.T) {
	started, proceed := make(chan struct{}), make(chan struct{})
	s := serving(t, seeded(t), func(c *Config) {
		c.Search = func(string, int) []*geo.Place {
			close(started)
			<-proceed
			return nil
		}
	})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, l) }()
	status := make(chan int, 1)
	go func() {
		r, err := http.Get("http://" + l.Addr().String() + "/search?q=a")
		if err != nil {
			t.Error(err)
			status <- 0
			return
		}
		r.Body.Close()
		status <- r.StatusCode
	}()
	<-started
	cancel()
	select {
	case err := <-ended:
		t.Fatalf("serving ended (%v) before the answer", err)
	case <-time.After(50 * time.Millisecond):
	}
	close(proceed)
	if got := <-status; got != 200 {
		t.Errorf("the answer has status %d", got)
	}
	if err := <-ended; err != nil {
		t.Errorf("serving ended with %v", err)
	}
	if err := s.Serve(t.Context(), l); err == nil {
		t.Error("serving on a closed listener ends without an error")
	}
}

// brokenFS fails as a disk does.
type brokenFS struct{}

var errDisk = errors.New("disk on fire at /secret/path")

func (brokenFS) Open(string) (fs.File, error) { return nil, errDisk }

// TestFailures makes sure that the cause of a failure is in the log and nowhere else, and that neither a
// failure nor a panic is kept by caches.
func TestFailures(t *testing.T) {
	var log bytes.Buffer
	s := serving(t, seeded(t), func(c *Config) {
		c.Log = slog.New(slog.NewTextHandler(&log, nil))
		c.Basemap = brokenFS{}
		c.Search = func(string, int) []*geo.Place { panic("out of luck at /secret/path") }
	})
	for target, cause := range map[string]string{
		"/basemap/ukraine.geojson": "disk on fire",
		"/search?q=a":              "out of luck",
	} {
		for _, accept := range []string{"application/json", browser} {
			log.Reset()
			w := ask(s, "GET", target, "Accept", accept, "Accept-Encoding", "gzip", "X-Request-ID", "forged")
			if w.Code != 500 || strings.Contains(w.Body.String(), "secret") || w.Header().Get("Cache-Control") != "no-store" || w.Header().Get("ETag") != "" || w.Header().Get("Content-Encoding") != "" {
				t.Errorf("GET %s: status %d, headers %v: %s", target, w.Code, w.Header(), w.Body)
			}
			if got := log.String(); !strings.Contains(got, cause) || strings.Count(got, "\n") != 1 || !strings.Contains(got, "level=ERROR") || strings.Contains(got, "forged") {
				t.Errorf("GET %s: the log has %s", target, got)
			}
		}
	}
	log.Reset()
	ask(s, "GET", "/collections/events/items?limit=1")
	if got := log.String(); strings.Count(got, "\n") != 1 || !strings.Contains(got, "status=200") || !strings.Contains(got, `uri="/collections/events/items?limit=1"`) {
		t.Errorf("the log has %s", got)
	}
}

// TestUnbuilt makes sure that a program without its front end says what to do, and that a folder on disk
// serves as well as what is built in.
func TestUnbuilt(t *testing.T) {
	db := seeded(t)
	for _, assets := range []fs.FS{nil, fstest.MapFS{"placeholder.html": {Data: []byte("x")}}} {
		s := serving(t, db, func(c *Config) { c.Assets = assets })
		if w := ask(s, "GET", "/", "Accept", browser); w.Code != 200 || !strings.Contains(w.Body.String(), "make web") {
			t.Errorf("status %d: %s", w.Code, w.Body)
		}
		if w := ask(s, "GET", "/"); w.Code != 200 || !strings.Contains(w.Body.String(), "service-desc") {
			t.Errorf("status %d: %s", w.Code, w.Body)
		}
		if w := ask(s, "GET", "/assets/index.js"); w.Code != 404 {
			t.Errorf("status %d: %s", w.Code, w.Body)
		}
	}
	dir := t.TempDir()
	s := serving(t, db, func(c *Config) { c.Assets = os.DirFS(dir) })
	var last string
	for _, text := range []string{"one", "two"} {
		if err := os.WriteFile(filepath.Join(dir, "index.html"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		w := ask(s, "GET", "/", "Accept", browser, "Accept-Encoding", "gzip", "If-None-Match", last)
		if last = w.Header().Get("ETag"); !strings.HasPrefix(string(body(t, w)), text) {
			t.Errorf("the page is %s, want %s", body(t, w), text)
		}
	}
}

// TestEmpty asks a server that has nothing yet.
func TestEmpty(t *testing.T) {
	s := serving(t, opened(t))
	for _, path := range []string{"/", "/collections", "/collections/events", "/collections/control?f=html", "/readyz", "/api"} {
		if w := ask(s, "GET", path); w.Code != 200 || strings.Contains(w.Body.String(), `"spatial"`) && path != "/api" {
			t.Errorf("GET %s: status %d: %s", path, w.Code, w.Body)
		}
	}
	if f := fetch(t, s, "/collections/control/items?datetime=2022-01-01"); f.NumberMatched != 0 || f.Features == nil {
		t.Errorf("an empty collection has %v", f)
	}
}
