package extract

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// vocabulary is the lexicon of one language, indexed by how its phrases begin.
type vocabulary struct {
	exact  map[string][]phrase    // by the whole first word; those in pairs aside
	pairs  map[[2]string][]phrase // by the first two words, where both are whole; the first is a key of exact too
	prefix map[string][]phrase    // by the key of a first word that ends in "*", see stemKey
	size   int                    // how many phrases there are
	room   []string               // for words of phrases

	constructions wordIndex
}

func newVocabulary() *vocabulary {
	const many = 4096 // phrases of a full lexicon
	return &vocabulary{
		exact: make(map[string][]phrase, many), pairs: make(map[[2]string][]phrase, many), prefix: make(map[string][]phrase, many/4),
		constructions: wordIndex{numbers: make(map[string]int, many/4)},
	}
}

// phrase is a line of a lexicon file, or one of the words of a construction.
type phrase struct {
	words  []string // folded; "x*" any word that begins with x, "?" at most one word of any kind
	order  int32    // in the lexicon: of two of equal length the first counts
	number int32    // of a word of constructions, see wordIndex; -1 for a phrase
	*sense
}

// stemLetters is how many bytes of a stem the index looks at: three Latin or, of Cyrillic, two letters.
const stemLetters = 4

// longStem is how many it looks at where the stem is so long.
const longStem = 8

// stemKey is the part of a stem that the index looks at.
func stemKey(stem string) string {
	if len(stem) >= longStem {
		return stem[:longStem]
	}
	return stem[:stemLetters]
}

// lexiconWords appends the words of a phrase, cut as the text is cut: "kyiv's" into three.
func lexiconWords(text string, out []string) []string {
	text = foldWord(text)
	start := 0
	cut := func(end int) {
		w := text[start:end]
		if owner, ok := strings.CutSuffix(w, "'s"); ok && owner != "" {
			out = append(out, owner, "'", "s")
		} else if w != "" {
			out = append(out, w)
		}
	}
	for i, r := range text {
		switch {
		case isBlank(r):
			cut(i)
		case r == '-' || r == '.' || r == ',' || r == '²': // tokens of their own in a text
			cut(i)
			out = append(out, text[i:i+utf8.RuneLen(r)])
		default:
			continue
		}
		start = i + utf8.RuneLen(r)
	}
	cut(len(text))
	return out
}

func isBlank(r rune) bool { return r == ' ' || r == '\u00a0' }

// isWhole tells whether a word of the lexicon stands for itself alone.
func isWhole(w string) bool { return w != "?" && w[len(w)-1] != '*' }

func (v *vocabulary) add(text string, s *sense) error {
	if s.file == "constructions" {
		c, err := parseConstruction(text, *s)
		if err == nil {
			v.addConstruction(&c)
		}
		return err
	}
	words := v.cut(text)
	if len(words) == 0 || words[0] == "?" {
		return fmt.Errorf("a phrase must begin with a word")
	}
	if tooShort(words[0]) {
		return errTooShort(words[0])
	}
	v.index(phrase{words: words, number: -1, sense: s})
	return nil
}

// cut is lexiconWords in few allocations.
func (v *vocabulary) cut(text string) []string {
	const block, room = 2048, 32 // words
	if cap(v.room)-len(v.room) < room {
		v.room = make([]string, 0, block)
	}
	n := len(v.room)
	v.room = lexiconWords(text, v.room)
	return slices.Clip(v.room[n:])
}

// tooShort tells whether a word ends in "*" and is shorter than the key of a stem.
func tooShort(w string) bool { return w[len(w)-1] == '*' && len(w) <= stemLetters }

func errTooShort(w string) error {
	return fmt.Errorf("the stem %q is too short; give at least two Cyrillic or four Latin letters before *", strings.TrimSuffix(w, "*"))
}

// index puts a phrase where find looks for it.
func (v *vocabulary) index(p phrase) {
	p.order = int32(v.size)
	v.size++
	first := p.words[0]
	switch {
	case !isWhole(first):
		key := stemKey(first[:len(first)-1])
		v.prefix[key] = append(v.prefix[key], p)
	case len(p.words) > 1 && isWhole(p.words[1]):
		pair := [2]string(p.words)
		v.pairs[pair] = append(v.pairs[pair], p)
		if _, ok := v.exact[first]; !ok {
			v.exact[first] = nil
		}
	default:
		v.exact[first] = append(v.exact[first], p)
	}
}

// found is a phrase in a text.
type found struct {
	sense
	from, to int // tokens, half-open
}

// find appends what begins at token i: for each file the longest phrase.
func (v *vocabulary) find(toks []token, i int, out []found) []found {
	return v.findWith(toks, i, out, nil)
}

// findWith is find that puts the words of constructions into a set, unless that is nil.
func (v *vocabulary) findWith(toks []token, i int, out []found, words *wordSet) []found {
	first := len(out)
	consider := func(p *phrase, rank int) {
		if p.number >= 0 {
			if words != nil && (rank == 0 || fits(p.words[0], toks[i].fold)) {
				words.add(int(p.number), i, rank)
			}
			return
		}
		end, ok := p.match(toks, i)
		if !ok {
			return
		}
		f := found{*p.sense, i, end}
		at := slices.IndexFunc(out[first:], func(o found) bool { return o.file == p.file })
		switch {
		case at < 0:
			out = append(out, f)
		case out[first+at].to < end:
			out[first+at] = f
		}
	}
	w := toks[i].fold
	if single, ok := v.exact[w]; ok {
		var pairs []phrase
		if i+1 < len(toks) {
			pairs = v.pairs[[2]string{w, toks[i+1].fold}]
		}
		for len(single) > 0 || len(pairs) > 0 {
			next := &pairs
			if len(pairs) == 0 || len(single) > 0 && single[0].order < pairs[0].order {
				next = &single
			}
			consider(&(*next)[0], 0)
			*next = (*next)[1:]
		}
	}
	for rank, n := range [...]int{1: stemLetters, 2: longStem} {
		if n > 0 && len(w) >= n {
			stemmed := v.prefix[w[:n]]
			for k := range stemmed {
				consider(&stemmed[k], rank)
			}
		}
	}
	return out
}

// match tells where the phrase ends that begins at token i.
func (p *phrase) match(toks []token, i int) (int, bool) {
	return matchWords(p.words, toks, i, true)
}

func matchWords(words []string, toks []token, i int, first bool) (int, bool) {
	for k, w := range words {
		if w == "?" {
			if end, ok := matchWords(words[k+1:], toks, i, false); ok {
				return end, true
			}
			if i < len(toks) && toks[i].kind != punct && toks[i].gap <= line {
				return matchWords(words[k+1:], toks, i+1, false)
			}
			return 0, false
		}
		if i >= len(toks) || !(first && k == 0) && toks[i].gap > line {
			return 0, false
		}
		if !fits(w, toks[i].fold) {
			return 0, false
		}
		i++
	}
	return i, true
}

// fits tells whether a folded word is the one of the lexicon, or begins with it when that ends in "*".
func fits(w, fold string) bool {
	if n := len(w) - 1; w[n] == '*' {
		return len(fold) >= n && fold[:n] == w[:n]
	}
	return w == fold
}
