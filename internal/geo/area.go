package geo

import (
	"math"

	"github.com/paulmach/orb"
)

// Certainty says how near the evidence for the state of a piece of ground is.
type Certainty string

// The certainties.
const (
	Reported   Certainty = "reported" // within reach of a place with evidence
	Inferred   Certainty = "inferred" // beyond: as the nearest place with evidence
	NoEvidence Certainty = "none"     // no evidence anywhere near
)

// Certainties lists every certainty, the surest first.
var Certainties = []Certainty{Reported, Inferred, NoEvidence}

// Area is all ground of one state at one time: what is nearer to places of that state than to others. It is
// not a surveyed line.
type Area struct {
	ID        int64  // the same for areas of one state on all days
	Holder    Holder // HolderUnknown without evidence
	Certainty Certainty
	ClaimBy   Side // side with an open claim on this ground, NoSide for none
	Disputed  bool // that claim was denied or contradicted
	Geometry  orb.MultiPolygon
	Km2       float64 // on the ellipsoid
	Places    int     // with evidence of their own in it
	Cells     int     // settlements whose ground it is
}

// AreaFields are the properties of an area. The span during which no area changed is the time that a
// condition acts on.
var AreaFields = []Field{
	{Name: "holder", Title: "Assessed holder", Type: Text, Enum: enum(Holders)},
	{Name: "certainty", Title: "How near the evidence is: within reach, farther, or nowhere near", Type: Text, Enum: enum(Certainties)},
	{Name: "claim_by", Title: "Side whose claim on this ground is open", Type: Text, Enum: []string{"UA", "RU"}},
	{Name: "claim_disputed", Title: "The claim was denied or contradicted", Type: Boolean},
	{Name: "area_km2", Title: "Area on the ellipsoid, square kilometres", Type: Number},
	{Name: "places", Title: "Places with evidence in it", Type: Integer},
	{Name: "settlements", Title: "Settlements whose nearest ground it is", Type: Integer},
	{Name: "date", Title: "Day since which no area changed", Type: Day},
}

// Feature is the area, valid for that time, as a row of AreaFields.
func (a Area) Feature(valid Interval) Feature {
	var disputed any
	if a.ClaimBy != NoSide {
		disputed = a.Disputed
	}
	return Feature{ID: a.ID, Geometry: a.Geometry, Time: valid, Properties: []any{
		string(a.Holder), string(a.Certainty), text(string(a.ClaimBy)), disputed, RoundKm2(a.Km2),
		int64(a.Places), int64(a.Cells), day(valid.Start),
	}}
}

// AreaChange is ground that changed hands between two times, by the holders before and after.
type AreaChange struct {
	Before    Holder
	After     Holder
	Certainty Certainty
	Geometry  orb.MultiPolygon
	Km2       float64
}

// AreaChangeFields are the properties of ground that changed hands.
var AreaChangeFields = []Field{
	{Name: "from_holder", Title: "Assessed holder at the earlier time", Type: Text, Enum: enum(Holders)},
	{Name: "to_holder", Title: "Assessed holder at the later time", Type: Text, Enum: enum(Holders)},
	{Name: "certainty", Title: "How near the evidence is, at the later time", Type: Text, Enum: enum(Certainties)},
	{Name: "area_km2", Title: "Area on the ellipsoid, square kilometres", Type: Number},
}

// Feature is the ground as a row of AreaChangeFields.
func (c AreaChange) Feature(id int64) Feature {
	return Feature{ID: id, Geometry: c.Geometry, Properties: []any{string(c.Before), string(c.After), string(c.Certainty), RoundKm2(c.Km2)}}
}

// RoundKm2 rounds an area that nobody has surveyed.
func RoundKm2(km2 float64) float64 { return math.Round(km2*10) / 10 }

// Border is where ground of different state meets.
type Border struct {
	Left, Right Holder // of the ground on either side of the lines
	Certainty   Certainty
	Claimed     bool // one side at least is claimed by the other
	Geometry    orb.MultiLineString
}

// BorderFields are the properties of a border. The span during which no area changed is the time that a
// condition acts on.
var BorderFields = []Field{
	{Name: "left_holder", Title: "Assessed holder on the left", Type: Text, Enum: enum(Holders)},
	{Name: "right_holder", Title: "Assessed holder on the right", Type: Text, Enum: enum(Holders)},
	{Name: "certainty", Title: "How near the evidence is, on the side where it is farther", Type: Text, Enum: enum(Certainties)},
	{Name: "claimed", Title: "Rests on a claim on one side at least", Type: Boolean},
	{Name: "date", Title: "Day since which no area changed", Type: Day},
}

// Feature is the border, valid for that time, as a row of BorderFields.
func (b Border) Feature(id int64, valid Interval) Feature {
	return Feature{ID: id, Geometry: b.Geometry, Time: valid, Properties: []any{
		string(b.Left), string(b.Right), string(b.Certainty), b.Claimed, day(valid.Start),
	}}
}
