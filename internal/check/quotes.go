package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// QuoteStands tells whether a quote stands in a segment word for word. White space, quotation marks (their kind, and those
// round the whole quote), direction marks and the two spellings that Unicode holds equal make no difference. A quote does not stand
// where it cuts a word or a number: "5 people" is not in "25 people". A quote without a letter or a digit stands nowhere.
func QuoteStands(quote, segment string) bool {
	wanted := strings.Trim(foldQuote(quote), ` "`)
	if !strings.ContainsFunc(wanted, isWordOrDigit) {
		return false
	}
	text := foldQuote(segment)
	for from := 0; ; {
		i := strings.Index(text[from:], wanted)
		if i < 0 {
			return false
		}
		start := from + i
		if !cutsBefore(text[:start], wanted) && !cutsAfter(wanted, text[start+len(wanted):]) {
			return true
		}
		_, length := utf8.DecodeRuneInString(text[start:])
		from = start + length
	}
}

// foldQuote gives a text as quotes are compared.
func foldQuote(s string) string {
	var folded strings.Builder
	space := false
	for _, r := range norm.NFC.String(s) {
		switch {
		case isDirection(r):
			continue
		case unicode.IsSpace(r):
			space = true
			continue
		case isQuotationMark(r):
			r = '"'
		}
		if space {
			folded.WriteByte(' ')
			space = false
		}
		folded.WriteRune(r)
	}
	return folded.String()
}

// isQuotationMark tells the marks that quotes stand in, single and double, and the apostrophe, which looks like one.
func isQuotationMark(r rune) bool {
	return r == '`' || r == '´' || unicode.Is(unicode.Quotation_Mark, r)
}

func isWordOrDigit(r rune) bool { return isWordRune(r) || isDigit(r) }

// isInWord tells what words and numbers are made of, the joiners within them included.
func isInWord(r rune) bool { return isWordOrDigit(r) || r == zwnj || r == '\u200d' }

// cutsBefore tells whether what stands before a quote belongs to its first word or number.
func cutsBefore(before, quote string) bool {
	last, length := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(quote)
	if isInWord(last) && isInWord(first) {
		return true
	}
	digit, _ := utf8.DecodeLastRuneInString(before[:len(before)-length])
	return isDigit(first) && isNumberSign(last) && isDigit(digit)
}

// cutsAfter tells whether what stands after a quote belongs to its last word or number.
func cutsAfter(quote, after string) bool {
	last, _ := utf8.DecodeLastRuneInString(quote)
	first, length := utf8.DecodeRuneInString(after)
	if isInWord(last) && isInWord(first) {
		return true
	}
	digit, _ := utf8.DecodeRuneInString(after[length:])
	return isDigit(last) && isNumberSign(first) && isDigit(digit)
}

func isNumberSign(r rune) bool { return isDecimalSign(r) || r == '٬' }
