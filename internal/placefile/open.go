package placefile

import (
	"archive/zip"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strings"
)

// A compressed file may unpack to so many bytes, or to so many times its size if that is more. Tables of
// places shrink to a fifth or a tenth.
const (
	maxUnpacked = 64 << 20
	maxRatio    = 50
)

// File is an open file of places, unpacked. Read it as an io.Reader.
type File struct {
	Name string // the name of the table itself: UA.txt in UA.zip
	Size int64  // bytes of the file on disk

	reader io.Reader
	close  []io.Closer
}

// Open opens a file, and in a .zip or .gz the table that it holds. Progress, unless nil, is told of the
// bytes on disk as they are read. What unpacks to far more than tables of places do is refused while it is read.
func Open(name string, progress func(n int)) (_ *File, err error) {
	f, err := os.Open(name)
	if err != nil {
		var p *os.PathError
		if errors.As(err, &p) {
			err = p.Err
		}
		return nil, fmt.Errorf("opening %s: %w", name, err)
	}
	file := &File{Name: path.Base(strings.ReplaceAll(name, `\`, "/")), close: []io.Closer{f}}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("opening %s: %w", name, err), file.Close())
		}
	}()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, errors.New("it is a folder; name the files in it")
	}
	file.Size = info.Size()
	raw := counter{f, f, progress}
	magic := make([]byte, 4)
	n, _ := f.ReadAt(magic, 0)
	switch magic := string(magic[:n]); {
	case strings.HasPrefix(magic, "PK\x03\x04"):
		return file, file.unzip(raw)
	case magic == "\xD0\xCF\x11\xE0":
		return nil, errSpreadsheet
	case strings.HasPrefix(magic, "\x1f\x8b"):
		z, err := gzip.NewReader(raw)
		if err != nil {
			return nil, err
		}
		file.Name = strings.TrimSuffix(file.Name, ".gz")
		file.reader = file.bounded(z)
		return file, nil
	}
	file.reader = raw
	return file, nil
}

func (f *File) Read(p []byte) (int, error) { return f.reader.Read(p) }

// Close closes the file.
func (f *File) Close() error {
	var errs []error
	for _, c := range f.close {
		errs = append(errs, c.Close())
	}
	f.close = nil
	return errors.Join(errs...)
}

var errSpreadsheet = errors.New("it is a document of an office program; save the table as CSV in UTF-8 and name that")

// unzip finds the table in an archive: the only file that is not a note to the reader.
func (f *File) unzip(raw counter) error {
	archive, err := zip.NewReader(raw, f.Size)
	if err != nil {
		return err
	}
	var table *zip.File
	for _, entry := range archive.File {
		if entry.Name == "[Content_Types].xml" || entry.Name == "mimetype" {
			return errSpreadsheet
		}
	}
	for _, entry := range archive.File {
		base := strings.ToLower(path.Base(entry.Name))
		if entry.FileInfo().IsDir() || strings.HasPrefix(base, "readme") || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "isolanguage") {
			continue
		}
		if table != nil {
			return fmt.Errorf("it holds several tables, %q and %q; unpack it and name the one you mean", table.Name, entry.Name)
		}
		table = entry
	}
	if table == nil {
		return errors.New("it holds no table, such as UA.txt")
	}
	r, err := table.Open()
	if err != nil {
		return err
	}
	f.Name = path.Base(table.Name)
	f.close = append(f.close, r)
	f.reader = f.bounded(r)
	return nil
}

func (f *File) bounded(r io.Reader) io.Reader {
	most := max(maxUnpacked, maxRatio*f.Size)
	return &bounded{r, most, most}
}

// bounded ends reading with an error after so many bytes.
type bounded struct {
	r          io.Reader
	left, most int64
}

func (b *bounded) Read(p []byte) (int, error) {
	if int64(len(p)) > b.left+1 {
		p = p[:b.left+1]
	}
	n, err := b.r.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, fmt.Errorf("it unpacks to more than %d MB, which no table of places of its size does", b.most>>20)
	}
	return n, err
}

// counter tells how many bytes are read.
type counter struct {
	io.Reader
	at   io.ReaderAt
	told func(n int)
}

func (c counter) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.tell(n)
	return n, err
}

func (c counter) ReadAt(p []byte, off int64) (int, error) {
	n, err := c.at.ReadAt(p, off)
	c.tell(n)
	return n, err
}

func (c counter) tell(n int) {
	if c.told != nil {
		c.told(n)
	}
}
