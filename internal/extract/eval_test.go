package extract_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"retaken/internal/eval"
	"retaken/internal/geo"
)

// documents reads labelled documents; it skips the test where they are not.
func documents(t testing.TB, path ...string) []eval.Document {
	t.Helper()
	name := filepath.Join(path...)
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("the labelled documents %s are not here", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	docs, err := eval.Read(name, f)
	if err != nil {
		t.Fatal(err)
	}
	return docs
}

func sheet(docs []eval.Document) *eval.Sheet {
	x, g := shipped()
	s := eval.NewSheet()
	for _, d := range docs {
		s.Add(d, x.Read(d.Article()), g)
	}
	return s
}

// TestLabelled compares what labelled documents say with their labels. The floors only rise.
func TestLabelled(t *testing.T) {
	shared := filepath.Join("..", "..", "..", "shared", "eval")
	for _, c := range []struct {
		path                  []string
		names, pins           float64 // floors of F1: of names, of changes that move a pin
		kind, status, precise float64 // floors: F1 with kind, of status, precision of pins
	}{
		{[]string{"testdata", "labelled", "en.jsonl"}, 0.98, 0.70, 0.68, 0.73, 0.90},
		{[]string{"testdata", "labelled", "uk.jsonl"}, 0.95, 0.68, 0.68, 0.80, 0.75},
		{[]string{"testdata", "labelled", "ru.jsonl"}, 0.94, 0.70, 0.70, 0.78, 0.81},
		{[]string{shared, "dev.jsonl"}, 0.95, 0.88, 0.86, 0.92, 0.94},
		{[]string{shared, "dev2.jsonl"}, 0.97, 0.87, 0.85, 0.90, 0.93},
	} {
		name := strings.TrimSuffix(filepath.Base(c.path[len(c.path)-1]), ".jsonl")
		t.Run(name, func(t *testing.T) {
			s := sheet(documents(t, c.path...)).All
			t.Logf("F1: names %.3f, pins %.3f (precision %.3f, recall %.3f), with kind %.3f, strict %.3f; status %.3f, date %.3f; false alarms in %d of %d",
				s.Names.F1(), s.Map.F1(), s.Map.Precision(), s.Map.Recall(), s.EventsKind.F1(), s.Strict.F1(), s.Status.Part(), s.Date.Part(),
				s.FalseAlarms.Right, s.FalseAlarms.Of)
			for _, f := range []struct {
				what      string
				got, want float64
			}{
				{"F1 of names", s.Names.F1(), c.names},
				{"F1 of changes that move a pin", s.Map.F1(), c.pins},
				{"F1 of changes with kind", s.EventsKind.F1(), c.kind},
				{"status", s.Status.Part(), c.status},
				{"precision of changes that move a pin", s.Map.Precision(), c.precise},
			} {
				if f.got < f.want {
					t.Errorf("%s: %.3f, want at least %.3f", f.what, f.got, f.want)
				}
			}
		})
	}
}

// TestSeed reads the article that has to be read perfectly, where it lies beside the project.
func TestSeed(t *testing.T) {
	shared := filepath.Join("..", "..", "..", "shared")
	labels, err := os.ReadFile(filepath.Join(shared, "eval", "seed.jsonl"))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the seed article (../shared/seed) is not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(shared, "seed", "*.txt"))
	if err != nil || len(files) != 1 {
		t.Fatalf("%d seed articles, error %v", len(files), err)
	}
	text, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	var d eval.Document // the text is a file of its own
	if err := json.Unmarshal(labels, &d); err != nil {
		t.Fatal(err)
	}
	d.Text = string(text)
	s := sheet([]eval.Document{d})
	if a := s.All; a.Names.F1() < 1 || a.Strict.F1() < 1 || a.Aggregates.F1() < 1 {
		t.Errorf("names %.3f, strict %.3f, aggregates %.3f, want 1; mistakes %+v", a.Names.F1(), a.Strict.F1(), a.Aggregates.F1(), s.Mistakes)
	}
}

// TestScorer compares the figures with those of the scorer that the labels come with.
func TestScorer(t *testing.T) {
	shared := filepath.Join("..", "..", "..", "shared", "eval")
	scorer := filepath.Join(shared, "score.py")
	if _, err := os.Stat(scorer); errors.Is(err, fs.ErrNotExist) {
		t.Skip("the scorer (../shared/eval/score.py) is not here")
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("the scorer needs python3")
	}
	for _, gold := range []string{filepath.Join(shared, "dev2.jsonl"), filepath.Join("testdata", "labelled", "uk.jsonl"), filepath.Join("testdata", "labelled", "ru.jsonl")} {
		docs := documents(t, gold)
		out, err := exec.Command(python, scorer, gold, predictions(t, docs), "--json").CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		type prf struct{ TP, FP, FN int }
		type acc struct{ OK, N int }
		var want struct {
			Overall struct {
				Topo, Event, Map, Strict, Aggr  prf
				TopoExact                       prf `json:"topo_exact"`
				EventKind                       prf `json:"event_kind"`
				Res5, Res25, E2e5, Kind, Status acc
				ResRegion                       acc `json:"res_region"`
				Date, Date1                     acc
				Median                          float64 `json:"median_km"`
			}
		}
		if err := json.Unmarshal(out, &want); err != nil {
			t.Fatal(err)
		}
		s, o := sheet(docs).All, want.Overall
		for _, c := range []struct {
			what string
			got  eval.Found
			want prf
		}{
			{"names", s.Names, o.Topo},
			{"exact names", s.NamesExact, o.TopoExact},
			{"events", s.Events, o.Event},
			{"events with kind", s.EventsKind, o.EventKind},
			{"pins", s.Map, o.Map},
			{"strict", s.Strict, o.Strict},
			{"aggregates", s.Aggregates, o.Aggr},
		} {
			if (prf{c.got.Right, c.got.Wrong, c.got.Missed}) != c.want {
				t.Errorf("%s: %s: %+v, the scorer has %+v", gold, c.what, c.got, c.want)
			}
		}
		for _, c := range []struct {
			what string
			got  eval.Share
			want acc
		}{
			{"within 5 km", s.Within5, o.Res5},
			{"within 25 km", s.Within25, o.Res25},
			{"end to end", s.EndToEnd, o.E2e5},
			{"regions", s.Regions, o.ResRegion},
			{"kind", s.Kind, o.Kind},
			{"status", s.Status, o.Status},
			{"date", s.Date, o.Date},
			{"date within a day", s.DateNear, o.Date1},
		} {
			if (acc{c.got.Right, c.got.Of}) != c.want {
				t.Errorf("%s: %s: %+v, the scorer has %+v", gold, c.what, c.got, c.want)
			}
		}
		if math.Abs(s.Median()-o.Median) > 1e-6 {
			t.Errorf("%s: median %v km, the scorer has %v", gold, s.Median(), o.Median)
		}
	}
}

// predictions writes what documents say, as the scorer takes it.
func predictions(t *testing.T, docs []eval.Document) string {
	t.Helper()
	out, err := os.Create(filepath.Join(t.TempDir(), "predicted.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	x, g := shipped()
	enc := json.NewEncoder(out)
	for _, d := range docs {
		if err := enc.Encode(prediction(g, x.Read(d.Article()))); err != nil {
			t.Fatal(err)
		}
	}
	return out.Name()
}

func prediction(g *geo.Gazetteer, r geo.Reading) map[string]any {
	places, events, aggregates := []map[string]any{}, []map[string]any{}, []map[string]any{}
	for _, m := range r.Mentions {
		if p, ok := g.Place(m.Place); ok {
			places = append(places, map[string]any{"start": m.Start, "end": m.End, "lat": p.Lat(), "lon": p.Lon(), "kind": p.Kind})
		}
	}
	for _, e := range r.Events {
		p, _ := g.Place(e.Place)
		events = append(events, map[string]any{
			"place": p.Name, "lat": p.Lat(), "lon": p.Lon(), "place_kind": p.Kind, "by": e.By, "kind": e.Kind, "status": e.Status,
			"date": e.When.Day.Format("2006-01-02"), "background": e.Background,
		})
	}
	for _, a := range r.Aggregates {
		aggregates = append(aggregates, map[string]any{"type": a.Type, "value": a.Value, "by": a.By})
	}
	return map[string]any{"id": r.Article, "places": places, "events": events, "aggregates": aggregates}
}
