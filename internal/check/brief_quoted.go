package check

import (
	"strings"
	"unicode"

	"tarjuma/internal/news"
)

// quotation marks in pairs: what opens, and what closes it. An apostrophe opens nothing.
var quotePairs = [...][2]string{{"“", "”"}, {"«", "»"}, {"„", "“"}, {"‹", "›"}, {`"`, `"`}, {"‘", "’"}}

// Quoted gives the spots of the words that stand in quotation marks, without the marks, in order. What opens and is not closed
// quotes nothing.
func Quoted(text string) []news.Spot {
	var found []news.Spot
	for i := 0; i < len(text); {
		opened := ""
		for _, pair := range quotePairs {
			if !strings.HasPrefix(text[i:], pair[0]) {
				continue
			}
			start := i + len(pair[0])
			if size := strings.Index(text[start:], pair[1]); size >= 0 {
				found = append(found, news.Spot{Start: start, End: start + size})
				opened = text[i : start+size+len(pair[1])]
				break
			}
		}
		i += max(len(opened), 1)
	}
	return found
}

// InventedQuotes gives what a sentence puts into quotation marks and none of the texts has word for word. A mark that closes
// the sentence inside the quotation is no part of what was said.
func InventedQuotes(sentence string, evidence []string) []news.Spot {
	var invented []news.Spot
	for _, spot := range Quoted(sentence) {
		quote := strings.TrimFunc(sentence[spot.Start:spot.End], func(r rune) bool { return unicode.IsSpace(r) || kindOf(r)&(stop|inner) != 0 })
		stands := quote == ""
		for _, text := range evidence {
			stands = stands || QuoteStands(quote, text)
		}
		if !stands {
			invented = append(invented, spot)
		}
	}
	return invented
}
