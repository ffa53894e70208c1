package territory
import ("testing";"time";"math";"math/rand/v2";"github.com/paulmach/orb")
func TestAdhoc(t *testing.T) {
	country := ukraine(t)
	r := rand.New(rand.NewPCG(1, 2))
	for name, f := range map[string]func(i int) orb.Point{
		"cluster": func(i int) orb.Point { return orb.Point{35 + r.Float64()*0.02, 48 + r.Float64()*0.02} },
		"lattice": func(i int) orb.Point { return orb.Point{24 + float64(i%180)*0.08, 45 + float64(i/180)*0.035} },
		"circle": func(i int) orb.Point { s, c := math.Sincos(float64(i)); return orb.Point{31 + 2*c, 48.5 + 1.5*s} },
		"line": func(i int) orb.Point { return orb.Point{24 + float64(i)*0.0005, 48} },
		"half abroad": func(i int) orb.Point { return orb.Point{24 + r.Float64()*30, 45 + r.Float64()*7} },
	} {
		var sites []orb.Point
		for i := range 33000 { sites = append(sites, f(i)) }
		start := time.Now()
		c, err := NewCells(sites, country, 5000)
		if err != nil { t.Error(name, err); continue }
		d := time.Since(start)
		start = time.Now()
		g := c.Join(hashed(sites, 4, 1))
		t.Log(name, d, time.Since(start), len(c.mesh.from)/2)
		_ = g
	}
	sites := gazetteer(t)
	for _, n := range []int{5000, len(sites)} {
		best, bestJ := time.Hour, time.Hour
		for range 5 {
			start := time.Now()
			c, _ := NewCells(sites[:n], country, 5000)
			best = min(best, time.Since(start))
			start = time.Now()
			c.Join(hashed(sites, 4, 1))
			bestJ = min(bestJ, time.Since(start))
		}
		t.Log("gazetteer", n, best, bestJ)
	}
}
