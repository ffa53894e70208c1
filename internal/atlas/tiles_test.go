package atlas_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/maptile"

	"retaken/internal/atlas"
	"retaken/internal/geo"
	"retaken/internal/tile"
)

// namesOf is the names of fields.
func namesOf(fields []geo.Field) (names []string) {
	for _, f := range fields {
		names = append(names, f.Name)
	}
	return names
}

// TestTileFields: low zooms have what a map is drawn by and no texts of their own, high ones all.
func TestTileFields(t *testing.T) {
	a := build(t, stored(t))
	for _, name := range atlas.Names {
		c := collection(t, a, name)
		low, high := c.TileFields(atlas.NamedZoom-1), c.TileFields(atlas.NamedZoom)
		if len(low) == 0 || len(low) >= len(high) || fmt.Sprint(high) != fmt.Sprint(c.Fields) {
			t.Errorf("%s: %v at low zooms, %v at high ones", name, namesOf(low), namesOf(high))
		}
		for _, long := range []string{"name", "name_uk", "place", "quote", "url", "title", "aliases", "because"} {
			if slices.Contains(namesOf(low), long) {
				t.Errorf("%s has %s at low zooms", name, long)
			}
		}
	}
	for name, want := range map[string]string{
		atlas.Control: "[kind population holder presumed rests_on claim_by claim_announced claim_disputed]",
		atlas.Areas:   "[holder certainty claim_by claim_disputed]",
		atlas.Borders: "[left_holder right_holder certainty claimed]",
		atlas.Events:  "[place_kind kind by from status date standing background]",
		atlas.Places:  "[kind population]",
		atlas.Changes: "[kind population date change from_holder to_holder to_claim_by to_claim_announced to_claim_disputed presumed]",
		atlas.History: "[kind population holder valid_from valid_to presumed rests_on claim_by claim_announced claim_disputed]",
	} {
		if got := fmt.Sprint(namesOf(collection(t, a, name).TileFields(0))); got != want {
			t.Errorf("%s has %s at low zooms, want %s", name, got, want)
		}
	}
}

// encodedTile is the tile that collections make together.
func encodedTile(t *testing.T, at maptile.Tile, q atlas.Query, collections ...*atlas.Collection) []byte {
	t.Helper()
	var layers []tile.Layer
	for _, c := range collections {
		l, err := c.Tile(at, q)
		if err != nil {
			t.Fatal(err)
		}
		layers = append(layers, l)
	}
	data, err := tile.Encode(at, layers...)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestTiles holds the tiles that are found from above against those that are asked for one by one: all that there
// are, with the same bytes, and no other.
func TestTiles(t *testing.T) {
	a := ground(t, change(1, geo.Capture, geo.Russia, "2022-03-01"), change(4, geo.Capture, geo.Russia, "2022-03-02"),
		change(1, geo.Liberation, geo.Ukraine, "2022-09-09"), change(5, geo.Liberation, geo.Ukraine, "2022-09-09"))
	when := &geo.Interval{Start: day("2022-09-09"), End: day("2022-09-10")}
	for _, c := range []struct {
		name        string
		q           atlas.Query
		collections []string
	}{
		{"all", atlas.Query{}, []string{atlas.Areas, atlas.Borders, atlas.Control, atlas.Places}},
		{"then", atlas.Query{Time: when}, []string{atlas.Areas, atlas.Borders, atlas.Control, atlas.Events}},
		{"box", atlas.Query{BBox: &[4]float64{36, 48, 36.6, 50}}, []string{atlas.Areas, atlas.Places}},
		{"holder", atlas.Query{Equals: map[string][]string{"holder": {"RU"}}, Time: when}, []string{atlas.Areas, atlas.Control}},
		{"nothing", atlas.Query{Words: "nowhere"}, []string{atlas.Places}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var collections []*atlas.Collection
			for _, name := range c.collections {
				col, err := a.At(name, c.q.Time)
				if err != nil {
					t.Fatal(err)
				}
				collections = append(collections, col)
			}
			const low, high = 2, 7
			tiles, err := atlas.Tiles(c.q, low, high, collections...)
			if err != nil {
				t.Fatal(err)
			}
			seen := map[maptile.Tile][]byte{}
			for at, layers := range tiles {
				data, err := tile.Encode(at, layers...)
				if _, twice := seen[at]; twice || err != nil || at.Z < low || at.Z > high {
					t.Fatalf("tile %v: again %v, %v", at, twice, err)
				}
				seen[at] = data
			}
			filled := 0
			for _, l := range tile.LimitsOf([4]float64{30, 40, 45, 60}, low, high) {
				for at := range l.Tiles() {
					want := encodedTile(t, at, c.q, collections...)
					if !bytes.Equal(seen[at], want) {
						t.Errorf("tile %v has %d bytes, asked for by itself %d", at, len(seen[at]), len(want))
					}
					if len(want) > 0 {
						filled++
					}
					delete(seen, at)
				}
			}
			for at, data := range seen {
				if len(data) > 0 {
					t.Errorf("tile %v lies elsewhere", at)
				}
			}
			if (filled == 0) != (c.name == "nothing") {
				t.Errorf("%d tiles have something", filled)
			}
		})
	}
}

// TestTile: what lies on a tile, in a box across it, and what a property can never be.
func TestTile(t *testing.T) {
	a := build(t, stored(t))
	c := collection(t, a, atlas.Places)
	at := maptile.At(orb.Point{37.24853, 49.2121}, 4)
	for _, x := range []struct {
		q    atlas.Query
		want string
	}{
		{atlas.Query{}, "[1 2 3 4 5 6]"},
		{atlas.Query{BBox: &[4]float64{37, 48, 38.1, 49.3}}, "[1 4]"},
		{atlas.Query{BBox: &[4]float64{37, 48, -170, 49.3}}, "[1 4]"},
		{atlas.Query{Words: "ізюм"}, "[1]"},
		{atlas.Query{Limit: 1, Offset: 1}, "[1 2 3 4 5 6]"}, // which say nothing of a tile
	} {
		layers, err := mvt.Unmarshal(encodedTile(t, at, x.q, c))
		if err != nil || len(layers) != 1 {
			t.Fatalf("%v, %d layers", err, len(layers))
		}
		var ids []int64
		for _, f := range layers[0].Features {
			ids = append(ids, int64(f.ID.(float64)))
		}
		if fmt.Sprint(ids) != x.want {
			t.Errorf("%+v: %v, want %s", x.q, ids, x.want)
		}
	}
	var wrong *atlas.ValueError
	q := atlas.Query{Equals: map[string][]string{"population": {"many"}}}
	_, byTile := c.Tile(at, q)
	_, byTiles := atlas.Tiles(q, 0, 1, c)
	for _, err := range []error{c.Check(q), byTile, byTiles} {
		if !errors.As(err, &wrong) {
			t.Errorf("a population that is no number: %v", err)
		}
	}
}
