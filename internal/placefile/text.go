package placefile

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	utf "golang.org/x/text/encoding/unicode"

	"retaken/internal/geo"
)

// lookAhead is how many bytes at the beginning of a file tell what it is.
const lookAhead = 1 << 16

// ErrEncoding is in errors that another Options.Encoding may mend. It adds no words.
var ErrEncoding = errors.New("")

// encodings are those in which tables with Cyrillic letters come, beside UTF-8 and UTF-16.
var encodings = map[string]encoding.Encoding{
	"windows-1251": charmap.Windows1251, "koi8-u": charmap.KOI8U, "ibm866": charmap.CodePage866,
}

// asUTF8 is r as UTF-8, from the encoding of that name, if any: UTF-16 is known by its mark. What is no text, or
// mostly in another encoding as far as its beginning tells, is refused, so that not every line is.
func asUTF8(r io.Reader, from string) (*bufio.Reader, error) {
	if from != "" {
		known, ok := encodings[from]
		if !ok {
			return nil, fmt.Errorf("no encoding is called %q; want windows-1251, koi8-u or ibm866", from)
		}
		r = known.NewDecoder().Reader(r)
	}
	in := bufio.NewReaderSize(r, lookAhead)
	begin, _ := in.Peek(lookAhead)
	if bytes.HasPrefix(begin, []byte("\xFE\xFF")) || bytes.HasPrefix(begin, []byte("\xFF\xFE")) {
		return bufio.NewReaderSize(utf.UTF16(utf.LittleEndian, utf.ExpectBOM).NewDecoder().Reader(in), lookAhead), nil
	}
	if bytes.IndexByte(begin, 0) >= 0 {
		return nil, errors.New("it is no text: it has zero bytes; want a table, GeoJSON or a dump of GeoNames")
	}
	good, bad, first := 0, 0, byte(0)
	for len(begin) > 0 {
		r, size := utf8.DecodeRune(begin)
		switch {
		case r == utf8.RuneError && size == 1:
			if len(begin) < utf8.UTFMax { // cut off
				begin = nil
				continue
			}
			if bad++; first == 0 {
				first = begin[0]
			}
		case size > 1:
			good++
		}
		begin = begin[size:]
	}
	if bad > good+2 { // else some lines are bad
		return nil, fmt.Errorf("it is not UTF-8, as byte 0x%X shows%w", first, ErrEncoding)
	}
	return in, nil
}

// line is a line of a text file.
type line struct {
	file   string
	number int
	text   string
}

func (l line) wrong(column, value, want string) error {
	return &geo.LineError{File: l.file, Line: l.number, Column: column, Value: value, Want: want}
}

// check refuses text that no table can hold.
func (l line) check() error {
	switch {
	case !utf8.ValidString(l.text):
		return l.wrong("", strings.ToValidUTF8(l.text, "�"), "UTF-8")
	case strings.IndexFunc(l.text, func(r rune) bool { return r != '\t' && unicode.IsControl(r) }) >= 0:
		return l.wrong("", l.text, "text without control characters")
	}
	return nil
}

// readLines yields the lines that are not empty, with a *geo.LineError for those that are too long; its other
// errors are of the file.
func readLines(name string, in *bufio.Reader) iter.Seq2[line, error] {
	return func(yield func(line, error) bool) {
		l := line{file: name}
		for {
			text, err := readLine(in)
			if errors.Is(err, io.EOF) && text == "" {
				return
			}
			l.number++
			if l.text = strings.TrimSuffix(text, "\r"); l.number == 1 {
				l.text = strings.TrimPrefix(l.text, "\uFEFF")
			}
			switch {
			case errors.Is(err, errLong):
				if !yield(l, l.wrong("", l.text, fmt.Sprintf("a line of at most %d bytes", maxLine))) {
					return
				}
			case err != nil && !errors.Is(err, io.EOF):
				yield(l, fmt.Errorf("reading %s after line %d: %w", name, l.number-1, err))
				return
			case strings.TrimSpace(l.text) != "":
				if !yield(l, nil) {
					return
				}
			}
		}
	}
}

var errLong = errors.New("the line is too long")

// readLine reads up to the end of a line, without it. Of a line longer than maxLine the beginning is
// returned with errLong.
func readLine(in *bufio.Reader) (string, error) {
	part, err := in.ReadSlice('\n')
	if err == nil {
		return string(part[:len(part)-1]), nil
	}
	text := bytes.Clone(part)
	for errors.Is(err, bufio.ErrBufferFull) {
		part, err = in.ReadSlice('\n')
		if len(text) <= maxLine {
			text = append(text, part...)
		}
	}
	if len(text) > maxLine {
		if err != nil && !errors.Is(err, io.EOF) {
			return "", err
		}
		return strings.ToValidUTF8(string(text[:200]), ""), errLong
	}
	return strings.TrimSuffix(string(text), "\n"), err
}
