package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
)

// renew adds the rows of a newer table of GeoNames: to those of the same number the names, the position,
// the raion, and the population where it was unknown. Of the others it takes those that are settlements.
func renew(records, newer []record, isSettlement func(record) bool) []record {
	index := make(map[string]int, len(records))
	for i, r := range records {
		index[r.ref] = i
	}
	for _, n := range newer {
		if i, ok := index[n.ref]; ok {
			r := &records[i]
			r.newer = append([]string{n.name}, n.others...)
			r.population = cmp.Or(r.population, n.population)
			r.point, r.admin2 = n.point, cmp.Or(n.admin2, r.admin2)
		} else if isSettlement(n) {
			records = append(records, n)
		}
	}
	return records
}

// join takes out the rows that joins names and gives their names to the rows that they belong to.
func join(records []record, joins map[string]string) ([]record, error) {
	index := make(map[string]int, len(records))
	for i, r := range records {
		index[r.ref] = i
	}
	for _, ref := range slices.Sorted(maps.Keys(joins)) {
		into := joins[ref]
		i, ok := index[ref]
		if !ok {
			return nil, fmt.Errorf("joins.tsv: no row has the reference %s", ref)
		}
		j, ok := index[into]
		switch {
		case ok:
			records[j].newer = slices.Concat(records[j].newer, []string{records[i].name}, records[i].others, records[i].newer)
		case into != "":
			return nil, fmt.Errorf("joins.tsv: no row has the reference %s", into)
		}
	}
	return slices.DeleteFunc(records, func(r record) bool {
		_, gone := joins[r.ref]
		return gone
	}), nil
}
