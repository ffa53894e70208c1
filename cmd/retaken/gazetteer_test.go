package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"retaken/internal/geo"
	"retaken/internal/sqlite"
)

// retaken runs the command on a database and returns what it prints.
func retaken(t *testing.T, db, in string, args ...string) (code int, out, errOut string) {
	t.Helper()
	var o, e strings.Builder
	code = run(append(slices.Clip(args), "--db", db), strings.NewReader(in), &o, &e)
	return code, o.String(), e.String()
}

// must runs the command, which must go well, and returns what it prints.
func must(t *testing.T, db, in string, args ...string) string {
	t.Helper()
	code, out, errOut := retaken(t, db, in, args...)
	if code != exitDone {
		t.Fatalf("%v ended with %d: %s", args, code, errOut)
	}
	return out
}

// inDB lets do work on the open database.
func inDB(t *testing.T, path string, do func(*sqlite.DB)) {
	t.Helper()
	db, err := sqlite.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	do(db)
}

func placeNamed(t *testing.T, db *sqlite.DB, name string) geo.Place {
	t.Helper()
	for p, err := range db.Places(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if p.Name == name {
			return p
		}
	}
	t.Fatalf("there is no %s", name)
	return geo.Place{}
}

const report = "Date: 2022-09-11\n\nUkrainian forces have recaptured Izium, the General Staff said."

// TestShippedUpdate brings the shipped gazetteer in again: it brings back what it is itself behind, and
// leaves alone what an editor changed, removed or put back.
func TestShippedUpdate(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "m.db")
	must(t, path, report, "ingest", "-")
	must(t, path, "", "gazetteer", "edit", "Izium", "--population", "7")
	must(t, path, "", "gazetteer", "remove", "Kupiansk")
	must(t, path, "", "gazetteer", "edit", "Vovchansk", "--population", "8")
	must(t, path, "", "gazetteer", "undo")
	update := func() {
		inDB(t, path, func(db *sqlite.DB) {
			for _, name := range []string{"Vovchansk", "Chuhuiv"} { // as if an older version had shipped them
				p := placeNamed(t, db, name)
				p.Population = 1
				if _, err := db.PutPlaces(t.Context(), p); err != nil {
					t.Fatal(err)
				}
			}
			if err := db.SetMeta(t.Context(), metaShipped, "older"); err != nil {
				t.Fatal(err)
			}
		})
	}
	update()
	for name, want := range map[string]string{"Izium": "population   7\n", "Vovchansk": "population   19486\n", "Chuhuiv": "population   36519\n"} {
		if out := must(t, path, "", "gazetteer", "show", name); !strings.Contains(out, want) {
			t.Errorf("after an update of the shipped gazetteer %s is\n%swant %q", name, out, want)
		}
	}
	if code, out, _ := retaken(t, path, "", "gazetteer", "show", "Kupiansk"); code == exitDone {
		t.Errorf("a removed place is back:\n%s", out)
	}
	must(t, path, "", "gazetteer", "undo", "2")
	must(t, path, "", "gazetteer", "undo", "1")
	update()
	for name, want := range map[string]string{"Izium": "population   45884\n", "Kupiansk": "population   "} {
		if out := must(t, path, "", "gazetteer", "show", name); !strings.Contains(out, want) {
			t.Errorf("after undoing %s is\n%swant %q", name, out, want)
		}
	}
}

// TestInterruptedChange removes a place and gets no further; the next command reads what is left to read.
func TestInterruptedChange(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "m.db")
	must(t, path, report, "ingest", "-")
	inDB(t, path, func(db *sqlite.DB) {
		p := placeNamed(t, db, "Izium")
		c := geo.Change{At: time.Now(), Action: "remove", Places: []geo.PlaceChange{{Before: &p}}}
		if _, err := db.ChangePlaces(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	})
	if out := must(t, path, "", "export", "-"); strings.Contains(out, "Izium") {
		t.Errorf("events of a removed place are exported:\n%s", out)
	}
	code, out, errOut := retaken(t, path, "", "gazetteer", "undo")
	if want := "an interrupted command had left 1 article unread; that is made good"; code != exitDone || !strings.Contains(errOut, want) {
		t.Errorf("code %d, %q; want %q", code, errOut, want)
	}
	if !strings.Contains(out, "+ Izium: liberation by UA") {
		t.Errorf("undoing prints %q", out)
	}
	if _, _, errOut := retaken(t, path, report, "ingest", "-"); errOut != "" {
		t.Errorf("the command after that prints %q", errOut)
	}
}

// TestInterruptedImport interrupts an import that waits for more of its file: nothing is kept of it.
func TestInterruptedImport(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "m.db")
	cmd := exec.Command(os.Args[0])
	cmd.Args = []string{"retaken", "gazetteer", "import", "--db", path, "--format", "csv", "-"}
	cmd.Env = append(os.Environ(), "RETAKEN_TEST_MAIN=1")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	told := bufio.NewReader(stderr)
	if line, err := told.ReadString('\n'); err != nil || line != "retaken: there was no database "+path+"; it is made now\n" {
		t.Fatalf("first it prints %q, %v", line, err)
	}
	if _, err := io.WriteString(in, "name,lat,lon\nTestivka,49.72,36.83\n"); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	line, _ := io.ReadAll(told)
	if err := cmd.Wait(); cmd.ProcessState.ExitCode() != exitFailed || string(line) != "retaken: interrupted; nothing is changed\n" {
		t.Errorf("it ended with %v and %q", err, line)
	}
	if out := must(t, path, "", "gazetteer", "log"); out != "nothing was changed yet\n" {
		t.Errorf("the log is %q", out)
	}
}

// TestConcurrentEditors: of several editors of one place one gets through, those of others all do.
func TestConcurrentEditors(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "m.db")
	must(t, path, report, "ingest", "-")
	var group sync.WaitGroup
	var done, late atomic.Int32
	others := []string{"Kupiansk", "Chuhuiv", "Bakhmut"}
	for i, name := range others {
		group.Go(func() {
			code, _, errOut := retaken(t, path, "", "gazetteer", "edit", "Vovchansk", "--population", fmt.Sprint(100+i))
			switch {
			case code == exitDone:
				done.Add(1)
			case errOut == "retaken: somebody else changed the same place at this moment; nothing is changed, try again\n":
				late.Add(1)
			default:
				t.Errorf("an editor of Vovchansk ended with %d: %s", code, errOut)
			}
		})
		group.Go(func() {
			if code, _, errOut := retaken(t, path, "", "gazetteer", "edit", name, "--population", "7"); code != exitDone {
				t.Errorf("the editor of %s ended with %d: %s", name, code, errOut)
			}
		})
	}
	group.Wait()
	if done.Load() < 1 || int(done.Load()+late.Load()) != len(others) {
		t.Errorf("%d editors of Vovchansk got through, %d were told to try again; want %d in all", done.Load(), late.Load(), len(others))
	}
	log := must(t, path, "", "gazetteer", "log", "--limit", "0")
	if n := strings.Count(log, "population"); n != int(done.Load())+len(others) {
		t.Errorf("the log has %d changes, want %d:\n%s", n, int(done.Load())+len(others), log)
	}
}

// TestLargeChange undoes a change of many places as a whole, as an import makes it.
func TestLargeChange(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "m.db")
	must(t, path, "Date: 2022-09-11\n\nUkrainian forces have recaptured Testivka, the General Staff said.", "ingest", "-")
	before := must(t, path, "", "gazetteer", "list", "--json")
	inDB(t, path, func(db *sqlite.DB) {
		c := geo.Change{At: time.Now(), Action: "import", Reason: "a list"}
		for i := range 12 {
			p := geo.Place{Ref: fmt.Sprint("list:", i), Name: "Testivka", Kind: geo.Settlement, Oblast: "UA-63", Uncertainty: 1000}
			p.Point[0], p.Point[1] = 36+float64(i)/10, 49
			c.Places = append(c.Places, geo.PlaceChange{After: &p})
		}
		if _, err := db.ChangePlaces(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	})
	out := must(t, path, "", "gazetteer", "log")
	for _, want := range []string{"import: a list\n", "  + Testivka (list:9) at 49.0000,36.9000\n", "  and 2 more; see --json\n"} {
		if !strings.Contains(out, want) {
			t.Errorf("the log is\n%swant %q", out, want)
		}
	}
	if code, _, errOut := retaken(t, path, "", "gazetteer", "remove", "Testivka"); code != exitMisused || !strings.Contains(errOut, "Testivka may mean 12 places") {
		t.Errorf("removing one of twelve ended with %d: %s", code, errOut)
	}
	if out := must(t, path, "", "gazetteer", "undo"); !strings.Contains(out, "undid change 1, import Testivka (list:0) and 11 more (change 2)\n1 kept article names them and was read again") {
		t.Errorf("undoing prints\n%s", out)
	}
	if after := must(t, path, "", "gazetteer", "list", "--json"); after != before {
		t.Error("after undoing the gazetteer is another than before")
	}
}

// TestHostileNames: a name is a name, whatever stands in it, and what is no name is refused in one line.
func TestHostileNames(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "m.db")
	add := func(name string, more ...string) (int, string, string) {
		return retaken(t, path, "", append([]string{"gazetteer", "add", "--at", "49.72,36.83", "--oblast", "UA-63", name}, more...)...)
	}
	for _, name := range []string{
		"'; DROP TABLE places; --", `Nova "<script>alert(1)</script>" & Co`, `=HYPERLINK("x")`, "../../etc/passwd", "%s%n Nova", "Nova\\u0000", strings.Repeat("Z", 90),
	} {
		code, out, errOut := add(name)
		if code != exitDone || strings.Count(out, "\n") != 2 {
			t.Errorf("adding %q ended with %d: %s%s", name, code, out, errOut)
			continue
		}
		ref := out[strings.LastIndex(out[:strings.Index(out, ") at ")], "(editor:")+1 : strings.Index(out, ") at ")]
		if out := must(t, path, "", "gazetteer", "show", ref); !strings.HasPrefix(out, name+"\n") {
			t.Errorf("%q is shown as %q", name, out)
		}
		must(t, path, "", "gazetteer", "undo")
	}
	for name, want := range map[string]string{
		"":                       "the name is empty",
		"  ":                     "the name is empty",
		"...":                    `the name "..." has no letter`,
		"Nova\nline":             "invisible characters",
		"Nova\ttab":              "invisible characters",
		"Nova\x1b[31m":           "invisible characters",
		"Nova\u202egnirts":       "invisible characters",
		"Nova\u2028line":         "invisible characters",
		"Nova\xff":               "is not UTF-8",
		strings.Repeat("Ж", 101): "is longer than 100 letters",
	} {
		code, out, errOut := add(name)
		if code != exitMisused || !strings.Contains(errOut, want) || strings.Count(errOut, "\n") != 1 {
			t.Errorf("adding %q ended with %d: %q%q; want %d and %q", name, code, out, errOut, exitMisused, want)
		}
	}
	if out := must(t, path, "", "gazetteer", "log", "--limit", "0"); strings.ContainsAny(out, "\x1b\u202e") {
		t.Errorf("the log has invisible characters: %q", out)
	}
}

func TestOutlines(t *testing.T) {
	o, err := loadOutlines()
	if err != nil {
		t.Fatal(err)
	}
	if len(o) != 27 {
		t.Errorf("%d outlines, want those of 27 oblasts and cities", len(o))
	}
	for _, c := range []struct {
		code     string
		lat, lon float64
		in       string
		km       [2]float64
	}{
		{"UA-63", 49.99, 36.23, "UA-63", [2]float64{0, 0}},     // Kharkiv
		{"UA-14", 49.99, 36.23, "UA-63", [2]float64{100, 200}}, // about 130 km to the edge of Donetsk Oblast
		{"UA-32", 51.52, 30.72, "UA-74", [2]float64{25, 40}},   // Slavutych
		{"RU-BEL", 49.99, 36.23, "UA-63", [2]float64{25, 45}},  // Kharkiv lies about 30 km from the border
		{"RU-BEL", 50.6, 36.59, "", [2]float64{0, 0}},          // Belgorod
	} {
		p := geo.Place{}
		p.Point[0], p.Point[1] = c.lon, c.lat
		if km := float64(o.outside(c.code, p.Point)) / 1000; km < c.km[0] || km > c.km[1] {
			t.Errorf("%g,%g lies %.1f km outside %s, want %v", c.lat, c.lon, km, c.code, c.km)
		}
		if in := o.at(p.Point); in != c.in {
			t.Errorf("%g,%g lies in %q, want %q", c.lat, c.lon, in, c.in)
		}
	}
}
