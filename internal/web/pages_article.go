package web

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"retaken/internal/explain"
	"retaken/internal/geo"
)

// articlePage is the data of the page of an article.
type articlePage struct {
	articleView
	Host   string // of the address
	Day    string
	Whole  bool
	Map    *picture
	Legend []explain.Note
	Count  int // reports
}

// pageOfArticle is the page of an article, which is explained when the page is made and not before.
func (s *Server) pageOfArticle(v *visit, read geo.Read, look func() (articleView, error), links []link) *document {
	return &document{links: links, large: true, body: func(b []byte) ([]byte, error) {
		view, err := look()
		if err != nil {
			return b, err
		}
		p := articlePage{articleView: view, Whole: view.Text == wholeText, Legend: explain.Legend}
		if u, err := url.Parse(view.URL); err == nil {
			p.Host = strings.TrimPrefix(u.Host, "www.")
		}
		if !read.Published.IsZero() {
			p.Day = explain.LongDay(read.Published)
		}
		var sketches []sketch
		for i := range read.Names {
			sketches = append(sketches, sketch{
				read.Points[i], onlyNamed, explain.Plain(read.Names[i]), localPath(v.placeHref(read.Places[i])),
			})
		}
		for _, e := range v.atlas.ReportsIn(read.ID) {
			p.Count++
			place, _, ok := v.atlas.Timeline(e.Place)
			if !ok {
				continue
			}
			row := geo.Row{Place: &place, Event: &e}
			l := lookOf(func(name string) any {
				if i := fieldOf(geo.EventFields, name); i >= 0 {
					return row.Value(i)
				}
				return nil
			})
			sketches = slices.DeleteFunc(sketches, func(o sketch) bool { return o.look == onlyNamed && o.geometry == place.Point })
			sketches = append(sketches, sketch{place.Point, l, said(place.Name, l), localPath(v.placeHref(place.ID))})
		}
		if len(sketches) > 0 {
			p.Map = s.outline().draw("Map of the places that the article names", sketches, nil)
		}
		return s.page(v, "article", view.Title, p, links).body(b)
	}}
}

// onlyNamed is a place that is only named.
var onlyNamed = look{shape: "dot", class: "plain", words: "Named"}

// Read is what was read in a sentence, counted, for the heading of the details.
func (s articleSentence) Read() string {
	var kinds []string
	counts := map[string]int{}
	for _, n := range s.Notes {
		if counts[n.Kind]++; counts[n.Kind] == 1 {
			kinds = append(kinds, n.Kind)
		}
	}
	for i, kind := range kinds {
		if n := counts[kind]; n == 1 {
			kinds[i] = "1 " + kind
		} else {
			kinds[i] = grouped(n) + " " + kind + "s"
		}
	}
	return strings.Join(kinds, ", ")
}

// Omissions are the notes on changes that were looked for and not found.
func (s articleSentence) Omissions() []articleNote {
	return slices.DeleteFunc(slices.Clone(s.Notes), func(n articleNote) bool { return !n.Omitted() })
}

// Names are the notes on names that were taken for places.
func (s articleSentence) Names() []articleNote {
	return slices.DeleteFunc(slices.Clone(s.Notes), func(n articleNote) bool { return n.Place == 0 })
}

// Mark is the outermost mark of a part, and Inner the part without it.
func (p articlePart) Mark() explain.Mark {
	if len(p.Marks) == 0 {
		return ""
	}
	return p.Marks[0]
}

// Inner is the part without its outermost mark.
func (p articlePart) Inner() articlePart {
	p.Marks = p.Marks[1:]
	return p
}

// ISO is the time of publication as programs read it.
func (p articlePage) ISO() string {
	if t, err := time.Parse(time.RFC3339, p.Published); err == nil {
		return t.Format(time.DateOnly)
	}
	return ""
}

const articleContent = `<h1><bdi{{with .Data.Lang}} lang="{{.}}"{{end}}>{{.Title}}</bdi></h1>
<p>{{with .Data.Publisher}}<bdi>{{.}}</bdi>{{else}}Publisher not named{{end}}{{with .Data.Day}}, <time datetime="{{$.Data.ISO}}">{{.}}</time>{{else}}, day unknown{{end}}.
{{with .Data.URL}}<a href="{{.}}" rel="external noopener noreferrer nofollow">Read it at {{$.Data.Host}}</a>.{{end}}</p>
{{with .Data.CopyOf}}<p class="note">It repeats the text of the article <bdi>{{.}}</bdi>; together they count as one source.</p>
{{end}}<div class="split brief">{{template "map" .Data.Map}}
<div>
<p>{{if .Data.Whole}}The whole text, sentence by sentence, with what was read in it and what the map made of that.{{else}}The sentences that reports rest on, with what the map made of them. The rest of the text is not shown here: it is its publisher's.{{end}}
{{if eq .Data.Count 0}}No report of a change was found in it.{{else if eq .Data.Count 1}}One report of a change was found in it.{{else}}{{.Data.Count}} reports of changes were found in it.{{end}}</p>
{{with .Data.About}}<ul class="about">{{range .}}<li><bdi>{{.}}</bdi></li>{{end}}</ul>
{{end}}<details><summary>What the marks mean</summary><ul class="marks">{{range .Data.Legend}}<li><span class="m-{{.Mark}}">{{.Words}}</span> {{.Says}}</li>{{end}}</ul></details>
</div></div>
<h2>What it says, and what was made of it</h2>
<ol class="sentences">
{{range .Data.Sentences}}{{template "skipped" .Skipped}}<li class="sentence{{if .Reports}} evidence{{end}}">
<div class="says">{{range .Reports}}<span id="event-{{.ID}}"></span>{{end}}{{if .Parts}}<p class="words"{{with .Lang}} lang="{{.}}"{{end}}>{{with .Number}}<span class="number" lang="en">{{.}}</span>{{end}}{{range .Parts}}{{template "part" .}}{{end}}</p>{{else}}<p class="note">{{with .Number}}<span class="number">{{.}}</span>{{end}}Not shown.{{range .Names}} {{if .Href}}<a href="{{.Href}}">{{.Words}}</a>{{else}}{{.Words}}{{end}}{{end}}</p>{{end}}</div>
<div class="makes">{{range .Reports}}<p class="report"><a href="{{.PlaceHref}}"><b class="state {{.Class}}">{{.Place}}</b></a>{{with .PlaceUk}} <span lang="uk">{{.}}</span>{{end}}: {{.Says}}, {{.DateWords}}; {{.Standing}}; <bdi>{{.Whose}}</bdi>.<br>
<small>{{if .Counts}}On the map: {{.Because}}.{{else}}Left out: {{.Because}}.{{end}} {{with .Href}}<a href="{{.}}?f=html">This report</a>{{end}}</small></p>
{{end}}{{range .Omissions}}{{template "omission" .}}{{end}}{{if and .Notes .Parts}}<details><summary>{{.Read}}</summary><dl class="notes">{{range .Notes}}<div><dt>{{.Kind}}</dt><dd><bdi class="m-{{.Mark}}">{{.Words}}</bdi>: {{.Says}}{{range .More}}<br><small>{{with .Sign}}{{.}} {{end}}{{.Text}}</small>{{end}}</dd></div>
{{end}}</dl></details>{{end}}</div></li>
{{end}}{{template "skipped" .Data.Skipped}}</ol>
{{define "part"}}{{if .Mark}}{{if and .Href (eq .Mark "name")}}<a class="m-name" href="{{.Href}}">{{template "part" .Inner}}</a>{{else}}<span class="m-{{.Mark}}">{{template "part" .Inner}}</span>{{end}}{{else}}{{.Text}}{{end}}{{end}}
{{define "skipped"}}{{if .}}<li class="note gap">{{if eq . 1}}1 sentence is not shown.{{else}}{{.}} sentences are not shown.{{end}}</li>
{{end}}{{end}}
{{define "omission"}}{{$n := .}}{{range .More}}{{if eq .Sign "✗"}}<p class="report"><bdi class="m-blocked">{{$n.Words}}</bdi>: {{.Text}}.</p>
{{end}}{{end}}{{end}}`
