package geo

import "iter"

// Hit is a name in a text with the places that it may mean, as by Lookup.
type Hit struct {
	Span       // bytes of the text
	Candidates []Candidate
}

// Scan yields every name of a place in text, from left to right. Where several names begin at one
// word the longest counts, and hits never overlap.
//
// A name is made of whole words: Бахмут is not in Бахмутський, but Kyiv is in Kyiv-based, and the
// span of Kupiansk's ends before the apostrophe. Its words may be separated by blanks or by one
// hyphen or dash, whichever the gazetteer has. Words that have a capital letter in the name have one
// in the text too, so that лиман and "nove" in lower case are no names; the first word may be in lower
// case only where the name has it so: острів Зміїний.
func (g *Gazetteer) Scan(text string) iter.Seq[Hit] {
	return func(yield func(Hit) bool) {
		for w, ok := nextWord(text, 0); ok; w, ok = nextWord(text, w.next) {
			if !w.capital && !g.index.lower[text[w.start:w.end]] {
				continue
			}
			last, f, found := g.longest(text, w)
			if !found {
				continue
			}
			if !yield(Hit{Span{w.start, last.end}, g.candidates(f)}) {
				return
			}
			w = last
		}
	}
}

// longest is the last word and the form of the longest name that begins with the word w; of two of
// the same length the one that is not folded.
func (g *Gazetteer) longest(text string, w word) (last word, f form, found bool) {
	for _, s := range spellings {
		l, m, ok := g.walk(text, w, s)
		if ok && (!found || l.end > last.end) {
			last, f, found = l, m, true
		}
	}
	return last, f, found
}

// walk is longest in one spelling.
func (g *Gazetteer) walk(text string, w word, s spelling) (last word, best form, found bool) {
	var buf [64]byte
	var caps uint16
	h := s.seed
	for n := range maxWords {
		if w.capital {
			caps |= 1 << n
		}
		h = s.extend(h, s.appendKey(buf[:0], text[w.start:w.end]))
		f, ok := g.index.forms[h]
		if !ok {
			break
		}
		if f.first != noPosting && caps != 0 && f.caps&^caps == 0 {
			last, best, found = w, f, true
		}
		if !f.more || w.next > w.end {
			break
		}
		next, ok := nextWord(text, w.next)
		if !ok || !joined(text[w.end:next.start]) {
			break
		}
		w = next
	}
	return last, best, found
}
