package news

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

var (
	gzipMagic = []byte("\x1f\x8b")
	bom       = []byte("\xef\xbb\xbf")
	bomLE     = []byte("\xff\xfe")
	bomBE     = []byte("\xfe\xff")
)

// unpack takes the compression off an input, and makes UTF-8 of UTF-16. What a compressed input unpacks to
// may have so many bytes; more is an error where they end.
func unpack(r io.Reader, most int64) (*bufio.Reader, error) {
	br := bufio.NewReaderSize(r, 64<<10)
	head, _ := br.Peek(2)
	if bytes.Equal(head, gzipMagic) {
		zr, err := gzip.NewReader(br)
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return nil, unpackError(err)
		}
		br = bufio.NewReaderSize(&bounded{zr, most, most}, 64<<10)
		if head, _ = br.Peek(2); bytes.Equal(head, gzipMagic) {
			return nil, errors.New("compressed twice; unpack it once first")
		}
	}
	if bytes.Equal(head, bomLE) || bytes.Equal(head, bomBE) {
		decoder := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder()
		br = bufio.NewReaderSize(transform.NewReader(br, decoder), 64<<10)
	}
	return br, nil
}

// bounded reads what unpacks to no more than it may.
type bounded struct {
	zr   *gzip.Reader
	left int64
	most int64
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.zr.Read(p[:min(int64(len(p)), b.left+1)])
	if b.left -= int64(n); b.left < 0 {
		return 0, fmt.Errorf("unpacks to more than %d MB, the most that one compressed file may", b.most>>20)
	}
	return n, unpackError(err)
}

func unpackError(err error) error {
	switch {
	case err == nil || errors.Is(err, io.EOF):
		return err
	case errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("the compressed data are cut off")
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader):
		return errors.New("the compressed data are damaged")
	}
	return fmt.Errorf("the compressed data are damaged (%w)", err)
}
