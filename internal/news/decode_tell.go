package news

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gogs/chardet"
)

// tell decodes a text in an encoding of one byte a character and gives that encoding's name: by words of the Arabic script, and else
// by a library. Both are "" where it cannot be told.
//
// The order was measured on news in Dari as windows-1256 has it: the library alone takes most of it for ISO-8859-6, which is
// other letters, or for Hebrew; words read through both tables tell all of it.
//
// Neither of the two encodings of the Arabic script has the yeh (ی) of Dari, and none of Pashto's own letters: text that comes out of
// them was damaged when it was saved. It is read as it stands there, with the yeh of Arabic (ي), and nothing is mended.
func tell(data []byte) (text, name string) {
	if text, name = tellArabic(data); name != "" {
		return text, name
	}
	return tellWestern(data)
}

// arabicWords are words that stand in any text of the languages written so, in Dari and Pashto. The
// encodings have no yeh of these languages: what stands for it is written as that in a copy.
const arabicWords = " و در به از که را با این است برای آن شد تا بود د په له ته چی سره "

// leastArabic is the share of the words that must be among arabicWords.
const leastArabic = 0.05

// tellArabic tells the two encodings of the Arabic script apart by which of them makes words of the bytes.
func tellArabic(data []byte) (text, name string) {
	most := 0.0
	for _, encoding := range []string{"windows-1256", "iso-8859-6"} {
		read := textIn(encoding, data)
		if share := arabicShare(read); share >= leastArabic && share > most {
			text, name, most = read, encoding, share
		}
	}
	return text, name
}

// arabicShare is the share of a text's words that are among arabicWords, less those of mixed scripts: the table of windows-1256
// makes é and ç of what are letters of every second word in ISO-8859-6.
func arabicShare(text string) float64 {
	yehs := strings.NewReplacer("ي", "ی", "ى", "ی", "ك", "ک")
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
	found := 0
	for _, word := range words {
		switch {
		case strings.Contains(arabicWords, " "+yehs.Replace(word)+" "):
			found++
		case strings.ContainsFunc(word, isArabic) && strings.ContainsFunc(word, isLatin):
			found--
		}
	}
	return float64(found) / float64(max(1, len(words)))
}

func isArabic(r rune) bool { return unicode.Is(unicode.Arabic, r) }

func isLatin(r rune) bool { return unicode.Is(unicode.Latin, r) }

// leastConfidence is what the library, which gives 1 to 100, must be sure of: articles get 60 and more, a single odd sentence 20.
const leastConfidence = 20

// logical ends the library's name of Hebrew in the order of reading. Without it the lines are written backwards.
const logical = "-i"

// tellWestern asks the library. It is believed for the West and for ISO 8859 alone, and not in what it calls Arabic, which was
// looked at before. What is the same text in an encoding of the West is called that.
func tellWestern(data []byte) (text, name string) {
	charset := likeliest(data)
	text, name = western(data)
	switch charset {
	case "windows-1252", "iso-8859-1":
	case "iso-8859-2", "iso-8859-5", "iso-8859-7", "iso-8859-8" + logical, "iso-8859-9":
		charset = strings.TrimSuffix(charset, logical)
		if other := textIn(charset, data); other != text {
			text, name = other, charset
		}
	default:
		if other := textIn(charset, data); other != text {
			return "", ""
		}
	}
	if text == "" || implausible(text) {
		return "", ""
	}
	return text, name
}

// likeliest is the name that the library gives in small letters, or "". It looks for all encodings at once and gives equals in
// an order of chance.
func likeliest(data []byte) string {
	found, err := chardet.NewTextDetector().DetectAll(data)
	if err != nil {
		return ""
	}
	first := slices.MinFunc(found, func(a, b chardet.Result) int {
		return cmp.Or(cmp.Compare(b.Confidence, a.Confidence), cmp.Compare(a.Charset, b.Charset))
	})
	if first.Confidence < leastConfidence {
		return ""
	}
	return strings.ToLower(first.Charset)
}

// textIn gives the text in an encoding, or "" where that does not fit or is not known here.
func textIn(encoding string, data []byte) string {
	for _, s := range singleBytes() {
		if s.name == encoding {
			text, _ := s.decode(data)
			return text
		}
	}
	return ""
}

// western gives a text as in the West, where three encodings differ in few bytes: 0x80 to 0x9F are characters in Windows' own
// alone; eight others are rare signs in ISO-8859-1 and the euro and letters in ISO-8859-15.
func western(data []byte) (text, name string) {
	if slices.ContainsFunc(data, func(c byte) bool { return c >= 0x80 && c < 0xA0 }) {
		return textIn("windows-1252", data), "windows-1252"
	}
	first, fifteenth := textIn("iso-8859-1", data), textIn("iso-8859-15", data)
	if oddities(fifteenth) < oddities(first) {
		return fifteenth, "iso-8859-15"
	}
	return first, "iso-8859-1"
}

// implausible tells a text that is full of what nobody writes. It comes of the wrong encoding, such as that of a Macintosh or of
// DOS, where each byte means something else. A quarter leaves room for an odd name.
func implausible(text string) bool {
	foreign := 0
	for _, r := range text {
		if r >= utf8.RuneSelf {
			foreign++
		}
	}
	return oddities(text)*4 > foreign
}

// oddities counts the characters beyond ASCII that stand where nobody writes them.
func oddities(text string) int {
	n := 0
	before := ' '
	for i, r := range text {
		if r >= utf8.RuneSelf {
			after, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
			n += count(oddBetween(before, r, after))
		}
		before = r
	}
	return n
}

// oddBetween says whether a character is odd between two others: a capital within a word or right behind a comma, a letter right
// before a digit, a sign in a word, and the letters that are the quotation marks and dashes of a Macintosh.
func oddBetween(before, r, after rune) bool {
	inWord := unicode.IsLetter(before) && unicode.IsLetter(after)
	switch {
	case unicode.IsLetter(r) && unicode.IsDigit(after):
		return true
	case strings.ContainsRune("ÒÔ", r) && !unicode.IsLetter(before), strings.ContainsRune("ÐÑ", r) && unicode.IsSpace(before) && unicode.IsSpace(after):
		return true
	case unicode.IsUpper(r):
		return unicode.IsLower(before) || inWord && unicode.IsLower(after) || strings.ContainsRune(",.;:!?", before)
	case strings.ContainsRune("‚„ˆ˜¨¯¸ƒ¼½¾", r):
		return unicode.IsLetter(before)
	case strings.ContainsRune("†‡‰‹›«»“”•¢£¥§©®°±¶¿¡¹²³ªº", r):
		return inWord
	}
	return r == '¤'
}
