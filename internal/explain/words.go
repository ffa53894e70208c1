package explain

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"retaken/internal/extract"
	"retaken/internal/geo"
)

// inQuotes is a part of a text in quotation marks, cut short where it is long.
func inQuotes(text string, at geo.Span) string {
	const most = 120 // runes
	words := strings.Join(strings.Fields(Plain(text[at.Start:at.End])), " ")
	if r := []rune(words); len(r) > most {
		words = string(r[:most]) + "…"
	}
	return "“" + words + "”"
}

// and is a list in a sentence: "a, b and c".
func and(words []string) string {
	if n := len(words); n > 1 {
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
	return strings.Join(words, "")
}

// SideName is a side in words.
func SideName(s geo.Side) string {
	switch s {
	case geo.Ukraine:
		return "Ukraine"
	case geo.Russia:
		return "Russia"
	}
	return "nobody"
}

func language(code string) string {
	switch code {
	case "en":
		return "English"
	case "uk":
		return "Ukrainian"
	case "ru":
		return "Russian"
	case "":
		return "no language that is read"
	}
	return Plain(code)
}

// speaking says for whom a speaker speaks, and by which word.
func speaking(text string, sp extract.Speaker) string {
	side := "of unknown side"
	switch {
	case sp.Side == geo.FromUkraine, sp.Side == geo.FromRussia:
		side = "of " + SideName(geo.Side(sp.Side)) + "'s side"
	case sp.Side == geo.FromThird:
		side = "independent"
	case sp.Side == geo.FromMedia:
		side = "media"
	case sp.Local:
		side = "of the side that the place belongs to"
	case sp.Stranger:
		side = "unknown to the lexicon"
	}
	return side + ", " + inQuotes(text, sp.Verb) + " (" + sp.How + ")"
}

// dayOf is a date as exactly as it is known.
func dayOf(d geo.Date) string {
	switch d.Precision {
	case geo.ToWeek:
		return "the week from " + d.Day.Format(time.DateOnly)
	case geo.ToMonth:
		return d.Day.Format("January 2006")
	case geo.ToYear:
		return d.Day.Format("2006")
	}
	return d.Day.Format(time.DateOnly)
}

// timeOf says when, with a comma before it, and what that rests on.
func timeOf(d geo.Date) string {
	on := " on "
	if d.Precision != geo.ToDay {
		on = " in "
	}
	switch {
	case d.IsZero():
		return ", undated"
	case d.Basis == geo.ByPublished:
		return ", published on " + d.Day.Format(time.DateOnly)
	case d.Basis == geo.ByReport:
		return ", reported" + on + dayOf(d)
	}
	return on + dayOf(d)
}

// change is what happened, in whose favour and when.
func change(ev geo.Event) string {
	by := SideName(ev.By)
	if ev.ByDetail != "" {
		by += " (“" + strings.Join(strings.Fields(Plain(ev.ByDetail)), " ") + "”)"
	}
	if ev.Kind == geo.Withdrawal {
		return "withdrawal of " + SideName(ev.From) + ", for " + by + timeOf(ev.When)
	}
	return string(ev.Kind) + " by " + by + timeOf(ev.When)
}

// standing is how far a report can be relied on, and whose word it is.
func standing(status geo.Status, s geo.Source, history bool) string {
	out := string(status) + ", "
	word := map[geo.SourceSide]string{geo.FromUkraine: "Ukraine's word", geo.FromRussia: "Russia's word", geo.FromThird: "an independent word", geo.FromMedia: "the article's own word"}[s.Side]
	if s.Attribution != "" {
		if s.Rank == geo.Admission && status == geo.Confirmed {
			out += "admitted "
		}
		out += "by “" + strings.Join(strings.Fields(Plain(s.Attribution)), " ") + "”, "
	}
	if s.Rank == geo.Unaffiliated {
		word = "unknown to the lexicon"
	}
	out += fmt.Sprintf("%s; confidence %g", word, s.Confidence)
	if history {
		out += "; told as history"
	}
	return out
}

// blocked is why a trigger made no event.
func blocked(text string, t extract.Trigger) string {
	by := ""
	if t.Blocker.End > 0 {
		by = " by " + inQuotes(text, t.Blocker)
	}
	switch t.Why {
	case "not":
		return "negated" + by
	case "modal":
		return "planned, possible or hoped for" + by
	case "still":
		return "it goes on as before" + by
	case "rival":
		return "the other side contradicts" + by
	case "question":
		return "the sentence is a question"
	case "time":
		return "it only dates something else" + by
	case "nobody":
		return "who leaves is no army"
	case "attribute":
		return "it only describes a noun"
	case "none":
		return "it only looks like a trigger"
	case "told before":
		return "it only names again what was told before"
	case "no place":
		return "no place within reach"
	case "place not resolved":
		return "the name of a place is left open"
	case "no side":
		return "nothing tells who gains"
	}
	return cmp.Or(t.Why, "the same as an event told elsewhere")
}

// shortened is a construction without those of its many alternatives that do not stand in the text.
func shortened(construction, text string) string {
	const few = 3
	text = strings.ToLower(text)
	fields := strings.Fields(construction)
	for i, field := range fields {
		alternatives := strings.Split(field, "/")
		if len(alternatives) <= few {
			continue
		}
		here := alternatives[0]
		for _, a := range alternatives {
			stem := strings.TrimSuffix(a, "*")
			if slices.ContainsFunc(strings.Fields(text), func(w string) bool { return w == a || stem != a && strings.HasPrefix(w, stem) }) {
				here = a
				break
			}
		}
		fields[i] = here + "/…"
	}
	return strings.Join(fields, " ")
}
