package extract

import (
	"strconv"
	"strings"

	"retaken/internal/geo"
)

// valueBefore reads the number, in figures or in words, that ends right before token i.
func (s *sentence) valueBefore(i int) (value float64, from int, ok bool) {
	if i-1 < s.from {
		return 0, 0, false
	}
	if f, found := s.at("numbers", i-1); found && f.class == "value" {
		n, err := strconv.Atoi(f.arg)
		if v, from, ok := s.valueBefore(f.from); ok && n >= 1000 && v < 1000 { // "6,5 тисячі"
			return v * float64(n), from, err == nil
		}
		return float64(n), f.from, err == nil
	}
	from = i
	digits := ""
	for from > s.from && s.doc.tokens[from-1].kind == number {
		t := s.doc.tokens[from-1]
		if digits != "" && (t.end-t.start > 3 || s.doc.tokens[from].end-s.doc.tokens[from].start != 3) {
			break // "in 2022 670 square kilometres"
		}
		digits = t.fold + digits
		from--
	}
	v, err := figure(digits)
	return v, from, err == nil && digits != ""
}

// grouping takes thousands separators out of a figure.
var grouping = strings.NewReplacer(",", "", "\u00a0", "", "\u202f", "")

// figure reads "2,000", "2.5" and "6,5": a comma before other than three digits is a decimal one.
func figure(digits string) (float64, error) {
	if i := strings.LastIndexByte(digits, ','); i >= 0 && len(digits)-i-1 != 3 {
		digits = grouping.Replace(digits[:i]) + "." + digits[i+1:]
	}
	return strconv.ParseFloat(grouping.Replace(digits), 64)
}

// aggregates reads claims of ground or of a number of places: "liberated around 2,000 square kilometres".
func (x *Extractor) aggregates(s *sentence, cs []clause, sps []speaker, dates []when) []geo.Aggregate {
	var out []geo.Aggregate
	for _, f := range s.finds {
		if f.file != "numbers" || f.class != "km2" && f.class != "settlements" {
			continue
		}
		v, from, ok := s.valueBefore(f.from)
		if !ok || v <= 0 {
			continue
		}
		t, ok := s.controlling(f, cs)
		if !ok || s.blocked(t) != "" {
			continue
		}
		a := geo.Aggregate{Type: geo.CountSettlements, Value: v}
		if f.class == "km2" {
			a.Type = geo.AreaKm2
		}
		if q, ok := s.at("numbers", from-1); ok && q.class == "qualifier" {
			a.Qualifier = q.arg
		}
		region := s.regionBeside(f.to)
		place := geo.Place{}
		if region != nil {
			place, a.Place = *region, region.ID
		}
		sp := s.attribution(t, sps)
		agent, _ := s.agent(t, sps, sp)
		a.By = gainer(t, &place, agent, sp, s.doc.voice)
		if a.By == geo.NoSide {
			continue
		}
		a.Status, a.Source = s.standing(t, a.By, &place, sp)
		a.When = s.dateOf(t, dates, sps)
		a.Source.Rule = "aggregate/" + t.class
		s.cite(&a.Source, from, max(f.to, t.to))
		out = append(out, a)
	}
	return out
}

// controlling is the trigger of the clause that a figure stands in.
func (s *sentence) controlling(f found, cs []clause) (trigger, bool) {
	k := around(cs, f.from)
	for _, c := range s.finds {
		if c.file == "triggers" && c.class != "none" && c.class != "fight" && c.class != "flag" && around(cs, c.from) == k {
			return trigger{found: c, clause: cs[k], pos: k}, true
		}
	}
	return trigger{}, false
}

// regionBeside is the region that a figure is about: the next one named in the sentence.
func (s *sentence) regionBeside(from int) *geo.Place {
	for i := range s.mentions {
		m := &s.mentions[i]
		if m.from >= from && m.from-from <= reach && m.usable() && m.place != nil && m.place.Kind == geo.Region {
			return m.place
		}
	}
	return nil
}
