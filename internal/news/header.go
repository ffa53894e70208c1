package news

import (
	"fmt"
	"regexp"
	"strings"
	"time"
)

// ParseTime reads a publication time: "2022-09-11", or RFC 3339 with an offset. The result is UTC.
func ParseTime(s string) (time.Time, error) {
	s = strings.TrimSpace(s)
	for _, layout := range []string{time.DateOnly, time.RFC3339Nano, "2006-01-02T15:04Z07:00", "2006-01-02 15:04:05Z07:00"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC(), nil
		}
	}
	if dateShape.MatchString(s) {
		return time.Time{}, fmt.Errorf("%s is not a day of the calendar; want YYYY-MM-DD such as 2022-09-11", clip(s))
	}
	return time.Time{}, fmt.Errorf("%q is not a date; want YYYY-MM-DD such as 2022-09-11", clip(s))
}

var (
	dateShape  = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
	headerLine = regexp.MustCompile(`(?i)^(date|title|source|url|lang):[ \t]*(.*?)[ \t\r]*$`)
	inlineDate = regexp.MustCompile(`^[\s]*date[ \t]+(\d{4}-\d{2}-\d{2})\b`)
)

// parseHeader takes the header off a text: lines "Date: …", "Title: …", "Source: …", "URL: …",
// "Lang: …" in any order, ended by a blank line or by the first other line. A text may instead begin
// with "date 2022-09-11" on its first line; those words stay part of the text, see Body.
func parseHeader(text string) (Article, error) {
	a := Article{Text: text}
	if m := inlineDate.FindStringSubmatch(text); m != nil {
		t, err := ParseTime(m[1])
		a.Published = t
		return a, err
	}
	rest := text
	for {
		line, after, more := strings.Cut(rest, "\n")
		m := headerLine.FindStringSubmatch(line)
		if m == nil {
			break
		}
		value := m[2]
		switch strings.ToLower(m[1]) {
		case "date":
			t, err := ParseTime(value)
			if err != nil {
				return Article{}, err
			}
			a.Published = t
		case "title":
			a.Title = value
		case "source":
			a.Source = value
		case "url":
			a.URL = value
		case "lang":
			a.Lang = strings.ToLower(value)
		}
		rest = after
		if !more {
			break
		}
	}
	if len(rest) != len(text) {
		a.Text = strings.TrimLeft(rest, "\r\n")
	}
	return a, nil
}

// Body is the offset in Text at which the prose begins: after the words "date 2022-09-11" with which a
// plain text may open, else 0.
func (a Article) Body() int {
	if loc := inlineDate.FindStringIndex(a.Text); loc != nil {
		return loc[1]
	}
	return 0
}

func clip(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
