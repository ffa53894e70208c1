package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"retaken/internal/geo"
	"retaken/internal/news"
)

// openName is a name that articles use and that stands for no place, or for several.
type openName struct {
	name          string // its most frequent spelling
	latin, uk, ru string // the most frequent spellings in these languages, "" for none
	spellings     map[spelling]int
	articles      []int64 // their numbers, rising
	count         int
	from, to      time.Time // of publication, zero when unknown
	quote         string
	candidates    []geo.PlaceID
}

// spelling is a name as it is written in a language.
type spelling struct{ text, lang string }

// openNames are the names in the readings of the kept articles that are in a state, the most frequent
// first, and whether there are any articles. Spellings with one folded key, and case forms of a name that stands there itself, are one if
// they have the same candidates. An ambiguous name has two of these at least.
func (f dbFlag) openNames(e *env, state geo.MentionState) (list []*openName, g *geo.Gazetteer, kept bool, err error) {
	if err := f.mustExist(); err != nil {
		return nil, nil, false, err
	}
	db, err := f.open(e, true)
	if err != nil {
		return nil, nil, false, err
	}
	defer db.Close()
	if g, err = geo.NewGazetteer(db.Places(e.ctx)); err != nil {
		return nil, nil, false, err
	}
	for _, err := range db.Articles(e.ctx) {
		if err != nil {
			return nil, nil, false, err
		}
		kept = true
		break
	}
	names := map[string]*openName{}
	for m, err := range db.MentionsIn(e.ctx, state) {
		if err != nil {
			return nil, nil, false, err
		}
		if state == geo.Ambiguous && len(m.Candidates) < 2 {
			continue
		}
		key := openKey(m.Surface, m.Candidates)
		n := names[key]
		if n == nil {
			a, err := db.Article(e.ctx, m.Article.Ref)
			if err != nil {
				return nil, nil, false, err
			}
			n = &openName{spellings: map[spelling]int{}, candidates: m.Candidates, quote: quoted(a, m.Span)}
			names[key] = n
		}
		n.add(m.Article, m.Mention)
	}
	list = joinForms(names)
	for _, n := range list {
		n.name = n.mostFrequent(func(spelling) bool { return true })
	}
	slices.SortFunc(list, func(a, b *openName) int {
		return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(len(b.articles), len(a.articles)), cmp.Compare(a.name, b.name), cmp.Compare(a.quote, b.quote))
	})
	return list, g, kept, nil
}

// openKey is the same for names that are one.
func openKey(surface string, candidates []geo.PlaceID) string {
	candidates = slices.Clone(candidates)
	slices.Sort(candidates)
	return fmt.Sprint(geo.FoldKey(surface), candidates)
}

func (n *openName) add(a news.Article, m geo.Mention) {
	n.count++
	text := strings.Join(strings.Fields(plain(m.Surface)), " ")
	lang := languageOf(text)
	if lang == "" {
		lang = a.Lang // of a name that may be of either
	}
	n.spellings[spelling{text, lang}]++
	if len(n.articles) == 0 || n.articles[len(n.articles)-1] != a.ID {
		n.articles = append(n.articles, a.ID)
	}
	n.between(a.Published, a.Published)
}

// between widens the time in which the name is used.
func (n *openName) between(from, to time.Time) {
	if !from.IsZero() && (n.from.IsZero() || from.Before(n.from)) {
		n.from = from
	}
	if to.After(n.to) {
		n.to = to
	}
}

// joinForms makes one name of each that stands among the names and of its case forms there.
func joinForms(names map[string]*openName) []*openName {
	keys := make([]string, 0, len(names))
	for key, n := range names {
		keys = append(keys, key)
		n.latin = n.mostFrequent(func(s spelling) bool { return s.lang != "uk" && s.lang != "ru" })
		n.uk = n.mostFrequent(func(s spelling) bool { return s.lang == "uk" })
		n.ru = n.mostFrequent(func(s spelling) bool { return s.lang == "ru" })
	}
	slices.SortFunc(keys, func(a, b string) int { return cmp.Or(cmp.Compare(names[b].count, names[a].count), cmp.Compare(a, b)) })
	gone := map[*openName]bool{}
	var list []*openName
	for _, key := range keys {
		n := names[key]
		if gone[n] {
			continue
		}
		list = append(list, n)
		for _, form := range append(geo.CaseForms(n.uk, "uk"), geo.CaseForms(n.ru, "ru")...) {
			if o := names[openKey(form, n.candidates)]; o != nil && o != n && !gone[o] {
				gone[o] = true
				n.join(o)
			}
		}
	}
	return slices.DeleteFunc(list, func(n *openName) bool { return gone[n] })
}

// join adds the uses of another name to those of n.
func (n *openName) join(o *openName) {
	n.count += o.count
	n.articles = append(n.articles, o.articles...)
	slices.Sort(n.articles)
	n.articles = slices.Compact(n.articles)
	n.between(o.from, o.to)
	for s, count := range o.spellings {
		n.spellings[s] += count
	}
}

// mostFrequent is the most frequent spelling among some, "" when there are none.
func (n *openName) mostFrequent(among func(spelling) bool) (best string) {
	most := 0
	for s, count := range n.spellings {
		if among(s) && (count > most || count == most && s.text < best) {
			best, most = s.text, count
		}
	}
	return best
}

// texts are all spellings, the most frequent first.
func (n *openName) texts() []string {
	counts := map[string]int{}
	for s, count := range n.spellings {
		counts[s.text] += count
	}
	texts := make([]string, 0, len(counts))
	for text := range counts {
		texts = append(texts, text)
	}
	slices.SortFunc(texts, func(a, b string) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	return texts
}

// others are the spellings beside the name.
func (n *openName) others() string {
	return strings.Join(slices.DeleteFunc(n.texts(), func(t string) bool { return t == n.name }), ", ")
}
