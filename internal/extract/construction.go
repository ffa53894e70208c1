package extract

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// construction is a way of saying that control changed in which the place, and perhaps the sides, have their
// slots: "{from} ... thrown out of {place}".
type construction struct {
	elements []element
	anchor   int   // the first element that is a word, not a mark
	needs    []int // the numbers of its other words, see wordIndex; of those that the index can find
	order    int   // in the lexicon
	sense
}

// element is a part of a construction.
type element struct {
	kind  elementKind
	words []string // of a word: the alternatives, folded; a stem ends in "*"
}

type elementKind byte

const (
	literal    elementKind = iota
	anyWord                // "?": at most one word of any kind
	gapWords               // "...": a few words, none of which ends the clause
	placeSlot              // "{place}": a name or a list of names, "the town", "it"
	bySlot                 // "{by}": the side that gains
	fromSlot               // "{from}": the side that loses
	numberSlot             // "{number}"
)

var slots = map[string]elementKind{
	"?": anyWord, "...": gapWords, "…": gapWords, "{place}": placeSlot, "{by}": bySlot, "{from}": fromSlot, "{number}": numberSlot,
}

// longestGap is how many words "..." stands for at most.
const longestGap = 6

// parseConstruction reads a construction. Words are parted by spaces, alternatives for one word by "/".
func parseConstruction(text string, s sense) (construction, error) {
	s.state = s.arg == "state"
	s.arg = strings.TrimSpace(text)
	c := construction{sense: s, anchor: -1}
	gaps, places := 0, 0
	for field := range strings.FieldsFuncSeq(text, isBlank) {
		if kind, ok := slots[field]; ok {
			if kind == gapWords {
				gaps++
			} else if kind == placeSlot {
				places++
			}
			c.elements = append(c.elements, element{kind: kind})
			continue
		}
		if strings.ContainsAny(field, "{}") {
			return c, fmt.Errorf("%s is no slot; want {place}, {by}, {from} or {number}", field)
		}
		if alternatives := strings.Split(foldWord(field), "/"); len(alternatives) == 1 {
			for _, w := range lexiconWords(alternatives[0], nil) {
				c.elements = append(c.elements, element{words: []string{w}})
			}
		} else {
			if slices.Contains(alternatives, "") || strings.ContainsAny(field, "-.,") || strings.Contains(field, "²") {
				return c, fmt.Errorf("%q: each alternative is one word", field)
			}
			c.elements = append(c.elements, element{words: alternatives})
		}
	}
	c.anchor = slices.IndexFunc(c.elements, func(e element) bool { return e.kind == literal && isWord(e.words[0]) })
	switch n := len(c.elements); {
	case c.anchor < 0:
		return c, fmt.Errorf("it has no word")
	case places > 1 || places == 0 && s.class != "none":
		return c, fmt.Errorf("it has %d slots {place}; want one", places)
	case gaps > 2:
		return c, fmt.Errorf("it has %d gaps; want two at most", gaps)
	case c.elements[0].kind == anyWord || c.elements[0].kind == gapWords || c.elements[n-1].kind == anyWord || c.elements[n-1].kind == gapWords:
		return c, fmt.Errorf("it begins or ends with a gap; want a word or a slot")
	}
	if words := c.elements[c.anchor].words; slices.ContainsFunc(words, tooShort) {
		return c, errTooShort(words[slices.IndexFunc(words, tooShort)])
	}
	return c, nil
}

// isWord tells whether an alternative is a word, not a mark.
func isWord(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsLetter(r) || unicode.IsNumber(r)
}

func (e element) matches(fold string) bool {
	for _, w := range e.words {
		if fits(w, fold) {
			return true
		}
	}
	return false
}
