package web

import (
	"bytes"
	"fmt"
	html "html/template"
	"net/http"
	"net/url"
	"strings"
	"time"

	"retaken/internal/atlas"
)

// page is a document as people read it, without a script. What comes from articles is escaped by the
// template, addresses included.
type page struct {
	Name    string // of the template that shows Data
	Site    string
	Base    string
	Copy    bool // it is for a static copy
	Search  bool // whether there is a search
	Crumbs  []crumb
	Title   string
	Data    any
	Links   []link
	Credit  string // what the sources ask to be shown
	Updated string // when what is shown became what it is; "" when it has no time
}

// crumb is a page that this one lies under, or that it leads to.
type crumb struct{ Title, Href string }

// page is a document that is a page.
func (s *Server) page(v *visit, name, title string, data any, links []link) *document {
	return &document{links: links, body: func(b []byte) ([]byte, error) {
		p := s.frame(v.base, name, title, data)
		p.Crumbs, p.Links = s.crumbs(v, title), links
		if v.copy { // pages lie one folder below the map
			p.Base, p.Crumbs, p.Links = "..", []crumb{{"Map", "../index.html"}, {title, ""}}, nil
		}
		p.Updated = v.atlas.Updated.UTC().Format(time.DateOnly + " 15:04 UTC")
		page, err := render(p)
		return append(b, page...), err
	}}
}

// frame is a page with what all of them have.
func (s *Server) frame(base, name, title string, data any) page {
	return page{Name: name, Site: s.Title, Base: base, Copy: s.Copy, Search: s.Search != nil, Title: title, Data: data, Credit: s.Attribution}
}

// crumbs is the way to a page by the parts of its path. The last is the page itself.
func (s *Server) crumbs(v *visit, title string) []crumb {
	path := strings.Trim(v.Request().URL.Path, "/")
	all := []crumb{{"Map", v.base + "/"}}
	if path == "" {
		return all
	}
	at := ""
	parts := strings.Split(path, "/")
	if name := map[string]string{atlas.Places: "Places", atlas.Articles: "Articles"}[parts[0]]; name != "" {
		return append(all, crumb{name, v.base + "/collections/" + parts[0] + "/items?f=html"}, crumb{title, ""})
	}
	for i, part := range parts {
		at += "/" + url.PathEscape(part)
		name, known := namesOfParts[part]
		switch {
		case i == len(parts)-1 && part != "items":
			name = title
		case i == 1 && parts[0] == "collections":
			name = part
			if c, err := v.atlas.Collection(part); err == nil {
				name = c.Title
			}
		case !known:
			name = part
		}
		all = append(all, crumb{name, v.base + at + "?f=html"})
	}
	return all
}

var namesOfParts = map[string]string{"collections": "Collections", "items": "Features"}

// problemPage is an error as people read it, with the way back.
func (s *Server) problemPage(r *http.Request, p problem) ([]byte, error) {
	base := s.base(r)
	way := []crumb{{"The map", base + "/"}, {"All collections", base + "/collections?f=html"}}
	if path := r.URL.Path; p.Status == http.StatusBadRequest && r.URL.RawQuery != "" {
		way = append([]crumb{{"This page without conditions", base + (&url.URL{Path: path}).EscapedPath() + "?f=html"}}, way...)
	} else if parts := strings.Split(strings.Trim(path, "/"), "/"); len(parts) > 2 && parts[0] == "collections" && p.Status != http.StatusMethodNotAllowed {
		way = append([]crumb{{"The collection " + parts[1], base + "/collections/" + url.PathEscape(parts[1]) + "?f=html"}}, way...)
	}
	page := s.frame(base, "problem", p.Title, struct {
		problem
		Way []crumb
	}{p, way})
	page.Crumbs = []crumb{{"Map", base + "/"}, {p.Title, ""}}
	return render(page)
}

func render(p page) ([]byte, error) {
	t, ok := pages[p.Name]
	if !ok {
		return nil, fmt.Errorf("rendering page %s: there is no such template", p.Name)
	}
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, "page", p); err != nil {
		return nil, fmt.Errorf("rendering page %s: %w", p.Name, err)
	}
	return b.Bytes(), nil
}

// pages are the templates by the name of the page: each the same frame around another content.
var pages = func() map[string]*html.Template {
	frame := html.Must(html.New("").Funcs(html.FuncMap{
		"style":    func() html.CSS { return html.CSS(style) },
		"last":     func(i int, all []crumb) bool { return i == len(all)-1 },
		"grouped":  grouped[int],
		"describe": inWords, "moment": moment,
	}).Parse(wholePage + headLinks + sharedParts))
	all := map[string]*html.Template{}
	for name, text := range contents {
		all[name] = html.Must(html.Must(frame.Clone()).New("content").Parse(text))
	}
	return all
}()

const wholePage = `{{define "page"}}<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{.Title}} – {{.Site}}</title>
<link rel="icon" href="{{.Base}}/icon.svg" type="image/svg+xml">
{{if .Copy}}<link rel="stylesheet" href="{{.Base}}/pages.css">{{else}}<style>{{style}}</style>{{end}}
{{template "head links" .Links}}</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header><a class="site" href="{{.Base}}/{{if .Copy}}index.html{{end}}">{{.Site}}</a>
<nav aria-label="Site">{{if .Copy}}<a href="{{.Base}}/data/index.html">Data</a>{{else}}<a href="{{.Base}}/collections?f=html">Collections</a>
<a href="{{.Base}}/diff?f=html">Comparison</a>
{{if .Search}}<a href="{{.Base}}/search?f=html">Search</a>
{{end}}<a href="{{.Base}}/api?f=html">API</a>
<a href="{{.Base}}/conformance?f=html">Conformance</a>{{end}}</nav></header>
<main id="content">
{{if gt (len .Crumbs) 1}}<nav aria-label="Where this page is"><ol class="crumbs">{{$all := .Crumbs}}{{range $i, $c := .Crumbs}}<li>{{if last $i $all}}<span aria-current="page">{{.Title}}</span>{{else}}<a href="{{.Href}}">{{.Title}}</a>{{end}}</li>{{end}}</ol></nav>
{{end}}{{template "content" .}}
{{if .Links}}<h2>Links</h2>
{{template "links" .Links}}{{end}}</main>
<footer>{{with .Credit}}<p>{{.}}</p>
{{end}}{{with .Updated}}<p>Data as of {{.}}. Coordinates are longitude and latitude (WGS 84), times are UTC.</p>
{{end}}</footer>
</body>
</html>
{{end}}
{{define "links"}}<ul class="links">
{{range .}}<li><a href="{{.Href}}" rel="{{.Rel}}" type="{{.Type}}">{{or .Title .Href}}</a> <small>{{.Type}}</small></li>
{{end}}</ul>
{{end}}
`

// headLinks are links for programs that read pages.
const headLinks = `{{define "head links"}}{{range .}}{{if ne .Rel "self"}}<link rel="{{.Rel}}" type="{{.Type}}" href="{{.Href}}">
{{end}}{{end}}{{end}}`
