package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tarjuma/internal/news"
)

// ends compares how source and translation end. A question that became a statement says another thing; that a good
// translation has no question mark where its source has one comes in 4 to 9 segments of a thousand. Full stops are a matter
// of style.
func ends() check {
	return check{
		rules: []Rule{
			{ID: "punct.end", Severity: "warning", Catches: "A question became a statement or the other way round; for information: another mark at the end got lost.", Example: "“Who paid for the bridge?” → “पुल का ख़र्च किसने उठाया।”"},
		},
		prepare: func(*materials) inspector { return endsInspector{} },
	}
}

type endsInspector struct{}

// ending is the mark that a text ends with.
type ending byte

const (
	noMark ending = iota
	fullStop
	questionMark
	exclamation
	ellipsis
	colon
	comma
)

func (endsInspector) inspect(p *pair, r *report) {
	source, sourceSpot := endOf(&p.source)
	target, targetSpot := endOf(&p.target)
	asked, asks := 0, 0
	if (p.source.kinds|p.target.kinds)&stop != 0 {
		asked, asks = questions(p.source.plain), questions(p.target.plain)
	}
	where := spots{source: sourceSpot, target: targetSpot}
	switch {
	case source == questionMark && target != questionMark && asks < asked, asked > 0 && asks == 0:
		r.find("punct.end", where, "the source asks, and the translation has no question mark for it")
	case target == questionMark && asked == 0:
		if f := r.find("punct.end", where, "the translation asks, and the source does not"); source == noMark {
			f.Severity = news.Info // it may be a question without its mark
		}
	case source == exclamation && !strings.ContainsRune(p.target.plain, '!'):
		r.find("punct.end", where, "the exclamation mark is lost").Severity = news.Info
	case source == colon && target != colon && !strings.ContainsRune(p.target.plain, ':'):
		r.find("punct.end", where, "the colon at the end is lost").Severity = news.Info
	case source == fullStop && (target == noMark || target == comma):
		r.find("punct.end", where, "the translation does not end in a full stop, and its source does").Severity = news.Info
	}
}

// questions counts the question marks of a text; several together are one, and those inside addresses none.
func questions(s string) int {
	count, end := 0, -1 // the byte behind the last one
	for i := 0; i < len(s); i++ {
		size := 0
		switch {
		case s[i] == '?' && (i+1 == len(s) || !isASCIIWord(s[i+1])):
			size = 1
		case s[i] == 0xD8 && strings.HasPrefix(s[i:], "؟"):
			size = 2
		default:
			continue
		}
		if i != end {
			count++
		}
		end = i + size
	}
	return count
}

// endOf gives the mark that a text ends with, and where it stands. Quotation marks, brackets, white space and marks of direction
// behind it are passed over; of "?!" the question counts.
func endOf(t *text) (ending, []news.Spot) {
	last, found, start, end := noMark, false, 0, 0
	for s := t.plain; s != ""; {
		r, size := utf8.DecodeLastRuneInString(s)
		e := endingOf(r)
		switch {
		case e != noMark:
			if !found {
				last, end = e, len(s)
			} else if last == fullStop && e == fullStop {
				last = ellipsis
			} else if e == questionMark {
				last = e
			}
			found, start = true, len(s)-size
		case found || !isPassedOver(r):
			return spotOf(t, last, start, end)
		}
		s = s[:len(s)-size]
	}
	return spotOf(t, last, start, end)
}

func spotOf(t *text, e ending, start, end int) (ending, []news.Spot) {
	if e == noMark {
		return e, nil
	}
	return e, one(t.spot(start, end))
}

func endingOf(r rune) ending {
	switch r {
	case '.', '।', '॥', '۔', '|':
		return fullStop
	case '?', '؟':
		return questionMark
	case '!':
		return exclamation
	case '…':
		return ellipsis
	case ':', ';', '؛':
		return colon
	case ',', '،':
		return comma
	}
	return noMark
}

func isPassedOver(r rune) bool {
	return unicode.IsSpace(r) || isDirection(r) || isQuotationMark(r) || strings.ContainsRune(")]}*_", r)
}
