package extract_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/paulmach/orb"

	"retaken/internal/geo"
	"retaken/internal/news"
)

// listed is a document of testdata/names.jsonl: a list of places that changed hands, written for this test,
// with the position of each to 0.01 degree: facts, where there are any from a public gazetteer of the war
// zone ("warreport"), otherwise as well as they are known. Offsets are bytes.
type listed struct {
	ID, Lang, Published, Text string
	Places                    []listedPlace
}

type listedPlace struct {
	geo.Span
	Surface, Canonical, Kind, Oblast string
	Lat, Lon                         float64
	Radius                           float64 `json:"radius_km"` // of the place, and of what is known about its position
	Optional                         bool
}

// outcome is what became of the labelled settlements.
type outcome struct{ right, open, missed, wrong, stray int }

func (o outcome) total() int { return o.right + o.open + o.missed + o.wrong }

func (o outcome) share(n int) float64 { return float64(n) / float64(o.total()) }

func (o outcome) String() string {
	return fmt.Sprintf("%d settlements: right %.1f%%, left open %.1f%%, not seen %.1f%%, wrong %.1f%%; %d strays", o.total(),
		100*o.share(o.right), 100*o.share(o.open), 100*o.share(o.missed), 100*o.share(o.wrong), o.stray)
}

// TestListedNames reads lists of places as staffs and ministries publish them and tells how many of the
// settlements are resolved within 5 km of the label, left open (ambiguous or unknown), not seen, or silently
// wrong. A stray is a place read where none is labelled. The floors only rise and the ceilings only fall;
// the aim is 95 % right and less than 1 % wrong.
func TestListedNames(t *testing.T) {
	limits := map[string]struct{ right, wrong float64 }{
		"all": {0.889, 0.044}, "en": {0.909, 0.038}, "uk": {0.852, 0.068}, "ru": {0.90, 0.022},
	}
	const strays = 2
	got := map[string]outcome{}
	for _, d := range listedDocuments(t) {
		o := judge(t, d)
		for _, k := range []string{"all", d.Lang} {
			sum := got[k]
			sum.right, sum.open, sum.missed = sum.right+o.right, sum.open+o.open, sum.missed+o.missed
			sum.wrong, sum.stray = sum.wrong+o.wrong, sum.stray+o.stray
			got[k] = sum
		}
	}
	for k, limit := range limits {
		o := got[k]
		t.Logf("%s: %v", k, o)
		if o.total() == 0 {
			t.Fatalf("%s: no labelled settlements", k)
		}
		if r := o.share(o.right); r < limit.right {
			t.Errorf("%s: %.3f right, want at least %.3f", k, r, limit.right)
		}
		if w := o.share(o.wrong); w > limit.wrong {
			t.Errorf("%s: %.3f silently wrong, want at most %.3f", k, w, limit.wrong)
		}
	}
	if n := got["all"].stray; n > strays {
		t.Errorf("%d places where none is labelled, want at most %d", n, strays)
	}
}

func listedDocuments(t *testing.T) []listed {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "names.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []listed
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var d listed
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		for _, p := range d.Places {
			if d.Text[p.Start:p.End] != p.Surface {
				t.Fatalf("%s: %q is labelled as %q", d.ID, d.Text[p.Start:p.End], p.Surface)
			}
		}
		out = append(out, d)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// judge compares the reading of a document with its labels.
func judge(t *testing.T, d listed) (o outcome) {
	t.Helper()
	x, g := shipped()
	published, err := news.ParseTime(d.Published)
	if err != nil {
		t.Fatal(err)
	}
	mentions := x.Read(news.Article{Ref: d.ID, Lang: d.Lang, Text: d.Text, Published: published}).Mentions
	for _, p := range d.Places {
		if p.Optional || p.Kind != "settlement" {
			continue
		}
		m, ok := meant(mentions, p.Span)
		place, resolved := g.Place(m.Place)
		switch {
		case !ok:
			o.missed++
			t.Logf("%s: %s (%s, %s) is not seen", d.ID, p.Surface, p.Canonical, p.Oblast)
		case !resolved:
			o.open++
			t.Logf("%s: %s (%s, %s) is %s", d.ID, p.Surface, p.Canonical, p.Oblast, m.State)
		case place.Kind != geo.Region && geo.Distance(place.Point, orb.Point{p.Lon, p.Lat}) <= geo.Metres(5000+1000*p.Radius):
			o.right++
		default:
			o.wrong++
			t.Logf("%s: %s (%s, %s) is taken for %s, %s", d.ID, p.Surface, p.Canonical, p.Oblast, place.Name, place.Oblast)
		}
	}
	for _, m := range mentions {
		if place, ok := g.Place(m.Place); ok && !labelledAt(d.Places, m.Span) {
			o.stray++
			t.Logf("%s: %s is taken for %s, %s", d.ID, m.Surface, place.Name, place.Oblast)
		}
	}
	return o
}

// meant is the mention that shares most with a span, one that is resolved before one that is not.
func meant(mentions []geo.Mention, s geo.Span) (best geo.Mention, ok bool) {
	most := 0
	for _, m := range mentions {
		n := shared(m.Span, s)
		if n > 0 && (!ok || m.Place != 0 && best.Place == 0 || (m.Place != 0) == (best.Place != 0) && n > most) {
			best, most, ok = m, n, true
		}
	}
	return best, ok
}

func labelledAt(places []listedPlace, s geo.Span) bool {
	for _, p := range places {
		if shared(p.Span, s) > 0 {
			return true
		}
	}
	return false
}

// shared is how many bytes two spans have in common.
func shared(a, b geo.Span) int { return min(a.End, b.End) - max(a.Start, b.Start) }
