package web

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"retaken/internal/atlas"
	"retaken/internal/explain"
	"retaken/internal/geo"
)

// articleView is an article with what was made of it, for programs and, by a template, for people.
type articleView struct {
	ID        int64             `json:"id"`
	Ref       string            `json:"ref"`
	Title     string            `json:"title"`
	Publisher string            `json:"publisher,omitempty"`
	URL       string            `json:"url,omitempty"` // only when it may be linked to
	Lang      string            `json:"lang,omitempty"`
	Published string            `json:"published,omitempty"`
	CopyOf    string            `json:"copy_of,omitempty"` // ref of the article that it repeats
	Text      string            `json:"text"`              // "full" or "quotes": which sentences are told
	About     []string          `json:"about,omitempty"`
	Sentences []articleSentence `json:"sentences"`
	Skipped   int               `json:"-"` // sentences at the end of which nothing is told
	Links     []link            `json:"links"`
}

// How much of an article's text is told.
const (
	wholeText  = "full"
	quotesOnly = "quotes" // the sentences that reports rest on
)

// articleSentence is a sentence with what was made of it. One that is not told has no parts.
type articleSentence struct {
	Number  int             `json:"number,omitempty"` // in the article, from 1; 0 when that is not known
	Start   int             `json:"start"`            // bytes of the article's text
	End     int             `json:"end"`
	Lang    string          `json:"lang,omitempty"`
	Parts   []articlePart   `json:"parts,omitempty"`
	Reports []articleReport `json:"reports,omitempty"`
	Notes   []articleNote   `json:"notes,omitempty"`
	Skipped int             `json:"-"` // sentences before this one of which nothing is told
}

// articlePart is a piece of a sentence with the marks on it, the widest first.
type articlePart struct {
	Text  string         `json:"text"`
	Marks []explain.Mark `json:"marks,omitempty"`
	Place geo.PlaceID    `json:"place_id,omitempty"`
	Href  string         `json:"-"`
}

// articleReport is a report that the map has from a sentence.
type articleReport struct {
	ID        geo.EventID `json:"id"`
	Place     string      `json:"place"`
	PlaceUk   string      `json:"place_uk,omitempty"`
	PlaceID   geo.PlaceID `json:"place_id"`
	Says      string      `json:"says"`
	Kind      geo.Kind    `json:"kind"`
	By        geo.Side    `json:"by,omitempty"`
	Status    geo.Status  `json:"status"`
	Standing  string      `json:"-"`
	Date      string      `json:"date,omitempty"`
	DateWords string      `json:"date_words"`
	Whose     string      `json:"whose_word,omitempty"`
	Quote     string      `json:"quote"`
	Counts    bool        `json:"counts"` // a state of the place rests on it
	Because   string      `json:"because"`
	Class     string      `json:"-"`
	PlaceHref string      `json:"-"`
	Href      string      `json:"href,omitempty"`
}

// articleNote is one thing that was seen in a sentence.
type articleNote struct {
	Kind  string        `json:"kind"`
	Mark  explain.Mark  `json:"mark"`
	Words string        `json:"words"`
	Says  string        `json:"says"`
	Place geo.PlaceID   `json:"place_id,omitempty"`
	More  []articleLine `json:"more,omitempty"`
	Href  string        `json:"-"`
}

type articleLine struct {
	Sign   string        `json:"sign,omitempty"`
	Text   string        `json:"text"`
	Events []geo.EventID `json:"events,omitempty"`
}

// Omitted tells whether a change was looked for and not found.
func (n articleNote) Omitted() bool {
	return slices.ContainsFunc(n.More, func(l articleLine) bool { return l.Sign == "✗" })
}

// article is what an article says and what was made of it: read anew when somebody asks, with the store's text.
func (s *Server) article(v *visit) (*document, error) {
	given := v.Param("articleId")
	id, err := strconv.ParseInt(given, 10, 64)
	read, ok := v.atlas.Article(geo.ArticleID(id))
	if err != nil || !ok || strconv.FormatInt(id, 10) != given {
		return nil, fmt.Errorf("article %s: %w", quoted(given), geo.ErrNotFound)
	}
	at := v.href("/collections/" + atlas.Articles + "/items/" + given)
	links := append(
		v.self(mediaJSON),
		link{v.href("/articles/" + given), "canonical", mediaHTML, "The page of this article"},
		link{v.href("/collections/" + atlas.Articles), "collection", mediaJSON, "All articles"},
		link{at, "describedby", mediaGeoJSON, "The article as a feature: the places that it names"},
	)
	look := func() (articleView, error) {
		view := s.viewArticle(v, read)
		if s.Article != nil {
			e, err := s.Article(v.Request().Context(), read.Ref)
			if err != nil {
				return view, fmt.Errorf("explaining article %s: %w", given, err)
			}
			view.explained(v.atlas, e, s.WholeArticles)
		}
		view.link(v)
		view.Links = links
		return view, nil
	}
	if v.html() {
		return s.pageOfArticle(v, read, look, links), nil
	}
	return &document{links: links, large: true, body: func(b []byte) ([]byte, error) {
		view, err := look()
		if err != nil {
			return b, err
		}
		return appendJSON(b, view)
	}}, nil
}

// viewArticle is an article with the quotes of its reports, which is all that is known of its text without the store.
func (s *Server) viewArticle(v *visit, read geo.Read) articleView {
	view := articleView{
		ID: int64(read.ID), Ref: explain.Plain(read.Ref), Title: explain.Plain(read.Title), Publisher: explain.Plain(read.Publisher), Lang: read.Lang,
		Text: quotesOnly, Sentences: []articleSentence{},
	}
	if webAddress(read.URL) {
		view.URL = read.URL
	}
	if !read.Published.IsZero() {
		view.Published = read.Published.UTC().Format(time.RFC3339)
	}
	if read.Story != read.Ref {
		view.CopyOf = explain.Plain(read.Story)
	}
	if view.Title == "" {
		view.Title = "Article " + strconv.FormatInt(view.ID, 10)
	}
	for _, e := range v.atlas.ReportsIn(read.ID) {
		at := e.Source.Evidence
		last := len(view.Sentences) - 1
		if last < 0 || view.Sentences[last].Start != at.Start || view.Sentences[last].End != at.End {
			view.Sentences = append(view.Sentences, articleSentence{
				Start: at.Start, End: at.End, Lang: read.Lang, Parts: []articlePart{{Text: explain.Plain(e.Source.Quote)}},
			})
			last++
		}
		view.Sentences[last].Reports = append(view.Sentences[last].Reports, reportView(v.atlas, e))
	}
	return view
}

// reportView is a report with what became of it.
func reportView(a *atlas.Atlas, e geo.Event) articleReport {
	place, spans, _ := a.Timeline(e.Place)
	r := articleReport{
		ID: e.ID, Place: explain.Plain(place.Name), PlaceUk: explain.Plain(place.NameUk), PlaceID: place.ID, Says: explain.Deed(e),
		Kind: e.Kind, By: e.By, Status: e.Status, Standing: explain.StatusWord(e.Status), DateWords: explain.DayWords(e.When),
		Whose: explain.WhoseWord(e.Source), Quote: explain.Plain(e.Source.Quote), Class: classes[string(e.By)],
	}
	if e.Kind == geo.Contested {
		r.Class = classes[string(geo.HeldByNobody)]
	}
	if !e.When.IsZero() {
		r.Date = e.When.Day.Format(time.DateOnly)
	}
	for i, c := range spans {
		switch {
		case slices.Contains(c.Because, e.ID):
			held := geo.Interval{Start: c.Since}
			for held.End = c.Valid.End; i+1 < len(spans) && spans[i+1].Holder == c.Holder; i++ {
				held.End = spans[i+1].Valid.End
			}
			r.Counts, r.Because = true, explain.HeldBy(c.Holder, &place)+", "+explain.Days(held)
			if held.End.IsZero() {
				r.Because = explain.HeldBy(c.Holder, &place) + " since " + explain.LongDay(held.Start)
			}
		case c.Claim != nil && slices.Contains(c.Claim.Because, e.ID):
			r.Counts, r.Because = true, explain.OpenClaim(c.Claim)
		default:
			continue
		}
		return r
	}
	if reports := a.Reports(place.ID); len(reports) <= maxWeighed {
		for _, o := range explain.LeftOut([]geo.Event{e}, reports, spans) {
			r.Because = o.Why
		}
	}
	return r
}

// explained puts what was read in the article in place of the mere quotes. Sentences that no report rests on lose
// their text unless all of it is to be told; that a change was looked for in them and not found stays.
func (a *articleView) explained(world *atlas.Atlas, e explain.Article, whole bool) {
	if len(e.Sentences) == 0 {
		return
	}
	if whole {
		a.Text = wholeText
	}
	a.About = e.About
	ids := map[string]geo.EventID{}
	for _, r := range world.ReportsIn(geo.ArticleID(a.ID)) {
		ids[r.Ref] = r.ID
	}
	quotes := a.Sentences
	a.Sentences = make([]articleSentence, 0, len(e.Sentences))
	skipped := 0
	for _, sentence := range e.Sentences {
		out := articleSentence{Number: sentence.Number, Start: sentence.Start, End: sentence.End, Lang: sentence.Lang}
		rests := false
		for i := range quotes {
			q := &quotes[i]
			if q.Start < sentence.End && sentence.Start < q.End {
				rests = true
				out.Reports, q.Reports = append(out.Reports, q.Reports...), nil
			}
		}
		for _, n := range sentence.Notes {
			rests = rests || n.Kind == "figure"
		}
		told := whole || rests
		out.Notes = notesOf(sentence, told, ids)
		if told {
			for _, p := range sentence.Parts {
				out.Parts = append(out.Parts, articlePart{Text: p.Text, Marks: p.Marks, Place: p.Place})
			}
		}
		if !told && out.Notes == nil {
			skipped++
			continue
		}
		out.Skipped, skipped = skipped, 0
		a.Sentences = append(a.Sentences, out)
	}
	for _, q := range quotes { // of an earlier reading, in words that are no sentence now
		if q.Reports != nil {
			a.Sentences = append(a.Sentences, q)
		}
	}
	a.Skipped = skipped
}

// notesOf are the notes on a sentence. Of one that is not told they are the changes that were looked for and not found,
// with the places that it names.
func notesOf(s explain.Sentence, told bool, ids map[string]geo.EventID) (notes []articleNote) {
	omitted := false
	for _, n := range s.Notes {
		note := noteView(n, ids)
		omission := note.Omitted() && !n.Lookalike
		omitted = omitted || omission
		if !told && n.Place != 0 {
			note.More = nil
		}
		if told || omission || n.Place != 0 {
			notes = append(notes, note)
		}
	}
	if !told && !omitted {
		return nil
	}
	return notes
}

func noteView(n explain.Note, ids map[string]geo.EventID) articleNote {
	out := articleNote{Kind: n.Kind, Mark: n.Mark, Words: n.Words, Says: n.Says, Place: n.Place}
	for _, l := range n.More {
		line := articleLine{Sign: l.Sign, Text: l.Text}
		for _, ref := range l.Events {
			if id, ok := ids[ref]; ok {
				line.Events = append(line.Events, id)
			}
		}
		out.More = append(out.More, line)
	}
	return out
}

// link gives addresses to what the view names.
func (a *articleView) link(v *visit) {
	for i := range a.Sentences {
		s := &a.Sentences[i]
		for k := range s.Parts {
			if p := &s.Parts[k]; p.Place != 0 {
				p.Href = v.placeHref(p.Place)
			}
		}
		for k := range s.Notes {
			if n := &s.Notes[k]; n.Place != 0 {
				n.Href = v.placeHref(n.Place)
			}
		}
		for k := range s.Reports {
			r := &s.Reports[k]
			r.PlaceHref, r.Href = v.placeHref(r.PlaceID), v.reportHref(r.ID)
		}
	}
}

// placeHref is the address of the page of a place, "" when a static copy has none.
func (v *visit) placeHref(id geo.PlaceID) string {
	switch {
	case v.copy && len(v.atlas.Reports(id)) == 0:
		return ""
	case v.copy:
		return fmt.Sprintf("../places/%d.html", id)
	}
	return v.href("/places/" + strconv.FormatInt(int64(id), 10))
}

// reportHref is the address of a report, "" in a static copy.
func (v *visit) reportHref(id geo.EventID) string {
	if v.copy {
		return ""
	}
	return v.href("/collections/" + atlas.Events + "/items/" + strconv.FormatInt(int64(id), 10))
}

// evidenceHref is the address of the sentence that a report rests on, "" when its article is not known.
func (v *visit) evidenceHref(e geo.Event) string {
	if e.Source.ArticleID == 0 {
		return ""
	}
	if v.copy {
		return fmt.Sprintf("../articles/%d.html#event-%d", e.Source.ArticleID, e.ID)
	}
	return v.href(fmt.Sprintf("/articles/%d#event-%d", e.Source.ArticleID, e.ID))
}
