package publish

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"io/fs"
	"path"
	"strings"
)

const indexFile = "index.html"

// The page of the map marks what is for a server alone. The first such part, in its head, gives way to what tells the
// page that it is published; the second, for readers without scripts, to where the data lies.
const (
	beginServer = "<!--server-->"
	endServer   = "<!--/server-->"
)

// basemap is what the map is drawn on.
var basemap = []string{"ukraine", "oblasts", "neighbours"}

// preloaded are the files that the page needs first.
var preloaded = []string{"data.json", "data/events.geojson", "data/" + history + ".geojson"}

// page writes the page of the map with all that it needs but data.
func (w *writer) page(*manifest) error {
	source, err := fs.ReadFile(w.Assets, indexFile)
	if errors.Is(err, fs.ErrNotExist) {
		return errNotBuilt
	}
	if err != nil {
		return err
	}
	header, _, err := w.ask.get("", "text/html")
	if err != nil {
		return err
	}
	text, err := w.marked(string(source), header.Get("Content-Security-Policy"))
	if err != nil {
		return err
	}
	if err := w.write(indexFile, []byte(text)); err != nil {
		return err
	}
	for _, name := range basemap {
		_, body, err := w.ask.get("basemap/"+name+".geojson", "application/json")
		if err != nil {
			return err
		}
		if err := w.write("basemap/"+name+".geojson", body); err != nil {
			return err
		}
	}
	return w.assets(text)
}

// marked is the page as it is published, which keeps to the policy that the server sends with it.
func (w *writer) marked(source, policy string) (string, error) {
	var head strings.Builder
	if policy = policyInPage(policy); policy != "" {
		fmt.Fprintf(&head, "<meta http-equiv=\"Content-Security-Policy\" content=\"%s\" />\n    ", html.EscapeString(policy))
	}
	head.WriteString(`<meta name="retaken-site" content="./data.json" />`)
	for _, name := range preloaded {
		fmt.Fprintf(&head, "\n    <link rel=\"preload\" as=\"fetch\" crossorigin href=\"./%s\" />", name)
	}
	rest := source
	var out strings.Builder
	for _, part := range []string{head.String(), `<a href="data/index.html">the data as files</a>.`} {
		before, after, found := strings.Cut(rest, beginServer)
		_, after, closed := strings.Cut(after, endServer)
		if !found || !closed {
			return "", fmt.Errorf("%s of the front end does not mark with %s and %s what is for a server alone; build the front end of this version", indexFile, beginServer, endServer)
		}
		out.WriteString(before + part)
		rest = after
	}
	return out.String() + rest, nil
}

// policyInPage leaves out what browsers do not take from a page.
func policyInPage(policy string) string {
	var kept []string
	for _, rule := range strings.Split(policy, ";") {
		if rule = strings.TrimSpace(rule); rule != "" && !strings.HasPrefix(rule, "frame-ancestors") {
			kept = append(kept, rule)
		}
	}
	return strings.Join(kept, "; ")
}

// assets writes the files of the front end that the page names, those that these name, and so on: what else is built
// beside them is for a server.
func (w *writer) assets(page string) error {
	var waiting []string
	for _, dir := range []string{".", "assets"} {
		entries, err := fs.ReadDir(w.Assets, dir)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if name := path.Join(dir, e.Name()); !e.IsDir() && path.Ext(name) != ".html" {
				waiting = append(waiting, name)
			}
		}
	}
	for named := []byte(page); len(named) > 0; {
		var next []byte
		var left []string
		for _, name := range waiting {
			if !bytes.Contains(named, []byte(path.Base(name))) {
				left = append(left, name)
				continue
			}
			data, err := fs.ReadFile(w.Assets, name)
			if err != nil {
				return err
			}
			if err := w.write(name, data); err != nil {
				return err
			}
			if ext := path.Ext(name); ext == ".js" || ext == ".css" {
				next = append(next, data...)
			}
		}
		waiting, named = left, next
	}
	return nil
}
