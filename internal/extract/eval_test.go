package extract_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"retaken/internal/news"
)

// TestLabelled reads the labelled documents that lie beside the project, where they are, and compares with
// their labels by their own scorer. The floors only rise.
func TestLabelled(t *testing.T) {
	shared := filepath.Join("..", "..", "..", "shared")
	scorer := filepath.Join(shared, "eval", "score.py")
	if _, err := os.Stat(scorer); errors.Is(err, fs.ErrNotExist) {
		t.Skip("the labelled documents (../shared/eval) are not here")
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("the scorer needs python3")
	}
	for _, c := range []struct {
		gold           string
		places, mapped float64 // floors: F1 of names, F1 of changes that move a pin
	}{
		{"seed.jsonl", 1, 1},
		{"dev.jsonl", 0.95, 0.87},
		{"dev2.jsonl", 0.97, 0.72},
	} {
		t.Run(c.gold, func(t *testing.T) {
			gold := filepath.Join(shared, "eval", c.gold)
			out, err := exec.Command(python, scorer, gold, predict(t, gold, shared), "--json").CombinedOutput()
			if err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			var got struct {
				Overall struct {
					Topo, Event, Map, Strict, Aggr struct{ F1 *float64 }
					Status, Date                   struct{ Acc *float64 }
				}
			}
			if err := json.Unmarshal(out, &got); err != nil {
				t.Fatal(err)
			}
			o := got.Overall
			t.Logf("F1: names %.3f, events %.3f, map %.3f, strict %.3f", *o.Topo.F1, *o.Event.F1, *o.Map.F1, *o.Strict.F1)
			if *o.Topo.F1 < c.places || *o.Map.F1 < c.mapped {
				t.Errorf("F1 of names %.3f, want %.2f; of changes %.3f, want %.2f", *o.Topo.F1, c.places, *o.Map.F1, c.mapped)
			}
			if c.gold == "seed.jsonl" && (*o.Strict.F1 < 1 || *o.Aggr.F1 < 1) {
				t.Errorf("strict %.3f, aggregates %.3f, want 1", *o.Strict.F1, *o.Aggr.F1)
			}
		})
	}
}

// predict reads the documents of a gold file and writes what they say, as the scorer takes it.
func predict(t *testing.T, gold, shared string) string {
	t.Helper()
	in, err := os.Open(gold)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out, err := os.Create(filepath.Join(t.TempDir(), "predicted.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	enc := json.NewEncoder(out)
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<22)
	for lines.Scan() {
		var doc struct {
			ID, Lang, Published, Title, Text string
			SHA                              string `json:"text_sha256"`
		}
		if err := json.Unmarshal(lines.Bytes(), &doc); err != nil {
			t.Fatal(err)
		}
		if doc.SHA != "" { // the text is a file of its own
			files, err := filepath.Glob(filepath.Join(shared, "seed", "*.txt"))
			if err != nil || len(files) != 1 {
				t.Fatalf("%d seed articles, error %v", len(files), err)
			}
			data, err := os.ReadFile(files[0])
			if err != nil {
				t.Fatal(err)
			}
			doc.Text = string(data)
		}
		a := news.Article{Ref: doc.ID, Lang: doc.Lang, Title: doc.Title, Text: doc.Text}
		if a.Published, err = news.ParseTime(doc.Published); err != nil {
			t.Fatal(err)
		}
		if err := enc.Encode(prediction(a)); err != nil {
			t.Fatal(err)
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return out.Name()
}

func prediction(a news.Article) map[string]any {
	x, g := shipped()
	r := x.Read(a)
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
	return map[string]any{"id": a.Ref, "places": places, "events": events, "aggregates": aggregates}
}
