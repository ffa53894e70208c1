// Package kept keeps what was costly to make, up to a bound, and chooses what to keep by use.
package kept

import (
	"container/list"
	"sync"
)

// Cache keeps values by their keys up to a total cost. What was asked for again after it was put stays before what
// never was, so that many different questions do not drive out what is asked for often: a segmented LRU. It is safe
// for use by several goroutines.
type Cache[K comparable, V any] struct {
	mu         sync.Mutex
	most       int
	fresh, hot segment // never asked for since it was put, and asked for again
	at         map[K]*list.Element
}

// segment is entries in the order of their last use, the latest first.
type segment struct {
	list.List
	cost int
}

type entry[K comparable, V any] struct {
	key   K
	value V
	cost  int
	in    *segment
}

// hotShare is the part of the whole that may be taken by what was asked for again, in hundredths.
const hotShare = 80

// New is an empty cache for values of that total cost.
func New[K comparable, V any](most int) *Cache[K, V] {
	return &Cache[K, V]{most: most, at: map[K]*list.Element{}}
}

// Get is the value of a key and whether there is one.
func (c *Cache[K, V]) Get(key K) (value V, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	at, ok := c.at[key]
	if !ok {
		return value, false
	}
	e := at.Value.(*entry[K, V])
	if e.in == &c.hot {
		c.hot.MoveToFront(at)
		return e.value, true
	}
	c.move(at, &c.hot)
	for c.hot.cost > c.most/100*hotShare && c.hot.Len() > 1 {
		c.move(c.hot.Back(), &c.fresh)
	}
	return e.value, true
}

// Put keeps a value under its key. It replaces what was there. A value of more than the total cost is not kept.
func (c *Cache[K, V]) Put(key K, value V, cost int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if at, ok := c.at[key]; ok {
		c.remove(at)
	}
	if cost > c.most {
		return
	}
	e := &entry[K, V]{key, value, cost, &c.fresh}
	c.at[key] = c.fresh.PushFront(e)
	c.fresh.cost += cost
	for c.fresh.cost+c.hot.cost > c.most {
		if c.fresh.Len() > 0 {
			c.remove(c.fresh.Back())
		} else {
			c.remove(c.hot.Back())
		}
	}
}

// Cost is that of all values kept.
func (c *Cache[K, V]) Cost() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.fresh.cost + c.hot.cost
}

func (c *Cache[K, V]) move(at *list.Element, to *segment) {
	e := at.Value.(*entry[K, V])
	e.in.Remove(at)
	e.in.cost -= e.cost
	e.in = to
	c.at[e.key] = to.PushFront(e)
	to.cost += e.cost
}

func (c *Cache[K, V]) remove(at *list.Element) {
	e := at.Value.(*entry[K, V])
	e.in.Remove(at)
	e.in.cost -= e.cost
	delete(c.at, e.key)
}
