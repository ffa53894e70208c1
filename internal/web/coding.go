package web

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// coding is a way to send a body compressed. Its beginning is compressed once, up to a byte boundary; an ending of
// at most 65,535 bytes can then be added as it is, for a body that ends with the time of the answer.
type coding struct {
	name string // as Accept-Encoding and Content-Encoding have it
	tag  string // in ETags

	head   []byte // what every body begins with
	pool   *sync.Pool
	ending func(tail []byte, whole sum) []byte
}

// sum is the check sum and the length of what is compressed.
type sum struct {
	crc  uint32
	size uint32
}

func (s sum) and(b []byte) sum {
	return sum{crc32.Update(s.crc, crc32.IEEETable, b), s.size + uint32(len(b))}
}

// squeezed is the beginning of a compressed body.
type squeezed struct {
	data []byte
	sum
}

// compressor is what the encoders have in common.
type compressor interface {
	io.WriteCloser
	Flush() error
	Reset(io.Writer)
}

// codings are in the order of preference. The levels cost about a third of the time of the best for nearly its size.
var codings = []*coding{
	{
		name: "zstd", tag: "-zs", pool: compressors(func() (compressor, error) {
			return zstd.NewWriter(nil, zstd.WithEncoderCRC(false), zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(1<<19), zstd.WithLowerEncoderMem(true))
		}),
		ending: func(tail []byte, whole sum) []byte { // RFC 8878 3.1.1.2: a last, raw block
			if int(whole.size) == len(tail) { // before which no frame was begun
				return append([]byte{0x28, 0xb5, 0x2f, 0xfd, 0, 0x58, byte(1 | len(tail)<<3), byte(len(tail) >> 5), byte(len(tail) >> 13)}, tail...)
			}
			return append(binary.LittleEndian.AppendUint32(nil, uint32(1|len(tail)<<3))[:3], tail...)
		},
	},
	brotliCoding(5),
	{
		name: "gzip", tag: "-gz", head: []byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255}, // deflate, no name, no time, unknown system
		pool: compressors(func() (compressor, error) { return flate.NewWriter(nil, 5) }),
		ending: func(tail []byte, whole sum) []byte { // RFC 1951 3.2.4: a last, stored block; RFC 1952: the checks
			n := uint16(len(tail))
			b := binary.LittleEndian.AppendUint16([]byte{1}, n)
			b = append(binary.LittleEndian.AppendUint16(b, ^n), tail...)
			b = binary.LittleEndian.AppendUint32(b, whole.crc)
			return binary.LittleEndian.AppendUint32(b, whole.size)
		},
	},
}

// fileCodings are those of files, which are compressed once and kept: the smallest first.
var fileCodings = []*coding{brotliCoding(9), codings[0], codings[2]}

func brotliCoding(quality int) *coding {
	return &coding{
		name: "br", tag: "-br", pool: compressors(func() (compressor, error) {
			return brotli.NewWriterOptions(nil, brotli.WriterOptions{Quality: quality, LGWin: 19}), nil
		}),
		ending: func(tail []byte, _ sum) []byte { // RFC 7932 9.2: an uncompressed meta-block, then the empty last one
			if len(tail) == 0 {
				return []byte{3}
			}
			head := uint32(len(tail)-1)<<3 | 1<<19
			return append(append(binary.LittleEndian.AppendUint32(nil, head)[:3], tail...), 3)
		},
	}
}

func compressors(make func() (compressor, error)) *sync.Pool {
	return &sync.Pool{New: func() any {
		w, err := make()
		if err != nil {
			panic(err) // cannot happen: the options are valid
		}
		return w
	}}
}

// gulp is how many bytes a compressor is given at a time, and squeezing has an entry for each that is at work: they hold
// memory by the largest piece that they ever had, and more of them than processors are not faster.
const gulp = 128 << 10

var squeezing = make(chan struct{}, runtime.GOMAXPROCS(0))

// squeeze compresses the beginning of a body.
func (c *coding) squeeze(parts ...[]byte) (squeezed, error) {
	var b bytes.Buffer
	b.Write(c.head)
	squeezing <- struct{}{}
	defer func() { <-squeezing }()
	w := c.pool.Get().(compressor)
	defer c.pool.Put(w)
	w.Reset(&b)
	var s squeezed
	for _, part := range parts {
		for p := range slices.Chunk(part, gulp) {
			if _, err := w.Write(p); err != nil {
				return squeezed{}, fmt.Errorf("compressing: %w", err)
			}
			s.sum = s.sum.and(p)
		}
	}
	if err := w.Flush(); err != nil {
		return squeezed{}, fmt.Errorf("compressing: %w", err)
	}
	s.data = bytes.Clone(b.Bytes())
	return s, nil
}

// end is what makes a whole body of s, with tail after what was compressed.
func (c *coding) end(s squeezed, tail []byte) []byte { return c.ending(tail, s.sum.and(tail)) }

// stream compresses what is written to it as it comes, until it is closed.
func (c *coding) stream(w io.Writer) io.WriteCloser {
	if c.head != nil {
		return gzip.NewWriter(w)
	}
	z := c.pool.Get().(compressor)
	z.Reset(w)
	return z
}

// codingFor is the coding of answers that an Accept-Encoding header likes best, nil for none.
func codingFor(accept string) *coding { return liked(codings, accept) }

// liked is the one among codings that an Accept-Encoding header likes best, nil for none.
func liked(codings []*coding, accept string) *coding {
	if accept == "" {
		return nil
	}
	var best *coding
	most := 0.0
	for _, c := range codings {
		quality, any := -1.0, 0.0
		for entry := range strings.SplitSeq(accept, ",") {
			switch name, q := weighted(entry); name {
			case c.name, "x-" + c.name:
				quality = q
			case "*":
				any = q
			}
		}
		if quality < 0 {
			quality = any
		}
		if quality > most {
			best, most = c, quality
		}
	}
	return best
}
