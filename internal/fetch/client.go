// Package fetch gets pages and feeds from the web, only where and when the user says so. A Client gets one
// page at a time, within bounds of time, size and redirects. A Watcher asks feeds for news again and again,
// as sparingly as their servers may expect.
package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Bounds of what is fetched.
const (
	MaxBytes     = 32 << 20 // of one page, unpacked
	MaxRedirects = 5
	Timeout      = 60 * time.Second // for one page with its redirects
)

// Config says who fetches and what it may.
type Config struct {
	Agent        string        // name and version of the program, such as "retaken/1.2", for servers to know
	AllowPrivate bool          // also from this machine and its network, and through the proxy of the environment
	Timeout      time.Duration // instead of Timeout, 0 for that
}

// Client gets pages. It is safe for use by several goroutines.
type Client struct {
	config Config
	http   *http.Client
}

// NewClient makes a client.
func NewClient(c Config) *Client {
	if c.Timeout == 0 {
		c.Timeout = Timeout
	}
	dialer := &net.Dialer{Timeout: 15 * time.Second, Control: onlyPublic}
	t := &http.Transport{
		DialContext:            dialer.DialContext,
		TLSHandshakeTimeout:    15 * time.Second,
		ResponseHeaderTimeout:  30 * time.Second,
		IdleConnTimeout:        30 * time.Second,
		MaxIdleConns:           16,
		MaxResponseHeaderBytes: 64 << 10,
		ForceAttemptHTTP2:      true,
	}
	if c.AllowPrivate {
		dialer.Control = nil
		t.Proxy = http.ProxyFromEnvironment // which hides the address that is dialled in the end
	}
	return &Client{config: c, http: &http.Client{Transport: t}}
}

// Page is what a server answered.
type Page struct {
	URL  string // where it was found in the end, without fragment and credentials
	Type string // media type as the server has it, "" when it has none
	Body []byte

	Validators
}

// Validators tell a server which version of a page is known, RFC 9110, section 8.8. Both may be empty.
type Validators struct {
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"last_modified,omitempty"`
}

// ErrNotModified is returned for a page that is still the version known.
var ErrNotModified = errors.New("not modified")

// StatusError is an answer without a page.
type StatusError struct {
	Code       int
	RetryAfter time.Duration // that the server asks to wait, 0 when it does not
}

func (e *StatusError) Error() string {
	return strings.TrimSpace(fmt.Sprintf("the server answers %d %s", e.Code, http.StatusText(e.Code)))
}

// Get gets a page unless it is the version known. The address must be of the schemes http or https.
func (c *Client) Get(ctx context.Context, address string, known Validators) (Page, error) {
	return c.get(ctx, address, known, MaxBytes, nil)
}

// get is Get with leave to ask for every address on the way, which is the robots exclusion protocol's.
func (c *Client) get(ctx context.Context, address string, known Validators, most int64, leave func(context.Context, *url.URL) error) (Page, error) {
	u, err := parse(address)
	if err != nil {
		return Page{}, err
	}
	if leave != nil {
		if err := leave(ctx, u); err != nil {
			return Page{}, err
		}
	}
	ctx, cancel := context.WithTimeout(ctx, c.config.Timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return Page{}, err
	}
	req.Header.Set("User-Agent", c.config.Agent)
	req.Header.Set("Accept", "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9, application/feed+json;q=0.9, */*;q=0.5")
	set(req.Header, "If-None-Match", known.ETag)
	set(req.Header, "If-Modified-Since", known.LastModified)

	client := *c.http
	client.CheckRedirect = func(next *http.Request, via []*http.Request) error {
		switch {
		case len(via) > MaxRedirects:
			return fmt.Errorf("it is redirected more than %d times", MaxRedirects)
		case next.URL.Scheme != "http" && next.URL.Scheme != "https":
			return fmt.Errorf("it is redirected to the scheme %q; want http or https", next.URL.Scheme)
		case leave != nil:
			return leave(next.Context(), next.URL)
		}
		return nil
	}
	res, err := client.Do(req)
	if err != nil {
		return Page{}, c.explain(ctx, err)
	}
	defer res.Body.Close()
	switch {
	case res.StatusCode == http.StatusNotModified:
		return Page{}, ErrNotModified
	case res.StatusCode != http.StatusOK:
		return Page{}, &StatusError{Code: res.StatusCode, RetryAfter: retryAfter(res.Header.Get("Retry-After"), time.Now())}
	}
	body, err := io.ReadAll(io.LimitReader(res.Body, most+1))
	if err != nil {
		return Page{}, c.explain(ctx, err)
	}
	if int64(len(body)) > most {
		return Page{}, fmt.Errorf("longer than %d MB, the most that is fetched", most>>20)
	}
	return Page{
		URL: bare(res.Request.URL), Type: res.Header.Get("Content-Type"), Body: body,
		Validators: Validators{ETag: res.Header.Get("ETag"), LastModified: res.Header.Get("Last-Modified")},
	}, nil
}

// parse reads an address of the web.
func parse(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return nil, errors.New("not an address; want one such as https://example.org/news")
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, fmt.Errorf("the scheme %q is not fetched; want http or https", u.Scheme)
	case u.Hostname() == "":
		return nil, errors.New("the address has no host; want one such as https://example.org/news")
	}
	return u, nil
}

// Redacted is an address as it may be printed: without credentials.
func Redacted(address string) string {
	if u, err := url.Parse(address); err == nil {
		return u.Redacted()
	}
	return address
}

// bare is an address without fragment and credentials.
func bare(u *url.URL) string {
	v := *u
	v.User, v.Fragment, v.RawFragment = nil, "", ""
	return v.String()
}

// explain says in words what went wrong. The address is the caller's to name.
func (c *Client) explain(ctx context.Context, err error) error {
	private, dns := (*PrivateError)(nil), (*net.DNSError)(nil)
	switch {
	case errors.As(err, &private):
		return private
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return fmt.Errorf("no answer within %v", c.config.Timeout)
	case errors.As(err, &dns) && dns.IsNotFound:
		return fmt.Errorf("there is no host %s", dns.Name)
	}
	if at := (*url.Error)(nil); errors.As(err, &at) {
		err = at.Err
	}
	if timeout := net.Error(nil); errors.As(err, &timeout) && timeout.Timeout() {
		return errors.New("the server does not answer in time")
	}
	return err
}

// retryAfter is the wait that a server asks for, in seconds or as a date, RFC 9110, section 10.2.3.
func retryAfter(value string, now time.Time) time.Duration {
	if n, err := strconv.ParseUint(strings.TrimSpace(value), 10, 31); err == nil {
		return time.Duration(n) * time.Second
	}
	if t, err := http.ParseTime(value); err == nil && t.After(now) {
		return t.Sub(now)
	}
	return 0
}

func set(h http.Header, key, value string) {
	if value != "" {
		h.Set(key, value)
	}
}
