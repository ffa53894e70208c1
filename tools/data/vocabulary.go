package main

import "strings"

// vocabulary says how the words of names are written in another language, learnt from names that are
// known in both. It counts how often each rendering was met.
type vocabulary map[string]map[string]int

// learn takes a name in both languages apart. Names of different numbers of words teach nothing.
func (v vocabulary) learn(name, rendering string) {
	from, to := strings.FieldsFunc(name, gap), strings.FieldsFunc(rendering, gap)
	if len(from) != len(to) {
		return
	}
	for i, word := range from {
		if v[word] == nil {
			v[word] = map[string]int{}
		}
		v[word][to[i]]++
	}
}

// say renders a name of which every word is known, and nearly always by one rendering; else it is "".
// Renderings that differ in е for ё only count as one.
func (v vocabulary) say(name string) string {
	var b strings.Builder
	for rest := name; rest != ""; {
		end := strings.IndexFunc(rest, gap)
		if end < 0 {
			end = len(rest)
		}
		word := v.usual(rest[:end])
		if word == "" {
			return ""
		}
		b.WriteString(word)
		rest = rest[end:]
		if rest != "" {
			b.WriteByte(rest[0])
			rest = rest[1:]
		}
	}
	return b.String()
}

// usual is the rendering of a word that nine in ten are, written with ё where any is; "" if none is.
func (v vocabulary) usual(word string) string {
	plain := func(s string) string { return strings.ReplaceAll(s, "ё", "е") }
	met, all := map[string]int{}, 0
	for rendering, n := range v[word] {
		met[plain(rendering)] += n
		all += n
	}
	out := ""
	for rendering := range v[word] {
		if 10*met[plain(rendering)] >= 9*all {
			out = max(out, rendering) // ё sorts after е
		}
	}
	return out
}

func gap(r rune) bool { return r == ' ' || r == '-' }
