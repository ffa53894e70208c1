package news

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html"
)

// ErrNoItems is the problem of a feed that has nothing in it, as new ones have.
var ErrNoItems = errors.New("a feed without items")

var errLongFeed = fmt.Errorf("longer than %d MB, the most that one feed may have", MaxFeed>>20)

// readFeed reads an RSS, Atom or JSON feed. An item that is no article costs only itself.
func readFeed(name, mediaType string, br *bufio.Reader, defaults Article, yield func(Article, error) bool) {
	text, err := feedText(mediaType, br)
	if err != nil {
		yield(Article{}, &Problem{Name: name, Err: err})
		return
	}
	f, items, err := parseFeed(text)
	if err == nil && len(items) == 0 {
		err = ErrNoItems
	}
	if err != nil {
		yield(Article{}, &Problem{Name: name, Err: err})
		return
	}
	base, _ := url.Parse(cmp.Or(defaults.URL, webAddress(f.Link, nil)))
	defaults.URL = "" // that is where the feed is, not where an item is
	defaults.Source = cmp.Or(oneLine(f.Title), defaults.Source)
	for i, it := range items {
		a, what, err := Article{}, fmt.Sprintf("item %d", i+1), it.err
		if err == nil {
			a, err = readItem(it.Item, base, f.Language, defaults)
			if title := oneLine(it.Title); title != "" {
				what += fmt.Sprintf(" (%q)", clip(title))
			}
		}
		if err != nil {
			err = &Problem{Name: name, Err: fmt.Errorf("%s: %w", what, err)}
		}
		if !yield(a, err) {
			return
		}
	}
}

var (
	xmlDeclaration = regexp.MustCompile(`^\s*<\?xml\s[^>]*\?>`)
	xmlEncoding    = regexp.MustCompile(`encoding\s*=\s*["']([\w.:-]+)["']`)
)

// feedText is the text of a feed in UTF-8, without the declaration that may say otherwise.
func feedText(mediaType string, br *bufio.Reader) (string, error) {
	data, err := readWhole(br, MaxFeed, errLongFeed)
	if err != nil {
		return "", err
	}
	declared := charsetOf(mediaType)
	if m := xmlEncoding.FindSubmatch(xmlDeclaration.Find(data[:min(len(data), headSize)])); m != nil && declared == "" {
		declared = string(m[1])
	}
	text := strings.TrimPrefix(decodeMarkup(data, declared), string(bom))
	if depth(text) > maxDepth {
		return "", errors.New("its elements are nested too deeply for a feed")
	}
	return strings.TrimSpace(xmlDeclaration.ReplaceAllString(text, "")), nil
}

// maxDepth is how deeply the elements of a feed may be nested. The library calls itself for each level and a
// stack that is too deep ends the program.
const maxDepth = 10_000

// depth is how deeply elements are nested, or more where some do not end.
func depth(text string) (deepest int) {
	for level := 0; ; {
		_, after, ok := strings.Cut(text, "<")
		if !ok {
			return deepest
		}
		text = after
		switch {
		case strings.HasPrefix(text, "![CDATA["):
			_, text, _ = strings.Cut(text, "]]>")
		case strings.HasPrefix(text, "!--"):
			_, text, _ = strings.Cut(text, "-->")
		case strings.HasPrefix(text, "/"):
			level = max(level-1, 0)
		case !strings.HasPrefix(text, "!") && !strings.HasPrefix(text, "?"):
			if end := strings.IndexAny(text, "<>"); end < 1 || text[end-1:end+1] != "/>" {
				level++
				deepest = max(deepest, level)
			}
		}
	}
}

// feedItem is an item of a feed, or why it is none.
type feedItem struct {
	*gofeed.Item
	err error
}

var (
	itemStart = regexp.MustCompile(`<(?:item|entry)[\s>]`)
	itemEnd   = regexp.MustCompile(`</(?:item|entry)\s*>`)
)

// parseFeed parses a feed as a whole, or where that loses items, each item by itself.
func parseFeed(text string) (*gofeed.Feed, []feedItem, error) {
	f, err := parseXML(text)
	var items []feedItem
	if err == nil {
		for _, it := range f.Items {
			items = append(items, feedItem{Item: it})
		}
	}
	starts := itemStart.FindAllStringIndex(text, -1)
	if len(items) >= len(starts) || starts[0][0]*len(starts) > 2*MaxFeed {
		return f, items, err
	}
	head, tail := text[:starts[0][0]], ""
	if strings.Contains(head, "<channel") && !strings.Contains(head, "</channel") {
		tail = "</channel>"
	}
	if root := rootTag.FindStringSubmatch(head); root != nil {
		tail += "</" + root[1] + ">"
	}
	var single []feedItem
	whole, good := f, 0
	for i, start := range starts {
		end := len(text)
		if i+1 < len(starts) {
			end = starts[i+1][0]
		}
		piece := text[start[0]:end]
		it := feedItem{err: errors.New("not well-formed XML: it does not end")}
		if closing := itemEnd.FindStringIndex(piece); closing != nil {
			var alone *gofeed.Feed
			alone, it.err = parseXML(head + piece[:closing[1]] + tail)
			switch {
			case it.err == nil && len(alone.Items) == 1:
				whole, it.Item, good = alone, alone.Items[0], good+1
			case it.err == nil:
				it.err = errors.New("not well-formed XML: its elements do not nest")
			}
		}
		single = append(single, it)
	}
	if good > 0 && good >= len(items) {
		return whole, single, nil
	}
	return f, items, err
}

var rootTag = regexp.MustCompile(`<([A-Za-z][\w:.-]*)`)

func parseXML(text string) (f *gofeed.Feed, err error) {
	defer func() {
		if recover() != nil { // a bad feed must cost only itself
			f, err = nil, errors.New("its items cannot be made out")
		}
	}()
	f, err = gofeed.NewParser().ParseString(text)
	if err != nil {
		return nil, fmt.Errorf("not well-formed: %s", strings.Join(strings.Fields(err.Error()), " "))
	}
	return f, nil
}

// readItem makes an article of an item: of its full text where the feed has that, else of its summary, else
// of its title, which says something too.
func readItem(item *gofeed.Item, base *url.URL, lang string, defaults Article) (Article, error) {
	a := Article{
		URL:   cmp.Or(webAddress(item.Link, base), webAddress(item.GUID, nil)),
		Title: oneLine(item.Title),
		Text:  cmp.Or(itemText(item.Content), itemText(item.Description), oneLine(item.Title)),
	}
	a.Lang = pageLanguage(lang, a.Text)
	if date := strings.TrimSpace(cmp.Or(item.Published, item.Updated)); date != "" {
		t, ok := looseTime(date)
		switch {
		case ok:
			a.Published = t
		case item.PublishedParsed != nil && item.PublishedParsed.Year() >= 1990:
			a.Published = item.PublishedParsed.UTC()
		default:
			return Article{}, fmt.Errorf("its date %q cannot be read; want one such as Sun, 11 Sep 2022 10:00:00 +0300", clip(date))
		}
	}
	return a.finish(defaults)
}

// itemText is the text of an item, which may be HTML or plain text with lines.
func itemText(s string) string {
	if !strings.Contains(s, "<") {
		s = strings.ReplaceAll(html.EscapeString(html.UnescapeString(s)), "\n", "<br>")
	}
	doc, err := html.Parse(strings.NewReader(s))
	if err != nil {
		return ""
	}
	return prose(doc, false)
}
