package main

import (
	"fmt"
	"math"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"retaken/internal/geo"
)

// The theatre: Ukraine and the Russian districts along its border, in degrees.
var theatre = orb.Bound{Min: orb.Point{21, 43}, Max: orb.Point{43, 55}}

// sameWithin is how near two places of one name must be to be taken for the same.
const sameWithin geo.Metres = 5000

// longestName is more letters than any name of a place has.
const longestName = 100

var oblastCode = regexp.MustCompile(`^[A-Z]{2}-[A-Z0-9]{1,3}$`)

func latLon(p orb.Point) string { return fmt.Sprintf("%.4f,%.4f", p.Lat(), p.Lon()) }

// wellFormed refuses a place that no --force makes right.
func wellFormed(p geo.Place) error {
	if geo.FoldKey(p.Name) == "" {
		return misusef("the name %q has no letter of the Latin or Cyrillic alphabet in it, so that no text can name the place", p.Name)
	}
	texts := []string{p.Name, p.NameUk, p.NameRu, p.Raion}
	for _, a := range p.Aliases {
		texts = append(texts, a.Text)
	}
	for _, t := range texts {
		switch {
		case !utf8.ValidString(t) || strings.ContainsRune(t, utf8.RuneError): // which takes the place of other bytes
			return misusef("the name %q is not UTF-8", t)
		case strings.ContainsFunc(t, func(r rune) bool {
			return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.In(r, unicode.Zl, unicode.Zp)
		}):
			return misusef("the name %q has invisible characters in it; want letters, spaces, hyphens and apostrophes on one line", t)
		case utf8.RuneCountInString(t) > longestName:
			return misusef("the name %q… is longer than %d letters, which no name of a place is", string([]rune(t)[:20]), longestName)
		}
	}
	if p.Oblast != "" && !oblastCode.MatchString(p.Oblast) {
		return misusef("--oblast %s is not an ISO 3166-2 code such as UA-63", plain(p.Oblast))
	}
	if p.Population < 0 || !(p.Uncertainty > 0 && p.Uncertainty <= 20e6) {
		return misusef("--population must not be negative, and --within must be more than 0 and at most 20,000,000 m")
	}
	return nil
}

// guard says what speaks against what is new in a place, unless that is to be forced. Of a place that is
// to be added everything is new.
func (ed *editor) guard(before, after geo.Place) error {
	if ed.Force {
		return nil
	}
	moved := before.Ref == "" || before.Point != after.Point
	if moved {
		if err := inTheatre(after.Point); err != nil {
			return err
		}
	}
	if moved || before.Kind != after.Kind || fmt.Sprint(namesOf(before)) != fmt.Sprint(namesOf(after)) {
		if err := ed.twin(after); err != nil {
			return err
		}
	}
	if moved || before.Oblast != after.Oblast {
		return fitsOblast(after)
	}
	return nil
}

func inTheatre(p orb.Point) error {
	switch {
	case theatre.Contains(p):
		return nil
	case theatre.Contains(orb.Point{p.Lat(), p.Lon()}):
		return misusef("%g,%g looks swapped; latitude comes first: --at %g,%g; use --force if it is right", p.Lat(), p.Lon(), p.Lon(), p.Lat())
	}
	return misusef("%g,%g lies outside Ukraine and its borderland (latitude 43 to 55, longitude 21 to 43); use --force if that is right", p.Lat(), p.Lon())
}

// twin refuses a place that seems to be there already, or a name of which another place near has.
func (ed *editor) twin(p geo.Place) error {
	for _, name := range namesOf(p) {
		for _, c := range ed.before.Lookup(name) {
			if d := geo.Distance(c.Place.Point, p.Point); c.Place.Ref != p.Ref && c.Place.Kind == p.Kind && d < sameWithin {
				return fmt.Errorf("%s is there already: %s at %s, %.1f km away; use --force if it is another place",
					plain(name), plain(c.Place.Ref), latLon(c.Place.Point), float64(d)/1000)
			}
		}
	}
	return nil
}

// fitsOblast refuses a position that is not in the oblast of the place.
func fitsOblast(p geo.Place) error {
	if p.Oblast == "" {
		return nil
	}
	o, err := loadOutlines()
	if err != nil {
		return err
	}
	switch away := o.outside(p.Oblast, p.Point); {
	case math.IsInf(float64(away), 1):
		return misusef("no oblast has the code %s; use --force if that is right", p.Oblast)
	case away > besideOblast:
		return fmt.Errorf("%s lies %.0f km outside %s%s; use --force if that is right", latLon(p.Point), float64(away)/1000, p.Oblast, o.butIn(p.Point))
	}
	return nil
}

// namesOf are all names of a place.
func namesOf(p geo.Place) (names []string) {
	for _, n := range []string{p.Name, p.NameUk, p.NameRu} {
		if n != "" {
			names = append(names, n)
		}
	}
	for _, a := range p.Aliases {
		names = append(names, a.Text)
	}
	return names
}
