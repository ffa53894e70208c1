package publish

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"mime"
	"net/url"
	"path"
	"slices"
	"strings"
)

// file is one that people may want to take, as the list of them has it.
type file struct {
	Path     string `json:"path"`
	Title    string `json:"title"`
	Bytes    int    `json:"bytes"`
	Features int    `json:"features,omitempty"` // 0 for what is no collection
}

// everything is the parameter that makes the pages of a collection as few as they can be.
const everything = "?limit=10000"

// History is the collection that the states of every day are worked out from.
const history = "control-history"

// collections writes every collection whole, those of a time as they are at the latest.
func (w *writer) collections(m *manifest) error {
	var list struct {
		Collections []map[string]any `json:"collections"`
	}
	if err := w.ask.json("collections", &list); err != nil {
		return err
	}
	for _, about := range list.Collections {
		id, _ := about["id"].(string)
		c, err := w.ask.features("collections/" + id + "/items" + everything)
		if err != nil {
			return err
		}
		m.Features[id] = len(c.features)
		if id == history {
			if m.moments, err = moments(c); err != nil {
				return err
			}
		}
		c.more = map[string]json.RawMessage{}
		for _, name := range []string{"title", "attribution"} {
			if c.more[name], err = json.Marshal(about[name]); err != nil {
				return err
			}
		}
		body, err := c.encode()
		if err != nil {
			return err
		}
		whole := "data/" + id + ".geojson"
		if err := w.write(whole, body); err != nil {
			return err
		}
		title, _ := about["title"].(string)
		w.files = append(w.files, file{whole, title, len(body), len(c.features)})
		// Beside each other, so that the links hold wherever the folder lies.
		links := []map[string]string{
			{"href": id + ".geojson", "rel": "items", "type": "application/geo+json"},
			{"href": "../data.json", "rel": "up", "type": "application/json"},
		}
		for _, format := range w.Formats {
			made, media, err := w.format(id, format)
			if err != nil {
				return err
			}
			made.Title, made.Features = title, len(c.features)
			w.files = append(w.files, made)
			links = append(links, map[string]string{"href": strings.TrimPrefix(made.Path, "data/"), "rel": "enclosure", "type": media})
		}
		about["links"] = links
		if m.Attribution == "" {
			m.Attribution, _ = about["attribution"].(string)
		}
	}
	if m.moments == nil {
		return fmt.Errorf("the server has no collection %s, of which a published map works out the states of a day", history)
	}
	body, err := json.MarshalIndent(list, "", " ")
	if err != nil {
		return err
	}
	return w.write("data/collections.json", append(body, '\n'))
}

// tiles writes the file of vector tiles, of which maps ask for ranges of bytes.
func (w *writer) tiles(*manifest) error {
	if w.Tiles == nil {
		return nil
	}
	var b bytes.Buffer
	if err := w.Tiles(&b); err != nil {
		return err
	}
	const name = "data/map.pmtiles"
	w.files = append(w.files, file{Path: name, Title: "The map as vector tiles", Bytes: b.Len()})
	return w.write(name, b.Bytes())
}

// format writes a collection in a further format, in a file named as the server names it.
func (w *writer) format(id, format string) (file, string, error) {
	header, body, err := w.ask.get("collections/"+id+"/items?f="+url.QueryEscape(format), "*/*")
	if err != nil {
		return file{}, "", err
	}
	_, about, err := mime.ParseMediaType(header.Get("Content-Disposition"))
	if err != nil || about["filename"] == "" {
		return file{}, "", fmt.Errorf("the server offers %s of %s, but not as a file", format, id)
	}
	made := file{Path: "data/" + path.Base(about["filename"]), Bytes: len(body)}
	if slices.ContainsFunc(w.files, func(f file) bool { return f.Path == made.Path }) {
		return made, "", fmt.Errorf("two formats make a file %s: choose one of them", made.Path)
	}
	media, _, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err != nil {
		return made, "", fmt.Errorf("reading the type of %s: %w", made.Path, err)
	}
	return made, media, w.write(made.Path, body)
}

// moments is the days on which a state begins, in order.
func moments(c collection) ([]string, error) {
	days := map[string]bool{}
	for _, f := range c.features {
		var span struct {
			Properties struct {
				From string `json:"valid_from"`
			} `json:"properties"`
		}
		if err := json.Unmarshal(f, &span); err != nil {
			return nil, fmt.Errorf("reading %s: %w", history, err)
		}
		if day, _, _ := strings.Cut(span.Properties.From, "T"); day != "" {
			days[day] = true
		}
	}
	list := sorted(days)
	if list == nil {
		list = []string{}
	}
	return list, nil
}

// name is a row of the list of names: what the search of the map needs of a place.
type name []any

// nameFields are what is taken over from the properties of a place, after its id and position.
var nameFields = []string{"name", "name_uk", "name_ru", "kind", "oblast", "population"}

// names writes the names of all places, a tenth of the gazetteer's size.
func (w *writer) names(*manifest) error {
	places, err := w.ask.features("collections/places/items" + everything)
	if err != nil {
		return err
	}
	var rows []name
	for _, f := range places.features {
		var place struct {
			ID       int64 `json:"id"`
			Geometry struct {
				Coordinates []float64 `json:"coordinates"`
			} `json:"geometry"`
			Properties map[string]any `json:"properties"`
		}
		if err := json.Unmarshal(f, &place); err != nil {
			return fmt.Errorf("reading the places: %w", err)
		}
		if len(place.Geometry.Coordinates) != 2 {
			continue
		}
		row := name{place.ID, place.Geometry.Coordinates[0], place.Geometry.Coordinates[1]}
		for _, field := range nameFields {
			row = append(row, place.Properties[field])
		}
		rows = append(rows, row)
	}
	body, err := json.Marshal(map[string]any{"fields": append([]string{"id", "lon", "lat"}, nameFields...), "rows": rows})
	if err != nil {
		return err
	}
	return w.write("data/names.json", append(body, '\n'))
}

func sorted[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
