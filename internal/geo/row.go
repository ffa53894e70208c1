package geo

import (
	"time"

	"github.com/paulmach/orb"
)

// Row is a feature in the words of the model: a place, an event at it, a state or a change of its
// control, or an article.
type Row struct {
	Place *Place   // nil in a row of ArticleFields
	Event *Event   // in a row of EventFields, else nil
	State *Control // in a row of ControlFields, else nil
	Read  *Read    // in a row of ArticleFields, else nil

	Change *Transition // in a row of TransitionFields, else nil

	Made *Feature // what is none of these, made already
}

// ID is the event's, the article's or the change's, or else the place's.
func (r Row) ID() int64 {
	switch {
	case r.Made != nil:
		return r.Made.ID
	case r.Event != nil:
		return int64(r.Event.ID)
	case r.Read != nil:
		return int64(r.Read.ID)
	case r.Change != nil:
		return r.Change.ID()
	}
	return int64(r.Place.ID)
}

// Time is what a condition on time acts on: the date of an event, the validity of a state, the day of a change, the
// publication of an article, nothing of a place.
func (r Row) Time() Interval {
	switch {
	case r.Made != nil:
		return r.Made.Time
	case r.Read != nil:
		if t := r.Read.Published; !t.IsZero() {
			return Interval{t, t.Add(time.Nanosecond)}
		}
	case r.State != nil:
		return r.State.Valid
	case r.Change != nil:
		return Date{Day: r.Change.day}.Interval()
	case r.Event != nil && !r.Event.When.IsZero():
		return r.Event.When.Interval()
	}
	return Interval{}
}

// Value is the property of that index in the fields of the row's collection: nil, string, int64, float64 or bool.
func (r Row) Value(field int) any {
	if r.Made != nil {
		return r.Made.Properties[field]
	}
	return r.properties()[field].value(r)
}

// Geometry is the position of the place, or those of the places that an article names; nil for none.
func (r Row) Geometry() orb.Geometry {
	switch {
	case r.Made != nil:
		return r.Made.Geometry
	case r.Read != nil:
		if len(r.Read.Points) == 0 {
			return nil
		}
		return r.Read.Points
	}
	return r.Place.Point
}

// Feature is the row with all its properties.
func (r Row) Feature() Feature {
	if r.Made != nil {
		return *r.Made
	}
	properties := r.properties()
	f := Feature{ID: r.ID(), Geometry: r.Geometry(), Time: r.Time(), Properties: make([]any, len(properties))}
	for i, c := range properties {
		f.Properties[i] = c.value(r)
	}
	return f
}

func (r Row) properties() []property {
	switch {
	case r.Event != nil:
		return eventProperties
	case r.State != nil:
		return controlProperties
	case r.Read != nil:
		return articleProperties
	case r.Change != nil:
		return transitionProperties
	}
	return placeProperties
}

// Feature is the place as a row of PlaceFields.
func (p Place) Feature() Feature { return Row{Place: &p}.Feature() }

// Feature is the event at its place p, as a row of EventFields.
func (e Event) Feature(p Place) Feature { return Row{Place: &p, Event: &e}.Feature() }

// Feature is the state of the place p as a row of ControlFields.
func (c Control) Feature(p Place) Feature { return Row{Place: &p, State: &c}.Feature() }

// SpanID numbers the spans of control of all places: that of a place that begins on a day has the same number
// whatever else becomes known. A later span of one place has a greater number, and all those of a place lie between
// those of the places before and after it. Numbers stay below 2^53 for places up to 2^32.
func (c Control) SpanID() int64 {
	day := int64(0)
	if !c.Valid.Start.IsZero() {
		day = c.Valid.Start.Unix()/86400 - time.Time{}.Unix()/86400
	}
	return int64(c.Place)<<20 | day
}
