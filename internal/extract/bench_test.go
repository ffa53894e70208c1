package extract_test

import (
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"retaken/internal/extract"
	"retaken/internal/news"
)

// BenchmarkSeed reads articles of the length of the one that the project began with: labelled texts, joined and cut.
func BenchmarkSeed(b *testing.B) {
	const size = 2714 // bytes
	x, _ := shipped()
	for _, lang := range []string{"en", "uk", "ru"} {
		b.Run(lang, func(b *testing.B) {
			var articles []news.Article
			text := ""
			for _, d := range documents(b, "testdata", "labelled", lang+".jsonl") {
				if text += d.Text + "\n\n"; len(text) <= size {
					continue
				}
				cut := size
				for !utf8.RuneStart(text[cut]) {
					cut--
				}
				articles = append(articles, news.Article{Ref: d.ID, Lang: lang, Text: text[:cut], Published: d.Article().Published})
				text = ""
			}
			b.SetBytes(size)
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				x.Read(articles[n%len(articles)])
				n++
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "articles/s")
		})
	}
}

// BenchmarkLexicon reads the lexicon that the program ships.
func BenchmarkLexicon(b *testing.B) {
	fsys := os.DirFS(filepath.Join("..", "..", "data", "lexicon"))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := extract.LoadLexicon(fsys); err != nil {
			b.Fatal(err)
		}
	}
}
