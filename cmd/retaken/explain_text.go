package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"unicode"

	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/mattn/go-isatty"
	"golang.org/x/term"

	"retaken/internal/explain"
)

// printer prints explanations to a terminal or a file.
type printer struct {
	w      io.Writer
	width  int // columns
	colour bool
}

// newPrinter takes the width of the terminal, else that of the environment.
func newPrinter(w io.Writer, colour string) *printer {
	const usual, least, most = 80, 40, 120 // columns; longer lines are hard to read
	p := &printer{w: w, width: usual, colour: colour == "always"}
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil {
		p.width = n
	}
	if f, ok := w.(*os.File); ok && isatty.IsTerminal(f.Fd()) {
		if n, _, err := term.GetSize(int(f.Fd())); err == nil && n > 0 {
			p.width = n
		}
		p.colour = p.colour || colour == "auto" && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	}
	p.width = min(max(p.width, least), most)
	return p
}

// colours are the codes of a terminal for marks and for signs.
var colours = map[explain.Mark]string{
	explain.MarkName: "36", explain.MarkLeft: "36;2;4", explain.MarkSpeaker: "35", explain.MarkDate: "94", explain.MarkFired: "32;1", explain.MarkBlocked: "33", explain.MarkBlocker: "33;4",
	"head": "1", "label": "2", "→": "32", "✗": "33",
}

// chunk is text without a blank in it, in pieces of one colour each.
type chunk []explain.Part

// chunks cuts parts at their blanks. The innermost mark is the colour.
func chunks(parts ...explain.Part) []chunk {
	var out []chunk
	open := false // the last word may go on
	for _, p := range parts {
		var inner []explain.Mark
		if n := len(p.Marks); n > 0 {
			inner = p.Marks[n-1:]
		}
		for len(p.Text) > 0 {
			blank := strings.IndexFunc(p.Text, unicode.IsSpace)
			if blank == 0 {
				p.Text = strings.TrimLeftFunc(p.Text, unicode.IsSpace)
				open = false
				continue
			}
			if blank < 0 {
				blank = len(p.Text)
			}
			if !open {
				out = append(out, nil)
			}
			out[len(out)-1] = append(out[len(out)-1], explain.Part{Text: p.Text[:blank], Marks: inner})
			p.Text, open = p.Text[blank:], true
		}
	}
	return out
}

// flow prints words behind what stands on the line already, with later lines set in by so many columns. A
// colour never reaches beyond a word, or the end of a line.
func (p *printer) flow(b *strings.Builder, column, indent int, ws []chunk) {
	first := true
	for _, w := range ws {
		width := 0
		for _, piece := range w {
			width += text.StringWidth(piece.Text)
		}
		switch {
		case first:
		case column+1+width > p.width:
			b.WriteString("\n" + strings.Repeat(" ", indent))
			column = indent
		default:
			b.WriteByte(' ')
			column++
		}
		first = false
		for _, piece := range w {
			b.WriteString(p.in(piece.Mark(), piece.Text))
		}
		column += width
	}
	b.WriteByte('\n')
}

// in is text in the colour of a mark.
func (p *printer) in(m explain.Mark, s string) string {
	if c := colours[m]; p.colour && c != "" {
		return "\x1b[" + c + "m" + s + "\x1b[0m"
	}
	return s
}

// Where things stand: the number of a sentence ends before the sentence, which begins at setIn; below it come
// labels and, behind them, notes.
const (
	setIn  = 4
	noteAt = setIn + 9
)

func (p *printer) print(e explain.Article) error {
	var b strings.Builder
	b.WriteString(e.Day + "  ")
	p.flow(&b, len(e.Day)+2, len(e.Day)+2, chunks(explain.Part{Text: e.Title, Marks: []explain.Mark{"head"}}))
	for _, about := range e.About {
		b.WriteString(strings.Repeat(" ", len(e.Day)+2))
		p.flow(&b, len(e.Day)+2, len(e.Day)+2, chunks(explain.Part{Text: about}))
	}
	for _, s := range e.Sentences {
		p.sentence(&b, s)
	}
	b.WriteByte('\n')
	w := bufio.NewWriter(p.w)
	if _, err := w.WriteString(b.String()); err != nil {
		return fmt.Errorf("writing: %w", err)
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("writing: %w", err)
	}
	return nil
}

func (p *printer) sentence(b *strings.Builder, s explain.Sentence) {
	fmt.Fprintf(b, "\n%*d ", setIn-1, s.Number)
	p.flow(b, setIn, setIn, chunks(s.Parts...))
	for _, n := range s.Notes {
		b.WriteString(strings.Repeat(" ", setIn) + p.in("label", fmt.Sprintf("%-*s", noteAt-setIn, n.Kind)))
		p.flow(b, noteAt, noteAt+2, chunks(explain.Part{Text: n.Words, Marks: []explain.Mark{n.Mark}}, explain.Part{Text: ": " + n.Says}))
		for _, l := range n.More {
			b.WriteString(strings.Repeat(" ", noteAt))
			if l.Sign == "" {
				b.WriteString("  ")
			} else {
				b.WriteString(p.in(explain.Mark(l.Sign), l.Sign) + " ")
			}
			p.flow(b, noteAt+2, noteAt+2, chunks(explain.Part{Text: l.Text}))
		}
	}
}
