package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html/template"
	"strings"

	"github.com/paulmach/orb"

	"retaken/internal/geo"
)

// page is a document as people read it, without a script. What comes from articles is escaped by the
// template, addresses included.
type page struct {
	Name  string // of the template that shows Data
	Site  string
	Base  string
	Title string
	Data  any
	Links []link
}

// page is a document that is a page.
func (s *Server) page(v *visit, name, title string, data any, links []link) *document {
	return &document{links: links, body: func(b []byte) ([]byte, error) {
		page, err := render(page{Name: name, Site: s.Title, Base: v.base, Title: title, Data: data, Links: links})
		return append(b, page...), err
	}}
}

// itemsPage and itemPage are the data of the pages of features.
type itemsPage struct {
	Fields  []geo.Field
	Rows    []geo.Feature
	Matched int
	At      string // address of the items
}

type itemPage struct {
	Fields  []geo.Field
	Feature geo.Feature
}

func render(p page) ([]byte, error) {
	var b bytes.Buffer
	if err := pages.ExecuteTemplate(&b, "page", p); err != nil {
		return nil, fmt.Errorf("rendering page %s: %w", p.Name, err)
	}
	return b.Bytes(), nil
}

const style = `
body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:72rem;padding:0 1rem 3rem;color:#1c2321;background:#fff}
nav{padding:.75rem 0;border-bottom:1px solid #dcd8cf}nav a{margin-right:1rem}
a{color:#2b4c7e}h1{font-size:1.5rem;margin:1.25rem 0 .5rem}h2{font-size:1.125rem;margin:1.25rem 0 .25rem}
div.wide{overflow-x:auto}table{border-collapse:collapse;font-size:.875rem}
th,td{border-bottom:1px solid #dcd8cf;padding:.25rem .75rem .25rem 0;text-align:left;vertical-align:top}
td{max-width:24rem;overflow-wrap:anywhere}
@media(prefers-color-scheme:dark){body{color:#eef1ed;background:#151a1d}a{color:#9dbcf0}nav,th,td{border-color:#2f383b}}
`

// pagePolicy lets a page have its own style and nothing else.
var pagePolicy = func() string {
	digest := sha256.Sum256([]byte(style))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(digest[:]) +
		"'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
}()

// pageHeaders is what a browser is to know about a page.
func pageHeaders(policy string) [][2]string {
	return [][2]string{{"Content-Security-Policy", policy}, {"Referrer-Policy", "same-origin"}}
}

var pages = template.Must(template.New("").Funcs(template.FuncMap{
	"style": func() template.CSS { return template.CSS(style) },
	"web": func(v any) bool {
		s, _ := v.(string)
		return strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://")
	},
	"point": func(g orb.Geometry) []float64 {
		if p, ok := g.(orb.Point); ok {
			return p[:]
		}
		return nil
	},
	"show": func(v any) any {
		if v == nil {
			return ""
		}
		return v
	},
}).Parse(`{{define "page"}}<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{{.Title}} – {{.Site}}</title>
<style>{{style}}</style>
{{range .Links}}{{if eq .Rel "alternate"}}<link rel="alternate" type="{{.Type}}" href="{{.Href}}">
{{end}}{{end}}</head>
<body>
<nav><a href="{{.Base}}/">{{.Site}}</a><a href="{{.Base}}/collections?f=html">Collections</a><a href="{{.Base}}/api?f=html">Interface</a><a href="{{.Base}}/conformance?f=html">Conformance</a></nav>
<main>
<h1>{{.Title}}</h1>
{{if eq .Name "words"}}<p>{{.Data}}</p>
{{else if eq .Name "conformance"}}{{template "conformance" .Data}}
{{else if eq .Name "collections"}}{{range .Data}}<h2>{{.Title}}</h2>{{template "collection" .}}{{end}}
{{else if eq .Name "collection"}}{{template "collection" .Data}}
{{else if eq .Name "items"}}{{template "items" .Data}}
{{else if eq .Name "item"}}{{template "item" .Data}}
{{else if eq .Name "fields"}}{{template "fields" .Data}}
{{else if eq .Name "found"}}{{template "found" .}}
{{else if eq .Name "api"}}{{template "api" .Data}}
{{end}}{{if .Links}}<h2>Links</h2>
{{template "links" .Links}}{{end}}</main>
</body>
</html>
{{end}}
{{define "links"}}<ul>
{{range .}}{{if ne .Rel "self"}}<li><a href="{{.Href}}" rel="{{.Rel}}">{{or .Title .Href}}</a> ({{.Type}})</li>
{{end}}{{end}}</ul>
{{end}}
{{define "conformance"}}<ul>
{{range .}}<li>{{.}}</li>
{{end}}</ul>
{{end}}
{{define "collection"}}<p>{{.Description}}</p>
{{with .Extent.Spatial}}<p>West, south, east, north: {{range .BBox}}{{range .}}{{.}} {{end}}{{end}}</p>
{{end}}{{with .Extent.Temporal}}{{range .Interval}}<p>From {{or (index . 0) "…"}} to {{or (index . 1) "now"}}</p>
{{end}}{{end}}{{template "links" .Links}}
{{end}}
{{define "value"}}{{if web .}}<a href="{{.}}" rel="external nofollow noopener">{{.}}</a>{{else}}{{show .}}{{end}}{{end}}
{{define "items"}}<p>{{len .Rows}} of {{.Matched}}</p>
<div class="wide" tabindex="0"><table>
<tr><th>id</th>{{range .Fields}}<th title="{{.Title}}">{{.Name}}</th>{{end}}</tr>
{{$at := .At}}{{range .Rows}}<tr><td><a href="{{$at}}/{{.ID}}?f=html">{{.ID}}</a></td>{{range .Properties}}<td>{{template "value" .}}</td>{{end}}</tr>
{{end}}</table></div>
{{end}}
{{define "item"}}<table>
{{with point .Feature.Geometry}}<tr><th>Longitude, latitude</th><td>{{range $i, $x := .}}{{if $i}}, {{end}}{{$x}}{{end}}</td></tr>
{{end}}{{$values := .Feature.Properties}}{{range $i, $f := .Fields}}<tr><th>{{$f.Title}}</th><td>{{template "value" index $values $i}}</td></tr>
{{end}}</table>
{{end}}
{{define "fields"}}<table>
<tr><th>Property</th><th>Type</th><th>What it says</th><th>Values</th></tr>
<tr><td>geometry</td><td>{{.Geometry}}</td><td>Longitude and latitude, degrees</td><td></td></tr>
{{range .Fields}}<tr><td>{{.Name}}</td><td>{{.Type}}</td><td>{{.Title}}</td><td>{{range $i, $v := .Enum}}{{if $i}}, {{end}}{{$v}}{{end}}</td></tr>
{{end}}</table>
{{end}}
{{define "found"}}{{$base := .Base}}<table>
<tr><th>Name</th><th>Ukrainian</th><th>Kind</th><th>Oblast</th><th>Raion</th></tr>
{{range .Data}}<tr><td><a href="{{$base}}/collections/places/items/{{.ID}}?f=html">{{.Name}}</a></td><td>{{.NameUk}}</td><td>{{.Kind}}</td><td>{{.Oblast}}</td><td>{{.Raion}}</td></tr>
{{end}}</table>
{{end}}
{{define "api"}}<p>{{.Description}}</p>
{{range .Operations}}<h2>{{.Path}}</h2><p>{{.Summary}}</p>
{{if .Parameters}}<table>{{range .Parameters}}<tr><th>{{.Name}}</th><td>{{.Description}}</td></tr>
{{end}}</table>{{end}}
{{end}}{{end}}`))
