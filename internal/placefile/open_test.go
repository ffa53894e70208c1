package placefile

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func zipped(t *testing.T, entries ...[2]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, e := range entries {
		f, err := w.Create(e[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, e[1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gzipped(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestOpen(t *testing.T) {
	bomb := strings.Repeat("0\n", maxUnpacked/2+1)
	for _, c := range []struct {
		file       string
		bytes      []byte
		name, text string
		want       string // of the error
	}{
		{"UA.txt", []byte("a"), "UA.txt", "a", ""},
		{"empty.txt", nil, "empty.txt", "", ""},
		{"UA.zip", zipped(t, [2]string{"readme.txt", "no"}, [2]string{"UA.txt", "a"}), "UA.txt", "a", ""},
		{"UA.txt.gz", gzipped(t, "a"), "UA.txt", "a", ""},
		{"two.zip", zipped(t, [2]string{"a.txt", "a"}, [2]string{"b.txt", "b"}), "", "", `it holds several tables, "a.txt" and "b.txt"`},
		{"none.zip", zipped(t, [2]string{"readme.txt", "no"}), "", "", "it holds no table"},
		{"table.xlsx", zipped(t, [2]string{"[Content_Types].xml", ""}, [2]string{"xl/workbook.xml", ""}), "", "", "save the table as CSV in UTF-8"},
		{"table.xls", []byte("\xD0\xCF\x11\xE0\xA1"), "", "", "save the table as CSV in UTF-8"},
		{"broken.zip", []byte("PK\x03\x04"), "", "", "zip: not a valid zip file"},
		{"bomb.zip", zipped(t, [2]string{"a.txt", bomb}), "", "", "it unpacks to more than 64 MB"},
		{"bomb.gz", gzipped(t, bomb), "", "", "it unpacks to more than 64 MB"},
	} {
		path := filepath.Join(t.TempDir(), c.file)
		if err := os.WriteFile(path, c.bytes, 0o600); err != nil {
			t.Fatal(err)
		}
		told := 0
		f, err := Open(path, func(n int) { told += n })
		var text []byte
		if err == nil {
			text, err = io.ReadAll(f)
			if f.Name != c.name && c.want == "" {
				t.Errorf("%s holds %q, want %q", c.file, f.Name, c.name)
			}
			if err := f.Close(); err != nil {
				t.Error(err)
			}
		}
		switch {
		case c.want != "":
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: error %v, want %s", c.file, err, c.want)
			}
		case err != nil || string(text) != c.text || told < len(c.text):
			t.Errorf("%s: %q, %d bytes told, error %v; want %q", c.file, text, told, err, c.text)
		}
	}
	if _, err := Open(t.TempDir(), nil); err == nil || !strings.HasSuffix(err.Error(), "it is a folder; name the files in it") {
		t.Errorf("a folder: error %v", err)
	}
	if _, err := Open("nowhere.csv", nil); err == nil || err.Error() != "opening nowhere.csv: no such file or directory" {
		t.Errorf("a file that is not there: error %v", err)
	}
}
