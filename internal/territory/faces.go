package territory

import (
	"errors"
	"slices"
)

// mesh is an arrangement that one can walk. Segment k is the half-edge 2k from its lesser end to the
// other and the half-edge 2k+1 back.
type mesh struct {
	at   []point // by vertex
	from []int32 // by half-edge, the vertex that it leaves
	cw   []int32 // by half-edge, the next one clockwise around that vertex
	face []int32 // by half-edge, the face on its left
}

// newMesh takes segments that have nothing in common but ends.
func newMesh(segments []segment) *mesh {
	n := 2 * len(segments)
	m := &mesh{from: make([]int32, n), cw: make([]int32, n), face: make([]int32, n)}
	ids := make(map[point]int32, len(segments))
	vertex := func(p point) int32 {
		id, ok := ids[p]
		if !ok {
			id = int32(len(m.at))
			ids[p] = id
			m.at = append(m.at, p)
		}
		return id
	}
	for k, s := range segments {
		m.from[2*k], m.from[2*k+1] = vertex(s.a), vertex(s.b)
		m.face[2*k], m.face[2*k+1] = s.left, s.right
	}

	first := make([]int32, len(m.at)+1)
	for _, v := range m.from {
		first[v+1]++
	}
	for v := range m.at {
		first[v+1] += first[v]
	}
	around, used := make([]int32, n), slices.Clone(first)
	for h, v := range m.from {
		around[used[v]] = int32(h)
		used[v]++
	}
	for v := range m.at {
		spokes := around[first[v]:first[v+1]]
		slices.SortFunc(spokes, m.byAngle)
		for i, h := range spokes {
			m.cw[h] = spokes[(i+len(spokes)-1)%len(spokes)]
		}
	}
	return m
}

// byAngle orders half-edges that leave the same vertex counter-clockwise.
func (m *mesh) byAngle(g, h int32) int {
	o, p, q := m.at[m.from[g]], m.at[m.from[g^1]], m.at[m.from[h^1]]
	upper := func(p point) bool { return p.y > o.y || p.y == o.y && p.x > o.x }
	switch up, uq := upper(p), upper(q); {
	case up && !uq:
		return -1
	case uq && !up:
		return 1
	}
	switch t := turn(o, p, q); {
	case t > 0:
		return -1
	case t < 0:
		return 1
	}
	return 0
}

// next is the half-edge that goes on along the same face.
func (m *mesh) next(h int32) int32 { return m.cw[h^1] }

// number gives every cycle of half-edges its number as the face on their left, and returns how many
// there are and which one is the ground around everything.
func (m *mesh) number() (count int, outer int32, err error) {
	for h := range m.face {
		m.face[h] = unknown
	}
	outer = unknown
	for start := range m.face {
		if m.face[start] != unknown {
			continue
		}
		var area int64
		origin := m.at[m.from[start]]
		for h := int32(start); m.face[h] == unknown; h = m.next(h) {
			m.face[h] = int32(count)
			area += turn(origin, m.at[m.from[h]], m.at[m.from[h^1]])
		}
		if area <= 0 {
			if outer != unknown {
				return 0, 0, errors.New("the arrangement is not in one piece")
			}
			outer = int32(count)
		}
		count++
	}
	return count, outer, nil
}

// abroad is the face of all that is not the country's ground.
const abroad = 0

// own finds out whose ground every face is. It returns the segments between different owners, with
// faces for sides, and for every face its unit; that of abroad is unknown.
func own(segments []segment) ([]segment, []int32, error) {
	m := newMesh(segments)
	count, outer, err := m.number()
	if err != nil {
		return nil, nil, err
	}
	inside := m.inside(segments, count, outer)
	units := m.units(segments, count)

	pieces := newUnion(count)
	between := segments[:0:0]
	for k, s := range segments {
		l, r := m.face[2*k], m.face[2*k+1]
		if inside[l] == inside[r] && (!inside[l] || units[l] == units[r]) {
			pieces.join(l, r)
		} else {
			s.left, s.right = l, r
			between = append(between, s)
		}
	}
	numbers := make([]int32, count)
	owners := []int32{abroad: unknown}
	number := func(face int32) int32 {
		if !inside[face] {
			return abroad
		}
		piece := pieces.find(face)
		if numbers[piece] == 0 {
			numbers[piece] = int32(len(owners))
			owners = append(owners, units[face])
		}
		return numbers[piece]
	}
	for i, s := range between {
		between[i].left, between[i].right = number(s.left), number(s.right)
	}
	return between, owners, nil
}

// inside says by face whether it belongs to the country: whether the way to it from outside crosses the
// outline an odd number of times.
func (m *mesh) inside(segments []segment, count int, outer int32) []bool {
	inside, seen := make([]bool, count), make([]bool, count)
	some := make([]int32, count) // a half-edge of each face
	for h, face := range m.face {
		some[face] = int32(h)
	}
	seen[outer] = true
	for queue := []int32{outer}; len(queue) > 0; {
		face := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		for h := some[face]; ; {
			if other := m.face[h^1]; !seen[other] {
				seen[other] = true
				inside[other] = inside[face] != segments[h/2].outline
				queue = append(queue, other)
			}
			if h = m.next(h); h == some[face] {
				break
			}
		}
	}
	return inside
}

// units is the unit of every face: what the longest of its edges that knows says. Across segments that
// know nothing, such as the outline, it stays the same.
func (m *mesh) units(segments []segment, count int) []int32 {
	same := newUnion(count)
	for k, s := range segments {
		if s.left == unknown && s.right == unknown {
			same.join(m.face[2*k], m.face[2*k+1])
		}
	}
	units, longest := make([]int32, count), make([]int64, count)
	for i := range units {
		units[i] = unknown
	}
	for k, s := range segments {
		length := max(int64(s.b.x)-int64(s.a.x), abs(int64(s.b.y)-int64(s.a.y)))
		for side, unit := range []int32{s.left, s.right} {
			if face := same.find(m.face[2*k+side]); unit >= 0 && length > longest[face] {
				units[face], longest[face] = unit, length
			}
		}
	}
	for face := range units {
		units[face] = units[same.find(int32(face))]
	}
	// What is left is a splinter of a few grid points, whose edges all fell together with others: it
	// goes to a neighbour.
	for again := true; again; {
		again = false
		for k := range segments {
			l, r := m.face[2*k], m.face[2*k+1]
			if units[l] < 0 && units[r] >= 0 {
				l, r = r, l
			}
			if units[l] >= 0 && units[r] < 0 {
				units[r], again = units[l], true
			}
		}
	}
	return units
}

// union keeps sets of faces.
type union []int32

func newUnion(n int) union {
	u := make(union, n)
	for i := range u {
		u[i] = int32(i)
	}
	return u
}

func (u union) find(i int32) int32 {
	for u[i] != i {
		u[i] = u[u[i]]
		i = u[i]
	}
	return i
}

func (u union) join(i, j int32) {
	i, j = u.find(i), u.find(j)
	u[max(i, j)] = min(i, j)
}
