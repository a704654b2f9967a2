package news

import (
	"strings"
	"unicode"
)

// Words counts the words of a text: what stands between white space and holds a letter or a digit of any script. Tags
// are none.
func Words(text string) int {
	count := 0
	counted := false // the word we are in
	for _, r := range WithoutTags(text) {
		switch {
		case unicode.IsSpace(r):
			counted = false
		case !counted && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			counted = true
			count++
		}
	}
	return count
}

// Translatable says whether a text holds a word to translate. One of nothing but digits, addresses (URL, domain,
// e-mail), handles and hashtags, punctuation and pictures holds none, nor do tags.
func Translatable(text string) bool {
	for word := range strings.FieldsFuncSeq(WithoutTags(text), unicode.IsSpace) {
		if hasLetter(word) && !isAddress(word) {
			return true
		}
	}
	return false
}

// isAddress tells a word that means the same in every language: a URL, a domain, an e-mail address, a handle, a hashtag.
func isAddress(word string) bool {
	word = strings.TrimFunc(word, func(r rune) bool {
		return unicode.IsPunct(r) && !strings.ContainsRune("@#/", r) || strings.ContainsRune("<>|", r)
	})
	if strings.HasPrefix(word, "@") || strings.HasPrefix(word, "#") {
		return true
	}
	if scheme, rest, found := strings.Cut(word, "://"); found {
		return isASCIIWord(scheme) && rest != ""
	}
	_, host, email := strings.Cut(strings.TrimPrefix(word, "mailto:"), "@")
	if !email {
		host, _, _ = strings.Cut(word, "/")
	}
	return isDomain(host)
}

// isDomain tells names such as example.org: ASCII labels, the last of small letters. "U.S." and "3.5m" are none.
func isDomain(host string) bool {
	labels := strings.Split(host, ".")
	if len(labels) < 2 {
		return false
	}
	for _, label := range labels {
		if !isASCIIWord(label) {
			return false
		}
	}
	top := labels[len(labels)-1]
	return len(top) >= 2 && strings.Trim(top, "abcdefghijklmnopqrstuvwxyz") == "" && len(labels[len(labels)-2]) >= 2
}

func isASCIIWord(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return r >= 0x80 || !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '_' && r != '+'
	})
}
