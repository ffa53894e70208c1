package sqlite

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"retaken/internal/geo"
	"retaken/internal/news"
)

// A batch of the crash test: its articles are kept in one transaction, its readings in another.
const (
	crashArticles = 20
	crashEvents   = 3 // in each article
	crashVariable = "RETAKEN_CRASH_DATABASE"
)

// TestCrash kills a process in the middle of its writing, again and again on one file. What it had
// committed must be there, whole batches of it, and nothing else.
func TestCrash(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	total := 0
	for kill := range 12 {
		committed := crash(t, path, rand.N(20))
		db, err := Open(t.Context(), path)
		if err != nil {
			t.Fatalf("kill %d: %v", kill, err)
		}
		for _, check := range []string{"PRAGMA integrity_check", "SELECT coalesce(group_concat(\"table\"), 'ok') FROM pragma_foreign_key_check"} {
			var answer string
			if err := db.readers.QueryRowContext(t.Context(), check).Scan(&answer); answer != "ok" || err != nil {
				t.Fatalf("kill %d: %s: %q, %v", kill, check, answer, err)
			}
		}
		count := func(rows string) map[string]int {
			counts := map[string]int{}
			type group struct {
				batch string
				n     int
			}
			for g, err := range read(t.Context(), db.readers, "counts", func(g *group) []any { return []any{&g.batch, &g.n} },
				"SELECT substr(a.ref, 1, instr(a.ref, '/') - 1), count(*) FROM "+rows+" GROUP BY 1") {
				if err != nil {
					t.Fatal(err)
				}
				counts[g.batch] = g.n
			}
			return counts
		}
		articles := count("articles a")
		events := count("articles a JOIN events x ON x.article = a.id")
		mentions := count("articles a JOIN mentions x ON x.article = a.id")
		for batch, n := range articles {
			if n != crashArticles {
				t.Errorf("kill %d: batch %s has %d articles, want %d", kill, batch, n, crashArticles)
			}
			want := crashArticles * crashEvents
			if got := events[batch]; got != want && got != 0 || mentions[batch] != got {
				t.Errorf("kill %d: batch %s has %d events and %d mentions, want %d of both or none", kill, batch, got, mentions[batch], want)
			}
		}
		for _, batch := range committed {
			if events[batch] == 0 {
				t.Errorf("kill %d: batch %s was committed and is lost", kill, batch)
			}
		}
		total += len(committed)
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
	if total == 0 {
		t.Error("no batch was ever committed: the test shows nothing")
	}
}

// TestCrashWhileMaking kills a process that makes a new file. The next one must be able to go on.
func TestCrashWhileMaking(t *testing.T) {
	for kill := range 25 {
		path := filepath.Join(t.TempDir(), "x.db")
		crash(t, path, -1)
		db, err := Open(t.Context(), path)
		if err != nil {
			t.Errorf("kill %d: %v", kill, err)
			continue
		}
		if _, err := db.PutPlaces(t.Context(), settlement("another")); err != nil {
			t.Errorf("kill %d: %v", kill, err)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
}

// crash starts a writer and kills it some time after it has committed one batch more than that, which is
// while it opens the file for -1. It returns the batches that it told to have committed.
func crash(t *testing.T, path string, batches int) (committed []string) {
	t.Helper()
	writer := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestCrashWriter$")
	writer.Env = append(os.Environ(), crashVariable+"="+path)
	out, err := writer.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := writer.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if batch, ok := strings.CutPrefix(lines.Text(), "batch "); ok {
			committed = append(committed, batch)
		} else if lines.Text() != "opening" {
			t.Fatalf("the writer says %q", lines.Text())
		}
		if len(committed) == batches+1 {
			time.Sleep(rand.N(5 * time.Millisecond)) // anywhere in a batch
			if err := writer.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := writer.Wait(); err == nil {
		t.Fatal("the writer ended by itself")
	}
	return committed
}

// TestCrashWriter is the process that TestCrash kills.
func TestCrashWriter(t *testing.T) {
	path := os.Getenv(crashVariable)
	if path == "" {
		t.Skip("runs in a process of its own")
	}
	fmt.Println("opening")
	db := openTest(t, path)
	places, err := db.PutPlaces(t.Context(), settlement("p"))
	if err != nil {
		t.Fatal(err)
	}
	process := strconv.FormatInt(time.Now().UnixNano(), 36)
	for n := 0; ; n++ {
		batch := fmt.Sprint(process, "-", n)
		var articles []news.Article
		var readings []geo.Reading
		for i := range crashArticles {
			ref := fmt.Sprint(batch, "/", i)
			articles = append(articles, news.Article{Ref: ref, Text: benchText})
			r := geo.Reading{Article: ref, Rules: "1"}
			for k := range crashEvents {
				r.Mentions = append(r.Mentions, geo.Mention{State: geo.Resolved, Place: places[0]})
				r.Events = append(r.Events, geo.Event{Ref: fmt.Sprint(ref, "/", k), Kind: geo.Liberation, Status: geo.Claimed, Place: places[0]})
			}
			readings = append(readings, r)
		}
		keep(t.Context(), t, db, articles, readings)
		fmt.Println("batch", batch)
	}
}
