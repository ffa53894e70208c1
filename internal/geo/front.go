package geo

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"time"

	"github.com/paulmach/orb"
)

// Front is a place where changes of control were reported, and when.
type Front struct {
	Since, Until time.Time // midnight UTC; Since is the first day, Until the one after the last
	Point        orb.Point
}

// Fronts tell where changes of control were reported at a time.
type Fronts []Front

var frontColumns = []string{"from", "to", "name", "oblast", "lon", "lat"}

// LoadFronts reads fronts.tsv from fsys: a table as ReadPlaces describes, with the columns from and to
// (days, both included), lon and lat in degrees, name and oblast for the person who reads it.
func LoadFronts(fsys fs.FS) (Fronts, error) {
	f, err := fsys.Open("fronts.tsv")
	if err != nil {
		return nil, fmt.Errorf("reading fronts: %w", err)
	}
	defer f.Close()
	var fronts Fronts
	var problems []error
	for row, err := range readTable("fronts.tsv", f, frontColumns, frontColumns) {
		var front Front
		if err == nil {
			front, err = row.front()
		}
		if err != nil {
			problems = append(problems, err)
			continue
		}
		fronts = append(fronts, front)
	}
	if len(problems) > 0 {
		return nil, fmt.Errorf("reading fronts: %w", errors.Join(problems...))
	}
	return fronts, nil
}

func (t row) front() (f Front, err error) {
	lon, okLon := t.number("lon", -180, 180)
	lat, okLat := t.number("lat", -90, 90)
	since, errSince := time.Parse(time.DateOnly, t.cell("from"))
	until, errUntil := time.Parse(time.DateOnly, t.cell("to"))
	switch {
	case errSince != nil:
		return f, t.wrong("from", "a day such as 2022-09-10")
	case errUntil != nil || until.Before(since):
		return f, t.wrong("to", "a day such as 2022-09-10, not before "+t.cell("from"))
	case !okLon:
		return f, t.wrong("lon", "degrees from -180 to 180")
	case !okLat:
		return f, t.wrong("lat", "degrees from -90 to 90")
	}
	return Front{since, until.AddDate(0, 0, 1), orb.Point{lon, lat}}, nil
}

// At are the fronts of that day: all of them when the day is the zero time or none is known for it.
func (fs Fronts) At(day time.Time) Fronts {
	var now Fronts
	for _, f := range fs {
		if !day.Before(f.Since) && day.Before(f.Until) {
			now = append(now, f)
		}
	}
	if len(now) == 0 {
		return fs
	}
	return now
}

// Distance is how far p lies from the nearest of the fronts, infinite without any.
func (fs Fronts) Distance(p orb.Point) Metres {
	nearest := Metres(math.Inf(1))
	for _, f := range fs {
		nearest = min(nearest, Distance(p, f.Point))
	}
	return nearest
}

// Fingerprint is the same for two lists only if they hold the same fronts.
func (fs Fronts) Fingerprint() string {
	h := sha256.New()
	for _, f := range fs {
		fmt.Fprintln(h, f.Since.Unix(), f.Until.Unix(), f.Point)
	}
	return hex.EncodeToString(h.Sum(nil)[:4])
}
