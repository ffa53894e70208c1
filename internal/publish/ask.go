package publish

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
)

// asker asks a handler in this process.
type asker struct {
	ctx     context.Context
	handler http.Handler
}

// answered is what a handler writes to.
type answered struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (a *answered) Header() http.Header { return a.header }

func (a *answered) WriteHeader(status int) {
	if a.status == 0 {
		a.status = status
	}
}

func (a *answered) Write(b []byte) (int, error) {
	a.WriteHeader(http.StatusOK)
	return a.body.Write(b)
}

// get is the answer to an address such as "collections/events/items?limit=10".
func (a asker) get(address, accept string) (http.Header, []byte, error) {
	if err := a.ctx.Err(); err != nil {
		return nil, nil, err
	}
	r, err := http.NewRequestWithContext(a.ctx, http.MethodGet, "http://localhost/"+address, nil)
	if err != nil {
		return nil, nil, err
	}
	r.Header.Set("Accept", accept)
	r.RemoteAddr = "127.0.0.1:0"
	w := &answered{header: http.Header{}}
	a.handler.ServeHTTP(w, r)
	w.WriteHeader(http.StatusOK) // what an empty answer means
	if w.status != http.StatusOK {
		var problem struct{ Detail string }
		if json.Unmarshal(w.body.Bytes(), &problem) != nil || problem.Detail == "" {
			problem.Detail = string(bytes.TrimSpace(w.body.Bytes()))
		}
		return nil, nil, fmt.Errorf("asking for /%s: answered %d: %s", address, w.status, problem.Detail)
	}
	return w.header, w.body.Bytes(), nil
}

// json reads an answer.
func (a asker) json(address string, into any) error {
	_, body, err := a.get(address, "application/json")
	if err != nil {
		return err
	}
	if err := json.Unmarshal(body, into); err != nil {
		return fmt.Errorf("reading %s: %w", address, err)
	}
	return nil
}

// link is one of an answer's links.
type link struct {
	Rel  string `json:"rel"`
	Href string `json:"href"`
}

// collection is a feature collection without what changes from answer to answer: its features as they were written, and
// its further members.
type collection struct {
	features []json.RawMessage
	more     map[string]json.RawMessage
}

// features asks for all pages of a feature collection.
func (a asker) features(address string) (collection, error) {
	var c collection
	for next := address; next != ""; {
		var page map[string]json.RawMessage
		if err := a.json(next, &page); err != nil {
			return c, err
		}
		var links []link
		var features []json.RawMessage
		for name, into := range map[string]any{"links": &links, "features": &features} {
			if err := json.Unmarshal(page[name], into); err != nil {
				return c, fmt.Errorf("reading %s of %s: %w", name, next, err)
			}
			delete(page, name)
		}
		c.features = append(c.features, features...)
		if c.more == nil {
			for _, name := range []string{"type", "timeStamp", "numberMatched", "numberReturned"} {
				delete(page, name)
			}
			c.more = page
		}
		next = ""
		for _, l := range links {
			if l.Rel != "next" {
				continue
			}
			u, err := url.Parse(l.Href)
			if err != nil {
				return c, fmt.Errorf("reading the next link of %s: %w", address, err)
			}
			path, _, _ := bytes.Cut([]byte(address), []byte("?"))
			next = string(path) + "?" + u.RawQuery
		}
	}
	return c, nil
}

// encode is the collection as GeoJSON, a line for each feature.
func (c collection) encode() ([]byte, error) {
	b := []byte(`{"type":"FeatureCollection",`)
	for _, name := range sorted(c.more) {
		b = append(append(append(b, '"'), name...), `":`...)
		b = append(append(b, c.more[name]...), ',')
	}
	b = append(b, `"features":[`...)
	for i, f := range c.features {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(b, '\n'), f...)
	}
	return append(b, "\n]}\n"...), nil
}
