package news

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func readMarkdown(t testing.TB, text string, keys ...string) *Article {
	t.Helper()
	a, err := Read(strings.NewReader(text), "test.md", Options{Markdown: true, FrontMatter: keys})
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return a
}

// lines is a text of several lines, for tables that show Markdown.
func lines(l ...string) string { return strings.Join(l, "\n") + "\n" }

func TestMarkdownSegments(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"headings", lines("# Dam *opens*", "", "Water came.", "", "Second", "===", "", "### Third ###", "", "Text."), lines(
			"s1 title: Dam <g1>opens</g1>", "s2 paragraph: Water came.", "s3 heading: Second", "s4 heading: Third", "s5 paragraph: Text.")},
		{"wrapped", lines("The dam", "is **open", "again**  ", "and full\\", "of water."), lines(
			"s1 paragraph: The dam is <g1>open again</g1><x1/>and full<x2/>of water.")},
		{"lists", lines("- one", "  more", "- two", "", "  A paragraph.", "", "  1. deep", "     - deeper", "- [x] done", "- [ ] not"), lines(
			"s1 item: one more", "s2 item: two", "s3 paragraph: A paragraph.", "s4 item: deep", "s5 item: deeper", "s6 item: done", "s7 item: not")},
		{"quotes", lines("> He said", "> this.", ">", "> - a *point*", "> [!NOTE] is no note here", "", "> [!NOTE]", "> It is."), lines(
			"s1 quote: He said this.", "s2 item: a <g1>point</g1> [!NOTE] is no note here", "s3 quote: It is.")},
		{"table", lines("| Place | *Level* |", "|:--|--:|", "| Kabul \\| river | `2 m` |", "| 12 | |", "| a | b | surplus |"), lines(
			"s1 cell: Place", "s2 cell: <g1>Level</g1>", "s3 cell: Kabul | river", "s4 cell: <x1/>", "s5 cell: 12", "s6 cell: a", "s7 cell: b")},
		{"links", lines(`See [the *map*](https://a.org/b_c "A map") and [Kabul][], [Kabul] or [there][k], <https://x.org>, www.y.org and a@b.org.`,
			"", "[Kabul]: /kabul", "[k]: </a b> 'not this'"), lines(
			"s1 paragraph: See <g1>the <g2>map</g2></g1> and <g3>Kabul</g3>, <g4>Kabul</g4> or <g5>there</g5>, <x1/>, <x2/> and <x3/>.",
			"s2 paragraph: A map")},
		{"images", lines(`![The old *dam*](dam.jpg "By night") stands.`, "", "![](x.png)", "", "[![Logo of 1](l.png)](/home)"), lines(
			"s1 paragraph: <x1/> stands.", "s2 paragraph: The old <g1>dam</g1>", "s3 paragraph: By night", "s4 paragraph: Logo of 1")},
		{"never touched", lines("Before.", "", "```go", "code", "```", "", "    indented", "", "<div>", "*no* prose", "</div>", "", "---", "", "After <b>this</b> and `that`.", "<!-- a comment", "-->"), lines(
			"s1 paragraph: Before.", "s2 paragraph: After <x1/>this<x2/> and <x3/>.")},
		{"footnotes", lines("Water[^1] came.[^no]", "", "[^1]: So *says* the head.", "", "    More.", "[^2]: Nothing refers to this."), lines(
			"s1 paragraph: Water<x1/> came.[^no]", "s2 paragraph: So <g1>says</g1> the head.", "s3 paragraph: More.", "s4 paragraph: Nothing refers to this.")},
		{"emphasis", lines("***x** y* and *a **b** c* and ~~gone~~ ~too~ and **a *b***"), lines(
			"s1 paragraph: <g1><g2>x</g2> y</g1> and <g3>a <g4>b</g4> c</g3> and <g5>gone</g5> <g6>too</g6> and <g7>a <g8>b</g8></g7>")},
		{"left over signs", lines("*a** and **b* and ~~c~ d_e_f"), lines(
			"s1 paragraph: <g1>a</g1>* and *<g2>b</g2> and ~<g3>c</g3> d_e_f")},
		{"escapes and entities", lines(`AT&amp;T, 5&nbsp;km, \*so\*, &copy; &lt;b&gt; \a &no; &#x41; C:\\dir`), lines(
			"s1 paragraph: AT&T, 5\u00a0km, *so*, © <b> \\a &no; A C:\\dir")},
		{"like tags", lines(`Write \<g1> and &lt;x2/&gt; and <g3> here&#10;now.`), lines(
			"s1 paragraph: Write <x1/> and <x2/> and <x3/> here<x4/>now.")},
		{"carriage returns", "# Dam\r\rWater *came*.\rAnd went.\r", lines("s1 title: Dam", "s2 paragraph: Water <g1>came</g1>. And went.")},
		{"CRLF", "# Dam\r\n\r\nWater\r\ncame.  \r\nAnd\\\r\nwent.\r\n", lines("s1 title: Dam", "s2 paragraph: Water came.<x1/>And<x2/>went.")},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := readMarkdown(t, test.text)
			if diff := cmp.Diff(test.want, outline(a)); diff != "" {
				t.Error(diff)
			}
			if got := a.Rewrite(keep); got != test.text {
				t.Errorf("nothing replaced gives %q", got)
			}
			own := func(s Segment) (string, bool) { return s.Text, true }
			if got := a.Rewrite(own); got != test.text {
				t.Errorf("its own text gives %q", got)
			}
		})
	}
}

func TestMarkdownRewritten(t *testing.T) {
	for _, test := range []struct{ name, text, target, want string }{
		{"tags", "The *old **dam*** at `x` is [here](u).\n", "<g3>Hier</g3> ist der <g1><g2>Damm</g2> alt</g1> bei <x1/>.", "[Hier](u) ist der ***Damm** alt* bei `x`.\n"},
		{"hard-wrapped in a quote", "> - The dam\n>   is full.\n> - next\n", "Voll.", "> - Voll.\n> - Voll.\n"},
		{"line break in a quote", "> one  \n> two\n", "eins <x1/> zwei", "> eins  \n> zwei\n"},
		{"line break at the end", "> one\\\n> two\n", "eins zwei<x1/>", "> eins zwei\n"},
		{"list sign", "One.\n", "1. Eins", "1\\. Eins\n"},
		{"heading sign", "One.\n", "# Eins", "\\# Eins\n"},
		{"plain signs stay", "One.\n", "3 * 4 = 12 [sic] & Co", "3 * 4 = 12 [sic] & Co\n"},
		{"emphasis signs", "One.\n", "eins *zwei* drei", "eins \\*zwei\\* drei\n"},
		{"a reference by chance", "One.\n\n[sic]: /x\n", "eins [sic]", "eins \\[sic\\]\n\n[sic]: /x\n"},
		{"a footnote by chance", "One.[^1]\n\n[^1]: 1.\n", "eins [^1] <x1/>", "eins \\[^1\\] [^1]\n\n[^1]: 1.\n"},
		{"pipe in a cell", "| a |\n|---|\n| one |\n", "x | y", "| x \\| y |\n|---|\n| x \\| y |\n"},
		{"end of a heading", "## One ##\n", "C #", "## C \\# ##\n"},
		{"underlined", "One\ntwo\n---\n", "Eins", "Eins\n---\n"},
		{"box to tick", "- one\n", "[ ] eins", "- \\[ \\] eins\n"},
		{"label", "At [Kabul], [Kabul][].\n\n[Kabul]: /k\n", "<g2>A</g2> <g1>B</g1>", "[A][Kabul] [B][Kabul]\n\n[Kabul]: /k\n"},
		{"alt and title", "See ![one `a`](u \"two\").\n", "`<*\"", "See ![&#96;&lt;*\"](u \"&#96;&lt;*\\\"\").\n"},
		{"emphasis within a word", "an _old_ dam\n", "ur<g1>alt</g1>er", "ur*alt*er\n"},
		{"emphasis that signs would break", "an **\"old\"** dam\n", "x<g1>«alt»</g1>y", "x<strong>«alt»</strong>y\n"},
		{"space within emphasis", "an *old* dam\n", "a<g1> alt </g1>b", "a *alt* b\n"},
		{"address before letters", "See https://a.org/b now.\n", "<x1/>به", "<https://a.org/b>به\n"},
		{"tags that are none", "One.\n", "<g1>a</g1> <x9/> </div>", "\\<g1>a\\</g1> \\<x9/> \\</div>\n"},
		{"several lines", "One.\n", "eins\n\n\tzwei\r\ndrei", "eins zwei drei\n"},
		{"not translated", "*One*.\n", "[not translated: s1]", "[not translated: s1]\n"},
		{"entity", "One.\n", "&lt; &amp AT&T", "\\&lt; &amp AT&T\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := readMarkdown(t, test.text)
			got := a.Rewrite(func(s Segment) (string, bool) { return test.target, s.ID != "s1" || test.name != "alt and title" })
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// One article is written in several languages at the same time.
func TestMarkdownIsWrittenAtOnce(t *testing.T) {
	a := readMarkdown(t, articleFile(t, "md-links.md"))
	target := func(s Segment) (string, bool) { return "x " + s.Text, true }
	want := a.Rewrite(target)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if got := a.Rewrite(target); got != want {
				t.Errorf("at once it is %q", got)
			}
		})
	}
	all.Wait()
}

func BenchmarkReadMarkdown(b *testing.B) {
	text := articleFile(b, "md-lists.md") + articleFile(b, "md-table.md") + articleFile(b, "md-links.md")
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		readMarkdown(b, text)
	}
}

func BenchmarkRewriteMarkdown(b *testing.B) {
	a := readMarkdown(b, articleFile(b, "md-lists.md")+articleFile(b, "md-table.md")+articleFile(b, "md-links.md"))
	for b.Loop() {
		a.Rewrite(func(s Segment) (string, bool) { return s.Text + " x", true })
	}
}

func TestMarkdownThatIsRefused(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"marks", "Text.\n\n" + strings.Repeat("[a](", 50_000), "a.md: too much markup (line 3: more than 2000 signs of markup in one paragraph)"},
		{"quotes", "Text.\n" + strings.Repeat("> ", 50_000) + "x", "a.md: too much markup (line 2: 100 quotes or lists in each other)"},
		{"size", strings.Repeat("Text.\n\n", 400_000), "a.md: too large (more than 2 MiB of Markdown)"},
		{"no prose", "```\ncode\n```\n", "a.md: no letters (outside code and HTML)"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := Read(strings.NewReader(test.text), "a.md", Options{Markdown: true})
			var refused *ReadError
			if !errors.As(err, &refused) || err.Error() != test.want {
				t.Errorf("error %q, want %q", err, test.want)
			}
		})
	}
}
