package format

import (
	"bytes"
	"strings"

	"tarjuma/internal/lang"
	"tarjuma/internal/news"
)

// writeText writes plain text: to be pasted, in logical order, with no marks of direction added. The translation of an
// article that still has its layout, alone, keeps that layout, line ends and signs of lists included. All else has
// blank lines between its blocks, "- " before the items of lists and "> " before quotes.
func writeText(b *bytes.Buffer, doc *news.Document, languages *lang.Languages, view View) error {
	pages, err := pagesOf(doc, languages, view.Lang)
	if err != nil {
		return err
	}
	for i, p := range pages {
		switch {
		case len(pages) > 1:
			if i > 0 {
				b.WriteByte('\n')
			}
			b.WriteString("=== " + p.heading() + " ===\n\n")
			p.writeText(b)
		case p.article != nil && p.article.LaidOut():
			b.WriteString(p.inLayout())
		default:
			p.writeText(b)
		}
	}
	return nil
}

// inLayout gives the page in the layout of its article, with a line end after the last line where that has none.
func (p page) inLayout() string {
	i := 0
	text := p.article.Rewrite(func(news.Segment) (string, bool) {
		i++
		return p.blocks[i-1].text, true
	})
	switch {
	case strings.HasSuffix(text, "\n"), strings.HasSuffix(text, "\r"):
		return text
	case strings.Contains(text, "\r\n"):
		return text + "\r\n"
	}
	return text + "\n"
}

func (p page) writeText(b *bytes.Buffer) {
	for i, block := range p.blocks {
		if i > 0 && !(block.kind == news.Item && p.blocks[i-1].kind == news.Item) {
			b.WriteByte('\n')
		}
		b.WriteString(plain(block) + "\n")
	}
	if len(p.facts) == 0 {
		return
	}
	b.WriteString("\n" + evidenceHeading + "\n\n")
	for _, f := range p.facts {
		b.WriteString("- " + f.Quote + cited(f.Segment) + "\n")
	}
}

// evidenceHeading stands over the quotes that a brief rests on. They are printed as they stand, without quotation marks of ours:
// some bring their own.
const evidenceHeading = "Evidence"

// cited gives the ids of segments as they stand behind a sentence: " [s3, s7]".
func cited(ids ...string) string {
	if len(ids) == 0 {
		return ""
	}
	return " [" + strings.Join(ids, ", ") + "]"
}

func plain(b block) string {
	text := b.text + cited(b.evidence...)
	switch b.kind {
	case news.Item:
		marker := b.marker
		if marker == "" {
			marker = "-"
		}
		return hang(marker+" ", strings.Repeat(" ", len([]rune(marker))+1), text)
	case news.Quote:
		return hang("> ", "> ", text)
	}
	return text
}

// hang puts one sign before the first line of a text and another before the following ones.
func hang(first, rest, text string) string {
	return first + strings.ReplaceAll(text, "\n", "\n"+rest)
}
