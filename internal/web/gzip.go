package web

import (
	"bytes"
	"container/list"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"sync"

	"github.com/klauspost/compress/flate"
)

// gzipLevel costs a third of the time of the best level for nearly its size.
const gzipLevel = 5

// squeezed is the beginning of a gzip file (RFC 1952) up to a byte boundary, to which any ending can
// still be added without compressing it anew.
type squeezed struct {
	data []byte
	crc  uint32 // of what was compressed
	size uint32
}

var deflaters = sync.Pool{New: func() any {
	w, err := flate.NewWriter(nil, gzipLevel)
	if err != nil {
		panic(err) // cannot happen: the level is a valid one
	}
	return w
}}

func squeeze(parts ...[]byte) (squeezed, error) {
	var b bytes.Buffer
	b.Write([]byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255}) // deflate, no name, no time, unknown system
	w := deflaters.Get().(*flate.Writer)
	defer deflaters.Put(w)
	w.Reset(&b)
	var s squeezed
	for _, p := range parts {
		if _, err := w.Write(p); err != nil {
			return squeezed{}, fmt.Errorf("compressing: %w", err)
		}
		s.crc = crc32.Update(s.crc, crc32.IEEETable, p)
		s.size += uint32(len(p))
	}
	if err := w.Flush(); err != nil {
		return squeezed{}, fmt.Errorf("compressing: %w", err)
	}
	s.data = bytes.Clone(b.Bytes())
	return s, nil
}

// ending is what makes a whole gzip file of s, with tail after what was compressed: a stored block, of
// at most 65,535 bytes, and the checks.
func (s squeezed) ending(tail []byte) []byte {
	n := uint16(len(tail))
	b := []byte{1} // final block, stored
	b = binary.LittleEndian.AppendUint16(b, n)
	b = binary.LittleEndian.AppendUint16(b, ^n)
	b = append(b, tail...)
	b = binary.LittleEndian.AppendUint32(b, crc32.Update(s.crc, crc32.IEEETable, tail))
	return binary.LittleEndian.AppendUint32(b, s.size+uint32(n))
}

// compressed is a gzipped body with tail at its end. What comes before the tail is kept by etag, which
// must name it.
func (s *Server) compressed(etag string, body func() ([][]byte, error), tail []byte) ([][]byte, error) {
	z, ok := s.kept.get(etag)
	if !ok {
		plain, err := body()
		if err != nil {
			return nil, err
		}
		if z, err = squeeze(plain...); err != nil {
			return nil, err
		}
		s.kept.put(etag, z)
	}
	return [][]byte{z.data, z.ending(tail)}, nil
}

// keptBodies keeps compressed bodies up to a number of bytes and forgets those first that have not been
// asked for longest.
type keptBodies struct {
	mu     sync.Mutex
	most   int // bytes
	used   int
	byName map[string]*list.Element
	order  *list.List // of keptBody, latest first
}

type keptBody struct {
	name string
	squeezed
}

func newKeptBodies(most int) *keptBodies {
	return &keptBodies{most: most, byName: map[string]*list.Element{}, order: list.New()}
}

func (k *keptBodies) get(name string) (squeezed, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	e, ok := k.byName[name]
	if !ok {
		return squeezed{}, false
	}
	k.order.MoveToFront(e)
	return e.Value.(keptBody).squeezed, true
}

// overhead is about what an entry costs beside its data.
const overhead = 300

func (k *keptBodies) put(name string, z squeezed) {
	k.mu.Lock()
	defer k.mu.Unlock()
	cost := len(z.data) + overhead
	if _, ok := k.byName[name]; ok || cost > k.most {
		return
	}
	k.byName[name] = k.order.PushFront(keptBody{name, z})
	for k.used += cost; k.used > k.most; {
		old := k.order.Remove(k.order.Back()).(keptBody)
		delete(k.byName, old.name)
		k.used -= len(old.data) + overhead
	}
}
