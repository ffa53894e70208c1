package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"retaken/internal/explain"
	"retaken/internal/geo"
)

// text is the statistics for people.
func (s *stats) text(p *picture) string {
	var b strings.Builder
	fmt.Fprintf(&b, "What the database holds, %s\n\n", p.asKnown())
	line := func(label, format string, a ...any) { fmt.Fprintf(&b, "%-14s %s\n", label, fmt.Sprintf(format, a...)) }

	a := s.Articles
	line("articles", "%d%s%s", a.Count, a.Published.words(", published "), orNothing(a.Undated, ", %d undated"))
	line("  publisher", "%s", a.Publisher.inOrder(oneLine))

	r := s.Reports
	line("reports", "%d%s%s", r.Count, r.Days.words(", of "), orNothing(r.Undated, ", %d undated"))
	line("  what", "%s", r.Kind.inOrder(nil))
	line("  status", "%s", r.Status.inOrder(func(w string) string { return explain.StatusWord(geo.Status(w)) }))
	line("  who gains", "%s", r.By.inOrder(func(w string) string { return explain.SideName(geo.Side(w)) }))
	line("  whose word", "%s", r.SourceSide.inOrder(voiceName))
	line("figures", "%d of numbers of settlements, %d of areas", r.Figures[string(geo.CountSettlements)], r.Figures[string(geo.AreaKm2)])

	l := s.Places
	line("places", "%d with a report, %d more of which only the state before %s is known", l.Reported, l.Baseline, explain.LongDay(geo.FirstDay))
	line("  holder", "%d held by Ukraine, %d by Russia, %d contested, %d unknown; %s", l.Holder[string(geo.HeldByUkraine)], l.Holder[string(geo.HeldByRussia)],
		l.Holder[string(geo.HeldByNobody)], l.Holder[string(geo.HolderUnknown)], counted(l.Claims, "open claim"))
	line("  apart", "%s", counted(l.Regions, "region or district", "regions and districts"))
	line("names unknown", "%s", s.Names.Unknown)
	line("  ambiguous", "%s", s.Names.Ambiguous)

	if len(s.Months) > 0 {
		b.WriteString("\nHow often places on the ground changed\n\n")
		t := newTable(&b, "month", "recaptured", "lost", "in Russia", "contested", "claimed")
		var sum monthStats
		for _, m := range s.Months {
			month, _ := time.Parse("2006-01", m.Month) // as it was written
			t.AppendRow([]any{month.Format("Jan 2006"), m.Recaptured, m.Lost, m.InRussia, m.Contested, m.Claimed})
			sum.Recaptured += m.Recaptured
			sum.Lost += m.Lost
			sum.InRussia += m.InRussia
			sum.Contested += m.Contested
			sum.Claimed += m.Claimed
		}
		t.AppendRow([]any{"all", sum.Recaptured, sum.Lost, sum.InRussia, sum.Contested, sum.Claimed})
		t.Render()
	}
	return b.String()
}

// words are the days behind lead, "" when there are none.
func (s stretch) words(lead string) string {
	switch {
	case s.first.IsZero():
		return ""
	case explain.LongDay(s.first) == explain.LongDay(s.last):
		return lead + explain.LongDay(s.first)
	}
	return lead + explain.LongDay(s.first) + " – " + explain.LongDay(s.last)
}

func orNothing(n int, format string) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(format, n)
}

// String is the mentions in words.
func (m mentions) String() string {
	if m.Times == 0 {
		return "none"
	}
	return fmt.Sprintf("%s in %s", counted(m.Times, "mention"), counted(m.Articles, "article"))
}

// inOrder are the words of a tally with their numbers, the most frequent first.
func (t tally) inOrder(word func(string) string) string {
	const most = 8
	keys := slices.SortedFunc(maps.Keys(t), func(a, b string) int { return cmp.Or(cmp.Compare(t[b], t[a]), cmp.Compare(a, b)) })
	var parts []string
	for i, k := range keys {
		if i == most {
			rest := 0
			for _, k := range keys[most:] {
				rest += t[k]
			}
			parts = append(parts, fmt.Sprintf("others %d", rest))
			break
		}
		name := k
		if word != nil {
			name = word(k)
		}
		parts = append(parts, fmt.Sprintf("%s %d", strings.TrimSpace(name), t[k]))
	}
	if parts == nil {
		return "none"
	}
	return strings.Join(parts, ", ")
}

// voiceName is whose word a report is, in a list.
func voiceName(side string) string {
	switch geo.SourceSide(side) {
	case geo.FromUkraine:
		return "Ukraine"
	case geo.FromRussia:
		return "Russia"
	case geo.FromThird:
		return "independent"
	case geo.FromMedia:
		return "the articles' own"
	}
	return side
}
