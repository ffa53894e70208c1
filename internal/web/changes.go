package web

import (
	"fmt"
	"net/http"
	"regexp"
	"strconv"

	"retaken/internal/atlas"
)

// The number of changes in one answer.
const (
	defaultChanges = 100
	maxChanges     = 1000
)

// change is one change as clients see it.
type change struct {
	Cursor  string           `json:"cursor"`
	Type    atlas.ChangeKind `json:"type"`
	ID      int64            `json:"id"`
	Feature raw              `json:"feature,omitempty"`
	Events  []raw            `json:"events,omitempty"`

	at atlas.Cursor
}

// raw is JSON that is made already.
type raw []byte

// MarshalJSON implements json.Marshaler.
func (r raw) MarshalJSON() ([]byte, error) { return r, nil }

// changesSince is what was written behind a position, at most so much.
func changesSince(a *atlas.Atlas, since atlas.Cursor, most int) ([]change, error) {
	found, err := a.Changes(since, most)
	if err != nil {
		return nil, err
	}
	changes := make([]change, len(found))
	for i, c := range found {
		changes[i] = change{Cursor: cursorText(a, c.Cursor), Type: c.Kind, ID: c.ID, Feature: c.Feature, at: c.Cursor}
		for _, e := range c.Events {
			changes[i].Events = append(changes[i].Events, e)
		}
	}
	return changes, nil
}

// cursorText is a position as clients have it: the store, the revision, and what was last seen of it.
func cursorText(a *atlas.Atlas, c atlas.Cursor) string {
	return fmt.Sprintf("%s.%d.%s.%d", a.Store, c.Revision, c.Kind, c.ID)
}

var cursorForm = regexp.MustCompile(`^([0-9a-f]{1,64})\.([0-9]{1,18})\.([a-z-]*)\.([0-9]{1,18})$`)

// parseCursor reads a position. One in another store is of no use: what that had is not known here.
func parseCursor(a *atlas.Atlas, s string) (atlas.Cursor, error) {
	m := cursorForm.FindStringSubmatch(s)
	if m == nil {
		return atlas.Cursor{}, badParam("since", s, "the cursor of a change that this server told of, or now")
	}
	if m[1] != a.Store {
		return atlas.Cursor{}, &problem{Status: http.StatusGone, Detail: "the cursor " + quoted(s) + " is of another database; begin anew, without since"}
	}
	c := atlas.Cursor{Kind: atlas.ChangeKind(m[3])}
	var err error
	if c.Revision, err = strconv.ParseInt(m[2], 10, 64); err == nil {
		c.ID, err = strconv.ParseInt(m[4], 10, 64)
	}
	return c, err
}

// changes is what was written since a position, the oldest first: articles that were read and places that were edited.
func (s *Server) changes(v *visit) (*document, error) {
	var since atlas.Cursor
	given, ok, err := v.one("since")
	if err != nil {
		return nil, err
	}
	switch {
	case given == "now":
		since = v.atlas.Latest()
		given = cursorText(v.atlas, since)
	case ok:
		if since, err = parseCursor(v.atlas, given); err != nil {
			return nil, err
		}
	}
	limit, err := v.limit(defaultChanges, maxChanges)
	if err != nil {
		return nil, err
	}
	changes, err := changesSince(v.atlas, since, limit)
	if err != nil {
		return nil, err
	}
	if v.as.media == asNDJSON.media {
		return &document{body: func(b []byte) ([]byte, error) {
			for _, c := range changes {
				if b, err = appendJSON(b, c); err != nil {
					return b, err
				}
				b = append(b, '\n')
			}
			return b, nil
		}}, nil
	}
	cursor := given
	if n := len(changes); n > 0 {
		cursor = changes[n-1].Cursor
	} else if !ok {
		cursor = cursorText(v.atlas, v.atlas.Latest())
	}
	links := v.self(mediaJSON)
	if len(changes) == limit {
		links = append(links, link{v.address("since", cursor), "next", mediaJSON, "What follows"})
	}
	links = append(links, link{v.href("/changes/stream?since=" + cursor), "monitor", mediaEvents, "What follows, as it comes"})
	of := struct {
		Changes []change `json:"changes"`
		Cursor  string   `json:"cursor"` // what to ask for since next time
		Links   []link   `json:"links"`
	}{changes, cursor, links}
	return encoded(of, links...), nil
}
