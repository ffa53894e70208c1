package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"retaken/internal/geo"
	"retaken/internal/news"
)

// openName is a name that articles use and that stands for no place, or for several.
type openName struct {
	name       string
	surfaces   map[string]int
	articles   int
	last       string // article that was counted last
	count      int
	from, to   time.Time // of publication, zero when unknown
	quote      string
	candidates []geo.PlaceID
}

// openNames are the names in the readings of the kept articles that are in a state, the most frequent
// first. Spellings with one folded key, and the same candidates, are one.
func (f dbFlag) openNames(e *env, state geo.MentionState) ([]*openName, *geo.Gazetteer, error) {
	if err := f.mustExist(); err != nil {
		return nil, nil, err
	}
	db, err := f.open(e, true)
	if err != nil {
		return nil, nil, err
	}
	defer db.Close()
	g, err := geo.NewGazetteer(db.Places(e.ctx))
	if err != nil {
		return nil, nil, err
	}
	names := map[string]*openName{}
	for a, err := range db.Articles(e.ctx) {
		if err != nil {
			return nil, nil, err
		}
		for m, err := range db.Mentions(e.ctx, a.Ref) {
			if err != nil {
				return nil, nil, err
			}
			if m.State != state {
				continue
			}
			key := fmt.Sprint(geo.FoldKey(m.Surface), sorted(m.Candidates))
			n := names[key]
			if n == nil {
				n = &openName{surfaces: map[string]int{}, candidates: m.Candidates, quote: quoted(a, m.Span)}
				names[key] = n
			}
			n.add(a, m)
		}
	}
	list := make([]*openName, 0, len(names))
	for _, n := range names {
		for s, count := range n.surfaces {
			if c := cmp.Or(cmp.Compare(count, n.surfaces[n.name]), cmp.Compare(n.name, s)); n.name == "" || c > 0 {
				n.name = s
			}
		}
		list = append(list, n)
	}
	slices.SortFunc(list, func(a, b *openName) int {
		return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(b.articles, a.articles), cmp.Compare(a.name, b.name), cmp.Compare(a.quote, b.quote))
	})
	return list, g, nil
}

func sorted(ids []geo.PlaceID) []geo.PlaceID {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	return ids
}

func (n *openName) add(a news.Article, m geo.Mention) {
	n.count++
	n.surfaces[strings.Join(strings.Fields(plain(m.Surface)), " ")]++
	if n.last != a.Ref {
		n.articles++
		n.last = a.Ref
	}
	if day := a.Published; !day.IsZero() {
		if n.from.IsZero() || day.Before(n.from) {
			n.from = day
		}
		if day.After(n.to) {
			n.to = day
		}
	}
}

// maxQuote is how long a quote is, in characters.
const maxQuote = 160

var sentenceEnd = regexp.MustCompile(`[.!?…]["”»)]?\s|\n`)

// quoted is the sentence with a mention, cut to a length that fits, without control characters.
func quoted(a news.Article, span geo.Span) string {
	start, end := min(max(span.Start, 0), len(a.Text)), min(max(span.End, 0), len(a.Text))
	before, name, after := a.Text[:start], a.Text[start:max(start, end)], a.Text[max(start, end):]
	if ends := sentenceEnd.FindAllStringIndex(before[max(0, len(before)-8*maxQuote):], -1); len(ends) > 0 {
		before = before[max(0, len(before)-8*maxQuote)+ends[len(ends)-1][1]:]
	}
	if end := sentenceEnd.FindStringIndex(after); end != nil {
		after = after[:end[1]]
	}
	before, after = oneLine(before), oneLine(after)
	room := max(0, maxQuote-utf8.RuneCountInString(name))
	behind := min(utf8.RuneCountInString(after), max(room/2, room-utf8.RuneCountInString(before)))
	return lastOf(before, room-behind) + oneLine(name) + firstOf(after, behind)
}

// oneLine is text without control characters, with single blanks.
func oneLine(s string) string {
	out := strings.Join(strings.Fields(plain(s)), " ")
	if out == "" {
		return out
	}
	if strings.HasPrefix(plain(s), " ") {
		out = " " + out
	}
	if strings.HasSuffix(plain(s), " ") {
		out += " "
	}
	return out
}

func firstOf(s string, n int) string {
	r := []rune(strings.TrimRight(s, " "))
	if len(r) <= n {
		return string(r)
	}
	cut := string(r[:n])
	if i := strings.LastIndexByte(cut, ' '); i >= 0 {
		cut = cut[:i]
	}
	return cut + "…"
}

func lastOf(s string, n int) string {
	r := []rune(strings.TrimLeft(s, " "))
	if len(r) <= n {
		return string(r)
	}
	cut := string(r[len(r)-n:])
	if i := strings.IndexByte(cut, ' '); i >= 0 {
		cut = cut[i+1:]
	}
	return "…" + cut
}

type gazetteerUnresolved struct {
	dbFlag
	listFlags
	Limit int `help:"At most so many names; 0 for all." default:"30"`
}

// maxSimilar is how many places of a similar name are told.
const maxSimilar = 3

// Run prints the names with what an editor needs to add the place.
func (c gazetteerUnresolved) Run(e *env) error {
	names, g, err := c.openNames(e, geo.Unknown)
	if err != nil {
		return err
	}
	hidden := 0
	if c.Limit > 0 && len(names) > c.Limit {
		hidden = len(names) - c.Limit
		names = names[:c.Limit]
	}
	if c.JSON {
		enc := json.NewEncoder(e.out)
		enc.SetEscapeHTML(false)
		for _, n := range names {
			similar := []map[string]any{}
			for _, p := range n.similar(g) {
				similar = append(similar, candidateJSON(p))
			}
			out := n.json()
			out["similar"], out["add"] = similar, c.addCommand(n.name)
			if err := enc.Encode(out); err != nil {
				return fmt.Errorf("writing: %w", err)
			}
		}
		return nil
	}
	if len(names) == 0 {
		fmt.Fprintln(e.out, "every name is resolved")
		return nil
	}
	t := newTable(e, table.Row{"name", "times", "articles", "first", "last", "similar", "quote"}, 7)
	for _, n := range names {
		var similar []string
		for _, p := range n.similar(g) {
			similar = append(similar, plain(p.Name+" ("+p.Ref+")"))
		}
		t.AppendRow(table.Row{n.name, n.count, n.articles, dayOrEmpty(n.from), dayOrEmpty(n.to), strings.Join(similar, "\n"), n.quote})
	}
	t.Render()
	fmt.Fprintln(e.out)
	for _, n := range names {
		fmt.Fprintln(e.out, c.addCommand(n.name))
	}
	if hidden > 0 {
		fmt.Fprintf(e.err, "retaken: there are %d more; see --limit\n", hidden)
	}
	return nil
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

// addCommand is what adds a place of that name, once its position is known.
func (f dbFlag) addCommand(name string) string {
	latin := name
	var alias string
	if lang := news.Language(name); lang == "uk" || lang == "ru" {
		uk, ru := name, ""
		if lang == "ru" {
			uk, ru = "", name
		}
		latin, alias = geo.Romanisations(uk, ru)[0], " --alias "+shellWord(name)
	}
	db := ""
	if f.DB != "retaken.db" {
		db = " --db " + shellWord(f.DB)
	}
	return "retaken gazetteer add" + db + " " + shellWord(latin) + alias + " --at LAT,LON"
}

var plainWord = regexp.MustCompile(`^[\p{L}\p{N}./_][\p{L}\p{N}./_-]*$`)

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

type gazetteerAmbiguous struct {
	dbFlag
	listFlags
	Limit int `help:"At most so many names; 0 for all." default:"30"`
}

// Run prints the names with the places that they may mean.
func (c gazetteerAmbiguous) Run(e *env) error {
	names, g, err := c.openNames(e, geo.Ambiguous)
	if err != nil {
		return err
	}
	hidden := 0
	if c.Limit > 0 && len(names) > c.Limit {
		hidden = len(names) - c.Limit
		names = names[:c.Limit]
	}
	if c.JSON {
		enc := json.NewEncoder(e.out)
		enc.SetEscapeHTML(false)
		for _, n := range names {
			candidates := []map[string]any{}
			for _, id := range n.candidates {
				if p, ok := g.Place(id); ok {
					candidates = append(candidates, candidateJSON(&p))
				}
			}
			out := n.json()
			out["candidates"] = candidates
			if err := enc.Encode(out); err != nil {
				return fmt.Errorf("writing: %w", err)
			}
		}
		return nil
	}
	if len(names) == 0 {
		fmt.Fprintln(e.out, "no name is ambiguous")
		return nil
	}
	t := newTable(e, table.Row{"name", "times", "articles", "candidates", "quote"}, 5)
	for _, n := range names {
		var candidates []string
		for _, id := range n.candidates {
			if p, ok := g.Place(id); ok {
				candidates = append(candidates, strings.Join(strings.Fields(plain(p.Ref+" "+p.Oblast+" "+p.Raion+" "+latLon(p.Point))), " "))
			}
		}
		t.AppendRow(table.Row{n.name, n.count, n.articles, strings.Join(candidates, "\n"), n.quote})
	}
	t.Render()
	if hidden > 0 {
		fmt.Fprintf(e.err, "retaken: there are %d more; see --limit\n", hidden)
	}
	return nil
}

// json are the properties that both lists have.
func (n *openName) json() map[string]any {
	out := map[string]any{"name": n.name, "count": n.count, "articles": n.articles, "quote": n.quote, "first": nil, "last": nil}
	if !n.from.IsZero() {
		out["first"], out["last"] = dayOrEmpty(n.from), dayOrEmpty(n.to)
	}
	return out
}

func candidateJSON(p *geo.Place) map[string]any {
	return map[string]any{"ref": p.Ref, "name": p.Name, "oblast": p.Oblast, "raion": p.Raion, "lon": p.Lon(), "lat": p.Lat()}
}

func dayOrEmpty(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateOnly)
}

// newTable is a table in the manner of gazetteer list, of which one column, counted from 1, is wrapped.
func newTable(e *env, header table.Row, wrapped int) table.Writer {
	t := table.NewWriter()
	t.SetOutputMirror(e.out)
	t.SetStyle(table.StyleLight)
	t.Style().Options = table.OptionsNoBordersAndSeparators
	t.SetColumnConfigs([]table.ColumnConfig{{Number: wrapped, WidthMax: 70, WidthMaxEnforcer: text.WrapSoft}})
	t.AppendHeader(header)
	return t
}
