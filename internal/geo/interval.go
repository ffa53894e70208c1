package geo

import "time"

// Interval is a half-open span of time, UTC: Start belongs to it, End does not. A zero Start or End
// leaves that side open.
type Interval struct{ Start, End time.Time }

// Contains tells whether t lies in the interval.
func (i Interval) Contains(t time.Time) bool {
	return !t.Before(i.Start) && (i.End.IsZero() || t.Before(i.End))
}

// Meets tells whether the two intervals share an instant.
func (i Interval) Meets(o Interval) bool {
	return (i.End.IsZero() || o.Start.Before(i.End)) && (o.End.IsZero() || i.Start.Before(o.End))
}

// Interval is the span of time within which the date lies.
func (d Date) Interval() Interval {
	end := d.Day
	switch d.Precision {
	case ToWeek:
		end = end.AddDate(0, 0, 7)
	case ToMonth:
		end = end.AddDate(0, 1, 0)
	case ToYear:
		end = end.AddDate(1, 0, 0)
	default:
		end = end.Add(24 * time.Hour) // as long as every day of UTC, and sooner told than by the calendar
	}
	return Interval{d.Day, end}
}

// DayOf is midnight UTC of the day that t falls on.
func DayOf(t time.Time) time.Time {
	t = t.UTC()
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// Last is the last instant of the interval, zero when its end is open.
func (i Interval) Last() time.Time {
	if i.End.IsZero() {
		return i.End
	}
	return i.End.Add(-time.Nanosecond)
}
