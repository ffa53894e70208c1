package main

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"retaken/internal/geo"
)

// correction is where a row really lies. What is empty stays as the packages have it.
type correction struct {
	admin1, admin2 string
	point          orb.Point
	within         geo.Metres // 0: the position is right
}

// corrections are known by the reference of their row.
type corrections map[string]correction

// readCorrections reads corrections.tsv. Its oblasts are ISO 3166-2 codes, its raions the codes of
// raions.tsv.
func readCorrections(path string) (corrections, error) {
	admin1 := map[string]string{}
	for code, iso := range oblasts {
		admin1[iso] = code[len("UA."):]
	}
	out := corrections{}
	err := readTable(path, []string{"ref", "name", "oblast", "raion", "lon", "lat", "uncertainty_m", "why"}, func(c []string) error {
		fix := correction{admin1: admin1[c[2]], admin2: c[3]}
		_, twice := out[c[0]]
		switch {
		case twice:
			return fmt.Errorf("%s stands here twice", c[0])
		case c[2] != "" && fix.admin1 == "":
			return fmt.Errorf("%s: the oblast is %q: want an ISO 3166-2 code of the table in places.go", c[0], c[2])
		case c[7] == "":
			return fmt.Errorf("%s: want a reason in the column why", c[0])
		}
		if strings.Join(c[4:7], "") != "" {
			point, err := parsePoint(c[4], c[5])
			if err != nil {
				return fmt.Errorf("%s: %w", c[0], err)
			}
			metres, err := strconv.Atoi(c[6])
			if err != nil || metres < 1 {
				return fmt.Errorf("%s: the uncertainty is %q: want whole metres", c[0], c[6])
			}
			fix.point, fix.within = point, geo.Metres(metres)
		}
		out[c[0]] = fix
		return nil
	})
	return out, err
}

// apply corrects the rows of the lists, and says which correction no row needs.
func (c corrections) apply(lists ...[]record) error {
	met := map[string]bool{}
	for _, records := range lists {
		for i := range records {
			r := &records[i]
			fix, ok := c[r.ref]
			if !ok {
				continue
			}
			met[r.ref] = true
			if fix.admin1 != "" {
				r.admin1, r.admin2 = fix.admin1, ""
			}
			if fix.admin2 != "" {
				r.admin2 = fix.admin2
			}
			if fix.within > 0 {
				r.point, r.within = fix.point, fix.within
			}
		}
	}
	for _, ref := range slices.Sorted(maps.Keys(c)) {
		if !met[ref] {
			return fmt.Errorf("corrections.tsv: no row has the reference %s", ref)
		}
	}
	return nil
}
