package territory

// tree is a k-d tree: of every range of ids the middle one divides the rest into what is below it and
// what is above it along one axis.
type tree struct {
	at     []xy
	ids    []int32
	alongY []bool // by position in ids
}

// newTree arranges ids, which it keeps and reorders. An id is an index into at.
func newTree(at []xy, ids []int32) *tree {
	t := &tree{at, ids, make([]bool, len(ids))}
	t.build(0, len(ids))
	return t
}

func (t *tree) build(lo, hi int) {
	for hi-lo > 1 {
		low, high := t.at[t.ids[lo]], t.at[t.ids[lo]]
		for _, id := range t.ids[lo:hi] {
			p := t.at[id]
			low, high = xy{min(low.x, p.x), min(low.y, p.y)}, xy{max(high.x, p.x), max(high.y, p.y)}
		}
		mid := int(uint(lo+hi) / 2)
		y := high.y-low.y > high.x-low.x
		t.alongY[mid] = y
		t.divide(lo, hi, mid, y)
		t.build(lo, mid)
		lo = mid + 1
	}
}

func (t *tree) key(id int32, y bool) float64 {
	if y {
		return t.at[id].y
	}
	return t.at[id].x
}

// divide is Hoare's selection: it brings the id that belongs to position k of the range there.
func (t *tree) divide(lo, hi, k int, y bool) {
	for hi-lo > 1 {
		pivot := t.key(t.ids[int(uint(lo+hi)/2)], y)
		i, j := lo, hi-1
		for i <= j {
			for t.key(t.ids[i], y) < pivot {
				i++
			}
			for t.key(t.ids[j], y) > pivot {
				j--
			}
			if i <= j {
				t.ids[i], t.ids[j] = t.ids[j], t.ids[i]
				i++
				j--
			}
		}
		switch {
		case k <= j:
			hi = j + 1
		case k >= i:
			lo = i
		default:
			return
		}
	}
}

// search shows visit the ids around p, roughly the nearest first, and leaves out what is certainly
// farther away than the limit. visit returns the limit to go on with; limits are squares of distances.
func (t *tree) search(p xy, limit float64, visit func(id int32) float64) {
	t.descend(0, len(t.ids), p, limit, visit)
}

func (t *tree) descend(lo, hi int, p xy, limit float64, visit func(id int32) float64) float64 {
	if lo >= hi {
		return limit
	}
	mid := int(uint(lo+hi) / 2)
	id := t.ids[mid]
	d := p.x - t.at[id].x
	if t.alongY[mid] {
		d = p.y - t.at[id].y
	}
	if d < 0 {
		limit = t.descend(lo, mid, p, limit, visit)
	} else {
		limit = t.descend(mid+1, hi, p, limit, visit)
	}
	if d*d > limit {
		return limit
	}
	limit = visit(id)
	if d < 0 {
		return t.descend(mid+1, hi, p, limit, visit)
	}
	return t.descend(lo, mid, p, limit, visit)
}
