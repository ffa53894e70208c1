package main

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"retaken/internal/geo"
	"retaken/internal/news"
)

// maxQuote is how long a quote is, in characters.
const maxQuote = 160

var sentenceEnd = regexp.MustCompile(`[.!?…]["”»)]?\s|\n`)

// quoted is the sentence with a mention, cut to a length that fits, without control characters.
func quoted(a news.Article, span geo.Span) string {
	start, end := min(max(span.Start, 0), len(a.Text)), min(max(span.End, 0), len(a.Text))
	before, name, after := a.Text[:start], a.Text[start:max(start, end)], a.Text[max(start, end):]
	if ends := sentenceEnd.FindAllStringIndex(before[max(0, len(before)-8*maxQuote):], -1); len(ends) > 0 {
		before = before[max(0, len(before)-8*maxQuote)+ends[len(ends)-1][1]:]
	}
	if end := sentenceEnd.FindStringIndex(after); end != nil {
		after = after[:end[1]]
	}
	before, after = oneLine(before), oneLine(after)
	room := max(0, maxQuote-utf8.RuneCountInString(name))
	behind := min(utf8.RuneCountInString(after), max(room/2, room-utf8.RuneCountInString(before)))
	return lastOf(before, room-behind) + oneLine(name) + firstOf(after, behind)
}

// oneLine is text without control characters, with single blanks.
func oneLine(s string) string {
	out := strings.Join(strings.Fields(plain(s)), " ")
	if out == "" {
		return out
	}
	if strings.HasPrefix(plain(s), " ") {
		out = " " + out
	}
	if strings.HasSuffix(plain(s), " ") {
		out += " "
	}
	return out
}

func firstOf(s string, n int) string {
	r := []rune(strings.TrimRight(s, " "))
	if len(r) <= n {
		return string(r)
	}
	cut := string(r[:n])
	if i := strings.LastIndexByte(cut, ' '); i >= 0 {
		cut = cut[:i]
	}
	return cut + "…"
}

func lastOf(s string, n int) string {
	r := []rune(strings.TrimLeft(s, " "))
	if len(r) <= n {
		return string(r)
	}
	cut := string(r[len(r)-n:])
	if i := strings.IndexByte(cut, ' '); i >= 0 {
		cut = cut[i+1:]
	}
	return "…" + cut
}
