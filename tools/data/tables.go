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

// readCurrentNames reads which Ukrainian names of places aliases.tsv knows besides, by reference, but for former
// ones.
func readCurrentNames(path string) (map[string][]string, error) {
	out := map[string][]string{}
	err := readTable(path, []string{"ref", "name", "alias", "lang", "kind", "note"}, func(c []string) error {
		if c[3] == "uk" && c[4] != string(geo.Former) {
			out[c[0]] = append(out[c[0]], c[2])
		}
		return nil
	})
	return out, err
}

// readMisplaced reads villages.tsv: settlements, by reference, that a post office places wrongly, with their
// names.
func readMisplaced(path string) (map[string]string, error) {
	out := map[string]string{}
	err := readTable(path, []string{"ref", "name_uk", "why"}, func(c []string) error {
		switch {
		case out[c[0]] != "":
			return fmt.Errorf("%s stands here twice", c[0])
		case c[2] == "":
			return fmt.Errorf("%s: want a reason in the column why", c[0])
		}
		out[c[0]] = c[1]
		return nil
	})
	return out, err
}

// readWords reads words.tsv: the words of Ukrainian names in Russian, told by hand.
func readWords(path string) (vocabulary, error) {
	out := vocabulary{}
	err := readTable(path, []string{"uk", "ru"}, func(c []string) error {
		switch {
		case out[c[0]] != nil:
			return fmt.Errorf("%s stands here twice", c[0])
		case !isCyrillic(c[0]) || !isCyrillic(c[1]):
			return fmt.Errorf("%q or %q is no Cyrillic word", c[0], c[1])
		}
		out.learn(c[0], c[1])
		return nil
	})
	return out, err
}

// readRaions reads raions.tsv.
func readRaions(path string) ([]raion, error) {
	var out []raion
	err := readTable(path, []string{"code", "name_uk", "name_ru", "name", "former"}, func(c []string) error {
		r := raion{code: c[0], names: names{name: c[3], uk: c[1], ru: c[2]}}
		if c[4] != "" {
			former := strings.Split(c[4], ";")
			if len(former) != 3 {
				return fmt.Errorf("the former name is %q: want a Ukrainian, a Russian and an English one parted by ;", c[4])
			}
			r.former = names{name: former[2], uk: former[0], ru: former[1]}
		}
		out = append(out, r)
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
