package geo

import (
	"errors"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/paulmach/orb"
)

// SuggestionID numbers suggestions within one database, the later the greater; zero means "not stored yet".
type SuggestionID int64

// SuggestionKind is what a reader of the map suggests.
type SuggestionKind string

// The kinds of suggestion.
const (
	NewPlace   SuggestionKind = "place"      // a place that the gazetteer lacks, with a report about it
	NewReport  SuggestionKind = "report"     // a report about a known place
	Correction SuggestionKind = "correction" // something that is wrong in a known place
)

// SuggestionKinds lists every kind.
var SuggestionKinds = []SuggestionKind{NewPlace, NewReport, Correction}

// Outcome is who controls a place after what a suggested report tells: a Side in letters, or "contested".
type Outcome string

// The outcomes.
const (
	ByUkraine Outcome = "UA"
	ByRussia  Outcome = "RU"
	ByNobody  Outcome = "contested"
)

// Outcomes lists every outcome.
var Outcomes = []Outcome{ByUkraine, ByRussia, ByNobody}

// After tells whether an event leaves its place in the control of o.
func (o Outcome) After(e Event) bool {
	switch {
	case e.Status == Denied || e.Status == Retracted:
		return false
	case o == ByNobody:
		return e.Kind == Contested
	}
	return e.Kind.Moves() && string(e.By) == string(o)
}

// ErrFull is returned for a suggestion when too many wait for review already.
var ErrFull = errors.New("too many suggestions wait for review")

// Suggestion is what a reader of the map proposes to its editors. It says nothing of who sent it.
type Suggestion struct {
	ID   SuggestionID
	At   time.Time // when it was sent, UTC
	Kind SuggestionKind

	Place    PlaceID    // the known place that it is about; 0 for a new one
	Name     string     // canonical name, "" for none or, in a correction, as it is
	NameUk   string     // Ukrainian name, likewise
	Also     string     // one more name of it, "" for none
	Position *orb.Point // lon, lat; nil, in a correction, as it is
	Why      string     // what is wrong, and how the sender knows; of a correction alone

	Told *Telling // the report; nil in a correction

	State    SuggestionState
	Verdicts []Verdict // of editors, in their order
}

// Telling is a report as a suggestion has it: one sentence, and who published it.
type Telling struct {
	Control   Outcome   // after the event, as the sender understands the sentence
	Day       time.Time // of the event, midnight UTC
	Published time.Time // midnight UTC
	Quote     string    // on one line
	Publisher string
	URL       string // "" when there is none
}

// SuggestionState is how far the editors have come with a suggestion.
type SuggestionState string

// The states of a suggestion.
const (
	Open     SuggestionState = "open"
	Accepted SuggestionState = "accepted" // and carried out
	Rejected SuggestionState = "rejected"
)

// Verdict is what one editor says of a suggestion.
type Verdict struct {
	At     time.Time // UTC
	Editor string
	Agrees bool
	Why    string // "" when the editor gave no reason
}

// FieldProblem is what is wrong with one field of a suggestion, in one sentence. Fields are named as they are in JSON.
type FieldProblem struct {
	Field  string `json:"field"`
	Detail string `json:"detail"`
}

// How long the texts of a suggestion may be, in characters.
const (
	LongestSuggestedName = 100
	LongestQuote         = 2000
	LongestPublisher     = 200
	LongestURL           = 2000
)

// suggestible is where a suggested place may lie: Ukraine and its borderland.
var suggestible = orb.Bound{Min: orb.Point{21, 43}, Max: orb.Point{43, 55}}

// firstSuggestible is the day before which nothing of this war can have happened: the first of the year in which it began.
var firstSuggestible = time.Date(2014, 1, 1, 0, 0, 0, 0, time.UTC)

// Clean takes needless blanks and control characters off the texts and makes one line of each.
func (s Suggestion) Clean() Suggestion {
	texts := []*string{&s.Name, &s.NameUk, &s.Also, &s.Why}
	if s.Told != nil {
		told := *s.Told
		s.Told = &told
		texts = append(texts, &told.Quote, &told.Publisher, &told.URL)
	}
	for _, t := range texts {
		*t = strings.Join(strings.FieldsFunc(*t, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	}
	return s
}

// Problems is what speaks against taking a suggestion in on a day, in the order of the fields; none when it can be
// reviewed. Texts are to be clean. Whether the place is known, only a gazetteer can tell.
func (s Suggestion) Problems(today time.Time) []FieldProblem {
	var list problems
	switch s.Kind {
	case NewPlace:
		if s.Place != 0 {
			list.add("place", "a new place has no number yet; leave it out")
		}
		if s.Name == "" && s.NameUk == "" {
			list.add("name", "a place needs a name, in Latin or in Ukrainian letters")
		}
		if s.Position == nil {
			list.add("lat", "a place needs a position; click on the map or type latitude and longitude")
		}
	case NewReport, Correction:
		if s.Place <= 0 {
			list.add("place", "the number of the place is missing")
		}
	default:
		list.add("kind", "it must be place, report or correction")
	}
	list.name("name", s.Name)
	list.name("name_uk", s.NameUk)
	if s.NameUk != "" && FoldKey(s.NameUk) != "" && !isCyrillic(s.NameUk) {
		list.add("name_uk", "the Ukrainian name must be in Ukrainian letters")
	}
	list.name("also", s.Also)
	if p := s.Position; p != nil {
		switch {
		case suggestible.Contains(*p):
		case suggestible.Contains(orb.Point{p.Lat(), p.Lon()}):
			list.add("lat", "latitude and longitude seem to be swapped; latitude comes first")
		default:
			list.add("lat", "the position lies outside Ukraine and its borderland, which are at latitude 43 to 55 and longitude 21 to 43")
		}
	}
	if s.Kind == Correction {
		list.words("why", s.Why, "say what is wrong and how you know", LongestQuote)
		if s.Told != nil {
			list.add("quote", "a correction has no report; suggest that by itself")
		}
		return list
	}
	list.report(s.Told, today)
	return list
}

type problems []FieldProblem

// add keeps the first problem of each field.
func (l *problems) add(field, detail string) {
	for _, p := range *l {
		if p.Field == field {
			return
		}
	}
	*l = append(*l, FieldProblem{field, detail})
}

// name adds what is wrong with a name that was given.
func (l *problems) name(field, name string) {
	switch {
	case name == "":
	case FoldKey(name) == "":
		l.add(field, "the name has no letter of the Latin or Cyrillic alphabet in it")
	case strings.ContainsFunc(name, unseen):
		l.add(field, "the name has invisible characters in it; type it anew")
	default:
		l.short(field, name, LongestSuggestedName)
	}
}

// words adds what is wrong with a text that must be there.
func (l *problems) words(field, text, missing string, most int) {
	switch {
	case text == "":
		l.add(field, missing)
	case !strings.ContainsFunc(text, unicode.IsLetter):
		l.add(field, "there is no word in it")
	default:
		l.short(field, text, most)
	}
}

func (l *problems) short(field, text string, most int) {
	if n := utf8.RuneCountInString(text); n > most {
		l.add(field, "it has "+strconv.Itoa(n)+" characters; at most "+strconv.Itoa(most)+" are taken")
	}
}

func (l *problems) report(told *Telling, today time.Time) {
	if told == nil {
		told = &Telling{}
	}
	if told.Control != ByUkraine && told.Control != ByRussia && told.Control != ByNobody {
		l.add("control", "say who controls the place after the event: UA, RU or contested")
	}
	last := DayOf(today).AddDate(0, 0, 1) // it is tomorrow already somewhere
	for _, d := range []struct {
		field, of string
		day       time.Time
	}{{"date", "the event", told.Day}, {"reported", "the report", told.Published}} {
		switch {
		case d.day.IsZero():
			l.add(d.field, "the date of "+d.of+" is missing; want YYYY-MM-DD such as 2022-09-08")
		case d.day.After(last):
			l.add(d.field, "the date of "+d.of+" lies in the future")
		case d.day.Before(firstSuggestible):
			l.add(d.field, "the date of "+d.of+" lies before 2014, when the war began")
		}
	}
	if !told.Day.IsZero() && !told.Published.IsZero() && told.Published.Before(told.Day) {
		l.add("reported", "it was reported before it happened; check both dates")
	}
	l.words("quote", told.Quote, "quote the sentence that says so, word for word", LongestQuote)
	l.words("publisher", told.Publisher, "say who published the sentence", LongestPublisher)
	if told.URL != "" {
		u, err := url.Parse(told.URL)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil || strings.ContainsFunc(told.URL, unseen) {
			l.add("url", "the link is no web address; want one such as https://example.org/news/1")
		}
		l.short("url", told.URL, LongestURL)
	}
}

// unseen tells whether a rune shows nothing of itself but may change what is seen.
func unseen(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.In(r, unicode.Zl, unicode.Zp) || r == utf8.RuneError
}
