package translate

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"tarjuma/internal/news"
)

// blockWords is how long a block may be and still be asked for as one. In longer ones models begin to leave out
// sentences, which neither id nor anchor can show.
const blockWords = 200

// unit is what is asked for under one id: a segment, or a group of sentences of a long one. It is not changed.
type unit struct {
	id      string
	place   int    // among the units of the article
	segment int    // the place of its segment in the article
	text    string // without the white space at its ends, where it is a group
	plain   string // the text without tags: all that is not about markup goes by it
	gap     string // the source's white space between this group and the next
	words   int
	letters string // of the plain text, folded
	begin   string // of the plain text, folded: what its anchor must give at least
}

// unitsThatFit gives the units of an article in reading order, so that each fits as long as sentences are not cut. A
// segment without a word to translate has none.
func unitsThatFit(a *news.Article, abbreviations []string, fits func(id, text string) bool) []*unit {
	var units []*unit
	add := func(id string, segment int, text, gap string) {
		plain := news.WithoutTags(text)
		units = append(units, &unit{
			id: id, place: len(units), segment: segment, text: text, plain: plain, gap: gap,
			words: news.Words(plain), letters: news.Letters(plain), begin: news.Beginning(text),
		})
	}
	for i, segment := range a.Segments {
		if !translatable(segment.Text) {
			continue
		}
		groups := groupsThatFit(segment.Text, abbreviations, func(text string) bool { return fits(segment.ID+longestGroup, text) })
		if len(groups) == 1 {
			add(segment.ID, i, segment.Text, "")
			continue
		}
		for n, group := range groups {
			gap := ""
			if n+1 < len(groups) {
				gap = group[len(strings.TrimRightFunc(group, unicode.IsSpace)):] +
					groups[n+1][:len(groups[n+1])-len(strings.TrimLeftFunc(groups[n+1], unicode.IsSpace))]
			}
			add(fmt.Sprintf("%s.%d", segment.ID, n+1), i, strings.TrimSpace(group), gap)
		}
	}
	return units
}

// translatable says whether a text holds a word to translate, tags not counted, and so has an anchor.
func translatable(text string) bool {
	return news.Translatable(news.WithoutTags(text)) && news.Beginning(text) != ""
}

// wordsIn counts the words of a text, tags not counted.
func wordsIn(text string) int { return news.Words(news.WithoutTags(text)) }

// longestGroup is the end of a group's id, as long as any will be.
const longestGroup = ".99"

// groupsThatFit cuts a text into groups of sentences, the longest that all fit. When a sentence alone does not, the text
// stays whole: without that sentence the others would be of no use.
func groupsThatFit(text string, abbreviations []string, fits func(text string) bool) []string {
	for most := blockWords; most > 0; most /= 2 {
		groups := groupsOf(text, abbreviations, most)
		if !slices.ContainsFunc(groups, func(group string) bool { return !fits(group) }) {
			return groups
		}
	}
	return []string{text}
}

// groupsOf cuts a text of more words than most into groups of whole sentences, about equal in length. The groups joined
// are the text, and each has a word to translate. A sentence is never cut, however long it is, and neither is what a pair
// of tags encloses.
func groupsOf(text string, abbreviations []string, most int) []string {
	total := wordsIn(text)
	if total <= most {
		return []string{text}
	}
	size := share(total, most)
	var groups []string
	start, end, words, says := 0, 0, 0, false // the group: where it lies, how long it is, whether it has a word to translate
	for _, sentence := range news.Sentences(text, abbreviations) {
		more, speaks := wordsIn(sentence), translatable(sentence)
		full := words >= size || words+more > most
		if full && says && speaks {
			groups = append(groups, text[start:end])
			start, words, says = end, 0, false
		}
		end += len(sentence)
		words += more
		says = says || speaks
	}
	return speaking(append(groups, text[start:]))
}

// speaking joins groups without a word to translate with the one before. There are none as a rule: only where two
// sentences have no white space between, what is a word in one of them (mail.) is a part of none with the other
// (mail.x@example.org).
func speaking(groups []string) []string {
	var joined []string
	for _, group := range groups {
		last := len(joined) - 1
		if last >= 0 && (!translatable(group) || !translatable(joined[last])) {
			joined[last] += group
		} else {
			joined = append(joined, group)
		}
	}
	return joined
}

// share is the size of each when a total is cut evenly into as few as hold at most limit.
func share(total, limit int) int {
	count := pieces(total, limit)
	return (total + count - 1) / count
}

// pieces is how many of at most limit a total takes.
func pieces(total, limit int) int { return (total + limit - 1) / limit }
