package news

import (
	"fmt"
	"math"
	"mime"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

// decode makes UTF-8 of a text in the charset that is declared, or in one of those that Ukrainian, Russian
// and English texts come in. What is UTF-8 is UTF-8 whatever is declared: no text in another charset looks
// like it by chance.
func decode(data []byte, declared string) (string, error) {
	if utf8.Valid(data) {
		return string(data), nil
	}
	if mostlyUTF8(data) {
		return "", notUTF8(data)
	}
	enc, name := charset.Lookup(declared)
	switch name {
	case "", "utf-8", "replacement":
		enc = guess(data)
	case "windows-1252": // also what servers are set to that know nothing of their pages
		if g := guess(data); g != nil {
			enc = g
		}
	case "koi8-r": // KOI8-U is the same with the Ukrainian letters in place of lines and corners
		enc = charmap.KOI8U
	}
	if enc == nil {
		return "", notUTF8(data)
	}
	text, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return "", fmt.Errorf("not %s, which it says it is: %w", name, err)
	}
	return strings.ToValidUTF8(string(text), "\uFFFD"), nil
}

// decodeMarkup is like decode, but what is not in any charset costs only the letters concerned, as it
// does in a browser.
func decodeMarkup(data []byte, declared string) string {
	text, err := decode(data, declared)
	if err != nil && !mostlyUTF8(data) {
		if b, err := charmap.Windows1252.NewDecoder().Bytes(data); err == nil {
			data = b
		}
	}
	if err != nil {
		text = strings.ToValidUTF8(string(data), "\uFFFD")
	}
	return text
}

// charsetOf is the charset that a media type names, "" for none.
func charsetOf(mediaType string) string {
	_, params, _ := mime.ParseMediaType(mediaType)
	return params["charset"]
}

// mostlyUTF8 tells whether bytes that are not UTF-8 look like UTF-8 with a few of them broken.
func mostlyUTF8(data []byte) bool {
	good, bad := 0, 0
	for len(data) > 0 {
		r, n := utf8.DecodeRune(data)
		switch {
		case n > 1:
			good++
		case r == utf8.RuneError:
			bad++
		}
		data = data[n:]
	}
	return good > bad
}

func notUTF8(data []byte) error {
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return fmt.Errorf("not UTF-8: byte 0x%02X at offset %d; convert it first, for instance with iconv", data[i], i)
		}
		i += n
	}
	return nil
}

// guessable are the charsets that guess tells apart.
var guessable = []*charmap.Charmap{
	charmap.Windows1251, charmap.KOI8U, charmap.CodePage866, charmap.ISO8859_5, charmap.Windows1252,
}

// sure is how much likelier than chance a text must be in a charset: e⁵, as about six letters make it.
const sure = 5

// guess is the charset in which a text is likeliest, nil when the letters are too few to tell.
func guess(data []byte) encoding.Encoding {
	var best encoding.Encoding
	most := float64(sure)
	for _, cm := range guessable {
		if l := likelihood(data, cm); l > most {
			best, most = cm, l
		}
	}
	return best
}

// enough is how many bytes beyond ASCII are looked at.
const enough = 4096

// likelihood is the logarithm of how much likelier the bytes beyond ASCII are as text in that charset than
// as bytes by chance. It goes by how frequent the letters are, by capitals within words and by words that
// mix scripts.
func likelihood(data []byte, cm *charmap.Charmap) (sum float64) {
	western := cm == charmap.Windows1252
	seen, before := 0, ' '
	for i, b := range data {
		r := rune(b)
		if b >= utf8.RuneSelf {
			if seen++; seen > enough {
				break
			}
			r = cm.DecodeByte(b)
			after := byte(' ')
			if i+1 < len(data) {
				after = data[i+1]
			}
			sum += weight(r, before, isASCIILetter(rune(after)), western)
		}
		before = r
	}
	return sum
}

// weight of a letter or sign after another: how frequent it is, against one of 128 bytes by chance.
func weight(r, before rune, latinNext, western bool) float64 {
	const never = -6
	latin := latinNext || isASCIILetter(before)
	switch {
	case unicode.Is(unicode.Cyrillic, r):
		w, known := cyrillicWeight[unicode.ToLower(r)]
		switch {
		case !known || latin:
			return never
		case r == before:
			return w - 3 // few letters are doubled, none is tripled
		case !unicode.IsUpper(r):
			return w
		case !unicode.IsLetter(before):
			return w - 2 // one word in seven or so begins with a capital
		case unicode.IsUpper(before):
			return w - 0.5 // a word in capitals goes on
		}
		return never
	case unicode.Is(unicode.Latin, r):
		if latin {
			return 0.7 // as in "café": half of what is beyond ASCII, some thirty letters
		}
		if !unicode.IsLetter(before) && r != before {
			return 0 // as in "à"
		}
		return never
	case strings.ContainsRune("’‘“”–—…", r):
		if western {
			return 3 // half of what is beyond ASCII in English
		}
		return 0
	case strings.ContainsRune("\u00a0«»„‚•№°§©®™€", r):
		return 0
	}
	return never
}

func isASCIILetter(r rune) bool { return 'a' <= r|0x20 && r|0x20 <= 'z' && r < utf8.RuneSelf }

// cyrillicWeight has the logarithm of the frequency of each letter of Ukrainian and Russian taken together,
// against one in 128. Letters are in order of frequency, those of one group in the same class.
var cyrillicWeight = func() map[rune]float64 {
	weights := map[rune]float64{}
	for _, class := range []struct {
		letters string
		mille   float64
	}{
		{"оа", 95}, {"неивртлск", 55}, {"діпу", 33}, {"мзяьгб", 20}, {"йхчжышцю", 9}, {"щїєёфэъґ", 2},
	} {
		for _, r := range class.letters {
			weights[r] = math.Log(class.mille / 1000 * 128)
		}
	}
	return weights
}()
