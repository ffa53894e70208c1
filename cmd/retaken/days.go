package main

import (
	"strings"
	"time"

	"retaken/internal/geo"
	"retaken/internal/news"
)

// pastDay reads a day that has begun somewhere on Earth: YYYY-MM-DD or "today".
func pastDay(flag, text string) (time.Time, error) {
	now := time.Now().UTC()
	if strings.EqualFold(strings.TrimSpace(text), "today") {
		return geo.DayOf(now), nil
	}
	t, err := news.ParseTime(text)
	if err != nil {
		return t, misusef("%s: %w", flag, err)
	}
	day := geo.DayOf(t)
	if day.Year() < 1900 {
		return day, misusef("%s %s lies before any report; want a day such as 2022-09-11", flag, plain(text))
	}
	const farthestEast = 14 * time.Hour // where a day begins first
	if day.After(now.Add(farthestEast)) {
		return day, misusef("%s %s lies in the future; want a day up to today, %s", flag, plain(text), isoDay(now))
	}
	return day, nil
}

// endOf is the last instant of a day: the one that a question about the day is answered for.
func endOf(day time.Time) time.Time { return day.AddDate(0, 0, 1).Add(-time.Nanosecond) }

func isoDay(t time.Time) string { return t.UTC().Format(time.DateOnly) }
