package explain

import (
	"fmt"
	"slices"
	"strings"

	"retaken/internal/extract"
	"retaken/internal/geo"
)

// name says what a name was taken to be, or why it was left, and what else it could be.
func (v *Reader) name(n extract.Name) Note {
	out := Note{Kind: "name", Mark: MarkLeft}
	lead := 0.0
	if len(n.Candidates) > 1 {
		lead = n.Candidates[0].Score - n.Candidates[1].Score
	}
	switch {
	case len(n.Candidates) == 0:
		out.Says = "stands where a place would, but the gazetteer has none of that name"
		return out
	case n.NoPlace != "":
		out.Says = "no place, but " + noPlace(n.NoPlace)
		out.More = v.others("else", n, 0, 1)
		return out
	case n.Place != nil:
		out.Mark = MarkName
		out.Says = v.place(n.Place, n.Candidates[:min(len(n.Candidates), 3)])
		if n.Corrected {
			out.Says += "; one letter off, but what stands around it bears it out"
		}
		if because := v.because(n); because != "" {
			out.More = append(out.More, Line{Text: because})
		}
		out.More = append(out.More, v.others("not", n, 1, 2)...)
	case n.Lacking:
		out.Says = "left, most likely a place that the gazetteer lacks"
		out.More = append(v.others("not", n, 0, 1), Line{Text: "which lies too far from everything around it in the text"})
	case n.Corrected:
		out.Says = "left, one letter off a known name, but nothing around bears that out"
		out.More = v.others("else", n, 0, 1)
	case len(n.Candidates) == 1 || lead >= extract.Margin:
		out.Says = "left, for the likeliest is small and lies too far from everything around it in the text"
		out.More = v.others("else", n, 0, 3)
	default:
		out.Says = fmt.Sprintf("left open, for of %d places the likeliest leads by %.2f only (%g decides)", len(n.Candidates), lead, extract.Margin)
		out.More = v.others("or", n, 0, 4)
	}
	if r := relation(n.Relation); r != "" {
		out.Says += "; " + r
	}
	if n.Apart {
		out.Says += "; not what changes hands"
	}
	return out
}

// others are the candidates of a name from number first on, at most so many. How many more there are is said where it is
// not only to tell what the name looks like.
func (v *Reader) others(word string, n extract.Name, first, most int) []Line {
	var out []Line
	shown := n.Candidates[:min(first+most, len(n.Candidates))]
	for i := first; i < len(shown); i++ {
		c := shown[i]
		text := word + " " + v.place(c.Place, shown)
		if i > 0 && c.Place.Name == n.Candidates[0].Place.Name && c.Place.Kind == geo.Settlement {
			text = word + " the one" + strings.TrimPrefix(v.place(c.Place, shown), Plain(c.Place.Name)+", "+string(geo.Settlement))
		}
		if behind := n.Candidates[0].Score - c.Score; i > 0 && behind > 0 {
			text += fmt.Sprintf(", %.2f behind", behind)
		} else if c.How > geo.ByAlias && c.How > n.Candidates[0].How {
			text += ", " + fit(c.How)
		}
		out = append(out, Line{Text: text})
	}
	if rest := len(n.Candidates) - len(shown); rest > 0 && most > 1 {
		out = append(out, Line{Text: fmt.Sprintf("and %d more", rest)})
	}
	return out
}

// place is a place with where it lies and its reference. The raion is named where another of the candidates is in
// the same oblast.
func (v *Reader) place(p *geo.Place, candidates []extract.Weight) string {
	out := Plain(p.Name) + ", " + string(p.Kind)
	where := Plain(p.Oblast)
	if o, ok := v.Gazetteer.ByRef("iso:" + p.Oblast); ok {
		where = Plain(o.Name)
	}
	twin := slices.ContainsFunc(candidates, func(c extract.Weight) bool { return c.Place.ID != p.ID && c.Place.Oblast == p.Oblast })
	if twin && p.Raion != "" && p.Kind == geo.Settlement {
		where = Plain(p.Raion) + " raion, " + where
	}
	if where != "" && where != p.Name {
		out += " in " + where
	}
	return out + " (" + Plain(p.Ref) + ")"
}

// because says why the first candidate leads.
func (v *Reader) because(n extract.Name) string {
	const most = 3
	var out []string
	for _, r := range n.Reasons[:min(len(n.Reasons), most)] {
		out = append(out, v.reason(n, r))
	}
	switch {
	case len(out) > 0:
		return "because " + and(out)
	case len(n.Candidates) > 1 && n.Candidates[0].How < n.Candidates[1].How:
		return "because it alone is called just so"
	}
	return ""
}

func (v *Reader) reason(n extract.Name, r extract.Reason) string {
	other, km := "", 0.0
	if r.Place != nil {
		other, km = Plain(r.Place.Name), float64(geo.Distance(r.Place.Point, n.Candidates[0].Place.Point))/1000
	}
	switch r.Why {
	case "size":
		return "it is larger"
	case "spelling":
		return "its name fits better"
	case "said":
		return "the text puts it in " + other
	case "distance":
		return fmt.Sprintf("the text says how it lies from %s (%.0f km)", other, km)
	case "front":
		return "changes were reported there at the time"
	case "water":
		if n.Candidates[0].Place.Kind == geo.River || n.Candidates[0].Place.Kind == geo.Sea {
			return "a word such as “river” or “bank” stands beside it"
		}
		return "no word such as “river” stands beside it"
	case "editor":
		return "an editor added it"
	case "region":
		return other + " is named"
	case "near":
		return fmt.Sprintf("%s is near (%.0f km)", other, km)
	case "listed":
		return fmt.Sprintf("it is listed with %s (%.0f km)", other, km)
	case "same":
		return "the name means it elsewhere in the text"
	}
	return r.Why
}

func fit(how geo.Match) string {
	switch how {
	case geo.Inflected:
		return "by another case of its name"
	case geo.Folded:
		return "by a like spelling"
	case geo.Similar:
		return "one letter off"
	}
	return "by its name"
}

func noPlace(why string) string {
	switch why {
	case "title":
		return "part of a title or a name in quotation marks"
	case "person":
		return "a person"
	case "organisation":
		return "part of the name of a body, a unit, a ship or a street"
	case "adjective":
		return "an adjective that goes with a noun"
	case "word":
		return "an ordinary word"
	}
	return why
}

// relation says how a name stands to the word before it.
func relation(class string) string {
	switch class {
	case "":
		return ""
	case "prep":
		return "here behind a preposition"
	case "part":
		return "here a part of it"
	}
	return "here “" + class + "” it"
}
