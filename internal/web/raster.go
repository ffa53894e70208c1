package web

import (
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"regexp"
	"strings"
)

// RasterTiles are pictures of the ground from somebody else's server, which the map then lies on instead of its own land
// and sea. The zero value is none: the page asks no other host.
type RasterTiles struct {
	URL         string // address of a tile with {z}, {x} and {y}, such as https://tile.example.org/{z}/{x}/{y}.png; "" for none
	Attribution string // what its owners ask to be shown, as text
	MaxZoom     int    // the largest zoom that there is, 0 to 22
}

// tileHost is a host as a content security policy takes it, with or without a port.
var tileHost = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?$`)

// origin is the scheme and host that tiles come from.
func (t RasterTiles) origin() (string, error) {
	const example = "want one such as https://tile.example.org/{z}/{x}/{y}.png"
	if strings.ContainsFunc(t.URL, func(r rune) bool { return r <= ' ' || r == '\\' || r == 0x7f }) {
		return "", fmt.Errorf("the address of tiles %q has a blank or a backslash: %s", t.URL, example)
	}
	rest := t.URL
	for _, part := range []string{"{z}", "{x}", "{y}"} {
		if strings.Count(t.URL, part) != 1 {
			return "", fmt.Errorf("the address of tiles %s does not have %s once: %s", t.URL, part, example)
		}
		rest = strings.Replace(rest, part, "0", 1)
	}
	u, err := url.Parse(rest)
	switch {
	case strings.ContainsAny(rest, "{}"):
		return "", fmt.Errorf("the address of tiles %s has other braces than {z}, {x} and {y}: %s", t.URL, example)
	case err != nil || u.Scheme != "http" && u.Scheme != "https":
		return "", fmt.Errorf("the address of tiles %s is no web address: %s", t.URL, example)
	case u.User != nil:
		return "", fmt.Errorf("the address of tiles for %s holds a user name or password, which every reader would see: leave it out", u.Host)
	case !tileHost.MatchString(u.Host):
		return "", fmt.Errorf("the address of tiles %s has no plain host name: %s", t.URL, example)
	case !strings.HasPrefix(t.URL, u.Scheme+"://"+u.Host+"/"):
		return "", fmt.Errorf("the address of tiles %s has {z}, {x} or {y} in its host: %s", t.URL, example)
	}
	return u.Scheme + "://" + u.Host, nil
}

// check says what is wrong with tiles that are configured.
func (t RasterTiles) check() error {
	if t.URL == "" {
		if t.Attribution != "" {
			return fmt.Errorf("tiles have an attribution, %q, but no address: give both or neither", t.Attribution)
		}
		return nil
	}
	if _, err := t.origin(); err != nil {
		return err
	}
	if strings.TrimSpace(t.Attribution) == "" {
		return fmt.Errorf("the tiles of %s have no attribution: say whose they are, such as “© the owners of the tiles”", t.URL)
	}
	if t.MaxZoom < 0 || t.MaxZoom > 22 {
		return fmt.Errorf("the largest zoom of tiles is %d: want a number from 0 to 22", t.MaxZoom)
	}
	return nil
}

// widen lets a page show pictures from where the tiles come from, and from nowhere else.
func (t RasterTiles) widen(policy string) string {
	origin, err := t.origin()
	if t.URL == "" || err != nil {
		return policy
	}
	const pictures = "img-src 'self' data: blob:"
	return strings.Replace(policy, pictures, pictures+" "+origin, 1)
}

// mark tells the page of the map where tiles are; publish finds it there, too.
func (t RasterTiles) mark() string {
	if t.URL == "" {
		return ""
	}
	b, err := json.Marshal(struct {
		URL         string `json:"url"`
		Attribution string `json:"attribution"`
		MaxZoom     int    `json:"maxZoom"`
	}{t.URL, t.Attribution, t.MaxZoom})
	if err != nil {
		panic(err) // of two texts and a number
	}
	return `<meta name="retaken-tiles" content="` + html.EscapeString(string(b)) + `" />` + "\n"
}
