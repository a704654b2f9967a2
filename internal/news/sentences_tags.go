package news

import (
	"strings"
	"unicode"
)

// taggedSentences cuts a text with tags where it would be cut without them. Tags that close, and those that stand alone
// right behind a sentence, go with it; others with the one after. A pair is never cut apart, however many sentences it
// encloses.
func taggedSentences(text string, tags []tag, abbreviations []string) []string {
	var pieces []string
	complete := completePairs(tags)
	start, at := 0, 0  // where the piece begins, and how far we are
	open, left := 0, 0 // pairs that are open there, and bytes of the sentences, tags not counted, that are still to come
	sentences := plainSentences(untagged(text, tags), abbreviations)
	for i, sentence := range sentences {
		if i == len(sentences)-1 {
			break // whatever follows it belongs to it
		}
		left += len(sentence)
		space := len(sentence) - len(strings.TrimRightFunc(sentence, unicode.IsSpace))
		for pass := tagsOf(tags, at, left, space); pass > 0; pass-- {
			t := tags[0]
			left -= t.start - at
			at, tags = t.end, tags[1:]
			if complete[t.number] && t.kind == opening {
				open++
			} else if complete[t.number] && t.kind == closing {
				open--
			}
		}
		step := left
		if len(tags) > 0 {
			step = min(step, tags[0].start-at)
		}
		at, left = at+step, left-step
		if open <= 0 {
			pieces = append(pieces, text[start:at])
			start = at
		}
	}
	return append(pieces, text[start:])
}

// tagsOf counts the tags that go with a sentence: left bytes beside tags are still to come of it, the last of them
// white space.
func tagsOf(tags []tag, at, left, space int) int {
	count := 0
	for i, t := range tags {
		if left -= t.start - at; left < 0 {
			break
		}
		at = t.end
		if left > space || left == space && t.kind == alone || t.kind == closing {
			count = i + 1
		}
	}
	return count
}

// untagged is a text with nothing in the place of its tags.
func untagged(text string, tags []tag) string {
	var b strings.Builder
	at := 0
	for _, t := range tags {
		b.WriteString(text[at:t.start])
		at = t.end
	}
	b.WriteString(text[at:])
	return b.String()
}
