package format

import (
	"strconv"

	"retaken/internal/geo"
)

// styles are those of the collections, by name.
var styles = map[string]style{
	"control":         {rules: controlRules(), label: "name"},
	"control-history": {rules: controlRules(), above: "valid_from", from: "valid_from", until: "valid_to"},
	"control-changes": {rules: changeRules(), above: "date", from: "date"},
	"areas":           {rules: areaRules()},
	"borders":         {rules: borderRules()},
	"events":          {rules: eventRules(), above: "date", from: "date"},
	"places":          {rules: placeRules(), label: "name"},
	"articles":        {rules: articleRules(), above: "published", from: "published"},
}

// The width of a mark, and of what says less.
const (
	full  = 10.0
	small = 6.5
)

// filled is a mark of a colour, with a ring around it that sets it off from any ground.
func filled(s shape, size float64, colour string, strength float64) []symbol {
	return []symbol{{shape: s, size: size, fill: colour, stroke: panel, width: 1, strength: strength}}
}

// hollow is a mark that is not borne out.
func hollow(s shape, size float64, colour string, dashed bool) []symbol {
	return []symbol{
		{shape: s, size: size, fill: panel, stroke: panel, width: 4},
		{shape: s, size: size, stroke: colour, width: 2, dashed: dashed},
	}
}

// controlRules draw the assessed holder as a mark and an open claim as a ring around it.
func controlRules() []rule {
	var rules []rule
	for _, s := range []side{ukraine, russia, nobody} {
		holds := all(is("holder", s.code), not("rests_on", string(geo.OnNothing)))
		rules = append(rules, rule{s.title, all(holds, is("presumed", "false")), false, filled(s.shape, full, s.colour, 1)})
		if s != nobody {
			rules = append(rules, rule{
				s.title + ", presumed: the other side left", all(holds, is("presumed", "true")), false,
				filled(s.shape, full, s.colour, inferredShare),
			})
		}
	}
	rules = append(rules, rule{
		"No evidence", either(is("holder", string(geo.HolderUnknown)), is("rests_on", string(geo.OnNothing))), false,
		filled(circle, small, unknown, 1),
	})
	for _, c := range claimants {
		for _, disputed := range []bool{false, true} {
			ring := []symbol{
				{shape: circle, size: 1.8 * full, stroke: panel, width: 4.5, strength: 0.9},
				{shape: circle, size: 1.8 * full, stroke: c.colour, width: 2.4, dashed: disputed},
			}
			rules = append(rules, claim(c.code, c.word, disputed, true, ring))
		}
	}
	return rules
}

// claim is a rule for what a side claims.
func claim(code, title string, disputed, reported bool, draw []symbol) rule {
	when := all(is("claim_by", code), is("claim_disputed", strconv.FormatBool(disputed)))
	if disputed {
		title += ", disputed"
	}
	if !reported {
		title += ", inferred"
		when.of = append(when.of, is("certainty", string(geo.Inferred)))
	}
	return rule{title, when, true, draw}
}

// areaRules tint the ground of each holder, hatch what is claimed in the colour of the claimant, and give half the
// strength to what is inferred.
func areaRules() []rule {
	var rules []rule
	for _, s := range []side{ukraine, russia, nobody} {
		for _, certainty := range []geo.Certainty{geo.Reported, geo.Inferred} {
			share, title := 1.0, s.title
			if certainty == geo.Inferred {
				share, title = inferredShare, s.title+", inferred"
			}
			plain := []symbol{{shape: ground, fill: s.colour, strength: s.tint * share}}
			under := []symbol{{shape: ground, fill: s.colour, strength: s.tint * share * claimedShare}}
			if s == nobody {
				for _, lines := range []shape{rising, falling} {
					plain = append(plain, symbol{shape: lines, size: 8, stroke: s.colour, width: 1.1, strength: crossStrength * share})
				}
			}
			when := all(is("holder", s.code), is("certainty", string(certainty)))
			rules = append(rules,
				rule{title, all(when, none("claim_by")), false, plain},
				rule{title + ", under a claim", all(when, some("claim_by")), false, under})
		}
	}
	rules = append(rules, rule{
		"No evidence", either(is("holder", string(geo.HolderUnknown)), is("certainty", string(geo.NoEvidence))), false,
		[]symbol{{shape: ground, fill: unknown, strength: 0.06}},
	})
	for _, c := range claimants {
		for _, disputed := range []bool{false, true} {
			for _, certainty := range []geo.Certainty{geo.Reported, geo.Inferred} {
				lines := symbol{shape: rising, size: 8, stroke: c.colour, width: 2.2, dashed: disputed, strength: hatchStrength}
				if certainty == geo.Inferred {
					lines.strength *= inferredShare
				}
				r := claim(c.code, c.word, disputed, certainty == geo.Reported, []symbol{lines})
				if certainty == geo.Reported {
					r.when.of = append(r.when.of, not("certainty", string(geo.Inferred)))
				}
				rules = append(rules, r)
			}
		}
	}
	return rules
}

// borderRules draw a solid line where the assessed holders differ, a dashed one around what is claimed, contested or
// without evidence.
func borderRules() []rule {
	sides := []string{ukraine.code, russia.code}
	control := all(is("left_holder", sides...), is("right_holder", sides...), is("claimed", "false"))
	other := either(not("left_holder", sides...), not("right_holder", sides...), is("claimed", "true"))
	var rules []rule
	for _, sort := range []struct {
		title string
		when  condition
		dash  bool
	}{{"Edge of control", control, false}, {"Edge of what is claimed, contested or without evidence", other, true}} {
		rules = append(rules,
			rule{sort.title, all(sort.when, is("certainty", string(geo.Reported))), true, []symbol{
				{shape: line, stroke: halo, width: 4.5, strength: 0.9},
				{shape: line, stroke: edge, width: 2, dashed: sort.dash},
			}},
			rule{sort.title + ", inferred", all(sort.when, not("certainty", string(geo.Reported))), false, []symbol{
				{shape: line, stroke: edge, width: 1, dashed: sort.dash, strength: 0.45},
			}})
	}
	return rules
}

// eventRules draw a report in the colour of the side that gains: filled when it is confirmed, hollow when one side
// alone says so, small when it tells of no change of control.
func eventRules() []rule {
	var rules []rule
	moves := []string{string(geo.Liberation), string(geo.Capture), string(geo.Withdrawal)}
	for _, sort := range []struct {
		side
		title string
		when  condition
	}{
		{ukraine, "Ukraine gains a place", all(is("by", ukraine.code), is("kind", moves...))},
		{russia, "Russia gains a place", all(is("by", russia.code), is("kind", moves...))},
		{nobody, "Fighting for a place", is("kind", string(geo.Contested))},
	} {
		for _, status := range []geo.Status{geo.Confirmed, geo.Claimed, geo.Disputed} {
			mark := filled(sort.shape, full, sort.colour, 1)
			if status != geo.Confirmed {
				mark = hollow(sort.shape, full, sort.colour, status == geo.Disputed)
			}
			title := map[geo.Status]string{geo.Confirmed: "confirmed", geo.Claimed: "claimed", geo.Disputed: "disputed"}[status]
			rules = append(rules, rule{sort.title + ", " + title, all(sort.when, is("status", string(status))), false, mark})
		}
	}
	untrue := []string{string(geo.Denied), string(geo.Retracted)}
	for _, s := range []struct {
		side
		title string
	}{{ukraine, "Ukraine gains ground near a place"}, {russia, "Russia gains ground near a place"}} {
		when := all(is("by", s.code), is("kind", string(geo.Advance)), not("status", untrue...))
		rules = append(rules, rule{s.title, when, false, filled(s.shape, small, s.colour, 0.7)})
	}
	return append(rules, rule{"Denied or retracted", is("status", untrue...), false, []symbol{
		{shape: cross, size: small, stroke: panel, width: 4, strength: 0.9},
		{shape: cross, size: small, stroke: unknown, width: 2},
	}})
}

// changeRules draw a change in the colour of who holds the place from then on, and hollow in that of who claims it
// where the holder stayed.
func changeRules() []rule {
	moved := is("change", string(geo.Recaptured), string(geo.Lost), string(geo.Fought))
	var rules []rule
	for _, s := range []struct {
		side
		title string
	}{{ukraine, "Ukrainian-held from then on"}, {russia, "Russian-occupied from then on"}, {nobody, "Contested from then on"}} {
		rules = append(rules, rule{s.title, all(is("to_holder", s.code), moved), false, filled(s.shape, full, s.colour, 1)})
	}
	for _, c := range claimants {
		for _, disputed := range []bool{false, true} {
			title := c.word
			if disputed {
				title += ", disputed"
			}
			when := all(is("change", string(geo.NewlyClaimed)), is("to_claim_by", c.code), is("to_claim_disputed", strconv.FormatBool(disputed)))
			rules = append(rules, rule{title, when, false, hollow(c.shape, full, c.colour, disputed)})
		}
	}
	return append(rules, rule{"A claim fell, or the holder is no longer known", is("change", string(geo.OtherTurn)), false, filled(circle, small, unknown, 1)})
}

// placeRules draw settlements by their size and whatever else has a name as a hollow square.
func placeRules() []rule {
	settlement := is("kind", string(geo.Settlement))
	city := least("population", "40000")
	return []rule{
		{"City from 40,000 inhabitants", all(settlement, city), true, filled(circle, 8, inkSmall, 1)},
		{
			"Settlement", all(settlement, either(none("population"), condition{"<", "population", []string{"40000"}, nil})), false,
			filled(circle, 4.5, unknown, 1),
		},
		{"Other named place", not("kind", string(geo.Settlement)), false, []symbol{
			{shape: square, size: 6, fill: panel, stroke: unknown, width: 1.4},
		}},
	}
}

// articleRules draw every place that an article names alike.
func articleRules() []rule {
	return []rule{{"Places that an article names", condition{op: "and"}, false, filled(circle, small, accent, 0.8)}}
}
