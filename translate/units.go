package translate

import (
	"fmt"
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
	gap     string // the source's white space between this group and the next
	words   int
	letters string // of the text, folded
	begin   string // of the text, folded: what its anchor must give at least
}

// unitsOf gives the units of an article in reading order. A segment without a word to translate has none.
func unitsOf(a *news.Article, abbreviations []string) []*unit {
	var units []*unit
	add := func(id string, segment int, text, gap string) {
		units = append(units, &unit{
			id: id, place: len(units), segment: segment, text: text, gap: gap,
			words: news.Words(text), letters: letters(text), begin: beginning(text),
		})
	}
	for i, segment := range a.Segments {
		if !news.Translatable(segment.Text) {
			continue
		}
		groups := groupsOf(segment.Text, abbreviations)
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

// groupsOf cuts a text of more than blockWords words into groups of whole sentences, about equal in length. The groups
// joined are the text, and each has a word to translate. A sentence is never cut, however long it is.
func groupsOf(text string, abbreviations []string) []string {
	total := news.Words(text)
	if total <= blockWords {
		return []string{text}
	}
	size := share(total, blockWords)
	var groups []string
	var group strings.Builder
	words := 0
	for _, sentence := range news.Sentences(text, abbreviations) {
		more := news.Words(sentence)
		full := words >= size || words+more > blockWords
		if full && news.Translatable(group.String()) && news.Translatable(sentence) {
			groups = append(groups, group.String())
			group.Reset()
			words = 0
		}
		group.WriteString(sentence)
		words += more
	}
	return append(groups, group.String())
}

// share is the size of each when a total is cut evenly into as few as hold at most limit.
func share(total, limit int) int {
	count := pieces(total, limit)
	return (total + count - 1) / count
}

// pieces is how many of at most limit a total takes.
func pieces(total, limit int) int { return (total + limit - 1) / limit }
