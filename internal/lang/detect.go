package lang

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// UndecidedError says that the language of a text cannot be told. Candidates are the codes of languages that some of
// its words speak for, those with most words first; it is empty when there are none.
type UndecidedError struct {
	Candidates []string
}

func (e *UndecidedError) Error() string {
	if len(e.Candidates) == 0 {
		return "the language of the text cannot be told"
	}
	return fmt.Sprintf("the language of the text cannot be told (perhaps %s)", strings.Join(e.Candidates, ", "))
}

// The measures of Detect, set on translated news in the languages here and on some five hundred translations of the
// Universal Declaration of Human Rights: they lie between what these languages show and what others show.
const (
	fewestWords   = 3       // a shorter text says too little
	leastScript   = 0.6     // share of the letters that must be of the language's script
	leastOwn      = 0.06    // share of the words that must be its own
	leastEvidence = 0.12    // share of the words that must speak for it, less those against it; a shared word is half one
	mostRival     = 1.0 / 3 // own words of another language of that script, against own words of it
	stretchWords  = 20      // a text is also judged in stretches of as many words
	leastAgreeing = 0.75    // share of the stretches that must say the same
)

// Detect tells the language of a text, or gives *UndecidedError.
//
// Each word speaks for a language when it is one of its function words or holds one of its proving letters, and
// against it when it holds a letter foreign to it. The language with most words for it wins if it has enough of them,
// if no other has nearly as many, and if the text says so throughout: of a text that is half Dari and half Pashto,
// or half English and half anything, no language is told. What it cannot see stands in the package's comment.
func (s *Languages) Detect(text string) (*Language, error) {
	words := textWords(text)
	if language := s.judge(words); language != nil && s.throughout(words, language) {
		return language, nil
	}
	return nil, &UndecidedError{Candidates: s.candidates(words)}
}

// textWords gives the words of a text, folded to be compared: runs of letters and of the marks that go with them.
// Addresses are passed over: their words are of no language.
func textWords(text string) []string {
	var words []string
	for field := range strings.FieldsSeq(strings.ToLower(norm.NFC.String(text))) {
		if strings.Contains(field, "://") || strings.Contains(field, "@") {
			continue
		}
		words = append(words, strings.FieldsFunc(field, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })...)
	}
	return words
}

// judge gives the language that words are of, or nil.
func (s *Languages) judge(words []string) *Language {
	if len(words) < fewestWords {
		return nil
	}
	letters := 0
	for _, word := range words {
		letters += utf8.RuneCountInString(word)
	}
	var found []evidence
	var best evidence
	for _, g := range s.signs() {
		e := g.weigh(words)
		if float64(e.script) < leastScript*float64(letters) {
			continue
		}
		found = append(found, e)
		if e.net() > best.net() {
			best = e
		}
	}
	if !best.suffices(len(words)) {
		return nil
	}
	for _, e := range found {
		if e.language != best.language && float64(e.own) > mostRival*float64(best.own) {
			return nil
		}
	}
	return best.language
}

// throughout says whether the stretches of a text agree that it is of that language. What is left after the last
// whole stretch belongs to it.
func (s *Languages) throughout(words []string, language *Language) bool {
	stretches, agreeing := 0, 0
	for len(words) > 0 {
		n := stretchWords
		if len(words) < 2*stretchWords {
			n = len(words)
		}
		stretches++
		if s.judge(words[:n]) == language {
			agreeing++
		}
		words = words[n:]
	}
	return float64(agreeing) >= leastAgreeing*float64(stretches)
}

// candidates gives the codes of the languages that some of the words speak for.
func (s *Languages) candidates(words []string) []string {
	var found []evidence
	for _, g := range s.signs() {
		if e := g.weigh(words); e.own > 0 {
			found = append(found, e)
		}
	}
	slices.SortStableFunc(found, func(a, b evidence) int { return cmp.Compare(b.own, a.own) })
	var codes []string
	for _, e := range found {
		codes = append(codes, e.language.Code)
	}
	return codes
}
