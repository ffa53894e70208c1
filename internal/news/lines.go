package news

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// readLines reads JSON Lines. A broken line costs only itself.
func readLines(name string, br *bufio.Reader, defaults Article, yield func(Article, error) bool) {
	seen := false
	for line := 1; ; line++ {
		data, err := readLine(br)
		if errors.Is(err, io.EOF) && len(data) == 0 {
			break
		}
		seen = seen || errors.Is(err, errLong)
		a, lineErr := Article{}, err
		if err == nil || errors.Is(err, io.EOF) {
			if len(bytes.TrimSpace(data)) == 0 {
				continue
			}
			if !seen && isOpening(data) {
				yield(Article{}, &Problem{Name: name, Err: errSpread})
				return
			}
			a, lineErr = parseLine(data, defaults)
			seen = true
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

var errSpread = errors.New("a JSON document over several lines; want JSON Lines, one object on each line, as jq -c '.[]' makes of a list")

// isOpening tells whether a line only opens a list or an object that goes on below it.
func isOpening(line []byte) bool {
	s := string(bytes.TrimSpace(bytes.TrimPrefix(line, bom)))
	return s == "{" || s == "[" || s == "[{"
}

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
	text, err := decode(bytes.TrimPrefix(data, bom), "")
	if err != nil {
		return Article{}, err
	}
	if err := json.Unmarshal([]byte(text), &in); err != nil {
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
