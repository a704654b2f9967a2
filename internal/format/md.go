package format

import (
	"bytes"
	"strings"
	"unicode"

	"tarjuma/internal/lang"
	"tarjuma/internal/news"
)

// writeMarkdown writes CommonMark. A right-to-left language stands in a block with its direction and its BCP 47 tag, so that it
// reads right in a browser; the blank lines inside end the HTML (CommonMark 4.6, kind 6), so that what stands
// between them is read as Markdown. A left-to-right language needs no block and gets none: the source stays plain to edit.
// Text that looks like Markdown is escaped and comes out as the text it is. The translation of a Markdown article, alone,
// is the article's own bytes with the prose replaced, and nothing else.
func writeMarkdown(b *bytes.Buffer, doc *news.Document, languages *lang.Languages, view View) error {
	pages, err := pagesOf(doc, languages, view.Lang)
	if err != nil {
		return err
	}
	if len(pages) == 1 && pages[0].article != nil && pages[0].article.IsMarkdown() {
		b.WriteString(pages[0].inLayout())
		return nil
	}
	top := "#"
	if len(pages) > 1 {
		top = "##"
	}
	for i, p := range pages {
		if i > 0 {
			b.WriteByte('\n')
		}
		if len(pages) > 1 {
			b.WriteString("# " + p.heading() + "\n\n")
		}
		rightToLeft := p.language.Direction == "rtl"
		if rightToLeft {
			b.WriteString(`<div dir="rtl" lang="` + p.language.Tag + "\">\n\n")
		}
		p.writeMarkdown(b, top)
		if rightToLeft {
			b.WriteString("\n</div>\n")
		}
	}
	return nil
}

// writeMarkdown writes a page whose title is a heading of the level that top shows ("#", "##").
func (p page) writeMarkdown(b *bytes.Buffer, top string) {
	for i, block := range p.blocks {
		if i > 0 && !(isListed(block) && isListed(p.blocks[i-1])) {
			b.WriteByte('\n')
		}
		b.WriteString(markdown(block, top) + "\n")
	}
	if len(p.facts) == 0 {
		return
	}
	b.WriteString("\n" + top + "# " + evidenceHeading + "\n\n")
	for _, f := range p.facts {
		b.WriteString(hang("- ", "  ", escapeBlock(f.Quote)+cited(f.Segment)) + "\n")
	}
}

func markdown(b block, top string) string {
	evidence := cited(b.evidence...)
	switch b.kind {
	case news.Title:
		return top + " " + escapeHeading(b.text+evidence)
	case news.Heading:
		return top + "# " + escapeHeading(b.text+evidence)
	case news.Item:
		if !isListed(b) {
			return escapeBlock(b.marker + " " + b.text + evidence)
		}
		marker := listMarker(b.marker)
		return hang(marker+" ", strings.Repeat(" ", len(marker)+1), escapeBlock(b.text+evidence))
	case news.Quote:
		return hang("> ", "> ", escapeBlock(b.text+evidence))
	}
	return escapeBlock(b.signed(b.text + evidence))
}

// isListed tells the items that Markdown can list: with a bullet, or with a number in ASCII and "." or ")". Others,
// such as «۲)», stand as paragraphs, since Markdown has no sign for them and nothing of them is to be lost.
func isListed(b block) bool {
	return b.kind == news.Item && listMarker(b.marker) != ""
}

// listMarker gives the Markdown sign for that of a list item as it was read, or "" where there is none.
func listMarker(marker string) string {
	if !strings.ContainsFunc(marker, unicode.IsDigit) {
		return "-"
	}
	number := strings.Trim(marker, ".)")
	if strings.Trim(number, "0123456789") == "" && (marker == number+"." || marker == number+")") {
		return marker
	}
	return ""
}
