package geo

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// class is what a character is to the cutting of words.
type class uint8

const (
	gapChar     class = iota // separates words
	letterChar               // a letter or digit
	capitalChar              // an upper-case letter
	markChar                 // belongs to the letter before it: accents, soft hyphens, zero-width characters
	signChar                 // an apostrophe: belongs to a word only between two letters
)

// classAt is the class of the character at s[i] and its length in bytes.
func classAt(s string, i int) (class, int) {
	c := s[i]
	switch {
	case c < utf8.RuneSelf:
		switch {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			return letterChar, 1
		case 'A' <= c && c <= 'Z':
			return capitalChar, 1
		case c == '\'', c == '`':
			return signChar, 1
		}
		return gapChar, 1
	case (c == 0xD0 || c == 0xD1) && i+1 < len(s) && s[i+1]&0xC0 == 0x80: // U+0400 to U+047F
		if c == 0xD0 && s[i+1] < 0xB0 {
			return capitalChar, 2
		}
		return letterChar, 2
	}
	r, n := utf8.DecodeRuneInString(s[i:])
	switch {
	case isApostrophe(r), r == 'ʹ':
		return signChar, n
	case unicode.IsUpper(r), unicode.IsTitle(r):
		return capitalChar, n
	case unicode.IsLetter(r), unicode.IsDigit(r):
		return letterChar, n
	case unicode.Is(unicode.Mn, r), ignorable(r):
		return markChar, n
	}
	return gapChar, n
}

// ignorable tells whether r is invisible inside a word: a soft hyphen, or of no width.
func ignorable(r rune) bool {
	return r == '\u00AD' || '\u200B' <= r && r <= '\u200D' || r == '\u2060' || r == '\uFEFF'
}

// word is a word of a text: its bytes without an English possessive ending, and where the text goes
// on after it.
type word struct {
	start, end, next int
	capital          bool // begins with an upper-case letter
}

// nextWord is the first word of s that begins at i or later. Letters, digits and marks make a word,
// and apostrophes between them; a hyphen separates words. Index and texts are cut by this alone.
func nextWord(s string, i int) (word, bool) {
	for i < len(s) {
		c, n := classAt(s, i)
		if c == letterChar || c == capitalChar {
			return restOfWord(s, i, n, c == capitalChar), true
		}
		i += n
	}
	return word{}, false
}

func restOfWord(s string, start, size int, upper bool) word {
	end := start + size
	possessive := 0 // where the last apostrophe stands
	for i := end; i < len(s); {
		c, n := classAt(s, i)
		if c == gapChar {
			break
		}
		if c == signChar {
			if i+n == len(s) {
				break
			}
			if next, _ := classAt(s, i+n); next != letterChar && next != capitalChar {
				break
			}
			possessive = i
		}
		i += n
		end = i
	}
	w := word{start: start, end: end, next: end, capital: upper}
	if possessive > 0 && (s[end-1] == 's' || s[end-1] == 'S') {
		if _, n := classAt(s, possessive); possessive+n+1 == end {
			w.end = possessive
		}
	}
	return w
}

// joined tells whether two words of one name may be separated by gap: by blanks, or by one hyphen or
// dash.
func joined(gap string) bool {
	switch gap {
	case " ", "-", "\u00A0", "‐", "‑", "–", "—":
		return true
	case "":
		return false
	}
	lines := 0
	for _, r := range gap {
		if r == '\n' {
			lines++
		}
		if !unicode.IsSpace(r) || lines > 1 {
			return false
		}
	}
	return true
}

// appendKey appends what stays of a word when case, apostrophes, accents and invisible characters do
// not matter: lower case, Russian ё as е, letters with diacritics as those letters, but й and ї whole.
func appendKey(key []byte, w string) []byte {
	for i := 0; i < len(w); {
		c := w[i]
		switch {
		case c < utf8.RuneSelf:
			switch {
			case 'A' <= c && c <= 'Z':
				key = append(key, c+'a'-'A')
			case c != '\'' && c != '`':
				key = append(key, c)
			}
			i++
			continue
		case c == 0xD0 && i+1 < len(w) && 0x90 <= w[i+1] && w[i+1] <= 0xBF: // А to п
			switch d := w[i+1]; {
			case d < 0xA0:
				key = append(key, 0xD0, d+0x20)
			case d < 0xB0:
				key = append(key, 0xD1, d-0x20)
			default:
				key = append(key, 0xD0, d)
			}
			i += 2
			continue
		case c == 0xD1 && i+1 < len(w) && 0x80 <= w[i+1] && w[i+1] <= 0x8F: // р to я
			key = append(key, 0xD1, w[i+1])
			i += 2
			continue
		}
		r, n := utf8.DecodeRuneInString(w[i:])
		key = appendRune(key, r)
		i += n
	}
	return key
}

// appendRune is appendKey for the characters that are not common.
func appendRune(key []byte, r rune) []byte {
	switch r = unicode.ToLower(unicode.ToUpper(r)); r { // by way of capitals, for ſ and ς
	case 'і', 'ї', 'є', 'ґ':
		return utf8.AppendRune(key, r)
	case '\u0306': // й as two characters
		if last, n := utf8.DecodeLastRune(key); last == 'и' {
			return utf8.AppendRune(key[:len(key)-n], 'й')
		}
		return key
	case '\u0308': // ї as two characters
		if last, n := utf8.DecodeLastRune(key); last == 'і' {
			return utf8.AppendRune(key[:len(key)-n], 'ї')
		}
		return key
	}
	if isApostrophe(r) || r == 'ʹ' || unicode.Is(unicode.Mn, r) || ignorable(r) {
		return key
	}
	for _, base := range norm.NFD.String(string(r)) {
		if !unicode.Is(unicode.Mn, base) {
			key = utf8.AppendRune(key, base)
		}
	}
	return key
}

// latin is how a Cyrillic letter enters a folded key.
var latin = [...]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "h", 'ґ': "h", 'д': "d", 'е': "e", 'є': "e", 'ж': "zh", 'з': "z",
	'и': "i", 'і': "i", 'ї': "i", 'й': "i", 'к': "k", 'л': "l", 'м': "m", 'н': "n", 'о': "o", 'п': "p",
	'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "h", 'ц': "ts", 'ч': "ch", 'ш': "sh",
	'щ': "sch", 'ы': "i", 'э': "e", 'ю': "u", 'я': "a", 'ь': "", 'ъ': "",
}

// appendFold appends the folded form of a word of which key is the exact one. See FoldKey.
func appendFold(fold, key []byte) []byte {
	from := len(fold)
	put := func(c byte) {
		switch c {
		case 'a', 'e', 'o', 'u':
			for len(fold) > from && fold[len(fold)-1] == 'i' {
				fold = fold[:len(fold)-1]
			}
		}
		if len(fold) == from || fold[len(fold)-1] != c || c < 'a' {
			fold = append(fold, c)
		}
	}
	for i := 0; i < len(key); {
		c := key[i]
		i++
		switch c {
		case 'y', 'j':
			put('i')
		case 'g':
			put('h')
		case 'w':
			put('v')
		case 'x':
			put('k')
			put('s')
		case 'k':
			if i < len(key) && key[i] == 'h' {
				i++
				put('h')
				continue
			}
			put('k')
		case 's': // shch as sch
			put('s')
			if i+2 < len(key) && key[i] == 'h' && key[i+1] == 'c' && key[i+2] == 'h' {
				i++
			}
		default:
			if c < utf8.RuneSelf {
				put(c)
				continue
			}
			r, n := utf8.DecodeRune(key[i-1:])
			i += n - 1
			if int(r) < len(latin) && (latin[r] != "" || r == 'ь' || r == 'ъ') {
				for _, c := range []byte(latin[r]) {
					put(c)
				}
				continue
			}
			fold = utf8.AppendRune(fold, r)
		}
	}
	return fold
}

// FoldKey is what spellings of one name have in common: two names with the same key are likely to
// be one name, romanised or transliterated by different rules. Case, apostrophes, diacritics and
// signs for softness are dropped, Cyrillic becomes Latin, and then, as news and maps differ in just
// this: shch is sch, j and y are i, g and kh are h, w is v, x is ks; an i before another vowel is
// dropped (ia, iia, iya, ya are all a); a doubled letter counts once. Words are separated by one
// space, whatever separates them in the name.
func FoldKey(name string) string {
	var key, fold []byte
	for w, ok := nextWord(name, 0); ok; w, ok = nextWord(name, w.next) {
		key = appendKey(key[:0], name[w.start:w.end])
		fold = append(appendFold(fold, key), ' ')
	}
	return strings.TrimSpace(string(fold))
}
