package news

import (
	"strings"
	"unicode"
)

// block is one or more lines that say one thing: a segment to be.
type block struct {
	start, end int
	text       string
	kind       Kind
	marker     string
	quoted     bool
	lines      int
	underlined bool
}

// Wrapped tells a text whose lines are broken at a width, so that most of their ends are those of a page and not of what is said.
func Wrapped(text string) bool { return measure(text, linesOf(text)).on }

// blocksOf joins lines to blocks. A blank line always parts them. Whether a mere line end does depends on how the
// text is laid out: one paragraph a line, or lines broken at a width.
func blocksOf(text string, lines []line) []block {
	wrapped := measure(text, lines)
	var blocks []block
	for i := 0; i < len(lines); {
		next := i + 1
		for next < len(lines) && joins(text, lines, i, next, wrapped) {
			next++
		}
		b := joined(text, lines[i:next])
		if next < len(lines) && underlines(text, lines[next]) && b.lines == 1 {
			b.underlined = true
			next++ // the underline is layout
		}
		blocks = append(blocks, b)
		i = next
	}
	return blocks
}

// underlines tells a line of "=" or "-" under a heading.
func underlines(text string, l line) bool {
	s := text[l.start:l.end]
	return !l.after && !l.quoted && len(s) >= 3 && (strings.Trim(s, "=") == "" || strings.Trim(s, "-") == "")
}

// joins says whether line n goes on with the block that begins at line first and reaches to n-1.
func joins(text string, lines []line, first, n int, w wrapping) bool {
	head, before, l := lines[first], lines[n-1], lines[n]
	switch {
	case l.after, l.quoted != head.quoted, !before.wordy, !l.wordy:
		return false
	case l.marker != "":
		// A dash or a number that came to stand at the start of a wrapped line looks like the sign of an item.
		return w.on && head.marker == "" && !before.ended && w.full(text, before, l) && l.indent == before.indent
	case head.marker != "" && l.indent > head.indent:
		return true // hanging under its item
	case l.indent > before.indent && head.marker == "":
		return false // the first line of an indented paragraph
	case n == len(lines)-1 && before.ended && looksLikeCredit(text[l.start:l.end]):
		return false
	}
	return w.goesOn(text, before, l, n == 1)
}

// joined makes a block of lines. One space stands for each line end.
func joined(text string, lines []line) block {
	head, last := lines[0], lines[len(lines)-1]
	b := block{start: head.start, end: last.end, marker: head.marker, quoted: head.quoted, lines: len(lines)}
	if len(lines) == 1 {
		b.text = text[b.start:b.end]
		return b
	}
	var s strings.Builder
	s.WriteString(text[head.start:head.end])
	for _, l := range lines[1:] {
		s.WriteByte(' ')
		s.WriteString(text[l.bare:l.end])
	}
	b.text = s.String()
	return b
}

// widest is the widest page that editors and mail programs break lines at. A line that is longer, and more than
// one word, was not broken by them.
const widest = 120

// wrapping is how a text breaks its lines: on says that it does, at width columns. A greedy text fills every line as
// far as the next word allows.
type wrapping struct {
	on, greedy bool
	width      int
}

// full says whether the next line's first word had no place any more in the line before.
func (w wrapping) full(text string, before, l line) bool {
	return filled(text, before, l) > w.width
}

// goesOn says whether a line goes on with the one before it. First is for the first two lines of a text, of which
// the upper one may well be a title.
func (w wrapping) goesOn(text string, before, l line, first bool) bool {
	if !w.on || long(text, before) || long(text, l) {
		return false
	}
	full, nearly := w.full(text, before, l), w.nearlyFull(text, before, l)
	switch {
	case before.ended && w.greedy, first && w.greedy && !startsWith(text, l, unicode.IsLower):
		return full
	case before.ended:
		return nearly
	}
	return nearly || startsWith(text, l, unicode.IsLower)
}

// nearlyFull is full with a quarter of the width to spare, for lines that were evened out or broken by hand.
func (w wrapping) nearlyFull(text string, before, l line) bool {
	return filled(text, before, l)*4 > w.width*3
}

// filled gives how wide a line would be with the first word of the next one.
func filled(text string, before, l line) int {
	word := text[l.bare:l.end]
	if i := strings.IndexFunc(word, unicode.IsSpace); i >= 0 {
		word = word[:i]
	}
	return before.width + 1 + columns(word)
}

func startsWith(text string, l line, is func(rune) bool) bool {
	return is(firstRune(text[l.start:l.end]))
}

func long(text string, l line) bool {
	return l.width > widest && !oneWord(text, l)
}

// oneWord tells a line that could not be broken, such as a long address.
func oneWord(text string, l line) bool {
	return !strings.ContainsFunc(text[l.start:l.end], unicode.IsSpace)
}

// narrowest is the narrowest column that is taken for one: shorter lines are lists and verse.
const narrowest = 25

// measure tells how a text breaks its lines, from the line ends that are not followed by a blank line. Where lines
// are broken at a width, many of these do not end a sentence, and there the next word had no place; or, where
// lines are evened out and the script has capitals, the next line begins with a small letter. In a text of one
// paragraph a line they end sentences, but for titles and headings, which stop short of any width.
func measure(text string, lines []line) wrapping {
	var w wrapping
	pairs := candidates(text, lines)
	for _, n := range pairs {
		for _, l := range lines[n-1 : n+1] {
			if !oneWord(text, l) {
				w.width = max(w.width, l.width)
			}
		}
	}
	if w.width < narrowest {
		return w
	}
	open, full, nearly, lower, upper := 0, 0, 0, 0, 0
	for _, n := range pairs {
		before, l := lines[n-1], lines[n]
		if before.ended || n == 1 && !w.nearlyFull(text, before, l) {
			continue // a sentence ends here, or a title stands above
		}
		open++
		full += count(w.full(text, before, l))
		nearly += count(w.nearlyFull(text, before, l))
		lower += count(startsWith(text, l, unicode.IsLower))
		upper += count(startsWith(text, l, unicode.IsUpper))
	}
	caseless := lower+upper == 0 && open >= 3 && nearly == open // as good, in scripts without capitals
	w.greedy = full*5 >= nearly*4
	w.on = open > 0 && open*4 >= len(pairs) && nearly*3 >= open*2 &&
		(full*2 >= open || lower*2 >= open || caseless)
	if open == 1 { // one line end tells little: this may be a title or a caption, and its text
		first := pairs[0] == 1 && !lines[0].ended && w.nearlyFull(text, lines[0], lines[1])
		w.on = w.on && upper == 0 && (lower == 1 || !first)
	}
	return w
}

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// candidates gives the numbers of the lines that could go on with the one before.
func candidates(text string, lines []line) []int {
	var pairs []int
	for n := 1; n < len(lines); n++ {
		before, l := lines[n-1], lines[n]
		apart := l.after || l.marker != "" || l.quoted != before.quoted || !l.wordy || !before.wordy || l.indent > before.indent
		if !apart && !long(text, l) && !long(text, before) {
			pairs = append(pairs, n)
		}
	}
	return pairs
}
