package territory

// Km2 is the ground of every class in square kilometres on the ellipsoid WGS 84, as Join would have it, without the
// shapes, which take far longer to make. It asks for classes as Join does.
func (c *Cells) Km2(classOf func(site int, far bool) int) []float64 {
	var sums []float64
	for face, unit := range c.owner {
		if face == abroad {
			continue
		}
		class := classOf(c.first[unit/2], unit%2 == 1)
		for class >= len(sums) {
			sums = append(sums, 0)
		}
		if class >= 0 {
			sums[class] += c.area[face] / 1e6
		}
	}
	return sums
}
