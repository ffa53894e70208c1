package geo

import (
	"slices"
	"strings"
	"unicode"
)

// scheme is a compiled system of romanisation. Characters that its alphabet lacks stay as they are.
type scheme struct {
	letter, start alphabet // start holds at the start of a word
	mid           bool     // Russian: start holds after vowels and signs too, and ьи has a y
	press         bool     // without the ends of adjectives and doubled letters: "Krasny", "Zaporizhia"
}

// alphabet says what each lower-case letter becomes; nil is a letter that stays as it is.
type alphabet [0x492]*string

// apostrophe stands for every character that texts use for the sign between two Ukrainian letters.
const apostrophe = '\''

// common is what all schemes for both languages share.
var common = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'ґ': "g", 'д': "d", 'е': "e", 'ё': "yo", 'є': "ye", 'ж': "zh", 'з': "z",
	'и': "i", 'і': "i", 'ї': "yi", 'й': "y", 'к': "k", 'л': "l", 'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r",
	'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "kh", 'ц': "ts", 'ч': "ch", 'ш': "sh", 'щ': "shch", 'ъ': "", 'ы': "y",
	'ь': "", 'э': "e", 'ю': "yu", 'я': "ya", apostrophe: "",
}

type changes = map[rune]string

var (
	official = newScheme(
		changes{'г': "h", 'и': "y", 'є': "ie", 'ї': "i", 'й': "i", 'ю': "iu", 'я': "ia"},
		changes{'є': "ye", 'ї': "yi", 'й': "y", 'ю': "yu", 'я': "ya"})
	bgnUk      = newScheme(changes{'г': "h", 'и': "y"}, nil)
	bgnUkSigns = newScheme(changes{'г': "h", 'и': "y", 'ь': "'", apostrophe: "'"}, nil)
	bgnRu      = newScheme(nil, changes{'е': "ye"}).after()
	bgnRuSigns = newScheme(changes{'ь': "'", 'ъ': "'"}, changes{'е': "ye"}).after()
	noYoRu     = newScheme(changes{'ё': "e"}, changes{'е': "ye"}).after()
	noYeRu     = newScheme(changes{'ё': "e"}, nil)
	iaRu       = newScheme(changes{'ё': "e", 'й': "i", 'ю': "iu", 'я': "ia"}, changes{'й': "y", 'ю': "yu", 'я': "ya"})

	// The schemes met in news, the most usual first.
	fromUkrainian = []*scheme{official, official.short(), bgnUk, bgnUk.short(), bgnUkSigns}
	fromRussian   = []*scheme{bgnRu, bgnRu.short(), noYoRu.short(), noYeRu.short(), iaRu, bgnRuSigns}
)

// RomaniseUkrainian writes a Ukrainian name in Latin letters by the table in resolution 55 of the
// Cabinet of Ministers of 27 January 2010, which the names of places in Ukraine follow: Куп'янськ is
// Kupiansk, Згурівка is Zghurivka. Other characters stay as they are.
func RomaniseUkrainian(s string) string { return official.spell(lettersOf(s)) }

// Romanisations returns the Latin spellings under which news in English may know the place with this
// Ukrainian and this Russian name, either of which may be empty: by resolution 55 of 2010 (first), by
// the BGN/PCGN systems of 1965 for Ukrainian and 1947 for Russian, with and without their marks for
// soft signs, and by the habits of the press. No spelling is repeated. Балаклія, Балаклея gives
// Balakliia, Balakliya, Balakleya, Balakleia.
func Romanisations(uk, ru string) []string {
	var out []string
	add := func(name string, schemes []*scheme) {
		if name == "" {
			return
		}
		letters := lettersOf(name)
		for _, s := range schemes {
			if latin := s.spell(letters); !slices.Contains(out, latin) {
				out = append(out, latin)
			}
		}
	}
	add(uk, fromUkrainian)
	add(ru, fromRussian)
	return out
}

// newScheme compiles what differs from common, and from that at the start of a word.
func newScheme(letter, start changes) *scheme {
	var s scheme
	for _, m := range []changes{common, letter} {
		for r, latin := range m {
			s.letter[r] = &latin
		}
	}
	s.start = s.letter
	for r, latin := range start {
		s.start[r] = &latin
	}
	return &s
}

func (s scheme) after() *scheme { s.mid = true; return &s }
func (s scheme) short() *scheme { s.press = true; return &s }

// spell writes the letters by the scheme s.
func (s *scheme) spell(name []letter) string {
	var b strings.Builder
	b.Grow(2 * len(name))
	for _, l := range name {
		if !l.known {
			b.WriteRune(l.r)
			continue
		}
		latin := s.latin(l)
		switch {
		case l.low == l.r || latin == "":
		case l.shout:
			latin = strings.ToUpper(latin)
		default:
			b.WriteString(strings.ToUpper(latin[:1]))
			latin = latin[1:]
		}
		b.WriteString(latin)
	}
	return b.String()
}

// latin is what a letter of the alphabet becomes.
func (s *scheme) latin(l letter) string {
	switch {
	case l.before == 0, s.mid && l.low == 'е' && strings.ContainsRune("аеёиоуыэюяйьъ", l.before):
		return *s.start[l.low]
	case s.press && l.adjective:
		return "y"
	case s.press && l.low == 'й' && l.after == 0 && (l.before == 'и' || l.before == 'ы'), s.press && l.low == 'ж' && l.before == 'ж':
		return ""
	case s.mid && l.before == 'ь' && (l.low == 'и' || l.low == 'о'):
		return "y" + *s.letter[l.low] // Марьинка is Maryinka
	case l.low == 'г' && l.before == 'з' && *s.letter[l.low] == "h":
		return "gh" // so that зг differs from ж
	}
	return *s.letter[l.low]
}

// letter is a character of a name with what its spelling may depend on.
type letter struct {
	r, low        rune // as written, and in lower case
	before, after rune // its neighbours in lower case, 0 at the ends of a word
	known         bool // it is in the alphabet
	shout         bool // a capital in a word of capitals
	adjective     bool // the vowel of the ending -ий or -ый
}

func lettersOf(name string) []letter {
	out := make([]letter, 0, len(name))
	for _, r := range name {
		l := letter{r: r, low: unicode.ToLower(r)}
		_, l.known = common[l.low]
		if isApostrophe(r) {
			l.low = apostrophe
		}
		if n := len(out) - 1; n >= 0 && partOfWord(r) && partOfWord(out[n].r) {
			l.before, out[n].after = out[n].low, l.low
			if unicode.IsUpper(r) && unicode.IsUpper(out[n].r) {
				l.shout, out[n].shout = true, true
			}
		}
		out = append(out, l)
	}
	for i, l := range out {
		switch {
		case l.low == apostrophe:
			out[i].known = l.before != 0 && l.after != 0 // else it is a quotation mark
		case l.low == 'й' && l.after == 0 && (l.before == 'и' || l.before == 'ы'):
			out[i-1].adjective = true
		}
	}
	return out
}

func partOfWord(r rune) bool { return isApostrophe(r) || unicode.IsLetter(r) }

func isApostrophe(r rune) bool {
	switch r {
	case apostrophe, '’', 'ʼ', '‘', '`', '´', '′':
		return true
	}
	return false
}
