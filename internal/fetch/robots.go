package fetch

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// maxRobots is how much of a robots.txt is read, RFC 9309, section 2.5.
const maxRobots = 500 << 10

// manners keeps to what servers ask of programs that come by themselves: the robots exclusion protocol,
// RFC 9309, and a pause between two requests to one host.
type manners struct {
	client *Client
	pause  time.Duration

	mu    sync.Mutex
	hosts map[string]*hostManners // by scheme and host
}

type hostManners struct {
	mu    sync.Mutex
	rules robots
	read  time.Time // when the rules were read
	last  time.Time // when the host was asked last
}

// robotsAge is how long rules hold, RFC 9309, section 2.4.
const robotsAge = 24 * time.Hour

// RobotsError is a page that the server's robots.txt asks programs not to fetch.
type RobotsError struct{ Host string }

func (e *RobotsError) Error() string {
	return "the robots.txt of " + e.Host + " asks programs not to fetch it"
}

// leave waits until the host may be asked for the address, and says why not if it may not.
func (m *manners) leave(ctx context.Context, u *url.URL) error {
	key := u.Scheme + "://" + u.Host
	m.mu.Lock()
	if m.hosts == nil {
		m.hosts = map[string]*hostManners{}
	}
	h := m.hosts[key]
	if h == nil {
		h = &hostManners{}
		m.hosts[key] = h
	}
	m.mu.Unlock()

	h.mu.Lock() // while one waits the others of the host do
	defer h.mu.Unlock()
	if time.Since(h.read) > robotsAge {
		rules, err := m.readRobots(ctx, key)
		if err != nil {
			return err
		}
		h.rules, h.read = rules, time.Now()
	}
	if !h.rules.allow(u.RequestURI()) {
		return &RobotsError{u.Host}
	}
	if err := sleep(ctx, m.pause-time.Since(h.last)); err != nil {
		return err
	}
	h.last = time.Now()
	return nil
}

// readRobots reads the rules of a host. One that has none allows everything; one that cannot say allows
// nothing for now.
func (m *manners) readRobots(ctx context.Context, host string) (robots, error) {
	page, err := m.client.get(ctx, host+"/robots.txt", Validators{}, MaxBytes, nil)
	status := (*StatusError)(nil)
	switch {
	case err == nil:
		name, _, _ := strings.Cut(m.client.config.Agent, "/")
		return parseRobots(page.Body[:min(len(page.Body), maxRobots)], name), nil
	case errors.As(err, &status) && status.Code >= 400 && status.Code < 500 && status.Code != http.StatusTooManyRequests:
		return nil, nil
	}
	return nil, fmt.Errorf("reading its robots.txt: %w", err)
}

// robots are the rules for one program.
type robots []robotRule

type robotRule struct {
	pattern string
	allow   bool
}

// parseRobots picks the rules for a program out of a robots.txt: those for its name, else those for all.
func parseRobots(data []byte, agent string) robots {
	var own, all robots
	named, forOwn, forAll, inRules := false, false, false, true
	lines := bufio.NewScanner(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	lines.Buffer(nil, maxRobots+1)
	for lines.Scan() {
		line, _, _ := strings.Cut(lines.Text(), "#")
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		value = strings.TrimSpace(value)
		switch key = strings.ToLower(strings.TrimSpace(key)); key {
		case "user-agent":
			if inRules { // of the group before
				forOwn, forAll, inRules = false, false, false
			}
			name, _, _ := strings.Cut(value, "/")
			forAll = forAll || value == "*"
			forOwn = forOwn || strings.EqualFold(strings.TrimSpace(name), agent)
			named = named || forOwn
		case "allow", "disallow":
			inRules = true
			if value == "" {
				continue
			}
			rule := robotRule{value, key == "allow"}
			if forOwn {
				own = append(own, rule)
			}
			if forAll {
				all = append(all, rule)
			}
		}
	}
	if named {
		return own
	}
	return all
}

// allow tells whether a path with its query may be fetched: by the longest rule that fits, and of two as
// long by the one that allows.
func (r robots) allow(path string) bool {
	if path == "/robots.txt" {
		return true
	}
	longest, allowed := -1, true
	for _, rule := range r {
		if n := len(rule.pattern); (n > longest || n == longest && rule.allow) && matches(rule.pattern, path) {
			longest, allowed = n, rule.allow
		}
	}
	return allowed
}

// matches tells whether a path begins as a pattern says, in which * stands for anything and a final $ for
// the end.
func matches(pattern, path string) bool {
	pattern, atEnd := strings.CutSuffix(unescape(pattern), "$")
	parts := strings.Split(pattern, "*")
	rest, ok := strings.CutPrefix(unescape(path), parts[0])
	if !ok {
		return false
	}
	for i, part := range parts[1:] {
		if atEnd && i == len(parts)-2 {
			return strings.HasSuffix(rest, part)
		}
		at := strings.Index(rest, part)
		if at < 0 {
			return false
		}
		rest = rest[at+len(part):]
	}
	return !atEnd || rest == ""
}

// unescape makes percent-encoded and plain letters compare alike.
func unescape(s string) string {
	if u, err := url.PathUnescape(s); err == nil {
		return u
	}
	return s
}

// sleep waits, unless the context ends before.
func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
