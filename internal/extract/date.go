package extract

import (
	"strconv"
	"strings"
	"time"

	"retaken/internal/geo"
)

// when is an expression of time in a sentence.
type when struct {
	from, to int // tokens
	date     geo.Date
}

// dates finds the expressions of time of a sentence and counts them from the day of publication, or, for
// "the day before", from the last date named.
func (s *sentence) dates(last time.Time) []when {
	published := s.doc.article.Published
	if published.IsZero() {
		published = time.Time{}
	} else {
		published = geo.DayOf(published)
	}
	var out []when
	add := func(from, to int, day time.Time, p geo.Precision) {
		if !day.IsZero() && (len(out) == 0 || from >= out[len(out)-1].to) {
			out = append(out, when{from, to, geo.Date{Day: day, Precision: p, Basis: geo.ByEvent}})
			last = day
		}
	}
	for i := s.from; i < s.to; i++ {
		if day, to, ok := s.isoDate(i); ok {
			add(i, to, day, geo.ToDay)
			continue
		}
		f, ok := s.at("dates", i)
		if !ok {
			if y, to, ok := s.year(i); ok {
				add(i, to, time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC), geo.ToYear)
			}
			continue
		}
		if f.from != i || f.class != "month" && published.IsZero() {
			continue
		}
		n, _ := strconv.Atoi(f.arg) // checked when the lexicon was read
		switch f.class {
		case "month":
			from, to, day, p := s.monthDate(f, time.Month(n), published)
			if part, ok := s.at("dates", from-1); ok && part.class == "monthpart" && p == geo.ToMonth && from > s.from && !day.IsZero() {
				first, _ := strconv.Atoi(part.arg)
				if first == 0 {
					break // "since the beginning of September" is no day of anything
				}
				from, day, p = part.from, day.AddDate(0, 0, first-1), geo.ToWeek
			}
			add(from, to, day, p)
		case "weekday":
			back := (int(published.Weekday()) - n + 7) % 7
			add(f.from, f.to, published.AddDate(0, 0, -back), geo.ToDay)
		case "day":
			if f.arg == "-1" && strings.HasPrefix(f.arg, "-") && s.relative(f) && !last.IsZero() {
				add(f.from, f.to, last.AddDate(0, 0, -1), geo.ToDay)
				break
			}
			add(f.from, f.to, published.AddDate(0, 0, n), geo.ToDay)
		case "invasion":
			p := geo.ToDay
			if f.arg != "" {
				p = geo.ToWeek
			}
			add(f.from, f.to, geo.FirstDay, p)
		case "sameday":
			if last.IsZero() {
				last = published
			}
			add(f.from, f.to, last, geo.ToDay)
		case "weekend":
			back := (int(published.Weekday()) + 1) % 7 // days since Saturday
			add(f.from, f.to, published.AddDate(0, 0, -back), geo.ToWeek)
		case "week":
			add(f.from, f.to, published.AddDate(0, 0, -7), geo.ToWeek)
		case "lastmonth":
			add(f.from, f.to, firstOfMonth(published).AddDate(0, -1, 0), geo.ToMonth)
		case "lastyear":
			add(f.from, f.to, time.Date(published.Year()-1, 1, 1, 0, 0, 0, 0, time.UTC), geo.ToYear)
		case "ago":
			if v, from, ok := s.valueBefore(f.from); ok && v < 60 {
				add(from, f.to, published.AddDate(0, 0, -int(v)), geo.ToDay)
			}
		}
	}
	return out
}

// relative tells whether a phrase counts back from another date in the text ("the day before") rather
// than from publication ("yesterday"): it has more than one word.
func (s *sentence) relative(f found) bool { return f.to-f.from > 1 }

// isoDate reads "2022-09-11" at token i.
func (s *sentence) isoDate(i int) (time.Time, int, bool) {
	toks := s.doc.tokens
	if i+4 >= s.to || toks[i].kind != number || toks[i].end-toks[i].start != 4 || toks[i+1].fold != "-" || toks[i+3].fold != "-" {
		return time.Time{}, 0, false
	}
	day, err := time.Parse(time.DateOnly, s.doc.text(i, i+5))
	return day, i + 5, err == nil
}

// year reads "in 2014" or "2014 року" at token i, which is the number.
func (s *sentence) year(i int) (int, int, bool) {
	toks := s.doc.tokens
	if toks[i].kind != number || toks[i].end-toks[i].start != 4 {
		return 0, 0, false
	}
	y, err := strconv.Atoi(toks[i].fold)
	if err != nil || y < 1990 || y > 2100 {
		return 0, 0, false
	}
	after := i+1 < s.to && (strings.HasPrefix(toks[i+1].fold, "рок") || strings.HasPrefix(toks[i+1].fold, "год") || toks[i+1].fold == "-")
	return y, i + 1, after || i > s.from && s.is(i-1, "words", "in", "of", "by")
}

// monthDate reads "September 11", "11 September 2022", "in April", "April 2022" around a month's name.
// A day without a year is the last such day that is not after publication.
func (s *sentence) monthDate(f found, m time.Month, published time.Time) (from, to int, day time.Time, p geo.Precision) {
	toks := s.doc.tokens
	from, to = f.from, f.to
	num := func(i int) int {
		if i < s.from || i >= s.to || toks[i].kind != number {
			return 0
		}
		n, err := strconv.Atoi(toks[i].fold)
		if err != nil {
			return 0
		}
		return n
	}
	d := 0
	if n := num(f.from - 1); n >= 1 && n <= 31 {
		d, from = n, f.from-1
	} else if n := num(f.to); n >= 1 && n <= 31 {
		d, to = n, f.to+1
	}
	year := 0
	next := to
	if next < s.to && toks[next].fold == "," {
		next++
	}
	if n := num(next); n >= 1990 && n <= 2100 {
		year, to = n, next+1
	}
	if d == 0 && year == 0 && s.lang == "en" && !(f.from > s.from && (s.is(f.from-1, "words", "in", "by", "from", "of") || s.is(f.from-1, "dates", "monthpart"))) && m == time.May {
		return 0, 0, time.Time{}, "" // "may"
	}
	p = geo.ToMonth
	if d > 0 {
		p = geo.ToDay
	}
	if year == 0 {
		if published.IsZero() {
			return 0, 0, time.Time{}, ""
		}
		year = published.Year()
		if time.Date(year, m, max(d, 1), 0, 0, 0, 0, time.UTC).After(published) {
			year--
		}
	}
	day = time.Date(year, m, max(d, 1), 0, 0, 0, 0, time.UTC)
	if day.Month() != m {
		return 0, 0, time.Time{}, "" // 31 June
	}
	return from, to, day, p
}

func firstOfMonth(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
}

// dateOf is the time of a trigger: what its clause says of the change, else when it was said, else when
// it was published.
func (s *sentence) dateOf(t trigger, dates []when, sps []speaker) geo.Date {
	var said *geo.Date
	var best *geo.Date
	bestGap := 1 << 30
	for i := range dates {
		w := &dates[i]
		gap := min(abs(w.from-t.to), abs(t.from-w.to)) + s.partings(min(t.to, w.to), max(t.from, w.from))
		report := false
		for _, sp := range sps {
			if d := min(abs(w.from-sp.verb), abs(sp.verb-w.to)); d <= 5 && d < gap {
				report = true
			}
		}
		if report {
			date := w.date
			date.Basis = geo.ByReport
			said = &date
			continue
		}
		inClause := w.from >= t.clause.from && w.from < t.clause.to
		if (inClause || gap <= 6) && gap < bestGap {
			best, bestGap = &w.date, gap
		}
	}
	switch {
	case best != nil:
		return *best
	case said != nil:
		return *said
	case s.doc.article.Published.IsZero():
		return geo.Date{}
	}
	return geo.Date{Day: geo.DayOf(s.doc.article.Published), Precision: geo.ToWeek, Basis: geo.ByPublished}
}

// partings weighs what parts a date from a trigger between two tokens: what stands beyond a semicolon, or an "and" with
// which another predicate begins, is rather of something else.
func (s *sentence) partings(from, to int) (weight int) {
	const and, semicolon = 3, 12 // tokens
	for i := from; i < to; i++ {
		switch {
		case s.doc.tokens[i].fold == ";":
			weight += semicolon
		case s.is(i, "words", "and") && s.doc.tokens[i].fold != "," && s.mentionFrom(i+1) < 0:
			weight += and
		}
	}
	return weight
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
