package geo

import "github.com/paulmach/orb"

// PlaceID numbers a place within one database. It is assigned when the place is first stored, never
// changes and is never used again. Zero means "not stored yet". Across databases use Place.Ref.
type PlaceID int64

// Metres is a distance on the ground.
type Metres float64

// PlaceKind is what sort of thing a place is.
type PlaceKind string

// The kinds of place. A region is an oblast or anything of that size, informal ones such as the
// Donbas included; a district is a raion.
const (
	Settlement PlaceKind = "settlement"
	Region     PlaceKind = "region"
	District   PlaceKind = "district"
	Country    PlaceKind = "country"
	Island     PlaceKind = "island"
	Facility   PlaceKind = "facility"
	River      PlaceKind = "river"
	Sea        PlaceKind = "sea"
)

// PlaceKinds lists every kind in the order documents name them.
var PlaceKinds = []PlaceKind{Settlement, Region, District, Country, Island, Facility, River, Sea}

// Place is an entry of the gazetteer.
type Place struct {
	ID  PlaceID
	Ref string // stable across databases: "geonames:707308", "iso:UA-63", "editor:vasylenkove"

	Name   string // canonical: Ukrainian government romanisation of 2010; usual English for places in Russia
	NameUk string // Ukrainian name, "" when unknown
	NameRu string // Russian name, "" when unknown

	Aliases []Alias // other spellings, former and colloquial names; case forms are generated, not listed

	Kind       PlaceKind
	Oblast     string // ISO 3166-2 code of the first-level unit ("UA-63", "RU-KRS"), "" when in none
	Raion      string // name of the district, "" when unknown
	Population int    // inhabitants before 2022, 0 when unknown

	Point       orb.Point // lon, lat; for a region a point well inside it
	Uncertainty Metres    // radius within which the true position lies
}

// AliasKind says why a place has another name.
type AliasKind string

// The kinds of alias.
const (
	Variant    AliasKind = "variant"    // another spelling or romanisation of the same name
	Former     AliasKind = "former"     // an official name that is no longer valid, such as Artemivsk
	Colloquial AliasKind = "colloquial" // what people say: "Kharkivshchyna", "Bakhmut direction"
)

// Alias is one more name of a place.
type Alias struct {
	Text string
	Lang string // "uk", "ru", "en", "" when unknown
	Kind AliasKind
}

// Lon is the place's longitude in degrees, positive eastward.
func (p Place) Lon() float64 { return p.Point.Lon() }

// Lat is the place's latitude in degrees, positive northward.
func (p Place) Lat() float64 { return p.Point.Lat() }
