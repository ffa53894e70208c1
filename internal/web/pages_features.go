package web

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"retaken/internal/atlas"
	"retaken/internal/geo"
)

// featuresPage is the data of a page of features.
type featuresPage struct {
	About         string
	Form          *asking
	Map           *picture
	Columns       []column
	Rows          []featureRow
	Without       []string // properties that no feature of the page has
	First, Last   int      // 0 for none
	Matched       int
	Previous      link
	Next          link
	Ground        *groundPage // of a comparison
	Properties    string      // where the columns are explained
	NothingToShow string
	folded        []string // properties that are the links of others
}

type column struct{ Head, Title, Class string }

type featureRow struct {
	ID    int64
	Href  string
	Cells []cell
}

// leading are the columns that come first where their order differs from that of the fields.
var leading = []string{"valid_from", "valid_to", "holder", "claim_by"}

// pageOfFeatures is a page of features for people.
func (s *Server) pageOfFeatures(v *visit, title string, view view, page atlas.Page, links []link, further func() ([]byte, error)) *document {
	links = append(slices.Clip(links), v.exports()...)
	p := featuresPage{Matched: page.Matched, NothingToShow: "Nothing is known that meets these conditions. Absence of a report is not evidence that nothing happened."}
	fields := slices.Clone(view.fields)
	of := make([]int, len(fields))
	for i := range of {
		of[i] = i
	}
	root := localPath(v.base)
	at, versions := v.href(v.Request().URL.Path), v.Param("featureId") != ""
	switch collection, err := v.atlas.Collection(v.Param("collectionId")); {
	case versions:
		at = v.href("/collections/" + atlas.History + "/items")
		slices.SortStableFunc(of, func(a, b int) int { return rankIn(leading, fields[a].Name) - rankIn(leading, fields[b].Name) })
		p.About = "Every span of time during which the state of the place did not change, the earliest first: from the first day until before the last, which is left out while the state lasts."
		p.Properties = v.href("/collections/" + atlas.History + "/queryables?f=html")
		p.Form = v.form("Show", askAsOf)
	case err == nil:
		p.About = collection.Description
		p.Properties = v.href("/collections/" + collection.Name + "/queryables?f=html")
		when := control{Name: "datetime", Label: "Time", Type: "text", Hint: "2022-09-11 or 2022-09-01/2022-09-30"}
		if slices.Contains(atStates, collection.Name) {
			when.Label, when.Type = "State on", "date"
		}
		p.Form = v.form("Show", append([]control{when, askAsOf, askBox, askText}, choices(collection.Fields)...)...)
	default: // a comparison
		at = v.href("/collections/" + atlas.Control + "/items")
		p.About = aboutDiff
		p.Form = v.form("Compare", append(diffTimes(), append([]control{askAsOf, askBox, askText}, choices(geo.DifferenceFields)...)...)...)
	}
	var sketches []sketch
	filled := make([]bool, len(fields))
	var positions bool
	for r := range page.Rows() {
		f := view.feature(r)
		value := valuesOf(view.all, r)
		row := featureRow{ID: f.ID, Href: localPath(at) + "/" + strconv.FormatInt(f.ID, 10)}
		oblast, _ := value("oblast").(string)
		for _, i := range of {
			c := cellOf(root, fields[i], f.Properties[i])
			c.Text = inItsCountry(c.Text, oblast)
			row.Cells = append(row.Cells, c)
			filled[i] = filled[i] || f.Properties[i] != nil && f.Properties[i] != ""
		}
		row.Cells = append(row.Cells, positionCell(f.Geometry))
		positions = positions || f.Geometry != nil
		p.Rows = append(p.Rows, row)
		look := lookOf(value)
		sketches = append(sketches, sketch{r.Geometry(), look, said(titleOf(f.ID, value), look), row.Href})
	}
	if further != nil {
		if ground, err := readGround(further); err == nil {
			p.Ground = ground
			sketches = append(ground.sketches, sketches...)
		} else {
			return &document{body: func([]byte) ([]byte, error) { return nil, err }}
		}
	}
	p.fold(fields, of, filled)
	p.join(fields, of)
	p.dropEmpty(fields, of, filled, positions)
	p.Map = s.outline().draw(fmt.Sprintf("Map of %s: %s of %s features", title, grouped(len(p.Rows)), grouped(page.Matched)), sketches, nil)
	links = v.turnPages(&p, page, links)
	d := s.page(v, "items", title, p, links)
	d.header = view.crs.header()
	return d
}

// atStates are the collections of which a time shows the state.
var atStates = []string{atlas.Control, atlas.Areas, atlas.Borders}

func rankIn(names []string, name string) int {
	if i := slices.Index(names, name); i >= 0 {
		return i
	}
	return len(names)
}

// localPath is an address without its scheme and host.
func localPath(href string) string {
	u, err := url.Parse(href)
	if err != nil {
		return href
	}
	local := url.URL{Path: u.Path, RawPath: u.RawPath, RawQuery: u.RawQuery}
	return local.String()
}

func valuesOf(fields []geo.Field, r atlas.Row) func(name string) any {
	return func(name string) any {
		if i := fieldOf(fields, name); i >= 0 {
			return r.Value(i)
		}
		return nil
	}
}

// said is what the title of a mark says.
func said(title string, l look) string {
	if l.words == "" || strings.HasPrefix(l.words, title) {
		return title
	}
	return title + " – " + l.words
}

// turnPages adds the links to the pages before and after. People turn pages by number, so that they can turn back; tools by
// the feature that a page ends with.
func (v *visit) turnPages(p *featuresPage, page atlas.Page, links []link) []link {
	if page.Len() == 0 {
		return links
	}
	turn := func(rel, title string, change ...string) link {
		return link{v.address(change...), rel, mediaHTML, title}
	}
	offset, _ := strconv.Atoi(v.values.Get("offset"))
	if v.values.Get("after") != "" {
		p.First, p.Last = 0, page.Len()
		p.Previous = turn("first", "The first page", "after", "", "offset", "")
		for _, l := range links {
			if l.Rel == "next" {
				p.Next = l
			}
		}
		return append(links, p.Previous)
	}
	p.First, p.Last = offset+1, offset+page.Len()
	if offset > 0 {
		before := max(0, offset-defaultLimit)
		if limit, err := strconv.Atoi(v.values.Get("limit")); err == nil && limit > 0 {
			before = max(0, offset-min(limit, maxRows))
		}
		back := ""
		if before > 0 {
			back = strconv.Itoa(before)
		}
		p.Previous = turn("prev", "The previous page", "offset", back)
		links = append(links, p.Previous)
	}
	for i, l := range links {
		if l.Rel == "next" {
			p.Next = turn("next", l.Title, "offset", strconv.Itoa(p.Last))
			links[i] = p.Next
		}
	}
	return links
}
