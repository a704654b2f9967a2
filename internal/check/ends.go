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

// endMark is what a text may end with.
type endMark byte

const (
	noMark endMark = iota
	fullStop
	questionMark
	exclamation
	ellipsis
	colon
	comma
)

// ending is the mark that a text ends with, from byte start to end.
type ending struct {
	mark       endMark
	start, end int
}

func (endsInspector) inspect(p *pair, r *report) {
	source, target := endOf(p.source.plain), endOf(p.target.plain)
	asked, asks := questions(p.source.plain), questions(p.target.plain)
	if source.mark == target.mark && len(asked) == len(asks) {
		return
	}
	message, severity, at := "", news.Info, source.spots(&p.source)
	switch {
	case source.mark == questionMark && target.mark != questionMark && len(asks) < len(asked), len(asked) > 0 && len(asks) == 0:
		message, severity, at = "the source asks, and the translation has no question mark for it", news.Warning, asked.spots(&p.source)
	case target.mark == questionMark && len(asked) == 0 && source.mark == noMark:
		message = "the translation asks; the source has no mark at its end" // and may be a question
	case target.mark == questionMark && len(asked) == 0:
		message, severity = "the translation asks, and the source does not", news.Warning
	case source.mark == exclamation && !strings.ContainsRune(p.target.plain, '!'):
		message = "the exclamation mark is lost"
	case source.mark == colon && target.mark != colon && !strings.ContainsRune(p.target.plain, ':'):
		message = "the colon at the end is lost"
	case source.mark == fullStop && (target.mark == noMark || target.mark == comma):
		message = "the translation does not end in a full stop, and its source does"
	default:
		return
	}
	r.find("punct.end", spots{source: at, target: target.spots(&p.target)}, "%s", message).Severity = severity
}

func (e ending) spots(t *text) []news.Spot {
	if e.mark == noMark {
		return nil
	}
	return one(t.spot(e.start, e.end))
}

// asking is the question marks of a text.
type asking []ending

func (a asking) spots(t *text) []news.Spot {
	var all []news.Spot
	for _, e := range a {
		all = append(all, e.spots(t)...)
	}
	return all
}

// questions gives the question marks of a text; several together are one, and those inside addresses none.
func questions(s string) asking {
	if strings.IndexByte(s, '?') < 0 && !strings.Contains(s, "؟") {
		return nil
	}
	var all asking
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
		if last := len(all) - 1; last >= 0 && all[last].end == i {
			all[last].end = i + size
			continue
		}
		all = append(all, ending{questionMark, i, i + size})
	}
	return all
}

// endOf gives the mark that a text ends with. Quotation marks, brackets, white space and marks of direction behind it are passed
// over; of "?!" the question counts.
func endOf(s string) ending {
	e := ending{}
	for s != "" {
		r, size := utf8.DecodeLastRuneInString(s)
		m := endMarkOf(r)
		switch {
		case m == noMark && (e.mark != noMark || !isPassedOver(r)):
			return e
		case m == noMark:
		case e.mark == noMark:
			e = ending{m, len(s) - size, len(s)}
		case e.mark == fullStop && m == fullStop:
			e.mark, e.start = ellipsis, len(s)-size
		case m == questionMark:
			e.mark, e.start = m, len(s)-size
		default:
			e.start = len(s) - size
		}
		s = s[:len(s)-size]
	}
	return e
}

func endMarkOf(r rune) endMark {
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
