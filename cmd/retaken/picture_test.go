package main

import (
	"encoding/csv"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"retaken/internal/geo"
)

// TestHostilePicture: nothing of an article steers the terminal or a spreadsheet, and JSON keeps it as it was.
func TestHostilePicture(t *testing.T) {
	const (
		inline = "\x1b[31m\u009b31m\x07\u202e\u2066\u200f\u200e\u061c"
		evil   = inline + "\u2028</script>\r\n"
	)
	var articles strings.Builder
	for _, a := range []map[string]string{
		{
			"id": "one", "published": "2022-09-11", "source": "=S" + evil, "title": "@T" + evil, "url": "javascript:" + evil,
			"text": "+" + evil + "Ukrainian troops recaptured Izium " + inline + " on 10 September 2022. Governor Evil" + evil + " said that Ukrainian forces had recaptured Kupiansk.",
		},
		{"id": "two", "published": "2022-09-10", "source": "-S" + evil, "text": "Ukrainian forces have recaptured Lyman" + evil + ", the General Staff said."},
	} {
		line, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		articles.Write(append(line, '\n'))
	}
	db := filepath.Join(t.TempDir(), "m.db")
	must(t, db, articles.String(), "ingest", "-")
	steering := func(what, out string) {
		t.Helper()
		for line := range strings.Lines(out) {
			if i := strings.IndexFunc(strings.TrimSuffix(line, "\n"), steers); i >= 0 {
				t.Errorf("%s lets %q through in %q", what, line[i:i+1], line)
			}
		}
	}
	span := []string{"--from", "2022-09-01", "--to", "2022-09-12"}
	for _, command := range [][]string{{"control", "--at", "2022-09-12", "--rests-on", "report"}, append([]string{"changes"}, span...), {"history", "geonames:707292"}, {"stats"}} {
		out := must(t, db, "", command...)
		steering(command[0], out)
		if command[0] != "stats" && !strings.Contains(out, "Izium") {
			t.Errorf("%s does not tell of Izium:\n%s", command[0], out)
		}
	}

	out := must(t, db, "", append([]string{"changes", "--format", "jsonl"}, span...)...)
	steering("changes jsonl", out)
	var row struct{ Publisher, Quote string }
	if err := json.Unmarshal([]byte(out[:strings.IndexByte(out, '\n')]), &row); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(row.Publisher, "\u009b31m") || !strings.Contains(row.Quote, "Izium "+inline) {
		t.Errorf("JSON has publisher %q, quote %q", row.Publisher, row.Quote)
	}

	out = must(t, db, "", append([]string{"changes", "--format", "geojson"}, span...)...)
	steering("changes geojson", out)
	if all, err := geojson.UnmarshalFeatureCollection([]byte(out)); err != nil || len(all.Features) == 0 {
		t.Errorf("GeoJSON: %v", err)
	}

	out = must(t, db, "", append([]string{"changes", "--format", "csv"}, span...)...)
	steering("changes csv", out)
	table, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	if err != nil || len(table) < 2 {
		t.Fatalf("%d lines of CSV, %v", len(table), err)
	}
	for _, line := range table[1:] {
		for i, cell := range line {
			if strings.ContainsAny(cell[:min(1, len(cell))], "=+-@\t\r") {
				t.Errorf("column %s begins like a formula: %q", table[0][i], cell)
			}
		}
	}

	for _, command := range [][]string{{"history", "geonames:707292", "--format", "jsonl"}, {"control", "--format", "jsonl"}, {"stats", "--format", "json"}} {
		out := must(t, db, "", command...)
		steering(strings.Join(command, " "), out)
		for line := range strings.Lines(out) {
			if !json.Valid([]byte(line)) {
				t.Errorf("%v prints %q, which is no JSON", command, line)
			}
		}
	}
}

// TestControlAgrees: what the command says of a day is what an export of that day says.
func TestControlAgrees(t *testing.T) {
	db := filepath.Join(t.TempDir(), "m.db")
	must(t, db, `{"id":"a","published":"2022-09-11","text":"Ukrainian troops recaptured Izium on 10 September 2022. Ukrainian forces have recaptured Kupiansk, the General Staff said on Saturday."}`, "ingest", "-")
	for _, day := range []string{"2022-02-24", "2022-09-09", "2022-09-10", "2022-09-12"} {
		features := func(text string) map[any]string {
			all, err := geojson.UnmarshalFeatureCollection([]byte(text))
			if err != nil {
				t.Fatal(err)
			}
			out := map[any]string{}
			for _, f := range all.Features {
				line, err := json.Marshal(f)
				if err != nil {
					t.Fatal(err)
				}
				out[f.ID] = string(line)
			}
			return out
		}
		got := features(must(t, db, "", "control", "--at", day, "--format", "geojson"))
		want := features(must(t, db, "", "export", "--at", day, "--collection", "control", "-"))
		if len(want) < 100 || len(got) != len(want) {
			t.Errorf("%s: %d places, want %d", day, len(got), len(want))
		}
		for id := range want {
			if got[id] != want[id] {
				t.Errorf("%s: %s, want %s", day, got[id], want[id])
			}
		}
	}
}

// TestControlDocs runs the examples of docs/control.md.
func TestControlDocs(t *testing.T) {
	t.Parallel()
	runPage(t, "control.md")
}

// TestPictureMisuse: wrong arguments end with one code, what is not there with the other.
func TestPictureMisuse(t *testing.T) {
	db := filepath.Join(t.TempDir(), "m.db")
	must(t, db, `{"id":"a","published":"2022-09-11","text":"Ukrainian troops recaptured Izium on 10 September 2022."}`, "ingest", "-")
	for command, want := range map[string]int{
		"control --at 2999-01-01":                   exitMisused,
		"control --as-of x":                         exitMisused,
		"control --bbox 1":                          exitMisused,
		"control --oblast Nowhere":                  exitMisused,
		"control Борова":                            exitMisused,
		"control Xyzzyville":                        exitFailed,
		"changes --from 2022-09-12 --to 2022-09-05": exitMisused,
		"changes":                exitMisused,
		"history Борова":         exitMisused,
		"history Xyzzyville":     exitFailed,
		"stats --as-of tomorrow": exitMisused,
		"stats --format xml":     exitMisused,
	} {
		code, out, errOut := retaken(t, db, "", strings.Fields(command)...)
		if code != want || out != "" || strings.Count(errOut, "\n") != 1 || !strings.HasPrefix(errOut, "retaken: ") {
			t.Errorf("%s ends with %d and prints %q and %q; want code %d and one sentence", command, code, out, errOut, want)
		}
	}
}

func TestPastDay(t *testing.T) {
	today := time.Now().UTC().Format(time.DateOnly)
	for text, want := range map[string]string{"2022-09-12": "2022-09-12", "2022-09-12T23:30:00-02:00": "2022-09-13", "today": today, "Today": today, today: today} {
		if day, err := pastDay("--at", text); err != nil || isoDay(day) != want {
			t.Errorf("%s is %v (%v), want %s", text, day, err, want)
		}
	}
	for _, text := range []string{"", "x", "2022-02-30", "0022-09-12", "9999-01-01", time.Now().AddDate(0, 0, 2).Format(time.DateOnly)} {
		if day, err := pastDay("--at", text); err == nil || !strings.HasPrefix(err.Error(), "--at") {
			t.Errorf("%q is %v (%v), want an error that names the flag", text, day, err)
		}
	}
}

func TestInBox(t *testing.T) {
	for text, want := range map[string]bool{"36,49,38,50": true, "37.2768,49.2070,38,50": false, "38,49,39,50": false, "36,50,38,51": false, "36,48,38,49": false, "179,-90,38,90": true, "179,-90,-170,90": false} {
		box, err := parseBox(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := inBox(*box, &geo.Place{Point: orb.Point{37.2, 49.2}}); got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
	for _, text := range []string{"1,2,3", "1,2,3,4,5", "a", "1,4,3,2", "NaN,1,2,3", "1,NaN,2,3", "181,1,2,3", "1,-91,2,3", "1,1,2,91", "1,1,Inf,2"} {
		if box, err := parseBox(text); err == nil {
			t.Errorf("%s is %v, want an error", text, box)
		}
	}
}
