package geo

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/paulmach/orb"
)

// LineError says what is wrong with one line of a table.
type LineError struct {
	File   string
	Line   int    // from 1
	Column string // "" for the line as a whole
	Value  string // the text found there
	Want   string // what would be right
}

func (e *LineError) Error() string {
	what := "the line"
	if e.Column != "" {
		what = e.Column
	}
	value := []rune(e.Value)
	if len(value) > 100 {
		value = append(value[:99], '…')
	}
	return fmt.Sprintf("%s:%d: %s is %q: want %s", e.File, e.Line, what, string(value), e.Want)
}

// placeColumns are the columns of a table of places; aliasColumns those of aliases.tsv.
var (
	placeColumns = []string{
		"ref", "name", "name_uk", "name_ru", "kind", "oblast", "raion", "population", "lon", "lat", "uncertainty_m", "aliases",
	}
	placeRequired = []string{"ref", "name", "kind", "lon", "lat"}
	aliasColumns  = []string{"ref", "name", "alias", "lang", "kind", "note"}
	aliasRequired = []string{"ref", "name", "alias"}
)

// ReadPlaces reads a table of places: UTF-8, columns parted by tabs, the first line with their names
// in any order. The columns are ref, name, kind, lon and lat, which must be there, and name_uk,
// name_ru, oblast (ISO 3166-2), raion, population, uncertainty_m and aliases, which may be left out.
// Coordinates are degrees on WGS 84. A cell of aliases holds items parted by ";", each "text",
// "text|lang" or "text|lang|kind" (variant, former, colloquial; variant where it is not said). Empty
// lines and lines that begin with # are passed over.
//
// A line that cannot be used is yielded as a *LineError and reading goes on; an error of r or in the
// header ends it. The name stands in errors.
func ReadPlaces(name string, r io.Reader) iter.Seq2[Place, error] {
	return func(yield func(Place, error) bool) {
		for row, err := range readTable(name, r, placeColumns, placeRequired) {
			var p Place
			if err == nil {
				p, err = row.place()
			}
			if !yield(p, err) {
				return
			}
		}
	}
}

// LoadPlaces reads gazetteer.tsv, gazetteer-manual.tsv, raions.tsv and regions.tsv (tables of ReadPlaces)
// from fsys, in this order, and adds the names in aliases.tsv to them. That table has the columns ref, name,
// alias and, if wanted, lang, kind and note; name repeats the canonical name of the place so that people
// can read the file, and must be the same. A name that the place has already takes on the language and
// kind given there. The places keep the order of the files. Every line that is wrong, and every ref
// that comes twice, is in the error.
func LoadPlaces(fsys fs.FS) ([]Place, error) {
	var places []Place
	var problems []error
	index := map[string]int{}
	for _, name := range []string{"gazetteer.tsv", "gazetteer-manual.tsv", "raions.tsv", "regions.tsv"} {
		f, err := fsys.Open(name)
		if err != nil {
			return nil, fmt.Errorf("reading places: %w", err)
		}
		for row, err := range readTable(name, f, placeColumns, placeRequired) {
			var p Place
			if err == nil {
				p, err = row.place()
			}
			if i, ok := index[p.Ref]; err == nil && ok {
				err = row.wrong("ref", "a ref of its own, this one belongs to "+places[i].Name)
			}
			if err != nil {
				problems = append(problems, err)
				continue
			}
			index[p.Ref] = len(places)
			places = append(places, p)
		}
		f.Close()
	}
	f, err := fsys.Open("aliases.tsv")
	if err != nil {
		return nil, fmt.Errorf("reading places: %w", err)
	}
	defer f.Close()
	for row, err := range readTable("aliases.tsv", f, aliasColumns, aliasRequired) {
		if err == nil {
			err = row.addAlias(places, index)
		}
		if err != nil {
			problems = append(problems, err)
		}
	}
	if len(problems) > 0 {
		return nil, fmt.Errorf("reading places: %w", errors.Join(problems...))
	}
	return places, nil
}

// row is a line of a table.
type row struct {
	file    string
	line    int
	columns []string
	cells   []string
}

// readTable yields the lines of a table, with a *LineError for those that are not as the header says.
func readTable(name string, r io.Reader, known, required []string) iter.Seq2[row, error] {
	return func(yield func(row, error) bool) {
		lines := bufio.NewScanner(r)
		lines.Buffer(nil, 1<<20)
		t := row{file: name}
		for lines.Scan() {
			t.line++
			text := strings.TrimSuffix(lines.Text(), "\r")
			if t.line == 1 {
				text = strings.TrimPrefix(text, "\uFEFF")
			}
			if strings.TrimSpace(text) == "" || text[0] == '#' {
				continue
			}
			cells := strings.Split(text, "\t")
			if t.columns == nil {
				if err := t.header(cells, known, required); err != nil {
					yield(row{}, err)
					return
				}
				continue
			}
			var err error
			switch {
			case !utf8.ValidString(text):
				err = &LineError{name, t.line, "", text, "UTF-8"}
			case len(cells) != len(t.columns):
				err = &LineError{name, t.line, "", text, fmt.Sprintf("%d cells parted by tabs as in the header, not %d", len(t.columns), len(cells))}
			case strings.IndexFunc(text, func(r rune) bool { return r != '\t' && unicode.IsControl(r) }) >= 0:
				err = &LineError{name, t.line, "", text, "text without control characters"}
			}
			if !yield(row{name, t.line, t.columns, cells}, err) {
				return
			}
		}
		if err := lines.Err(); err != nil {
			yield(row{}, fmt.Errorf("reading %s after line %d: %w", name, t.line, err))
		} else if t.columns == nil {
			yield(row{}, fmt.Errorf("reading %s: it is empty: want a line that names the columns %s", name, strings.Join(required, ", ")))
		}
	}
}

// header takes the names of the columns from the first line.
func (t *row) header(cells, known, required []string) error {
	for i, c := range cells {
		if !slices.Contains(known, c) {
			return &LineError{t.file, t.line, "the name of column " + strconv.Itoa(i+1), c, "one of " + strings.Join(known, ", ")}
		}
		if slices.Contains(cells[:i], c) {
			return &LineError{t.file, t.line, "the name of column " + strconv.Itoa(i+1), c, "every column once"}
		}
	}
	for _, c := range required {
		if !slices.Contains(cells, c) {
			return &LineError{t.file, t.line, "the header", strings.Join(cells, " "), "a column " + c + " too"}
		}
	}
	t.columns = cells
	return nil
}

// cell is the text in that column without space around it, "" where the table lacks the column.
func (t row) cell(column string) string {
	if i := slices.Index(t.columns, column); i >= 0 {
		return strings.TrimSpace(t.cells[i])
	}
	return ""
}

func (t row) wrong(column, want string) error {
	return &LineError{t.file, t.line, column, t.cell(column), want}
}

func (t row) place() (Place, error) {
	p := Place{
		Ref: t.cell("ref"), Name: t.cell("name"), NameUk: t.cell("name_uk"), NameRu: t.cell("name_ru"),
		Kind: PlaceKind(t.cell("kind")), Oblast: t.cell("oblast"), Raion: t.cell("raion"),
	}
	switch {
	case p.Ref == "" || strings.ContainsAny(p.Ref, " \t"):
		return p, t.wrong("ref", "a reference without spaces, such as manual:robotyne-23")
	case p.Name == "":
		return p, t.wrong("name", "the name of the place")
	case !slices.Contains(PlaceKinds, p.Kind):
		return p, t.wrong("kind", "one of "+strings.Join(enum(PlaceKinds), ", "))
	case p.Oblast != "" && !isISO(p.Oblast):
		return p, t.wrong("oblast", "an ISO 3166-2 code such as UA-63, or nothing")
	}
	lon, okLon := t.number("lon", -180, 180)
	lat, okLat := t.number("lat", -90, 90)
	if !okLon {
		return p, t.wrong("lon", "degrees from -180 to 180")
	}
	if !okLat {
		return p, t.wrong("lat", "degrees from -90 to 90")
	}
	p.Point = orb.Point{lon, lat}
	if t.cell("population") != "" {
		n, err := strconv.Atoi(t.cell("population"))
		if err != nil || n < 0 {
			return p, t.wrong("population", "a whole number of inhabitants, or nothing")
		}
		p.Population = n
	}
	if t.cell("uncertainty_m") != "" {
		m, ok := t.number("uncertainty_m", 0, 20e6)
		if !ok {
			return p, t.wrong("uncertainty_m", "metres from 0 to 20000000, or nothing")
		}
		p.Uncertainty = Metres(m)
	}
	for item := range strings.SplitSeq(t.cell("aliases"), ";") {
		if item = strings.TrimSpace(item); item == "" {
			continue
		}
		a, ok := parseAlias(strings.Split(item, "|"))
		if !ok {
			return p, &LineError{t.file, t.line, "aliases", item, "text, text|lang or text|lang|kind with uk, ru or en and variant, former or colloquial"}
		}
		p.Aliases = append(p.Aliases, a)
	}
	return p, nil
}

// addAlias adds the name in this line of aliases.tsv to its place.
func (t row) addAlias(places []Place, index map[string]int) error {
	i, ok := index[t.cell("ref")]
	if !ok {
		return t.wrong("ref", "the ref of a place in the gazetteer")
	}
	p := &places[i]
	if t.cell("name") != p.Name {
		return t.wrong("name", fmt.Sprintf("%q, the name of %s", p.Name, p.Ref))
	}
	a, ok := parseAlias([]string{t.cell("alias"), t.cell("lang"), t.cell("kind")})
	if !ok {
		return &LineError{t.file, t.line, "alias", a.Text, "a name, with uk, ru, en or nothing as lang and variant, former, colloquial or nothing as kind"}
	}
	if at := slices.IndexFunc(p.Aliases, func(o Alias) bool { return o.Text == a.Text }); at >= 0 {
		p.Aliases[at] = a
	} else {
		p.Aliases = append(p.Aliases, a)
	}
	return nil
}

// parseAlias reads text, language and kind, of which the last two may be missing.
func parseAlias(parts []string) (Alias, bool) {
	parts = append(parts, "", "")
	a := Alias{Text: strings.TrimSpace(parts[0]), Lang: strings.TrimSpace(parts[1]), Kind: AliasKind(strings.TrimSpace(parts[2]))}
	if a.Kind == "" {
		a.Kind = Variant
	}
	return a, a.Text != "" && len(parts) <= 5 &&
		slices.Contains([]string{"", "uk", "ru", "en"}, a.Lang) &&
		slices.Contains([]AliasKind{Variant, Former, Colloquial}, a.Kind)
}

// number is the number in a column, if it is one from low to high.
func (t row) number(column string, low, high float64) (float64, bool) {
	n, err := strconv.ParseFloat(t.cell(column), 64)
	return n, err == nil && !math.IsNaN(n) && n >= low && n <= high
}

// isISO tells whether s has the form of an ISO 3166-2 code.
func isISO(s string) bool {
	country, unit, ok := strings.Cut(s, "-")
	digit := func(r rune) bool { return r >= '0' && r <= '9' }
	capital := func(r rune) bool { return r >= 'A' && r <= 'Z' }
	return ok && len(country) == 2 && len(unit) >= 1 && len(unit) <= 3 &&
		strings.IndexFunc(country, func(r rune) bool { return !capital(r) }) < 0 &&
		strings.IndexFunc(unit, func(r rune) bool { return !capital(r) && !digit(r) }) < 0
}
