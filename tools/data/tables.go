package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	"retaken/internal/geo"
)

// readNames reads names.tsv: what is known better than in the packages, by reference.
func readNames(path string) (map[string]names, error) {
	out := map[string]names{}
	err := readTable(path, []string{"ref", "name", "name_uk", "name_ru"}, func(c []string) error {
		n := names{name: c[1], uk: c[2], ru: c[3]}
		if _, ok := out[c[0]]; ok {
			return fmt.Errorf("%s stands here twice", c[0])
		}
		if n.uk != "" && !isCyrillic(n.uk) || n.ru != "" && !isCyrillic(n.ru) {
			return fmt.Errorf("%s: %q or %q is no Cyrillic name", c[0], n.uk, n.ru)
		}
		out[c[0]] = n
		return nil
	})
	return out, err
}

// readJoins reads joins.tsv: rows that are no place of their own, with the reference of the place
// that they are another name of, "" for none.
func readJoins(path string) (map[string]string, error) {
	out := map[string]string{}
	err := readTable(path, []string{"ref", "name", "into"}, func(c []string) error {
		if _, ok := out[c[0]]; ok {
			return fmt.Errorf("%s stands here twice", c[0])
		}
		out[c[0]] = c[2]
		return nil
	})
	return out, err
}

// readRaions reads raions.tsv: the romanised name of each raion by its code.
func readRaions(path string) (map[string]string, error) {
	out := map[string]string{}
	err := readTable(path, []string{"code", "name_uk"}, func(c []string) error {
		out[c[0]] = geo.RomaniseUkrainian(c[1])
		return nil
	})
	return out, err
}

// readTable calls row with the cells of every line under the header, which must be as given.
func readTable(path string, header []string, row func([]string) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	seen := false
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) != len(header) {
			return fmt.Errorf("%s:%d: %d cells: want %s", path, n, len(cells), strings.Join(header, ", "))
		}
		if !seen {
			seen = true
			if strings.Join(cells, "\t") != strings.Join(header, "\t") {
				return fmt.Errorf("%s:%d: the header is %q: want %s", path, n, line, strings.Join(header, ", "))
			}
			continue
		}
		if err := row(cells); err != nil {
			return fmt.Errorf("%s:%d: %w", path, n, err)
		}
	}
	return lines.Err()
}
