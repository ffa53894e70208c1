package fetch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"
)

// Memory keeps small texts by key from one run of the program to the next.
type Memory interface {
	// Meta is the text kept under a key, "" when there is none.
	Meta(ctx context.Context, key string) (string, error)

	// SetMeta keeps a text under a key in place of the one before. It is durable when this returns.
	SetMeta(ctx context.Context, key, value string) error
}

// state is what is remembered of a feed, as JSON under stateKey.
type state struct {
	Validators
	Asked     time.Time      `json:"asked"`               // when the feed was asked last
	NotBefore time.Time      `json:"not_before,omitzero"` // when it may be asked again after a failure
	Failures  int            `json:"failures,omitempty"`  // in a row
	Seen      []string       `json:"seen,omitempty"`      // items of the last answer that are dealt with
	Tries     map[string]int `json:"tries,omitempty"`     // of items whose page could not be had yet
}

// stateKey does not show the address, which may have a password or a token in it.
func stateKey(feed string) string {
	sum := sha256.Sum256([]byte(feed))
	return "feed " + hex.EncodeToString(sum[:8])
}

func load(ctx context.Context, m Memory, feed string) (s state, err error) {
	text, err := m.Meta(ctx, stateKey(feed))
	if err != nil || text == "" {
		return s, err
	}
	if json.Unmarshal([]byte(text), &s) != nil {
		return state{}, nil // of another version: nothing is lost but a conditional request
	}
	return s, nil
}

func (s state) save(ctx context.Context, m Memory, feed string) error {
	text, err := json.Marshal(s)
	if err != nil {
		return err
	}
	if err := m.SetMeta(ctx, stateKey(feed), string(text)); err != nil {
		return fmt.Errorf("remembering the state of a feed: %w", err)
	}
	return nil
}

// longestWait is the longest that a feed is left alone, whatever its server asks for.
const longestWait = 24 * time.Hour

// failed counts a failure: each in a row doubles the wait, and the server may ask for a longer one.
func (s *state) failed(now time.Time, every, retryAfter time.Duration) {
	s.Failures++
	wait := every
	for range s.Failures {
		if wait *= 2; wait > longestWait {
			break
		}
	}
	s.NotBefore = now.Add(min(max(wait, retryAfter), longestWait))
}

// due is when the feed may be asked again.
func (s state) due(every time.Duration) time.Time {
	next := s.Asked.Add(every)
	if s.NotBefore.After(next) {
		next = s.NotBefore
	}
	if latest := time.Now().Add(longestWait); next.After(latest) {
		return latest // the clock was wrong then or is now
	}
	return next
}
