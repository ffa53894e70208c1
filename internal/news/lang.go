package news

import "unicode"

// Language guesses the language of a text by its letters: "uk", "ru", "en", or "" for a text without
// letters. Between the Cyrillic two, the letters decide that only one alphabet has; a text with none of
// them counts as Russian, because hardly a Ukrainian sentence does without "і".
func Language(text string) string {
	var latin, cyrillic, uk, ru int
	for _, r := range text {
		switch {
		case r < unicode.MaxASCII:
			if 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' {
				latin++
			}
		case 'а' <= r && r <= 'я' || 'А' <= r && r <= 'Я' || unicode.Is(unicode.Cyrillic, r):
			cyrillic++
			switch r {
			case 'і', 'ї', 'є', 'ґ', 'І', 'Ї', 'Є', 'Ґ':
				uk++
			case 'ы', 'э', 'ъ', 'ё', 'Ы', 'Э', 'Ъ', 'Ё':
				ru++
			}
		case unicode.Is(unicode.Latin, r):
			latin++
		}
	}
	switch {
	case latin == 0 && cyrillic == 0:
		return ""
	case latin >= cyrillic:
		return "en"
	case uk > ru:
		return "uk"
	}
	return "ru"
}
