package atlas

import (
	"math/rand/v2"
	"slices"
	"sync"

	"retaken/internal/geo"
)

// keptEncodings is how many bytes the encodings of rows may take. Whoever walks through all collections would
// otherwise leave behind more than everything else together.
const keptEncodings = 40 << 20

// encodings are the rows whose encoding is kept, the oldest first. All atlases that come one out of the other have
// them in common, as they have the rows.
type encodings struct {
	most int // bytes

	mu    sync.Mutex
	rows  []*row
	bytes int
}

// append appends the row as a GeoJSON Feature from behind its id on. Without encodings nothing is kept.
func (e *encodings) append(b []byte, r *row, fields []geo.Field) []byte {
	if body := r.json.Load(); body != nil {
		return append(b, *body...)
	}
	from := len(b)
	b, err := r.Feature().AppendBody(b, fields)
	if err != nil {
		panic(err) // only a number that JSON does not have, and newSite refuses those
	}
	if e != nil {
		e.keep(r, b[from:])
	}
	return b
}

// keep keeps the encoding of a row. When there is no room it lets in one of eight in place of the oldest: what is asked for often
// comes in soon, and who asks for everything in turn does not make all of it anew.
func (e *encodings) keep(r *row, body []byte) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if r.json.Load() != nil || e.bytes > e.most-cost(body) && rand.IntN(8) > 0 {
		return
	}
	body = slices.Clone(body)
	r.json.Store(&body)
	e.rows = append(e.rows, r)
	e.bytes += cost(body)
	for e.bytes > e.most {
		e.bytes -= cost(*e.rows[0].json.Swap(nil))
		e.rows = e.rows[1:]
	}
}

// cost is what an encoding takes, with its entry.
func cost(b []byte) int { return len(b) + len(b)/8 + 40 }
