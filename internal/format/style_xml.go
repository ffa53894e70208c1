package format

import (
	"encoding/xml"
	"strings"
)

// node is an element of an XML document.
type node struct {
	XMLName xml.Name
	Attrs   []xml.Attr `xml:",any,attr"`
	Text    string     `xml:",chardata"`
	Nodes   []node     `xml:",any"`
}

// el is an element with attributes: name, value, name, value.
func el(name string, attrs ...string) node {
	n := node{XMLName: xml.Name{Local: name}}
	for i := 0; i < len(attrs); i += 2 {
		n.Attrs = append(n.Attrs, xml.Attr{Name: xml.Name{Local: attrs[i]}, Value: attrs[i+1]})
	}
	return n
}

func (n node) with(nodes ...node) node {
	n.Nodes = append(n.Nodes, nodes...)
	return n
}

func (n node) says(text string) node {
	n.Text = text
	return n
}

// document is the element as text, with those lines before it.
func document(head string, root node) string {
	var b strings.Builder
	b.WriteString(head + "\n")
	e := xml.NewEncoder(&b)
	e.Indent("", " ")
	if err := e.Encode(root); err != nil {
		panic(err) // a Builder takes everything, and elements of names and texts have nothing that cannot be encoded
	}
	b.WriteString("\n")
	return b.String()
}
