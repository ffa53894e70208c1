package web

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"time"

	"retaken/internal/atlas"
	"retaken/internal/geo"
)

// maxPoints is how many points of time one answer may have.
const maxPoints = 400

const mediaCSV = "text/csv"

var asCSV = form{names: []string{"csv"}, media: mediaCSV + "; charset=utf-8"}

const aboutAreas = "Square kilometres of Ukraine by holder, at the end of each day, week or month. They are computed: ground counts as " +
	"the nearest place with evidence, reported within 10 km of it, inferred up to 30 km; beyond that nobody is counted as its holder. " +
	"They are not surveyed. Russian-occupied ground includes Crimea and what was occupied before 24 February 2022. Ground with an open claim " +
	"is counted for its assessed holder, and beside that as claimed."

// areaPoint is the ground at the end of a day.
type areaPoint struct {
	Date    string               `json:"date"`
	Held    sums                 `json:"held"`                 // by assessed holder
	None    float64              `json:"none_km2"`             // ground without evidence near
	Claimed map[geo.Side]float64 `json:"claimed_km2"`          // by the side whose claim is open; also part of held
	Gained  map[geo.Side]float64 `json:"gained_km2,omitempty"` // that came to a side since the point before
}

// areaTimeline is the size of the ground through time, and what people have said of it.
func (s *Server) areaTimeline(v *visit) (*document, error) {
	bucket, _, err := v.one("bucket")
	if err != nil {
		return nil, err
	}
	bucket = cmp.Or(bucket, "week")
	if buckets[bucket] == nil {
		return nil, badParam("bucket", bucket, "day, week or month")
	}
	if err := v.asOf(); err != nil {
		return nil, err
	}
	first, last, err := v.period()
	if err != nil {
		return nil, err
	}
	ends, err := ends(first, last, buckets[bucket])
	if err != nil {
		return nil, err
	}
	// What is gained at the first point is counted from the day before the period.
	instants := []time.Time{first.Add(-time.Nanosecond)}
	for _, day := range ends {
		instants = append(instants, day.AddDate(0, 0, 1).Add(-time.Nanosecond))
	}
	all, err := s.areaSums(v, instants)
	if err != nil {
		return nil, err
	}
	points := make([]areaPoint, len(ends))
	for i, day := range ends {
		points[i] = pointOf(day, all[i+1])
	}
	if v.as.media == asCSV.media {
		file := [2]string{"Content-Disposition", fmt.Sprintf(`attachment; filename="areas-%s-%s.csv"`, first.Format(time.DateOnly), last.Format(time.DateOnly))}
		return &document{header: [][2]string{file}, body: func(b []byte) ([]byte, error) { return appendPoints(b, points) }}, nil
	}
	var country float64
	for _, a := range all[0].Areas {
		country += a.Km2
	}
	links := append(v.self(mediaJSON),
		link{v.address("f", "csv"), "alternate", mediaCSV, "This document as CSV"},
		link{v.href("/collections/" + atlas.Areas), "collection", mediaJSON, "The areas themselves"},
	)
	of := areaSeries{
		Title: "Ground through time", About: aboutAreas, Bucket: bucket, Country: geo.RoundKm2(country), Points: points,
		Stated: stated(v.atlas, instants[0], instants[len(instants)-1]), Links: links,
	}
	if v.html() {
		return s.page(v, "areas", of.Title, v.areasPage(of), links), nil
	}
	return encoded(of, links...), nil
}

// areaSums takes its turn among what is costly. Nobody waits for it any more when the client has left.
func (s *Server) areaSums(v *visit, instants []time.Time) ([]atlas.Sums, error) {
	ctx := v.Request().Context()
	left := &problem{Status: 503, Detail: "the client left before the answer was ready"}
	select {
	case s.large <- struct{}{}:
		defer func() { <-s.large }()
	case <-ctx.Done():
		return nil, left
	}
	all, err := v.atlas.AreaSums(ctx, instants)
	if err != nil && ctx.Err() != nil {
		return nil, left
	}
	return all, err
}

// areaSeries is the ground through time as clients see it.
type areaSeries struct {
	Title   string       `json:"title"`
	About   string       `json:"description"`
	Bucket  string       `json:"bucket"`
	Country float64      `json:"country_km2"`
	Points  []areaPoint  `json:"points"`
	Stated  []statedArea `json:"claimed_areas"` // what articles say of ground that changed hands, by publication
	Links   []link       `json:"links"`
}

// period is the days asked for, from and to or by datetime: without them from the first day of the war to the last on
// which ground changed.
func (v *visit) period() (first, last time.Time, err error) {
	first = geo.FirstDay
	last = geo.DayOf(v.atlas.LastMoment())
	if last.Before(first) {
		last = first
	}
	from, hasFrom, err := v.momentOf("from")
	if err != nil {
		return first, last, err
	}
	to, hasTo, err := v.momentOf("to")
	if err != nil {
		return first, last, err
	}
	span, err := v.datetime()
	if err != nil {
		return first, last, err
	}
	if span != nil {
		if hasFrom || hasTo {
			return first, last, &problem{Status: 400, Detail: "datetime and from or to say the same thing twice: give one of them"}
		}
		from, hasFrom, hasTo = *span, !span.Start.IsZero(), !span.End.IsZero()
		to = *span
	}
	if hasFrom {
		first = geo.DayOf(from.Start)
	}
	if hasTo {
		last = geo.DayOf(to.End.Add(-time.Nanosecond))
	}
	if last.Before(first) {
		return first, last, &problem{Status: 400, Detail: fmt.Sprintf("from is %s, after to, which is %s: the earlier time comes first", first.Format(time.DateOnly), last.Format(time.DateOnly))}
	}
	return first, last, nil
}

// ends are the last days of all that is counted together, the last of them cut by the period.
func ends(first, last time.Time, firstOf func(time.Time) time.Time) ([]time.Time, error) {
	var all []time.Time
	for begin := firstOf(first); !begin.After(last); {
		next := begin.AddDate(0, 0, 1)
		for firstOf(next).Equal(begin) {
			next = next.AddDate(0, 0, 1)
		}
		end := next.AddDate(0, 0, -1)
		if end.After(last) {
			end = last
		}
		if all = append(all, end); len(all) > maxPoints {
			return nil, &problem{Status: 400, Detail: fmt.Sprintf(
				"from %s to %s there are more than %d points: ask for a shorter time, or for weeks or months (bucket=week, bucket=month)",
				first.Format(time.DateOnly), last.Format(time.DateOnly), maxPoints,
			)}
		}
		begin = next
	}
	return all, nil
}

// pointOf is the ground by holder as clients see it.
func pointOf(day time.Time, of atlas.Sums) areaPoint {
	p := areaPoint{Date: day.Format(time.DateOnly), Held: sums{}, Claimed: map[geo.Side]float64{}}
	for _, a := range of.Areas {
		sum := p.Held[a.Holder]
		switch a.Certainty {
		case geo.Reported:
			sum.Reported += a.Km2
		case geo.Inferred:
			sum.Inferred += a.Km2
		default:
			p.None += a.Km2
			continue
		}
		p.Held[a.Holder] = sum
		if a.ClaimBy != geo.NoSide {
			p.Claimed[a.ClaimBy] += a.Km2
		}
	}
	for h, sum := range p.Held {
		sum.Reported, sum.Inferred = geo.RoundKm2(sum.Reported), geo.RoundKm2(sum.Inferred)
		p.Held[h] = sum
	}
	p.None = geo.RoundKm2(p.None)
	for side, km2 := range p.Claimed {
		p.Claimed[side] = geo.RoundKm2(km2)
	}
	if of.Gained != nil {
		p.Gained = map[geo.Side]float64{}
		for _, side := range takers {
			p.Gained[side] = geo.RoundKm2(of.Gained[geo.Holder(side)])
		}
	}
	return p
}

// takers are the sides that ground can come to.
var takers = []geo.Side{geo.Ukraine, geo.Russia}

var heldAreas = []geo.Holder{geo.HeldByUkraine, geo.HeldByRussia, geo.HeldByNobody}

// appendPoints appends points as CSV (RFC 4180): numbers only, so that none can be taken for a formula. What is not known
// is empty.
func appendPoints(b []byte, points []areaPoint) ([]byte, error) {
	var text strings.Builder
	w := csv.NewWriter(&text)
	row := []string{"date"}
	for _, h := range heldAreas {
		row = append(row, strings.ToLower(string(h))+"_reported_km2", strings.ToLower(string(h))+"_inferred_km2")
	}
	row = append(row, "none_km2")
	for _, what := range []string{"claimed_by_", "gained_by_"} {
		for _, side := range takers {
			row = append(row, what+strings.ToLower(string(side))+"_km2")
		}
	}
	number := func(km2 float64) string { return strconv.FormatFloat(km2, 'f', -1, 64) }
	for i := -1; i < len(points); i++ {
		if i >= 0 {
			p := points[i]
			row = append(row[:0], p.Date)
			for _, h := range heldAreas {
				row = append(row, number(p.Held[h].Reported), number(p.Held[h].Inferred))
			}
			row = append(row, number(p.None))
			for _, side := range takers {
				row = append(row, number(p.Claimed[side]))
			}
			for _, side := range takers {
				gained := ""
				if p.Gained != nil {
					gained = number(p.Gained[side])
				}
				row = append(row, gained)
			}
		}
		if err := w.Write(row); err != nil {
			return b, err
		}
	}
	w.Flush()
	return append(b, text.String()...), w.Error()
}
