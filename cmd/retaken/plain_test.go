package main

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"
)

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{
		"Izium":                    "Izium",
		"Ізюм — «наш»":             "Ізюм — «наш»",
		"\x1b[31mred\x07":          " [31mred ",
		"\u009b31mred\x7f":         " 31mred ",
		"a\r\nb\tc":                "a  b c",
		"a\u202eb\u202c":           "a b ",
		"a\u2066b\u2069":           "a b ",
		"Izi\u200eum\u200f\u061c!": "Izium!",
		"a\u2028b\u2029":           "a b ",
		"":                         "",
	} {
		got := plain(in)
		if got != want {
			t.Errorf("plain(%q) is %q, want %q", in, got, want)
		}
		if strings.ContainsFunc(got, steers) {
			t.Errorf("plain(%q) steers: %q", in, got)
		}
	}
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if unicode.Is(unicode.Bidi_Control, r) && strings.ContainsRune(plain("a"+string(r)+"b"), r) {
			t.Errorf("%U goes through", r)
		}
	}
}

// TestPlainJSON: what is escaped means the same, however the bytes come in.
func TestPlainJSON(t *testing.T) {
	for _, text := range []string{"", "Ізюм", "\x1b[31m\u009b31m\x7f", "a\u202eb\u200e\u061c\u2066\u2028", strings.Repeat("й\u202e", 5000)} {
		var raw strings.Builder
		enc := json.NewEncoder(&raw)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(text); err != nil {
			t.Fatal(err)
		}
		for _, step := range []int{1, 3, 1 << 20} {
			var out strings.Builder
			w := plainJSON(&out)
			for rest := raw.String(); rest != ""; {
				n := min(step, len(rest))
				if _, err := w.Write([]byte(rest[:n])); err != nil {
					t.Fatal(err)
				}
				rest = rest[n:]
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			var back string
			if err := json.Unmarshal([]byte(out.String()), &back); err != nil || back != text {
				t.Errorf("%q in steps of %d comes back as %q (%v)", clipped(text), step, clipped(back), err)
			}
			if i := strings.IndexFunc(strings.TrimSuffix(out.String(), "\n"), steers); i >= 0 {
				t.Errorf("%q in steps of %d lets %q through", clipped(text), step, out.String()[i:i+3])
			}
		}
	}
}

func clipped(s string) string { return s[:min(len(s), 40)] }
