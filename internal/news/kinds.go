package news

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// tellKinds says what each block is. Signs of lists and quotes say it themselves; titles, headings and credit lines
// are told from their place, their length and how they end, which all scripts show alike.
func tellKinds(blocks []block) {
	for i := range blocks {
		blocks[i].kind = Paragraph
		switch {
		case blocks[i].quoted:
			blocks[i].kind = Quote
		case blocks[i].marker != "":
			blocks[i].kind = Item
		}
	}
	body := tellTitle(blocks)
	end := tellCredits(blocks, body)
	tellHeadings(blocks[body:end])
}

// Lengths of a title and of a heading, in words. Longer ones are paragraphs, whatever they look like.
const (
	titleWords    = 30
	headingWords  = 12
	questionWords = 8 // of a heading that ends as a question
)

// tellTitle finds the title and a credit line above or below it, and gives the number of the first block after them.
func tellTitle(blocks []block) int {
	body := 0
	if len(blocks) > 2 && isByline(blocks[0]) && isLabelled(blocks[0].text) {
		blocks[0].kind = Credit
		body++
	}
	if body+1 >= len(blocks) || !isTitle(blocks[body]) {
		return body
	}
	blocks[body].kind = Title
	body++
	if body+1 < len(blocks) && isByline(blocks[body]) {
		blocks[body].kind = Credit
		body++
	}
	return body
}

func isByline(b block) bool { return b.kind == Paragraph && b.lines == 1 && opensAsCredit(b.text) }

func isTitle(b block) bool {
	if b.kind != Paragraph || !hasLetter(b.text) || Words(b.text) > titleWords {
		return false
	}
	return b.underlined || !endsStatement(b.text)
}

// endsStatement says whether a text ends as a paragraph does: with a full stop of any script or a mark inside a
// sentence. Titles ask and shout, but do not end so, save for an abbreviation ("Talks with the U.S.").
func endsStatement(text string) bool {
	mark := lastMark(text)
	if mark == '.' {
		return !endsInInitials(strings.TrimRight(text, closingMarks))
	}
	return strings.ContainsRune("।॥۔"+clauseMarks, mark)
}

// tellHeadings finds the headings between the title and the credit lines. A heading stands over something: three
// short lines in a row are a list without signs or verse, and the last block is no heading.
func tellHeadings(blocks []block) {
	for i := 0; i < len(blocks); {
		run := i
		for run < len(blocks) && isHeading(blocks[run]) {
			run++
		}
		if run < len(blocks) && run-i <= 2 {
			for j := i; j < run; j++ {
				blocks[j].kind = Heading
			}
		}
		i = run + 1
	}
}

func isHeading(b block) bool {
	if b.kind != Paragraph || b.lines > 1 || !hasLetter(b.text) {
		return false
	}
	if b.underlined {
		return true
	}
	words := Words(b.text)
	if words > headingWords || endsStatement(b.text) {
		return false
	}
	switch lastMark(b.text) {
	case '…':
		return false
	case '?', '؟', '!':
		return words <= questionWords
	}
	return true
}

func hasLetter(text string) bool { return strings.ContainsFunc(text, unicode.IsLetter) }

// firstRune gives the first character of a text.
func firstRune(text string) rune {
	r, _ := utf8.DecodeRuneInString(text)
	return r
}
