package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"retaken/internal/geo"
)

// merge joins rows without a GeoNames number to the row that is the same place: one at the same point,
// else the nearest within 6 km of which some name folds to the same key. The others become rows of
// their own, with a reference made of codes and name. Then joins says which rows left are no places of
// their own.
func merge(numbered, anonymous []record, joins map[string]string) ([]record, error) {
	const reach = geo.Metres(6000)
	slices.SortFunc(anonymous, func(a, b record) int {
		return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(a.point.Lon(), b.point.Lon()), cmp.Compare(a.point.Lat(), b.point.Lat()))
	})
	out := slices.Clone(numbered)
	keys := make([]map[string]bool, len(out))
	for i, r := range out {
		keys[i] = map[string]bool{geo.FoldKey(r.name): true}
		for _, o := range r.others {
			keys[i][geo.FoldKey(o)] = true
		}
	}
	taken := map[string]int{}
	for _, a := range anonymous {
		best, least := -1, reach
		key := geo.FoldKey(a.name)
		for i, r := range numbered {
			if abs(r.point.Lat()-a.point.Lat()) > 0.06 {
				continue
			}
			if abs(r.point.Lat()-a.point.Lat()) < 1e-5 && abs(r.point.Lon()-a.point.Lon()) < 1e-5 {
				best = i
				break
			}
			if d := geo.Distance(r.point, a.point); d <= least && keys[i][key] {
				best, least = i, d
			}
		}
		if best < 0 {
			a.ref = reference(a, taken)
			out = append(out, a)
			continue
		}
		out[best].others = append(out[best].others, a.name)
		out[best].admin2 = cmp.Or(out[best].admin2, a.admin2)
	}
	return join(out, joins)
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
			records[j].others = append(append(records[j].others, records[i].name), records[i].others...)
		case into != "":
			return nil, fmt.Errorf("joins.tsv: no row has the reference %s", into)
		}
	}
	return slices.DeleteFunc(records, func(r record) bool {
		_, gone := joins[r.ref]
		return gone
	}), nil
}

// reference is one made of the codes and the name, numbered where several places of a raion share a
// name.
func reference(r record, taken map[string]int) string {
	name := strings.Map(func(c rune) rune {
		switch {
		case c == ' ':
			return '-'
		case c == '\'', c >= 0x80:
			return -1
		}
		return c
	}, clean(r.name))
	ref := fmt.Sprintf("citiesjson:%s.%s.%s/%s", r.country, r.admin1, r.admin2, name)
	taken[ref]++
	if n := taken[ref]; n > 1 {
		ref += "/" + strconv.Itoa(n)
	}
	return ref
}

func abs(x float64) float64 { return max(x, -x) }
