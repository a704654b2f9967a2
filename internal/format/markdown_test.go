package format

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extended "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"tarjuma/internal/llm/llmtest"
	"tarjuma/internal/news"
)

const (
	articlesFolder       = "../../testdata/articles"
	markdownGoldenFolder = "../../testdata/golden/markdown"
)

// markdownArticles gives the names of the Markdown articles, without their ending.
func markdownArticles(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(articlesFolder, "md-*.md"))
	if err != nil || len(files) < 10 {
		t.Fatalf("%d articles: %v", len(files), err)
	}
	for i, file := range files {
		files[i] = strings.TrimSuffix(filepath.Base(file), ".md")
	}
	return files
}

func markdownArticle(t *testing.T, text string) *news.Article {
	t.Helper()
	a, err := news.Read(strings.NewReader(text), "a.md", news.Options{Markdown: true, FrontMatter: []string{"keywords", "summary", "teaser", "tags"}})
	if err != nil {
		t.Fatal(err)
	}
	a.Lang = "en"
	if strings.ContainsRune(text, '؛') {
		a.Lang = "prs"
	}
	return a
}

func articleText(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(articlesFolder, name+".md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// byServer is the article in a language as the tests' server translates it.
func byServer(t *testing.T, a *news.Article, to string) *news.Document {
	t.Helper()
	targets := make([]string, len(a.Segments))
	for i, s := range a.Segments {
		targets[i] = s.Text
		if news.Translatable(s.Text) {
			targets[i] = llmtest.Translation(to, s.Text)
		}
		if problems := news.TagProblems(s.Text, targets[i]); problems != nil {
			t.Errorf("%s: %q as %q: %v", s.ID, s.Text, targets[i], problems)
		}
	}
	translation := translated(t, a, news.OfArticle, to, targets)
	return &news.Document{Schema: news.DocumentSchema, Article: a, Translations: []news.Translation{translation}, Findings: []news.Finding{}}
}

// Each Markdown article is translated with the structure that it has: the same tree to goldmark, and the same
// segments, with the targets for texts, to us.
func TestMarkdownArticles(t *testing.T) {
	for _, name := range markdownArticles(t) {
		t.Run(name, func(t *testing.T) {
			source := articleText(t, name)
			a := markdownArticle(t, source)
			compareGolden(t, name+".segments.txt", segmentsOf(a))
			for _, to := range []string{"en", "prs", "ps", "hi"} {
				if to == a.Lang {
					continue
				}
				doc := byServer(t, a, to)
				got := written(t, "md", doc, View{})
				compareGolden(t, name+"."+to+".md", got)
				if diff := cmp.Diff(markdownTree(source), markdownTree(got)); diff != "" {
					t.Errorf("%s: the tree is another (-source +target):\n%s", to, diff)
				}
				again := markdownArticle(t, got)
				for i, pair := range doc.Translations[0].Pairs {
					if i >= len(again.Segments) || again.Segments[i].Kind != a.Segments[i].Kind || again.Segments[i].Text != pair.Target {
						t.Fatalf("%s: %s was written as\n%s\nand reads otherwise: %+v", to, pair.ID, pair.Target, again.Segments[i:min(i+1, len(again.Segments))])
					}
				}
			}
			doc := byServer(t, a, "hi")
			compareGolden(t, name+".hi.txt", written(t, "txt", doc, View{Lang: "hi"}))
		})
	}
}

// A segment that failed says so in its place, and what is around it stays.
func TestMarkdownWithFailedSegments(t *testing.T) {
	a := markdownArticle(t, "---\ntitle: Dam\n---\n\nWater *came*.\n\n- ![dam](x \"y z\") [there](u)\n\n| a | b |\n|---|---|\n| 1 | c |\n")
	doc := byServer(t, a, "ps")
	for i := range doc.Translations[0].Pairs {
		doc.Translations[0].Pairs[i].Target = ""
		doc.Translations[0].Pairs[i].Fault = "refused"
	}
	want := "---\ntitle: \"[not translated: s1]\"\n---\n\n[not translated: s2]\n\n- [not translated: s3]\n\n" +
		"| [not translated: s6] | [not translated: s7] |\n|---|---|\n| [not translated: s8] | [not translated: s9] |\n"
	if diff := cmp.Diff(want, written(t, "md", doc, View{Lang: "ps"})); diff != "" {
		t.Error(diff)
	}
}

// Several languages in one text have headings, and so no Markdown of the article's own; JSON keeps the tags.
func TestMarkdownInOtherForms(t *testing.T) {
	a := markdownArticle(t, "# Dam *opens*\n\nSee `x` at [the\nsite](u)[^1].\n\n    code *here*\n\n- [ ] to do\n\na | b\n--|--\nc | d\n\n[^1]: A note.\n")
	doc := byServer(t, a, "hi")
	doc.Translations = append(doc.Translations, byServer(t, a, "ps").Translations...)
	for i, pair := range doc.Translations[0].Pairs {
		doc.Translations[0].Pairs[i].Target, doc.Translations[1].Pairs[i].Target = pair.Source, "["+pair.ID+"]"
	}
	want := strings.Join([]string{
		"# हिन्दी (Hindi)", "", "## Dam opens", "", "See x at the site[1].", "", "- to do", "", "a", "", "b", "", "c", "", "d", "", "[1] A note.", "",
		"# پښتو (Pashto)", "", `<div dir="rtl" lang="ps">`, "", "## [s1]", "", "[s2]", "", "- [s3]", "", "[s4]", "", "[s5]", "", "[s6]", "", "[s7]", "", "[1] [s8]", "", "</div>", "",
	}, "\n")
	if diff := cmp.Diff(want, written(t, "md", doc, View{})); diff != "" {
		t.Error(diff)
	}
	want = "Dam opens\n\nSee x at the site[1].\n\ncode *here*\n\n- [ ] to do\n\na\tb\nc\td\n\n[1] A note.\n"
	if diff := cmp.Diff(want, written(t, "txt", doc, View{Lang: "hi"})); diff != "" {
		t.Error(diff)
	}
	if got := written(t, "json", doc, View{}); !strings.Contains(got, `"target":"See <x1/> at <g1>the site</g1><x2/>."`) {
		t.Errorf("JSON without tags: %s", got)
	}
}

// In a plain article too, words that look like a tag come back as they were.
func TestWordsLikeTagsInPlainText(t *testing.T) {
	a, err := news.Read(strings.NewReader("Tags\n\nWrite <g1> and then <x7/>, he said on Monday.\n"), "a.txt", news.Options{})
	if err != nil {
		t.Fatal(err)
	}
	a.Lang = "en"
	doc := byServer(t, a, "hi")
	for i, target := range []string{"टैग", "<x2/> और <x1/>"} {
		doc.Translations[0].Pairs[i].Target = target
	}
	if got := written(t, "txt", doc, View{}); got != "टैग\n\n<x7/> और <g1>\n" {
		t.Errorf("txt: %q", got)
	}
	if got := written(t, "md", doc, View{}); got != "# टैग\n\n\\<x7/> और \\<g1>\n" {
		t.Errorf("md: %q", got)
	}
}

// segmentsOf gives an article's segments as lines.
func segmentsOf(a *news.Article) string {
	var b strings.Builder
	for _, s := range a.Segments {
		fmt.Fprintf(&b, "%s\t%s\t%s\n", s.ID, s.Kind, s.Text)
	}
	return b.String()
}

func compareGolden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join(markdownGoldenFolder, name)
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.MkdirAll(markdownGoldenFolder, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// markdownTree gives the tree of a Markdown text as goldmark reads it, without its words: the kinds of blocks and marks
// and how they stand in each other, where links lead, and what code, HTML and link reference definitions hold.
func markdownTree(whole string) string {
	source := []byte(whole)
	if rest, found := strings.CutPrefix(whole, "---\n"); found { // goldmark does not know front matter
		_, rest, _ = strings.Cut(rest, "\n---\n")
		source = []byte(rest)
	}
	root := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote)).Parser().Parse(text.NewReader(source))
	var b strings.Builder
	writeMarkdownTree(&b, source, root, 0)
	return b.String()
}

func writeMarkdownTree(b *strings.Builder, source []byte, n ast.Node, depth int) {
	if n.Kind() == ast.KindText {
		if t := n.(*ast.Text); t.HardLineBreak() {
			fmt.Fprintf(b, "%sline break\n", strings.Repeat("  ", depth))
		}
		return
	}
	fmt.Fprintf(b, "%s%s", strings.Repeat("  ", depth), n.Kind())
	switch n := n.(type) {
	case *ast.Heading:
		fmt.Fprintf(b, " %d", n.Level)
	case *ast.List:
		fmt.Fprintf(b, " %c %d %v", n.Marker, n.Start, n.IsTight)
	case *ast.FencedCodeBlock:
		fmt.Fprintf(b, " %s %q", n.Language(source), n.Lines().Value(source))
	case *ast.CodeBlock, *ast.HTMLBlock, *ast.LinkReferenceDefinition:
		fmt.Fprintf(b, " %q", n.Lines().Value(source))
	case *ast.Emphasis:
		fmt.Fprintf(b, " %d", n.Level)
	case *ast.Link:
		fmt.Fprintf(b, " %s %v", n.Destination, n.Title != nil)
	case *ast.Image:
		fmt.Fprintf(b, " %s %v", n.Destination, n.Title != nil)
	case *ast.AutoLink:
		fmt.Fprintf(b, " %s", n.URL(source))
	case *ast.RawHTML:
		fmt.Fprintf(b, " %q", n.Segments.Value(source))
	case *ast.CodeSpan:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			fmt.Fprintf(b, " %q", c.(*ast.Text).Segment.Value(source))
		}
	case *extended.Table:
		fmt.Fprintf(b, " %v", n.Alignments)
	case *extended.FootnoteLink:
		fmt.Fprintf(b, " %d", n.Index)
	case *extended.TaskCheckBox:
		fmt.Fprintf(b, " %v", n.IsChecked)
	}
	b.WriteByte('\n')
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		writeMarkdownTree(b, source, c, depth+1)
	}
}
