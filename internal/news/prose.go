package news

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// blocks are the elements that begin and end a paragraph.
var blocks = []atom.Atom{
	atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Center, atom.Dd, atom.Details, atom.Div, atom.Dl, atom.Dt,
	atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6,
	atom.Header, atom.Hr, atom.Li, atom.Main, atom.Nav, atom.Ol, atom.P, atom.Pre, atom.Section, atom.Summary, atom.Table,
	atom.Td, atom.Th, atom.Tr, atom.Ul,
}

// asides are the elements of which nothing belongs to the prose of an article.
var asides = []atom.Atom{
	atom.Aside, atom.Audio, atom.Button, atom.Canvas, atom.Figure, atom.Footer, atom.Iframe, atom.Nav, atom.Noscript,
	atom.Object, atom.Script, atom.Select, atom.Style, atom.Svg, atom.Template, atom.Textarea, atom.Video,
}

// prune takes the elements out of a tree that are beside its prose.
func prune(n *html.Node) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if c.Type == html.CommentNode || c.Type == html.ElementNode && slices.Contains(asides, c.DataAtom) {
			n.RemoveChild(c)
		} else {
			prune(c)
		}
		c = next
	}
}

// prose is the text of a tree: a line for each paragraph, with an empty line between. With ownOnly it
// leaves out the paragraphs that are mostly links, which tell of other articles, or mostly a time.
func prose(n *html.Node, ownOnly bool) string {
	w := proseWriter{ownOnly: ownOnly}
	w.node(n, false)
	w.endParagraph()
	return strings.Join(w.paragraphs, "\n\n")
}

type proseWriter struct {
	ownOnly    bool
	paragraphs []string
	text       strings.Builder // of the present paragraph
	linked     int             // letters of it that are a link or a time
}

func (w *proseWriter) node(n *html.Node, link bool) {
	block := false
	switch n.Type {
	case html.TextNode:
		w.words(n.Data, link)
	case html.ElementNode:
		switch {
		case slices.Contains(asides, n.DataAtom):
			return
		case n.DataAtom == atom.Br:
			w.text.WriteByte('\n')
		case n.DataAtom == atom.A, n.DataAtom == atom.Time:
			link = true
		}
		block = slices.Contains(blocks, n.DataAtom)
	}
	if block {
		w.endParagraph()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c, link)
	}
	if block {
		w.endParagraph()
	}
}

// words adds text with its line breaks as blanks: in HTML they mean no more.
func (w *proseWriter) words(s string, link bool) {
	for _, r := range s {
		switch {
		case unicode.IsSpace(r) || unicode.IsControl(r):
			r = ' '
		case r == '\u00ad' || r == '\u200b' || r == '\ufeff':
			continue // where a word may be broken; within a name it would only hide the name
		case link:
			w.linked++
		}
		w.text.WriteRune(r)
	}
}

// endParagraph keeps what has come together. Two line breaks in a row end a paragraph too.
func (w *proseWriter) endParagraph() {
	text, linked := w.text.String(), w.linked
	w.text.Reset()
	w.linked = 0
	if w.ownOnly && linked > 0 && 3*linked > 2*utf8.RuneCountInString(strings.Join(strings.Fields(text), "")) {
		return
	}
	open := false // whether the last paragraph may go on with the next line
	for line := range strings.Lines(text) {
		line = strings.Join(strings.Fields(line), " ")
		switch {
		case line == "":
			open = false
		case open:
			w.paragraphs[len(w.paragraphs)-1] += "\n" + line
		default:
			w.paragraphs, open = append(w.paragraphs, line), true
		}
	}
}

// oneLine is text without markup, on one line that is no longer than a title may be.
func oneLine(s string) string {
	const longest = 500
	if strings.ContainsAny(s, "<&") {
		if doc, err := html.Parse(strings.NewReader(s)); err == nil {
			s = prose(doc, false)
		}
	}
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	if r := []rune(s[:min(len(s), 4*longest)]); len(r) > longest {
		return string(r[:longest]) + "…"
	}
	return s
}
