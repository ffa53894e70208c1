package news

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

func TestSniff(t *testing.T) {
	for _, c := range []struct {
		name, media, head string
		want              format
	}{
		{"a.txt", "", "Izium is free.", plainText},
		{"a.html", "", "Izium is free.", page},
		{"a.HTM.gz", "", "Izium is free.", page},
		{"a.txt", "", "<!DOCTYPE html><html>", page},
		{"a.jsonl", "", "\n<html>", page},
		{"a", "", "\xef\xbb\xbf  <!-- saved --> <HTML>", page},
		{"a", "", "<!-- " + strings.Repeat("x", headSize), page},
		{"a", "", "<p>Izium", page},
		{"a.txt", "", "<<Ізюм>> вільний", plainText},
		{"a.txt", "", "<3 Izium", plainText},
		{"a.html", "", "<?xml version='1.0'?><rss version='2.0'>", feed},
		{"a", "", "<feed xmlns='http://www.w3.org/2005/Atom'>", feed},
		{"a", "", "<atom:feed xmlns:atom='http://www.w3.org/2005/Atom'>", feed},
		{"a", "", "<rdf:RDF>", feed},
		{"a", "", `<!DOCTYPE rss [<!ENTITY a "b">]><rss>`, feed},
		{"a", "", "<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html>", page},
		{"a", "", "<?xml version='1.0'?><svg>", otherXML},
		{"a", "", `{"text":"a"}`, jsonLines},
		{"a", "", "{\n", jsonLines},
		{"a.txt", "", "{Update} Izium is free.", plainText},
		{"a.json", "", "[1]", jsonLines},
		{"https://example.org/a", "text/html; charset=utf-8", "Izium", page},
		{"https://example.org/a", "application/x-ndjson", "", jsonLines},
		{"https://example.org/a", "text/plain", "<html>", page},
		{"https://example.org/a", "text/html", "Date: x", page},
	} {
		if got := sniff(c.name, c.media, []byte(c.head)); got != c.want {
			t.Errorf("sniff(%q, %q, %.40q) = %d, want %d", c.name, c.media, c.head, got, c.want)
		}
	}
}

func gz(t *testing.T, s string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := io.WriteString(w, s); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestGzip(t *testing.T) {
	for name, input := range map[string]string{
		"a.txt": "Date: 2022-09-11\n\nIzium is free.", "a.jsonl": `{"text":"a"}` + "\n" + `{"text":"b"}`, "a.xml": rss, "a.html": file(t, "page.html"),
	} {
		want, _ := readAll(t, name, input, Article{})
		got, _ := readAll(t, name+".gz", gz(t, input), Article{})
		if d := cmp.Diff(want, got); d != "" || len(got) == 0 {
			t.Errorf("%s: %s", name, d)
		}
	}
	long := gz(t, strings.Repeat("Izium is free. ", 10000))
	for _, c := range []struct{ name, input, want string }{
		{"cut.txt", long[:len(long)-20], "cut.txt: the compressed data are cut off"},
		{"head.gz", "\x1f\x8b", "head.gz: the compressed data are cut off"},
		{"sum.txt", long[:len(long)-8] + "xxxxxxxx", "sum.txt: the compressed data are damaged"},
		{"header.txt", "\x1f\x8b\x07\x00\x00\x00\x00\x00\x00\x00\x00", "header.txt: the compressed data are damaged"},
		{"twice.txt", gz(t, long), "twice.txt: compressed twice; unpack it once first"},
		{"zeros.txt", gz(t, strings.Repeat("\x00", MaxArticle+1)), "zeros.txt: longer than 10 MB, the most that one article may have"},
	} {
		_, problems := readAll(t, c.name, c.input, Article{})
		if len(problems) != 1 || problems[0] != c.want {
			t.Errorf("got %q, want %q", problems, c.want)
		}
	}
}

// TestBomb unpacks more than is allowed: what comes before that is read, the rest is one problem.
func TestBomb(t *testing.T) {
	line := `{"text":"` + strings.Repeat("a", 1000) + `"}` + "\n"
	br, err := unpack(strings.NewReader(gz(t, strings.Repeat(line, 2000))), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	n, problem := 0, ""
	readLines("x", br, Article{}, func(_ Article, err error) bool {
		if n++; err != nil {
			problem = err.Error()
		}
		return true
	})
	if want := "unpacks to more than 1 MB, the most that one compressed file may"; n < 1000 || n > 1050 || !strings.HasSuffix(problem, want) {
		t.Errorf("%d articles, problem %q; want about 1037 and %q", n, problem, want)
	}
}

func TestUTF16(t *testing.T) {
	for _, order := range []unicode.Endianness{unicode.LittleEndian, unicode.BigEndian} {
		enc := unicode.UTF16(order, unicode.UseBOM).NewEncoder()
		for name, input := range map[string]string{"a.txt": "Title: Ізюм\n\nІзюм звільнено.", "a.jsonl": `{"text":"Ізюм"}`, "a.xml": strings.Replace(rss, "utf-8", "utf-16", 1), "a.html": file(t, "page.html")} {
			encoded, err := enc.String(input)
			if err != nil {
				t.Fatal(err)
			}
			want, _ := readAll(t, name, input, Article{})
			got, _ := readAll(t, name, encoded, Article{})
			if d := cmp.Diff(want, got); d != "" || len(got) == 0 {
				t.Errorf("%s: %s", name, d)
			}
		}
	}
}

func TestSpreadJSON(t *testing.T) {
	for _, input := range []string{"[\n{\"text\":\"a\"}\n]", "{\n  \"text\": \"a\"\n}", "\n[{\n"} {
		got, problems := readAll(t, "a.json", input, Article{})
		if len(got) != 0 || len(problems) != 1 || !strings.HasPrefix(problems[0], "a.json: a JSON document over several lines; want JSON Lines") {
			t.Errorf("%q: %d articles, problems %q", input, len(got), problems)
		}
	}
}

// TestCharsets reads the sample articles in every charset that is told apart, whole and every line alone.
func TestCharsets(t *testing.T) {
	names, err := filepath.Glob(filepath.Join("..", "..", "data", "articles", "*.txt"))
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	plain := strings.NewReplacer("’", "'", "—", "-", "–", "-", "«", "\"", "»", "\"", "“", "\"", "”", "\"") // not in all of them
	pieces := 0
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text := plain.Replace(string(data))
		if Language(text) == "en" {
			continue
		}
		for _, cm := range []*charmap.Charmap{charmap.Windows1251, charmap.KOI8U, charmap.CodePage866, charmap.ISO8859_5} {
			for _, piece := range append(strings.Split(text, "\n"), text) {
				if len(piece) < 40 {
					continue
				}
				pieces++
				encoded, err := encoding.ReplaceUnsupported(cm.NewEncoder()).String(piece)
				if err != nil {
					t.Fatal(err)
				}
				want, _ := cm.NewDecoder().String(encoded)
				if got, err := decode([]byte(encoded), ""); err != nil || got != want {
					t.Errorf("%v: got %.60q, %v; want %.60q", cm, got, err, want)
				}
			}
		}
	}
	if pieces < 40 {
		t.Errorf("only %d pieces", pieces)
	}
}

func TestDecode(t *testing.T) {
	cp1251 := func(s string) string { b, _ := charmap.Windows1251.NewEncoder().String(s); return b }
	cp1252 := func(s string) string { b, _ := charmap.Windows1252.NewEncoder().String(s); return b }
	for _, c := range []struct{ input, declared, want string }{
		{"Ізюм", "windows-1251", "Ізюм"},
		{cp1251("Ізюм"), "windows-1251", "Ізюм"},
		{cp1251("Ізюм"), "CP1251", "Ізюм"},
		{cp1251("УКРАЇНСЬКІ ВІЙСЬКОВІ ЗВІЛЬНИЛИ ІЗЮМ"), "", "УКРАЇНСЬКІ ВІЙСЬКОВІ ЗВІЛЬНИЛИ ІЗЮМ"},
		{cp1251(strings.Repeat("The town is free. ", 50) + "Місто Ізюм вільне"), "", strings.Repeat("The town is free. ", 50) + "Місто Ізюм вільне"},
		{cp1252("The troops’ advance – “fast” – took Izium."), "", "The troops’ advance – “fast” – took Izium."},
		{cp1252("Les forces ont libéré Izioum après une contre-offensive éclair, à l’été, près de Koupiansk."), "", "Les forces ont libéré Izioum après une contre-offensive éclair, à l’été, près de Koupiansk."},
		{cp1251("Ізюм"), "no such charset", ""},
		{cp1251("Ізюм"), "", ""}, // too short to tell
		{strings.Repeat("\xe9", 10), "", ""},
		{"Ізюм звільнено.\xff Куп'янськ теж.", "", ""},
	} {
		got, err := decode([]byte(c.input), c.declared)
		if got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("decode(%.40q, %q) = %.60q, %v; want %.60q", c.input, c.declared, got, err, c.want)
		}
	}
}
