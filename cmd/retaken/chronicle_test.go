package main

import (
	"encoding/json"
	"io"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"retaken/internal/geo"
	"retaken/internal/sqlite"
)

// TestChronicle reads the shipped articles as a user does and asks the program who held what, and how much.
func TestChronicle(t *testing.T) {
	db := filepath.Join(t.TempDir(), "m.db")
	files, err := filepath.Glob(filepath.Join("..", "..", "data", "articles", "*.txt"))
	if err != nil || len(files) < 150 {
		t.Fatalf("%d articles (%v), want 150 or more", len(files), err)
	}
	if code := run(append([]string{"ingest", "--db", db}, files...), nil, io.Discard, io.Discard); code != exitDone {
		t.Fatalf("ingest ended with %d", code)
	}
	t.Run("holders", func(t *testing.T) { chronicleHolders(t, db) })
	t.Run("areas", func(t *testing.T) { chronicleAreas(t, db) })
}

// chronicleHolders are well-known facts.
func chronicleHolders(t *testing.T, db string) {
	for _, c := range []struct{ flags, held string }{
		{"--at 2022-02-24", "Sevastopol RU, Donetsk RU, Luhansk RU, Mariupol UA, Lviv -"},
		{"--at 2022-03-15", "Kherson RU, Melitopol RU, Bucha RU, Balakliia RU, Kupiansk RU, Trostianets RU, Kharkiv UA, Mykolaiv UA, Chernihiv UA"},
		{"--at 2022-04-10", "Bucha UA, Trostianets UA"},
		{"--at 2022-09-05", "Izium RU, Balakliia RU, Kupiansk RU, Lyman RU"},
		{"--at 2022-09-12", "Izium UA, Balakliia UA, Kupiansk UA, Lyman RU"},
		{"--at 2022-10-03", "Lyman UA"},
		{"--at 2022-11-13", "Kherson UA, Snihurivka UA, Nova Kakhovka RU"},
		{"--at 2023-06-01", "Bakhmut RU"},
		{"--at 2024-03-01", "Avdiivka RU"},
		{"--at 2024-08-20", "Sudzha UA"},

		// As it was on a day, and as it was known on that day.
		{"--at 2022-09-09 --as-of 2022-09-06", "Balakliia RU"},
		{"--at 2022-09-09 --as-of 2022-09-07", "Balakliia contested"}, // its occupiers speak of fighting in the streets
		{"--at 2022-09-11 --as-of 2022-09-05", "Izium RU, Kupiansk RU"},
	} {
		var out strings.Builder
		args := append([]string{"control", "--db", db, "--format", "jsonl"}, strings.Fields(c.flags)...)
		if code := run(args, nil, &out, io.Discard); code != exitDone {
			t.Fatalf("%v ended with %d", args, code)
		}
		holders := map[string]string{}
		for line := range strings.Lines(out.String()) {
			var row struct{ Place, Holder, Kind string }
			if err := json.Unmarshal([]byte(line), &row); err != nil {
				t.Fatalf("%s: %v", line, err)
			}
			if row.Kind == string(geo.Settlement) && (holders[row.Place] == "" || row.Holder == holders[row.Place]) {
				holders[row.Place] = row.Holder
			} else if row.Kind == string(geo.Settlement) {
				holders[row.Place] = "several"
			}
		}
		for want := range strings.SplitSeq(c.held, ", ") {
			i := strings.LastIndex(want, " ")
			place, holder := want[:i], want[i+1:]
			if got := holders[place]; got != holder && (holder != "-" || got != "") {
				t.Errorf("%s: %s is held by %q, want %s", c.flags, place, got, holder)
			}
		}
	}
}

// chronicleAreas compares the occupied ground, by nearest places, with what analysts of the time said of its
// size: within a sixth.
func chronicleAreas(t *testing.T, file string) {
	db, err := sqlite.Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	e := &env{ctx: t.Context(), log: slog.New(slog.DiscardHandler)}
	keeper, err := e.keeper(db, e.log)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(keeper.Atlas().Aggregates(), func(g geo.Aggregate) bool {
		return g.Type == geo.AreaKm2 && g.Value == 2000 && g.By == geo.Ukraine && isoDay(g.When.Day) == "2022-09-10"
	}) {
		t.Errorf("nobody says on 2022-09-10 that 2,000 km² were liberated: %+v", keeper.Atlas().Aggregates())
	}
	for _, c := range []struct {
		at  string
		km2 float64 // occupied in all, Crimea included
	}{
		{"2022-03-25", 155_000},
		{"2022-09-05", 125_000},
		{"2022-09-12", 117_000},
		{"2022-11-13", 108_000},
		{"2024-08-20", 109_000},
	} {
		at, err := pastDay("--at", c.at)
		if err != nil {
			t.Fatal(err)
		}
		areas, err := keeper.Atlas().Areas(endOf(at))
		if err != nil {
			t.Fatal(err)
		}
		country, occupied := 0.0, 0.0
		for _, a := range areas {
			country += a.Km2
			if a.Holder == geo.HeldByRussia {
				occupied += a.Km2
			}
		}
		t.Logf("%s: %.0f km² occupied by nearest places, about %.0f by analysts; the country has %.0f", c.at, occupied, c.km2, country)
		if occupied < c.km2*5/6 || occupied > c.km2*7/6 {
			t.Errorf("%s: %.0f km² are occupied, want about %.0f", c.at, occupied, c.km2)
		}
	}
}
