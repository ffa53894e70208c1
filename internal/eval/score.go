package eval

import "slices"

// Found counts what was found, found wrongly and missed.
type Found struct{ Right, Wrong, Missed int }

// Precision is the part of what was found that is right, 0 when nothing was found.
func (f Found) Precision() float64 { return part(f.Right, f.Right+f.Wrong) }

// Recall is the part of what there is that was found, 0 when there is nothing.
func (f Found) Recall() float64 { return part(f.Right, f.Right+f.Missed) }

// F1 is the harmonic mean of precision and recall.
func (f Found) F1() float64 { return part(2*f.Right, 2*f.Right+f.Wrong+f.Missed) }

// Share counts what is right of a number of cases.
type Share struct{ Right, Of int }

func (s *Share) add(right bool) {
	s.Of++
	if right {
		s.Right++
	}
}

// Part is the right part, 0 when there is no case.
func (s Share) Part() float64 { return part(s.Right, s.Of) }

func part(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

// Score is how well a set of documents was read.
type Score struct {
	Documents int

	Names, NamesExact Found // place names, by overlap and by their exact span
	Within5, Within25 Share // of the settlements recognised, those placed within so many kilometres
	EndToEnd          Share // of all settlements, those recognised and placed within 5 km
	Regions           Share // of the regions recognised, those that were taken for the region

	Events     Found // changes, by place and side
	EventsKind Found // and kind
	Map        Found // those that move a pin, denials excluded
	Strict     Found // by place, side, kind, status and date
	Aggregates Found

	Kind, Status, Date, DateNear Share // of the events found; DateNear within a day
	FalseAlarms                  Share // of the documents without a current change, those with a false event

	away []float64 // kilometres from where each settlement lies
}

// Median is the median distance, in kilometres, of the settlements recognised from where they lie.
func (s *Score) Median() float64 {
	if len(s.away) == 0 {
		return 0
	}
	away := slices.Sorted(slices.Values(s.away))
	return away[len(away)/2]
}
