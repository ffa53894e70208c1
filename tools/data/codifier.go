package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"retaken/internal/geo"
)

// codifier is the official list of the settlements of Ukraine, which has no positions: by the ISO code
// of the oblast and the folded key of the romanised name.
type codifier map[string]map[string][]coded

// coded is a settlement: its Ukrainian name, the code of its raion, "" in a city that is an oblast of its
// own, its own code, and that of its community, "" in such a city.
type coded struct{ uk, raion, code, community string }

// codedOblast is the ISO 3166-2 code for a first-level code of the codifier.
func codedOblast(code string) string {
	differ := map[string]string{"01": "43", "44": "09", "73": "77", "80": "30", "85": "40"}
	return "UA-" + cmp.Or(differ[code], code)
}

// readCodifier reads the codifier of administrative units and territories of communities (KATOTTG)
// from the workbook that the ministry publishes: after the header, a row has the codes of the units of
// the first to the fifth level, a letter for the kind of unit, and the name.
func readCodifier(path string) (codifier, error) {
	rows, err := readSheet(path)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	out := codifier{}
	for i, r := range rows {
		if len(r) < 7 || !strings.Contains("C X M K", r[5]) || len(r[0]) != 19 {
			continue // not a village, settlement or town
		}
		c := coded{uk: clean(r[6]), code: r[0]}
		if len(r[1]) == 19 {
			c.raion = r[1][2:6]
		}
		if len(r[2]) == 19 && len(r[3]) == 19 {
			c.community, c.code = r[2], r[3]
		}
		if !isCyrillic(c.uk) {
			return nil, fmt.Errorf("reading %s: row %d: %q is no Cyrillic name", path, i+1, c.uk)
		}
		oblast := codedOblast(r[0][2:4])
		if out[oblast] == nil {
			out[oblast] = map[string][]coded{}
		}
		key := codedKey(c.uk)
		out[oblast][key] = append(out[oblast][key], c)
	}
	if len(out) != 27 {
		return nil, fmt.Errorf("reading %s: settlements in %d units of the first level: want 27", path, len(out))
	}
	return out, nil
}

// codedKey is the key of a Ukrainian name or of a Latin one, which stays as it is.
func codedKey(name string) string { return geo.FoldKey(geo.RomaniseUkrainian(name)) }

// knows tells whether a settlement in the oblast has the name of r or one of its Cyrillic names.
func (c codifier) knows(oblast string, r record) bool {
	return slices.ContainsFunc(append([]string{r.name}, r.others...), func(name string) bool {
		name = clean(name)
		return (name == clean(r.name) || isCyrillic(name)) && len(c[oblast][codedKey(name)]) > 0
	})
}

// name is the official spelling of a Ukrainian or Latin name of a settlement in a raion, or anywhere in
// the oblast where the raion is "" or has none of that name; "" when the codifier has none or several.
func (c codifier) name(oblast, raion, name string) string {
	key := codedKey(name)
	uk := only(c[oblast][key], func(o coded) bool { return o.raion == raion })
	if uk == "" {
		uk = only(c[oblast][key], func(coded) bool { return true })
	}
	return uk
}

// only is the one name of those that fit, "" when they have several.
func only(list []coded, fits func(coded) bool) string {
	uk := ""
	for _, o := range list {
		switch {
		case !fits(o) || o.uk == uk:
		case uk != "":
			return ""
		default:
			uk = o.uk
		}
	}
	return uk
}

// findRaions gives the rows in Ukraine that lack it the code of their raion: of those in which the
// codifier has a settlement of that name, the one whose nearest row is nearest.
func findRaions(records []record, official codifier) {
	var lost, found []int
	for i, r := range records {
		switch {
		case r.country != "UA" || r.admin1 == "12" || r.admin1 == "20":
			records[i].admin2 = "" // Kyiv and Sevastopol have none
		case r.admin2 == "":
			lost = append(lost, i)
		default:
			found = append(found, i)
		}
	}
	for _, i := range lost {
		r := &records[i]
		in := map[string]bool{}
		for _, names := range [][]string{{r.name}, r.others} {
			for _, name := range names {
				for _, c := range official[oblasts["UA."+r.admin1]][codedKey(clean(name))] {
					in[c.raion] = true
				}
			}
			if len(in) > 0 {
				break
			}
		}
		least := geo.Metres(40_000)
		for _, j := range found {
			if d := geo.Distance(r.point, records[j].point); d < least && in[records[j].admin2] {
				r.admin2, least = records[j].admin2, d
			}
		}
	}
}
