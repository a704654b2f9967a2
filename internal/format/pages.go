package format

import (
	"fmt"
	"strings"

	"tarjuma/internal/lang"
	"tarjuma/internal/news"
)

// page is a document in one language, ready for a form of text.
type page struct {
	language *lang.Language
	blocks   []block
	facts    []news.Fact   // only of a brief in the article's own language
	article  *news.Article // whose segments the blocks are, if they are not those of a brief
}

// block is one piece of a page. ID is that of the segment; marker the sign of a list item or a footnote as it was read,
// if that is known. Text shows no marks; tagged is what the document has: with numbered tags for them.
type block struct {
	id       string
	kind     news.Kind
	text     string
	tagged   string
	marker   string
	sameRow  bool // as the block before it, of a table
	evidence []string
}

// pagesOf gives a page for each language of the document, or for the one that is wanted. A document with a brief is
// in the brief's language first and then in those the brief is translated into; without one it is in those of the
// article's translations.
func pagesOf(doc *news.Document, languages *lang.Languages, wanted string) ([]page, error) {
	var pages []page
	add := func(code string, p page) (err error) {
		if wanted == "" || wanted == code {
			p.language, err = languages.Find(code)
			pages = append(pages, p)
		}
		return err
	}
	of := news.OfArticle
	if doc.Brief != nil {
		of = news.OfBrief
		p := briefPage(doc.Brief)
		p.blocks = append(p.blocks, leftOut(doc)...)
		if err := add(doc.Brief.Lang, p); err != nil {
			return nil, err
		}
	}
	for i := range doc.Translations {
		t := &doc.Translations[i]
		if t.Of != of {
			continue
		}
		p := translationPage(doc, t)
		if doc.Brief != nil {
			p.blocks = append(p.blocks, leftOut(doc)...)
		}
		if err := add(t.Lang, p); err != nil {
			return nil, err
		}
	}
	if wanted != "" && len(pages) == 0 {
		return nil, fmt.Errorf("the document is not in %q", wanted)
	}
	return pages, nil
}

// leftOut says at the end of a brief what part of the article it could not rest on; nothing where it rests on all.
func leftOut(doc *news.Document) []block {
	var ids []string
	for _, f := range doc.LeftOut() {
		ids = append(ids, f.Segment)
	}
	if len(ids) == 0 {
		return nil
	}
	return []block{{kind: news.Paragraph, text: "[left out: " + strings.Join(ids, ", ") + "]"}}
}

// briefPage is a brief in the article's own language, with its evidence.
func briefPage(b *news.Brief) page {
	p := page{facts: b.Facts, blocks: briefBlocks(b)}
	sentences := append([]news.Sentence{b.Headline, b.Standfirst}, b.Points...)
	for i, s := range sentences {
		if s.Text != "" {
			p.blocks[i].text, p.blocks[i].evidence = s.Text, s.Evidence
		}
	}
	return p
}

// briefBlocks gives the blocks of a brief, without text but for what says that there is none.
func briefBlocks(b *news.Brief) []block {
	blocks := []block{
		{id: b.Headline.ID, kind: news.Title},
		{id: b.Standfirst.ID, kind: news.Paragraph},
	}
	if b.Headline.Text == "" {
		blocks[0].text = "[no headline]"
	}
	if b.Standfirst.Text == "" {
		blocks[1].text = "[no standfirst]"
	}
	for _, s := range b.Points {
		blocks = append(blocks, block{id: s.ID, kind: news.Item})
	}
	return blocks
}

// translationPage is a translation of the document's brief or article.
func translationPage(doc *news.Document, t *news.Translation) page {
	var p page
	if t.Of == news.OfBrief {
		p.blocks = briefBlocks(doc.Brief)
	} else {
		p.article = doc.Article
		for i, s := range doc.Article.Segments {
			p.blocks = append(p.blocks, block{id: s.ID, kind: s.Kind, marker: doc.Article.Marker(i), sameRow: doc.Article.SameRow(i)})
		}
	}
	targets := make(map[string]string, len(t.Pairs))
	for _, pair := range t.Pairs {
		targets[pair.ID] = pair.Target
	}
	for i := range p.blocks {
		b := &p.blocks[i]
		if b.text != "" {
			continue
		}
		if b.tagged = targets[b.id]; b.tagged == "" {
			b.tagged = "[not translated: " + b.id + "]"
		}
		b.text = b.tagged
		if p.article == nil {
			continue
		}
		if plain := p.article.Plain(i, b.tagged); plain != b.tagged {
			b.text = strings.TrimSpace(plain) // beside an image there may be a space
		}
	}
	return p
}

// inLayout gives the page in the layout of its article, with a line end after the last line where that has none.
func (p page) inLayout() string {
	i := 0
	text := p.article.Rewrite(func(news.Segment) (string, bool) {
		i++
		return p.blocks[i-1].tagged, true
	})
	switch {
	case strings.HasSuffix(text, "\n"), strings.HasSuffix(text, "\r"):
		return text
	case strings.Contains(text, "\r\n"):
		return text + "\r\n"
	}
	return text + "\n"
}

// heading names the language of a page that is one of several: in itself, and in English.
func (p page) heading() string {
	if p.language.OwnName == p.language.Name {
		return p.language.Name
	}
	return p.language.OwnName + " (" + p.language.Name + ")"
}
