package news

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/go-shiori/go-readability"
	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
)

// maxElements is the most elements that a page may have: five times as many as the largest of a thousand
// news pages and blogs had.
const maxElements = 50_000

var errElements = fmt.Errorf("more than %d elements, the most that a page may have", maxElements)

// readPage reads a web page: its main text, and what its head says of it.
func readPage(mediaType string, br *bufio.Reader, defaults Article) (a Article, err error) {
	data, err := readWhole(br, MaxArticle, errLong)
	if err != nil {
		return Article{}, err
	}
	declared := ""
	if _, name, certain := charset.DetermineEncoding(data[:min(len(data), headSize)], mediaType); certain {
		declared = name
	}
	if bytes.Count(data, []byte("<")) > 4*maxElements { // before a tree of them takes up memory
		return Article{}, errElements
	}
	doc, err := html.Parse(strings.NewReader(decodeMarkup(data, declared)))
	if err != nil {
		return Article{}, errors.New("its elements are nested too deeply for a web page")
	}
	h := readHead(doc, defaults.URL)
	text, err := mainText(doc, h.base)
	if err != nil {
		return Article{}, err
	}
	if rest, ok := strings.CutPrefix(text, h.title+"\n\n"); ok && h.title != "" {
		text = rest // a heading is not prose
	}
	a = Article{
		URL: h.canonical, Source: h.source, Title: h.title,
		Lang: pageLanguage(h.lang, text), Published: h.published, Text: text,
	}
	return a.finish(defaults)
}

// mainText is the prose of the article of a page.
func mainText(doc *html.Node, base *url.URL) (text string, err error) {
	defer func() {
		if recover() != nil { // the library follows another language's code; a bad page must cost only itself
			err = errors.New("its main text cannot be made out")
		}
	}()
	if base == nil {
		base = &url.URL{Scheme: "http", Host: "localhost"} // the library wants one; it goes nowhere
	}
	prune(doc)
	p := readability.NewParser()
	p.MaxElemsToParse = maxElements
	p.DisableJSONLD = true // it is read already
	found, err := p.ParseDocument(doc, base)
	if err != nil {
		return "", errElements // the one that it has
	}
	if found.Node != nil {
		text = prose(found.Node, true)
	}
	return text, nil
}

// pageLanguage is the language that a page says it is in, unless its letters say otherwise: pages in one
// language often come out of a frame in another. It is "" for other languages.
func pageLanguage(says, text string) string {
	says, _, _ = strings.Cut(strings.ToLower(strings.ReplaceAll(says, "_", "-")), "-")
	letters := Language(text)
	switch says {
	case "en":
		if letters != "en" && letters != "" {
			return letters
		}
		return "en"
	case "uk":
		if letters == "ru" && !strings.ContainsAny(strings.ToLower(text), "ыэъё") {
			return "uk" // too short to have a letter of its own
		}
		return cmp.Or(letters, says)
	case "ru":
		return cmp.Or(letters, says)
	case "":
		return letters
	}
	if letters == "en" {
		return "" // some other language in Latin letters
	}
	return letters
}
