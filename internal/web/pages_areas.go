package web

import (
	"fmt"
	"math"
	"strings"
	"time"

	"retaken/internal/geo"
)

// areasPage is the ground through time as people read it.
type areasPage struct {
	areaSeries
	Form  *asking
	Chart *areaChart
}

func (v *visit) areasPage(of areaSeries) areasPage {
	form := v.form(
		"Show",
		control{Name: "from", Label: "From", Type: "date"}, control{Name: "to", Label: "To", Type: "date"},
		control{Name: "bucket", Label: "A point for each", Options: []crumb{{"week", ""}, {"day", "day"}, {"month", "month"}}},
	)
	return areasPage{of, form, chartOf(of.Points)}
}

// Rows are the points, the latest first.
func (p areasPage) Rows() []areaPoint {
	rows := make([]areaPoint, len(p.Points))
	for i, point := range p.Points {
		rows[len(rows)-1-i] = point
	}
	return rows
}

// The sizes of a chart, of which its width is that of the page.
const (
	chartWidth  = 1000
	chartHeight = 360
	chartLeft   = 80
	chartFoot   = 34
)

// areaChart is lines of the ground by holder.
type areaChart struct {
	Label string
	Lines []chartLine
	Ticks []chartTick // of km²
	Years []chartTick
	Foot  int // where the axis of time is
}

type chartLine struct{ Class, Path, Reported, Name string }

type chartTick struct {
	At   float64
	Text string
}

// chartOf draws points, nil where there are too few for a line. Lines are steps: the state at a point holds until the next.
func chartOf(points []areaPoint) *areaChart {
	if len(points) < 2 {
		return nil
	}
	most := 1.0
	for _, p := range points {
		for _, h := range heldAreas {
			most = max(most, p.Held[h].Reported+p.Held[h].Inferred)
		}
	}
	step := math.Pow(10, math.Floor(math.Log10(most)))
	for most/step < 3 {
		step /= 2
	}
	first, last := dayOf(points[0].Date), dayOf(points[len(points)-1].Date)
	x := func(t time.Time) float64 {
		return chartLeft + (chartWidth-chartLeft)*float64(t.Sub(first))/float64(last.Sub(first))
	}
	const foot = chartHeight - chartFoot
	y := func(km2 float64) float64 { return foot - (foot-10)*km2/most }
	c := &areaChart{Label: fmt.Sprintf("Ground by holder from %s to %s; the numbers are in the table", points[0].Date, points[len(points)-1].Date), Foot: foot}
	for _, h := range heldAreas {
		var reported, whole strings.Builder
		for i, p := range points {
			at, sum := x(dayOf(p.Date)), p.Held[h]
			verb := "H%.1fV%.1f"
			if i == 0 {
				verb = "M%.1f %.1f"
			}
			fmt.Fprintf(&reported, verb, at, y(sum.Reported))
			fmt.Fprintf(&whole, verb, at, y(sum.Reported+sum.Inferred))
		}
		c.Lines = append(c.Lines, chartLine{classes[string(h)], whole.String(), reported.String(), holders[string(h)]})
	}
	for km2 := 0.0; km2 <= most; km2 += step {
		c.Ticks = append(c.Ticks, chartTick{y(km2), grouped(int(km2))})
	}
	for year := first.Year() + 1; year <= last.Year(); year++ {
		c.Years = append(c.Years, chartTick{x(time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)), fmt.Sprint(year)})
	}
	return c
}

// dayOf is a day that this server wrote.
func dayOf(day string) time.Time {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic(err)
	}
	return t
}

// Of is the numbers of the table, in the order of its columns; nil where nothing is known.
func (p areaPoint) Of() (row []any) {
	for _, h := range heldAreas {
		row = append(row, p.Held[h].Reported, p.Held[h].Inferred)
	}
	row = append(row, p.None, p.Claimed[geo.Ukraine], p.Claimed[geo.Russia])
	if p.Gained == nil {
		return append(row, nil, nil)
	}
	return append(row, p.Gained[geo.Ukraine], p.Gained[geo.Russia])
}

const areasContent = `<h1>{{.Title}}</h1>
<p>{{.Data.About}}</p>
{{template "form" .Data.Form}}
{{with .Data.Chart}}{{$foot := .Foot}}<figure><svg class="chart" viewBox="0 0 1000 360" role="img" aria-label="{{.Label}}">
{{range .Ticks}}<path class="grid" d="M80 {{.At}}H1000"/><text x="72" y="{{.At}}" text-anchor="end">{{.Text}}</text>
{{end}}{{range .Years}}<path class="grid" d="M{{.At}} 10V{{$foot}}"/><text x="{{.At}}" y="350">{{.Text}}</text>
{{end}}{{range .Lines}}<path class="{{.Class}} all" d="{{.Path}}"><title>{{.Name}}, reported and inferred</title></path><path class="{{.Class}}" d="{{.Reported}}"><title>{{.Name}}, reported</title></path>
{{end}}</svg>
<figcaption><ul class="key">{{range .Lines}}<li><svg class="chart" viewBox="-18 -18 36 36" aria-hidden="true"><path class="{{.Class}}" d="M-17 0H17"/></svg>{{.Name}}</li>{{end}}<li>km²; the full line is reported, the pale one with what is inferred</li></ul></figcaption></figure>
{{end}}<h2>Ground by holder, square kilometres</h2>
<div class="wide" role="region" aria-label="Ground by holder" tabindex="0"><table>
<thead><tr><th scope="col">End of</th><th scope="col" class="n">Ukrainian-held, reported</th><th scope="col" class="n">inferred</th><th scope="col" class="n">Russian-occupied, reported</th><th scope="col" class="n">inferred</th><th scope="col" class="n">Contested, reported</th><th scope="col" class="n">inferred</th><th scope="col" class="n">No evidence</th><th scope="col" class="n">Claimed by UA</th><th scope="col" class="n">Claimed by RU</th><th scope="col" class="n">Came to UA</th><th scope="col" class="n">Came to RU</th></tr></thead>
{{range .Data.Rows}}<tr><th scope="row">{{.Date}}</th>{{range .Of}}<td class="n">{{.}}</td>{{end}}</tr>
{{end}}</table></div>
{{with .Data.Stated}}<h2>What was said of ground that changed hands</h2>
<div class="wide" role="region" aria-label="What was said of ground that changed hands" tabindex="0"><table>
<thead><tr><th scope="col">Date</th><th scope="col">For</th><th scope="col" class="n">km², stated</th><th scope="col">Status</th><th scope="col">Words</th><th scope="col">Who says so</th></tr></thead>
{{range .}}<tr><th scope="row">{{.Date}}</th><td>{{.By}}</td><td class="n">{{with .Qualifier}}{{.}} {{end}}{{.Km2}}</td><td>{{.Status}}</td><td class="text">{{.Quote}}</td><td class="text">{{with .Source}}{{.}}, {{end}}{{.Side}}; {{.Publisher}}: {{.Title}}</td></tr>
{{end}}</table></div>
{{end}}`
