package news

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// Random texts of Markdown's own signs keep the promises that FuzzMarkdown names.
func TestMarkdownOfRandomSigns(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 1))
	for range randomTexts {
		text, other := randomMarkdown(random, 1+random.IntN(40)), randomMarkdown(random, 1+random.IntN(8))
		if checkMarkdown(t, text, other); t.Failed() {
			return
		}
	}
}

const randomTexts = 3000

// randomMarkdown strings pieces of Markdown together.
func randomMarkdown(random *rand.Rand, count int) string {
	var b strings.Builder
	for range count {
		b.WriteString(pieces[random.IntN(len(pieces))])
	}
	return b.String()
}

var pieces = [...]string{
	"a", "b", "آب", "पानी", " ", " ", " ", "  ", "\n", "\n", "\n\n", "  \n", "\\\n", "\t", "\r\n", "\r", "*", "*", "**", "***", "_", "__", "~", "~~", "`", "``",
	"[", "]", "](u)", "](<u v> \"t\")", "](u 't\nw')", "![", "[^1]", "[^1]: ", "[r]", "[r][]", "][r]", "[r]: /x\n", "<b>", "</b>", "<https://a.org>", "https://b.org",
	" www.c.org ", "d@e.org", "<!-- c -->", "&amp;", "&lt;", "&#10;", "&nbsp;", "\\", "\\*", "<g1>", "</g1>", "<x1/>", "\\<x2/>", "> ", "> ", "- ", "- ", "* ", "+ ", "1. ", "2) ",
	"[ ] ", "# ", "## ", " #", "===", "---", "| ", "|", "|---|", "\n|---|---|\n", "    ", "```\n", "~~~", "\\|", ":", "!", ".", "«", "»", "\u200c", "\u00a0", "<div>\n",
}
