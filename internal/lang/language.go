package lang

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// Language is what is true of one language. It is read once and not changed; it may be used by many goroutines.
type Language struct {
	Code        string // tarjuma's own short code: prs
	Tag         string // the BCP 47 tag that outside standards want: fa-AF
	Name        string // in English: Dari
	OwnName     string // in the language: دری
	Description string // a phrase for a prompt, which says the variety meant

	Aliases []string          // other names that mean this language
	Refused map[string]string // names that are near and yet wrong, and why: fa → "…is not Dari"

	Script        string // ISO 15924: Latn, Arab, Deva
	Direction     string // ltr or rtl
	Letters       Letters
	FunctionWords []string // small words that any text of the language is full of, lower case
	Neighbours    []Neighbour
	Variety       *Variety // the other standard that its writers are not to slip into, nil for none
	Digits        string   // its own ten digits, 0 first
	Punctuation   Punctuation
	Abbreviations []string // written with a full stop after which the sentence goes on: "Dr.", "डॉ."

	// Growth is how many tokens the language needs for what English says in one, measured on translated news.
	// English is 1; between two languages it is the quotient of theirs.
	Growth float64

	// Length is how many characters (code points) the language usually needs for what English says in one. English is 1.
	Length float64

	// Tokens is how many tokens of o200k_base a character of a news text takes, ASCII digits and signs apart; see TokensIn.
	Tokens float64

	Numbers  NumberWords
	Months   Months
	Weekdays [][]string // Sunday first: for each day its usual name, then others
	Names    Names
	Units    map[string][]string // what is counted, by one name for all languages: percent → percent, per-cent
	Leaks    Leaks
	Claims   Claims
	Style    []string // lines for a prompt, in English, an instruction each

	sharedWords []string // as FunctionWords, and as common in another language of the script
}

// Letters are sets of letters, each a string of runes in no order that means anything. Capitals are left out.
type Letters struct {
	All     string // the alphabet, with the combining signs that words are written with
	Proving string // those of All that show the language wherever they are frequent
	Foreign string // letters of the same script that the language does not write

	// Mistyped are letters that keyboards and texts of other languages put in the place of the language's own, each with
	// the letter that is meant: Arabic kaf → the kaf of Persian.
	Mistyped map[rune]rune
}

// Punctuation is the language's usual marks. Percent, Decimal and Group go with its own digits; with ASCII
// digits "%", "." and "," are as usual everywhere.
type Punctuation struct {
	Stop, Comma, Semicolon, Question string
	QuoteOpen, QuoteClose            string
	Percent, Decimal, Group          string
}

// NumberWords are the words a language writes numbers with, in lower case and NFC. A number of several words
// (twenty-five) is found by its parts; what a language writes as one word stands here as one. In Arabic script a word
// may be parted by a zero-width non-joiner, for parts that are written together, apart or so.
type NumberWords struct {
	Cardinals  map[string]int     // those below a thousand that add up: twenty → 20
	Ordinals   map[string]int     // third → 3
	Scales     map[string]int64   // those that multiply what stands before them: hundred → 100, crore → 10,000,000
	Fractions  map[string]float64 // half → 0.5; Hindi डेढ़ → 1.5
	Connectors []string           // words inside a number: and
	Articles   []string           // words that mean one before a scale: "a" in "a hundred"; as cardinals too: Hindi एक
	Unreadable []string           // words for an amount that is not one number: dozens
	Ambiguous  []string           // words that are other words too, or look like numbers and are none: Dari سه‌شنبه, Tuesday
	Suffixes   []string           // what makes one word with a number before it: Dari ساله in دوساله, two years old
	Hints      map[string]int     // words that no number is read from, and that may be a translation's word for one: both → 2
}

// Months are month names, January (Hamal in the solar calendar) first: for each month its usual name, then other
// spellings and short forms. Solar is that of the Hijri calendar of Afghanistan, empty where the language has none.
type Months struct {
	Gregorian [][]string
	Solar     [][]string
	Ambiguous []string // those of Gregorian that are other words too: May
	Before    []string // words after which they are months: in
}

// Leaks are what models say beside a translation, in the language: phrases in small letters that a translation of news does
// not hold unless its source speaks of the same. In a phrase, * stands for up to six words, and a colon or an
// exclamation mark at the end for a mark that follows.
type Leaks struct {
	Preamble []string // what a model begins with: "here is the translation"
	Refusal  []string // "i cannot translate this"
	Persona  []string // what it says of itself: "as an ai language model"
	Note     []string // what it adds: "translator's note:"
	Echo     []string // what a prompt says and a text does not: "translate the following"

	// Words for a translation. One of them before a colon at the beginning shows a preamble, however that is worded.
	Translation []string

	// Words of a source that speaks of such things itself, and so excuses its translation: "translation", "sorry"; of Persona and Note
	// others.
	Unless, UnlessPersona, UnlessNote []string
}

// Claims are how a text says whose word something is and how sure: phrases in small letters.
type Claims struct {
	Hedges       []string // that something is alleged, denied, suspected or only possible: "accused of"
	Attributions []string // that somebody says it: "said"
	Absolutes    []string // that it is so of all, for ever, more than anything: "never", "the worst"
}

// StyleSHA256 gives the SHA-256, in lower-case hex, of the style lines, each ended by one line feed.
func (l *Language) StyleSHA256() string {
	sum := sha256.Sum256([]byte(strings.Join(l.Style, "\n") + "\n"))
	return hex.EncodeToString(sum[:])
}
