package main

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

const watchedFeed = `<rss version="2.0"><channel><title>Desk</title>
<item><title>Izium</title><link>https://desk.example/1</link><pubDate>Sun, 11 Sep 2022 10:00:00 +0300</pubDate>
<description>Ukrainian troops have recaptured Izium, the General Staff said.</description></item>%s</channel></rss>`

const secondItem = `<item><title>New place</title><pubDate>Mon, 12 Sep 2022 10:00:00 +0300</pubDate>
<description>Ukrainian troops have recaptured Testivka, the General Staff said.</description></item>`

// retakenIn runs the command and returns its exit code and what it printed.
func retakenIn(t *testing.T, args ...string) (code int, out, errOut string) {
	t.Helper()
	var o, e strings.Builder
	code = run(args, strings.NewReader(""), &o, &e)
	return code, o.String(), e.String()
}

func TestWatchOnce(t *testing.T) {
	var more atomic.Bool
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path != "/feed":
			http.NotFound(w, r)
		case more.Load():
			fmt.Fprintf(w, watchedFeed, secondItem)
		default:
			fmt.Fprintf(w, watchedFeed, "")
		}
	}))
	defer s.Close()
	db := filepath.Join(t.TempDir(), "m.db")
	args := []string{"watch", "--once", "--allow-private", "--db", db, s.URL + "/feed"}

	code, out, errOut := retakenIn(t, args...)
	if code != exitDone || errOut != "" || !strings.Contains(out, "2022-09-11  Izium\n  places: Izium\n  Izium: liberation by UA") || !strings.Contains(out, "1 article read, 1 new") {
		t.Errorf("the first time: code %d, %q, %q", code, out, errOut)
	}
	code, out, _ = retakenIn(t, args...)
	if code != exitDone || strings.Contains(out, "Izium") || !strings.Contains(out, "0 articles read") {
		t.Errorf("the second time: code %d, %q", code, out)
	}
	more.Store(true)
	code, out, errOut = retakenIn(t, append(args, s.URL+"/gone")...)
	if code != exitFailed || !strings.Contains(out, "New place") || !strings.Contains(out, "1 article read, 1 new") || !strings.Contains(errOut, "/gone: the server answers 404 Not Found; it is asked again after ") {
		t.Errorf("with a bad feed: code %d, %q, %q", code, out, errOut)
	}
}

// TestWatch runs the real command, which sees a new item and a place that an editor adds meanwhile, and ends
// well when it is interrupted.
func TestWatch(t *testing.T) {
	var more atomic.Bool
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path != "/feed":
			http.NotFound(w, r)
		case more.Load():
			fmt.Fprintf(w, watchedFeed, secondItem)
		default:
			fmt.Fprintf(w, watchedFeed, "")
		}
	}))
	defer s.Close()
	db := filepath.Join(t.TempDir(), "m.db")
	cmd := exec.Command(os.Args[0])
	cmd.Args = []string{"retaken", "watch", "--every", "1s", "--allow-private", "--db", db, s.URL + "/feed"}
	cmd.Env = append(os.Environ(), "RETAKEN_TEST_MAIN=1")
	cmd.Stderr = os.Stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(time.Minute, func() { _ = cmd.Process.Kill() })
	defer timer.Stop()
	lines := bufio.NewScanner(stdout)
	next := func(want string) {
		t.Helper()
		for lines.Scan() {
			if strings.Contains(lines.Text(), want) {
				return
			}
		}
		t.Errorf("%q was not printed", want)
	}
	next("Izium: liberation by UA")
	if code, _, errOut := retakenIn(t, "gazetteer", "add", "Testivka", "--db", db, "--at", "49.72,36.83", "--oblast", "UA-63"); code != exitDone {
		t.Fatalf("adding a place ended with %d, %s", code, errOut)
	}
	more.Store(true)
	next("Testivka: liberation by UA")
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	next("2 articles read, 2 new")
	_, _ = io.Copy(io.Discard, stdout)
	if err := cmd.Wait(); err != nil {
		t.Errorf("after an interrupt: %v, want exit code 0", err)
	}
}

// TestIngestAddress gets a page from the web: its text, and the address that it says is its own.
func TestIngestAddress(t *testing.T) {
	page := `<html lang="uk"><head><title>Ізюм вільний</title><meta name="date" content="2022-09-11"></head><body><article><p>` +
		strings.Repeat("Українські військові звільнили Ізюм, повідомив Генштаб. ", 5) + `</p></article></body></html>`
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/old" {
			http.Redirect(w, r, "/new", http.StatusMovedPermanently)
			return
		}
		fmt.Fprint(w, page)
	}))
	defer s.Close()
	db := filepath.Join(t.TempDir(), "m.db")
	code, out, errOut := retakenIn(t, "ingest", "--allow-private", "--db", db, s.URL+"/old")
	if code != exitDone || !strings.Contains(out, "2022-09-11  Ізюм вільний") || !strings.Contains(out, "Izium: liberation by UA") {
		t.Errorf("code %d, %q, %q", code, out, errOut)
	}
	saved := filepath.Join(t.TempDir(), "saved")
	page = strings.Replace(page, "<meta", `<link rel="canonical" href="`+s.URL+`/new"><meta`, 1)
	if err := os.WriteFile(saved, []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, out, _ := retakenIn(t, "ingest", "--db", db, saved); !strings.Contains(out, "kept before") {
		t.Errorf("the same page from a file: %q", out)
	}
}
