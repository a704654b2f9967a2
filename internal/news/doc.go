// Package news holds the nouns of tarjuma (articles, briefs, translations, findings, the document of them all)
// and reads articles.
//
// An article comes as text, and text does not say what it is made of: where a paragraph ends, which line is the
// headline, whether the bytes are UTF-8 at all. Read tells it from the shape of the lines, so that it works alike
// in all languages and scripts, and gives numbered segments: what is sent to a model, paired with its
// translations, pointed at by checks and printed. Beside them the article keeps the text as it was read, so that
// Rewrite can put a translation in the place of each segment and leave every other byte alone.
//
// Markdown does say what it is made of, and its marks must come through a translation whole. Numbered tags carry them
// in the text of a segment (tags.go says how). The parser only finds the ranges of bytes: the prose of paragraphs,
// headings, list items, quotes, table cells and footnotes, the words for images, the titles of links and some values of
// the front matter. Nothing is rendered from its tree. A translation is written on one line, its tags give way to the
// source's own marks, and it is read again as it will stand: what would not read as it is meant is escaped.
package news
