package web

import (
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"
)

const mediaEvents = "text/event-stream"

const (
	maxStreams = 1000             // clients that may listen at a time
	heartbeat  = 20 * time.Second // after so long without a change a comment is sent, so that proxies do not hang up
)

// changeStream sends changes as they come (server-sent events), beginning behind the last one that the client has
// seen: Last-Event-ID, as browsers send it by themselves, or the parameter since; without either with what comes
// next. Every event has the cursor as its id.
func (s *Server) changeStream(c echo.Context) error {
	r := c.Request()
	p, err := parseParams(r.URL.RawQuery)
	if err != nil {
		return err
	}
	since, given, err := p.one("since")
	if err == nil {
		err = p.rest()
	}
	if err != nil {
		return err
	}
	if last := r.Header.Get("Last-Event-ID"); last != "" {
		since, given = last, true
	}
	next := s.Atlas.Next()
	a := s.Atlas.Atlas()
	at := a.Latest()
	if given {
		if at, err = parseCursor(a, since); err != nil {
			return err
		}
	}
	if s.streams.Add(1) > maxStreams {
		s.streams.Add(-1)
		c.Response().Header().Set("Retry-After", "30")
		return &problem{Status: http.StatusServiceUnavailable, Detail: "too many clients listen already; ask /changes now and then instead"}
	}
	defer s.streams.Add(-1)

	h := c.Response().Header()
	h.Set(echo.HeaderContentType, mediaEvents)
	h.Set(echo.HeaderCacheControl, "no-store")
	h.Set("X-Accel-Buffering", "no")
	c.Response().WriteHeader(http.StatusOK)
	if r.Method == http.MethodHead {
		return nil
	}
	control := http.NewResponseController(c.Response().Writer)
	send := func(b []byte) error {
		_ = control.SetWriteDeadline(time.Now().Add(30 * time.Second)) // what is no connection has none
		if _, err := c.Response().Write(b); err != nil {
			return err
		}
		return control.Flush()
	}
	if send(append([]byte("retry: 2000\nevent: position\nid: "+cursorText(a, at)+"\ndata: {\"revision\":"), strconv.FormatInt(a.Revision, 10)+"}\n\n"...)) != nil {
		return nil // the client is gone
	}
	idle := time.NewTimer(heartbeat)
	defer idle.Stop()
	for {
		for {
			changes, err := changesSince(a, at, maxChanges)
			if err != nil {
				s.Log.Error("streaming changes", "error", err)
				return nil
			}
			if len(changes) == 0 {
				break
			}
			var b []byte
			for _, change := range changes {
				b = append(append(append(b, "event: "+string(change.Type)+"\nid: "...), change.Cursor...), "\ndata: "...)
				if b, err = appendJSON(b, change); err != nil {
					s.Log.Error("streaming changes", "error", err)
					return nil
				}
				b = append(b, "\n\n"...)
			}
			if send(b) != nil {
				return nil
			}
			at = changes[len(changes)-1].at
		}
		idle.Reset(heartbeat)
		select {
		case <-r.Context().Done():
			return nil
		case <-s.ending:
			return nil
		case <-idle.C:
			if send([]byte(": \n\n")) != nil {
				return nil
			}
		case <-next:
		}
		next = s.Atlas.Next()
		a = s.Atlas.Atlas()
	}
}
