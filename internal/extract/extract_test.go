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
	"unicode/utf8"

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

// TestLinear makes sure that the time for a text grows with its length, not with its square.
func TestLinear(t *testing.T) {
	x, _ := shipped()
	for name, unit := range map[string]string{
		"one word":     "x",
		"names":        "Izium ",
		"name list":    "Izium, ",
		"captures":     "troops captured Izium ",
		"one clause":   "and the town was taken on Monday by the Russians in April ",
		"no full stop": "Ukrainian General Staff said that ",
	} {
		t.Run(name, func(t *testing.T) {
			took := func(n int) time.Duration {
				a := news.Article{Ref: "r", Text: strings.Repeat(unit, n/len(unit))}
				start := time.Now()
				x.Read(a)
				return time.Since(start)
			}
			took(1 << 10)
			small, big := took(1<<14), took(1<<17) // eight times as long
			if big > 40*max(small, 20*time.Millisecond) {
				t.Errorf("16 kB took %v, 128 kB took %v", small, big)
			}
		})
	}
}

func FuzzReadArticle(f *testing.F) {
	for _, s := range []string{
		"Ukrainian forces have recaptured Izium, Kupiansk and Balaklyia in the Kharkiv region.",
		"Балаклія — наша! Прапор над міськрадою.", "Шойгу: плацдарм в Крынках зачищен.", " date 2022-09-11 Russian troops",
		"Izium’s", "\u0301\u0301", "in 2014 31 June 2,000 km²",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || len(text) > 1<<16 {
			t.Skip("an article is valid UTF-8")
		}
		x, _ := shipped()
		r := x.Read(news.Article{Ref: "r", Text: text, Published: time.Date(2022, 9, 11, 0, 0, 0, 0, time.UTC)})
		check := func(s geo.Span) {
			if s.Start < 0 || s.Start >= s.End || s.End > len(text) || !utf8.ValidString(text[s.Start:s.End]) {
				t.Errorf("span %v of %d bytes", s, len(text))
			}
		}
		for _, m := range r.Mentions {
			check(m.Span)
		}
		for _, e := range r.Events {
			check(e.Source.Evidence)
			if e.Place == 0 || e.By == geo.NoSide || e.Source.Quote != text[e.Source.Evidence.Start:e.Source.Evidence.End] {
				t.Errorf("event %+v", e)
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	x, _ := shipped()
	data, err := os.ReadFile(filepath.Join("..", "..", "data", "articles", "2022-09-11-counteroffensive.txt"))
	if err != nil {
		b.Fatal(err)
	}
	a := news.Article{Ref: "r", Text: string(data), Published: time.Date(2022, 9, 11, 0, 0, 0, 0, time.UTC)}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		x.Read(a)
	}
}
