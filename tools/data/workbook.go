package main

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"
)

// readSheet reads the cells of the first sheet of a workbook, those of a row up to the last that is
// there.
func readSheet(path string) ([][]string, error) {
	book, err := zip.OpenReader(path)
	if err != nil {
		return nil, err
	}
	defer book.Close()
	var texts []string
	err = eachElement(&book.Reader, "xl/sharedStrings.xml", "si", func(d *xml.Decoder, e xml.StartElement) error {
		var item struct {
			T string `xml:"t"`
			R []struct {
				T string `xml:"t"`
			} `xml:"r"`
		}
		if err := d.DecodeElement(&item, &e); err != nil {
			return err
		}
		for _, r := range item.R {
			item.T += r.T
		}
		texts = append(texts, item.T)
		return nil
	})
	if err != nil {
		return nil, err
	}
	var rows [][]string
	err = eachElement(&book.Reader, "xl/worksheets/sheet1.xml", "row", func(d *xml.Decoder, e xml.StartElement) error {
		var row struct {
			C []struct {
				Ref  string `xml:"r,attr"`
				Kind string `xml:"t,attr"`
				V    string `xml:"v"`
			} `xml:"c"`
		}
		if err := d.DecodeElement(&row, &e); err != nil {
			return err
		}
		var cells []string
		for _, c := range row.C {
			if c.Ref == "" || c.Ref[0] < 'A' || c.Ref[0] > 'Z' {
				return fmt.Errorf("a cell has the reference %q: want a letter and a number", c.Ref)
			}
			for len(cells) <= int(c.Ref[0]-'A') {
				cells = append(cells, "")
			}
			text := c.V
			if c.Kind == "s" {
				i, err := strconv.Atoi(c.V)
				if err != nil || i < 0 || i >= len(texts) {
					return fmt.Errorf("cell %s has the text number %q of %d", c.Ref, c.V, len(texts))
				}
				text = texts[i]
			}
			cells[c.Ref[0]-'A'] = strings.TrimSpace(text)
		}
		rows = append(rows, cells)
		return nil
	})
	return rows, err
}

// eachElement calls do with every element of that name in a file of an archive.
func eachElement(archive fs.FS, file, name string, do func(*xml.Decoder, xml.StartElement) error) error {
	f, err := archive.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	d := xml.NewDecoder(f)
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == name {
			if err := do(d, e); err != nil {
				return err
			}
		}
	}
}
