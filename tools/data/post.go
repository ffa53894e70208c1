package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/paulmach/orb"
)

// postOffices are points of post offices, by the ISO code of their oblast and the key of their name.
type postOffices map[string]map[string][]orb.Point

// postal gives the ISO code for the oblasts in the table of postal codes.
var postal = map[string]string{
	"Luhanska": "UA-09", "Dnipropetrovska": "UA-12", "Donetska": "UA-14", "Zhytomyrska": "UA-18", "Zaporizka": "UA-23",
	"Kyivska": "UA-32", "Mykolaivska": "UA-48", "Sumska": "UA-59", "Kharkivska": "UA-63", "Khersonska": "UA-65",
	"Chernihivska": "UA-74",
}

// ofPlace is the accuracy of a point that is a place of GeoNames. Other points are those of post offices
// with a similar code.
const ofPlace = 4

// readPostOffices reads the post offices of the oblasts at war from GeoNames' table of postal codes. A
// point is that of a place of the name of the office: of that in its community, or of a namesake, often in
// another oblast.
func readPostOffices(path string) (postOffices, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	packed, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	out := postOffices{}
	lines := bufio.NewScanner(packed)
	for n := 1; lines.Scan(); n++ {
		if !strings.Contains(lines.Text(), `"country_code": "UA"`) {
			continue // all but one in sixty
		}
		var row struct {
			City, State                   string
			Latitude, Longitude, Accuracy float64
		}
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, n, err)
		}
		oblast := postal[row.State]
		if oblast == "" || row.Accuracy != ofPlace {
			continue
		}
		name, _, _ := strings.Cut(row.City, "(") // "Одай (Хижнянська сільська рада)"
		key, point := codedKey(clean(name)), orb.Point{row.Longitude, row.Latitude}
		if out[oblast] == nil {
			out[oblast] = map[string][]orb.Point{}
		}
		if !slices.Contains(out[oblast][key], point) {
			out[oblast][key] = append(out[oblast][key], point)
		}
	}
	return out, lines.Err()
}
