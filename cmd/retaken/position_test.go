package main

import (
	"math"
	"strings"
	"testing"

	"github.com/paulmach/orb"
)

func TestParsePosition(t *testing.T) {
	want := orb.Point{36.83, 49.72}
	for _, s := range []string{
		"49.72,36.83", "49.72, 36.83", " 49.72 36.83 ", "49.72;36.83", "+49.72/36.83", "49.72° 36.83°",
		`49°43'12"N 36°49'48"E`, `49°43′12″ N, 36°49′48″ E`, `N49°43.2' E36°49.8'`, `36°49'48"E 49°43'12"N`, "49 43 12 N 36 49 48 E",
		`49°43'12" пн. ш. 36°49'48" сх. д.`, `49°43'12" с. ш. 36°49'48" в. д.`,
		"https://www.openstreetmap.org/#map=12/49.72/36.83",
		"https://www.openstreetmap.org/?mlat=49.72&mlon=36.83#map=9/50.1/36.2",
		"https://www.google.com/maps/@49.72,36.83,12z",
		"https://www.google.com/maps/place/X/@49.9,36.1,10z/data=!3m1!4b1!4m5!3m4!1s0x0:0x0!8m2!3d49.72!4d36.83",
		"https://maps.google.com/?q=49.72,36.83", "https://maps.google.com/?q=49.72%2C36.83",
		"https://maps.apple.com/?ll=49.72,36.83",
	} {
		got, err := parsePosition(s)
		if err != nil || math.Abs(got[0]-want[0]) > 1e-9 || math.Abs(got[1]-want[1]) > 1e-9 {
			t.Errorf("%s: got %v, %v; want %v", s, got, err, want)
		}
	}
	for s, wantErr := range map[string]string{
		"":                          "is not a position",
		"here":                      "is not a position",
		"49.72":                     "is not a position",
		"49,72,36,83":               "is not a position",
		"99.5,36.83":                "is not on Earth",
		`49°61'N 36°10'E`:           "is not a position",
		`49°43'N 36°10'N`:           "is not a position",
		`49°43'N`:                   "is not a position",
		"https://example.org/place": "without a position that can be read",
	} {
		if got, err := parsePosition(s); err == nil || !strings.Contains(err.Error(), wantErr) {
			t.Errorf("%q: got %v, %v; want an error with %q", s, got, err, wantErr)
		}
	}
}

func FuzzParsePosition(f *testing.F) {
	for _, s := range []string{"49.72,36.83", `49°43'12"N 36°49'48"E`, "https://maps.google.com/?q=49.72,36.83", "N1 2 3 W4 5 6"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := parsePosition(s)
		if err == nil && !(math.Abs(p.Lat()) <= 90 && math.Abs(p.Lon()) <= 180) {
			t.Errorf("%q gives %v", s, p)
		}
	})
}
