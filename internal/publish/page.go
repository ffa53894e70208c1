package publish

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"io/fs"
	"path"
	"regexp"
	"strings"
)

const indexFile = "index.html"

// pages are those that show the map, and where the server has them. Only the first has to be there.
var pages = []struct{ file, address string }{
	{indexFile, ""},
	{"embed.html", "embed"},
}

// The page of the map marks what is for a server alone. The first such part, in its head, gives way to what tells the
// page that it is published; the second, for readers without scripts, to where the data lies.
const (
	beginServer = "<!--server-->"
	endServer   = "<!--/server-->"
)

// basemap is what the map is drawn on, and the notice that goes with it.
var basemap = []string{"land.topojson", "rivers.topojson", "rivers.LICENSE.txt"}

// preloaded are the files that the page needs first.
var preloaded = []string{"data.json", "data/timeline.json", "data/control-changes.geojson", "data/" + history + ".geojson"}

// page writes the pages of the map with all that they need but data.
func (w *writer) page(*manifest) error {
	var all strings.Builder
	for i, page := range pages {
		source, err := fs.ReadFile(w.Assets, page.file)
		if errors.Is(err, fs.ErrNotExist) {
			if i == 0 {
				return errNotBuilt
			}
			continue
		}
		if err != nil {
			return err
		}
		header, served, err := w.ask.get(page.address, "text/html")
		if err != nil {
			return err
		}
		text, err := w.marked(page.file, string(source), header.Get("Content-Security-Policy"), tilesMark.Find(served))
		if err != nil {
			return err
		}
		text = withPlainWords(text, served)
		if err := w.write(page.file, []byte(text)); err != nil {
			return err
		}
		all.WriteString(text)
	}
	for _, name := range basemap {
		_, body, err := w.ask.get("basemap/"+name, "*/*")
		if err != nil {
			return err
		}
		if err := w.write("basemap/"+name, body); err != nil {
			return err
		}
	}
	return w.assets(all.String())
}

// tilesMark is where a page of the server tells of raster tiles.
var tilesMark = regexp.MustCompile(`<meta name="retaken-tiles" content="[^"]*" />`)

// marked is a page as it is published, which keeps to the policy that the server sends with it and lies on the same tiles.
func (w *writer) marked(file, source, policy string, tiles []byte) (string, error) {
	var head strings.Builder
	if policy = policyInPage(policy); policy != "" {
		fmt.Fprintf(&head, "<meta http-equiv=\"Content-Security-Policy\" content=\"%s\" />\n    ", html.EscapeString(policy))
	}
	if len(tiles) > 0 {
		fmt.Fprintf(&head, "%s\n    ", tiles)
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
			return "", fmt.Errorf("%s of the front end does not mark with %s and %s what is for a server alone; build the front end of this version", file, beginServer, endServer)
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

// assets writes the files of the front end that the pages name, those that these name, and so on: what else is built
// beside them is for a server.
func (w *writer) assets(texts string) error {
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
	for named := []byte(texts); len(named) > 0; {
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
