package news

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// MaxArticle is the most bytes that one article may have.
const MaxArticle = 10 << 20

// Problem is an article that could not be read. Reading goes on after it.
type Problem struct {
	Name string // file, "-" for standard input
	Line int    // 1-based, 0 when the whole file is meant
	Err  error
}

func (p *Problem) Error() string {
	if p.Line > 0 {
		return fmt.Sprintf("%s:%d: %v", p.Name, p.Line, p.Err)
	}
	return fmt.Sprintf("%s: %v", p.Name, p.Err)
}

func (p *Problem) Unwrap() error { return p.Err }

// Read yields the articles of one input: JSON Lines when the name ends in .jsonl, .ndjson or .json or
// the first character is "{", else one plain text. What cannot be read is yielded as a *Problem, once
// for each article. Where an article does not say its title, date and so on, those of defaults hold.
// Articles come with a Ref.
func Read(name string, r io.Reader, defaults Article) iter.Seq2[Article, error] {
	return func(yield func(Article, error) bool) {
		br := bufio.NewReaderSize(r, 64<<10)
		if isJSON(name, br) {
			readLines(name, br, defaults, yield)
			return
		}
		a, err := readText(br, defaults)
		if err != nil {
			yield(Article{}, &Problem{Name: name, Err: err})
			return
		}
		yield(a, nil)
	}
}

func isJSON(name string, br *bufio.Reader) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".jsonl", ".ndjson", ".json":
		return true
	}
	head, _ := br.Peek(512) // an error here shows again at the first read
	return bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(head, bom), " \t\r\n"), []byte("{"))
}

// readLines reads JSON Lines. A broken line costs only itself.
func readLines(name string, br *bufio.Reader, defaults Article, yield func(Article, error) bool) {
	seen := false
	for line := 1; ; line++ {
		data, err := readLine(br)
		if errors.Is(err, io.EOF) && len(data) == 0 {
			break
		}
		seen = seen || errors.Is(err, errLong) || len(bytes.TrimSpace(data)) > 0
		a, lineErr := Article{}, err
		if err == nil || errors.Is(err, io.EOF) {
			if len(bytes.TrimSpace(data)) == 0 {
				continue
			}
			a, lineErr = parseLine(data, defaults)
		}
		if lineErr != nil {
			lineErr = &Problem{Name: name, Line: line, Err: lineErr}
		}
		if !yield(a, lineErr) || err != nil && !errors.Is(err, errLong) {
			return
		}
	}
	if !seen {
		yield(Article{}, &Problem{Name: name, Err: errEmpty})
	}
}

var (
	bom      = []byte("\xef\xbb\xbf")
	errEmpty = errors.New("empty: there is no article in it")
	errLong  = fmt.Errorf("longer than %d MB, the most that one article may have", MaxArticle>>20)
)

// readLine reads to the next line feed. A line longer than MaxArticle is skipped to its end.
func readLine(br *bufio.Reader) ([]byte, error) {
	var line []byte
	long := false
	for {
		part, err := br.ReadSlice('\n')
		if len(line)+len(part) > MaxArticle {
			long, line = true, nil
		}
		if !long {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case long && (err == nil || errors.Is(err, io.EOF)):
			return nil, errLong
		}
		return line, err
	}
}

// parseLine reads one JSON object. Only "text" is required; unknown keys are ignored.
func parseLine(data []byte, defaults Article) (Article, error) {
	var in struct {
		ID        *json.RawMessage `json:"id"`
		Published string           `json:"published"`
		Title     string           `json:"title"`
		URL       string           `json:"url"`
		Source    string           `json:"source"`
		Lang      string           `json:"lang"`
		Text      *string          `json:"text"`
	}
	if !utf8.Valid(data) {
		return Article{}, notUTF8(data)
	}
	if err := json.Unmarshal(data, &in); err != nil {
		return Article{}, jsonError(err)
	}
	if in.Text == nil {
		return Article{}, errors.New(`the object has no "text"`)
	}
	a := Article{URL: in.URL, Title: in.Title, Source: in.Source, Lang: in.Lang, Text: *in.Text}
	if in.ID != nil {
		if err := json.Unmarshal(*in.ID, &a.Ref); err != nil {
			a.Ref = string(*in.ID) // a number
		}
	}
	if in.Published != "" {
		t, err := ParseTime(in.Published)
		if err != nil {
			return Article{}, fmt.Errorf(`"published": %w`, err)
		}
		a.Published = t
	}
	return a.finish(defaults)
}

func jsonError(err error) error {
	if syntax := (*json.SyntaxError)(nil); errors.As(err, &syntax) {
		return fmt.Errorf("not a JSON object (%w, at byte %d)", err, syntax.Offset)
	}
	if typ := (*json.UnmarshalTypeError)(nil); errors.As(err, &typ) {
		if typ.Field == "" {
			return fmt.Errorf("a JSON %s; want an object", typ.Value)
		}
		return fmt.Errorf("%q must be a %s, not a %s", typ.Field, typ.Type, typ.Value)
	}
	return fmt.Errorf("not a JSON object (%w)", err)
}

// readText reads a plain text, which may begin with header lines.
func readText(br *bufio.Reader, defaults Article) (Article, error) {
	data, err := io.ReadAll(io.LimitReader(br, MaxArticle+1))
	if err != nil {
		return Article{}, err
	}
	if len(data) > MaxArticle {
		return Article{}, errLong
	}
	data = bytes.TrimPrefix(data, bom)
	if i := bytes.IndexByte(data, 0); i >= 0 {
		return Article{}, fmt.Errorf("not text: it has a zero byte at offset %d; give plain text or JSON Lines", i)
	}
	if !utf8.Valid(data) {
		return Article{}, notUTF8(data)
	}
	a, err := parseHeader(string(data))
	if err != nil {
		return Article{}, err
	}
	return a.finish(defaults)
}

func notUTF8(data []byte) error {
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return fmt.Errorf("not UTF-8: byte 0x%02X at offset %d; convert it first, for instance with iconv", data[i], i)
		}
		i += n
	}
	return nil
}

// finish fills in what the article does not say, checks what every article needs and gives it a ref.
func (a Article) finish(d Article) (Article, error) {
	if strings.TrimSpace(a.Text) == "" {
		return Article{}, errEmpty
	}
	if len(a.Text) > MaxArticle {
		return Article{}, errLong
	}
	a.Ref, a.URL, a.Source = cmp.Or(a.Ref, d.Ref), cmp.Or(a.URL, d.URL), cmp.Or(a.Source, d.Source)
	a.Title, a.Lang = cmp.Or(a.Title, d.Title), cmp.Or(a.Lang, d.Lang)
	if a.Published.IsZero() {
		a.Published = d.Published
	}
	if a.Ref == "" {
		sum := sha256.Sum256([]byte(a.URL + "\n" + a.Text))
		a.Ref = hex.EncodeToString(sum[:8])
	}
	return a, nil
}
