package main

import (
	"fmt"
	"strings"
	"time"

	"retaken/internal/explain"
	"retaken/internal/geo"
)

func changesTable(p *picture, from, to time.Time, rows []geo.Difference) error {
	var b strings.Builder
	fmt.Fprintf(&b, "What changed from the end of %s to the end of %s, %s\n", explain.LongDay(from), explain.LongDay(to), p.asKnown())
	for i, d := range rows {
		if i == 0 || heading(rows[i-1]) != heading(d) {
			fmt.Fprintf(&b, "\n%s\n", heading(d))
		}
		fmt.Fprintf(&b, "  %s: %s\n    %s\n    %s\n", placeAndOblast(d.Place), bothStates(d), reportWords(*d.Decisive), quoteOf(*d.Decisive, maxQuote))
	}
	if len(rows) == 0 {
		b.WriteString("\nno report tells of a change; absence of a report is not evidence that nothing happened\n")
	} else {
		fmt.Fprintf(&b, "\n%s\n", turnCounts(rows))
	}
	_, err := fmt.Fprint(p.out, b.String())
	return err
}

// heading is what happened to a place, in words.
func heading(d geo.Difference) string {
	switch turn := d.Turn(); {
	case turn == geo.Recaptured && explain.InRussia(d.Place):
		return "In Russia, recaptured by Russia"
	case turn == geo.Recaptured:
		return "Recaptured by Ukraine"
	case turn == geo.Lost && explain.InRussia(d.Place):
		return "In Russia, captured by Ukraine"
	case turn == geo.Lost:
		return "Lost to Russia"
	case turn == geo.Fought:
		return "Newly contested"
	case turn == geo.NewlyClaimed:
		return "Only claimed"
	}
	return "Claims that no longer stand, and places of which the holder is no longer known"
}

// placeAndOblast is a place with its kind, unless it is a settlement, and its oblast.
func placeAndOblast(p *geo.Place) string {
	name := plain(p.Name)
	if p.Kind != geo.Settlement {
		name += " (" + string(p.Kind) + ")"
	}
	if p.Oblast != "" {
		name += ", " + p.Oblast
	}
	return name
}

// bothStates are both states in words: of the holder, where that is another, and of the claim.
func bothStates(d geo.Difference) string {
	is := explain.HeldBy(d.To.Holder, d.Place)
	if d.From.Holder == d.To.Holder {
		still := "still " + is
		if d.To.Holder == geo.HolderUnknown {
			still = "who holds it is unknown"
		}
		switch was := explain.OpenClaim(d.From.Claim); {
		case d.To.Claim == nil:
			return was + ", no longer; " + still
		case d.From.Claim != nil:
			return explain.OpenClaim(d.To.Claim) + "; before, " + was + "; " + still
		}
		return explain.OpenClaim(d.To.Claim) + "; " + still
	}
	words := explain.HeldBy(d.From.Holder, d.Place) + " → " + is
	if since := explain.Since(d.To); since != "" {
		words += " on " + since
	}
	if d.To.Presumed {
		words += " (the other side left, entry is not reported yet)"
	}
	if d.To.Claim != nil {
		words += "; " + explain.OpenClaim(d.To.Claim)
	}
	return words
}

// reportWords are what a report says, whose word it is and who published it, in one line.
func reportWords(r geo.Event) string {
	return strings.Join([]string{explain.DayWords(r.When), explain.Deed(r), explain.StatusWord(r.Status), explain.WhoseWord(r.Source), publishedBy(r.Source)}, "; ")
}

// publishedBy is who published a report, and when.
func publishedBy(s geo.Source) string {
	by := "publisher not named"
	if s.Publisher != "" {
		by = strings.TrimSpace(oneLine(s.Publisher))
	}
	if s.Published.IsZero() {
		return by + ", day unknown"
	}
	return by + ", " + explain.LongDay(s.Published)
}

// quoteOf is the words that a report rests on, of so many characters at most.
func quoteOf(r geo.Event, most int) string {
	return "“" + firstOf(strings.TrimSpace(oneLine(r.Source.Quote)), most) + "”"
}

// turnCounts is the sum in a sentence. What leads it is told even when there was none.
func turnCounts(rows []geo.Difference) string {
	counts, regions := map[string]int{}, 0
	for _, d := range rows {
		switch {
		case !spot(d.Place):
			regions++
		case explain.InRussia(d.Place) && (d.Turn() == geo.Recaptured || d.Turn() == geo.Lost):
			counts["in Russia"]++
		default:
			counts[string(d.Turn())]++
		}
	}
	sum := fmt.Sprintf("%s: %d recaptured, %d lost, %d newly contested, %d only claimed", counted(len(rows)-regions, "place"),
		counts[string(geo.Recaptured)], counts[string(geo.Lost)], counts[string(geo.Fought)], counts[string(geo.NewlyClaimed)])
	for _, more := range []struct{ key, words string }{{"in Russia", "%d in Russia taken by either side"}, {string(geo.OtherTurn), "%d otherwise"}} {
		if n := counts[more.key]; n > 0 {
			sum += ", " + fmt.Sprintf(more.words, n)
		}
	}
	if regions > 0 {
		sum += "; and " + counted(regions, "region or district", "regions and districts")
	}
	return sum
}
