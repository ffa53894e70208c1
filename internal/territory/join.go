package territory

import "github.com/paulmach/orb"

// Ground is the country joined into one region per class.
type Ground struct {
	// Regions by class, as many as the highest class asks for; one without ground is empty.
	Regions []Region

	mesh  *mesh
	class []int32 // by face; -1 for what is left out, and abroad
}

// Region is the ground of a class.
type Region struct {
	// Shape is valid and as RFC 7946 wants it: closed rings, the outer one first and counter-clockwise.
	// Where two regions meet, both have every vertex of the border.
	Shape orb.MultiPolygon
	// Km2 is its area on the ellipsoid WGS 84.
	Km2 float64
}

// Join joins the ground of the same class. It asks for the class of a site within its reach and beyond
// it: a small number from 0, or a negative one for what is to be left out. It asks only about sites that
// stand for themselves (see Site) and have ground.
func (c *Cells) Join(classOf func(site int, far bool) int) *Ground {
	g := &Ground{mesh: c.mesh, class: make([]int32, len(c.owner))}
	g.class[abroad] = -1
	for face, unit := range c.owner {
		if face == abroad {
			continue
		}
		class := max(classOf(c.first[unit/2], unit%2 == 1), -1)
		g.class[face] = int32(class)
		for class >= len(g.Regions) {
			g.Regions = append(g.Regions, Region{Shape: orb.MultiPolygon{}})
		}
		if class >= 0 {
			g.Regions[class].Km2 += c.area[face] / 1e6
		}
	}
	g.shape()
	return g
}

// shape collects rings into polygons: the faces of a class that hang together are one, whose only ring
// that turns left is its shell and whose others are its holes.
func (g *Ground) shape() {
	pieces := newUnion(len(g.class))
	for h := 0; h < len(g.mesh.face); h += 2 {
		if l, r := g.mesh.face[h], g.mesh.face[h+1]; g.class[l] == g.class[r] {
			pieces.join(l, r)
		}
	}
	polygons := make([]int, len(g.class)) // by piece, its position among those of its class, from 1
	g.rings(func(face int32, ring orb.Ring, shell bool) {
		region, piece := &g.Regions[g.class[face]], pieces.find(face)
		if polygons[piece] == 0 {
			region.Shape = append(region.Shape, make(orb.Polygon, 1, 2))
			polygons[piece] = len(region.Shape)
		}
		polygon := &region.Shape[polygons[piece]-1]
		if shell {
			(*polygon)[0] = ring
		} else {
			*polygon = append(*polygon, ring)
		}
	})
}

// rings walks the edges of all classes, and cuts a walk that comes back to a vertex in two there: what
// is left visits every vertex once.
func (g *Ground) rings(found func(face int32, ring orb.Ring, shell bool)) {
	m := g.mesh
	done := make([]bool, len(m.face))
	place := make([]int32, len(m.at)) // by vertex, its position on the walk, from 1
	var walk []int32
	for start := range m.face {
		face := m.face[start]
		if done[start] || g.class[face] < 0 || !g.edge(int32(start)) {
			continue
		}
		for h := int32(start); !done[h]; h = g.next(h) {
			done[h] = true
			v := m.from[h]
			if place[v] > 0 {
				g.close(&walk, place, v, face, found)
			}
			walk = append(walk, v)
			place[v] = int32(len(walk))
		}
		g.close(&walk, place, m.from[start], face, found)
	}
}

// close takes the end of the walk from vertex v on as a ring.
func (g *Ground) close(walk *[]int32, place []int32, v, face int32, found func(int32, orb.Ring, bool)) {
	from := place[v] - 1
	loop := (*walk)[from:]
	ring := make(orb.Ring, 0, len(loop)+1)
	var area int64
	origin := g.mesh.at[v]
	for i, u := range loop {
		place[u] = 0
		ring = append(ring, g.mesh.at[u].lonLat())
		area += turn(origin, g.mesh.at[u], g.mesh.at[loop[(i+1)%len(loop)]])
	}
	*walk = (*walk)[:from]
	found(face, append(ring, ring[0]), area > 0)
}

// edge says whether the half-edge lies between two classes.
func (g *Ground) edge(h int32) bool {
	return g.class[g.mesh.face[h]] != g.class[g.mesh.face[h^1]]
}

// next is the edge that goes on along the same class without leaving the ground at the vertex: it turns
// left as far as it can.
func (g *Ground) next(h int32) int32 {
	for h = g.mesh.next(h); !g.edge(h); {
		h = g.mesh.cw[h]
	}
	return h
}

// Border is where two classes meet, with class a on the left. A negative class stands for all that is in
// no region, which is also what lies abroad.
func (g *Ground) Border(a, b int) orb.MultiLineString {
	m := g.mesh
	on := make([]bool, len(m.face))
	followed := make([]bool, len(m.face)) // whether another one leads to it
	a, b = max(a, -1), max(b, -1)
	for h := range on {
		on[h] = a != b && int(g.class[m.face[h]]) == a && int(g.class[m.face[h^1]]) == b
	}
	for h := range on {
		if on[h] {
			followed[g.next(int32(h))] = true
		}
	}
	var lines orb.MultiLineString
	for _, loops := range []bool{false, true} {
		for start := range on {
			if !on[start] || followed[start] != loops {
				continue
			}
			line := orb.LineString{m.at[m.from[start]].lonLat()}
			for h := int32(start); on[h]; h = g.next(h) {
				on[h] = false
				line = append(line, m.at[m.from[h^1]].lonLat())
			}
			lines = append(lines, line)
		}
	}
	return lines
}
