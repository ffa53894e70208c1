package news

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
)

// The most bytes that one article, one feed and what one compressed file unpacks to may have.
const (
	MaxArticle  = 10 << 20
	MaxFeed     = 32 << 20
	MaxUnpacked = 4 << 30
)

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

// Read yields the articles of one input: a web page, each item of an RSS, Atom or JSON feed, each line of
// JSON Lines, or one plain text, any of them compressed by gzip or not. The content tells which it is, the
// name only where the content does not. What cannot be read is yielded as a *Problem, once for each
// article. Where an article does not say its title, date and so on, those of defaults hold: an article of
// which nothing tells the date is undated. Articles come with a Ref, and their text is valid UTF-8.
func Read(name string, r io.Reader, defaults Article) iter.Seq2[Article, error] {
	return ReadAs(name, "", r, defaults)
}

// ReadAs is Read for an input of which a server has told the media type, such as
// "text/html; charset=windows-1251". The address that the input came from is that of defaults.
func ReadAs(name, mediaType string, r io.Reader, defaults Article) iter.Seq2[Article, error] {
	return func(yield func(Article, error) bool) {
		br, err := unpack(r, MaxUnpacked)
		if err != nil {
			yield(Article{}, &Problem{Name: name, Err: err})
			return
		}
		head, _ := br.Peek(headSize) // an error here shows again at the first read
		switch sniff(name, mediaType, head) {
		case jsonLines:
			readLines(name, br, defaults, yield)
		case feed:
			readFeed(name, mediaType, br, defaults, yield)
		case page:
			yieldOne(name, yield)(readPage(mediaType, br, defaults))
		case otherXML:
			yieldOne(name, yield)(Article{}, errXML)
		default:
			yieldOne(name, yield)(readText(mediaType, br, defaults))
		}
	}
}

// yieldOne yields the one article of an input, or why there is none.
func yieldOne(name string, yield func(Article, error) bool) func(Article, error) {
	return func(a Article, err error) {
		if err != nil {
			a, err = Article{}, &Problem{Name: name, Err: err}
		}
		yield(a, err)
	}
}

var (
	errEmpty = errors.New("empty: there is no article in it")
	errLong  = fmt.Errorf("longer than %d MB, the most that one article may have", MaxArticle>>20)
	errXML   = errors.New("an XML document that is neither RSS nor Atom nor a web page")
)

// readWhole reads what may have so many bytes, or gives tooLong.
func readWhole(r io.Reader, most int, tooLong error) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, int64(most)+1))
	if err == nil && len(data) > most {
		err = tooLong
	}
	return data, err
}

// readText reads a plain text, which may begin with header lines.
func readText(mediaType string, br *bufio.Reader, defaults Article) (Article, error) {
	data, err := readWhole(br, MaxArticle, errLong)
	if err != nil {
		return Article{}, err
	}
	data = bytes.TrimPrefix(data, bom)
	if i := bytes.IndexByte(data, 0); i >= 0 {
		return Article{}, fmt.Errorf("not text: it has a zero byte at offset %d; give plain text or JSON Lines", i)
	}
	text, err := decode(data, charsetOf(mediaType))
	if err != nil {
		return Article{}, err
	}
	a, err := parseHeader(text)
	if err != nil {
		return Article{}, err
	}
	return a.finish(defaults)
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
