package format

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
)

// spoolInMemory is how many bytes a spool holds before it takes to a file.
const spoolInMemory = 8 << 20

// spool keeps bytes for a writer that needs all features before it can write the first: in memory, or in a temporary
// file once they are many. The zero value is empty. Close removes the file.
type spool struct {
	size   int64
	memory []byte
	file   *os.File
	out    *bufio.Writer // to the file
}

// Write appends b.
func (s *spool) Write(b []byte) (int, error) {
	if s.file == nil && len(s.memory)+len(b) > spoolInMemory {
		if err := s.spill(); err != nil {
			return 0, err
		}
	}
	s.size += int64(len(b))
	if s.file == nil {
		s.memory = append(s.memory, b...)
		return len(b), nil
	}
	return s.out.Write(b)
}

func (s *spool) spill() (err error) {
	if s.file, err = os.CreateTemp("", "retaken-export-*"); err != nil {
		return err
	}
	s.out = bufio.NewWriterSize(s.file, 1<<16)
	_, err = s.out.Write(s.memory)
	s.memory = nil
	return err
}

// reader reads all that was written. Nothing may be written after.
func (s *spool) reader() (io.ReaderAt, error) {
	if s.file == nil {
		return bytes.NewReader(s.memory), nil
	}
	return s.file, s.out.Flush()
}

// Close forgets what was written.
func (s *spool) Close() error {
	s.memory = nil
	if s.file == nil {
		return nil
	}
	return errors.Join(s.file.Close(), os.Remove(s.file.Name()))
}
