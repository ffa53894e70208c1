package extract

import (
	"slices"

	"retaken/internal/geo"
	"retaken/internal/news"
)

// sentence is a run of tokens with what the lexicon and the gazetteer found in them.
type sentence struct {
	doc        *document
	index      int         // among the sentences of the document
	from, to   int         // tokens of the document, half-open
	finds      []found     // in the order of their first token
	covers     []int16     // see at
	candidates []candidate // constructions that it may hold
	cut        []clause
	mentions   []mention
	said       []speaker
	dated      []when
	matches    []match  // constructions
	firings    []firing // what became of the triggers
	question   bool
	lang       string
}

// document is an article cut up for reading.
type document struct {
	article   news.Article
	tokens    []token
	sentences []*sentence
	voice     geo.Side // whose voice the article itself is, NoSide for a neutral one
	quoted    []bool   // see quotation
	barren    int      // how many sentences at the beginning are known to name no settlement
}

// longestSentence is how many tokens are read together. The rules look at pairs of phrases in a sentence, so
// text without full stops would take them forever.
const longestSentence = 250

// cut makes a document of an article: tokens, sentences and the phrases of the lexicon.
func (x *Extractor) cut(a news.Article) *document {
	d := &document{article: a, tokens: tokenize(a.Text, a.Body())}
	lang := a.Lang
	if x.lexicon.langs[lang] == nil {
		lang = news.Language(a.Text)
	}
	covers := make([]int16, len(d.tokens)*fileCount)
	var buf buffers
	start := 0
	for i := range d.tokens {
		if i+1 < len(d.tokens) && i+1-start < longestSentence && !d.endsSentence(i, x.lexicon.langs[lang]) {
			continue
		}
		s := &sentence{doc: d, index: len(d.sentences), from: start, to: i + 1, lang: x.sentenceLang(d, start, i+1, lang)}
		s.question = d.tokens[i].fold == "?"
		if voc := x.lexicon.langs[s.lang]; voc != nil {
			s.covers = covers[s.from*fileCount : s.to*fileCount]
			s.look(voc, &buf)
		}
		d.sentences = append(d.sentences, s)
		start = i + 1
	}
	return d
}

// buffers are what one sentence after the other uses.
type buffers struct {
	here, finds []found
	words       wordSet
}

// look finds what the lexicon knows in the sentence.
func (s *sentence) look(v *vocabulary, buf *buffers) {
	buf.words.reset(len(v.constructions.anchored))
	s.finds = buf.finds[:0]
	for i := s.from; i < s.to; i++ {
		if s.doc.tokens[i].kind != punct {
			buf.here = v.findWith(s.doc.tokens[:s.to], i, buf.here[:0], &buf.words)
			s.add(buf.here)
		}
	}
	s.finds, buf.finds = slices.Clone(s.finds), s.finds
	s.candidates = v.constructions.candidates(&buf.words)
}

// add keeps phrases, but none that begins inside a longer one of the same file.
func (s *sentence) add(fs []found) {
	for _, f := range fs {
		if _, inside := s.at(f.file, f.from); !inside {
			s.finds = append(s.finds, f)
			for i := f.from; i < f.to && i < s.to; i++ {
				if cell := &s.covers[s.cell(f.file, i)]; *cell == 0 {
					*cell = int16(len(s.finds))
				}
			}
		}
	}
}

// cell is where covers tells which phrase of that file covers token i.
func (s *sentence) cell(file string, i int) int { return (i-s.from)*fileCount + fileNumber(file) }

// endsSentence tells whether a sentence ends with token i, which is not the last.
func (d *document) endsSentence(i int, voc *vocabulary) bool {
	t, next := d.tokens[i], d.tokens[i+1]
	if next.gap == paragraph {
		return true
	}
	switch t.fold {
	case "?", "!", "…", ".":
	case "\"", "”", "»", ")", "“":
		// A closing quote after the full stop belongs to the sentence.
		return i > 0 && isTerminator(d.tokens[i-1].fold) && next.gap > glued && (next.upper || next.kind != word)
	default:
		return next.gap == line && next.upper && t.kind == word && i > 0
	}
	if next.gap == glued {
		return false // "S.P.A.C.E", "22.30", a closing quote
	}
	if next.kind == word && !next.upper {
		return false
	}
	if t.fold != "." || i == 0 {
		return true
	}
	prev := d.tokens[i-1]
	if prev.kind == word && prev.end-prev.start <= 2 && prev.upper && prev.end == t.start && len([]rune(prev.fold)) == 1 {
		return false // an initial
	}
	if voc != nil && prev.kind == word {
		for _, p := range voc.exact[prev.fold] {
			if p.class == "abbreviation" && len(p.words) == 1 {
				return false
			}
		}
	}
	return true
}

func isTerminator(s string) bool { return s == "." || s == "?" || s == "!" || s == "…" }

// sentenceLang is the language of a sentence: the article's, unless its letters are of the other script
// or belong to the other Cyrillic alphabet alone.
func (x *Extractor) sentenceLang(d *document, from, to int, lang string) string {
	own := news.Language(d.article.Text[d.tokens[from].start:d.tokens[to-1].end])
	if own == "" || own == lang || (own == "ru" && lang == "uk" && !hasRussianLetter(d.tokens[from:to])) {
		return lang
	}
	if x.lexicon.langs[own] == nil {
		return lang
	}
	return own
}

func hasRussianLetter(toks []token) bool {
	for _, t := range toks {
		for _, r := range t.fold {
			if r == 'ы' || r == 'э' || r == 'ъ' {
				return true
			}
		}
	}
	return false
}

// text is the sentence, or the part of it between two tokens.
func (d *document) span(from, to int) geo.Span {
	return geo.Span{Start: d.tokens[from].start, End: d.tokens[to-1].end}
}

func (d *document) text(from, to int) string {
	s := d.span(from, to)
	return d.article.Text[s.Start:s.End]
}

// at is the phrase of that file that covers token i, if any.
func (s *sentence) at(file string, i int) (found, bool) {
	if i < s.from || i >= s.to || s.covers == nil {
		return found{}, false
	}
	n := s.covers[s.cell(file, i)]
	if n == 0 {
		return found{}, false
	}
	return s.finds[n-1], true
}

// is tells whether token i begins or lies in a phrase of that file and one of the classes.
func (s *sentence) is(i int, file string, classes ...string) bool {
	if i < s.from || i >= s.to || s.covers == nil {
		return false
	}
	n := s.covers[s.cell(file, i)]
	return n != 0 && slices.Contains(classes, s.finds[n-1].class)
}

// known tells whether the lexicon has anything to say of token i.
func (s *sentence) known(i int) bool {
	if i < s.from || i >= s.to || s.covers == nil {
		return false
	}
	row := s.covers[(i-s.from)*fileCount:][:fileCount]
	return slices.ContainsFunc(row, func(n int16) bool { return n != 0 })
}

// between yields the phrases of a file that begin in a range of tokens.
func (s *sentence) between(file string, from, to int) []found {
	var out []found
	for i := range s.finds {
		f := &s.finds[i]
		if f.from >= to {
			break
		}
		if f.from >= from && f.file == file {
			out = append(out, *f)
		}
	}
	return out
}
