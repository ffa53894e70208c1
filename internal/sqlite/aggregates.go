package sqlite

import (
	"context"
	"iter"

	"retaken/internal/geo"
)

const (
	aggregateColumns = "article, seq, type, value, qualifier, place, by_side, status, day, precision, basis, " + sourceColumns

	selectAggregates = `SELECT concat_ws('|', x.type, x.by_side, x.status, x.precision, x.basis, ` + sourceWords + `),
		x.value, x.qualifier, coalesce(x.place, 0), x.day, ` + citation + ` FROM aggregates x JOIN articles a ON a.id = x.article`
)

// Aggregates yields every aggregate, by article in the order stored.
func (db *DB) Aggregates(ctx context.Context) iter.Seq2[geo.Aggregate, error] {
	return read(ctx, db.readers, "aggregates", aggregateInto, selectAggregates+" ORDER BY x.article, x.seq")
}

// aggregateInto are the targets of the columns of selectAggregates.
func aggregateInto(g *geo.Aggregate) []any {
	words := wordsInto{
		(*string)(&g.Type), (*string)(&g.By), (*string)(&g.Status), (*string)(&g.When.Precision), (*string)(&g.When.Basis),
	}
	words = append(words, sourceWordsInto(&g.Source)...)
	return append([]any{
		words, &g.Value, &g.Qualifier, (*int64)(&g.Place), timeInto{&g.When.Day},
	}, citationInto(&g.Source)...)
}

// aggregateRow is an aggregate as a row of aggregateColumns.
func aggregateRow(a article, seq int, g geo.Aggregate) []any {
	return append([]any{
		a.id, seq, string(g.Type), g.Value, g.Qualifier, orNull(g.Place), string(g.By), string(g.Status),
		dayText(g.When.Day), string(g.When.Precision), string(g.When.Basis),
	}, sourceRow(a, g.Source)...)
}
