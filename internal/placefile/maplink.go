package placefile

import (
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// The ways in which map pages write a position into their address: Google, OpenStreetMap, Wikimapia,
// DeepState, Bing, Apple, Yandex, and geo URIs (RFC 5870). What was pointed at comes before the middle of
// the picture.
var (
	degree = `([+-]?\d{1,3}(?:\.\d+)?)`
	pair   = degree + `\s*[,~_]\s*` + degree

	pointedAt = []linkForm{
		latFirst(`!8m2!3d` + degree + `!4d` + degree), // the marked place of a long link
		latFirst(`!3d` + degree + `!4d` + degree),
		latFirst(`[?&#](?:q|query|destination|daddr|coordinate|address)=(?:loc:)?` + pair),
		latFirst(`[?&]sp=point\.` + pair),
		latFirst(`[?&#]mlat=` + degree + `&(?:.*&)?mlon=` + degree),
		lonFirst(`[?&#]mlon=` + degree + `&(?:.*&)?mlat=` + degree),
		lonFirst(`!1d[\d.]+!2d` + degree + `!3d` + degree), // the middle of an embedded map
		lonFirst(`.*!1d` + degree + `!2d` + degree),        // the end of a way
		latFirst(`^(?i)geo:[^?]*\?(?:.*&)?q=` + pair),
		latFirst(`^(?i)geo:` + pair),
		latFirst(`/(?:place|search|dir)/(?:.*/)?` + pair + `(?:[/?#]|$)`),
	}
	middle = []linkForm{
		latFirst(`[?&#](?:ll|cp|center|sll)=` + pair),
		latFirst(`[?&#]lat=` + degree + `&(?:.*&)?(?:lon|lng)=` + degree),
		lonFirst(`[?&#](?:lon|lng)=` + degree + `&(?:.*&)?lat=` + degree),
		latFirst(`(?:#|[#&]map=)\d+(?:\.\d+)?/` + degree + `/` + degree),
		latFirst(`/@` + pair),
	}
	yandexPointedAt = []linkForm{
		lonFirst(`[?&](?:whatshere\[point\]|poi\[point\]|pt)=` + pair),
		latFirst(`[?&](?:text=|rtext=.*~)` + pair),
	}
	yandexMiddle = []linkForm{lonFirst(`[?&]s?ll=` + pair)}

	linkTexts = regexp.MustCompile(`/(?:place|search|dir)/(?:[^@?#=!]*/)?([^/?#@=!]*\d[^/?#@=!]*)(?:[/?#]|$)|[?&](?:q|query|destination|daddr|text)=(?:loc:)?([^&#]+)`)

	anyHost    = regexp.MustCompile(`^(?i)[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:[/?#]|$)`)
	yandexHost = regexp.MustCompile(`^(?i)(?:[a-z]+://)?(?:[a-z0-9-]+\.)*(?:yandex\.[a-z.]+|ya\.ru)(?:[/?#]|$)`)
	shortLink  = regexp.MustCompile(`^(?i)(?:https?://)?(?:(?:maps\.app\.)?goo\.gl/|(?:www\.)?(?:osm\.org|openstreetmap\.org)/go/|(?:[a-z0-9-]+\.)*yandex\.[a-z.]+/maps/(?:[^?#]*/)?-/|maps\.apple/|binged\.it/|bit\.ly/|t\.co/)`)
)

// linkForm is a pattern with two numbers in it.
type linkForm struct {
	pattern  *regexp.Regexp
	lonFirst bool
}

func latFirst(pattern string) linkForm { return linkForm{regexp.MustCompile(pattern), false} }
func lonFirst(pattern string) linkForm { return linkForm{regexp.MustCompile(pattern), true} }

func isLink(text string) bool {
	return strings.Contains(text, "://") || strings.HasPrefix(strings.ToLower(text), "geo:") || anyHost.MatchString(text)
}

// parseLink finds the position in the address of a map page.
func parseLink(s string) (orb.Point, error) {
	plain, err := url.QueryUnescape(s)
	if err != nil || len(s) > 4000 {
		plain = clipped(s)
	}
	pointedAt, middle := pointedAt, middle
	if yandexHost.MatchString(plain) {
		pointedAt, middle = yandexPointedAt, yandexMiddle
	}
	if lat, lon, ok := firstOf(pointedAt, plain); ok {
		return onEarth(lat, lon, s)
	}
	for _, m := range linkTexts.FindAllStringSubmatch(plain, -1) {
		if lat, lon, ok := parseAngles(m[1] + m[2]); ok {
			return onEarth(lat, lon, s)
		}
	}
	if lat, lon, ok := firstOf(middle, plain); ok {
		return onEarth(lat, lon, s)
	}
	if shortLink.MatchString(plain) {
		return orb.Point{}, fmt.Errorf("%q is a short link, which does not tell the position; open it and copy the address that it leads to, or the position itself", clipped(s))
	}
	return orb.Point{}, fmt.Errorf("%q is a link without a position that can be read; copy the position itself, such as 49.72,36.83", clipped(s))
}

// firstOf is the position that the first fitting form finds.
func firstOf(forms []linkForm, link string) (lat, lon float64, ok bool) {
	for _, f := range forms {
		m := f.pattern.FindStringSubmatch(link)
		if m == nil {
			continue
		}
		lat, err1 := strconv.ParseFloat(m[1], 64)
		lon, err2 := strconv.ParseFloat(m[2], 64)
		if err1 != nil || err2 != nil {
			continue
		}
		if f.lonFirst {
			lat, lon = lon, lat
		}
		return lat, lon, true
	}
	return 0, 0, false
}
