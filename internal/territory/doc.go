// Package territory turns places into ground. The ground of a country is divided once among the
// settlements of a gazetteer, to each what lies nearest to it; afterwards a class for every settlement
// (who holds it on a day, and on what that rests) becomes areas, borders and square kilometres within
// milliseconds.
//
//	cells, err := territory.NewCells(sites, country, 5000)
//	ground := cells.Join(func(site int, far bool) int { return class[site] })
//	ground.Regions[class]         // polygons and km²
//	ground.Border(0, 1)           // where two classes meet
//	cells.Nearest(sitesOfReports) // whose report is closest to each site
//
// How it comes about, and what each step promises to the next:
//
//   - voronoi.go finds the cell of every site in the plane of Mercator (project.go), by clipping with
//     its neighbours out of a k-d tree (tree.go). A corner is computed from its three sites alone, so
//     that the three cells which meet there agree on it to the last bit.
//   - trace.go draws the cells, the circles of reach and the outline as segments on an integer grid
//     of 1e-7 degree. A segment knows which cell lies on its left and right, where it is known.
//   - snap.go weaves the segments into one arrangement: afterwards no two of them cross, overlap or
//     touch but at their ends. From here on everything is exact.
//   - faces.go finds the faces between them and gives each one owner: a site and near or far, or
//     abroad. Every piece of the country has one owner by construction, whatever was rounded before.
//   - join.go walks the edges between faces of different classes. Rings are simple, holes lie in their
//     shells and neighbours share every vertex because the arrangement is one; no polygon is ever
//     intersected or united with another.
//   - area.go measures on the ellipsoid, edge by edge, so that classes add up to the country.
package territory
