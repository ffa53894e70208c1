package sqlite

import (
	"context"
	"iter"

	"retaken/internal/geo"
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

// mentionInto are the targets of the columns of selectMentions.
func mentionInto(m *geo.Mention) []any {
	return []any{&m.Start, &m.End, &m.Surface, (*string)(&m.State), (*int64)(&m.Place), jsonInto[geo.PlaceID]{&m.Candidates}, &m.Corrected}
}

// mentionRow is a mention as a row of mentionColumns.
func mentionRow(a article, seq int, m geo.Mention) ([]any, error) {
	candidates, err := jsonText(m.Candidates)
	return []any{a.id, seq, m.Start, m.End, m.Surface, string(m.State), orNull(m.Place), candidates, m.Corrected}, err
}
