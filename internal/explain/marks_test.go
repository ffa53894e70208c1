package explain

import (
	"slices"
	"testing"

	"retaken/internal/geo"
)

// TestOverlaps: marks may overlap as they like; every byte of the sentence stands in one part, with all its marks.
func TestOverlaps(t *testing.T) {
	const sentence = "Officials in Kyiv said it."
	at := geo.Span{Start: 0, End: len(sentence)}
	parts := cutUp(sentence, at, []marked{
		{Span: geo.Span{Start: 13, End: 17}, mark: MarkName},
		{Span: geo.Span{Start: 0, End: 17}, mark: MarkSpeaker},
		{Span: geo.Span{Start: 14, End: 22}, mark: MarkFired},
		{Span: geo.Span{Start: 20, End: 99}, mark: MarkDate},
		{Span: geo.Span{Start: 13, End: 17}, mark: MarkName},
	})
	var got []string
	for _, p := range parts {
		marks := p.Text
		for ; p.Mark() != ""; p = p.Inner() {
			marks += "|" + string(p.Mark())
		}
		got = append(got, marks)
	}
	want := []string{"Officials in |speaker", "K|speaker|name", "yiv|speaker|fired|name", " sa|fired", "id|date|fired", " it.|date"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
