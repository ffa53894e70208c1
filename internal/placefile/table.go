package placefile

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// readTSV reads a table parted by tabs, with a header. Lines that begin with # are passed over.
func readTSV(name string, r io.Reader, o Options) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		var t table
		for l, err := range readLines(name, r) {
			switch {
			case err == nil && l.text[0] == '#':
				continue
			case err == nil && t.header == nil:
				if err = t.begin(name, strings.Split(l.text, "\t"), o); err == nil {
					continue
				}
				fallthrough
			case err != nil:
				yield(Record{}, err)
				return
			}
			cells := strings.Split(l.text, "\t")
			for i, c := range cells {
				if len(c) > 1 && c[0] == '"' && c[len(c)-1] == '"' { // some programs quote all the same
					cells[i] = strings.ReplaceAll(c[1:len(c)-1], `""`, `"`)
				}
			}
			rec, err := t.record(l, cells)
			if !yield(rec, err) {
				return
			}
		}
		if t.header == nil {
			yield(Record{}, fmt.Errorf("reading %s: it is empty: want a header and places", name))
		}
	}
}

// readCSV reads comma- or semicolon-separated values, RFC 4180, with a header.
func readCSV(name string, in *bufio.Reader, o Options) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		begin, _ := in.Peek(1 << 16)
		if bytes.HasPrefix(begin, []byte("\uFEFF")) {
			_, _ = in.Discard(len("\uFEFF"))
		}
		held := &leash{r: in}
		c := csv.NewReader(held)
		c.FieldsPerRecord, c.ReuseRecord, c.LazyQuotes = -1, true, true
		first, _, _ := bytes.Cut(begin, []byte("\n"))
		if bytes.Count(first, []byte(";")) > bytes.Count(first, []byte(",")) {
			c.Comma = ';'
		}
		var t table
		for {
			held.loosen()
			cells, err := c.Read()
			if errors.Is(err, io.EOF) {
				break
			}
			l := line{file: name}
			if problem := (*csv.ParseError)(nil); errors.As(err, &problem) {
				l.number = problem.Line
				if !yield(Record{}, l.wrong("", problem.Err.Error(), "a record of CSV")) {
					return
				}
				continue
			} else if err != nil {
				yield(Record{}, fmt.Errorf("reading %s: %w", name, err))
				return
			}
			l.number, _ = c.FieldPos(0)
			if t.header == nil {
				if err := t.begin(name, cells, o); err != nil {
					yield(Record{}, err)
					return
				}
				continue
			}
			l.text = strings.Join(cells, "\t")
			rec, err := t.record(l, cells)
			if !yield(rec, err) {
				return
			}
		}
		if t.header == nil {
			yield(Record{}, fmt.Errorf("reading %s: it is empty: want a header and places", name))
		}
	}
}

// table is a header with what it means.
type table struct {
	header  []string
	binding binding
}

func (t *table) begin(name string, cells []string, o Options) (err error) {
	for _, c := range cells {
		if !utf8.ValidString(c) {
			return fmt.Errorf("reading %s: its header is not UTF-8", name)
		}
		t.header = append(t.header, strings.ToLower(strings.TrimSpace(c)))
	}
	t.binding, err = bind(name, t.header, o)
	return err
}

func (t *table) record(l line, cells []string) (Record, error) {
	if err := l.check(); err != nil {
		return Record{Line: l.number}, err
	}
	if len(cells) != len(t.header) {
		return Record{Line: l.number}, l.wrong("", l.text, strconv.Itoa(len(t.header))+" cells as in the header, not "+strconv.Itoa(len(cells)))
	}
	r := row{line: l, cells: make(map[string]string, len(cells))}
	for i, c := range cells {
		if strings.TrimFunc(c, unicode.IsSpace) != "" {
			r.cells[t.header[i]] = unprotect(c)
		}
	}
	return t.binding.place(r, nil)
}

// unprotect removes the apostrophe that WriteCSV puts before what a spreadsheet takes for a formula.
func unprotect(cell string) string {
	if len(cell) > 1 && cell[0] == '\'' && strings.ContainsRune("=+-@", rune(cell[1])) {
		return cell[1:]
	}
	return cell
}

// leash ends reading with an error when what reads through it takes more than maxLine, and what it may
// read ahead, for one thing.
type leash struct {
	r    io.Reader
	left int
}

// loosen is called before each thing that is read.
func (l *leash) loosen() { l.left = 2 * maxLine }

func (l *leash) Read(p []byte) (int, error) {
	if l.left <= 0 {
		return 0, fmt.Errorf("a record is longer than %d bytes", maxLine)
	}
	n, err := l.r.Read(p[:min(len(p), l.left)])
	l.left -= n
	return n, err
}
