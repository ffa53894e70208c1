package placefile

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
	"unicode"

	"retaken/internal/geo"
)

// header are the columns that the writers write, those of geo.ReadPlaces.
var header = []string{
	"ref", "name", "name_uk", "name_ru", "kind", "oblast", "raion", "population", "lon", "lat", "uncertainty_m", "aliases",
}

// WriteTSV writes the table that geo.ReadPlaces reads back identically. Control characters become
// blanks, and what parts a list of names becomes a comma.
func WriteTSV(w io.Writer, places iter.Seq[*geo.Place]) error {
	if _, err := fmt.Fprintln(w, strings.Join(header, "\t")); err != nil {
		return fmt.Errorf("writing places: %w", err)
	}
	for p := range places {
		if _, err := fmt.Fprintln(w, strings.Join(cells(p), "\t")); err != nil {
			return fmt.Errorf("writing places: %w", err)
		}
	}
	return nil
}

// WriteCSV writes comma-separated values with the same columns. A text that a spreadsheet would take for a
// formula gets an apostrophe before it, which Read removes.
func WriteCSV(w io.Writer, places iter.Seq[*geo.Place]) error {
	out := csv.NewWriter(w)
	err := out.Write(header)
	for p := range places {
		if err != nil {
			break
		}
		row := cells(p)
		for i, c := range row {
			if _, number := degrees(c, 180); c != "" && !number && strings.ContainsRune("=+-@", rune(c[0])) {
				row[i] = "'" + c
			}
		}
		err = out.Write(row)
	}
	if out.Flush(); err == nil {
		err = out.Error()
	}
	if err != nil {
		return fmt.Errorf("writing places: %w", err)
	}
	return nil
}

// WriteGeoJSON writes a FeatureCollection of points (RFC 7946) with the same columns as properties.
func WriteGeoJSON(w io.Writer, places iter.Seq[*geo.Place]) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	_, err := io.WriteString(w, `{"type":"FeatureCollection","features":[`+"\n")
	between := ""
	for p := range places {
		if err == nil {
			_, err = io.WriteString(w, between)
		}
		if err != nil {
			break
		}
		between = ","
		properties := map[string]any{}
		for i, c := range cells(p) {
			switch {
			case header[i] == "lon", header[i] == "lat":
			case c == "":
				properties[header[i]] = nil // so that it is known to be empty
			default:
				properties[header[i]] = c
			}
		}
		if p.Population > 0 {
			properties["population"] = p.Population
		}
		properties["uncertainty_m"] = float64(p.Uncertainty)
		err = enc.Encode(map[string]any{
			"type":       "Feature",
			"geometry":   map[string]any{"type": "Point", "coordinates": p.Point},
			"properties": properties,
		})
	}
	if err == nil {
		_, err = io.WriteString(w, "]}\n")
	}
	if err != nil {
		return fmt.Errorf("writing places: %w", err)
	}
	return nil
}

// cells are the cells of a place in the order of header.
func cells(p *geo.Place) []string {
	population := ""
	if p.Population > 0 {
		population = strconv.Itoa(p.Population)
	}
	uncertainty := ""
	if p.Uncertainty > 0 {
		uncertainty = decimal(float64(p.Uncertainty))
	}
	var aliases []string
	for _, a := range p.Aliases {
		item := strings.NewReplacer(";", ",", "|", ",").Replace(plain(a.Text))
		switch {
		case a.Kind != geo.Variant:
			item += "|" + a.Lang + "|" + string(a.Kind)
		case a.Lang != "":
			item += "|" + a.Lang
		}
		aliases = append(aliases, item)
	}
	return []string{
		plain(p.Ref), plain(p.Name), plain(p.NameUk), plain(p.NameRu), string(p.Kind), p.Oblast, plain(p.Raion), population,
		decimal(p.Lon()), decimal(p.Lat()), uncertainty, strings.Join(aliases, ";"),
	}
}

// decimal is a number with as many digits as it takes to read it back.
func decimal(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

// plain is text that fits into a cell.
func plain(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s))
}
