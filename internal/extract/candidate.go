package extract

import (
	"cmp"
	"slices"
	"strings"
)

// wordIndex tells which constructions a sentence may hold: those all of whose words are in it. The words of
// constructions, each with its alternatives, are numbered.
type wordIndex struct {
	numbers  map[string]int    // of a word, by its alternatives
	anchored [][]*construction // by the number of the anchor
	size     int               // how many constructions there are
}

// candidate is a construction that a sentence may hold, and the token that its anchor fits.
type candidate struct {
	*construction
	token int
	rank  int // 0 when the token is a whole word of it, else more the longer the key of the stem
}

func (v *vocabulary) addConstruction(c *construction) {
	x := &v.constructions
	c.order = x.size
	x.size++
	for i, e := range c.elements {
		if i == c.anchor {
			n := v.number(e)
			x.anchored[n] = append(x.anchored[n], c)
		} else if e.kind == literal && !slices.ContainsFunc(e.words, func(w string) bool { return tooShort(w) || !isWord(w) }) {
			c.needs = append(c.needs, v.number(e))
		}
	}
}

// number is the number of a word with its alternatives. A new one joins the index.
func (v *vocabulary) number(e element) int {
	x := &v.constructions
	key := strings.Join(e.words, "/")
	n, ok := x.numbers[key]
	if !ok {
		n = len(x.numbers)
		x.numbers[key] = n
		x.anchored = append(x.anchored, nil)
		for i := range e.words {
			v.index(phrase{words: e.words[i : i+1], number: int32(n), sense: &wordOfConstruction})
		}
	}
	return n
}

// wordOfConstruction is what such a word means by itself.
var wordOfConstruction = sense{file: "constructions"}

// candidates are the constructions whose words are all in the set: by the token of the anchor, then by rank and in
// the order of the lexicon.
func (x *wordIndex) candidates(words *wordSet) []candidate {
	var out []candidate
	for _, a := range words.at {
		for _, c := range x.anchored[a.number] {
			if words.hasAll(c.needs) {
				out = append(out, candidate{c, a.token, a.rank})
			}
		}
	}
	slices.SortFunc(out, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.token, b.token), cmp.Compare(a.rank, b.rank), cmp.Compare(a.order, b.order))
	})
	return out
}

// wordSet is which words of constructions a sentence has, and where.
type wordSet struct {
	bits []uint64
	at   []struct{ number, token, rank int }
}

// reset empties the set and makes room for numbers below size.
func (s *wordSet) reset(size int) {
	n := (size + 63) / 64
	s.bits = slices.Grow(s.bits[:0], n)[:n]
	clear(s.bits)
	s.at = s.at[:0]
}

func (s *wordSet) add(number, token, rank int) {
	s.bits[number/64] |= 1 << (number % 64)
	s.at = append(s.at, struct{ number, token, rank int }{number, token, rank})
}

func (s *wordSet) hasAll(numbers []int) bool {
	for _, n := range numbers {
		if s.bits[n/64]&(1<<(n%64)) == 0 {
			return false
		}
	}
	return true
}
