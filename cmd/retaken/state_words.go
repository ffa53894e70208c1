package main

import (
	"fmt"
	"strings"

	"retaken/internal/geo"
)

// heldBy is a holder in words. What is occupied and what is merely held depends on whose land the place is.
func heldBy(h geo.Holder, p *geo.Place) string {
	switch {
	case h == geo.HeldByUkraine:
		return "Ukrainian-held"
	case h == geo.HeldByRussia && inRussia(p):
		return "Russian-held"
	case h == geo.HeldByRussia:
		return "Russian-occupied"
	}
	return string(h) // contested, unknown
}

func inRussia(p *geo.Place) bool { return strings.HasPrefix(p.Oblast, "RU-") }

// spot tells a place on the ground from a region, of which parts may be held by different sides.
func spot(p *geo.Place) bool {
	return p.Kind == geo.Settlement || p.Kind == geo.Facility || p.Kind == geo.Island
}

// footing says what an assessed holder rests on; reports are those of its place.
func footing(c geo.Control, reports []geo.Event) string {
	n := counted(stories(reports, c.Because), "report")
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
	if before += longDay(geo.FirstDay); len(c.Because) > 0 {
		before += ", " + n
	}
	return before
}

// sinceWords is the day since which a holder holds, "" where no report gives it: reports that only bear out what was so
// before the first day give none.
func sinceWords(c geo.Control) string {
	if c.Footing != geo.OnReports || c.Since.Equal(geo.FirstDay) && c.Previous == geo.HolderUnknown {
		return ""
	}
	return longDay(c.Since)
}

// claimWords are an open claim in words, "" for none.
func claimWords(c *geo.Claim) string {
	if c == nil {
		return ""
	}
	words := fmt.Sprintf("claimed by %s since %s", sideName(c.By), longDay(c.Since))
	if c.Announced {
		words = fmt.Sprintf("%s withdrawal announced on %s", adjective(c.By.Other()), longDay(c.Since))
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

// deed is what a report tells of, in words: "recapture by Ukraine".
func deed(e geo.Event) string {
	by := sideName(e.By)
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

// statusWord is how far a report can be relied on; what the domain calls contested is a claim that is disputed.
func statusWord(s geo.Status) string {
	if s == geo.Disputed {
		return "claimed and disputed"
	}
	return string(s)
}

// whoseWord says whose word a report is.
func whoseWord(s geo.Source) string {
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

// dayWords is the day of a report as exactly as it is known, and what it rests on.
func dayWords(d geo.Date) string {
	if d.IsZero() {
		return "undated"
	}
	day := longDay(d.Day)
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
