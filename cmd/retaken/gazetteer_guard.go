package main

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"retaken/internal/geo"
	"retaken/internal/placefile"
)

// The theatre: Ukraine and the Russian districts along its border, in degrees.
var theatre = orb.Bound{Min: orb.Point{21, 43}, Max: orb.Point{43, 55}}

// sameWithin is how near two places of one name must be to be taken for the same.
const sameWithin = placefile.SameWithin

// reach is how near another place of the name of p must be to be taken for p. A region reaches no further
// than a village here: two of one name are never one.
func reach(p geo.Place) geo.Metres {
	if p.Kind != geo.Settlement {
		return sameWithin
	}
	return placefile.Reach(p)
}

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
	if p.Population < 0 {
		return misusef("--population %d is negative; want a number of inhabitants, or 0 where it is not known", p.Population)
	}
	if !(p.Uncertainty > 0 && p.Uncertainty <= 20e6) {
		return misusef("--within %g is no radius; want more than 0 and at most 20,000,000 m", float64(p.Uncertainty))
	}
	return nil
}

// oblast is the code of the oblast that text names; it need not be that of one in the gazetteer.
func (ed *editor) oblast(text string) (string, error) {
	if strings.TrimSpace(text) == "" {
		return "", nil
	}
	r, err := regionsOf(ed.before.Places())
	if err != nil {
		return "", err
	}
	code := r.code(text)
	if code == "" {
		return "", noRegion(text)
	}
	return code, nil
}

// oblastAt is the oblast that a position lies in; nearEdge tells that it may be another, as the outlines are
// coarse.
func oblastAt(p orb.Point) (code string, nearEdge bool, err error) {
	o, err := loadOutlines()
	if err != nil {
		return "", false, err
	}
	code = o.at(p)
	return code, code != "" && toEdge(o[code], p) < besideOblast, nil
}

// note keeps a sentence that is printed when all is done.
func (ed *editor) note(format string, a ...any) {
	ed.notes = append(ed.notes, fmt.Sprintf(format, a...))
}

// guard says what speaks against what is new in a place, unless that is to be forced, and notes what the
// editor may want to look at. Of a place that is to be added everything is new.
func (ed *editor) guard(before, after geo.Place) error {
	moved := before.Ref == "" || before.Point != after.Point
	renamed := before.Kind != after.Kind || fmt.Sprint(namesOf(before)) != fmt.Sprint(namesOf(after))
	if !ed.Force {
		if moved && (before.Ref == "" || theatre.Contains(before.Point)) {
			if err := inTheatre(after.Point); err != nil {
				return err
			}
		}
		if moved || renamed {
			if err := ed.twin(before, after); err != nil {
				return err
			}
		}
		if moved || before.Oblast != after.Oblast {
			if err := fitsOblast(before, after); err != nil {
				return err
			}
		}
	}
	if moved || renamed {
		ed.noteNamesakes(after)
	}
	if latin := misspelt(after); latin != "" && (before.Name != after.Name || before.NameUk != after.NameUk) {
		ed.note("%s is %s in the government's romanisation, not %s; that is how the other places of Ukraine are called", plain(after.NameUk), plain(latin), plain(after.Name))
	}
	return nil
}

// misspelt is the romanisation of the Ukrainian name of a settlement in Ukraine, if its name is another.
func misspelt(p geo.Place) string {
	latin := geo.RomaniseUkrainian(p.NameUk)
	if p.Kind != geo.Settlement || !strings.HasPrefix(p.Oblast, "UA-") || p.NameUk == "" || latin == p.Name {
		return ""
	}
	return latin
}

// noteNamesakes notes other places of the same name that are so near that they may be the same village
// with another position.
func (ed *editor) noteNamesakes(p geo.Place) {
	told := map[string]bool{p.Ref: true}
	for _, name := range namesOf(p) {
		for _, c := range ed.before.Lookup(name) {
			d := geo.Distance(c.Place.Point, p.Point)
			if told[c.Place.Ref] || c.How > geo.ByAlias || c.Place.Kind != p.Kind || d < reach(*c.Place) || d > placefile.NamesakeWithin {
				continue
			}
			told[c.Place.Ref] = true
			same := "undo this and move that one: retaken gazetteer move" + ed.dbArg() + " " + shellWord(c.Place.Ref) + " --at " + latLon(p.Point)
			if p.Ref != "" {
				same = "merge them: retaken gazetteer merge" + ed.dbArg() + " " + shellWord(p.Ref) + " " + shellWord(c.Place.Ref)
			}
			ed.note("another %s, %s, lies %s away at %s; if it is the same place, %s", plain(c.Place.Name), plain(c.Place.Ref), distance(d), latLon(c.Place.Point), same)
		}
	}
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

// twin refuses a place that seems to be there already, or a name of which another place near has. What was
// so before is not the editor's doing.
func (ed *editor) twin(before, p geo.Place) error {
	old := namesOf(before)
	for _, name := range namesOf(p) {
		for _, c := range ed.before.Lookup(name) {
			if c.Place.Ref == p.Ref || c.Place.Kind != p.Kind ||
				slices.Contains(old, name) && before.Kind == p.Kind && geo.Distance(c.Place.Point, before.Point) < reach(*c.Place) {
				continue
			}
			if d := geo.Distance(c.Place.Point, p.Point); d < reach(*c.Place) {
				return fmt.Errorf("%s is there already: %s at %s, %s away; use --force if it is another place",
					plain(name), named(*c.Place), latLon(c.Place.Point), distance(d))
			}
		}
	}
	return nil
}

// fitsOblast refuses a position that is not in the oblast of the place, unless it was as far off before.
func fitsOblast(before, p geo.Place) error {
	if p.Oblast == "" {
		return nil
	}
	o, err := loadOutlines()
	if err != nil {
		return err
	}
	away := o.outside(p.Oblast, p.Point)
	switch {
	case math.IsInf(float64(away), 1):
		return misusef("no oblast of Ukraine has the code %s; use --force if that is right", p.Oblast)
	case away <= besideOblast, before.Oblast == p.Oblast && away <= o.outside(p.Oblast, before.Point)+1000:
		return nil
	}
	return fmt.Errorf("%s lies %.0f km outside %s%s; use --force if that is right", latLon(p.Point), float64(away)/1000, p.Oblast, o.butIn(p.Point))
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
