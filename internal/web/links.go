package web

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
)

// link is a link of a document. Type is never empty: clients break on links without one.
type link struct {
	Href  string `json:"href"`
	Rel   string `json:"rel"`
	Type  string `json:"type"`
	Title string `json:"title,omitempty"`
}

// header is the link as a Link header has it (RFC 8288).
func (l link) header() string {
	return "<" + l.Href + `>; rel="` + l.Rel + `"; type="` + strings.ReplaceAll(l.Type, `"`, `\"`) + `"`
}

// Media types of links. In a link of HTML there is no charset.
const (
	mediaJSON    = "application/json"
	mediaGeoJSON = "application/geo+json"
	mediaSchema  = "application/schema+json"
	mediaHTML    = "text/html"
)

// href is the public address of a path.
func (v *visit) href(path string) string { return v.base + path }

// self links a document to itself, in the form that it has, and to its other form. media is that of the
// data.
func (v *visit) self(media string) []link {
	data := link{Href: v.address("f", "json"), Rel: "alternate", Type: media, Title: "This document"}
	page := link{Href: v.address("f", "html"), Rel: "alternate", Type: mediaHTML, Title: "This document as a page"}
	if v.html() {
		page.Rel, page.Href = "self", v.address()
		return []link{page, data}
	}
	data.Rel, data.Href = "self", v.address()
	return []link{data, page}
}

// address is the request's own address with some parameters changed, given as name, value, …; "" takes one
// away. All the others stay as they are.
func (v *visit) address(change ...string) string {
	pairs := append(make([]pair, 0, 16), v.encoded()...)
	for i := 0; i < len(change); i += 2 {
		name, value := change[i], change[i+1]
		at, there := slices.BinarySearchFunc(pairs, name, func(p pair, name string) int { return strings.Compare(p.name, name) })
		switch {
		case value == "" && there:
			pairs = slices.Delete(pairs, at, at+1)
		case value == "":
		case there:
			pairs[at] = pairOf(name, value)
		default:
			pairs = slices.Insert(pairs, at, pairOf(name, value))
		}
	}
	b := append(append(make([]byte, 0, 256), v.base...), v.Request().URL.Path...)
	for i, p := range pairs {
		b = append(append(b, "?&"[min(i, 1)]), p.text...)
	}
	return string(b)
}

var (
	plainHost   = regexp.MustCompile(`^([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?$`)
	plainPrefix = regexp.MustCompile(`^(/[A-Za-z0-9._~-]+)+$`)
)

// base is the public address of the server, without a slash at the end: the configured one, else what a
// trusted proxy says that the client used, else what the client used.
func (s *Server) base(r *http.Request) string {
	if s.BaseURL != "" {
		return s.BaseURL
	}
	scheme, host, prefix := "http", r.Host, ""
	if r.TLS != nil {
		scheme = "https"
	}
	if s.TrustProxy {
		proto, forwardedHost := forwarded(r.Header)
		if proto == "http" || proto == "https" {
			scheme = proto
		}
		if plainHost.MatchString(forwardedHost) {
			host = forwardedHost
		}
		if p := strings.TrimRight(first(r.Header.Get("X-Forwarded-Prefix")), "/"); plainPrefix.MatchString(p) {
			prefix = p
		}
	}
	if !plainHost.MatchString(host) {
		host = "localhost"
	}
	return scheme + "://" + host + prefix
}

// forwarded is the scheme and the host that the first proxy was asked for: by Forwarded (RFC 7239), else
// by X-Forwarded-Proto and X-Forwarded-Host.
func forwarded(h http.Header) (proto, host string) {
	proto, host = strings.ToLower(first(h.Get("X-Forwarded-Proto"))), first(h.Get("X-Forwarded-Host"))
	for _, pair := range strings.Split(first(h.Get("Forwarded")), ";") {
		key, value, _ := strings.Cut(strings.TrimSpace(pair), "=")
		switch value = strings.Trim(value, `"`); strings.ToLower(key) {
		case "proto":
			proto = strings.ToLower(value)
		case "host":
			host = value
		}
	}
	return proto, host
}

// first is the first entry of a comma list.
func first(list string) string {
	entry, _, _ := strings.Cut(list, ",")
	return strings.TrimSpace(entry)
}
