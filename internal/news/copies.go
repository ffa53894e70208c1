package news

import (
	"hash/fnv"
	"slices"
	"strings"
	"time"
	"unicode"
)

// What makes two articles copies of one story.
const (
	shingle    = 5   // words that are looked at together
	sketchSize = 24  // shingles that stand for a text
	leastCopy  = 6   // shingles that both must have in common
	likeness   = 0.6 // part of the shorter sketch that both must have in common
	copyDays   = 3   // days between the publications of an article and its copy
)

// Sketch stands for the wording of the article: the least of the hashes of its runs of five words, ascending, 24 at most. Case,
// punctuation and layout do not matter. Copies of one text share most of it, others next to nothing (bottom-k sketch of
// shingles, Broder 1997). A text of fewer than ten words has none: it may be two reporters' own.
func (a Article) Sketch() []int64 {
	words := strings.FieldsFunc(strings.ToLower(a.Text[a.Body():]), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	if len(words) < shingle+leastCopy-1 {
		return nil
	}
	hashes := make([]int64, 0, len(words))
	for i := range len(words) - shingle + 1 {
		h := fnv.New64a()
		for _, w := range words[i : i+shingle] {
			h.Write([]byte(w))
			h.Write([]byte{' '})
		}
		hashes = append(hashes, int64(h.Sum64()))
	}
	slices.Sort(hashes)
	hashes = slices.Compact(hashes)
	return slices.Clone(hashes[:min(len(hashes), sketchSize)])
}

// Copied tells whether of two articles, published at those times and with sketches of that length, of which so many hashes are
// common, one is a copy of the other, or both of a third. A time that is unknown speaks against nothing.
func Copied(common, a, b int, published, other time.Time) bool {
	apart := published.Sub(other).Abs()
	return common >= leastCopy && float64(common) >= likeness*float64(min(a, b)) &&
		(published.IsZero() || other.IsZero() || apart <= copyDays*24*time.Hour)
}
