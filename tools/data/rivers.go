package main

import (
	"container/heap"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"retaken/internal/geo"
)

const (
	// A river of the table is looked for so far from the points of its course.
	courseWithin = geo.Metres(4_000)
	// Rivers that end so near to another one flow into it.
	mouthWithin = geo.Metres(500)
)

// river is a river of rivers.tsv.
type river struct {
	rank     int
	name, uk string
	course   []orb.Point
}

func readRivers(path string) ([]river, error) {
	var out []river
	err := readTable(path, []string{"rank", "name", "name_uk", "course"}, func(c []string) error {
		rank, err := strconv.Atoi(c[0])
		if err != nil || rank < 1 || rank > 3 {
			return fmt.Errorf("%s: the rank %q is not 1, 2 or 3", c[1], c[0])
		}
		if c[1] == "" || !isCyrillic(c[2]) {
			return fmt.Errorf("want a name in both scripts, not %q and %q", c[1], c[2])
		}
		r := river{rank: rank, name: c[1], uk: c[2]}
		for at := range strings.SplitSeq(c[3], ", ") {
			var p orb.Point
			if _, err := fmt.Sscanf(at, "%g %g", &p[0], &p[1]); err != nil {
				return fmt.Errorf("%s: %q is no longitude and latitude", c[1], at)
			}
			r.course = append(r.course, p)
		}
		out = append(out, r)
		return nil
	})
	return out, err
}

// network is the points of rivers and which are next to each other.
type network struct {
	points []orb.Point
	next   [][]int
	cells  map[[2]int][]int
	taken  map[[2]int]bool // pairs of points that a named river runs through
}

// cellOf is the square of 0.05 degrees that a point lies in.
func cellOf(p orb.Point) [2]int {
	return [2]int{int(math.Floor(p[0] * 20)), int(math.Floor(p[1] * 20))}
}

func newNetwork(lines []orb.LineString) *network {
	n := &network{cells: map[[2]int][]int{}, taken: map[[2]int]bool{}}
	numbers := map[orb.Point]int{}
	for _, line := range lines {
		last := -1
		for _, p := range line {
			i, ok := numbers[p]
			if !ok {
				i = len(n.points)
				numbers[p] = i
				n.points, n.next = append(n.points, p), append(n.next, nil)
				n.cells[cellOf(p)] = append(n.cells[cellOf(p)], i)
			}
			if last >= 0 && last != i {
				n.link(last, i)
			}
			last = i
		}
	}
	for _, line := range lines {
		own := map[int]bool{}
		for _, p := range line {
			own[numbers[p]] = true
		}
		for _, end := range []orb.Point{line[0], line[len(line)-1]} {
			i := numbers[end]
			if j := n.nearest(end, mouthWithin, func(j int) bool { return !own[j] }); j >= 0 && len(n.next[i]) == 1 {
				n.link(i, j)
			}
		}
	}
	return n
}

func (n *network) link(i, j int) {
	n.next[i], n.next[j] = append(n.next[i], j), append(n.next[j], i)
}

// nearest is the point nearest to p among some, -1 when all are further off than within.
func (n *network) nearest(p orb.Point, within geo.Metres, among func(int) bool) int {
	best, least := -1, within
	c := cellOf(p)
	for dx := -2; dx <= 2; dx++ {
		for dy := -1; dy <= 1; dy++ {
			for _, i := range n.cells[[2]int{c[0] + dx, c[1] + dy}] {
				if d := geo.Distance(p, n.points[i]); d < least && among(i) {
					best, least = i, d
				}
			}
		}
	}
	return best
}

// trace follows a river of the table. It returns its stretches and those across lakes.
func (n *network) trace(r river, lakes []orb.Polygon) (drawn, across orb.MultiLineString, err error) {
	inLake := func(p orb.Point) bool {
		return slices.ContainsFunc(lakes, func(l orb.Polygon) bool { return planar.PolygonContains(l, p) })
	}
	var run, over orb.LineString
	last := -1
	for i, p := range r.course {
		lake := inLake(p)
		at := -1
		if !lake {
			if at = n.nearest(p, courseWithin, func(int) bool { return true }); at < 0 {
				return nil, nil, fmt.Errorf("rivers.tsv: %s: %v lies neither at a river nor in a lake", r.name, p)
			}
			p = n.points[at]
		}
		switch {
		case i == 0:
		case lake || last < 0: // the stretch that ends here has an end in a lake
			if over == nil {
				over = orb.LineString{r.course[i-1]}
			}
			over = append(over, p)
			if run != nil {
				drawn, run = append(drawn, run), nil
			}
		default:
			path := n.path(last, at)
			if path == nil {
				return nil, nil, fmt.Errorf("rivers.tsv: %s: no river leads from %v to %v", r.name, n.points[last], p)
			}
			if over != nil {
				across, over = append(across, over), nil
			}
			for k, j := range path {
				if k > 0 {
					n.taken[pair(path[k-1], j)] = true
				}
				if k > 0 || run == nil {
					run = append(run, n.points[j])
				}
			}
		}
		last = at
	}
	if run != nil {
		drawn = append(drawn, run)
	}
	if over != nil {
		across = append(across, over)
	}
	return drawn, across, nil
}

func pair(i, j int) [2]int { return [2]int{min(i, j), max(i, j)} }

// path is the shortest way along rivers between two points, nil when there is none.
func (n *network) path(from, to int) []int {
	before := map[int]int{from: from}
	cost := map[int]float64{from: 0}
	queue := &byCost{{from, 0}}
	for queue.Len() > 0 {
		at := heap.Pop(queue).(reached)
		if at.point == to {
			var out []int
			for i := to; ; i = before[i] {
				out = append(out, i)
				if i == from {
					slices.Reverse(out)
					return out
				}
			}
		}
		if at.cost > cost[at.point] {
			continue
		}
		for _, i := range n.next[at.point] {
			c := at.cost + float64(geo.Distance(n.points[at.point], n.points[i]))
			if known, ok := cost[i]; !ok || c < known {
				cost[i], before[i] = c, at.point
				heap.Push(queue, reached{i, c})
			}
		}
	}
	return nil
}

type reached struct {
	point int
	cost  float64
}

type byCost []reached

func (q byCost) Len() int           { return len(q) }
func (q byCost) Less(i, j int) bool { return q[i].cost < q[j].cost }
func (q byCost) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *byCost) Push(x any)        { *q = append(*q, x.(reached)) }
func (q *byCost) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}

// rest is what no named river runs through, in lines as long as possible: they end where rivers do or meet.
func (n *network) rest() (out orb.MultiLineString) {
	left := func(i, j int) bool { return !n.taken[pair(i, j)] }
	degree := func(i int) (d int) {
		for _, j := range n.next[i] {
			if left(i, j) {
				d++
			}
		}
		return d
	}
	follow := func(i, j int) {
		line := orb.LineString{n.points[i]}
		for {
			n.taken[pair(i, j)] = true
			line = append(line, n.points[j])
			k := slices.IndexFunc(n.next[j], func(k int) bool { return left(j, k) })
			if k < 0 || len(n.next[j]) != 2 {
				break
			}
			i, j = j, n.next[j][k]
		}
		out = append(out, line)
	}
	for _, ends := range []bool{true, false} { // rings come last: they have no end
		for i, next := range n.next {
			if ends && len(next) == 2 && degree(i) == 2 {
				continue
			}
			for _, j := range next {
				if left(i, j) {
					follow(i, j)
				}
			}
		}
	}
	return out
}
