package atlas

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"retaken/internal/geo"
)

// order is the order of the rows of a collection: by some of their values, then by id.
type order struct {
	c  *Collection
	by []orderBy
}

type orderBy struct {
	field      int
	descending bool
}

func (c *Collection) order(sort []Order) (order, error) {
	o := order{c: c}
	for _, s := range sort {
		i := slices.IndexFunc(c.Fields, func(f geo.Field) bool { return f.Name == s.Field })
		if i < 0 {
			return o, fmt.Errorf("property %q of %s: %w", s.Field, c.Name, geo.ErrNotFound)
		}
		o.by = append(o.by, orderBy{i, s.Descending})
	}
	return o, nil
}

// key is the place of a row in an order: what it is ordered by, and its id.
type key struct {
	values []any
	id     int64
}

func (o order) key(r *row) key {
	k := key{id: o.c.id(r)}
	for _, by := range o.by {
		k.values = append(k.values, r.Value(by.field))
	}
	return k
}

func (o order) compareKey(r *row, k key) int {
	for i, by := range o.by {
		if n := compareValues(r.Value(by.field), k.values[i], by.descending); n != 0 {
			return n
		}
	}
	return cmp.Compare(o.c.id(r), k.id)
}

func (o order) compare(a, b *row) int {
	for _, by := range o.by {
		if n := compareValues(a.Value(by.field), b.Value(by.field), by.descending); n != 0 {
			return n
		}
	}
	return cmp.Compare(o.c.id(a), o.c.id(b))
}

// compareValues orders two values of one property. What is unknown comes last either way.
func compareValues(a, b any, descending bool) (n int) {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return 1
	case b == nil:
		return -1
	}
	switch a := a.(type) {
	case string:
		n = cmp.Compare(a, b.(string))
	case int64:
		n = cmp.Compare(a, b.(int64))
	case float64:
		n = cmp.Compare(a, b.(float64))
	case bool:
		if a != b.(bool) {
			if n = 1; !a {
				n = -1
			}
		}
	}
	if descending {
		n = -n
	}
	return n
}

// String is the key as an address has it: of an order by id alone just the number.
func (k key) String() string {
	if len(k.values) == 0 {
		return strconv.FormatInt(k.id, 10)
	}
	text, err := json.Marshal(append(k.values, k.id))
	if err != nil {
		panic(err) // values are what JSON has
	}
	return base64.RawURLEncoding.EncodeToString(text)
}

// CursorError is a Query.After that no Page.Next of the same order can have been.
type CursorError struct{ Value string }

// Error says what would be right.
func (e *CursorError) Error() string {
	return fmt.Sprintf("%q is no position in this order; want what a next link has", e.Value)
}

func (o order) parse(s string) (key, error) {
	bad := &CursorError{s}
	if len(o.by) == 0 {
		id, err := strconv.ParseInt(s, 10, 64)
		if err != nil || id < 0 {
			return key{}, bad
		}
		return key{id: id}, nil
	}
	text, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		return key{}, bad
	}
	d := json.NewDecoder(strings.NewReader(string(text)))
	d.UseNumber()
	var values []any
	if err := d.Decode(&values); err != nil || len(values) != len(o.by)+1 {
		return key{}, bad
	}
	k := key{values: values[:len(o.by)]}
	for i, by := range o.by {
		if k.values[i], err = keyValue(o.c.Fields[by.field].Type, values[i]); err != nil {
			return key{}, bad
		}
	}
	id, ok := values[len(o.by)].(json.Number)
	if !ok {
		return key{}, bad
	}
	if k.id, err = id.Int64(); err != nil {
		return key{}, bad
	}
	return k, nil
}

// keyValue is a value out of JSON as a row has it.
func keyValue(t geo.FieldType, v any) (any, error) {
	switch v := v.(type) {
	case nil:
		return nil, nil
	case json.Number:
		if t == geo.Integer {
			return v.Int64()
		}
		if t == geo.Number {
			return v.Float64()
		}
	case bool:
		if t == geo.Boolean {
			return v, nil
		}
	case string:
		if t != geo.Integer && t != geo.Number && t != geo.Boolean {
			return v, nil
		}
	}
	return nil, fmt.Errorf("%v is not of type %s", v, t)
}
