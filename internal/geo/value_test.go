package geo

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"testing"
)

// TestAppendValue compares what is written by hand with what encoding/json writes.
func TestAppendValue(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	letters := []rune{'a', '"', '\\', '<', '&', '\u2027', '\u2028', '\u2029', 'ж', '\ufffd', '\x01', ' ', '—', '😀'}
	for range 100_000 {
		var v any
		switch r.IntN(3) {
		case 0:
			var s []byte
			for range r.IntN(6) {
				s = append(s, string(letters[r.IntN(len(letters))])...)
			}
			if r.IntN(5) == 0 {
				s = append(s, byte(r.IntN(256))) // hardly ever valid UTF-8
			}
			v = string(s)
		case 1:
			v = math.Float64frombits(r.Uint64())
		case 2:
			v = float64(r.IntN(100_000)) / 1000 * math.Pow(10, float64(r.IntN(40)-20))
		}
		want, err := json.Marshal(v)
		if err != nil {
			continue // not a number
		}
		if got, err := appendValue(nil, v); err != nil || string(got) != string(want) {
			t.Fatalf("%v is written as %s (%v), encoding/json writes %s", v, got, err, want)
		}
	}
}
