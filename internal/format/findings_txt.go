package format

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tarjuma/internal/news"
)

// textReport writes a finding as a line that editors and build tools can jump by, and below it the two texts with the spots
// marked. A line of ^ below a text would mark nothing: letters join, stack and run from right to left. So the marks stand in
// the text, in logical order.
type textReport struct {
	w io.Writer
	b []byte
}

func openTextReport(w io.Writer, _ Tool) Report { return &textReport{w: w} }

func (r *textReport) Add(f *Found) error {
	r.b = append(r.b[:0], shown(f.File)...)
	if f.Segment != "" {
		r.b = append(append(r.b, ':'), shown(f.Segment)...)
	}
	r.b = fmt.Appendf(r.b, ": %s %s: %s\n", f.Severity, f.Check, shown(f.Message))
	if f.Article != "" {
		r.b = fmt.Appendf(r.b, "  article: %s (%s)\n", shown(f.Article), f.Lang)
	}
	if f.SourceText != "" {
		r.b = fmt.Appendf(r.b, "  source: %s\n", marked(f.SourceText, f.Source))
	}
	if f.SourceText != "" || f.TargetText != "" {
		r.b = fmt.Appendf(r.b, "  target: %s\n", marked(f.TargetText, f.Target))
	}
	_, err := r.w.Write(r.b)
	return err
}

func (r *textReport) Close() error { return nil }

// marked gives a text in one line with ⟦ and ⟧ round its spots. Spots that overlap become one.
func marked(text string, spots []news.Spot) string {
	spots = slices.Clone(spots)
	slices.SortFunc(spots, func(a, b news.Spot) int { return cmp.Or(a.Start-b.Start, a.End-b.End) })
	var b strings.Builder
	at := 0
	for i := 0; i < len(spots); i++ {
		start, end := max(spots[i].Start, at), spots[i].End
		for ; i+1 < len(spots) && spots[i+1].Start < end; i++ {
			end = max(end, spots[i+1].End)
		}
		if end = min(end, len(text)); start > end {
			continue
		}
		b.WriteString(shown(text[at:start]))
		b.WriteString("⟦" + named(text[start:end]) + "⟧")
		at = end
	}
	b.WriteString(shown(text[at:]))
	return b.String()
}

// shown gives a text that does nothing to a terminal: controls and what turns the direction of what follows are named.
// Joiners and marks of direction are part of how words are written, and stay.
func shown(text string) string {
	return replaced(text, func(i int, r rune) bool { return harmful(r) }, "⟨", "⟩")
}

// named gives a marked text with all that cannot be seen named, but for joiners between letters: those are seen in the letters.
func named(text string) string {
	return replaced(text, func(i int, r rune) bool {
		if r == zwnj || r == zwj {
			before, _ := utf8.DecodeLastRuneInString(text[:i])
			after, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
			return !isWritten(before) || !isWritten(after)
		}
		return harmful(r) || unicode.Is(unicode.Cf, r) || r != ' ' && unicode.IsSpace(r)
	}, "", "")
}

func isWritten(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) }

const (
	zwnj = '\u200c'
	zwj  = '\u200d'
)

// harmful tells controls, line ends, and the embeddings, overrides and isolates of direction.
func harmful(r rune) bool {
	return unicode.IsControl(r) || 0x202A <= r && r <= 0x202E || 0x2066 <= r && r <= 0x2069 || r == '\u2028' || r == '\u2029'
}

// replaced gives a text with the names of the characters that are chosen in their place, and of bytes that are no text, each between
// two signs.
func replaced(text string, chosen func(i int, r rune) bool, before, after string) string {
	var b strings.Builder
	kept := 0 // from where on the text was not written yet
	for i, r := range text {
		size := utf8.RuneLen(r)
		name := ""
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(text[i:], string(r)):
			name, size = fmt.Sprintf("0x%02X", text[i]), 1
		case r == utf8.RuneError, chosen(i, r):
			name = fmt.Sprintf("U+%04X", r)
		default:
			continue
		}
		b.WriteString(text[kept:i] + before + name + after)
		kept = i + size
	}
	if kept == 0 {
		return text
	}
	b.WriteString(text[kept:])
	return b.String()
}
