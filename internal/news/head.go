package news

import (
	"cmp"
	"encoding/json"
	"net/url"
	"regexp"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/publicsuffix"
)

// pageHead is what a page says of itself, zero where it does not.
type pageHead struct {
	base      *url.URL // to which its links are relative, nil when unknown
	canonical string
	source    string
	title     string
	lang      string
	published time.Time
}

// readHead reads what a page says of itself in its head, in JSON-LD and in time elements. The page came
// from that address, "" when unknown.
func readHead(doc *html.Node, address string) pageHead {
	f := headFinder{meta: map[string]string{}}
	f.node(doc)
	var h pageHead
	if address != "" {
		h.base, _ = url.Parse(address)
	}
	h.canonical = cmp.Or(webAddress(f.canonical, h.base), webAddress(f.first("og:url"), h.base), webAddress(f.ld.url, h.base))
	if address != "" && !sameSite(h.canonical, address) {
		h.canonical = "" // a page must not pass for one of another publisher
	}
	h.source = oneLine(cmp.Or(f.first("og:site_name"), f.ld.publisher, f.first("application-name", "dc.publisher", "publisher"), host(cmp.Or(h.canonical, address))))
	h.title = f.pageTitle(h.source)
	h.lang = cmp.Or(f.lang, f.ld.lang, f.first("og:locale", "dc.language", "content-language"))
	for _, date := range []string{
		f.ld.published,
		f.first("article:published_time", "og:published_time", "datepublished", "published_time", "publish_date", "publish-date", "pubdate", "publishdate"),
		f.first("dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date", "dcterms.date", "parsely-pub-date", "sailthru.date", "date"),
		f.time, addressDate(cmp.Or(h.canonical, address)),
	} {
		if t, ok := looseTime(date); ok {
			h.published = t
			break
		}
	}
	return h
}

// headFinder gathers what a tree says of the page it is.
type headFinder struct {
	lang, canonical, time string
	title                 string            // of the title element
	headings              []string          // of the first rank
	timeRank              int               // how sure it is that time is that of publication
	meta                  map[string]string // by lower-case name, the first of each
	ld                    linkedData
}

// first is the first of these that the page has.
func (f *headFinder) first(names ...string) string {
	for _, name := range names {
		if v := f.meta[name]; v != "" {
			return v
		}
	}
	return ""
}

func (f *headFinder) node(n *html.Node) {
	if n.Type == html.ElementNode {
		switch n.DataAtom {
		case atom.Html:
			f.lang = cmp.Or(f.lang, attr(n, "lang"), attr(n, "xml:lang"))
		case atom.Link:
			if strings.EqualFold(attr(n, "rel"), "canonical") {
				f.canonical = cmp.Or(f.canonical, attr(n, "href"))
			}
		case atom.Meta:
			for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
				if name := strings.ToLower(attr(n, key)); name != "" && f.meta[name] == "" {
					f.meta[name] = strings.TrimSpace(attr(n, "content"))
				}
			}
		case atom.Script:
			if strings.HasPrefix(strings.ToLower(attr(n, "type")), "application/ld+json") && n.FirstChild != nil {
				f.ld.read(n.FirstChild.Data)
			}
		case atom.Time:
			f.timeElement(n)
		case atom.Title:
			f.title = cmp.Or(f.title, oneLine(prose(n, false)))
		case atom.H1:
			f.headings = append(f.headings, oneLine(prose(n, false)))
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		f.node(c)
	}
}

var siteName = regexp.MustCompile(`^(.{10,}) [-–—|·:»•]+ ([^|]{2,60})$`)

// pageTitle is the title of the article without the name of its publisher, which many pages append to it.
func (f *headFinder) pageTitle(source string) string {
	title := oneLine(cmp.Or(f.first("og:title", "twitter:title"), f.ld.headline, f.first("dc.title", "headline"), f.title))
	for _, h := range f.headings {
		if len(h) >= 10 && strings.HasPrefix(title, h) || title == "" {
			return h
		}
	}
	if m := siteName.FindStringSubmatch(title); m != nil {
		tail, source := strings.ToLower(m[2]), strings.ToLower(source)
		if source != "" && (strings.Contains(tail, source) || strings.Contains(source, tail)) {
			return m[1]
		}
	}
	return title
}

// timeElement keeps the time of publication as a time element has it: one that says so, else the first one
// within an article, else the first of the page.
func (f *headFinder) timeElement(n *html.Node) {
	about := strings.ToLower(attr(n, "itemprop") + " " + attr(n, "class"))
	rank := 1
	switch {
	case strings.Contains(about, "modif") || strings.Contains(about, "update"):
		return
	case strings.Contains(about, "publish") || hasAttr(n, "pubdate"):
		rank = 3
	default:
		for p := n.Parent; p != nil; p = p.Parent {
			if p.DataAtom == atom.Article || p.DataAtom == atom.Main {
				rank = 2
			}
			if p.DataAtom == atom.Aside || p.DataAtom == atom.Footer || p.DataAtom == atom.Nav {
				return
			}
		}
	}
	if date := attr(n, "datetime"); rank > f.timeRank && date != "" {
		f.time, f.timeRank = date, rank
	}
}

// linkedData is what the first article in JSON-LD says, https://schema.org/Article.
type linkedData struct {
	headline, publisher, published, lang, url string
}

func (l *linkedData) read(text string) {
	var v any
	if json.Unmarshal([]byte(text), &v) == nil {
		l.value(v, 0)
	}
}

var articleType = regexp.MustCompile(`(Article|BlogPosting|Report)$`)

// value looks for an article in a value of JSON; only near its top, because the articles that a page
// recommends are further down.
func (l *linkedData) value(v any, depth int) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			l.value(e, depth)
		}
	case map[string]any:
		if depth < 3 {
			for _, key := range []string{"@graph", "mainEntity"} {
				l.value(v[key], depth+1)
			}
		}
		if l.published != "" || !articleType.MatchString(word(v["@type"])) {
			return
		}
		l.headline, l.published, l.lang = word(v["headline"]), word(v["datePublished"]), word(v["inLanguage"])
		l.url = cmp.Or(word(v["url"]), word(v["mainEntityOfPage"]))
		if p, ok := v["publisher"].(map[string]any); ok {
			l.publisher = word(p["name"])
		}
	}
}

// word is a string of JSON, or the first of a list, or the id of an object.
func word(v any) string {
	switch v := v.(type) {
	case string:
		return strings.TrimSpace(v)
	case []any:
		if len(v) > 0 {
			s, _ := v[0].(string)
			return s
		}
	case map[string]any:
		s, _ := v["@id"].(string)
		return s
	}
	return ""
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

// webAddress is an absolute address of the web, "" for anything else. It loses what is not part of a page's
// identity: the fragment, and credentials.
func webAddress(s string, base *url.URL) string {
	const longest = 2000
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || s == "" {
		return ""
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return ""
	}
	u.Fragment, u.RawFragment, u.User = "", "", nil
	u.Host = strings.ToLower(u.Host)
	if s = u.String(); len(s) > longest {
		return ""
	}
	return s
}

// sameSite tells whether two addresses belong to one owner: news.example.co.uk and www.example.co.uk do.
func sameSite(a, b string) bool {
	return site(a) == site(b)
}

func site(address string) string {
	name := host(address)
	if s, err := publicsuffix.EffectiveTLDPlusOne(name); err == nil {
		return s
	}
	return name
}

// host is the name of the host of an address without "www.", "" when there is none.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}
