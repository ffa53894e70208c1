package geo

import "time"

// EventID numbers an event within one database; zero means "not stored yet". Across databases use
// Event.Ref.
type EventID int64

// Side is a party to the war. Proxies count with their sponsor.
type Side string

// The sides. The zero value means that the text does not say.
const (
	NoSide  Side = ""
	Ukraine Side = "UA"
	Russia  Side = "RU"
)

// Other is the opposing side; NoSide has none.
func (s Side) Other() Side {
	switch s {
	case Ukraine:
		return Russia
	case Russia:
		return Ukraine
	}
	return NoSide
}

// Kind is what happened to control of a place.
type Kind string

// The kinds of event. In every kind Event.By is the side that gains.
const (
	Liberation Kind = "liberation" // By regains a place inside its own internationally recognised territory
	Capture    Kind = "capture"    // By takes a place outside it
	Withdrawal Kind = "withdrawal" // the other side left or gave the place up
	Advance    Kind = "advance"    // By gained ground at or in the place, without control of it
	Contested  Kind = "contested"  // fighting inside the place, nobody controls it; By attacks
)

// Kinds lists every kind in the order documents name them.
var Kinds = []Kind{Liberation, Capture, Withdrawal, Advance, Contested}

// Moves tells whether an event of this kind changes who holds the place.
func (k Kind) Moves() bool { return k == Liberation || k == Capture || k == Withdrawal }

// Status is how far a report can be relied on, by what its own article says.
type Status string

// The statuses.
const (
	Confirmed Status = "confirmed" // own voice, independent assessor, or admitted by the losing side
	Claimed   Status = "claimed"   // stated by one side alone
	Disputed  Status = "contested" // claimed by one side and contradicted in the same article
	Denied    Status = "denied"    // mentioned only to say that it did not happen
	Retracted Status = "retracted" // withdrawn later by the same source
)

// Statuses lists every status in the order documents name them.
var Statuses = []Status{Confirmed, Claimed, Disputed, Denied, Retracted}

// Basis is what a date rests on.
type Basis string

// The bases of a date.
const (
	ByEvent     Basis = "event"     // the text dates the change itself
	ByReport    Basis = "report"    // the text dates the statement or the footage
	ByPublished Basis = "published" // only the article's own date is known
)

// Precision is how exactly a date is known: the span is the day, week, month or year that begins
// with Date.Day.
type Precision string

// The precisions.
const (
	ToDay   Precision = "day"
	ToWeek  Precision = "week"
	ToMonth Precision = "month"
	ToYear  Precision = "year"
)

// Date is the valid time of an event, as precise as the report. The zero Date means that nothing is
// known, not even when the article was published.
type Date struct {
	Day       time.Time // midnight UTC of the first possible day
	Precision Precision
	Basis     Basis
}

// IsZero tells whether nothing is known of the time.
func (d Date) IsZero() bool { return d.Day.IsZero() }

// Span is a half-open range of byte offsets into a UTF-8 text. Both ends lie on rune boundaries.
type Span struct{ Start, End int }

// SourceSide says whose word a report is.
type SourceSide string

// Whose word a report is.
const (
	FromUkraine SourceSide = "UA"
	FromRussia  SourceSide = "RU"
	FromThird   SourceSide = "third" // independent assessors, foreign officials, footage located by others
	FromMedia   SourceSide = "media" // the article in its own voice
)

// Rank orders reports of the same day: a higher rank wins.
type Rank int

// The ranks, weakest first.
const (
	Unaffiliated Rank = iota + 1 // an unaffiliated post
	Official                     // an official of the side that gains
	OwnVoice                     // the article in its own voice
	Admission                    // the losing side admits it
	Independent                  // an independent assessor
)

// Source is who says so, where, and in which words.
type Source struct {
	Article   string    // ref of the article
	ArticleID ArticleID // number of the article, 0 before it is stored
	Story     string    // ref of the first article kept of those that are copies of one text, "" without copies
	Publisher string
	Title     string
	URL       string
	Published time.Time // midnight or instant UTC; zero when unknown

	Attribution string // as it stands in the text, "" for the article's own voice
	Side        SourceSide
	Rank        Rank

	Evidence   Span   // bytes of the article's text
	Quote      string // the text of Evidence
	Rule       string // name of the extraction rule
	Confidence float64
}

// Event is one report that control of a place changed: a claim with its evidence, not yet a fact.
type Event struct {
	ID         EventID
	Ref        string // derived from article, evidence, place and side; stable across re-reading
	Kind       Kind
	By, From   Side
	ByDetail   string // the body that acted for By when the text names one: "Wagner", "Akhmat"
	Status     Status
	Place      PlaceID
	When       Date
	Standing   bool // tells who holds the place, not that it changed hands ("is under Ukrainian control")
	Background bool // told as history: more than 30 days before publication
	Source     Source
}

// AggregateType is what an aggregate counts.
type AggregateType string

// The aggregates.
const (
	CountSettlements AggregateType = "settlements"
	AreaKm2          AggregateType = "area_km2"
)

// Aggregate is a claim about ground or a number of places that names none of them.
type Aggregate struct {
	Type      AggregateType
	Value     float64 // settlements, or square kilometres
	Qualifier string  // "about", "more than", "up to", "" for a plain figure
	Place     PlaceID // the region meant, 0 for none
	By        Side
	Status    Status
	When      Date
	Source    Source
}

// MentionState says what became of a name in a text.
type MentionState string

// The states of a mention.
const (
	Resolved  MentionState = "resolved"
	Ambiguous MentionState = "ambiguous" // several places fit and the text does not decide
	Unknown   MentionState = "unknown"   // stands where a place would, but the gazetteer has none
)

// Mention is a place name in an article.
type Mention struct {
	Span
	Surface    string
	State      MentionState
	Place      PlaceID   // 0 unless resolved
	Candidates []PlaceID // what the name could mean, likeliest first; empty when unknown
	Corrected  bool      // misspelt by a letter; what stands around it bears the place out
}

// Reading is what one version of the rules found in one article.
type Reading struct {
	Article    string // ref of the article
	Rules      string // fingerprint of the rules that read it
	Mentions   []Mention
	Events     []Event
	Aggregates []Aggregate
}
