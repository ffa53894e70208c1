package format

import (
	"encoding/binary"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// packedNodeSize is how many children a node of the tree has.
const packedNodeSize = 16

// packedItem is a feature on its way into a packed tree.
type packedItem struct {
	bound  orb.Bound // empty for a feature without geometry
	offset int64     // where its bytes lie
	size   int64
}

// sortByHilbert puts items that lie near to each other on Earth near to each other in the list: along a Hilbert curve
// of 65,536 by 65,536 squares laid over all. Those without geometry come first.
func sortByHilbert(items []packedItem, all orb.Bound) {
	const squares = 1<<16 - 1
	square := func(v, low, high float64) uint32 {
		if high <= low {
			return 0
		}
		return uint32(squares * (v - low) / (high - low))
	}
	place := func(b orb.Bound) uint32 {
		if b.IsEmpty() {
			return 0
		}
		c := b.Center()
		return hilbert(square(c[0], all.Min[0], all.Max[0]), square(c[1], all.Min[1], all.Max[1]))
	}
	type key struct {
		place uint32
		item  packedItem
	}
	keys := make([]key, len(items))
	for i, it := range items {
		keys[i] = key{place(it.bound), it}
	}
	slices.SortStableFunc(keys, func(a, b key) int { return int(int64(a.place) - int64(b.place)) })
	for i, k := range keys {
		items[i] = k.item
	}
}

// hilbert is how far along the curve the square in that column and row of 65,536 lies.
func hilbert(x, y uint32) uint32 {
	var d uint32
	for s := uint32(1 << 15); s > 0; s /= 2 {
		var right, up uint32
		if x&s != 0 {
			right = 1
		}
		if y&s != 0 {
			up = 1
		}
		d += s * s * (3*right ^ up)
		if up == 0 { // turn the quarter, so that the curve goes in and out at its corners
			if right == 1 {
				x, y = math.MaxUint16-x, math.MaxUint16-y
			}
			x, y = y, x
		}
	}
	return d
}

// packedLevels is the number of nodes on each level of the tree of n items, n > 0, from the items up to the root.
// Even one item has a root above it.
func packedLevels(n int) []int {
	levels := []int{n}
	for {
		n = (n + packedNodeSize - 1) / packedNodeSize
		levels = append(levels, n)
		if n == 1 {
			return levels
		}
	}
}

// appendPackedTree appends the static R-tree of FlatGeobuf over items in their order, of which there is one at least:
// nodes of 40 bytes from the root down, each a box and an offset, which is that of the first child, counted in nodes, and
// for an item where its feature begins behind the tree.
func appendPackedTree(b []byte, items []packedItem) []byte {
	levels := packedLevels(len(items))
	total := 0
	for _, n := range levels {
		total += n
	}
	type node struct {
		bound  orb.Bound
		offset int64
	}
	nodes := make([]node, total)
	first := total - len(items) // of the level that is ready, which goes on to total
	var offset int64
	for i, it := range items {
		nodes[first+i] = node{it.bound, offset}
		offset += it.size
	}
	for _, n := range levels[1:] {
		children := nodes[first:total]
		above := first - n
		for i := range n {
			from := i * packedNodeSize
			parent := node{bound: nothing, offset: int64(first + from)}
			for _, c := range children[from:min(from+packedNodeSize, len(children))] {
				parent.bound = union(parent.bound, c.bound)
			}
			nodes[above+i] = parent
		}
		total, first = first, above
	}
	for _, n := range nodes {
		for _, v := range [4]float64{n.bound.Min[0], n.bound.Min[1], n.bound.Max[0], n.bound.Max[1]} {
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(v))
		}
		b = binary.LittleEndian.AppendUint64(b, uint64(n.offset))
	}
	return b
}

// nothing is a box that meets no other.
var nothing = orb.Bound{Min: orb.Point{math.Inf(1), math.Inf(1)}, Max: orb.Point{math.Inf(-1), math.Inf(-1)}}

// boundOf is the envelope of a geometry, nothing for none or an empty one.
func boundOf(g orb.Geometry) orb.Bound {
	if g == nil {
		return nothing
	}
	if b := g.Bound(); !b.IsEmpty() {
		return b
	}
	return nothing
}

// union is the envelope of both; orb's own takes a box such as nothing for a place.
func union(a, b orb.Bound) orb.Bound {
	for i := range 2 {
		a.Min[i], a.Max[i] = math.Min(a.Min[i], b.Min[i]), math.Max(a.Max[i], b.Max[i])
	}
	return a
}
