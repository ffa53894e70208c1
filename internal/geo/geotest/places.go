package geotest

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"retaken/internal/geo"
)

// fullPlace is a place of which everything is known.
func fullPlace() geo.Place {
	return geo.Place{
		ID: 77, Ref: "geonames:707308", Name: "Kupiansk-Vuzlovyi", NameUk: "Куп'янськ-Вузловий", NameRu: "Купянск-Узловой",
		Aliases: []geo.Alias{
			{Text: "Kup'yans'k \"Uzlovoi\" <&> \u2028\\", Lang: "en", Kind: geo.Variant},
			{Text: "Вузловий", Lang: "uk", Kind: geo.Colloquial},
		},
		Kind: geo.Settlement, Oblast: "UA-63", Raion: "Куп'янський район", Population: 8397,
		Point: orb.Point{37.123456789012345, 49.60000000000001}, Uncertainty: 1500.25,
	}
}

func testPlaceRoundTrip(w *world) {
	full := fullPlace()
	w.filled(full)
	far := geo.Place{
		Ref: "'; DROP TABLE places; --", Name: "Name\x00with\nodd\tcharacters", Kind: geo.Sea,
		Point: orb.Point{-180, -90}, Population: math.MaxInt32, Aliases: []geo.Alias{{Text: "no language", Kind: geo.Former}},
	}
	want := []geo.Place{full, settlement("least"), far}
	for i, kind := range geo.PlaceKinds {
		p := settlement("kind:" + string(kind))
		p.Kind, p.Point = kind, orb.Point{float64(i), -float64(i)}
		want = append(want, p)
	}
	ids, err := w.Store.PutPlaces(w.Context(), want...)
	w.must(err)
	for i := range want {
		want[i].ID = ids[i]
	}
	slices.SortFunc(want, func(a, b geo.Place) int { return int(a.ID - b.ID) })
	equal(w, "places", w.places(), want)
}

func testPlaceIDs(w *world) {
	first, err := w.Store.PutPlaces(w.Context(), settlement("c"), settlement("a"), settlement("b"))
	w.must(err)
	again := []geo.Place{settlement("b"), settlement("new"), settlement("c"), settlement("b")}
	again[0].ID, again[1].ID = first[1], first[0] // ignored: the Ref decides
	second, err := w.Store.PutPlaces(w.Context(), again...)
	w.must(err)
	equal(w, "IDs of b, c and b", []geo.PlaceID{second[0], second[2], second[3]}, []geo.PlaceID{first[2], first[0], first[2]})

	seen := map[geo.PlaceID]bool{}
	for _, id := range append(first, second[1]) {
		if id <= 0 || seen[id] {
			w.Errorf("IDs %v and %v of new places are not positive and different", first, second[1])
		}
		seen[id] = true
	}
	var got []geo.PlaceID
	for _, p := range w.places() {
		got = append(got, p.ID)
	}
	if len(got) != 4 || !slices.IsSorted(got) {
		w.Errorf("IDs of the places in their order are %v, want four that ascend", got)
	}
}

func testPlaceUpsert(w *world) {
	id, other := w.place("p"), w.place("q")
	full := fullPlace()
	full.Ref = "p"
	for _, p := range []geo.Place{full, settlement("p")} { // all of it comes, and all of it goes
		ids, err := w.Store.PutPlaces(w.Context(), p)
		w.must(err)
		equal(w, "ID after a replacement", ids[0], id)
		p.ID = id
		rest := settlement("q")
		rest.ID = other
		equal(w, "places after a replacement", w.places(), []geo.Place{p, rest})
	}
	twice := []geo.Place{settlement("r"), settlement("r")}
	twice[1].Name = "The later one"
	ids, err := w.Store.PutPlaces(w.Context(), twice...)
	w.must(err)
	equal(w, "IDs of one reference", ids[1], ids[0])
	equal(w, "name of a place put twice", w.places()[2].Name, "The later one")
}

func testPlacesAllOrNone(w *world) {
	w.place("p")
	before := w.places()
	renamed := settlement("p")
	renamed.Name = "Another name"
	if _, err := w.Store.PutPlaces(w.Context(), renamed, settlement("new"), geo.Place{Name: "no reference", Kind: geo.Settlement}); err == nil {
		w.Error("a place without a reference is kept")
	}
	equal(w, "places after a batch that failed", w.places(), before)
	if id := w.place("next"); id == before[0].ID {
		w.Errorf("ID %d is used again", id)
	}
}
