package check

import (
	"strings"
	"unicode/utf8"

	"tarjuma/internal/news"
)

// markup finds tags, placeholders and marks of Markdown that a translation lost, made or put where they may not stand.
func markup() check {
	return check{
		rules: []Rule{
			{ID: "markup.lost", Severity: "error", Catches: "A tag, a placeholder or a mark of Markdown of the source is not in the translation.", Example: "“The <g1>old</g1> bridge” → “पुराना पुल”"},
			{ID: "markup.added", Severity: "error", Catches: "The translation has a tag, a placeholder, a mark of Markdown or a character reference that its source does not have.", Example: "“The old bridge” → “**पुराना** पुल” or “<seg id=\"3\">पुराना पुल”"},
			{ID: "markup.nesting", Severity: "error", Catches: "The tags of the translation cross, are the wrong way round or enclose nothing.", Example: "“<g1>The <g2>old</g2> bridge</g1>” → “<g1>पुराना <g2>पुल</g1></g2>”"},
		},
		prepare: func(*materials) inspector { return markupInspector{} },
	}
}

type markupInspector struct{}

// markupKinds are the kinds of what markup begins with; % is a sign, and & has no kind of its own.
const markupKinds = less | codeMark | sign

// mostMarks is how many pieces of markup of a text are compared: no segment of an article has more.
const mostMarks = 63

func (markupInspector) inspect(p *pair, r *report) {
	if (p.source.kinds|p.target.kinds)&markupKinds == 0 && p.source.raw == p.source.plain && p.target.raw == p.target.plain &&
		strings.IndexByte(p.target.raw, '&') < 0 {
		return
	}
	var sourceRoom, targetRoom [mostMarks]markupMark
	source := markupIn(p.source.raw, sourceRoom[:0])
	target := markupIn(p.target.raw, targetRoom[:0])
	if len(source) == 0 && len(target) == 0 {
		return
	}
	if compareMarkup(source, target, r) {
		compareNesting(p, source, target, r)
	}
}

// compareMarkup tells what only one side has. It says whether both have the same.
func compareMarkup(source, target []markupMark, r *report) bool {
	var lost, taken uint64 // of the source, what has no counterpart; of the target, what is one
	for i := range source {
		if k := counterpart(&source[i], target, taken); k >= 0 {
			taken |= 1 << k
		} else if source[i].kind != entity { // & is as good as &amp;
			lost |= 1 << i
		}
	}
	tellMarkup(source, lost, func(text string, where []news.Spot) {
		r.find("markup.lost", spots{source: where}, "“%s” of the source is not in the translation", text)
	})
	added := (uint64(1)<<len(target) - 1) &^ taken
	tellMarkup(target, added, func(text string, where []news.Spot) {
		r.find("markup.added", spots{target: where}, "“%s” is not in the source", text)
	})
	return lost == 0 && added == 0
}

// tellMarkup tells those of some marks whose bits are set, those of one name together.
func tellMarkup(marks []markupMark, which uint64, tell func(text string, where []news.Spot)) {
	for i := range marks {
		if which&(1<<i) == 0 {
			continue
		}
		var where []news.Spot
		for k := i; k < len(marks); k++ {
			if which&(1<<k) != 0 && marks[k].name == marks[i].name {
				where = append(where, marks[k].spot())
				which &^= 1 << k
			}
		}
		tell(marks[i].text, where)
	}
}

// counterpart finds a piece of markup of the target that is equal to one of the source and not taken, or -1.
func counterpart(m *markupMark, target []markupMark, taken uint64) int {
	for k := range target {
		if taken&(1<<k) == 0 && target[k].kind == m.kind && target[k].name == m.name && sameAttributes(m.text, target[k].text) {
			return k
		}
	}
	return -1
}

// sameAttributes compares two tags of one name. Values may be translated: one that holds letters of another script passes.
func sameAttributes(source, target string) bool {
	return source == target || strings.ContainsFunc(target, func(r rune) bool { return r >= utf8.RuneSelf && isWordRune(r) }) ||
		strings.EqualFold(withoutSpace(source), withoutSpace(target)) && !strings.Contains(source, "=")
}

// withoutSpace gives a tag without what makes no difference: <br /> is <br>.
func withoutSpace(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, " ", ""), "/>", ">")
}

// compareNesting tells how the tags of the translation are out of order, where those of the source are not.
func compareNesting(p *pair, source, target []markupMark, r *report) {
	problems := news.TagProblems(p.source.raw, p.target.raw)
	var where []news.Spot
	if at := outOfOrder(target); at >= 0 && outOfOrder(source) < 0 {
		where = one(target[at].spot())
		if len(problems) == 0 {
			problems = []string{"“" + target[at].text + "” does not close the tag that was opened last"}
		}
	}
	for _, problem := range problems {
		r.find("markup.nesting", spots{target: where}, "%s", problem)
	}
}

// outOfOrder gives the first tag that closes another pair than the one opened last, -1 where there is none.
func outOfOrder(marks []markupMark) int {
	var open []string
	for i, m := range marks {
		switch {
		case m.kind == openingTag:
			open = append(open, m.name)
		case m.kind != closingTag:
		case len(open) == 0 || open[len(open)-1] != m.name:
			return i
		default:
			open = open[:len(open)-1]
		}
	}
	return -1
}
