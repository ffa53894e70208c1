package territory

import "math"

// Neighbour is a site and how far away it is.
type Neighbour struct {
	Site   int     // -1 if there is none
	Metres float64 // on the ground; 0 for a site itself, infinite if there is none
}

// Nearest finds for each site the nearest of some sites, itself if it is one of them: nearest in the same
// sense as that of NewCells. Of sites at the same distance it takes the one that lies farthest west, then
// south; of sites at the same position the one that is named first.
func (c *Cells) Nearest(of []int) []Neighbour {
	named := make([]int, len(c.sites)) // by cell, which of them it stands for
	for i := range named {
		named[i] = -1
	}
	var ids []int32
	for _, site := range of {
		if s := c.cell[site]; named[s] < 0 {
			named[s] = site
			ids = append(ids, s)
		}
	}
	near := newTree(c.plane, ids)
	found := make([]Neighbour, len(c.sites))
	for s, at := range c.plane {
		if named[s] >= 0 {
			found[s] = Neighbour{named[s], 0}
			continue
		}
		nearest, limit := int32(-1), math.Inf(1)
		near.search(at, limit, func(id int32) float64 {
			if d := c.plane[id].sub(at); d.dot(d) < limit || d.dot(d) == limit && id < nearest {
				nearest, limit = id, d.dot(d)
			}
			return limit
		})
		found[s] = Neighbour{-1, math.Inf(1)}
		if nearest >= 0 {
			found[s] = Neighbour{named[nearest], metres(c.sites[s], c.sites[nearest])}
		}
	}
	out := make([]Neighbour, len(c.cell))
	for i, s := range c.cell {
		out[i] = found[s]
	}
	return out
}
