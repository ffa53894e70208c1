package extract

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Lexicon holds the words that the rules look for, by language. It is immutable and safe to share.
type Lexicon struct {
	langs map[string]*vocabulary
	sum   string // of every file
}

// sense is what a phrase means to the rules.
type sense struct {
	file  string // "triggers", "actors" …: which rules look at it
	class string
	arg   string // of a construction its text
	state bool   // a construction that says whose the place is, not how it came to be so
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
	"dates":   {"month", "weekday", "day", "weekend", "week", "lastmonth", "lastyear", "ago", "season", "longago", "sameday", "monthpart", "invasion"},
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
	files := sortedKeys(classes)
	sum := sha256.New()
	var langs []string
	var contents [][]string // of each file of each language
	for _, d := range dirs {
		if !d.IsDir() {
			continue
		}
		langs, contents = append(langs, d.Name()), append(contents, nil)
		for _, file := range files {
			name := path.Join(d.Name(), file+".tsv")
			data, err := fs.ReadFile(fsys, name)
			if err != nil {
				return nil, fmt.Errorf("reading the lexicon: %w", err)
			}
			fmt.Fprintf(sum, "%s %d\n%s", name, len(data), data)
			contents[len(langs)-1] = append(contents[len(langs)-1], string(data))
		}
	}
	if len(langs) == 0 {
		return nil, fmt.Errorf("reading the lexicon: there is no language in it")
	}
	lex.sum = hex.EncodeToString(sum.Sum(nil)[:8])

	errs := make([]error, len(langs))
	var wg sync.WaitGroup
	for i, lang := range langs {
		voc := newVocabulary()
		lex.langs[lang] = voc
		wg.Go(func() {
			for k, file := range files {
				if errs[i] = voc.read(path.Join(lang, file+".tsv"), file, contents[i][k]); errs[i] != nil {
					return
				}
			}
		})
	}
	wg.Wait()
	if err := cmp.Or(errs...); err != nil {
		return nil, err
	}
	return lex, nil
}

// read adds the lines of one file: phrase, class and an optional argument, separated by tabs. Several
// phrases may share a line, separated by "|".
func (v *vocabulary) read(name, file, data string) error {
	for n := 1; data != ""; n++ {
		var l string
		l, data, _ = strings.Cut(data, "\n")
		l = strings.TrimRight(l, "\r ")
		if l == "" || strings.HasPrefix(l, "#") {
			continue
		}
		phrases, rest, _ := strings.Cut(l, "\t")
		class, arg, _ := strings.Cut(rest, "\t")
		if tabs := strings.Count(l, "\t"); tabs < 1 || tabs > 2 {
			return fmt.Errorf("%s:%d: %q has %d columns; want phrase, class and at most one argument, separated by tabs", name, n, l, tabs+1)
		}
		s := &sense{file: file, class: class, arg: arg}
		if err := s.check(); err != nil {
			first, _, _ := strings.Cut(phrases, "|")
			return fmt.Errorf("%s:%d: %q: %w", name, n, first, err)
		}
		for more := true; more; {
			var p string
			p, phrases, more = strings.Cut(phrases, "|")
			if err := v.add(p, s); err != nil {
				return fmt.Errorf("%s:%d: %q: %w", name, n, p, err)
			}
		}
	}
	return nil
}

func (s *sense) check() error {
	if !slices.Contains(classes[s.file], s.class) {
		return fmt.Errorf("class %q is not one of %s", s.class, strings.Join(classes[s.file], ", "))
	}
	switch {
	case s.file == "triggers" && !slices.Contains(forms, s.arg):
		return fmt.Errorf("form %q is not one of %s", s.arg, strings.Join(forms, ", "))
	case s.file == "constructions" && s.arg != "" && s.arg != "state":
		return fmt.Errorf("form %q is not state; other constructions have none", s.arg)
	case s.file == "numbers" && s.class == "value", s.file == "dates" && slices.Contains([]string{"month", "weekday", "day"}, s.class):
		if _, err := strconv.Atoi(s.arg); err != nil {
			return fmt.Errorf("%q is not a whole number", s.arg)
		}
	}
	return nil
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
