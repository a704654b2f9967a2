package check

import "unicode"

// kind says what a rune is, as far as checks ask. A text's kinds are those of all its runes together, so that a check of
// something the text does not hold costs nothing.
type kind uint32

const (
	letter kind = 1 << iota
	mark
	latin      // of a letter: its script
	arabic     // also of marks and digits of the script
	devanagari // also of marks and digits of the script
	capital    // a letter that has a small one
	keyboard   // Arabic kaf and yehs, where Persian has others
	nukta      // the Devanagari dot, alone or in a letter
	composed   // may be no NFC: a combining mark, or a letter that NFC takes apart
	asciiDigit // 0–9
	nativeDigit
	arabicDigit // U+0660–0669
	otherDigit
	joining    // zero-width joiner and non-joiner
	invisible  // other characters of no width, byte order marks and soft hyphens among them
	direction  // marks, embeddings, overrides and isolates of direction
	control    // C0 and C1 controls but for tab and line feed, U+FFFD, private use
	apostrophe // ' and ’
	quote      // every other quotation mark
	bracket
	space // white space but for U+0020
	slash
	at
	less      // <
	codeMark  // ` * _ # { } [ ] | \ and the like: what markup and code are made of
	stop      // full stops, question and exclamation marks, danda, ellipsis
	inner     // commas, semicolons, colons of all scripts
	sign      // currency, percent, degree and other symbols
	shaped    // Arabic presentation forms
	stretched // the tatweel
	unusual   // Arabic letters that neither Dari nor Pashto writes, as a rule
	wide      // beyond the Basic Multilingual Plane
)

// anyDigit is a decimal digit of any writing system.
const anyDigit = asciiDigit | nativeDigit | arabicDigit | otherDigit

// kindOf gives the kinds of a rune.
func kindOf(r rune) kind {
	switch {
	case r < 0x80:
		return kindOfASCII(r)
	case 0x0600 <= r && r <= 0x06FF, 0x0750 <= r && r <= 0x077F, 0x08A0 <= r && r <= 0x08FF:
		return kindOfArabic(r)
	case 0x0900 <= r && r <= 0x097F:
		return kindOfDevanagari(r)
	}
	return kindOfOther(r)
}

func kindOfASCII(r rune) kind {
	switch {
	case 'a' <= r && r <= 'z':
		return letter | latin
	case 'A' <= r && r <= 'Z':
		return letter | latin | capital
	case '0' <= r && r <= '9':
		return asciiDigit
	}
	switch r {
	case ' ':
		return 0
	case '\t', '\n':
		return space
	case '\'':
		return apostrophe
	case '"':
		return quote
	case '(', ')':
		return bracket
	case '[', ']', '{', '}':
		return bracket | codeMark
	case '/':
		return slash
	case '@':
		return at
	case '<':
		return less
	case '`', '*', '_', '#', '|', '\\', '~':
		return codeMark
	case '.', '?', '!':
		return stop
	case ',', ';', ':':
		return inner
	case '$', '%':
		return sign
	}
	if r < ' ' || r == 0x7F {
		return control
	}
	return 0
}

func kindOfArabic(r rune) kind {
	switch r {
	case 'ا', 'آ', 'أ', 'ؤ', 'ئ', 'ء', 'ب', 'پ', 'ت', 'ټ', 'ث', 'ج', 'ځ', 'چ', 'څ', 'ح', 'خ', 'د', 'ډ', 'ذ', 'ر', 'ړ', 'ز', 'ژ', 'ږ', 'س', 'ش', 'ښ',
		'ص', 'ض', 'ط', 'ظ', 'ع', 'غ', 'ف', 'ق', 'ک', 'ګ', 'گ', 'ل', 'م', 'ن', 'ڼ', 'و', 'ه', 'ۀ', 'ی', 'ې', 'ۍ':
		return letter | arabic
	}
	switch {
	case r == 'ي':
		return letter | arabic | keyboard
	case r == 'ى' || r == 'ك':
		return letter | arabic | keyboard | unusual
	case 0x06F0 <= r && r <= 0x06F9:
		return nativeDigit | arabic
	case 0x0660 <= r && r <= 0x0669:
		return arabicDigit | arabic
	case r == '،' || r == '؛':
		return inner | arabic
	case r == '؟' || r == '۔':
		return stop | arabic
	case r == 0x061C:
		return direction
	case r == 0x0640:
		return stretched | mark | arabic
	case r == '٪':
		return sign | arabic
	case unicode.IsLetter(r):
		return letter | arabic | unusual
	case unicode.IsMark(r):
		return mark | arabic | composed
	}
	return arabic
}

// kindOfDevanagari follows the chart of the block: letters and marks stand in few ranges.
func kindOfDevanagari(r rune) kind {
	switch {
	case r == 0x093C:
		return mark | devanagari | nukta | composed
	case r <= 0x0903, 0x093A <= r && r <= 0x094F && r != 0x093D, 0x0951 <= r && r <= 0x0957, r == 0x0962, r == 0x0963:
		return mark | devanagari
	case 0x0958 <= r && r <= 0x095F:
		return letter | devanagari | nukta | composed
	case r <= 0x0961, 0x0971 <= r:
		return letter | devanagari
	case r <= 0x0965: // danda and double danda
		return stop | devanagari
	case r <= 0x096F:
		return nativeDigit | devanagari
	}
	return devanagari
}

func kindOfOther(r rune) kind {
	switch r {
	case '\u200c', '\u200d':
		return joining
	case '\u200b', '\u2060', '\ufeff', '\u00ad', '\u180e':
		return invisible
	case '\u200e', '\u200f':
		return direction
	case '’':
		return apostrophe
	case '“', '”', '„', '«', '»', '‹', '›', '‘', '‚', '‟', '‛':
		return quote
	case '…':
		return stop
	case unicode.ReplacementChar:
		return control
	}
	switch {
	case isDirection(r):
		return direction
	case 0xFB50 <= r && r <= 0xFDFF, 0xFE70 <= r && r <= 0xFEFE:
		return shaped | letter | arabic
	case r < 0xA0, unicode.Is(unicode.Co, r):
		return control
	case isDigit(r):
		return otherDigit
	case unicode.IsLetter(r):
		return kindOfLetter(r)
	case unicode.IsMark(r):
		return mark | composed
	case unicode.IsSpace(r):
		return space
	case unicode.IsSymbol(r):
		return sign
	}
	return 0
}

func kindOfLetter(r rune) kind {
	k := letter
	if r > 0xFFFF {
		k |= wide
	}
	switch {
	case unicode.Is(unicode.Latin, r):
		k |= latin
	case unicode.Is(unicode.Arabic, r):
		k |= arabic
	case unicode.Is(unicode.Devanagari, r):
		k |= devanagari
	}
	if unicode.IsUpper(r) || unicode.IsTitle(r) {
		k |= capital
	}
	return k
}
