package geo

import "strings"

// name is one spelling in one language with the places that bear it.
type name struct {
	text   string
	owners []owner
}

// owner is a place that bears a name: its index in Gazetteer.places, and whether the name is
// another name than its canonical, Ukrainian and Russian ones.
type owner struct {
	place int32
	alias bool
}

// namer collects the names of places and indexes them.
type namer struct {
	places    []Place
	names     []name
	ids       map[nameKey]int32
	romanised map[[2]string][]int32
	batch     []entry // to be indexed
	batches   chan []entry
	forms     []string // scratch
}

type nameKey struct{ text, lang string }

// entry is what index.insert is told.
type entry struct {
	text string
	name int32
	how  Match
}

// indexNames lists the names of places and indexes them. Names are spelt and declined while those
// before them are indexed: every command waits for this when it starts.
func indexNames(places []Place) ([]name, *index) {
	n := namer{
		places: places, names: make([]name, 0, 4*len(places)), batches: make(chan []entry, 4),
		ids: make(map[nameKey]int32, 4*len(places)), romanised: make(map[[2]string][]int32, len(places)),
	}
	go func() {
		for i := range places {
			n.add(int32(i))
		}
		n.batches <- n.batch
		close(n.batches)
	}()
	x := newIndex(14 * len(places))
	for batch := range n.batches {
		for _, e := range batch {
			x.insert(e.text, e.name, e.how)
		}
	}
	return n.names, x
}

// index hands a form of a name to the index.
func (n *namer) index(text string, name int32, how Match) {
	if n.batch = append(n.batch, entry{text, name, how}); len(n.batch) == 1000 {
		n.batches <- n.batch
		n.batch = make([]entry, 0, 1000)
	}
}

// add indexes every name of a place.
func (n *namer) add(place int32) {
	p := &n.places[place]
	n.own(n.name(p.Name, "en"), owner{place, false})
	n.own(n.name(p.NameUk, "uk"), owner{place, false})
	n.own(n.name(p.NameRu, "ru"), owner{place, false})
	if p.NameUk == "" && strings.HasPrefix(p.Oblast, "UA-") {
		n.own(n.restored(p.Name), owner{place, false})
	}
	for _, a := range p.Aliases {
		n.own(n.name(a.Text, a.Lang), owner{place, true})
		if a.Kind != Variant {
			n.ownRomanised(a, place)
		}
	}
	for _, id := range n.romanisations(p.NameUk, p.NameRu) {
		n.own(id, owner{place, true})
	}
}

// own records that a place bears a name.
func (n *namer) own(id int32, o owner) {
	if id < 0 {
		return
	}
	owners := &n.names[id].owners
	if last := len(*owners) - 1; last >= 0 && (*owners)[last].place == o.place {
		return // its better names come first
	}
	*owners = append(*owners, o)
}

// ownRomanised records that a place bears the romanisations of one of its other names.
func (n *namer) ownRomanised(a Alias, place int32) {
	if !isCyrillic(a.Text) {
		return
	}
	uk, ru := a.Text, a.Text
	switch a.Lang {
	case "uk":
		ru = ""
	case "ru":
		uk = ""
	}
	for _, id := range n.romanisations(uk, ru) {
		n.own(id, owner{place, true})
	}
}

// restored is the index of the Ukrainian name behind a romanised one, -1 for none. Its forms are found
// by their folded keys only.
func (n *namer) restored(latin string) int32 {
	id, ok := n.ids[nameKey{latin, "restored"}]
	if ok {
		return id
	}
	uk := restoreUkrainian(latin)
	if uk == "" {
		return -1
	}
	id = n.new(uk, nameKey{latin, "restored"})
	n.index(uk, id, Folded)
	n.forms = appendCaseForms(n.forms[:0], uk, "uk")
	for _, f := range n.forms {
		n.index(f, id, Folded)
	}
	return id
}

// romanisations are the names in Latin letters that follow from a Ukrainian and a Russian one.
func (n *namer) romanisations(uk, ru string) []int32 {
	if uk == "" && ru == "" {
		return nil
	}
	ids, ok := n.romanised[[2]string{uk, ru}]
	if ok {
		return ids
	}
	for _, latin := range Romanisations(uk, ru) {
		ids = append(ids, n.name(latin, "en"))
	}
	n.romanised[[2]string{uk, ru}] = ids
	return ids
}

// name is the index of that name, whose forms are indexed when it is met first; -1 for no name.
func (n *namer) name(text, lang string) int32 {
	if text == "" {
		return -1
	}
	cyrillic := isCyrillic(text)
	if !cyrillic {
		lang = "en" // whatever the language, it has no case forms
	}
	id, ok := n.ids[nameKey{text, lang}]
	if ok {
		return id
	}
	id = n.new(text, nameKey{text, lang})
	n.index(text, id, Exact)
	if cyrillic {
		n.forms = appendCaseForms(n.forms[:0], text, lang)
		for _, f := range n.forms {
			n.index(f, id, Inflected)
		}
	}
	n.index(text, id, Folded)
	return id
}

// new adds a name to the list.
func (n *namer) new(text string, key nameKey) int32 {
	id := int32(len(n.names))
	n.ids[key] = id
	n.names = append(n.names, name{text: text})
	return id
}
