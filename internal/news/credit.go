package news

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// creditOpenings begin a credit line in the languages of our articles, where no colon or bracket shows it. Lower case.
var creditOpenings = [...]string{
	"by", "reporting by", "additional reporting by", "report by", "written by", "edited by", "editing by",
	"compiled by", "translated by", "photo by", "photos by", "this article is written by", "this article was written by",
	"گزارش از", "گزارشگر", "نویسنده", "به قلم", "خبرنگار", "ترجمه از", "مترجم", "عکس از", "منبع",
	"ژباړه", "ژباړن", "لیکوال", "لیکنه", "راپور", "خبریال", "سرچینه",
	"रिपोर्ट", "लेखक", "संवाददाता", "अनुवाद", "स्रोत", "साभार", "प्रस्तुति",
}

const (
	creditWords  = 25 // no credit line is longer
	creditBlocks = 3  // at the end of one article
)

// tellCredits finds the credit lines at the end, none before the block numbered from, and gives the number of the first.
func tellCredits(blocks []block, from int) int {
	end := len(blocks)
	for end > from && len(blocks)-end < creditBlocks && isCredit(blocks, end-1) {
		end--
		blocks[end].kind = Credit
	}
	return end
}

func isCredit(blocks []block, i int) bool {
	b := blocks[i]
	if i == 0 || b.quoted || !hasLetter(b.text) || Words(b.text) > creditWords {
		return false
	}
	if b.marker != "" {
		return len([]rune(b.marker)) == 1 && strings.Contains("-–", b.marker) && blocks[i-1].marker == "" &&
			lastMark(blocks[i-1].text) != ':' && isSignature(b.text)
	}
	return looksLikeCredit(b.text) || opensWithSymbol(b.text) || (i == len(blocks)-1 && i > 1 && isSignature(b.text))
}

// looksLikeCredit tells the credit lines that show what they are by their words alone.
func looksLikeCredit(text string) bool {
	return Words(text) <= creditWords && (inBrackets(text) || opensWithDash(text) || isLabelled(text) || opensAsCredit(text))
}

// opensAsCredit tells the credit lines that may stand at either end of an article.
func opensAsCredit(text string) bool {
	folded := strings.ToLower(text)
	for _, opening := range creditOpenings {
		rest, found := strings.CutPrefix(folded, opening)
		if !found || rest == "" {
			continue
		}
		if r := firstRune(rest); unicode.IsLetter(r) || unicode.IsMark(r) || r == '\u200c' {
			continue // the opening is only the beginning of a word
		}
		// A full stop after so little is a sentence: "By Friday it was over."
		return Words(text) <= creditWords && (!endsStatement(text) || strings.HasSuffix(opening, " by"))
	}
	return false
}

// inBrackets tells "(AP)" and "[Our own desk]".
func inBrackets(text string) bool {
	text = strings.TrimRight(text, ".")
	return (strings.HasPrefix(text, "(") && strings.HasSuffix(text, ")") || strings.HasPrefix(text, "[") && strings.HasSuffix(text, "]")) &&
		Words(text) <= headingWords
}

// opensWithSymbol tells lines that begin with a picture or ©.
func opensWithSymbol(text string) bool { return unicode.Is(unicode.So, firstRune(text)) }

// opensWithDash tells "— Reuters".
func opensWithDash(text string) bool {
	r := firstRune(text)
	return (r == '—' || r == '―') && isSignature(text)
}

// isSignature tells a few words that do not end as a sentence.
func isSignature(text string) bool {
	return Words(text) <= 8 && !endsStatement(text) && !strings.ContainsRune(sentenceMarks, lastMark(text))
}

// isLabelled tells one to three words, a colon, and a few more: "Report: …", «ژباړه: …», "रिपोर्ट: …".
func isLabelled(text string) bool {
	label, rest, found := strings.Cut(text, ":")
	if !found || !strings.HasPrefix(rest, " ") || endsStatement(text) {
		return false
	}
	for _, r := range label {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && r != ' ' && r != '\u200c' {
			return false
		}
	}
	words := Words(label)
	return utf8.RuneCountInString(label) <= 40 && words >= 1 && words <= 3 && Words(rest) <= 10
}
