package geo

import "strings"

// kindWords are what people write before or behind the name of a settlement to say what it is.
var kindWords = map[string]bool{
	"village": true, "town": true, "city": true, "settlement": true, "hamlet": true, "of": true, "the": true,
	"село": true, "с": true, "селище": true, "смт": true, "місто": true, "м": true, "хутір": true,
	"город": true, "г": true, "посёлок": true, "поселок": true, "пгт": true, "деревня": true, "станица": true, "хутор": true,
}

// withoutKinds is a query without kindWords, or as it is if it has none or nothing else.
func withoutKinds(query string) string {
	var rest []string
	all := 0
	for w, ok := nextWord(query, 0); ok; w, ok = nextWord(query, w.next) {
		all++
		if word := query[w.start:w.end]; !kindWords[strings.ToLower(word)] {
			rest = append(rest, word)
		}
	}
	if len(rest) == 0 || len(rest) == all {
		return query
	}
	return strings.Join(rest, " ")
}

// findWords finds places of which every word of the query begins a word of a name, in any order, or of the
// name of the region or raion that the place lies in: "Lyman, Donetsk". Those with more of the words in their own
// names come first, then those with more of them whole.
func (g *Gazetteer) findWords(folded string, found finds) {
	words := strings.Fields(folded)
	if len(words) < 2 || len(words) > maxWords {
		return
	}
	named := make([]finds, len(words)) // by each word: 0 for a whole word of a name, 1 for a part
	regions := make([]map[string]bool, len(words))
	for i, w := range words {
		named[i], regions[i] = finds{}, map[string]bool{}
		for _, k := range withPrefix(g.prefixes().folded, w) {
			part := 1
			if len(k.text) == len(w) || k.text[len(w)] == ' ' {
				part = 0
			}
			for _, o := range g.names[k.name].owners {
				if o.alias {
					named[i].put(o.place, 1)
				} else {
					named[i].put(o.place, part)
				}
				if p := &g.places[o.place]; p.Kind == Region && p.Oblast != "" {
					regions[i][p.Oblast] = true
				}
			}
		}
	}
	for _, some := range named {
		for place := range some {
			if cost, ok := g.wordsOf(place, words, named, regions); ok {
				found.put(place, byWords+cost)
			}
		}
	}
}

// wordsOf tells whether every word is in the names of a place, of its region or of its raion, and how far that
// is from all of them being whole words of its own names.
func (g *Gazetteer) wordsOf(place int32, words []string, named []finds, regions []map[string]bool) (cost int, ok bool) {
	p := &g.places[place]
	raion := FoldKey(p.Raion)
	for i, w := range words {
		part, own := named[i][place]
		switch {
		case own:
			cost += part
		case regions[i][p.Oblast], raion != "" && strings.HasPrefix(raion, w):
			cost += maxWords
		default:
			return 0, false
		}
	}
	return cost, true
}
