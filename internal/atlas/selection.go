package atlas

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"retaken/internal/geo"
)

// condition is that a property has one of some values.
type condition struct {
	field  int
	values []any
}

// selected is the rows that q selects on all pages together, ascending. It is worked out once for each
// set of conditions, so that every page costs the same.
func (c *Collection) selected(q Query) ([]*row, error) {
	where, err := c.conditions(q.Equals)
	if err != nil {
		return nil, err
	}
	order, err := c.order(q.Sort)
	if err != nil {
		return nil, err
	}
	if q.BBox == nil && q.Time == nil && len(where) == 0 && q.Where == nil && q.Words == "" && len(q.Sort) == 0 {
		return c.all(), nil
	}
	key := conditionKey(q)
	if rows, ok := c.kept.Get(key); ok {
		return rows, nil
	}
	// Two that ask the same at once both do the work: that is cheaper than to wait for a slow one.
	rows := slices.Clone(c.filter(q, where)) // so that few rows do not hold the memory of many
	if len(q.Sort) > 0 {
		slices.SortFunc(rows, order.compare)
	}
	c.kept.Put(key, rows, 8*len(rows)+len(key)+400)
	return rows, nil
}

// filter is the rows that meet the conditions.
func (c *Collection) filter(q Query, where []condition) []*row {
	words := strings.Fields(strings.ToLower(q.Words))
	return slices.DeleteFunc(c.find(q.BBox, instant(q.Time)), func(r *row) bool {
		if q.Time != nil && !c.states {
			if t := r.Time(); t != (geo.Interval{}) && !t.Meets(*q.Time) {
				return true
			}
		}
		for _, w := range where {
			if !slices.Contains(w.values, r.Value(w.field)) {
				return true
			}
		}
		return q.Where != nil && !q.Where.Match(Row{r, c}) || len(words) > 0 && !c.says(r, words)
	})
}

// says tells whether all the words, in lower case, stand in the texts of a row.
func (c *Collection) says(r *row, words []string) bool {
	var b strings.Builder
	for i, f := range c.Fields {
		if s, ok := r.Value(i).(string); ok && f.Type == geo.Text {
			b.WriteString(strings.ToLower(s))
			b.WriteByte('\n')
		}
	}
	text := b.String()
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
}

func (c *Collection) conditions(equals map[string][]string) ([]condition, error) {
	var out []condition
	for _, name := range slices.Sorted(maps.Keys(equals)) {
		i := slices.IndexFunc(c.Fields, func(f geo.Field) bool { return f.Name == name })
		if i < 0 {
			return nil, fmt.Errorf("property %q of %s: %w", name, c.Name, geo.ErrNotFound)
		}
		w := condition{field: i}
		for _, s := range equals[name] {
			v, err := value(c.Fields[i], s)
			if err != nil {
				return nil, err
			}
			w.values = append(w.values, v)
		}
		out = append(out, w)
	}
	return out, nil
}

// conditionKey is the same for queries with the same conditions.
func conditionKey(q Query) string {
	var b []byte
	if q.BBox != nil {
		for _, v := range q.BBox {
			b = append(strconv.AppendFloat(b, v, 'g', -1, 64), ' ')
		}
	}
	b = append(b, '|')
	if q.Time != nil {
		b = q.Time.Start.AppendFormat(b, time.RFC3339Nano)
		b = append(b, '/')
		b = q.Time.End.AppendFormat(b, time.RFC3339Nano)
	}
	for _, name := range slices.Sorted(maps.Keys(q.Equals)) {
		b = strconv.AppendQuote(append(b, '|'), name)
		for _, v := range slices.Sorted(slices.Values(q.Equals[name])) {
			b = strconv.AppendQuote(append(b, ' '), v)
		}
	}
	if q.Where != nil {
		b = append(append(b, "|w"...), q.Where.String()...)
	}
	b = strconv.AppendQuote(append(b, '|'), strings.ToLower(q.Words))
	for _, o := range q.Sort {
		b = strconv.AppendBool(append(append(b, '|'), o.Field...), o.Descending)
	}
	return string(b)
}
