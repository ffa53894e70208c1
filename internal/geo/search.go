package geo

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// similarLetters is how long a name must be to be recognised with a letter wrong; shorter ones are
// too like each other.
const similarLetters = 7

// Similar returns the places whose names, of seven letters or more, differ from word by one letter
// too many, missing, wrong or changed over with the next, when both are folded as by FoldKey. Places
// with more inhabitants come first.
func (g *Gazetteer) Similar(word string) []Candidate {
	query := FoldKey(word)
	if query == "" {
		return nil
	}
	var out []Candidate
	seen := map[int32]bool{}
	for length := len(query) - 1; length <= len(query)+1; length++ {
		if length <= 0 || length >= len(g.typos()) {
			continue
		}
		for _, k := range g.typos()[length] {
			if seen[k.name] || !similar(query, k.text) {
				continue
			}
			seen[k.name] = true
			for _, o := range g.names[k.name].owners {
				out = append(out, Candidate{&g.places[o.place], Similar})
			}
		}
	}
	return bestFirst(out)
}

// similar tells whether b is a with one edit; neither is empty.
func similar(a, b string) bool {
	if a[0] != b[0] && a[len(a)-1] != b[len(b)-1] {
		return false // two edits at least; nearly all names end here
	}
	rest, ok := edited(a, b)
	return ok && rest == ""
}

// edited makes the one edit that a needs to be how b begins, and returns the rest of b; ok is false
// when there is no such edit, or none is needed.
func edited(a, b string) (rest string, ok bool) {
	p := 0
	for p < len(a) && p < len(b) && a[p] == b[p] {
		p++
	}
	a, b = a[p:], b[p:]
	if a == "" {
		// A last letter is missing; its place is at the end of the longer one.
		if len(b) == 1 {
			return "", true
		}
		return b, false
	}
	best, ok := "", false
	try := func(a, b string) {
		if r, fits := strings.CutPrefix(b, a); fits && (!ok || len(r) < len(best)) {
			best, ok = r, true
		}
	}
	try(a[1:], b) // one too many
	if b != "" {
		try(a[1:], b[1:]) // wrong
		try(a, b[1:])     // missing
	}
	if len(a) > 1 && len(b) > 1 && a[0] == b[1] && a[1] == b[0] {
		try(a[2:], b[2:])
	}
	return best, ok
}

// searchKey is a key of a name, or of its last words.
type searchKey struct {
	text  string
	name  int32
	inner bool // it begins with a later word of the name
}

// indexTypos lists the folded keys of long names by their length.
func (g *Gazetteer) indexTypos() [][]searchKey {
	var byLength [][]searchKey
	for i, n := range g.names {
		if utf8.RuneCountInString(n.text) < similarLetters {
			continue
		}
		k := searchKey{text: FoldKey(n.text), name: int32(i)}
		for len(byLength) <= len(k.text) {
			byLength = append(byLength, nil)
		}
		byLength[len(k.text)] = append(byLength[len(k.text)], k)
	}
	return byLength
}

// prefixIndex holds the keys of names, each with those that begin at its later words, sorted.
type prefixIndex struct{ exact, folded []searchKey }

func (g *Gazetteer) indexPrefixes() *prefixIndex {
	var x prefixIndex
	for i, n := range g.names {
		x.exact = appendTails(x.exact, joinedKey(n.text, spellings[0]), int32(i))
		x.folded = appendTails(x.folded, joinedKey(n.text, spellings[1]), int32(i))
	}
	for _, keys := range [][]searchKey{x.exact, x.folded} {
		slices.SortFunc(keys, func(a, b searchKey) int { return cmp.Compare(a.text, b.text) })
	}
	return &x
}

func appendTails(keys []searchKey, text string, name int32) []searchKey {
	for inner := false; text != ""; inner = true {
		keys = append(keys, searchKey{text, name, inner})
		_, text, _ = strings.Cut(text, " ")
	}
	return keys
}

// joinedKey is the keys of the words of a name with blanks between them.
func joinedKey(name string, s spelling) string {
	var b []byte
	for w, ok := nextWord(name, 0); ok; w, ok = nextWord(name, w.next) {
		if len(b) > 0 {
			b = append(b, ' ')
		}
		b = append(b, s.appendKey(nil, name[w.start:w.end])...)
	}
	return string(b)
}

// withPrefix is the part of sorted keys that begin with prefix.
func withPrefix(keys []searchKey, prefix string) []searchKey {
	from, _ := slices.BinarySearchFunc(keys, prefix, func(k searchKey, p string) int { return cmp.Compare(k.text, p) })
	n, _ := slices.BinarySearchFunc(keys[from:], prefix, func(k searchKey, p string) int {
		if strings.HasPrefix(k.text, p) {
			return -1
		}
		return 1
	})
	return keys[from : from+n]
}

// The ways in which a place answers a search, best first; before them comes a Match of the whole.
const (
	wordsOfName = int(Similar) + 1 + iota
	prefixOfName
	prefixOfAlias
	prefixOfWord
	prefixFolded
	byWords
	wholeWithTypo = byWords + maxWords*maxWords + iota // between them is room for what wordsOf returns
	prefixWithTypo
	endsWithTypo
)

// Search returns the places that somebody who is typing query may want, at most limit of them, or all
// if limit is 0: first those of which it is a name in any form and script, also when both are folded as by
// FoldKey, then those with a name that begins with it, whole words before parts of words, then those with a
// word of a name that does, then those that do so when folded. If there are none at all, the words of the query
// may stand in any order and name the region or the raion too, and then one letter may be wrong. Among
// equals settlements come first, then other kinds in the order of PlaceKinds, then more inhabitants.
func (g *Gazetteer) Search(query string, limit int) []*Place {
	exact, folded := joinedKey(query, spellings[0]), joinedKey(query, spellings[1])
	if exact == "" {
		return nil
	}
	found := finds{}
	for _, c := range g.Lookup(query) {
		found.put(g.indexOf(c.Place), int(c.How))
	}
	x := g.prefixes()
	for _, k := range withPrefix(x.exact, exact) {
		words := len(k.text) == len(exact) || k.text[len(exact)] == ' '
		for _, o := range g.names[k.name].owners {
			quality := prefixOfName
			switch {
			case k.inner && !words:
				quality = prefixOfWord
			case k.inner, o.alias && !words:
				quality = prefixOfAlias
			case words && !o.alias:
				quality = wordsOfName
			}
			found.put(o.place, quality)
		}
	}
	const enough = 3 // letters for a comparison that is not exact
	if len(folded) >= enough {
		// An i at the end may be followed by a vowel that swallows it.
		for _, k := range withPrefix(x.folded, folded[:enough-1]+strings.TrimRight(folded[enough-1:], "i")) {
			quality := prefixFolded
			if k.text == folded && !k.inner {
				quality = int(Folded)
			}
			g.each(k.name, func(place int32) { found.put(place, quality) })
		}
	}
	if len(found) == 0 {
		if rest := withoutKinds(query); rest != query {
			return g.Search(rest, limit)
		}
		g.findWords(folded, found)
	}
	if len(found) == 0 && len(folded) > enough {
		g.findTypos(query, folded, found)
	}
	return g.ranked(found, limit)
}

// finds are places by their index, with the way in which they answer.
type finds map[int32]int

// put notes a place, or a better way in which it answers.
func (f finds) put(place int32, quality int) {
	if q, ok := f[place]; !ok || quality < q {
		f[place] = quality
	}
}

// indexOf is the index of a place of the gazetteer.
func (g *Gazetteer) indexOf(p *Place) int32 {
	i, _ := slices.BinarySearchFunc(g.places, p.ID, func(p Place, id PlaceID) int { return cmp.Compare(p.ID, id) })
	return int32(i)
}

// findTypos finds names that begin with the query but for one letter after the first, or else that are it
// but for any one letter.
func (g *Gazetteer) findTypos(query, folded string, found finds) {
	for _, k := range withPrefix(g.prefixes().folded, folded[:1]) {
		rest, ok := edited(folded, k.text)
		if !ok {
			continue
		}
		same := 0
		for same < len(folded) && same < len(k.text) && folded[same] == k.text[same] {
			same++
		}
		quality := prefixWithTypo
		switch {
		case rest == "" && !k.inner:
			quality = wholeWithTypo
		case same >= len(folded)-1: // it may be the next letter that is wrong, or the word that is another
			quality = endsWithTypo
		}
		g.each(k.name, func(place int32) { found.put(place, quality) })
	}
	if len(found) == 0 {
		for _, c := range g.Similar(query) {
			found.put(g.indexOf(c.Place), int(c.How))
		}
	}
}

// each calls f with the places that bear a name.
func (g *Gazetteer) each(name int32, f func(place int32)) {
	for _, o := range g.names[name].owners {
		f(o.place)
	}
}

// ranked sorts what Search found.
func (g *Gazetteer) ranked(found finds, limit int) []*Place {
	order := make([]int32, 0, len(found))
	for i := range found {
		order = append(order, i)
	}
	slices.SortFunc(order, func(a, b int32) int {
		p, q := &g.places[a], &g.places[b]
		return cmp.Or(
			cmp.Compare(found[a], found[b]),
			cmp.Compare(slices.Index(PlaceKinds, p.Kind), slices.Index(PlaceKinds, q.Kind)),
			cmp.Compare(q.Population, p.Population),
			cmp.Compare(p.ID, q.ID))
	})
	if limit > 0 && len(order) > limit {
		order = order[:limit]
	}
	out := make([]*Place, len(order))
	for i, n := range order {
		out[i] = &g.places[n]
	}
	return out
}
