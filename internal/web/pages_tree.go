package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// tree is a JSON value as people read it: a table, a list or a text.
type tree struct {
	Members []branch
	Items   []tree
	Plain   bool // all of Items are texts or numbers
	Cell    cell
}

// branch is a member of an object.
type branch struct {
	Name  string
	Value tree
}

// treePage shows any document that is JSON, so that every resource has a page. Its links stand where those of every
// page stand.
func (s *Server) treePage(v *visit, d *document) *document {
	data, err := marshal(d.value)
	var t tree
	if err == nil {
		t, err = readTree(data, v.base)
	}
	if err != nil {
		return &document{body: func([]byte) ([]byte, error) { return nil, err }}
	}
	title := ""
	t.Members = slices.DeleteFunc(t.Members, func(b branch) bool {
		if b.Name == "title" {
			title = b.Value.Cell.Text
		}
		return b.Name == "links" && len(b.Value.Items) == len(d.links) // else it has more
	})
	if title == "" {
		path := strings.Trim(v.Request().URL.Path, "/")
		title = strings.ToUpper(path[:min(1, len(path))]) + path[min(1, len(path)):]
	}
	page := s.page(v, "tree", title, t, d.links)
	page.header = d.header
	return page
}

// Short tells whether an object has but texts and numbers, so that it fits a line.
func (t tree) Short() bool {
	return t.Members != nil && !slices.ContainsFunc(t.Members, func(b branch) bool { return b.Value.Members != nil || b.Value.Items != nil })
}

// maxColumns is how many columns a table of objects may have before they are told one below the other.
const maxColumns = 12

// Columns are the names of the members of a list of objects, nil when it is none or they are too many.
func (t tree) Columns() (names []string) {
	for _, of := range t.Items {
		if of.Members == nil {
			return nil
		}
		for _, m := range of.Members {
			if !slices.Contains(names, m.Name) {
				names = append(names, m.Name)
			}
		}
	}
	if len(names) > maxColumns {
		return nil
	}
	return names
}

// Rows are the members of a list of objects, in the order of Columns.
func (t tree) Rows() (rows [][]tree) {
	columns := t.Columns()
	for _, of := range t.Items {
		row := make([]tree, len(columns))
		for _, m := range of.Members {
			row[slices.Index(columns, m.Name)] = m.Value
		}
		rows = append(rows, row)
	}
	return rows
}

// readTree reads JSON and keeps the order of its members.
func readTree(data []byte, base string) (tree, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	t, err := nextTree(d, base)
	if err != nil {
		return t, fmt.Errorf("reading a document for its page: %w", err)
	}
	return t, nil
}

func nextTree(d *json.Decoder, base string) (t tree, err error) {
	token, err := d.Token()
	if err != nil {
		return t, err
	}
	switch token := token.(type) {
	case json.Delim:
		t.Plain = true
		for d.More() {
			name := ""
			if token == '{' {
				key, err := d.Token()
				if err != nil {
					return t, err
				}
				name = fmt.Sprint(key)
			}
			of, err := nextTree(d, base)
			if err != nil {
				return t, err
			}
			if token == '{' {
				t.Members = append(t.Members, branch{heading(name), of})
				continue
			}
			t.Items = append(t.Items, of)
			t.Plain = t.Plain && of.Members == nil && of.Items == nil && len(of.Cell.Text) < 40
		}
		_, err = d.Token()
	case string:
		t.Cell = cell{Text: token}
		if webAddress(token) && !strings.Contains(token, "{") { // an address with a brace is a pattern
			t.Cell.Href, t.Cell.External = token, !strings.HasPrefix(token, base+"/")
		}
	case bool:
		t.Cell.Text = map[bool]string{true: "yes", false: "no"}[token]
	case nil:
		t.Cell.Text = "–"
	default:
		t.Cell.Text = fmt.Sprint(token)
	}
	return t, err
}
