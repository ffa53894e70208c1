package geo

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
)

// TestFeatureJSON: what is encoded by hand is what orb reads, with every property in its order.
func TestFeatureJSON(t *testing.T) {
	p := Place{ID: 7, Ref: "x:1", Name: "Izium", NameUk: "Ізюм", Kind: Settlement, Oblast: "UA-63", Point: orb.Point{37.2486111, 49.21}}
	e := told(3, "09-10 liberation UA confirmed media Desk")
	e.Source.Quote = `"Izium" <b>is</b> free` + "\u2028"
	c := Control{
		Place: 7, Holder: HeldByUkraine, Previous: HolderUnknown, Since: e.When.Day, Because: []EventID{3, 5}, Valid: Interval{Start: e.When.Day},
		Claim: &Claim{By: Russia, Since: e.When.Day, Because: []EventID{9}},
	}
	for _, row := range []struct {
		name    string
		feature Feature
		fields  []Field
	}{
		{"place", p.Feature(), PlaceFields},
		{"event", e.Feature(p), EventFields},
		{"control", c.Feature(p), ControlFields},
	} {
		t.Run(row.name, func(t *testing.T) {
			if len(row.feature.Properties) != len(row.fields) {
				t.Fatalf("%d properties, %d fields", len(row.feature.Properties), len(row.fields))
			}
			data, err := row.feature.AppendJSON(nil, row.fields)
			if err != nil {
				t.Fatal(err)
			}
			got, err := geojson.UnmarshalFeature(data)
			if err != nil {
				t.Fatalf("%v in %s", err, data)
			}
			want, err := json.Marshal(row.feature.GeoJSON(row.fields))
			if err != nil {
				t.Fatal(err)
			}
			wantFeature, err := geojson.UnmarshalFeature(want)
			if err != nil {
				t.Fatal(err)
			}
			wantFeature.Geometry = orb.Point{37.248611, 49.21} // six decimals
			if d := cmp.Diff(wantFeature, got); d != "" {
				t.Error(d)
			}
			for i, f := range row.fields {
				v := row.feature.Properties[i]
				ok := v == nil
				switch v.(type) {
				case string:
					ok = f.Type == Text || f.Type == Day
				case int64:
					ok = f.Type == Integer
				case float64:
					ok = f.Type == Number
				case bool:
					ok = f.Type == Boolean
				}
				if !ok {
					t.Errorf("%s is %T, its type %s", f.Name, v, f.Type)
				}
			}
		})
	}
	if got := c.Feature(p).Property(ControlFields, "because"); got != "3,5,9" {
		t.Errorf("because = %v, want every report of holder and claim", got)
	}
	if got := (Event{}).Feature(p).Property(EventFields, "date"); got != nil {
		t.Errorf("date of an undated event = %v, want null", got)
	}
}

func TestDateInterval(t *testing.T) {
	day := time.Date(2022, 4, 1, 0, 0, 0, 0, time.UTC)
	for p, want := range map[Precision]time.Time{
		ToDay: day.AddDate(0, 0, 1), ToWeek: day.AddDate(0, 0, 7), ToMonth: day.AddDate(0, 1, 0), ToYear: day.AddDate(1, 0, 0),
	} {
		if got := (Date{Day: day, Precision: p}).Interval(); !got.Start.Equal(day) || !got.End.Equal(want) {
			t.Errorf("%s: %v, want until %v", p, got, want)
		}
	}
}
