package main

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// frame is what the base map shows: its neighbours are cut there, too (make.sh).
var frame = orb.Bound{Min: orb.Point{14, 40}, Max: orb.Point{46, 60}}

// waterline is a line of GSHHG.
type waterline struct {
	level int // of a shore: 1 coast, 2 lake, 3 island in a lake; -1 for a river
	line  orb.LineString
}

// readGSHHG reads those lines that reach into the frame: "rivers" or "gshhs", the shores. Each kind is two files: a table
// (level, area, number of points, southernmost and northernmost latitude, place and length in the other file, number), and
// the points as little-endian floats of four bytes.
func readGSHHG(folder, kind string) ([]waterline, error) {
	points, err := os.ReadFile(filepath.Join(folder, kind+"_f.dat"))
	if err != nil {
		return nil, err
	}
	path := filepath.Join(folder, kind+"meta_f.dat")
	table, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer table.Close()
	var out []waterline
	lines := bufio.NewScanner(table)
	for n := 1; lines.Scan(); n++ {
		c := strings.Fields(lines.Text())
		if len(c) < 7 {
			return nil, fmt.Errorf("reading %s: line %d has %d columns, want 7", path, n, len(c))
		}
		var v [7]float64
		for i := range v {
			if v[i], err = strconv.ParseFloat(c[i], 64); err != nil {
				return nil, fmt.Errorf("reading %s: line %d: %w", path, n, err)
			}
		}
		if v[4] < frame.Bottom() || v[3] > frame.Top() {
			continue
		}
		from, to := int(v[5]), int(v[5]+v[6])
		if from < 0 || to > len(points) || to-from != 8*int(v[2]) {
			return nil, fmt.Errorf("reading %s: line %d does not fit the points", path, n)
		}
		line := make(orb.LineString, 0, int(v[2]))
		for b := points[from:to]; len(b) > 0; b = b[8:] {
			line = append(line, orb.Point{float(b), float(b[4:])})
		}
		if line.Bound().Intersects(frame) {
			out = append(out, waterline{int(v[0]), line})
		}
	}
	return out, lines.Err()
}

// float is a number of four bytes, to about 1 m.
func float(b []byte) float64 {
	return math.Round(float64(math.Float32frombits(binary.LittleEndian.Uint32(b)))*1e5) / 1e5
}
