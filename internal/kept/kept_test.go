package kept

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// TestBound lets anything happen to a cache and looks that it keeps its bound and its books.
func TestBound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		most := rapid.IntRange(1, 200).Draw(t, "most")
		c := New[int, int](most)
		put := map[int]int{}
		for range rapid.IntRange(0, 200).Draw(t, "steps") {
			key := rapid.IntRange(0, 20).Draw(t, "key")
			if rapid.Bool().Draw(t, "put") {
				put[key] = rapid.Int().Draw(t, "value")
				c.Put(key, put[key], rapid.IntRange(0, 60).Draw(t, "cost"))
			} else if v, ok := c.Get(key); ok && v != put[key] {
				t.Fatalf("%d is %d, want %d", key, v, put[key])
			}
			sum := 0
			for _, s := range []*segment{&c.fresh, &c.hot} {
				for e := s.Front(); e != nil; e = e.Next() {
					sum += e.Value.(*entry[int, int]).cost
				}
			}
			if n := c.fresh.Len() + c.hot.Len(); sum != c.Cost() || sum > most || n != len(c.at) {
				t.Fatalf("%d entries, %d known, cost %d of %d, counted %d", n, len(c.at), c.Cost(), most, sum)
			}
		}
	})
}

// TestUse floods a cache with what is asked for once.
func TestUse(t *testing.T) {
	c := New[string, int](1000)
	c.Put("popular", 1, 100)
	c.Get("popular")
	for i := range 10_000 {
		c.Put(fmt.Sprint(i), i, 50)
	}
	if _, ok := c.Get("popular"); !ok {
		t.Error("what was asked for again was driven out by what never was")
	}
	if _, ok := c.Get("9999"); !ok {
		t.Error("what was put last is not there")
	}
	c.Put("huge", 1, 1001)
	if _, ok := c.Get("huge"); ok || c.Cost() > 1000 {
		t.Error("a value above the bound was kept")
	}
}
