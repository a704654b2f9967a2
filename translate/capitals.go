package translate

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tarjuma/internal/lang"
	"tarjuma/internal/news"
)

// hasCapitals says whether a language is written with capital letters: only there can names be told from other words.
func hasCapitals(l *lang.Language) bool { return strings.ContainsFunc(l.Letters.All, unicode.IsLower) }

// word is a word as names are looked for.
type word struct {
	text    string // without the marks round it and a possessive ending
	capital bool
	first   bool // a sentence begins with it, or what a quotation mark, a colon or a dash opens, so that any word would have a capital
	joined  bool // nothing but white space stands between it and the word before
}

// reader reads the words of texts in one language.
type reader struct {
	abbreviations []string
	words         []word
	first, joined bool // of the next word
}

// wordsFor reads the words of a text without tags.
func wordsFor(text string, abbreviations []string) []word {
	r := &reader{abbreviations: abbreviations}
	for _, sentence := range news.Sentences(text, abbreviations) {
		r.first, r.joined = true, false
		for field := range strings.FieldsSeq(sentence) {
			r.field(field)
		}
	}
	return r.words
}

// field reads what stands between white space: marks, a word, marks.
func (r *reader) field(field string) {
	start := strings.IndexFunc(field, isWordRune)
	if start < 0 {
		r.joined = false
		r.first = r.first || strings.ContainsAny(field, openers+dashes)
		return
	}
	end := strings.LastIndexFunc(field, isWordRune)
	_, size := utf8.DecodeRuneInString(field[end:])
	before, text, after := field[:start], field[start:end+size], field[end+size:]
	if before != "" {
		r.joined = false
		r.first = r.first || strings.ContainsAny(before, openers)
	}
	abbreviation := strings.HasPrefix(after, ".") && slices.Contains(r.abbreviations, text+".")
	if strings.HasPrefix(after, ".") && isInitials(text+".") {
		text, after = text+".", after[1:]
	}
	name, whole := withoutEnding(text)
	r.words = append(r.words, word{
		text: name, capital: isCapital(name) && (!abbreviation || isInitials(name)), first: r.first, joined: r.joined,
	})
	r.joined = whole && after == ""
	r.first = !abbreviation && strings.ContainsAny(after, ".!?…:")
}

const (
	openers = "\"“„«‹‘'"
	closers = "\"”“»›’') "
	dashes  = "-–—"
)

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// isInitials tells "J." and "U.S.".
func isInitials(text string) bool {
	for part := range strings.SplitSeq(strings.TrimSuffix(text, "."), ".") {
		if r, size := utf8.DecodeRuneInString(part); !unicode.IsUpper(r) || size != len(part) {
			return false
		}
	}
	return strings.HasSuffix(text, ".")
}

// withoutEnding cuts off what is no part of a name: 's, and what a hyphen ties to it (Kabul-based). It says whether
// the word is still whole.
func withoutEnding(text string) (name string, whole bool) {
	for _, ending := range []string{"'s", "’s", "'S", "’S"} {
		if cut, found := strings.CutSuffix(text, ending); found && cut != "" {
			name, _ = withoutEnding(cut)
			return name, false
		}
	}
	if i := strings.LastIndexByte(text, '-'); i > 0 && isTied(text[i+1:]) {
		return text[:i], false
	}
	return text, true
}

// isTied tells English words that a hyphen ties to a name, and that are no part of it.
func isTied(text string) bool {
	switch text {
	case "run", "held", "born", "made", "wide", "style", "era", "bound", "only", "friendly", "speaking", "leaning", "owned":
		return true
	}
	return strings.HasSuffix(text, "ed") && strings.ToLower(text) == text
}

// isCapital says whether a word begins with a capital letter, if need be behind an article: al-Shabaab. A single letter
// (I, A) is none.
func isCapital(text string) bool {
	if article, rest, found := strings.Cut(text, "-"); found && isArticle(article) {
		text = rest
	}
	r, size := utf8.DecodeRuneInString(text)
	if !unicode.IsUpper(r) && !unicode.IsTitle(r) || len(text) == size {
		return false
	}
	switch text[size:] {
	case "'m", "’m", "'ll", "’ll", "'ve", "’ve", "'d", "’d":
		return false
	}
	return true
}

// isArticle tells the Arabic article, in the spellings that a hyphen ties to a name.
func isArticle(text string) bool {
	switch text {
	case "al", "el", "ul", "ur", "us", "uz", "ud", "as", "ash", "az", "ad", "an", "ar", "at":
		return true
	}
	return false
}

// isParticle tells small words that stand inside names: Bank of Ghana, Rio de Janeiro, Osama bin Laden.
func isParticle(text string) bool {
	switch text {
	case "of", "de", "del", "la", "du", "des", "da", "dos", "di", "van", "von", "der", "den", "ter", "al", "el", "ul", "bin", "bint", "ibn", "e":
		return true
	}
	return false
}

// mostRun is how many words a name has at most; what has more is a heading.
const mostRun = 8

// runsOfCapitals gives the runs of words that may be names: capital words with nothing but white space between, and
// particles inside.
func runsOfCapitals(words []word) [][]word {
	var runs [][]word
	for i := 0; i < len(words); {
		if !words[i].capital {
			i++
			continue
		}
		end := i + 1
		for next := end; next < len(words) && next-end <= 2 && words[next].joined; next++ {
			if words[next].capital {
				end = next + 1
			} else if ofThe := words[next].text == "the" && words[next-1].text == "of"; !isParticle(words[next].text) && !ofThe {
				break
			}
		}
		if end-i <= mostRun {
			runs = append(runs, words[i:end])
		}
		i = end
	}
	return runs
}

// withoutTitle cuts off what stands before a name: Foreign Minister Karimi. Of a run that ends in a title nothing is left.
func withoutTitle(run []word) []word {
	for i := len(run) - 1; i >= 0; i-- {
		if isTitle(strings.ToLower(run[i].text)) {
			run = run[i+1:]
			break
		}
	}
	for len(run) > 0 && !run[0].capital {
		run = run[1:]
	}
	return run
}

// isTitle tells English words that stand before names and are translated, not spelt.
func isTitle(text string) bool {
	switch text {
	case "president", "vice-president", "minister", "premier", "chancellor", "secretary", "deputy", "senator", "congressman", "congresswoman",
		"governor", "mayor", "ambassador", "envoy", "spokesman", "spokeswoman", "spokesperson", "speaker", "chairman", "chairwoman", "chief",
		"director", "commissioner", "judge", "prosecutor", "general", "lieutenant", "colonel", "major", "captain", "commander", "sergeant",
		"admiral", "marshal", "brigadier", "inspector", "constable", "king", "queen", "prince", "princess", "emperor", "emir", "sultan",
		"sheikh", "sheik", "imam", "mullah", "mawlawi", "maulvi", "haji", "hajji", "qari", "pope", "bishop", "archbishop", "sir", "lord",
		"lady", "dame", "doctor", "professor", "engineer", "mr", "mrs", "ms", "dr", "miss":
		return true
	}
	return false
}
