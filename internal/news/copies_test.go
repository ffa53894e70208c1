package news_test

import (
	"strings"
	"testing"
	"time"

	"retaken/internal/news"
)

// common counts what two ascending lists share.
func common(a, b []int64) (n int) {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				n++
			}
		}
	}
	return n
}

func TestCopies(t *testing.T) {
	const text = "Ukrainian forces entered the village of Robotyne on Wednesday and raised a flag over the ruins of its school, " +
		"a spokesman for the southern command said. Mines slow every step, he added, and the village beyond is still held by the other side."
	first := news.Article{Text: text}.Sketch()
	day := time.Date(2023, 8, 23, 0, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		text string
		days int
		want bool
	}{
		"the same":              {text, 0, true},
		"other layout and case": {strings.ToUpper(strings.ReplaceAll(text, " ", "\n ")), 0, true},
		"cut short":             {text[:len(text)*3/4], 1, true},
		"with a lead":           {"Kyiv, our correspondent. " + text + " More follows.", 3, true},
		"a week later":          {text, 7, false},
		"another text":          {"A flag was seen over the school in the ruins of Robotyne, where mines slow every step of the Ukrainian forces, says the southern command.", 0, false},
		"too short":             {"Robotyne is Ukrainian again, the command said.", 0, false},
	} {
		other := news.Article{Text: c.text}.Sketch()
		if got := news.Copied(common(first, other), len(first), len(other), day, day.AddDate(0, 0, c.days)); got != c.want {
			t.Errorf("%s: copied is %v, want %v (%d of %d and %d in common)", name, got, c.want, common(first, other), len(first), len(other))
		}
	}
	if news.Copied(20, 24, 24, day, time.Time{}) != true {
		t.Error("an unknown time speaks against a copy")
	}
}
