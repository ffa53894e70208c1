package main

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/jedib0t/go-pretty/v6/text"
	"golang.org/x/net/html"
)

// hostileArticle tries to be markup, to steer a terminal and to turn the direction of what is written, everywhere.
func hostileArticle(t *testing.T) string {
	t.Helper()
	const evil = "</span></p><script>alert(1)</script> <img src=x onerror=alert(2)> \"'&lt; \x1b[31m\x07 \u202eabc\u2066 {{.}} `"
	line, err := json.Marshal(map[string]string{
		"id": "r " + evil, "title": "T " + evil, "source": "S " + evil, "lang": "en", "published": "2022-09-11",
		"text": "Ukrainian troops \x1b]0;title\x07 have retaken Izium, governor Evil" + evil + " said on Saturday. " + evil +
			" Izium\u202e was not retaken. «Kupiansk <b>is</b>» ours again, \u2028 he said.",
	})
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "hostile.jsonl")
	if err := os.WriteFile(name, line, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// explainOutput is what the command prints with these arguments.
func explainOutput(t *testing.T, args ...string) string {
	t.Helper()
	var out, errOut strings.Builder
	args = append([]string{"explain", "--db", filepath.Join(t.TempDir(), "none.db")}, args...)
	if code := run(args, strings.NewReader(""), &out, &errOut); code != exitDone || errOut.Len() > 0 {
		t.Fatalf("exit code %d, %s", code, errOut.String())
	}
	return out.String()
}

// TestExplainHostileText: nothing of an article steers the terminal, and every line fits it.
func TestExplainHostileText(t *testing.T) {
	name := hostileArticle(t)
	ours := regexp.MustCompile(`\x1b\[[0-9;]*m`)
	for _, colour := range []string{"never", "always"} {
		for _, columns := range []int{40, 80, 120} {
			t.Setenv("COLUMNS", strconv.Itoa(columns))
			out := explainOutput(t, "--color", colour, name)
			if colour == "always" {
				if !ours.MatchString(out) {
					t.Error("no colours")
				}
				out = ours.ReplaceAllString(out, "")
			}
			if !strings.Contains(out, "<script>alert(1)</script>") {
				t.Errorf("the text of the article is missing:\n%s", out)
			}
			for line := range strings.Lines(out) {
				line = strings.TrimSuffix(line, "\n")
				if i := strings.IndexFunc(line, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }); i >= 0 {
					t.Errorf("control character in %q", line)
				}
				if text.StringWidth(line) > columns && strings.Count(strings.TrimSpace(line), " ") > 1 {
					t.Errorf("of %d columns, want %d: %q", text.StringWidth(line), columns, line)
				}
			}
		}
	}
}

// TestExplainHostilePage: the page has only elements of its own, nothing that runs or loads, and the article as text.
func TestExplainHostilePage(t *testing.T) {
	page := explainOutput(t, "--html", hostileArticle(t))
	if i := strings.IndexFunc(page, func(r rune) bool { return r != '\n' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }); i >= 0 {
		t.Errorf("control character in %q", page[max(0, i-20):min(len(page), i+20)])
	}
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	elements := strings.Fields("html head meta title style body header main h1 h2 p ul ol li dl dt dd div span bdi br time article")
	attributes := strings.Fields("lang charset name content http-equiv class id")
	said := ""
	for n := range root.Descendants() {
		switch n.Type {
		case html.ElementNode:
			if !slices.Contains(elements, n.Data) {
				t.Errorf("element %s", n.Data)
			}
			for _, a := range n.Attr {
				if !slices.Contains(attributes, a.Key) {
					t.Errorf("attribute %s=%q of %s", a.Key, a.Val, n.Data)
				}
			}
		case html.TextNode:
			said += n.Data
		case html.CommentNode:
			t.Errorf("comment %q", n.Data)
		}
	}
	if n := strings.Count(said, "<script>alert(1)</script> <img src=x onerror=alert(2)> \"'&lt;"); n < 4 {
		t.Errorf("the article's own words stand there %d times, want them in title, reference, publisher and text", n)
	}
}

// TestExplainContrast: text keeps 4.5 to 1 on every ground of the page, lines and signs 3 to 1, by the formula of WCAG 2.
func TestExplainContrast(t *testing.T) {
	schemes := strings.Split(explainStyle, "@media(prefers-color-scheme:dark)")
	if len(schemes) != 2 {
		t.Fatalf("%d schemes", len(schemes))
	}
	for i, scheme := range schemes {
		colour := map[string]float64{}
		for _, m := range regexp.MustCompile(`--([a-z-]+):#([0-9a-f]{3,6})`).FindAllStringSubmatch(scheme, -1) {
			colour[m[1]] = luminance(t, m[2])
		}
		grounds := []string{"ground", "name", "fired-ground", "blocked-ground"}
		for _, pair := range []struct {
			texts, grounds []string
			least          float64
		}{
			{[]string{"ink"}, grounds, 4.5},
			{[]string{"soft", "accent", "fired", "blocked"}, []string{"ground"}, 4.5},
			{[]string{"speaker", "date", "name-line", "fired", "blocked"}, grounds, 3},
		} {
			for _, text := range pair.texts {
				for _, ground := range pair.grounds {
					a, okA := colour[text]
					b, okB := colour[ground]
					if ratio := (max(a, b) + 0.05) / (min(a, b) + 0.05); !okA || !okB || ratio < pair.least {
						t.Errorf("scheme %d: %s on %s has %.2f to 1, want %g", i, text, ground, ratio, pair.least)
					}
				}
			}
		}
	}
}

// luminance is the relative luminance of a colour such as fff or 1c2321.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	if len(hex) == 3 {
		hex = strings.Repeat(hex[:1], 2) + strings.Repeat(hex[1:2], 2) + strings.Repeat(hex[2:], 2)
	}
	n, err := strconv.ParseUint(hex, 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	for i, weight := range []float64{0.0722, 0.7152, 0.2126} {
		c := float64(n>>(8*i)&0xff) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}
