package atlas

import (
	"fmt"
	"strings"
	"testing"

	"retaken/internal/geo"
)

// TestEncodings walks through more rows than may be kept, again and again: every answer is right, no more is kept
// than may be, and what is kept changes with what is asked for.
func TestEncodings(t *testing.T) {
	const most = 20_000
	e := &encodings{most: most}
	var rows []*row
	var want []string
	for i := range 200 {
		p := &geo.Place{ID: geo.PlaceID(i + 1), Name: fmt.Sprint("Place ", i, strings.Repeat("x", i)), Kind: geo.Settlement}
		rows = append(rows, &row{Row: geo.Row{Place: p}})
		b, err := p.Feature().AppendBody(nil, geo.PlaceFields)
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, string(b))
	}
	kept := func() (n, bytes int) {
		for _, r := range rows {
			if b := r.json.Load(); b != nil {
				n++
				bytes += len(*b)
			}
		}
		return n, bytes
	}
	for round := range 50 {
		for i, r := range rows {
			if got := string(e.append([]byte("before"), r, geo.PlaceFields)); got != "before"+want[i] {
				t.Fatalf("round %d: row %d is %s, want %s", round, i, got, want[i])
			}
		}
		if n, bytes := kept(); n == 0 || bytes > most || n != len(e.rows) {
			t.Fatalf("round %d: %d rows with %d bytes are kept, %d are listed; want at most %d bytes", round, n, bytes, len(e.rows), most)
		}
	}
	for range 200 {
		for _, r := range rows[190:] {
			e.append(nil, r, geo.PlaceFields)
		}
	}
	for i, r := range rows[190:] {
		if r.json.Load() == nil {
			t.Errorf("row %d is asked for all the time and not kept", 190+i)
		}
	}
	var none *encodings
	if got := string(none.append(nil, &row{Row: rows[0].Row}, geo.PlaceFields)); got != want[0] {
		t.Errorf("without encodings row 0 is %s, want %s", got, want[0])
	}
}
