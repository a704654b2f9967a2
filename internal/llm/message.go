package llm

import (
	"regexp"
	"strings"
	"unicode"
)

const (
	messageRunes  = 300 // what is passed on of a server's words
	shortestKey   = 4   // bytes; a shorter key is a stand-in ("x"), and taking it out would garble every message
	keyBeginning  = 8   // bytes; servers show a wrong key with its middle starred out
	keyWithMiddle = 16  // bytes; of a shorter key the beginning is too common a word
)

var (
	htmlTitle  = regexp.MustCompile(`(?is)<title[^>]*>(.*?)</title>`)
	userInURL  = regexp.MustCompile(`//[^/\s@]+@`)
	manySpaces = regexp.MustCompile(`\s+`)
)

// cleanMessage makes one line of at most 300 runes of a server's or the system's words, without the key, without credentials
// in addresses, and without characters that move a terminal's cursor or turn its text round.
func cleanMessage(text string, key Secret) string {
	text = strings.ToValidUTF8(text, "\uFFFD")
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r), unicode.IsSpace(r):
			return ' '
		case r >= '\u202A' && r <= '\u202E', r >= '\u2066' && r <= '\u2069':
			return -1
		default:
			return r
		}
	}, text)
	text = userInURL.ReplaceAllString(withoutKey(text, key.reveal()), "//")
	runes := []rune(strings.TrimSpace(manySpaces.ReplaceAllString(text, " ")))
	if len(runes) > messageRunes {
		return strings.TrimSpace(string(runes[:messageRunes-1])) + "…"
	}
	return string(runes)
}

func withoutKey(text, key string) string {
	if len(key) < shortestKey {
		return text
	}
	text = strings.ReplaceAll(text, key, redacted)
	if len(key) < keyWithMiddle {
		return text
	}
	words := strings.Split(text, " ")
	for i, w := range words {
		if strings.Contains(w, key[:keyBeginning]) {
			words[i] = redacted
		}
	}
	return strings.Join(words, " ")
}

// htmlMessage says in one line what a page of HTML says that came where JSON was to come.
func htmlMessage(page string) string {
	if title := htmlTitle.FindStringSubmatch(page); title != nil {
		return "an HTML page: " + strings.TrimSpace(title[1])
	}
	return "an HTML page"
}
