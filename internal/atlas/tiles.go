package atlas

import (
	"slices"

	"github.com/paulmach/orb/maptile"

	"retaken/internal/geo"
	"retaken/internal/tile"
)

// Drawn are the collections that together are the map at one time, in the order in which they are drawn.
var Drawn = []string{Areas, Borders, Control}

// NamedZoom is the lowest zoom of tiles that have every property. Lower ones hold many features, and have only those
// properties that a map draws them by: names, words and addresses are most of the bytes of a tile.
const NamedZoom = 9

// drawnBy are the properties of a collection that its tiles have at every zoom.
var drawnBy = map[string][]string{
	Places:   {"kind", "population"},
	Events:   {"place_kind", "kind", "by", "from", "status", "date", "standing", "background"},
	Control:  {"kind", "population", "holder", "presumed", "rests_on", "claim_by", "claim_announced", "claim_disputed"},
	History:  {"kind", "population", "holder", "valid_from", "valid_to", "presumed", "rests_on", "claim_by", "claim_announced", "claim_disputed"},
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
	for _, i := range c.tileFields(zoom) {
		fields = append(fields, c.Fields[i])
	}
	return fields
}

// tileFields is which of the fields these are.
func (c *Collection) tileFields(zoom maptile.Zoom) (which []int) {
	for i, f := range c.Fields {
		if zoom >= NamedZoom || slices.Contains(drawnBy[c.Name], f.Name) {
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
// count. The selection is not kept: there are as many as there are tiles, and a tile is kept by whoever asks for it.
func (c *Collection) Tile(t maptile.Tile, q Query) (tile.Layer, error) {
	where, err := c.conditions(q.Equals)
	if err != nil {
		return tile.Layer{}, err
	}
	also := q.BBox
	q.BBox = c.searched(tile.Bound(t))
	rows := c.filter(q, where)

	which := c.tileFields(t.Z)
	properties := make([]any, len(which))
	return tile.Layer{Name: c.Name, Fields: c.TileFields(t.Z), Features: func(yield func(geo.Feature) bool) {
		for _, r := range rows {
			g := r.Geometry()
			if g == nil || also != nil && !geo.Meets(g, *also) {
				continue
			}
			for i, field := range which {
				properties[i] = r.Value(field)
			}
			if !yield(geo.Feature{ID: c.id(r), Geometry: g, Properties: properties}) {
				return
			}
		}
	}}, nil
}

// searched is the box to look for rows in, nil where that is no help: when all rows lie in it, or when they are so
// large and so few that the encoder, which cuts them anyway, sees as fast which of them matter.
func (c *Collection) searched(box [4]float64) *[4]float64 {
	b := c.BBox
	switch {
	case c.Name == Areas, c.Name == Borders:
		return nil
	case b != nil && box[0] <= b[0] && box[1] <= b[1] && box[2] >= b[2] && box[3] >= b[3]:
		return nil
	}
	return &box
}
