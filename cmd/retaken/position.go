package main

import (
	"fmt"
	"math"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// parsePosition reads a position as editors have it at hand, latitude first: "49.72,36.83", "49.72 36.83",
// "49°43'12\"N 36°49'48\"E", "N49 43.2 E36 49.8", or the address of a map page. The result is longitude,
// latitude in degrees.
func parsePosition(s string) (orb.Point, error) {
	text := strings.TrimSpace(s)
	if strings.Contains(text, "://") {
		return parseMapLink(text)
	}
	if m := decimalPair.FindStringSubmatch(text); m != nil {
		return point(m[1], m[2], s)
	}
	lat, lon, ok := parseSexagesimal(text)
	if !ok {
		return orb.Point{}, notPosition(s)
	}
	return checked(lat, lon, s)
}

var (
	decimalPair = regexp.MustCompile(`^([+-]?\d{1,3}(?:\.\d+)?)°?[\s,;/]+([+-]?\d{1,3}(?:\.\d+)?)°?$`)
	decimals    = `([+-]?\d{1,3}\.\d+)`
	linkPairs   = []*regexp.Regexp{
		regexp.MustCompile(`!3d` + decimals + `!4d` + decimals), // the marked place of a long link
		regexp.MustCompile(`[?&](?:q|query|ll|center|mlat|destination)=` + decimals + `(?:,|&mlon=)` + decimals),
		regexp.MustCompile(`#map=\d+(?:\.\d+)?/` + decimals + `/` + decimals),
		regexp.MustCompile(`/@` + decimals + `,` + decimals),
		regexp.MustCompile(`/(?:place|search|dir)/` + decimals + `,\s*` + decimals),
	}
)

// parseMapLink finds the position in the address of a map page. Nothing is fetched.
func parseMapLink(s string) (orb.Point, error) {
	plain, err := url.QueryUnescape(s)
	if err != nil {
		plain = s
	}
	for _, re := range linkPairs {
		if m := re.FindStringSubmatch(plain); m != nil {
			return point(m[1], m[2], s)
		}
	}
	return orb.Point{}, fmt.Errorf("%q is a link without a position that can be read; copy the position itself, such as 49.72,36.83", clipped(s))
}

func point(lat, lon, s string) (orb.Point, error) {
	y, err1 := strconv.ParseFloat(lat, 64)
	x, err2 := strconv.ParseFloat(lon, 64)
	if err1 != nil || err2 != nil {
		return orb.Point{}, notPosition(s)
	}
	return checked(y, x, s)
}

// checked refuses what is not on Earth.
func checked(lat, lon float64, s string) (orb.Point, error) {
	if math.Abs(lat) > 90 || math.Abs(lon) > 180 {
		return orb.Point{}, fmt.Errorf("%q is not on Earth: latitude lies between -90 and 90, longitude between -180 and 180", clipped(s))
	}
	return orb.Point{lon, lat}, nil
}

func notPosition(s string) error {
	return fmt.Errorf(`%q is not a position; want latitude,longitude such as 49.72,36.83 or 49°43'N 36°50'E, or a link to a map`, clipped(s))
}

// One half of a position in degrees, minutes and seconds, with its hemisphere before or behind it.
const angle = `(\d{1,3})(?:°|º|\s)\s*(?:(\d{1,2}(?:\.\d+)?)(?:['’′]|\s|$)\s*(?:(\d{1,2}(?:\.\d+)?)(?:["”″]|''|\s|$)\s*)?)?`

var (
	hemisphereFirst = regexp.MustCompile(`^([NSEW])\s*` + angle + `[\s,;]*`)
	hemisphereLast  = regexp.MustCompile(`^()` + angle + `([NSEW])[\s,;]*`)
)

// Hemispheres as Ukrainian and Russian maps name them.
var hemispheres = strings.NewReplacer("пн. ш.", "N", "пн.ш.", "N", "сх. д.", "E", "сх.д.", "E", "с. ш.", "N", "с.ш.", "N", "в. д.", "E", "в.д.", "E")

// parseSexagesimal reads both halves, in either order when they name their hemispheres.
func parseSexagesimal(s string) (lat, lon float64, ok bool) {
	s = strings.TrimSpace(hemispheres.Replace(s))
	var value [2]float64
	var side [2]string
	for i := range value {
		m := append(hemisphereFirst.FindStringSubmatch(s), "")
		if len(m) == 1 {
			m = hemisphereLast.FindStringSubmatch(s)
		}
		if m == nil {
			return 0, 0, false
		}
		degrees, _ := strconv.ParseFloat(m[2], 64)
		minutes, _ := strconv.ParseFloat("0"+m[3], 64)
		seconds, _ := strconv.ParseFloat("0"+m[4], 64)
		if minutes >= 60 || seconds >= 60 {
			return 0, 0, false
		}
		value[i], side[i] = degrees+minutes/60+seconds/3600, m[1]+m[5]
		if side[i] == "S" || side[i] == "W" {
			value[i] = -value[i]
		}
		s = s[len(m[0]):]
	}
	if s != "" {
		return 0, 0, false
	}
	switch {
	case strings.Contains("NS", side[0]) && strings.Contains("EW", side[1]):
		return value[0], value[1], true
	case strings.Contains("EW", side[0]) && strings.Contains("NS", side[1]):
		return value[1], value[0], true
	}
	return 0, 0, false
}

func clipped(s string) string {
	if r := []rune(s); len(r) > 80 {
		return string(r[:80]) + "…"
	}
	return s
}
