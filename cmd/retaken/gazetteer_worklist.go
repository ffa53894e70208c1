package main

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"retaken/internal/geo"
	"retaken/internal/news"
	"retaken/internal/placefile"
)

// worklistFlags say how a list of names is printed.
type worklistFlags struct {
	dbFlag
	listFlags
	Limit int `help:"At most so many names; 0 for all." default:"30"`
}

// print prints the names in a state one by one: as JSON what object makes of each, else what show prints of it.
func (c worklistFlags) print(e *env, state geo.MentionState, none string, object func(*geo.Gazetteer, *openName) map[string]any, show func(*geo.Gazetteer, *openName)) error {
	names, g, kept, err := c.openNames(e, state)
	if err != nil {
		return err
	}
	all := len(names)
	if c.Limit > 0 && all > c.Limit {
		names = names[:c.Limit]
	}
	for i, n := range names {
		if c.JSON {
			if err := jsonTo(e).Encode(object(g, n)); err != nil {
				return fmt.Errorf("writing: %w", err)
			}
			continue
		}
		if i > 0 {
			fmt.Fprintln(e.out)
		}
		fmt.Fprintf(e.out, "%s, %s in %s%s\n  “%s”\n", n.name, counted(n.count, "time"), counted(len(n.articles), "article"), n.days(), n.quote)
		if also := n.others(); also != "" {
			fmt.Fprintf(e.out, "  also as %s\n", also)
		}
		show(g, n)
	}
	switch {
	case all > len(names):
		fmt.Fprintf(e.err, "retaken: there are %d more; see --limit\n", all-len(names))
	case all > 0 || c.JSON:
	case !kept:
		fmt.Fprintln(e.out, "no article is kept yet")
	default:
		fmt.Fprintln(e.out, none)
	}
	return nil
}

// days are the first and the last day of the articles, in words.
func (n *openName) days() string {
	switch from, to := dayOrEmpty(n.from), dayOrEmpty(n.to); {
	case from == "":
		return ""
	case from == to:
		return ", " + from
	default:
		return ", " + from + " to " + to
	}
}

func dayOrEmpty(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateOnly)
}

// json are the properties that both lists have.
func (n *openName) json() map[string]any {
	out := map[string]any{"name": n.name, "spellings": n.texts(), "count": n.count, "articles": len(n.articles), "quote": n.quote, "first": nil, "last": nil}
	if !n.from.IsZero() {
		out["first"], out["last"] = dayOrEmpty(n.from), dayOrEmpty(n.to)
	}
	return out
}

func candidateJSON(p *geo.Place) map[string]any {
	return map[string]any{"ref": p.Ref, "name": p.Name, "oblast": p.Oblast, "raion": p.Raion, "lon": p.Lon(), "lat": p.Lat()}
}

type gazetteerUnresolved struct{ worklistFlags }

// maxSimilar is how many places of a similar name are told.
const maxSimilar = 3

// Run prints the names with what an editor needs to add the place.
func (c gazetteerUnresolved) Run(e *env) error {
	object := func(g *geo.Gazetteer, n *openName) map[string]any {
		similar := []map[string]any{}
		for _, p := range n.similar(g) {
			similar = append(similar, candidateJSON(p))
		}
		out := n.json()
		out["similar"], out["add"] = similar, c.addCommand(n.latin, n.uk, n.ru)
		return out
	}
	return c.print(e, geo.Unknown, "every name is resolved", object, func(g *geo.Gazetteer, n *openName) {
		fmt.Fprintf(e.out, "  %s\n", c.addCommand(n.latin, n.uk, n.ru))
		for _, p := range n.similar(g) {
			fmt.Fprintf(e.out, "  or, if it is %s in %s: retaken gazetteer alias add%s %s %s\n", plain(p.Name), orNone(p.Oblast), c.dbArg(), shellWord(p.Ref), shellWord(n.name))
		}
	})
}

// similar are places that may be meant.
func (n *openName) similar(g *geo.Gazetteer) []*geo.Place {
	var out []*geo.Place
	for _, c := range g.Similar(n.name) {
		if len(out) < maxSimilar {
			out = append(out, c.Place)
		}
	}
	return out
}

type gazetteerAmbiguous struct{ worklistFlags }

// maxCandidates is how many places that a name may mean are told.
const maxCandidates = 8

// Run prints the names with the places that they may mean.
func (c gazetteerAmbiguous) Run(e *env) error {
	object := func(g *geo.Gazetteer, n *openName) map[string]any {
		candidates := []map[string]any{}
		for _, id := range n.candidates {
			if p, ok := g.Place(id); ok {
				candidates = append(candidates, candidateJSON(&p))
			}
		}
		out := n.json()
		out["candidates"] = candidates
		return out
	}
	return c.print(e, geo.Ambiguous, "no name is ambiguous", object, func(g *geo.Gazetteer, n *openName) {
		for i, id := range n.candidates {
			if i == maxCandidates {
				fmt.Fprintf(e.out, "  and %d more; see --json\n", len(n.candidates)-i)
				break
			}
			if p, ok := g.Place(id); ok {
				fmt.Fprintf(e.out, "  %s\n", strings.Join(strings.Fields(fmt.Sprintf("%s %s %s %s %s", plain(p.Ref), plain(p.Name), p.Oblast, plain(p.Raion), latLon(p.Point))), " "))
			}
		}
	})
}

// addCommand is what adds a place of that name, once its position is known. Of the names one may be all that
// is known.
func (f dbFlag) addCommand(latin, uk, ru string) string {
	if spelt := geo.Romanisations(uk, ru); len(spelt) > 0 {
		latin = spelt[0]
	}
	command := "retaken gazetteer add" + f.dbArg() + " " + shellWord(latin)
	if uk != "" {
		command += " --uk " + shellWord(uk)
	}
	if ru != "" {
		command += " --ru " + shellWord(ru)
	}
	return command + " --at LAT,LON"
}

// inLanguage is a name as addCommand wants it.
func inLanguage(name, lang string) (latin, uk, ru string) {
	switch lang {
	case "en":
		return name, "", ""
	case "ru":
		return "", "", name
	}
	return "", name, ""
}

// languageOf is the language of a name by its letters and ending: en, uk, ru, or "" for a Cyrillic name that
// may be of either.
func languageOf(name string) string {
	if lang := news.Language(name); lang != "uk" && lang != "ru" {
		return "en"
	}
	return placefile.Language(name)
}

// dbArg is the argument that names the database, with a blank before it, where that is not the default one.
func (f dbFlag) dbArg() string {
	if f.DB == "retaken.db" {
		return ""
	}
	return " --db " + shellWord(f.DB)
}

var plainWord = regexp.MustCompile(`^[\p{L}\p{N}./_][\p{L}\p{N}./_:-]*$`)

// shellWord is s as one word of a shell command, whatever is in it: names come from articles.
func shellWord(s string) string {
	if plainWord.MatchString(s) {
		return s
	}
	if strings.HasPrefix(s, "-") {
		s = " " + s // else it would be taken for a flag
	}
	return "'" + strings.ReplaceAll(plain(s), "'", `'\''`) + "'"
}
