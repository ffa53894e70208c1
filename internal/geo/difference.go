package geo

import "strings"

// Difference is a place whose holder or open claim is another at one instant than at an earlier one.
type Difference struct {
	Place    *Place
	From, To Control
	Decisive *Event // the report that made the difference
}

// Turn says in one word what a difference comes to.
type Turn string

// The turns. Each is of the place on the soil that it lies on.
const (
	Recaptured   Turn = "recaptured" // its own country holds it again, or for sure
	Lost         Turn = "lost"       // the other side holds it
	Fought       Turn = "contested"  // nobody holds it
	NewlyClaimed Turn = "claimed"    // the same holder, a claim came or changed
	OtherTurn    Turn = "other"      // a claim fell, or the holder is no longer known
)

// Turns lists every turn in the order documents name them.
var Turns = []Turn{Recaptured, Lost, Fought, NewlyClaimed, OtherTurn}

// Turn is what the difference comes to.
func (d Difference) Turn() Turn {
	own := HeldByUkraine
	if strings.HasPrefix(d.Place.Oblast, "RU-") {
		own = HeldByRussia
	}
	switch to := d.To; {
	case d.From.Holder == to.Holder && to.Claim == nil, to.Holder == HolderUnknown && to.Claim == nil:
		return OtherTurn
	case d.From.Holder == to.Holder, to.Holder == HolderUnknown:
		return NewlyClaimed
	case to.Holder == HeldByNobody:
		return Fought
	case to.Holder == own:
		return Recaptured
	}
	return Lost
}

// DifferenceFields are the properties of a difference. It has no time of its own.
var DifferenceFields = []Field{
	{Name: "name", Title: "Place", Type: Text},
	{Name: "name_uk", Title: "Place, Ukrainian name", Type: Text},
	{Name: "place_id", Title: "Id of the place", Type: Integer},
	{Name: "kind", Title: "Kind of place", Type: Text, Enum: enum(PlaceKinds)},
	{Name: "oblast", Title: "Oblast, ISO 3166-2", Type: Text},
	{Name: "population", Title: "Inhabitants before 2022", Type: Integer},
	{Name: "change", Title: "What the difference comes to, seen from the country that the place lies in", Type: Text, Enum: enum(Turns)},
	{Name: "from_holder", Title: "Assessed holder at the earlier time", Type: Text, Enum: enum(Holders)},
	{Name: "from_claim_by", Title: "Side whose claim was open at the earlier time", Type: Text, Enum: []string{"UA", "RU"}},
	{Name: "to_holder", Title: "Assessed holder at the later time", Type: Text, Enum: enum(Holders)},
	{Name: "to_claim_by", Title: "Side whose claim was open at the later time", Type: Text, Enum: []string{"UA", "RU"}},
	{Name: "to_claim_disputed", Title: "That claim was denied or contradicted", Type: Boolean},
	{Name: "since", Title: "Day since which the later holder is assessed", Type: Day},
	{Name: "event", Title: "Id of the report that made the difference", Type: Integer},
	{Name: "date", Title: "Day of the change by that report", Type: Day},
	{Name: "status", Title: "How far that report can be relied on", Type: Text, Enum: enum(Statuses)},
	{Name: "quote", Title: "The words that say so", Type: Text},
	{Name: "source", Title: "Who says so, as the article names it", Type: Text},
	{Name: "source_side", Title: "Whose word it is", Type: Text, Enum: enum([]SourceSide{FromUkraine, FromRussia, FromThird, FromMedia})},
	{Name: "publisher", Title: "Publisher of the article", Type: Text},
	{Name: "title", Title: "Title of the article", Type: Text},
	{Name: "url", Title: "Address of the article", Type: Text},
	{Name: "published", Title: "Day the article was published", Type: Text},
}

// Feature is the difference as a row of DifferenceFields. Its id is the place's.
func (d Difference) Feature() Feature {
	p := d.Place
	claim := func(c Control) (by, disputed any) {
		if c.Claim == nil {
			return nil, nil
		}
		return string(c.Claim.By), c.Claim.Disputed
	}
	fromClaim, _ := claim(d.From)
	toClaim, disputed := claim(d.To)
	row := []any{
		p.Name, text(p.NameUk), int64(p.ID), string(p.Kind), text(p.Oblast), count(p.Population), string(d.Turn()),
		string(d.From.Holder), fromClaim, string(d.To.Holder), toClaim, disputed, day(d.To.Since),
	}
	e, s := d.Decisive, d.Decisive.Source
	row = append(row, int64(e.ID), day(e.When.Day), string(e.Status), s.Quote, text(s.Attribution), text(string(s.Side)),
		text(s.Publisher), text(s.Title), text(s.URL), day(s.Published))
	return Feature{ID: int64(p.ID), Geometry: p.Point, Properties: row}
}
