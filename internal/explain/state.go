package explain

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"retaken/internal/geo"
)

// HeldBy is a holder in words. What is occupied and what is merely held depends on whose land the place is.
func HeldBy(h geo.Holder, p *geo.Place) string {
	switch {
	case h == geo.HeldByUkraine:
		return "Ukrainian-held"
	case h == geo.HeldByRussia && InRussia(p):
		return "Russian-held"
	case h == geo.HeldByRussia:
		return "Russian-occupied"
	}
	return string(h) // contested, unknown
}

// InRussia tells whether a place is Russian by international recognition.
func InRussia(p *geo.Place) bool { return strings.HasPrefix(p.Oblast, "RU-") }

// Footing says what an assessed holder rests on; reports are those of its place.
func Footing(c geo.Control, reports []geo.Event) string {
	n := counted(Stories(reports, c.Because), "report")
	switch {
	case c.Footing == geo.OnReports && c.Presumed:
		return n + ": the other side left, entry is not reported yet"
	case c.Footing == geo.OnReports:
		return n
	case c.Footing == geo.OnNothing:
		return "no report"
	}
	before := map[geo.Holder]string{
		geo.HeldByNobody: "divided before ", geo.HolderUnknown: "not known before ",
	}[c.Holder]
	if before == "" {
		before = "held before "
	}
	if before += LongDay(geo.FirstDay); len(c.Because) > 0 {
		before += ", " + n
	}
	return before
}

// Since is the day since which a holder holds, "" where no report gives it: reports that only bear out what was so
// before the first day give none.
func Since(c geo.Control) string {
	if c.Footing != geo.OnReports || c.Since.Equal(geo.FirstDay) && c.Previous == geo.HolderUnknown {
		return ""
	}
	return LongDay(c.Since)
}

// OpenClaim are an open claim in words, "" for none.
func OpenClaim(c *geo.Claim) string {
	if c == nil {
		return ""
	}
	words := fmt.Sprintf("claimed by %s since %s", SideName(c.By), LongDay(c.Since))
	if c.Announced {
		words = fmt.Sprintf("%s withdrawal announced on %s", adjective(c.By.Other()), LongDay(c.Since))
	}
	if c.Disputed {
		words += ", disputed"
	}
	return words
}

func adjective(s geo.Side) string {
	if s == geo.Russia {
		return "Russian"
	}
	return "Ukrainian"
}

// Deed is what a report tells of, in words: "recapture by Ukraine".
func Deed(e geo.Event) string {
	by := SideName(e.By)
	if e.ByDetail != "" {
		by += " (" + oneLine(e.ByDetail) + ")"
	}
	if e.Standing && e.Kind.Moves() {
		return "held by " + by
	}
	switch e.Kind {
	case geo.Liberation:
		return "recapture by " + by
	case geo.Withdrawal:
		return adjective(e.By.Other()) + " withdrawal"
	case geo.Contested:
		return "fighting inside, " + by + " attacking"
	case geo.Advance:
		return "advance of " + by
	}
	return string(e.Kind) + " by " + by
}

// StatusWord is how far a report can be relied on; what the domain calls contested is a claim that is disputed.
func StatusWord(s geo.Status) string {
	if s == geo.Disputed {
		return "claimed and disputed"
	}
	return string(s)
}

// WhoseWord says whose word a report is.
func WhoseWord(s geo.Source) string {
	word := map[geo.SourceSide]string{
		geo.FromUkraine: "Ukraine's word", geo.FromRussia: "Russia's word", geo.FromThird: "an independent word", geo.FromMedia: "the article's own word",
	}[s.Side]
	if s.Attribution == "" {
		return word
	}
	by := "“" + oneLine(strings.TrimSpace(s.Attribution)) + "”"
	if word == "" {
		return by
	}
	return word + ", by " + by
}

// DayWords is the day of a report as exactly as it is known, and what it rests on.
func DayWords(d geo.Date) string {
	if d.IsZero() {
		return "undated"
	}
	day := LongDay(d.Day)
	if d.Basis == geo.ByPublished {
		return day + " or earlier" // the day of publication is all that is known
	}
	switch d.Precision {
	case geo.ToWeek:
		day = "week from " + day
	case geo.ToMonth:
		day = d.Day.Format("January 2006")
	case geo.ToYear:
		day = d.Day.Format("2006")
	}
	if d.Basis == geo.ByReport {
		return day + " (day of the statement)"
	}
	return day
}

// LongDay is a day in words, "" for none.
func LongDay(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2 Jan 2006")
}

// Days are the first and the last day of a span of whole days: "10 Sep 2022", "4 Mar 2022 – 30 Mar 2022", or "since 10
// Sep 2022" while it lasts.
func Days(i geo.Interval) string {
	if i.End.IsZero() {
		return "since " + LongDay(i.Start)
	}
	first, last := LongDay(i.Start), LongDay(i.End.AddDate(0, 0, -1))
	if first == last {
		return first
	}
	return first + " – " + last
}

// Stories is how many texts there are behind those of the reports that have one of the ids; copies of one text count once.
func Stories(reports []geo.Event, ids []geo.EventID) int {
	seen := map[string]bool{}
	for _, r := range reports {
		if slices.Contains(ids, r.ID) {
			seen[cmp.Or(r.Source.Story, r.Source.Article, strconv.FormatInt(int64(r.ID), 10))] = true
		}
	}
	return len(seen)
}
