package atlas

import (
	"fmt"
	"iter"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"

	"retaken/internal/geo"
	"retaken/internal/tile"
)

// Drawn are the collections that together are the map at one time, in the order in which they are drawn.
var Drawn = []string{Areas, Borders, Control}

// NamedZoom is the lowest zoom of tiles that have every property. Lower ones hold many features, and have only those
// properties that a map draws them by: names, words and addresses are most of the bytes of a tile.
const NamedZoom = 9

// AboutTiles is what people are told of all tiles.
var AboutTiles = fmt.Sprintf("Vector tiles with one layer for each collection. Ids of features are those of the items. Below zoom %d "+
	"features have only the properties that a map draws them by, from there on all of them. What is unknown is left out.", NamedZoom)

// drawnBy are the properties of a collection that its tiles have at every zoom.
var drawnBy = map[string][]string{
	Places:   {"kind", "population"},
	Events:   {"place_kind", "kind", "by", "from", "status", "date", "standing", "background"},
	Control:  {"kind", "population", "holder", "presumed", "rests_on", "claim_by", "claim_announced", "claim_disputed"},
	History:  {"kind", "population", "holder", "valid_from", "valid_to", "presumed", "rests_on", "claim_by", "claim_announced", "claim_disputed"},
	Changes:  {"kind", "population", "date", "change", "from_holder", "to_holder", "to_claim_by", "to_claim_announced", "to_claim_disputed", "presumed"},
	Areas:    {"holder", "certainty", "claim_by", "claim_disputed"},
	Borders:  {"left_holder", "right_holder", "certainty", "claimed"},
	Articles: {"published", "events", "places"},
}

// Extent is the box that the collections lie in, nil when there is nothing.
func Extent(collections ...*Collection) *[4]float64 {
	var all *[4]float64
	for _, c := range collections {
		b := c.BBox
		switch {
		case b == nil:
		case all == nil:
			all = &[4]float64{b[0], b[1], b[2], b[3]}
		default:
			*all = [4]float64{min(all[0], b[0]), min(all[1], b[1]), max(all[2], b[2]), max(all[3], b[3])}
		}
	}
	return all
}

// TileFields are the properties that tiles of that zoom have.
func (c *Collection) TileFields(zoom maptile.Zoom) []geo.Field {
	var fields []geo.Field
	for _, i := range c.tileFields(zoom, nil) {
		fields = append(fields, c.Fields[i])
	}
	return fields
}

// tileFields is which of the fields these are, or those that are named.
func (c *Collection) tileFields(zoom maptile.Zoom, named []string) (which []int) {
	for i, f := range c.Fields {
		has := zoom >= NamedZoom || slices.Contains(drawnBy[c.Name], f.Name)
		if named != nil {
			has = slices.Contains(named, f.Name)
		}
		if has {
			which = append(which, i)
		}
	}
	return which
}

// Check is the error that a query with the conditions of q ends in, nil for none.
func (c *Collection) Check(q Query) error {
	_, err := c.conditions(q.Equals)
	return err
}

// Tile is what q selects of the collection, as the layer of a tile, to be encoded once. Only the conditions of q
// count. It has the properties named, or without a name those of its zoom. The selection is not kept: there are as
// many as there are tiles, and a tile is kept by whoever asks for it.
func (c *Collection) Tile(t maptile.Tile, q Query, properties ...string) (tile.Layer, error) {
	where, err := c.conditions(q.Equals)
	if err != nil {
		return tile.Layer{}, err
	}
	box, also := tile.Bound(t), q.BBox
	q.BBox = c.searched(box)
	rows := c.filter(q, where)
	if also != nil {
		rows = slices.DeleteFunc(rows, func(r *row) bool { return !geo.Meets(r.Geometry(), *also) })
	}
	if c.ground() {
		rows = slices.DeleteFunc(rows, func(r *row) bool { return !r.Made.Geometry.Bound().Intersects(boundOf(box)) })
	}
	return c.layer(c.tileFields(t.Z, properties), slices.Values(rows)), nil
}

// ground tells whether the rows are ground and its borders: few and large.
func (c *Collection) ground() bool { return c.Name == Areas || c.Name == Borders }

// searched is the box to look for rows in, nil where that is no help: when all rows lie in it, or when they are
// few, and the encoder cuts them anyway.
func (c *Collection) searched(box [4]float64) *[4]float64 {
	b := c.BBox
	switch {
	case c.ground():
		return nil
	case b != nil && box[0] <= b[0] && box[1] <= b[1] && box[2] >= b[2] && box[3] >= b[3]:
		return nil
	}
	return &box
}

// Tiles yields every tile of the zooms from low to high on which something may lie that q selects of the collections,
// with their layers as Tile has them. Each tile leads to the four that it is made of, so that empty ground costs nothing
// however large it is.
func Tiles(q Query, low, high maptile.Zoom, collections ...*Collection) (iter.Seq2[maptile.Tile, []tile.Layer], error) {
	all := make([][]lying, len(collections))
	for i, c := range collections {
		where, err := c.conditions(q.Equals)
		if err != nil {
			return nil, err
		}
		all[i] = bounded(c.filter(q, where))
	}
	return func(yield func(maptile.Tile, []tile.Layer) bool) {
		var descend func(maptile.Tile, [][]lying) bool
		descend = func(t maptile.Tile, rows [][]lying) bool {
			box, none := tile.Bound(t), true
			here := make([][]lying, len(rows))
			for i := range rows {
				here[i] = on(box, rows[i])
				none = none && len(here[i]) == 0
			}
			if none {
				return true
			}
			if t.Z >= low {
				layers := make([]tile.Layer, len(rows))
				for i, c := range collections {
					layers[i] = c.layer(c.tileFields(t.Z, nil), rowsOf(here[i]))
				}
				if !yield(t, layers) {
					return false
				}
			}
			for _, child := range t.Children() {
				if t.Z < high && !descend(child, here) {
					return false
				}
			}
			return true
		}
		descend(maptile.New(0, 0, 0), all)
	}, nil
}

// lying is a row that lies somewhere.
type lying struct {
	*row
	bound orb.Bound
}

// bounded is those rows that lie somewhere.
func bounded(rows []*row) []lying {
	out := make([]lying, 0, len(rows))
	for _, r := range rows {
		if b, ok := r.bound(); ok {
			out = append(out, lying{r, b})
		}
	}
	return out
}

// on is those rows that may lie in a box.
func on(box [4]float64, rows []lying) []lying {
	b := boundOf(box)
	var out []lying
	for _, r := range rows {
		if r.bound.Intersects(b) {
			out = append(out, r)
		}
	}
	return out
}

func boundOf(box [4]float64) orb.Bound {
	return orb.Bound{Min: orb.Point{box[0], box[1]}, Max: orb.Point{box[2], box[3]}}
}

// rowsOf yields the rows.
func rowsOf(all []lying) iter.Seq[*row] {
	return func(yield func(*row) bool) {
		for _, l := range all {
			if !yield(l.row) {
				return
			}
		}
	}
}

// layer is the layer of those rows with those of the fields. Rows that lie nowhere are not drawn.
func (c *Collection) layer(which []int, rows iter.Seq[*row]) tile.Layer {
	fields := make([]geo.Field, len(which))
	for i, field := range which {
		fields[i] = c.Fields[field]
	}
	properties := make([]any, len(which))
	return tile.Layer{Name: c.Name, Fields: fields, Features: func(yield func(geo.Feature) bool) {
		for r := range rows {
			for i, field := range which {
				properties[i] = r.Value(field)
			}
			if !yield(geo.Feature{ID: c.id(r), Geometry: r.Geometry(), Properties: properties}) {
				return
			}
		}
	}}
}
