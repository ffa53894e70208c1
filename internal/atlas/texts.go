package atlas

import (
	"strings"

	"retaken/internal/geo"
)

// texts holds one copy of each text that many rows have in common. Those of a whole store lie together in large
// pieces, of which the garbage collector looks at a hundredth as many; a piece stays as long as any text in it.
type texts struct {
	together bool
	seen     map[string]string
	piece    strings.Builder
}

const pieceSize = 64 << 10

// one puts the copy that is there in place of equal texts.
func (t *texts) one(same ...*string) {
	if t.seen == nil {
		t.seen = map[string]string{}
	}
	for _, s := range same {
		first, ok := t.seen[*s]
		if !ok {
			t.move(s)
			first = *s
			t.seen[first] = first
		}
		*s = first
	}
}

// move puts texts that are hardly ever equal to others where they belong.
func (t *texts) move(own ...*string) {
	if !t.together {
		return
	}
	for _, s := range own {
		if len(*s) > pieceSize/8 {
			continue
		}
		if t.piece.Cap()-t.piece.Len() < len(*s) {
			t.piece = strings.Builder{}
			t.piece.Grow(pieceSize)
		}
		from := t.piece.Len()
		t.piece.WriteString(*s)
		*s = t.piece.String()[from:]
	}
}

func (t *texts) inPlace(p *geo.Place) {
	t.move(&p.Ref, &p.Name, &p.NameUk, &p.NameRu)
	t.one((*string)(&p.Kind), &p.Oblast, &p.Raion)
}

func (t *texts) inArticle(a *geo.Article) {
	t.one(&a.Ref, &a.URL, &a.Publisher, &a.Title, &a.Lang, &a.Story)
}

func (t *texts) inEvent(e *geo.Event) {
	s := &e.Source
	t.move(&e.Ref)
	t.one(
		(*string)(&e.Kind), (*string)(&e.By), (*string)(&e.From), &e.ByDetail, (*string)(&e.Status), (*string)(&e.When.Precision), (*string)(&e.When.Basis),
		&s.Article, &s.Story, &s.Publisher, &s.Title, &s.URL, &s.Attribution, (*string)(&s.Side), &s.Quote, &s.Rule,
	)
}
