package check

import (
	"fmt"

	"tarjuma/internal/news"
)

// quotes finds quotations that a translation lost or made, and marks that do not fit together.
//
// How bad that is depends on how people translate: of the segments with quotations, translators into Dari and Hindi leave out
// the marks of about 3 in 100, those into Pashto of 29 (news texts, 2018), where direct speech is freely turned into
// reported speech; so there it is told and no more. A quotation runs on over several paragraphs in a tenth of all segments: one that is open at a
// segment's end says nothing by itself.
func quotes() check {
	return check{
		rules: []Rule{
			{ID: "quote.lost", Severity: "warning", Catches: "The source quotes somebody, and the translation has no quotation mark. In Pashto, where speech is often reported instead, this is for information.",
				Example: "“He called the plan ‘a gift’.” → “او پلان را تحفه خواند.”"},
			{ID: "quote.added", Severity: "warning", Catches: "The translation quotes where the source does not: words that nobody spoke. A few words in quotation marks, such as a title, are for information.",
				Example: "“He said that he was tired of the talks.” → «او گفت: “من دیگر از این گفتگوها خسته شدم.”»"},
			{ID: "quote.count", Severity: "info", Catches: "The translation has more or fewer quotations than the source.", Example: "“‘Stop,’ she said, ‘or I go.’” → “उसने कहा, ‘रुको, नहीं तो मैं जाती हूँ।’”"},
			{ID: "quote.unbalanced", Severity: "warning", Catches: "A quotation is opened or closed only in the translation, and no neighbouring segment makes up for it.", Example: "“It is over,” he said. → «تمام شد، او گفت."},
			{ID: "quote.style", Severity: "info", Catches: "Quotation marks are not those of the newsroom (a setting), or a document has several kinds of them.", Example: "\"तैयार\" where “ ” are wanted", Safe: true},
		},
		prepare: newQuotesInspector,
	}
}

type quotesInspector struct {
	severity news.Severity // of what translators into the language seldom do
	wanted   quoteStyle    // by the settings; styles: any
}

// speechReported lists the languages whose translators drop quotation marks freely.
const speechReported = "ps"

func newQuotesInspector(m *materials) inspector {
	q := &quotesInspector{severity: news.Warning, wanted: wantedStyle(m)}
	if m.to.Code == speechReported {
		q.severity = news.Info
	}
	return q
}

// quoteCount counts the marks of a text.
type quoteCount struct {
	double, single int // marks
	words          int // in quotation marks, from the first of them to the last
	styles         [styles]int
}

// quotations is how many quotations that is; one that is only opened or only closed counts.
func (c quoteCount) quotations() int { return (c.double+1)/2 + (c.single+1)/2 }

func countQuotes(t *text, marks []quoteMark) quoteCount {
	var c quoteCount
	for _, m := range marks {
		if m.single {
			c.single++
			continue
		}
		c.double++
		c.styles[m.style]++
	}
	if len(marks) > 0 {
		first, last := marks[0].end, marks[len(marks)-1].start
		if len(marks) == 1 {
			last = len(t.plain)
		}
		for _, w := range t.words {
			if w.start >= first && w.end <= last {
				c.words++
			}
		}
	}
	return c
}

// mostQuoteMarks is how many marks of a text are kept without allocating.
const mostQuoteMarks = 16

func (q *quotesInspector) inspect(p *pair, r *report) {
	if (p.source.kinds|p.target.kinds)&(quote|apostrophe) == 0 {
		return
	}
	var sourceRoom, targetRoom [mostQuoteMarks]quoteMark
	source := quoteMarks(&p.source, sourceRoom[:0])
	target := quoteMarks(&p.target, targetRoom[:0])
	if len(source) == 0 && len(target) == 0 {
		return
	}
	q.compare(p, source, target, r)
	if q.wanted != styles {
		q.findStyle(&p.target, target, r)
	}
}

// quotesOf counts the quotation marks of a text.
func quotesOf(t *text) quoteCount {
	var room [mostQuoteMarks]quoteMark
	return countQuotes(t, quoteMarks(t, room[:0]))
}

func (q *quotesInspector) compare(p *pair, source, target []quoteMark, r *report) {
	have, wanted := countQuotes(&p.target, target), countQuotes(&p.source, source)
	switch {
	case len(source) == 0:
		f := r.find("quote.added", spots{target: markSpots(&p.target, target)}, "the translation quotes %s, and the source quotes nothing", counted(have.words, "word"))
		if f.Severity = q.severity; have.words < wordsOfTitle {
			f.Severity = news.Info
		}
	case len(target) == 0 && wanted.double == 0 && hasSingle(&p.target):
	case len(target) == 0, wanted.double > 0 && have.double == 0 && have.single <= wanted.single:
		f := r.find("quote.lost", spots{source: markSpots(&p.source, source)}, "the source has quotation marks, and the translation has none for them")
		f.Severity = q.severity
	case have.quotations() != wanted.quotations():
		r.find("quote.count", spots{markSpots(&p.source, source), markSpots(&p.target, target)}, "the source has %s, the translation %d",
			counted(wanted.quotations(), "quotation"), have.quotations())
	}
}

// wordsOfTitle is how many words in quotation marks are speech rather than a title or a nickname.
const wordsOfTitle = 6

func markSpots(t *text, marks []quoteMark) []news.Spot {
	var where []news.Spot
	for _, m := range marks {
		where = append(where, t.spot(m.start, m.end))
	}
	return where
}

// counted gives a number with its noun.
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
