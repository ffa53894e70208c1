package news

import (
	"regexp"
	"strings"
	"time"
)

// looseLayouts are the forms in which pages and feeds write times, beside those of ParseTime. A time
// without a zone counts as UTC.
var looseLayouts = []string{
	"2006-01-02T15:04:05", "2006-01-02T15:04:05Z0700", "2006-01-02T15:04", "2006-01-02T15:04Z0700",
	"2006-01-02 15:04:05", "2006-01-02 15:04:05 Z0700", "2006-01-02 15:04:05Z0700", "2006-01-02 15:04", "2006/01/02", "20060102",
	"2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04:05 MST", "2 Jan 2006 15:04 -0700", "2 Jan 2006 15:04 MST", "2 Jan 2006 15:04:05", "2 Jan 2006",
	"2 Jan 06 15:04:05 -0700", "2 Jan 06 15:04:05 MST", "2 Jan 06 15:04 -0700", "2 Jan 06 15:04 MST", "2-Jan-06 15:04:05 MST",
	"2 January 2006 15:04", "2 January 2006", "Jan 2, 2006", "January 2, 2006", "Jan 2, 2006 15:04", "January 2, 2006 15:04", "Jan 2 15:04:05 MST 2006",
	"02.01.2006", "02.01.2006 15:04", "02.01.2006 15:04:05", "02.01.2006, 15:04",
}

var (
	weekdayWord = regexp.MustCompile(`^[A-Za-z]{3,9},?\s+`)
	// The zones of the countries at war, which the standard library knows only where they are local.
	zoneNames = strings.NewReplacer(" EEST", " +0300", " EET", " +0200", " MSK", " +0300", " CEST", " +0200", " CET", " +0100", " BST", " +0100", " EDT", " -0400", " EST", " -0500")
)

// looseTime reads a time as pages and feeds write it. It is not ok for what cannot be read, and for years
// in which there was no web.
func looseTime(s string) (time.Time, bool) {
	s = strings.Join(strings.Fields(s), " ")
	t, err := ParseTime(s)
	if err != nil {
		rest := zoneNames.Replace(s)
		if _, isMonth := time.Parse("Jan", rest[:min(3, len(rest))]); isMonth != nil {
			rest = weekdayWord.ReplaceAllString(rest, "")
		}
		for _, layout := range looseLayouts {
			if t, err = time.Parse(layout, rest); err == nil {
				break
			}
		}
	}
	return t.UTC(), err == nil && t.Year() >= 1990
}

var datedPath = regexp.MustCompile(`/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?:[/-]|$)`)

// addressDate is the day that many addresses of articles have in their path, as YYYY/MM/DD.
func addressDate(address string) string {
	m := datedPath.FindStringSubmatch(address)
	if m == nil {
		return ""
	}
	two := func(s string) string { return ("0" + s)[len(s)-1:] }
	return m[1] + "/" + two(m[2]) + "/" + two(m[3])
}
