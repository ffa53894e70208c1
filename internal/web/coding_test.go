package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// expand undoes a coding.
func expand(t testing.TB, name string, body []byte) []byte {
	t.Helper()
	var r io.Reader = bytes.NewReader(body)
	var err error
	switch name {
	case "gzip":
		r, err = gzip.NewReader(r)
	case "br":
		r = brotli.NewReader(r)
	case "zstd":
		r, err = zstd.NewReader(r)
	}
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return b
}

func TestSqueeze(t *testing.T) {
	random := make([]byte, 200_000)
	for i := range random {
		random[i] = byte(rand.IntN(4)) // compresses somewhat, and not in one block
	}
	for _, c := range codings {
		for range 2 { // the second time with compressors that were used before
			for _, head := range [][]byte{nil, []byte("a"), random, bytes.Repeat([]byte("Izium "), 500_000)} {
				z, err := c.squeeze(head)
				if err != nil {
					t.Fatal(err)
				}
				if len(head) > 1e6 && len(z.data) > len(head)/100 {
					t.Errorf("%s: %d bytes of one word take %d", c.name, len(head), len(z.data))
				}
				for _, tail := range []string{"", "}", `,"timeStamp":"2022-09-11T00:00:00Z"}`, strings.Repeat("x", 65535)} {
					got := expand(t, c.name, append(bytes.Clone(z.data), c.end(z, []byte(tail))...))
					if string(got) != string(head)+tail {
						t.Errorf("%s: %d and %d bytes come back as %d", c.name, len(head), len(tail), len(got))
					}
				}
			}
		}
	}
}

func TestCodingFor(t *testing.T) {
	for accept, want := range map[string]string{
		"": "", "gzip": "gzip", "deflate, gzip": "gzip", "GZIP": "gzip", "x-gzip": "gzip", "gzip;q=0": "", "*": "zstd", "*;q=0": "",
		"gzip;q=0, *": "zstd", "br": "br", "identity": "", "gzip, deflate, br, zstd": "zstd", "gzip, deflate, br": "br",
		"br;q=0.5, gzip;q=0.8, *;q=0.1": "gzip", "zstd;q=0, br;q=0, *": "gzip", "br;q=x": "br",
	} {
		name := ""
		if c := codingFor(accept); c != nil {
			name = c.name
		}
		if name != want {
			t.Errorf("Accept-Encoding: %s: %q, want %q", accept, name, want)
		}
	}
}
