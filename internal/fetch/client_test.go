package fetch

import (
	"compress/gzip"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"
)

var local = Config{Agent: "retaken/test", AllowPrivate: true}

func serve(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

func TestGet(t *testing.T) {
	root := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.UserAgent() != "retaken/test" {
			t.Errorf("User-Agent %q", r.UserAgent())
		}
		if r.Header.Get("If-None-Match") == `"v1"` && r.Header.Get("If-Modified-Since") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("ETag", `"v1"`)
		w.Header().Set("Last-Modified", "Sun, 11 Sep 2022 10:00:00 GMT")
		w.Header().Set("Content-Type", "text/html; charset=windows-1251")
		fmt.Fprint(w, "page")
	})
	c := NewClient(local)
	page, err := c.Get(t.Context(), strings.Replace(root, "http://", "http://user:word@", 1)+"/a#b", Validators{})
	if err != nil {
		t.Fatal(err)
	}
	if page.URL != root+"/a" || page.Type != "text/html; charset=windows-1251" || string(page.Body) != "page" || page.ETag != `"v1"` {
		t.Errorf("got %+v", page)
	}
	if _, err := c.Get(t.Context(), root, page.Validators); !errors.Is(err, ErrNotModified) {
		t.Errorf("with its validators: got %v, want ErrNotModified", err)
	}
}

func TestRedirects(t *testing.T) {
	root := serve(t, func(w http.ResponseWriter, r *http.Request) {
		var n int
		_, _ = fmt.Sscanf(r.URL.Path, "/%d", &n)
		switch {
		case r.URL.Path == "/mail":
			http.Redirect(w, r, "mailto:a@example.org", http.StatusFound)
		case n > 0:
			http.Redirect(w, r, fmt.Sprintf("/%d", n-1), http.StatusFound)
		}
	})
	c := NewClient(local)
	if page, err := c.Get(t.Context(), root+"/5", Validators{}); err != nil || page.URL != root+"/0" {
		t.Errorf("five redirects: got %q, %v", page.URL, err)
	}
	if _, err := c.Get(t.Context(), root+"/6", Validators{}); err == nil || err.Error() != "it is redirected more than 5 times" {
		t.Errorf("six redirects: got %v", err)
	}
	if _, err := c.Get(t.Context(), root+"/mail", Validators{}); err == nil || !strings.Contains(err.Error(), `"mailto"`) {
		t.Errorf("to another scheme: got %v", err)
	}
}

// TestPrivate: without leave nothing on this machine is fetched, whatever leads there.
func TestPrivate(t *testing.T) {
	root := serve(t, func(w http.ResponseWriter, r *http.Request) { t.Error("the server was asked") })
	c := NewClient(Config{Agent: "retaken/test"})
	for _, address := range []string{
		root,
		strings.Replace(root, "127.0.0.1", "localhost", 1),
		strings.Replace(root, "127.0.0.1", "[::ffff:127.0.0.1]", 1),
		strings.Replace(root, "127.0.0.1", "0.0.0.0", 1),
	} {
		_, err := c.Get(t.Context(), address, Validators{})
		if private := (*PrivateError)(nil); !errors.As(err, &private) {
			t.Errorf("%s: got %v, want a PrivateError", address, err)
		}
	}
}

// TestPrivateRedirect sends a client that may dial the first server only to a second one.
func TestPrivateRedirect(t *testing.T) {
	second := serve(t, func(w http.ResponseWriter, r *http.Request) { t.Error("the second server was asked") })
	first := serve(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, second, http.StatusFound) })
	c := NewClient(Config{Agent: "retaken/test"})
	open := NewClient(local)
	asked := 0
	c.http.Transport = roundTripper(func(r *http.Request) (*http.Response, error) {
		if asked++; asked == 1 { // as if the first were public
			return open.http.Transport.RoundTrip(r)
		}
		return NewClient(Config{}).http.Transport.RoundTrip(r)
	})
	_, err := c.Get(t.Context(), first, Validators{})
	if private := (*PrivateError)(nil); !errors.As(err, &private) || asked != 2 {
		t.Errorf("got %v after %d requests, want a PrivateError after 2", err, asked)
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestPublic(t *testing.T) {
	for address, want := range map[string]bool{
		"93.184.215.14": true, "8.8.8.8": true, "2606:4700::1111": true, "64:ff9b::808:808": true, "172.32.0.1": true, "100.128.0.1": true,
		"127.0.0.1": false, "127.8.9.1": false, "10.0.0.1": false, "172.16.5.4": false, "172.31.255.255": false, "192.168.1.1": false,
		"169.254.169.254": false, "100.64.0.1": false, "0.0.0.0": false, "224.0.0.1": false, "255.255.255.255": false, "198.18.0.1": false, "192.0.2.1": false,
		"::1": false, "::": false, "fe80::1%eth0": false, "fc00::1": false, "fd12::1": false, "ff02::1": false, "::ffff:10.0.0.1": false, "::7f00:1": false,
		"64:ff9b::a00:1": false, "2002:a00:1::": false, "2001::1": false, "2001:db8::1": false, "fec0::1": false,
	} {
		if got := public(netip.MustParseAddr(address)); got != want {
			t.Errorf("public(%s) = %v, want %v", address, got, want)
		}
	}
}

func TestBounds(t *testing.T) {
	release := make(chan struct{})
	defer close(release)
	root := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/slow":
			<-release
		case "/drip":
			for range 1000 {
				fmt.Fprint(w, "x")
				w.(http.Flusher).Flush()
				select {
				case <-release:
				case <-time.After(10 * time.Millisecond):
				}
			}
		case "/bomb":
			w.Header().Set("Content-Encoding", "gzip")
			zw := gzip.NewWriter(w)
			block := make([]byte, 1<<20)
			for range 2 * MaxBytes >> 20 {
				if _, err := zw.Write(block); err != nil {
					return
				}
			}
		case "/busy":
			w.Header().Set("Retry-After", "120")
			w.WriteHeader(http.StatusTooManyRequests)
		case "/cut":
			w.Header().Set("Content-Length", "100")
			fmt.Fprint(w, "x")
		}
	})
	c := NewClient(Config{Agent: "retaken/test", AllowPrivate: true, Timeout: 300 * time.Millisecond})
	patient := NewClient(local)
	for _, x := range []struct {
		client        *Client
		address, want string
	}{
		{c, root + "/slow", "no answer within 300ms"},
		{c, root + "/drip", "no answer within 300ms"},
		{patient, root + "/bomb", "longer than 32 MB, the most that is fetched"},
		{c, root + "/busy", "the server answers 429 Too Many Requests"},
		{c, root + "/cut", "unexpected EOF"},
		{c, "ftp://example.org/a", `the scheme "ftp" is not fetched; want http or https`},
		{c, "file:///etc/passwd", `the scheme "file" is not fetched; want http or https`},
		{c, "http://", "the address has no host; want one such as https://example.org/news"},
		{c, "http://a b/", "not an address; want one such as https://example.org/news"},
	} {
		_, err := x.client.Get(t.Context(), x.address, Validators{})
		if err == nil || err.Error() != x.want {
			t.Errorf("%s: got %v, want %s", x.address, err, x.want)
		}
		if status := (*StatusError)(nil); errors.As(err, &status) && status.RetryAfter != 2*time.Minute {
			t.Errorf("Retry-After: got %v", status.RetryAfter)
		}
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2022, 9, 11, 10, 0, 0, 0, time.UTC)
	for value, want := range map[string]time.Duration{
		"120": 2 * time.Minute, "Sun, 11 Sep 2022 10:05:00 GMT": 5 * time.Minute, "Sun, 11 Sep 2022 09:00:00 GMT": 0, "": 0, "-1": 0, "soon": 0, "99999999999999999999": 0,
	} {
		if got := retryAfter(value, now); got != want {
			t.Errorf("retryAfter(%q) = %v, want %v", value, got, want)
		}
	}
}

func TestRedacted(t *testing.T) {
	if got := Redacted("https://user:word@example.org/a"); strings.Contains(got, "word") {
		t.Errorf("got %s", got)
	}
}
