package extract_test

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"retaken/internal/geo"
	"retaken/internal/news"
)

// TestNotPlaces reads the sentences of testdata/notplaces, one article a line, and compares the names that are
// taken for places with those in [brackets]. A name in {braces} may be found or not: a capital that stands
// for a government, a river, a country. Half of the sentences hold an ordinary word, a person or a body that
// is called like a place, the others the same words as places.
func TestNotPlaces(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "notplaces", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files of sentences, error %v", len(files), err)
	}
	x, _ := shipped()
	for _, name := range files {
		lang := strings.TrimSuffix(filepath.Base(name), ".txt")
		t.Run(lang, func(t *testing.T) {
			f, err := os.Open(name)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			var right, wrong, missed, read int
			lines := bufio.NewScanner(f)
			for n := 1; lines.Scan(); n++ {
				line := lines.Text()
				if line == "" || strings.HasPrefix(line, "#") {
					continue
				}
				read++
				text, want, optional := bracketed(line)
				published := time.Date(2024, 8, 1, 0, 0, 0, 0, time.UTC)
				for _, m := range x.Read(news.Article{Ref: "r", Lang: lang, Text: text, Published: published}).Mentions {
					switch {
					case m.State == geo.Unknown || optional[m.Span]:
					case want[m.Span]:
						right++
						delete(want, m.Span)
					default:
						wrong++
						t.Errorf("%s:%d: %q is no place in %s", name, n, m.Surface, text)
					}
				}
				for s := range want {
					missed++
					t.Errorf("%s:%d: the place %q was not found in %s", name, n, text[s.Start:s.End], text)
				}
			}
			if err := lines.Err(); err != nil {
				t.Fatal(err)
			}
			if read == 0 || right == 0 {
				t.Fatalf("%d sentences, %d places found", read, right)
			}
			t.Logf("%d sentences: precision %.3f, recall %.3f", read, float64(right)/float64(right+wrong), float64(right)/float64(right+missed))
		})
	}
}

// bracketed takes the brackets and braces out of a line and tells what stood in them.
func bracketed(line string) (text string, want, optional map[geo.Span]bool) {
	want, optional = map[geo.Span]bool{}, map[geo.Span]bool{}
	var b strings.Builder
	start := 0
	for _, r := range line {
		switch r {
		case '[', '{':
			start = b.Len()
		case ']':
			want[geo.Span{Start: start, End: b.Len()}] = true
		case '}':
			optional[geo.Span{Start: start, End: b.Len()}] = true
		default:
			b.WriteRune(r)
		}
	}
	return b.String(), want, optional
}
