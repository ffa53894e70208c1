package publish

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"strings"
	"time"
)

// manifestFile tells the front end what there is, and marks a folder as published.
const manifestFile = "data.json"

// form is the form of the manifest; its number grows when an older front end could not read it.
const form = "retaken-site/1"

// manifest is what data.json holds.
type manifest struct {
	Form        string         `json:"format"`
	Title       string         `json:"title"`
	Version     string         `json:"version"`   // of the program
	Revision    int64          `json:"revision"`  // of the database
	Updated     time.Time      `json:"updated"`   // when the database came to it
	Published   time.Time      `json:"published"` // when the files were written
	Attribution string         `json:"attribution"`
	From        *string        `json:"from"` // first day that the map shows, null for the first there is
	To          *string        `json:"to"`
	Features    map[string]int `json:"features"` // by collection
	Areas       areas          `json:"areas"`
	Files       []file         `json:"files"`

	moments []string // days on which a state begins
}

// areas is which days have ground.
type areas struct {
	Every Areas    `json:"every"`
	Days  []string `json:"days"` // data/areas/DAY.geojson holds from that day to the next

	// Changed has the days on which the ground that changed hands within the last week becomes another. True: it is in
	// data/changed/DAY.geojson; false: there is none.
	Changed map[string]bool `json:"changed"`
}

// published tells whether a folder is one that Write made.
func published(dir fs.FS) bool {
	data, err := fs.ReadFile(dir, manifestFile)
	if err != nil {
		return false
	}
	var m struct{ Format string }
	kind, _, _ := strings.Cut(form, "/")
	return json.Unmarshal(data, &m) == nil && strings.HasPrefix(m.Format, kind+"/")
}

// begin asks for what is to be said of the whole.
func (w *writer) begin() (*manifest, error) {
	var ready struct {
		Revision int64     `json:"revision"`
		Updated  time.Time `json:"updated"`
	}
	if err := w.ask.json("readyz", &ready); err != nil {
		return nil, err
	}
	var landing struct {
		Title string `json:"title"`
	}
	if err := w.ask.json("", &landing); err != nil {
		return nil, err
	}
	return &manifest{
		Form: form, Title: landing.Title, Version: w.Version, Revision: ready.Revision, Updated: ready.Updated,
		Published: time.Now().UTC().Truncate(time.Second), From: day(w.From), To: day(w.To), Features: map[string]int{},
	}, nil
}

// day is null for a zero time.
func day(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := t.Format(time.DateOnly)
	return &s
}

// end writes what lists the rest: the manifest for programs, a page for people.
func (w *writer) end(m *manifest) error {
	m.Files = w.files
	body, err := json.Marshal(m)
	if err != nil {
		return err
	}
	if err := w.write(manifestFile, append(body, '\n')); err != nil {
		return err
	}
	var page bytes.Buffer
	if err := filesPage.Execute(&page, m); err != nil {
		return err
	}
	return w.write("data/index.html", page.Bytes())
}
