package format

import (
	"bytes"
	"strings"

	"tarjuma/internal/lang"
	"tarjuma/internal/news"
)

// writeText writes plain text: to be pasted, in logical order, with no marks of direction added. The translation of a
// plain article that still has its layout, alone, keeps that layout, line ends and signs of lists included. All else has
// blank lines between its blocks, "- " before the items of lists and "> " before quotes. Of a Markdown article that is
// its prose without marks, and its code; rows of a table are lines, with tabs between the cells.
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
		case p.article != nil && p.article.LaidOut() && !p.article.IsMarkdown():
			b.WriteString(p.inLayout())
		default:
			p.writeText(b)
		}
	}
	return nil
}

func (p page) writeText(b *bytes.Buffer) {
	separator := ""
	for i, block := range p.blocks {
		code := p.code(i)
		if i > 0 {
			separator = block.separator(p.blocks[i-1], code != "")
		}
		b.WriteString(separator + code + plain(block))
	}
	if code := p.code(len(p.blocks)); code != "" {
		b.WriteString("\n\n" + strings.TrimRight(code, "\n"))
	}
	b.WriteByte('\n')
	if len(p.facts) == 0 {
		return
	}
	b.WriteString("\n" + evidenceHeading + "\n\n")
	for _, f := range p.facts {
		b.WriteString("- " + f.Quote + cited(f.Segment) + "\n")
	}
}

// separator is what stands between a block and the one before it.
func (b block) separator(before block, apart bool) string {
	switch {
	case apart:
		return "\n\n"
	case b.sameRow:
		return "\t"
	case b.kind == before.kind && (b.kind == news.Item || b.kind == news.Cell):
		return "\n"
	}
	return "\n\n"
}

// code gives the code that stands before a block of the article, or after the last one, with a blank line behind it.
func (p page) code(i int) string {
	if p.article == nil {
		return ""
	}
	var b strings.Builder
	for _, code := range p.article.CodeBefore(i) {
		b.WriteString(strings.TrimRight(code, "\r\n") + "\n\n")
	}
	return b.String()
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
	return b.signed(text)
}

// signed puts the sign of a footnote before its text.
func (b block) signed(text string) string {
	if b.marker == "" {
		return text
	}
	return b.marker + " " + text
}

// hang puts one sign before the first line of a text and another before the following ones.
func hang(first, rest, text string) string {
	return first + strings.ReplaceAll(text, "\n", "\n"+rest)
}
