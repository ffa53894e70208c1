package format

import (
	"image/color"

	"github.com/twpayne/go-kml/v3"

	"retaken/internal/geo"
)

// look is how a holder or side is shown: the colours are those of the web map on light ground (web/src/theme.ts).
type look struct {
	id, words string
	colour    color.RGBA
}

var (
	looks = map[string]look{
		string(geo.HeldByUkraine): {"held", "Ukrainian-held", color.RGBA{0x0f, 0x76, 0x6e, 0xff}},
		string(geo.HeldByRussia):  {"occupied", "Russian-occupied", color.RGBA{0xb4, 0x52, 0x2b, 0xff}},
		string(geo.HeldByNobody):  {"contested", "Contested", color.RGBA{0x5b, 0x3f, 0x8c, 0xff}},
		string(geo.HolderUnknown): {"unknown", "No evidence", color.RGBA{0x6d, 0x73, 0x6f, 0xff}},
	}
	plainLook = look{"plain", "", color.RGBA{0x2b, 0x4c, 0x7e, 0xff}}
)

// lookOf is how the holder or side of that name is shown.
func lookOf(holder string) look {
	if l, ok := looks[holder]; ok {
		return l
	}
	return looks[string(geo.HolderUnknown)]
}

// kmlStyle is the id of the style of each of the layer's features: by the holder, or the side that gains, and by whose claim is
// open.
func kmlStyle(l Layer) func(geo.Feature) string {
	holder, claim := l.field("holder", "to_holder", "by"), l.field("claim_by", "to_claim_by")
	return func(f geo.Feature) string {
		if holder < 0 {
			return plainLook.id
		}
		id := lookOf(text(f.Properties[holder])).id
		if claim >= 0 && f.Properties[claim] != nil {
			id += "-claimed-" + lookOf(text(f.Properties[claim])).id
		}
		return id
	}
}

// kmlStyles are the styles that features of the layer may have. The ground has the colour of its holder; marks and edges
// have that of the claimant where a claim is open.
func kmlStyles(l Layer) []kml.Element {
	if l.field("holder", "to_holder", "by") < 0 {
		return []kml.Element{sharedStyle(plainLook.id, plainLook.colour, plainLook.colour)}
	}
	var styles []kml.Element
	for _, h := range geo.Holders {
		ground := lookOf(string(h))
		styles = append(styles, sharedStyle(ground.id, ground.colour, ground.colour))
		for _, side := range []geo.Holder{geo.HeldByUkraine, geo.HeldByRussia} {
			claimant := lookOf(string(side))
			styles = append(styles, sharedStyle(ground.id+"-claimed-"+claimant.id, ground.colour, claimant.colour))
		}
	}
	return styles
}

// sharedStyle names no icon, which programs would fetch: they colour the one that they have.
func sharedStyle(id string, ground, mark color.RGBA) kml.Element {
	fill := ground
	fill.A = 0x66 // color.RGBA is written as it stands, so that the other parts are not to be multiplied
	return kml.SharedStyle(
		id,
		kml.IconStyle(kml.Color(mark)),
		kml.LabelStyle(kml.Color(mark)),
		kml.LineStyle(kml.Color(mark), kml.Width(2)),
		kml.PolyStyle(kml.Color(fill)),
		kml.BalloonStyle(kml.Text("$[description]")),
	)
}
