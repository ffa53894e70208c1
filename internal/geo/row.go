package geo

// Row is a feature in the words of the model: a place, an event at it, or a state of its control.
type Row struct {
	Place *Place
	Event *Event   // in a row of EventFields, else nil
	State *Control // in a row of ControlFields, else nil

	Made *Feature // what is none of these, made already
}

// ID is the event's, or else the place's.
func (r Row) ID() int64 {
	if r.Made != nil {
		return r.Made.ID
	}
	if r.Event != nil {
		return int64(r.Event.ID)
	}
	return int64(r.Place.ID)
}

// Time is what a condition on time acts on: the date of an event, the validity of a state, nothing of a place.
func (r Row) Time() Interval {
	switch {
	case r.Made != nil:
		return r.Made.Time
	case r.State != nil:
		return r.State.Valid
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

// Feature is the row with all its properties.
func (r Row) Feature() Feature {
	if r.Made != nil {
		return *r.Made
	}
	properties := r.properties()
	f := Feature{ID: r.ID(), Geometry: r.Place.Point, Time: r.Time(), Properties: make([]any, len(properties))}
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
	}
	return placeProperties
}

// Feature is the place as a row of PlaceFields.
func (p Place) Feature() Feature { return Row{Place: &p}.Feature() }

// Feature is the event at its place p, as a row of EventFields.
func (e Event) Feature(p Place) Feature { return Row{Place: &p, Event: &e}.Feature() }

// Feature is the state of the place p as a row of ControlFields.
func (c Control) Feature(p Place) Feature { return Row{Place: &p, State: &c}.Feature() }
