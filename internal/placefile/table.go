package placefile

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"retaken/internal/geo"
)

// readTSV reads a table parted by tabs, with a header. Lines that begin with # are passed over.
func readTSV(name string, in *bufio.Reader, o Options) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		var t table
		for l, err := range readLines(name, in) {
			switch {
			case err != nil:
				if !yield(Record{Line: l.number}, err) || !isOfLine(err) {
					return
				}
				continue
			case l.text[0] == '#':
				continue
			case t.header == nil:
				if err = t.begin(name, strings.Split(l.text, "\t"), o); err != nil {
					yield(Record{}, err)
					return
				}
				continue
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

// readCSV reads RFC 4180, with a header, parted by commas, semicolons, tabs or bars. It reads line by line, so
// that a quote that is never closed spoils its own line alone.
func readCSV(name string, in *bufio.Reader, o Options) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		next, stop := iter.Pull2(readLines(name, in))
		defer stop()
		lines := queue{next: next}
		var t table
		var comma rune
		for {
			l, err, ok := lines.pop()
			if !ok {
				break
			}
			if err != nil {
				if !yield(Record{Line: l.number}, err) || !isOfLine(err) {
					return
				}
				continue
			}
			if t.header == nil {
				comma = separator(l.text)
				cells, _ := splitCSV(l.text, comma, true)
				if err := t.begin(name, cells, o); err != nil {
					yield(Record{}, err)
					return
				}
				continue
			}
			cells, whole := lines.record(l, comma)
			for i, c := range cells {
				if strings.Contains(c, "\n") {
					cells[i] = strings.ReplaceAll(strings.ReplaceAll(c, "\r\n", " "), "\n", " ")
				}
			}
			l.text = strings.Join(cells, "\t")
			if strings.TrimSpace(l.text) == "" {
				continue // what spreadsheets write below the last row
			}
			rec, err := Record{Line: l.number}, error(nil)
			if !whole && len(cells) != len(t.header) {
				err = l.wrong("", l.text, "every quote closed")
			} else {
				rec, err = t.record(l, cells)
			}
			if !yield(rec, err) {
				return
			}
		}
		if t.header == nil {
			yield(Record{}, fmt.Errorf("reading %s: it is empty: want a header and places", name))
		}
	}
}

// separator is what parts the cells of a header.
func separator(header string) rune {
	best, most := ',', 0
	for _, c := range ",;\t|" {
		if n := strings.Count(header, string(c)); n > most {
			best, most = c, n
		}
	}
	return best
}

// splitCSV splits a record; lazy takes quotes as they come.
func splitCSV(text string, comma rune, lazy bool) ([]string, bool) {
	if !strings.Contains(text, `"`) {
		return strings.Split(text, string(comma)), true
	}
	c := csv.NewReader(strings.NewReader(text))
	c.Comma, c.LazyQuotes, c.FieldsPerRecord = comma, lazy, -1
	cells, err := c.Read()
	if err == nil {
		_, err = c.Read() // there is one record
		return cells, errors.Is(err, io.EOF)
	}
	return cells, false
}

// queue holds lines that were looked at ahead of their turn.
type queue struct {
	next  func() (line, error, bool)
	lines []line
	errs  []error
}

// fill makes the queue at least n lines long, unless the file ends.
func (q *queue) fill(n int) bool {
	for len(q.lines) < n {
		l, err, ok := q.next()
		if !ok {
			return false
		}
		q.lines, q.errs = append(q.lines, l), append(q.errs, err)
	}
	return true
}

func (q *queue) pop() (line, error, bool) {
	if !q.fill(1) {
		return line{}, nil, false
	}
	l, err := q.lines[0], q.errs[0]
	q.lines, q.errs = q.lines[1:], q.errs[1:]
	return l, err, true
}

// maxJoined is how many lines a record may have beside its first, and maxTried at how many of them it is tried
// whether it ends.
const maxJoined, maxTried = 50, 3

// record are the cells of the record that begins with l, and of the lines after it as far as a quoted cell
// goes on; whole is false when a quote is not closed, or stands where none can.
func (q *queue) record(l line, comma rune) (cells []string, whole bool) {
	if cells, ok := splitCSV(l.text, comma, false); ok {
		return cells, true
	}
	text, open, tried := l.text, strings.Count(l.text, `"`)%2 == 1, 0
	for n := 1; open && tried < maxTried && n <= maxJoined && len(text) < maxLine && q.fill(n) && q.errs[n-1] == nil; n++ {
		more := q.lines[n-1].text
		text += "\n" + more
		if strings.Count(more, `"`)%2 == 0 {
			continue
		}
		if cells, ok := splitCSV(text, comma, false); ok {
			q.lines, q.errs = q.lines[n:], q.errs[n:]
			return cells, true
		}
		tried++
	}
	cells, _ = splitCSV(l.text, comma, true)
	return cells, false
}

// isOfLine tells whether an error is of one line, so that reading can go on.
func isOfLine(err error) bool {
	l := (*geo.LineError)(nil)
	return errors.As(err, &l)
}

// table is a header with what it means.
type table struct {
	header  []string
	binding binding
	own     bool // it has every column that the writers write, and no other
}

func (t *table) begin(name string, cells []string, o Options) (err error) {
	for _, c := range cells {
		if !utf8.ValidString(c) {
			return fmt.Errorf("reading %s: its header is not UTF-8", name)
		}
		t.header = append(t.header, strings.ToLower(strings.TrimSpace(c)))
	}
	t.own = len(o.Columns) == 0 && isWhole(t.header) && len(t.header) == len(header)
	t.binding, err = bind(name, t.header, o)
	return err
}

func (t *table) record(l line, cells []string) (Record, error) {
	if err := l.check(); err != nil {
		return Record{Line: l.number}, err
	}
	if n := len(t.header); len(cells) > n && strings.Join(cells[n:], "") == "" {
		cells = cells[:n]
	}
	if len(cells) != len(t.header) {
		return Record{Line: l.number}, l.wrong("", l.text, strconv.Itoa(len(t.header))+" cells as in the header, not "+strconv.Itoa(len(cells)))
	}
	r := row{line: l, cells: make(map[string]string, len(cells))}
	for i, c := range cells {
		if c = unprotect(c); strings.TrimFunc(c, unicode.IsSpace) != "" && r.cells[t.header[i]] == "" {
			r.cells[t.header[i]] = c
		}
	}
	if t.own {
		return ownPlace(r)
	}
	return t.binding.place(r, nil)
}

// isWhole tells whether columns are all those that the writers write.
func isWhole(columns []string) bool {
	return !slices.ContainsFunc(header, func(c string) bool { return !slices.Contains(columns, c) })
}

// ownPlace makes a place of a row that a writer wrote, as geo.ReadPlaces does.
func ownPlace(r row) (Record, error) {
	rec := Record{Line: r.number, Whole: true}
	cells := make([]string, len(header))
	for i, column := range header {
		cells[i] = strings.ReplaceAll(r.cells[column], "\t", " ")
	}
	table := strings.Join(header, "\t") + "\n" + strings.Join(cells, "\t")
	for p, err := range geo.ReadPlaces(r.file, strings.NewReader(table)) {
		if l := (*geo.LineError)(nil); errors.As(err, &l) {
			l.Line = r.number
		}
		rec.Place = p
		return rec, err
	}
	return rec, r.wrong("", r.text, "a place")
}

// unprotect removes the apostrophe that WriteCSV puts before what a spreadsheet takes for a formula.
func unprotect(cell string) string {
	if len(cell) > 1 && cell[0] == '\'' && strings.ContainsRune("=+-@", rune(cell[1])) {
		return cell[1:]
	}
	return cell
}
