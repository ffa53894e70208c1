package extract_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"retaken/internal/extract"
	"retaken/internal/geo"
	"retaken/internal/news"
)

var update = flag.Bool("update", false, "renew the golden files")

// shipped is the extractor with the data that the program ships.
var shipped = sync.OnceValues(func() (*extract.Extractor, *geo.Gazetteer) {
	root := os.DirFS(filepath.Join("..", "..", "data"))
	places, err := geo.LoadPlaces(root)
	if err != nil {
		panic(err)
	}
	g, err := geo.NewGazetteer(func(yield func(geo.Place, error) bool) {
		for _, p := range places {
			if !yield(p, nil) {
				return
			}
		}
	})
	if err != nil {
		panic(err)
	}
	lexicon, err := extract.LoadLexicon(os.DirFS(filepath.Join("..", "..", "data", "lexicon")))
	if err != nil {
		panic(err)
	}
	theatre, err := geo.LoadTheatre(root)
	if err != nil {
		panic(err)
	}
	return extract.New(lexicon, g, theatre), g
})

func article(t *testing.T, name string, data []byte) news.Article {
	t.Helper()
	for a, err := range news.Read(name, strings.NewReader(string(data)), news.Article{}) {
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	t.Fatal("no article")
	return news.Article{}
}

// TestGolden reads each article of testdata and compares what it says with what is written there.
// Renew with -update and review the difference.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%d golden files, error %v", len(files), err)
	}
	x, g := shipped()
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			var want string
			files := ar.Files[:0]
			var got strings.Builder
			for _, f := range ar.Files {
				if f.Name == "reading" {
					want = string(f.Data)
					continue
				}
				files = append(files, f)
				describe(&got, g, x.Read(article(t, f.Name, f.Data)))
			}
			if *update {
				ar.Files = append(files, txtar.File{Name: "reading", Data: []byte(got.String())})
				if err := os.WriteFile(name, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(want, got.String()); d != "" {
				t.Errorf("want -, got +\n%s", d)
			}
		})
	}
}

// describe writes a reading for people.
func describe(w *strings.Builder, g *geo.Gazetteer, r geo.Reading) {
	name := func(id geo.PlaceID) string {
		p, ok := g.Place(id)
		if !ok {
			return "-"
		}
		return p.Name
	}
	for _, m := range r.Mentions {
		meant := string(m.State)
		if p, ok := g.Place(m.Place); ok {
			meant = p.Name + " " + p.Ref
			if m.Corrected {
				meant += ", corrected"
			}
		}
		fmt.Fprintf(w, "name   %s: %s\n", m.Surface, meant)
	}
	for _, e := range r.Events {
		bg := ""
		if e.Background {
			bg = ", background"
		}
		fmt.Fprintf(w, "event  %s: %s by %s, %s, %s (%s, %s)%s; %q of %s, rule %s\n       %s\n", name(e.Place), e.Kind, e.By, e.Status,
			e.When.Day.Format(time.DateOnly), e.When.Precision, e.When.Basis, bg, e.Source.Attribution, e.Source.Side, e.Source.Rule,
			strings.Join(strings.Fields(e.Source.Quote), " "))
	}
	for _, a := range r.Aggregates {
		fmt.Fprintf(w, "figure %s %g %s by %s, %s, place %s, %q\n", a.Qualifier, a.Value, a.Type, a.By, a.Status, name(a.Place), a.Source.Attribution)
	}
}

func TestDeterminism(t *testing.T) {
	x, _ := shipped()
	a := news.Article{
		Ref: "r", Published: time.Date(2022, 9, 11, 0, 0, 0, 0, time.UTC),
		Text: "Ukrainian forces recaptured Izium, Kupiansk and Balakliia, the General Staff said on Saturday.",
	}
	first := x.Read(a)
	if len(first.Events) != 3 {
		t.Fatalf("%d events, want 3", len(first.Events))
	}
	for range 20 {
		if d := cmp.Diff(first, x.Read(a)); d != "" {
			t.Fatal(d)
		}
	}
}
