package geo

import (
	"bytes"
	"fmt"
	"io/fs"
	"sort"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// Unplaced knows of settlements of which the gazetteer has no position, by their Ukrainian name: where one of that name
// would be, the gazetteer's own place of that name need not be the one meant. It is the text of a table, sorted by name.
type Unplaced []byte

// unplacedColumns are the columns of unplaced.tsv, in this order.
const unplacedColumns = "name_uk\toblast\traion\tlon\tlat\tuncertainty_km"

// LoadUnplaced reads unplaced.tsv from fsys: comment lines, a line with the names of the columns, and a row for each
// settlement, sorted by the bytes of the name. It checks the order, and no more: rows are read when they are asked for.
func LoadUnplaced(fsys fs.FS) (Unplaced, error) {
	const name = "unplaced.tsv"
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("reading the settlements without a position: %w", err)
	}
	line := 1
	for ; bytes.HasPrefix(data, []byte("#")); line++ {
		_, data, _ = bytes.Cut(data, []byte("\n"))
	}
	header, rows, _ := bytes.Cut(data, []byte("\n"))
	if string(header) != unplacedColumns {
		return nil, &LineError{name, line, "the header", string(header), strings.ReplaceAll(unplacedColumns, "\t", ", ") + ", parted by tabs"}
	}
	var last []byte
	for rest := rows; len(rest) > 0; {
		var row []byte
		row, rest, _ = bytes.Cut(rest, []byte("\n"))
		line++
		key, _, _ := bytes.Cut(row, []byte("\t"))
		if bytes.Compare(key, last) < 0 {
			return nil, &LineError{name, line, "name_uk", string(key), "the rows in the order of their names, this one comes before " + string(last)}
		}
		last = key
	}
	return rows, nil
}

// Named are the settlements of that Ukrainian name: roughly where they are, without a Ref. Uncertainty says how roughly.
func (u Unplaced) Named(nameUk string) (out []Place) {
	key := []byte(nameUk + "\t")
	start := func(i int) int { return bytes.LastIndexByte(u[:i], '\n') + 1 } // of the line that byte i stands in
	at := sort.Search(len(u), func(i int) bool { return bytes.Compare(u[start(i):], key) >= 0 })
	if at == len(u) {
		return nil
	}
	for rest := []byte(u[start(at):]); bytes.HasPrefix(rest, key); {
		var row []byte
		row, rest, _ = bytes.Cut(rest, []byte("\n"))
		if p, ok := unplacedRow(strings.Split(string(row), "\t")); ok {
			out = append(out, p)
		}
	}
	return out
}

func unplacedRow(cells []string) (p Place, ok bool) {
	if len(cells) != strings.Count(unplacedColumns, "\t")+1 {
		return p, false
	}
	lon, errLon := strconv.ParseFloat(cells[3], 64)
	lat, errLat := strconv.ParseFloat(cells[4], 64)
	km, errKm := strconv.ParseFloat(cells[5], 64)
	return Place{
		Name: RomaniseUkrainian(cells[0]), NameUk: cells[0], Kind: Settlement, Oblast: cells[1], Raion: cells[2],
		Point: orb.Point{lon, lat}, Uncertainty: Metres(km * 1000),
	}, errLon == nil && errLat == nil && errKm == nil
}
