package run

import (
	"strings"

	"tarjuma/internal/news"
)

// pairing is how two texts are compared: passage by passage, where it fits. Wrapped says that line ends within a passage are those of
// a page.
type pairing struct {
	sources, targets []passage
	fits             bool
	wrapped          bool
}

// pair pairs two texts by lines, if both have as many that are not empty, or else by paragraphs: runs of lines without an empty one
// between them. Where both break their lines at a width, as many lines are an accident, and paragraphs go first. The lines of one text
// may be the paragraphs of another that is wrapped. One passage each is enough only where nothing but wrapping explains the lines. Texts
// that are even in no way are not paired: what is given then are paragraphs, if both have several, and lines otherwise.
func pair(source, target string) pairing {
	lines, paragraphs := linesIn(source), paragraphsIn(source)
	otherLines, otherParagraphs := linesIn(target), paragraphsIn(target)
	wrapped, otherWrapped := news.Wrapped(source), news.Wrapped(target)
	evenParagraphs := len(paragraphs) == len(otherParagraphs)
	switch {
	case len(lines) == len(otherLines) && !(evenParagraphs && wrapped && otherWrapped):
		return pairing{sources: lines, targets: otherLines, fits: true}
	case evenParagraphs && len(paragraphs) > 1,
		evenParagraphs && (wrapped || len(lines) == 1) && (otherWrapped || len(otherLines) == 1):
		return pairing{paragraphs, otherParagraphs, true, true}
	case wrapped && len(paragraphs) > 1 && len(paragraphs) == len(otherLines):
		return pairing{paragraphs, otherLines, true, true}
	case otherWrapped && len(otherParagraphs) > 1 && len(otherParagraphs) == len(lines):
		return pairing{lines, otherParagraphs, true, true}
	case len(paragraphs) > 1 && len(otherParagraphs) > 1:
		return pairing{sources: paragraphs, targets: otherParagraphs}
	}
	return pairing{sources: lines, targets: otherLines}
}

// passage is a line or paragraph of a text: its bytes, and the line it begins in.
type passage struct {
	text       string // without the line end behind it
	start, end int
	line       int
}

// place is where a passage stands. One of several lines has no columns.
func (p passage) place() unitPlace {
	if strings.Contains(p.text, "\n") {
		return unitPlace{line: p.line}
	}
	return unitPlace{p.line, 1}
}

// linesIn gives the lines of a text that are not empty.
func linesIn(text string) []passage {
	var lines []passage
	at, line := 0, 0
	for whole := range strings.Lines(text) {
		line++
		if bare := strings.TrimRight(whole, "\r\n"); strings.TrimSpace(bare) != "" {
			lines = append(lines, passage{bare, at, at + len(bare), line})
		}
		at += len(whole)
	}
	return lines
}

// paragraphsIn gives the runs of lines that stand without an empty line between them.
func paragraphsIn(text string) []passage {
	var paragraphs []passage
	before := -1
	for _, l := range linesIn(text) {
		if n := len(paragraphs) - 1; n >= 0 && l.line == before+1 {
			p := &paragraphs[n]
			p.end = l.end
			p.text = text[p.start:p.end]
		} else {
			paragraphs = append(paragraphs, l)
		}
		before = l.line
	}
	for i := range paragraphs {
		paragraphs[i].text = strings.ReplaceAll(paragraphs[i].text, "\r\n", "\n")
	}
	return paragraphs
}
