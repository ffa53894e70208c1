package tile

import (
	"encoding/binary"
	"math"

	"github.com/paulmach/orb"
)

// path is the geometry of one feature in commands that move a cursor: section 4.3 of the Mapbox Vector Tile
// specification 2.1.
type path struct {
	commands []byte
	x, y     int // of the cursor
	line     [][2]int
}

// The commands, to which the number of times that they are given is added from the fourth bit on.
const (
	moveTo    = 1
	lineTo    = 2
	closePath = 7
)

func (p *path) reset() {
	p.commands = p.commands[:0]
	p.x, p.y = 0, 0
}

func (p *path) command(id, times int) {
	p.commands = binary.AppendUvarint(p.commands, uint64(id|times<<3))
}

// to goes to a point of the grid.
func (p *path) to(x, y int) {
	p.commands = binary.AppendVarint(p.commands, int64(x-p.x)) // which is the zigzag encoding
	p.commands = binary.AppendVarint(p.commands, int64(y-p.y))
	p.x, p.y = x, y
}

func (p *path) point(at orb.Point) {
	p.command(moveTo, 1)
	p.to(rounded(at))
}

// rounded is the nearest point of the grid, the same in every tile.
func rounded(p orb.Point) (x, y int) {
	return int(math.Floor(p[0] + 0.5)), int(math.Floor(p[1] + 0.5))
}

// lineString draws a line, without points that are rounded to the same as the one before. One that is rounded to a
// single point is left out.
func (p *path) lineString(line orb.LineString) {
	p.line = p.line[:0]
	for _, at := range line {
		x, y := rounded(at)
		if n := len(p.line); n == 0 || p.line[n-1] != [2]int{x, y} {
			p.line = append(p.line, [2]int{x, y})
		}
	}
	if len(p.line) < 2 {
		return
	}
	p.command(moveTo, 1)
	p.to(p.line[0][0], p.line[0][1])
	p.command(lineTo, len(p.line)-1)
	for _, at := range p.line[1:] {
		p.to(at[0], at[1])
	}
}

// ring draws a ring, which is not closed by its first cell.
func (p *path) ring(ring []cell) {
	p.command(moveTo, 1)
	p.cell(ring[0])
	p.command(lineTo, len(ring)-1)
	for _, c := range ring[1:] {
		p.cell(c)
	}
	p.command(closePath, 1)
}

func (p *path) cell(c cell) { p.to(c.column()-Buffer, c.row()-Buffer) }

// multiPoint takes the points that lie in the tile into the path.
func (e *encoder) multiPoint(g orb.MultiPoint) error {
	in := 0
	for _, p := range g {
		if err := checkPosition(p); err != nil {
			return err
		}
		if beyond(&e.grid.ground, p) == 0 {
			in++
		}
	}
	if in == 0 {
		return nil
	}
	e.path.command(moveTo, in)
	for _, p := range g {
		if beyond(&e.grid.ground, p) == 0 {
			e.path.to(rounded(e.grid.project(p)))
		}
	}
	return nil
}

// line takes what of a line lies in the tile into the path.
func (e *encoder) line(g orb.LineString) error {
	parts, err := e.clipLine(g)
	for _, part := range parts {
		e.path.lineString(part)
	}
	return err
}

// polygon takes what of a polygon lies in the tile into the weave.
func (e *encoder) polygon(g orb.Polygon) error {
	for i, r := range g {
		shell := i == 0
		cut, err := e.clipRing(r, shell)
		if err != nil {
			return err
		}
		if cut == nil && shell {
			return nil
		}
		if cut != nil {
			e.weave.add(cut, shell)
		}
	}
	return nil
}
