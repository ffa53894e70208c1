package web

import (
	"strings"

	"retaken/internal/geo"
)

// look is how a feature is drawn, by what it says of who holds the place.
type look struct{ shape, class, ring, words string }

// lookOf reads it from the properties of a feature, found by their names.
func lookOf(value func(name string) any) look {
	text := func(names ...string) string {
		for _, name := range names {
			if s, ok := value(name).(string); ok {
				return s
			}
		}
		return ""
	}
	if left, right := text("left_holder"), text("right_holder"); left != "" {
		l := look{"", "edge", "", "Edge of control"}
		if claimed, _ := value("claimed").(bool); claimed || left == right {
			l = look{"", "edge claimed", "", "Edge of claimed ground"}
		}
		return l
	}
	if holder := text("holder", "to_holder"); holder != "" {
		l := look{shapes[holder], classes[holder], "", inItsCountry(holders[holder], text("oblast"))}
		if by := text("claim_by", "to_claim_by"); by != "" {
			l.ring = classes[by]
			l.words += ", claimed by " + sides[by]
		}
		if text("certainty") == string(geo.Inferred) {
			l.class += " inferred"
			l.words += " (inferred)"
		}
		return l
	}
	if by := text("by"); by != "" {
		l := look{shapes[by], classes[by], "", "Reported for " + sides[by]}
		if status := text("status"); status != string(geo.Confirmed) && status != "" {
			l.class += " hollow"
			l.words += ", only " + status
			if status == string(geo.Denied) || status == string(geo.Retracted) {
				l.words = l.words[:strings.LastIndex(l.words, "only")] + status
			}
		}
		return l
	}
	return look{shape: "dot", class: "plain"}
}

// How holders and sides are drawn and named.
var (
	shapes  = map[string]string{"UA": "circle", "RU": "square", "contested": "diamond", "unknown": "dot"}
	classes = map[string]string{"UA": "held", "RU": "occupied", "contested": "contested", "unknown": "unknown"}
	holders = map[string]string{"UA": "Ukrainian-held", "RU": "Russian-occupied", "contested": "Contested", "unknown": "No evidence"}
	sides   = map[string]string{"UA": "Ukraine", "RU": "Russia"}
)

// inItsCountry is the words for a holder of a place in that oblast: what Russia holds of its own is not occupied.
func inItsCountry(words, oblast string) string {
	if words == holders["RU"] && strings.HasPrefix(oblast, "RU-") {
		return "Russian-held"
	}
	return words
}
