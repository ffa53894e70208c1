package news

import (
	"bytes"
	"mime"
	"path"
	"strings"
)

// headSize is how much of an input is looked at to tell its format.
const headSize = 4096

type format int

const (
	plainText format = iota
	jsonLines
	page
	feed
	otherXML
)

// IsFeed tells whether that is an RSS, Atom or JSON feed by how it begins.
func IsFeed(data []byte) bool {
	br, err := unpack(bytes.NewReader(data), MaxUnpacked)
	if err != nil {
		return false
	}
	head, _ := br.Peek(headSize)
	return sniff("", "", head) == feed
}

// sniff tells a format by how an input begins, and by media type and name where that does not tell.
func sniff(name, mediaType string, head []byte) format {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, bom), " \t\r\n")
	switch {
	case bytes.HasPrefix(head, []byte("{")):
		if bytes.Contains(head, []byte("jsonfeed.org/version")) {
			return feed
		}
		if rest := bytes.TrimLeft(head[1:], " \t\r\n"); len(rest) == 0 || rest[0] == '"' || rest[0] == '}' {
			return jsonLines
		}
	case bytes.HasPrefix(head, []byte("<")):
		if f, ok := sniffMarkup(head); ok {
			return f
		}
	}
	media, _, _ := mime.ParseMediaType(mediaType)
	switch {
	case media == "text/html", media == "application/xhtml+xml":
		return page
	case strings.HasSuffix(media, "json"), media == "application/jsonl":
		return jsonLines
	}
	name = strings.TrimSuffix(strings.ToLower(name), ".gz")
	switch path.Ext(strings.ReplaceAll(name, `\`, "/")) {
	case ".jsonl", ".ndjson", ".json":
		return jsonLines
	case ".html", ".htm", ".xhtml":
		return page
	}
	return plainText
}

// sniffMarkup tells a format by the first element, or by the document type before it.
func sniffMarkup(head []byte) (f format, ok bool) {
	name, declared, ok := rootElement(head)
	switch {
	case !ok:
		return page, true // nothing but comments so far
	case name == "rss", name == "feed", name == "rdf:rdf", strings.HasSuffix(name, ":feed"):
		return feed, true
	case strings.Contains(htmlElements, " "+name+" "):
		return page, true
	}
	return otherXML, declared
}

// htmlElements are those with which a page, or a piece of one, may open.
const htmlElements = " html head body title meta link base script style div p article section main header nav span a b i em strong " +
	"h1 h2 h3 h4 h5 h6 ul ol li table center blockquote figure img br hr font noscript "

// rootElement is the lower-case name of the first element, or "html" where the document type says so, and
// whether an XML declaration goes before it. It is not ok when the head ends earlier.
func rootElement(head []byte) (name string, declared, ok bool) {
	for {
		head = bytes.TrimLeft(head, " \t\r\n")
		end := ">"
		switch {
		case len(head) < 2:
			return "", declared, false
		case bytes.HasPrefix(head, []byte("<!--")):
			end = "-->"
		case bytes.HasPrefix(head, []byte("<?")):
			end, declared = "?>", declared || bytes.HasPrefix(head, []byte("<?xml"))
		case head[0] != '<':
			return "", declared, true
		case head[1] == '!':
			if strings.HasPrefix(strings.ToLower(string(head[:min(len(head), 20)])), "<!doctype html") {
				return "html", declared, true
			}
			if before, _, _ := bytes.Cut(head, []byte(">")); bytes.Contains(before, []byte("[")) {
				end = "]" // of a document type with entities in it
			}
		default:
			name, _, _ := bytes.Cut(head[1:], []byte(">"))
			if i := bytes.IndexAny(name, " \t\r\n/"); i >= 0 {
				name = name[:i]
			}
			return strings.ToLower(string(name)), declared, true
		}
		_, after, found := bytes.Cut(head, []byte(end))
		if !found {
			return "", declared, false
		}
		head = bytes.TrimPrefix(after, []byte(">"))
	}
}
