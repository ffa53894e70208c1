package territory

import (
	"cmp"
	"math"
	"slices"
)

// scale is the number of grid points in a degree; 1e-7 degree is a centimetre.
const scale = 1e7

// point is a point of the grid. Products of differences of points fit an int64 as long as the points
// are less than half the globe apart.
type point struct{ x, y int32 }

func (p point) compare(q point) int {
	if p.x != q.x {
		return cmp.Compare(p.x, q.x)
	}
	return cmp.Compare(p.y, q.y)
}

// turn is twice the area of the triangle a, b, c: positive if c lies left of the way from a to b.
func turn(a, b, c point) int64 {
	return (int64(b.x)-int64(a.x))*(int64(c.y)-int64(a.y)) - (int64(b.y)-int64(a.y))*(int64(c.x)-int64(a.x))
}

// Who is on a side of a segment, if it is not a unit of ground.
const (
	unknown = -1 // the segment does not tell
	mixed   = -2 // several segments that fell together tell different things
)

// segment is a straight line with a before b.
type segment struct {
	a, b        point
	left, right int32 // whose ground is on its sides; faces once they are known
	outline     bool  // the country ends here
	fresh       bool  // not yet compared with the others
}

// weave splits segments until they have nothing in common but ends, and no two are the same: where two
// cross, and where one comes so close to an end of another that it passes through its point of the
// grid, which is iterated snap rounding (Halperin and Packer, 2002). It never moves a segment across an
// end, so that what is left of it stays left of it.
func weave(segments []segment) []segment {
	segments = merge(segments)
	for i := range segments {
		segments[i].fresh = true
	}
	for {
		p := pass{segments: segments}
		p.compareAll()
		if len(p.cuts) == 0 {
			return merge(segments)
		}
		segments = p.apply()
	}
}

// merge sorts segments and makes one of those that are the same.
func merge(segments []segment) []segment {
	slices.SortFunc(segments, func(s, t segment) int {
		if s.a != t.a {
			return s.a.compare(t.a)
		}
		return s.b.compare(t.b)
	})
	kept := segments[:0]
	for _, s := range segments {
		if n := len(kept); n > 0 && kept[n-1].a == s.a && kept[n-1].b == s.b {
			k := &kept[n-1]
			k.left, k.right = agree(k.left, s.left), agree(k.right, s.right)
			k.outline = k.outline != s.outline
		} else {
			kept = append(kept, s)
		}
	}
	return kept
}

func agree(a, b int32) int32 {
	switch {
	case a == b || b == unknown:
		return a
	case a == unknown:
		return b
	default:
		return mixed
	}
}

// cut says that a segment is to be split at a point.
type cut struct {
	segment int32
	at      point
}

type pass struct {
	segments []segment
	cuts     []cut
	lists    []int32 // the lists of compare, one after the other
}

func (p *pass) compareAll() {
	low, high := point{math.MaxInt32, math.MaxInt32}, point{math.MinInt32, math.MinInt32}
	all := make([]int32, len(p.segments))
	for i, s := range p.segments {
		all[i] = int32(i)
		low = point{min(low.x, s.a.x), min(low.y, s.a.y, s.b.y)}
		high = point{max(high.x, s.b.x), max(high.y, s.a.y, s.b.y)}
	}
	p.compare(all, low, high)
}

// compare looks at every pair of the list of which one is fresh and whose boxes meet between low and
// high, by halving that box until few are left in it.
func (p *pass) compare(list []int32, low, high point) {
	if !slices.ContainsFunc(list, func(i int32) bool { return p.segments[i].fresh }) {
		return
	}
	tall := int64(high.y)-int64(low.y) > int64(high.x)-int64(low.x)
	if len(list) > 12 && (p.halve(list, low, high, tall) || p.halve(list, low, high, !tall)) {
		return
	}
	for n, i := range list {
		for _, j := range list[:n] {
			p.meet(i, j)
		}
	}
}

// halve compares the two halves of the list along an axis, unless that leaves more pairs than before.
func (p *pass) halve(list []int32, low, high point, byY bool) bool {
	below, above := high, low
	if byY && low.y == high.y || !byY && low.x == high.x {
		return false
	}
	if byY {
		below.y = int32((int64(low.y) + int64(high.y)) >> 1)
		above.y = below.y + 1
	} else {
		below.x = int32((int64(low.x) + int64(high.x)) >> 1)
		above.x = below.x + 1
	}
	start := len(p.lists)
	defer func() { p.lists = p.lists[:start] }()
	for _, i := range list {
		if s := &p.segments[i]; byY && min(s.a.y, s.b.y) <= below.y || !byY && s.a.x <= below.x {
			p.lists = append(p.lists, i)
		}
	}
	middle := len(p.lists)
	for _, i := range list {
		if s := &p.segments[i]; byY && max(s.a.y, s.b.y) >= above.y || !byY && s.b.x >= above.x {
			p.lists = append(p.lists, i)
		}
	}
	first, second := p.lists[start:middle], p.lists[middle:]
	// A few more must do: a long segment beside many short ones lies in both halves.
	if f, s, all := len(first), len(second), len(list); 50*(f*f+s*s) > 51*all*all {
		return false
	}
	p.compare(first, low, below)
	p.compare(second, above, high)
	return true
}

// meet notes where the segments i and j have to be cut because of each other.
func (p *pass) meet(i, j int32) {
	s, t := &p.segments[i], &p.segments[j]
	if s.b.x < t.a.x || t.b.x < s.a.x || max(s.a.y, s.b.y) < min(t.a.y, t.b.y) || max(t.a.y, t.b.y) < min(s.a.y, s.b.y) || !s.fresh && !t.fresh {
		return
	}
	ta, tb, sa, sb := turn(s.a, s.b, t.a), turn(s.a, s.b, t.b), turn(t.a, t.b, s.a), turn(t.a, t.b, s.b)
	before := len(p.cuts)
	p.touch(i, t.a, ta)
	p.touch(i, t.b, tb)
	p.touch(j, s.a, sa)
	p.touch(j, s.b, sb)
	if len(p.cuts) > before || (ta < 0) == (tb < 0) || (sa < 0) == (sb < 0) || ta == 0 || tb == 0 || sa == 0 || sb == 0 {
		return
	}
	along := float64(sa) / (float64(sa) - float64(sb))
	at := point{
		s.a.x + int32(math.Round(along*(float64(s.b.x)-float64(s.a.x)))),
		s.a.y + int32(math.Round(along*(float64(s.b.y)-float64(s.a.y)))),
	}
	for _, k := range []int32{i, j} {
		if at != p.segments[k].a && at != p.segments[k].b {
			p.cuts = append(p.cuts, cut{k, at})
		}
	}
}

// touch cuts the segment at c if it passes through the square of half a unit around c; the border does
// not count, or one could pass two squares at once. turned is turn(s.a, s.b, c).
func (p *pass) touch(i int32, c point, turned int64) {
	s := &p.segments[i]
	if c.x < s.a.x || c.x > s.b.x || c.y < min(s.a.y, s.b.y) || c.y > max(s.a.y, s.b.y) || c == s.a || c == s.b {
		return
	}
	dx, dy := int64(s.b.x)-int64(s.a.x), int64(s.b.y)-int64(s.a.y)
	if 2*abs(turned) < dx+abs(dy) {
		p.cuts = append(p.cuts, cut{i, c})
	}
}

// apply is the segments after the cuts; only those that were cut are fresh. No part turns back, in x or
// in y, so that together they are as long as their whole in the sense of |x| + |y|, and cutting ends.
func (p *pass) apply() []segment {
	slices.SortFunc(p.cuts, func(c, d cut) int {
		if c.segment != d.segment {
			return cmp.Compare(c.segment, d.segment)
		}
		if c.at.x != d.at.x || p.segments[c.segment].rises() {
			return c.at.compare(d.at)
		}
		return d.at.compare(c.at)
	})
	out := make([]segment, 0, len(p.segments)+len(p.cuts))
	next := 0
	for i, s := range p.segments {
		s.fresh = next < len(p.cuts) && p.cuts[next].segment == int32(i)
		from := s.a
		for ; next < len(p.cuts) && p.cuts[next].segment == int32(i); next++ {
			if at := p.cuts[next].at; at.y == from.y || at.y > from.y == s.rises() {
				out = s.part(out, from, at)
				from = at
			}
		}
		out = s.part(out, from, s.b)
	}
	return out
}

func (s *segment) rises() bool { return s.b.y > s.a.y }

// part appends the part of s between two points.
func (s segment) part(to []segment, a, b point) []segment {
	if a == b {
		return to
	}
	s.a, s.b = a, b
	return append(to, s.ordered())
}

// ordered is the segment with the lesser end first.
func (s segment) ordered() segment {
	if s.a.compare(s.b) > 0 {
		s.a, s.b, s.left, s.right = s.b, s.a, s.right, s.left
	}
	return s
}

func abs(n int64) int64 {
	return max(n, -n)
}
