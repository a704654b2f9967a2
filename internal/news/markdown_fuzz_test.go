package news

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extended "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// The promises of a Markdown article: nothing replaced, or all by its own text, gives the same bytes; the tags of each
// segment are whole and numbered from 1; with other words in the place of all segments the blocks are the same to
// goldmark as it comes, whether the words keep the marks or not; and what is written reads as what was meant.
func FuzzMarkdown(f *testing.F) {
	files, err := filepath.Glob(filepath.Join(articlesFolder, "md-*.md"))
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data), "new words")
	}
	for _, seed := range fuzzSeeds() {
		f.Add(seed, "1. # *new* [words](x) <b> `c` | \\")
	}
	f.Fuzz(checkMarkdown)
}

func checkMarkdown(t *testing.T, data, other string) {
	a, err := Read(strings.NewReader(data), "fuzz.md", Options{Markdown: true, FrontMatter: []string{"tags"}})
	if err != nil {
		odd := strings.ContainsFunc(data, func(r rune) bool { return unicode.IsControl(r) && !unicode.IsSpace(r) }) // refusing is right then
		if text := err.Error(); strings.ContainsAny(text, "\n\r") || strings.Contains(text, string(Unmapped)) && !strings.Contains(text, "footnote") && !odd {
			t.Errorf("%q: %s", data, text)
		}
		return
	}
	whole := a.layout.text
	if got := a.Rewrite(keep); got != whole {
		t.Errorf("%q: nothing replaced gives %q", data, got)
	}
	if got := a.Rewrite(func(s Segment) (string, bool) { return s.Text, true }); got != whole {
		t.Errorf("%q: its own text gives %q", data, got)
	}
	checkTags(t, a)
	if blank(WithoutTags(other)) || !utf8.ValidString(other) || strings.ContainsFunc(other, unicode.IsControl) {
		return // no model's answer: replies are read strictly
	}
	for _, keeping := range []bool{false, true} {
		got := a.Rewrite(func(s Segment) (string, bool) {
			if keeping {
				return otherWords(s.Text, other), true
			}
			return other, true
		})
		if diff := cmp.Diff(blockTree(whole, keeping), blockTree(got, keeping)); diff != "" {
			t.Errorf("marks kept %v: %q\nwith %q becomes %q:\n%s", keeping, whole, other, got, diff)
		}
	}
}

// checkReadBack puts ordinary words with all tags in the place of each segment: what is written reads as just that. It is held
// for texts of the kind that people write (the seeds, the random ones). A fuzzer soon finds heaps of brackets and exclamation
// marks that no escape can part; what is written then has the source's tree all the same.
func checkReadBack(t *testing.T, a *Article) {
	t.Helper()
	target := func(s Segment) (string, bool) {
		return strings.TrimSpace(otherWords(s.Text, " نو words "+s.ID+" ")), true
	}
	written := a.Rewrite(target)
	again, err := Read(strings.NewReader(written), "again.md", Options{Markdown: true, FrontMatter: []string{"tags"}})
	if err != nil || len(again.Segments) != len(a.Segments) {
		t.Fatalf("%q is written as %q, which reads otherwise: %v", a.layout.text, written, err)
	}
	plain := func(a *Article, i int, text string) string {
		return strings.Join(strings.Fields(a.Plain(i, text)), " ")
	}
	for i, s := range a.Segments {
		want, _ := target(s)
		got := again.Segments[i]
		if got.Kind != s.Kind || plain(a, i, want) != plain(again, i, got.Text) || len(tagsIn(want)) != len(tagsIn(got.Text)) {
			t.Errorf("%q is written as %q, where %s is %q, not %q", a.layout.text, written, s.ID, got.Text, want)
		}
	}
}

// otherWords puts other words round the tags of a text.
func otherWords(source, other string) string {
	var b strings.Builder
	b.WriteString(other)
	for _, t := range tagsIn(source) {
		b.WriteString(source[t.start:t.end] + other)
	}
	return b.String()
}

// checkTags holds the text of each segment to the form of tags.
func checkTags(t *testing.T, a *Article) {
	t.Helper()
	for i, s := range a.Segments {
		pairs, alones := 0, 0
		var open []int
		for _, tag := range tagsIn(s.Text) {
			switch tag.kind {
			case opening:
				pairs++
				open = append(open, tag.number)
				if tag.number != pairs {
					t.Errorf("%s: %q: pairs are not numbered in order", s.ID, s.Text)
				}
			case closing:
				if len(open) == 0 || open[len(open)-1] != tag.number {
					t.Fatalf("%s: %q: pairs are not nested", s.ID, s.Text)
				}
				open = open[:len(open)-1]
			default:
				if alones++; tag.number != alones {
					t.Errorf("%s: %q: tags are not numbered in order", s.ID, s.Text)
				}
			}
		}
		m := a.layout.places[i].marks
		if len(open) != 0 || pairs != len(m.pairs) || alones != len(m.alone) || strings.ContainsAny(s.Text, "\r\n") || blank(s.Text) {
			t.Errorf("%s: %q with %d and %d marks", s.ID, s.Text, len(m.pairs), len(m.alone))
		}
	}
}

// blockTree gives the blocks of a Markdown text as goldmark with its own extensions reads them: kinds and how they
// stand in each other, and what is no prose. Front matter is left out: goldmark does not know it. Where references are
// not kept, neither are the footnotes that nothing refers to, so that they are looked at before goldmark drops them.
func blockTree(whole string, references bool) string {
	front, _ := readFrontMatter(whole, nil)
	source := parseable(whole, front.end)
	root := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote)).Parser().Parse(text.NewReader(source))
	if !references {
		root, _ = newMarkdown().parse(source)
	}
	var b strings.Builder
	writeTree(&b, source, root, 0)
	return b.String()
}

func writeTree(b *strings.Builder, source []byte, n ast.Node, depth int) {
	if n.Type() == ast.TypeInline {
		return
	}
	fmt.Fprintf(b, "%s%s", strings.Repeat("  ", depth), n.Kind())
	switch n := n.(type) {
	case *ast.Heading:
		fmt.Fprintf(b, " %d", n.Level)
	case *ast.List:
		fmt.Fprintf(b, " %c %d %v", n.Marker, n.Start, n.IsTight)
	case *ast.FencedCodeBlock, *ast.CodeBlock, *ast.HTMLBlock, *ast.LinkReferenceDefinition:
		fmt.Fprintf(b, " %q", n.Lines().Value(source))
	case *extended.Table:
		fmt.Fprintf(b, " %v", n.Alignments)
	}
	b.WriteByte('\n')
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		writeTree(b, source, c, depth+1)
	}
}

func fuzzSeeds() []string {
	return []string{
		"***a** b* **c*d **e***f* _g_h_ ~~i~ ~j~~ `k`` `",
		"[a](b \"c\nd\") ![e](f 'g') ![h *i*][j] [j] [k][] [l][j]\n\n[j]: /x \"y\"\n[k]: z\n",
		"> - a\n>   b  \n> c\\\nd\n>\n> 1. [ ] e\n> 2) f\n",
		"| a | `b\\|c` |\n|:-:|---|\n| d \\| e | f | g |\n| h\n\ni\n===\nj\n---\n# k #\n",
		"---\ntitle: \"a <x1/> b\"\ntags: [c, 'd', \"e\"]\ndescription: >-\n  f\n  g\n\n  h\n---\ni\n",
		"[^1] ![^1] [^2]\n\n[^1]: a\n    b\n\n    - c\n[^1]: d\n",
		"https://a.org/b) www.c.org, d@e.org <f@g.org> <https://h.org/> <i j='k\nl'>\n",
		"&amp;&#10;&lt;g1> \\<x1/> <x2/> a\\\n\tb\n",
		"- a\n\n  b\n\t- c\n+ d\n    e\n1) f\n   ***\n",
		"> [!NOTE]\n> a\n\n<!-- b -->\n\n```\nc\n```\n    d\n",
		"a\r\rb\r\n> c\rd",
	}
}
