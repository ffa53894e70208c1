package placefile

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"github.com/paulmach/orb"
)

// ParsePosition reads a position as people have it at hand, latitude first: "49.72,36.83", "49,72 36,83",
// "49°43'12\"N 36°49'48\"E", "49°43,2' пн. ш. 36°49,8' сх. д.", a geo URI, or the address of a map page, of which
// nothing is fetched. Where the halves name their hemispheres either may come first. The result is
// longitude and latitude in degrees.
func ParsePosition(s string) (orb.Point, error) {
	text := strings.TrimSpace(s)
	if isLink(text) {
		return parseLink(text)
	}
	lat, lon, ok := parseAngles(text)
	if !ok {
		return orb.Point{}, fmt.Errorf(`%q is not a position; want latitude,longitude such as 49.72,36.83 or 49°43'N 36°50'E, or a link to a map`, clipped(s))
	}
	return onEarth(lat, lon, s)
}

// onEarth refuses what is not on Earth.
func onEarth(lat, lon float64, s string) (orb.Point, error) {
	if math.Abs(lat) > 90 || math.Abs(lon) > 180 {
		return orb.Point{}, fmt.Errorf("%q is not on Earth: latitude lies between -90 and 90, longitude between -180 and 180", clipped(s))
	}
	return orb.Point{lon, lat}, nil
}

// clipped is enough of a text for a message.
func clipped(s string) string {
	if r := []rune(s); len(r) > 80 {
		return string(r[:80]) + "…"
	}
	return s
}

// parseAngles reads two angles. A comma between digits may stand for the point: "49,72 36,83".
func parseAngles(text string) (lat, lon float64, ok bool) {
	if len(text) > 300 {
		return 0, 0, false
	}
	plain := plainAngles(text)
	if !strings.Contains(plain, ".") {
		pointed := commaBetween.ReplaceAllString(plain, "$1.$2")
		if lat, lon, ok := readAngles(pointed); ok {
			return lat, lon, true
		}
	}
	return readAngles(plain)
}

var (
	commaBetween = regexp.MustCompile(`(\d),(\d)`)
	angleWords   = regexp.MustCompile(`\pL[\pL.]*(?:\s+\pL[\pL.]*)*:?`)
	angleTokens  = regexp.MustCompile(`\d+(?:\.\d+)?|[NSEW°'":,;/+-]|\S`)
)

// hemispheres are the sides of the Earth as maps in English, Ukrainian and Russian name them, and what
// stands before a latitude or a longitude.
var hemispheres = map[string]string{
	"n": "N", "north": "N", "lat": "N", "latitude": "N", "пн": "N", "пнш": "N", "північноїшироти": "N", "с": "N", "сш": "N", "севернойшироты": "N", "широта": "N", "ш": "N",
	"s": "S", "south": "S", "пд": "S", "пдш": "S", "південноїшироти": "S", "ю": "S", "юш": "S", "южнойшироты": "S",
	"e": "E", "east": "E", "lon": "E", "lng": "E", "long": "E", "longitude": "E", "сх": "E", "схд": "E", "східноїдовготи": "E", "в": "E", "вд": "E", "восточнойдолготы": "E", "довгота": "E", "долгота": "E", "д": "E",
	"w": "W", "west": "W", "зх": "W", "зхд": "W", "західноїдовготи": "W", "з": "W", "зд": "W", "западнойдолготы": "W",
	"deg": "°", "min": "'", "sec": `"`,
}

// plainAngles is a text with one sign for everything that has several: hemispheres, primes, minus, blanks.
func plainAngles(text string) string {
	text = strings.Map(func(r rune) rune {
		switch r {
		case 'º', '˚', '⁰':
			return '°'
		case '′', '’', '‘', 'ʹ', '´', '`', 'ʼ', '‵':
			return '\''
		case '″', '”', '“', 'ʺ', '„', '‶':
			return '"'
		case '−', '–':
			return '-'
		case '(', ')', '[', ']', '=':
			return ' '
		}
		if unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, text)
	text = strings.ReplaceAll(text, "''", `"`)
	return angleWords.ReplaceAllStringFunc(text, func(words string) string {
		words = strings.TrimSuffix(words, ":")
		bare := func(s string) string { return strings.ReplaceAll(strings.ToLower(s), ".", "") }
		if side, ok := hemispheres[bare(strings.Join(strings.Fields(words), ""))]; ok {
			return " " + side + " "
		}
		var out []string
		for _, word := range strings.Fields(words) {
			side, ok := hemispheres[bare(word)]
			if !ok {
				side = "?"
			}
			out = append(out, side)
		}
		return " " + strings.Join(out, " ") + " "
	})
}

// number is a number in a position with the sign behind it: °, ' or ", a colon, or none.
type number struct {
	value    float64
	whole    bool
	negative bool
	unit     byte
}

// readAngles reads what plainAngles left.
func readAngles(text string) (lat, lon float64, ok bool) {
	var numbers []number
	var sides []byte // N, S, E and W
	var at, cuts []int
	sign := byte(0)
	for _, token := range angleTokens.FindAllString(text, -1) {
		n := len(numbers)
		if token == "°" {
			token = "d"
		}
		switch c := token[0]; {
		case c >= '0' && c <= '9':
			value, err := strconv.ParseFloat(token, 64)
			if err != nil {
				return 0, 0, false
			}
			numbers = append(numbers, number{value, !strings.Contains(token, "."), sign == '-', 0})
			sign = 0
			continue
		case sign != 0:
			return 0, 0, false
		case c == '+' || c == '-':
			sign = c
		case c == ',' || c == ';' || c == '/':
			cuts = append(cuts, n)
		case strings.IndexByte("NSEW", c) >= 0:
			sides, at = append(sides, c), append(at, n)
		case strings.IndexByte(`d':"`, c) >= 0 && n > 0 && numbers[n-1].unit == 0:
			numbers[n-1].unit = c
		default:
			return 0, 0, false
		}
	}
	cut, ok := halfway(numbers, sides, at, cuts)
	if !ok || sign != 0 {
		return 0, 0, false
	}
	first, ok1 := angle(numbers[:cut])
	second, ok2 := angle(numbers[cut:])
	if !ok1 || !ok2 {
		return 0, 0, false
	}
	if len(sides) == 0 {
		return first, second, true
	}
	values := [2]float64{first, second}
	for i, s := range sides {
		if s == 'S' || s == 'W' {
			values[i] = -values[i]
		}
	}
	isLat := func(i int) bool { return sides[i] == 'N' || sides[i] == 'S' }
	switch {
	case isLat(0) && !isLat(1):
		return values[0], values[1], true
	case !isLat(0) && isLat(1):
		return values[1], values[0], true
	}
	return 0, 0, false
}

// halfway is the number of numbers in the first of two angles.
func halfway(numbers []number, sides []byte, at, cuts []int) (int, bool) {
	n := len(numbers)
	var degrees []int
	for i, v := range numbers {
		if v.unit == 'd' {
			degrees = append(degrees, i)
		}
	}
	cut := 0
	switch {
	case len(sides) == 2 && at[0] == 0:
		cut = at[1]
	case len(sides) == 2 && at[1] == n:
		cut = at[0]
	case len(sides) != 0:
		return 0, false
	case len(degrees) == 2 && degrees[0] == 0:
		cut = degrees[1]
	case len(cuts) == 1:
		cut = cuts[0]
	case n%2 == 0:
		cut = n / 2
	}
	for _, c := range cuts {
		if c != cut {
			return 0, false
		}
	}
	return cut, cut > 0 && cut < n && len(cuts) <= 1
}

// angle is an angle of degrees, minutes and seconds, of which the last may have a fraction.
func angle(numbers []number) (float64, bool) {
	if len(numbers) > 3 {
		return 0, false
	}
	sum, unit := 0.0, 1.0
	for i, n := range numbers {
		last := i == len(numbers)-1
		if !last && !n.whole || i > 0 && (n.negative || n.value >= 60) || n.unit != 0 && n.unit != "d'\""[i] && (n.unit != ':' || last) {
			return 0, false
		}
		sum += n.value / unit
		unit *= 60
	}
	if numbers[0].negative {
		sum = -sum
	}
	return math.Round(sum*1e9) / 1e9, true // a third of a degree has no end
}
