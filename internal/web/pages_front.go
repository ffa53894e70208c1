package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	html "html/template"
	"io/fs"
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"
)

const (
	indexFile  = "index.html"
	apiFile    = "api.html"
	embedFile  = "embed.html"
	noFrontEnd = "The front end is not built yet. Run “make web” and start the program again."
)

// The policies of the pages that the front end is built of: what this server sends, and nothing else.
const (
	mapPolicy = "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; " +
		"form-action 'none'; frame-ancestors 'self'"

	// embedPolicy alone lets pages of other sites show this one in a frame.
	embedPolicy = "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; " +
		"form-action 'none'; frame-ancestors *"

	// The viewer of the API writes styles into its elements.
	apiPolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; " +
		"form-action 'none'; frame-ancestors 'self'"
)

// frontPage is the map. It may be linked to with whatever other sites add to addresses, so that unknown
// parameters do no harm. Its own addresses are relative to the root, which therefore has to end with a
// slash.
func (s *Server) frontPage(c echo.Context) error {
	r := c.Request()
	if bare, _ := c.Get(keyBare).(bool); bare && s.prefix != "" {
		return s.moved(c, "/")
	}
	v := &visit{Context: c, params: &params{}, atlas: s.Atlas.Atlas(), base: s.base(r), as: asHTML}
	d, err := s.landing(v)
	if err != nil {
		return err
	}
	return s.built(c, indexFile, mapPolicy, v, d, func() (*document, error) {
		data, err := marshal(d.value)
		if err != nil {
			return nil, err
		}
		t, err := readTree(data, v.base)
		t.Members = slices.DeleteFunc(t.Members, func(b branch) bool { return b.Name == "links" })
		return s.page(v, "landing", s.Title, struct {
			Notice string
			Tree   tree
		}{noFrontEnd, t}, d.links), err
	})
}

// apiPage is the viewer of the API where it is built, else a plain list. Its addresses too are relative to the root.
func (s *Server) apiPage(c echo.Context) error {
	r := c.Request()
	p, err := parseParams(r.URL.RawQuery)
	if err != nil {
		return err
	}
	as, err := negotiate(p, r.Header.Get(echo.HeaderAccept), []form{asOpenAPI, asHTML})
	if err != nil {
		return err
	}
	if _, missing := s.readAsset(apiFile); as.media != asHTML.media || missing != nil {
		return s.resource(s.api, asOpenAPI, asHTML)(c)
	}
	if err := p.rest(); err != nil {
		return err
	}
	if address, _, _ := strings.Cut(r.RequestURI, "?"); strings.HasSuffix(address, "/") {
		return s.moved(c, "/api")
	}
	v := &visit{Context: c, params: &params{}, atlas: s.Atlas.Atlas(), base: s.base(r), as: asHTML}
	return s.built(c, apiFile, apiPolicy, v, &document{links: v.self(mediaOpenAPI)}, nil)
}

// embedPage is the map for a frame in pages of other sites. Its addresses too are relative to the root.
func (s *Server) embedPage(c echo.Context) error {
	r := c.Request()
	if _, err := s.readAsset(embedFile); err != nil {
		return echo.ErrNotFound
	}
	if address, _, _ := strings.Cut(r.RequestURI, "?"); strings.HasSuffix(address, "/") {
		return s.moved(c, "/embed")
	}
	v := &visit{Context: c, params: &params{}, atlas: s.Atlas.Atlas(), base: s.base(r), as: asHTML}
	return s.built(c, embedFile, embedPolicy, v, &document{}, nil)
}

// moved sends the client to the one spelling of an address from which relative ones work.
func (s *Server) moved(c echo.Context, path string) error {
	if query := c.Request().URL.RawQuery; query != "" {
		path += "?" + query
	}
	return c.Redirect(http.StatusPermanentRedirect, s.base(c.Request())+path)
}

// readAsset reads a file of the front end.
func (s *Server) readAsset(name string) ([]byte, error) {
	if s.Assets == nil {
		return nil, fs.ErrNotExist
	}
	return fs.ReadFile(s.Assets, name)
}

// built answers with a page of the front end, into which it writes what the document says that it stands for. Without that
// file another page stands for it.
func (s *Server) built(c echo.Context, name, policy string, v *visit, d *document, otherwise func() (*document, error)) error {
	data, err := s.readAsset(name)
	if name != apiFile {
		policy = s.RasterTiles.widen(policy)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist) && otherwise != nil:
		policy = pagePolicy
		var other *document
		if other, err = otherwise(); err == nil {
			data, err = other.body(nil)
		}
	case err == nil:
		var changes []byte
		if name == indexFile {
			if changes, err = s.plainWeek(v.atlas); err != nil {
				return err
			}
		}
		if s.Copy {
			d.links = nil // to what only a server has
		}
		if name != embedFile { // it leads to the page that has the words
			data, err = withWords(data, d, changes)
		}
		if name != apiFile {
			data = insertBefore(data, "</head>", []byte(s.RasterTiles.mark()))
		}
		if name == indexFile && s.Suggest != nil {
			data = insertBefore(data, "</head>", []byte(suggestionsMark))
		}
	}
	if err != nil {
		return fmt.Errorf("making the page of %s: %w", name, err)
	}
	h := c.Response().Header()
	for _, p := range pageHeaders(policy) {
		h.Set(p[0], p[1])
	}
	for _, l := range d.links {
		h.Add("Link", l.header())
	}
	h.Set(echo.HeaderVary, "Accept, Accept-Encoding")
	return s.sendFile(c, asHTML.media, askAgain, data)
}

// withWords writes into a page of the front end what the document tells, which only scripts would show otherwise: its
// links into the head, and all of it at the end for those who run none, with what changed last.
func withWords(whole []byte, d *document, changes []byte) ([]byte, error) {
	data, err := marshal(d.value)
	if err != nil {
		return nil, err
	}
	var words struct{ Title, Description, Attribution string }
	if err := json.Unmarshal(data, &words); err != nil {
		return nil, err
	}
	var head, body bytes.Buffer
	if err := frontParts.ExecuteTemplate(&head, "head links", d.links); err != nil {
		return nil, err
	}
	if err := frontParts.ExecuteTemplate(&body, "words", struct {
		Title, Description, Attribution string
		Changes                         html.HTML // made by a template
		Links                           []link
	}{words.Title, words.Description, words.Attribution, html.HTML(changes), d.links}); err != nil {
		return nil, err
	}
	whole = insertBefore(whole, "</head>", head.Bytes())
	return insertBefore(whole, "</body>", body.Bytes()), nil
}

// insertBefore puts text before the last of those marks, or at the end without one.
func insertBefore(whole []byte, mark string, text []byte) []byte {
	i := bytes.LastIndex(whole, []byte(mark))
	if i < 0 {
		i = len(whole)
	}
	return bytes.Join([][]byte{whole[:i], text, whole[i:]}, nil)
}

var frontParts = html.Must(html.New("").Parse(headLinks + `
{{define "words"}}<noscript><div role="main">
{{with .Title}}<h1>{{.}}</h1>
{{end}}{{with .Description}}<p>{{.}}</p>
{{end}}{{.Changes}}{{with .Links}}<h2>Links</h2>
<ul>{{range .}}<li><a href="{{.Href}}" rel="{{.Rel}}" type="{{.Type}}">{{or .Title .Href}}</a> <small>{{.Type}}</small></li>
{{end}}</ul>
{{end}}{{with .Attribution}}<p><small>{{.}}</small></p>
{{end}}</div></noscript>
{{end}}`))
