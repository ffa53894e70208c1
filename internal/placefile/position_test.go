package placefile

import (
	"math"
	"strings"
	"testing"

	"github.com/paulmach/orb"
)

// TestParsePosition reads one position in every spelling.
func TestParsePosition(t *testing.T) {
	want := orb.Point{36.83, 49.72}
	for _, s := range []string{
		"49.72,36.83", "49.72, 36.83", " 49.72 36.83 ", "49.72;36.83", "+49.72/36.83", "49.72° 36.83°", "(49.72, 36.83)",
		"49,72 36,83", "49,72; 36,83", "49,72, 36,83", "49,72°, 36,83°", "49.72\u00a036.83",
		"49.72N 36.83E", "49.72°N 36.83°E", "49.72° N, 36.83° E", "N49.72 E36.83", "n 49.72, e 36.83", "36.83E 49.72N", "lat: 49.72, lon: 36.83", "lat=49.72 lng=36.83",
		`49°43'12"N 36°49'48"E`, `49°43'12"N36°49'48"E`, `49°43′12″ N, 36°49′48″ E`, `49º43’12” N 36º49’48” E`, `49°43'12''N, 36°49'48''E`,
		`N49°43.2' E36°49.8'`, `49°43.2′N 36°49.8′E`, `49° 43.2' 36° 49.8'`, `36°49'48"E 49°43'12"N`, "49 43 12 N 36 49 48 E", "N 49 43 12 E 36 49 48",
		"49 43 12 36 49 48", "49 43 12, 36 49 48", "49 43.2 36 49.8", "49:43:12N 36:49:48E", "49:43:12 36:49:48", `49°43'12", 36°49'48"`, `49°43.2' N 36°49'48" E`,
		"49 deg 43' 12\" N, 36 deg 49' 48\" E", `49°43'12.0"N 36°49'48.0"E`, `49°43'12,0"N 36°49'48,0"E`,
		`49°43'12" пн. ш. 36°49'48" сх. д.`, `49°43'12" с. ш. 36°49'48" в. д.`, "49°43′12″ пн.ш., 36°49′48″ сх.д.", "49°43,2′ Пн 36°49,8′ Сх", "Пн 49°43,2′ Сх 36°49,8′",
		"49,72° північної широти, 36,83° східної довготи", "49.72 с.ш. 36.83 в.д.", "широта 49.72, долгота 36.83", "Ш 49.72 Д 36.83",

		"https://www.google.com/maps/@49.72,36.83,12z", "google.com/maps/@49.72,36.83,1200m/data=!3m1!1e3", "https://earth.google.com/web/@49.72,36.83,120a,3500d,35y",
		"https://www.google.com/maps/place/X/@49.9,36.1,10z/data=!3m1!4b1!4m5!3m4!1s0x0:0x0!8m2!3d49.72!4d36.83",
		"https://www.google.com/maps/place/X/data=!3m1!4b1!4m2!3m1!1s0x0:0x0!3d49.72!4d36.83?entry=ttu",
		"https://www.google.com/maps/place/49%C2%B043'12.0%22N+36%C2%B049'48.0%22E/@49.9,36.8274,17z",
		"https://www.google.com/maps?q=49%C2%B043'12%22N+36%C2%B049'48%22E&z=4",
		"https://maps.google.com/?q=49.72,36.83", "https://maps.google.com/?q=49.72%2C36.83", "https://maps.google.com/maps?q=loc:49.72,36.83&z=12", "https://www.google.com/maps?ll=50,30&q=49.72,+36.83",
		"https://www.google.com/maps/search/?api=1&query=49.72%2C36.83", "https://www.google.com/maps/search/49.72,+36.83?sa=X", "maps.google.com/maps?ll=49.72,36.83&z=12",
		"https://www.google.com/maps/dir//49.72,36.83/@50,30,9z", "https://www.google.com/maps/dir/50.1,30.2/49.72,36.83/@50,36,9z", "https://www.google.com/maps/dir/?api=1&destination=49.72,36.83",
		"https://www.google.com/maps/dir/A/B/@50,36,9z/data=!3m1!4b1!4m13!4m12!1m5!1m1!1s0x0!2m2!1d30.5!2d50.4!1m5!1m1!1s0x1!2m2!1d36.83!2d49.72",
		"https://www.google.com/maps/embed?pb=!1m18!1m12!1m3!1d256.8!2d36.83!3d49.72!2m3!1f0!2f0!3f0",

		"https://www.openstreetmap.org/#map=12/49.72/36.83", "https://www.openstreetmap.org/node/27#map=12/49.72/36.83&layers=N", "openstreetmap.org/#map=12/49.72/36.83",
		"https://www.openstreetmap.org/?mlat=49.72&mlon=36.83#map=9/50.1/36.2", "https://www.openstreetmap.org/?mlon=36.83&zoom=3&mlat=49.72", "https://www.openstreetmap.org/?lat=49.72&lon=36.83&zoom=9",
		"http://wikimapia.org/#lang=en&lat=49.720000&lon=36.830000&z=12&m=w", "https://deepstatemap.live/#12/49.72/36.83", "https://deepstatemap.live/en#12.5/49.7200/36.8300",
		"http://localhost:8080/#map=9/49.72/36.83&t=2022-09-11", "http://localhost:8080/#t=2022-09-11&map=9/49.72/36.83",
		"https://www.bing.com/maps?cp=49.72~36.83&lvl=12", "https://www.bing.com/maps?cp=49.72%7E36.83", "https://www.bing.com/maps?cp=50~30&sp=point.49.72_36.83_Izium",
		"https://maps.apple.com/?ll=49.72,36.83", "https://maps.apple.com/place?coordinate=49.72%2C36.83&name=X", "https://maps.apple.com/?q=X&ll=49.72,36.83&z=9",
		"https://yandex.com/maps/?ll=36.83%2C49.72&z=12", "https://yandex.ru/maps/10/izium/?ll=36.1,49.1&whatshere%5Bpoint%5D=36.83%2C49.72&z=3", "https://yandex.ua/maps/?pt=36.83,49.72,pm2rdm&ll=30,50",
		"https://yandex.com.tr/maps/?ll=30%2C50&mode=search&text=49.72%2C36.83", "https://maps.yandex.ru/?rtext=50.1,30.1~49.72,36.83&ll=30,50",
		"geo:49.72,36.83", "geo:49.72,36.83;u=35", "geo:49.72,36.83,120;crs=wgs84", "geo:0,0?q=49.72,36.83(Izium)", "GEO:49.72,36.83?z=12",
	} {
		got, err := ParsePosition(s)
		if err != nil || math.Abs(got[0]-want[0]) > 1e-9 || math.Abs(got[1]-want[1]) > 1e-9 {
			t.Errorf("%s: got %v, %v; want %v", s, got, err, want)
		}
	}
	if got, err := ParsePosition("33°51'S 70°40'W"); err != nil || math.Abs(got[0]+70.666667) > 1e-5 || math.Abs(got[1]+33.85) > 1e-5 {
		t.Errorf("in the south-west: got %v, %v", got, err)
	}
	for s, wantErr := range map[string]string{
		"":                                   "is not a position",
		"here":                               "is not a position",
		"49.72":                              "is not a position",
		"49,72,36,83":                        "is not a position",
		"49.72,36.83,12":                     "is not a position",
		"49 43 36":                           "is not a position",
		"1 2 3 4 5 6 7 8":                    "is not a position",
		"99.5,36.83":                         "is not on Earth",
		"https://maps.google.com/?q=99.5,36": "is not on Earth",
		`49°61'N 36°10'E`:                    "is not a position",
		`49.5°10'N 36°10'E`:                  "is not a position",
		`49°43'N 36°10'N`:                    "is not a position",
		`49°43'N`:                            "is not a position",
		`49'43°N 36°10'E`:                    "is not a position",
		"37U DR 12345 67890":                 "is not a position",
		"49.72,--36.83":                      "is not a position",
		strings.Repeat("1 ", 1000):           "is not a position",
		"https://example.org/place":          "without a position that can be read",
		"https://wikimapia.org/123/en/Izium": "without a position that can be read",
		"https://maps.app.goo.gl/abcdefg":    "is a short link",
		"https://yandex.com/maps/-/CCUabc":   "is a short link",
		"https://osm.org/go/0y3Zx--":         "is a short link",
	} {
		if got, err := ParsePosition(s); err == nil || !strings.Contains(err.Error(), wantErr) {
			t.Errorf("%q: got %v, %v; want an error with %q", s, got, err, wantErr)
		}
	}
}

func FuzzParsePosition(f *testing.F) {
	for _, s := range []string{"49.72,36.83", "49,72 36,83", `49°43'12"N 36°49'48"E`, "https://maps.google.com/?q=49.72,36.83", "N1 2 3 W4 5 6", "geo:1,2", "пн 49 43 сх 36 49"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ParsePosition(s)
		if err == nil && !(math.Abs(p.Lat()) <= 90 && math.Abs(p.Lon()) <= 180) {
			t.Errorf("%q gives %v", s, p)
		}
	})
}
