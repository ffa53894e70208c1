package geo

const (
	maxWords = 16 // a form.caps has so many bits; Scan finds no longer names
	minFold  = 5  // folded keys with fewer letters than this say too little
)

// spelling is one of the two ways of comparing words: by their exact keys, or by their folded keys.
type spelling struct {
	seed uint64
	fold bool
}

// spellings are both, the better first.
var spellings = [...]spelling{{14695981039346656037, false}, {0x9E3779B97F4A7C15, true}}

// extend adds a word to the hash of the words before it (FNV-1a). The hash is the same in every run,
// as Fingerprint rests on it.
func (s spelling) extend(hash uint64, key []byte) uint64 {
	for _, c := range key {
		hash = (hash ^ uint64(c)) * 1099511628211
	}
	return (hash ^ ' ') * 1099511628211
}

// appendKey appends the key of a word.
func (s spelling) appendKey(key []byte, w string) []byte {
	if !s.fold {
		return appendKey(key, w)
	}
	var buf [64]byte
	return appendFold(key, appendKey(buf[:0], w))
}

// hash is the hash of a whole name.
func (s spelling) hash(name string) uint64 {
	var buf [64]byte
	h := s.seed
	for w, ok := nextWord(name, 0); ok; w, ok = nextWord(name, w.next) {
		h = s.extend(h, s.appendKey(buf[:0], name[w.start:w.end]))
	}
	return h
}

// index finds names by the keys of their words.
type index struct {
	forms    map[uint64]form // by the hash of the words
	postings []posting
	lower    map[string]bool // words in lower case that names begin with
	sum      uint64          // of everything in it
	key      []byte          // scratch
}

// form is what is known of one sequence of words.
type form struct {
	first int32  // its first posting, noPosting when it only begins longer names
	caps  uint16 // the words that must be capitalised, the first word in the lowest bit
	more  bool   // a longer name begins with these words
}

// posting says that a form belongs to a name.
type posting struct {
	name int32
	next int32 // the next posting of the same form, noPosting at the end
	how  Match // Exact for the name as it is written
}

const noPosting = -1

// newIndex makes an index with room for n postings.
func newIndex(n int) *index {
	return &index{forms: make(map[uint64]form, n), postings: make([]posting, 0, n), lower: map[string]bool{}}
}

// insert adds a form of a name. All forms of a name are inserted one after the other, the better
// matches first.
func (x *index) insert(text string, name int32, how Match) {
	s := spellings[0]
	if how == Folded {
		s = spellings[1]
	}
	h, caps, letters, n := s.seed, uint16(0), 0, 0
	for w, ok := nextWord(text, 0); ok; w, ok = nextWord(text, w.next) {
		if n > 0 {
			x.begins(h)
		}
		switch {
		case w.capital && n < maxWords:
			caps |= 1 << n
		case n == 0:
			x.lower[text[w.start:w.end]] = true
		}
		x.key = s.appendKey(x.key[:0], text[w.start:w.end])
		h = s.extend(h, x.key)
		letters += len(x.key)
		n++
	}
	if letters == 0 || how == Folded && letters < minFold {
		return
	}
	f, ok := x.forms[h]
	switch {
	case !ok || f.first == noPosting:
		f.first, f.caps = noPosting, caps
	case x.postings[f.first].name == name:
		return
	}
	f.caps &= caps
	x.postings = append(x.postings, posting{name: name, next: f.first, how: how})
	f.first = int32(len(x.postings) - 1)
	x.forms[h] = f
	x.sum = (x.sum ^ h ^ uint64(how)) * 1099511628211
}

// begins notes that a longer name begins with the words of that hash.
func (x *index) begins(hash uint64) {
	f, ok := x.forms[hash]
	if !ok {
		f.first = noPosting
	}
	f.more = true
	x.forms[hash] = f
}
