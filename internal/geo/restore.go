package geo

import "strings"

// restoreUkrainian writes a name romanised by resolution 55 of 2010 in Ukrainian letters again, as far
// as that can be: signs are lost, and i may have been і, ї or й. What it gets wrong does not show in
// the folded keys of the name and of its case forms, so that Ukrainian texts can be searched for a
// place of which the gazetteer knows the Latin name only. Letters that no romanisation has make it "".
func restoreUkrainian(latin string) string {
	var b strings.Builder
	for w, ok := nextWord(latin, 0); ok; w, ok = nextWord(latin, w.next) {
		if b.Len() > 0 {
			b.WriteString(latin[w.start-1 : w.start])
		}
		low := strings.ToLower(latin[w.start:w.end])
		word := ""
		for at := 0; at < len(low); {
			from, to := restoredLetter(low, at)
			if from == 0 {
				return ""
			}
			word += to
			at += from
		}
		for _, e := range restoredEndings {
			if stem, ok := strings.CutSuffix(word, e[0]); ok {
				word = stem + e[1]
				break
			}
		}
		if w.capital {
			first := string([]rune(word)[:1])
			word = strings.ToUpper(first) + word[len(first):]
		}
		b.WriteString(word)
	}
	return b.String()
}

// restoredLetter is the Ukrainian letter that begins at low[at], and the length of its romanisation.
func restoredLetter(low string, at int) (int, string) {
	if at == 0 {
		for _, l := range [...][2]string{{"ye", "є"}, {"yi", "ї"}, {"yu", "ю"}, {"ya", "я"}, {"y", "й"}} {
			if strings.HasPrefix(low, l[0]) {
				return len(l[0]), l[1]
			}
		}
	}
	for _, l := range [...][2]string{
		{"shch", "щ"},
		{"zgh", "зг"},
		{"zh", "ж"},
		{"kh", "х"},
		{"ts", "ц"},
		{"ch", "ч"},
		{"sh", "ш"},
		{"ie", "є"},
		{"iu", "ю"},
		{"ia", "я"},
		{"a", "а"},
		{"b", "б"},
		{"v", "в"},
		{"h", "г"},
		{"g", "ґ"},
		{"d", "д"},
		{"e", "е"},
		{"z", "з"},
		{"y", "и"},
		{"i", "і"},
		{"k", "к"},
		{"l", "л"},
		{"m", "м"},
		{"n", "н"},
		{"o", "о"},
		{"p", "п"},
		{"r", "р"},
		{"s", "с"},
		{"t", "т"},
		{"u", "у"},
		{"f", "ф"},
	} {
		if strings.HasPrefix(low[at:], l[0]) {
			return len(l[0]), l[1]
		}
	}
	return 0, ""
}

// restoredEndings are the endings that decide how a name declines and that letters alone get wrong.
var restoredEndings = [...][2]string{
	{"ск", "ськ"},
	{"цк", "цьк"},
	{"зк", "зьк"},
	{"ска", "ська"},
	{"цка", "цька"},
	{"зка", "зька"},
	{"ц", "ць"},
	{"иі", "ий"},
	{"іі", "ій"},
	{"аі", "ай"},
	{"аів", "аїв"},
	{"оів", "оїв"},
	{"уів", "уїв"},
	{"ил", "иль"},
	{"піл", "піль"},
	{"пол", "поль"},
}
