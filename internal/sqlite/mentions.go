package sqlite

import (
	"context"
	"iter"

	"retaken/internal/geo"
	"retaken/internal/news"
)

const (
	mentionColumns = "article, seq, start_byte, end_byte, surface, state, place, candidates, corrected"

	selectMentions = "SELECT start_byte, end_byte, surface, state, coalesce(place, 0), candidates, corrected FROM mentions"
)

// Mentions yields the place names in the article of that ref, in the order of its last reading; none
// when nobody has read it.
func (db *DB) Mentions(ctx context.Context, article string) iter.Seq2[geo.Mention, error] {
	return read(ctx, db.readers, "mentions", mentionInto,
		selectMentions+" WHERE article = (SELECT id FROM articles WHERE ref = ?) ORDER BY seq", article)
}

// ArticleMention is a place name with the article that it stands in, of which the text is left out.
type ArticleMention struct {
	Article news.Article
	geo.Mention
}

// MentionsIn yields the place names that are in a state, by article in the order kept.
func (db *DB) MentionsIn(ctx context.Context, state geo.MentionState) iter.Seq2[ArticleMention, error] {
	return read(ctx, db.readers, "mentions", func(m *ArticleMention) []any {
		return append([]any{&m.Article.ID, &m.Article.Ref, &m.Article.Lang, timeInto{&m.Article.Published}}, mentionInto(&m.Mention)...)
	}, `SELECT a.id, a.ref, a.lang, a.published, start_byte, end_byte, surface, state, coalesce(place, 0), candidates, corrected
		FROM mentions m JOIN articles a ON a.id = m.article WHERE m.state = ? ORDER BY m.article, m.seq`, string(state))
}

// mentionInto are the targets of the columns of selectMentions.
func mentionInto(m *geo.Mention) []any {
	return []any{&m.Start, &m.End, &m.Surface, (*string)(&m.State), (*int64)(&m.Place), jsonInto[geo.PlaceID]{&m.Candidates}, &m.Corrected}
}

// mentionRow is a mention as a row of mentionColumns.
func mentionRow(a article, seq int, m geo.Mention) ([]any, error) {
	candidates, err := jsonText(m.Candidates)
	return []any{a.id, seq, m.Start, m.End, m.Surface, string(m.State), orNull(m.Place), candidates, m.Corrected}, err
}
