package geo

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
)

// labelled is a document with the places that it names.
type labelled struct {
	ID, Lang, Text string
	Places         []struct {
		Surface, Canonical, Kind string
		Start, End               int
		Lat, Lon                 float64
		Optional                 bool
		Radius                   float64 `json:"radius_km"`
	}
}

func labelledDocuments(t *testing.T) []labelled {
	t.Helper()
	var out []labelled
	for _, name := range []string{"../../../shared/eval/dev.jsonl", "../../../shared/eval/dev2.jsonl"} {
		f, err := os.Open(name)
		if errors.Is(err, fs.ErrNotExist) {
			t.Skipf("the labelled documents %s are not here", name)
		}
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			var d labelled
			if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
				t.Fatal(err)
			}
			out = append(out, d)
		}
	}
	return out
}

func shippedGazetteer(t testing.TB) *Gazetteer {
	t.Helper()
	data := os.DirFS("../../data")
	if _, err := fs.Stat(data, "gazetteer.tsv"); errors.Is(err, fs.ErrNotExist) {
		t.Skip("data/gazetteer.tsv is not here")
	}
	places, err := LoadPlaces(data)
	if err != nil {
		t.Fatal(err)
	}
	g, err := NewGazetteer(all(places))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// TestLabelledNames tells how many of the settlements and regions that the labelled documents name
// are found at their place in the text, with the right place among the candidates.
func TestLabelledNames(t *testing.T) {
	documents := labelledDocuments(t)
	g := shippedGazetteer(t)
	floor := map[string]float64{"en": 0.993, "uk": 0.987, "ru": 0.99}
	total, found := map[string]int{}, map[string]int{}
	misses, extra := map[string]int{}, map[string]int{}
	for _, d := range documents {
		hits := map[Span][]Candidate{}
		for h := range g.Scan(d.Text) {
			hits[h.Span] = h.Candidates
		}
		for _, p := range d.Places {
			span := Span{p.Start, p.End}
			candidates, hit := hits[span]
			delete(hits, span)
			if p.Optional || p.Kind != "settlement" && p.Kind != "region" {
				continue
			}
			total[d.Lang]++
			right := func(c Candidate) bool {
				region := c.Place.Kind == Region
				if region != (p.Kind == "region") {
					return false
				}
				away := Distance(c.Place.Point, orb.Point{p.Lon, p.Lat})
				return c.Place.Name == p.Canonical || region || away <= Metres(5000+1000*p.Radius)
			}
			switch {
			case !hit:
				misses[fmt.Sprintf("%s %s (%s): not found in %q", d.Lang, p.Surface, p.Canonical, around(d.Text, span))]++
			case !slices.ContainsFunc(candidates, right):
				misses[fmt.Sprintf("%s %s (%s): found as %s", d.Lang, p.Surface, p.Canonical, names(candidates))]++
			default:
				found[d.Lang]++
			}
		}
		for span, candidates := range hits {
			extra[fmt.Sprintf("%s %s: %s", d.Lang, d.Text[span.Start:span.End], names(candidates))]++
		}
	}
	for _, lang := range []string{"en", "uk", "ru"} {
		share := float64(found[lang]) / float64(total[lang])
		t.Logf("%s: %d of %d labelled names found (%.3f)", lang, found[lang], total[lang], share)
		if share < floor[lang] {
			t.Errorf("%s: %.3f of the labelled names are found, want at least %.3f", lang, share, floor[lang])
		}
	}
	for _, miss := range slices.Sorted(maps.Keys(misses)) {
		t.Logf("missed %d: %s", misses[miss], miss)
	}
	for _, hit := range slices.Sorted(maps.Keys(extra)) {
		t.Logf("not labelled %d: %s", extra[hit], hit)
	}
}

func around(text string, s Span) string {
	return strings.ToValidUTF8(text[max(0, s.Start-20):min(len(text), s.End+20)], "")
}

func names(candidates []Candidate) string {
	var b strings.Builder
	for i, c := range candidates {
		if i == 3 {
			fmt.Fprintf(&b, " and %d more", len(candidates)-i)
			break
		}
		fmt.Fprintf(&b, " %s/%s/%s/%s", c.Place.Name, c.Place.Kind, c.Place.Oblast, c.How)
	}
	return b.String()
}
