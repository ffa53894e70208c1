package extract

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Lexicon holds the words that the rules look for, by language. It is immutable and safe to share.
type Lexicon struct {
	langs map[string]*vocabulary
	sum   string // of every file
}

// vocabulary is the lexicon of one language: phrases by their first word.
type vocabulary struct {
	exact  map[string][]phrase // by the whole first word
	prefix map[string][]phrase // by the key of a first word that ends in "*", see stemKey

	anchors map[string][]*construction // by each alternative of the anchor
	stems   map[string][]*construction // by the key of one that ends in "*"
}

// phrase is a line of a lexicon file.
type phrase struct {
	words []string // folded; "x*" any word that begins with x, "?" at most one word of any kind
	sense
}

// sense is what a phrase means to the rules.
type sense struct {
	file  string // "triggers", "actors" …: which rules look at it
	class string
	arg   string
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

// triggerClasses are what a trigger or a construction may tell of.
var triggerClasses = []string{"take", "regain", "lose", "leave", "fall", "expel", "advance", "fight", "flag", "free", "none"}

// classes lists the files of a language's folder and the classes that each may use. The meaning of the
// classes is in data/lexicon/README.md.
var classes = map[string][]string{
	"triggers": triggerClasses, "constructions": triggerClasses,
	"actors":   {"UA", "RU", "force"},
	"speakers": {"UA", "RU", "third", "media", "local"},
	"speech":   {"say", "admit", "deny", "assess", "confirm"},
	"cues":     {"not", "modal", "still", "ok", "background", "ours", "rival"},
	"words": {
		"settlement", "region", "org", "orgbefore", "title", "first", "from", "in", "near", "prep", "by", "and", "clause", "aux", "it",
		"abbreviation", "filler", "of", "part", "river", "unit", "common", "among", "direction", "this",
	},
	"dates":   {"month", "weekday", "day", "weekend", "week", "lastmonth", "lastyear", "ago", "season", "longago", "sameday"},
	"numbers": {"value", "qualifier", "km2", "settlements"},
}

// fileNumber numbers the files of a language's folder, from 0 to fileCount-1.
func fileNumber(file string) int {
	switch file {
	case "actors":
		return 0
	case "cues":
		return 1
	case "dates":
		return 2
	case "numbers":
		return 3
	case "speakers":
		return 4
	case "speech":
		return 5
	case "triggers":
		return 6
	}
	return 7 // words
}

const fileCount = 8

// forms are the third column of triggers.tsv: how the phrase stands to its place.
var forms = []string{"verb", "part", "noun", "state"}

// LoadLexicon reads lexicon/<lang>/*.tsv. An error names file, line and word.
func LoadLexicon(fsys fs.FS) (*Lexicon, error) {
	dirs, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("reading the lexicon: %w", err)
	}
	lex := &Lexicon{langs: map[string]*vocabulary{}}
	sum := sha256.New()
	for _, d := range dirs {
		if !d.IsDir() {
			continue
		}
		voc := &vocabulary{exact: map[string][]phrase{}, prefix: map[string][]phrase{}, anchors: map[string][]*construction{}, stems: map[string][]*construction{}}
		lex.langs[d.Name()] = voc
		for _, file := range sortedKeys(classes) {
			name := path.Join(d.Name(), file+".tsv")
			data, err := fs.ReadFile(fsys, name)
			if err != nil {
				return nil, fmt.Errorf("reading the lexicon: %w", err)
			}
			fmt.Fprintf(sum, "%s %d\n%s", name, len(data), data)
			if err := voc.read(name, file, string(data)); err != nil {
				return nil, err
			}
		}
	}
	if len(lex.langs) == 0 {
		return nil, fmt.Errorf("reading the lexicon: there is no language in it")
	}
	lex.sum = hex.EncodeToString(sum.Sum(nil)[:8])
	return lex, nil
}

// read adds the lines of one file: phrase, class and an optional argument, separated by tabs. Several
// phrases may share a line, separated by "|".
func (v *vocabulary) read(name, file, data string) error {
	for i, l := range strings.Split(data, "\n") {
		l = strings.TrimRight(l, "\r ")
		if l == "" || strings.HasPrefix(l, "#") {
			continue
		}
		col := strings.Split(l, "\t")
		if len(col) < 2 || len(col) > 3 {
			return fmt.Errorf("%s:%d: %q has %d columns; want phrase, class and at most one argument, separated by tabs", name, i+1, l, len(col))
		}
		s := sense{file: file, class: col[1]}
		if len(col) == 3 {
			s.arg = col[2]
		}
		if err := s.check(); err != nil {
			first, _, _ := strings.Cut(col[0], "|")
			return fmt.Errorf("%s:%d: %q: %w", name, i+1, first, err)
		}
		for _, p := range strings.Split(col[0], "|") {
			if err := v.add(p, s); err != nil {
				return fmt.Errorf("%s:%d: %q: %w", name, i+1, p, err)
			}
		}
	}
	return nil
}

func (s sense) check() error {
	if !slices.Contains(classes[s.file], s.class) {
		return fmt.Errorf("class %q is not one of %s", s.class, strings.Join(classes[s.file], ", "))
	}
	switch {
	case s.file == "triggers" && !slices.Contains(forms, s.arg):
		return fmt.Errorf("form %q is not one of %s", s.arg, strings.Join(forms, ", "))
	case s.file == "numbers" && s.class == "value", s.file == "dates" && slices.Contains([]string{"month", "weekday", "day"}, s.class):
		if _, err := strconv.Atoi(s.arg); err != nil {
			return fmt.Errorf("%q is not a whole number", s.arg)
		}
	}
	return nil
}

// splitMarks sets marks apart that are tokens of their own in a text.
var splitMarks = strings.NewReplacer("-", " - ", "²", " ² ", ".", " . ", ",", " , ")

// lexiconWords cuts a phrase as the text is cut: "kyiv's" into three.
func lexiconWords(text string) []string {
	var out []string
	for _, w := range strings.Fields(splitMarks.Replace(foldWord(text))) {
		if owner, ok := strings.CutSuffix(w, "'s"); ok && owner != "" {
			out = append(out, owner, "'", "s")
		} else {
			out = append(out, w)
		}
	}
	return out
}

func (v *vocabulary) add(text string, s sense) error {
	if s.file == "constructions" {
		return v.addConstruction(text, s)
	}
	words := lexiconWords(text)
	if len(words) == 0 || words[0] == "?" {
		return fmt.Errorf("a phrase must begin with a word")
	}
	p := phrase{words, s}
	stem, cut := strings.CutSuffix(words[0], "*")
	if !cut {
		v.exact[stem] = append(v.exact[stem], p)
		return nil
	}
	if len(stem) < stemLetters {
		return fmt.Errorf("the stem %q is too short; give at least two Cyrillic or four Latin letters before *", stem)
	}
	v.prefix[stemKey(stem)] = append(v.prefix[stemKey(stem)], p)
	return nil
}

func (v *vocabulary) addConstruction(text string, s sense) error {
	s.arg = strings.TrimSpace(text)
	c, err := parseConstruction(text, s)
	if err != nil {
		return err
	}
	for _, w := range c.elements[c.anchor].words {
		into, key := v.anchors, w
		if stem, cut := strings.CutSuffix(w, "*"); cut {
			into, key = v.stems, stemKey(stem)
		}
		if list := into[key]; len(list) == 0 || list[len(list)-1] != &c {
			into[key] = append(list, &c)
		}
	}
	return nil
}

// found is a phrase in a text.
type found struct {
	sense
	from, to int // tokens, half-open
}

// find appends what begins at token i: for each file the longest phrase.
func (v *vocabulary) find(toks []token, i int, out []found) []found {
	first := len(out)
	consider := func(ps []phrase) {
		for _, p := range ps {
			end, ok := p.match(toks, i)
			if !ok {
				continue
			}
			f := found{p.sense, i, end}
			at := slices.IndexFunc(out[first:], func(o found) bool { return o.file == p.file })
			switch {
			case at < 0:
				out = append(out, f)
			case out[first+at].to < end:
				out[first+at] = f
			}
		}
	}
	w := toks[i].fold
	consider(v.exact[w])
	if len(w) >= stemLetters {
		consider(v.prefix[w[:stemLetters]])
	}
	if len(w) >= longStem {
		consider(v.prefix[w[:longStem]])
	}
	return out
}

// match tells where the phrase ends that begins at token i.
func (p phrase) match(toks []token, i int) (int, bool) {
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

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
