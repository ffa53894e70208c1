package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// record is a row of one of the packages, or of both.
type record struct {
	ref        string // "geonames:" and the number, or one made of codes and name
	name       string // in Latin letters
	others     []string
	point      orb.Point
	country    string
	admin1     string
	admin2     string
	population int
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

// readCities reads the places of Ukraine from cities.json.
func readCities(path string) ([]record, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var rows []struct{ Name, Lat, Lng, Country, Admin1, Admin2 string }
	if err := json.Unmarshal(b, &rows); err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	var out []record
	for _, r := range rows {
		if r.Country != "UA" || cityPart(r.Country, r.Admin1, r.Name) {
			continue
		}
		point, err := parsePoint(r.Lng, r.Lat)
		if err != nil {
			return nil, fmt.Errorf("reading %s: %s: %w", path, r.Name, err)
		}
		out = append(out, record{name: r.Name, point: point, country: r.Country, admin1: r.Admin1, admin2: r.Admin2})
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
