package geo_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"retaken/internal/geo"
)

func unplaced(t *testing.T, rows ...string) (geo.Unplaced, error) {
	t.Helper()
	return geo.LoadUnplaced(fstest.MapFS{"unplaced.tsv": {Data: []byte("# settlements\n# more\nname_uk\toblast\traion\tlon\tlat\tuncertainty_km\n" + strings.Join(rows, "\n") + "\n")}})
}

func TestUnplaced(t *testing.T) {
	u, err := unplaced(t,
		"Андріївка\tUA-14\tBakhmutskyi\t38\t48.5\t12", "Андріївка\tUA-63\tIziumskyi\t37.1\t49.2\t8", "Андріївка Друга\tUA-14\tPokrovskyi\t37\t48\t9",
		"Біле\tUA-09\tAlchevskyi\t39\t48.4\t10")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"Андріївка":       "UA-14 Bakhmutskyi, UA-63 Iziumskyi",
		"Андріївка Друга": "UA-14 Pokrovskyi",
		"Біле":            "UA-09 Alchevskyi",
		"Андрі":           "",
		"Яблуневе":        "",
		"А":               "",
		"":                "",
	} {
		var got []string
		for _, p := range u.Named(name) {
			got = append(got, p.Oblast+" "+p.Raion)
			if p.NameUk != name || p.Kind != geo.Settlement || p.Point[0] < 37 || p.Uncertainty < 8000 {
				t.Errorf("%s: %+v", name, p)
			}
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%q: %q, want %q", name, strings.Join(got, ", "), want)
		}
	}
	if got := geo.Unplaced(nil).Named("Біле"); got != nil {
		t.Errorf("nothing is known, but %v is found", got)
	}
	if _, err := unplaced(t, "Біле\tUA-09\t\t39\t48\t1", "Андріївка\tUA-14\t\t38\t48\t1"); err == nil || !strings.Contains(err.Error(), `unplaced.tsv:5: name_uk is "Андріївка": want the rows in the order of their names`) {
		t.Errorf("rows out of order: %v", err)
	}
	if _, err := geo.LoadUnplaced(fstest.MapFS{"unplaced.tsv": {Data: []byte("name\n")}}); err == nil || !strings.Contains(err.Error(), `unplaced.tsv:1: the header is "name": want name_uk,`) {
		t.Errorf("another header: %v", err)
	}
}
