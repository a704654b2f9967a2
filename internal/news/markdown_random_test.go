package news

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Random texts of Markdown's own signs keep the promises that FuzzMarkdown names.
func TestMarkdownOfRandomSigns(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 1))
	for range randomTexts {
		text, other := randomMarkdown(random, 1+random.IntN(40)), randomMarkdown(random, 1+random.IntN(8))
		checkMarkdown(t, text, other)
		if a, err := Read(strings.NewReader(text), "random.md", Options{Markdown: true, FrontMatter: []string{"tags"}}); err == nil {
			checkReadBack(t, a)
		}
		if t.Failed() {
			return
		}
	}
}

// What is written in the place of each segment of the articles and of the seeds reads back as just that.
func TestMarkdownReadsBack(t *testing.T) {
	texts := fuzzSeeds()
	texts = append(texts, markdownArticles(t)...)
	for _, text := range texts {
		if a, err := Read(strings.NewReader(text), "seed.md", Options{Markdown: true, FrontMatter: []string{"tags"}}); err == nil {
			checkReadBack(t, a)
		}
	}
}

// markdownArticles gives the texts of the articles of the repository.
func markdownArticles(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(articlesFolder, "md-*.md"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no articles: %v", err)
	}
	var texts []string
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(data))
	}
	return texts
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
