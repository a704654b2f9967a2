package format

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tarjuma/internal/news"
)

func TestNames(t *testing.T) {
	if got, want := Names(), []string{"txt", "md", "json"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// readArticle reads an article from text and gives the document of its translation into Pashto, by number of segment.
func readArticle(t *testing.T, text string, targets ...string) *news.Document {
	t.Helper()
	a, err := news.Read(strings.NewReader(text), "test.txt", news.Options{})
	if err != nil {
		t.Fatal(err)
	}
	a.Lang = "en"
	if len(targets) != len(a.Segments) {
		t.Fatalf("%d targets for %+v", len(targets), a.Segments)
	}
	return &news.Document{Article: a, Translations: []news.Translation{translated(t, a, news.OfArticle, "ps", targets)}}
}

// The text of one translation keeps the layout of its source.
func TestTextKeepsTheLayout(t *testing.T) {
	tests := []struct {
		name, source string
		targets      []string
		want         string
	}{
		{"one paragraph a line", "Water is back\nIt came on Monday.\nIt is cold.\n",
			[]string{"اوبه راغلې", "د دوشنبې په ورځ راغلې.", "سړې دي."}, "اوبه راغلې\nد دوشنبې په ورځ راغلې.\nسړې دي.\n"},
		{"CRLF, signs of lists, blank lines, no line end at the end",
			"\ufeffThe rules are these:\r\n\r\n\r\n * Pay early.\r\n 2) Pay all.\r\n> Keep calm.",
			[]string{"اصول دا دي:", "ژر ورکړئ.", "ټول ورکړئ.", "ارام اوسئ."},
			"اصول دا دي:\r\n\r\n\r\n * ژر ورکړئ.\r\n 2) ټول ورکړئ.\r\n> ارام اوسئ.\r\n"},
		{"what failed is said at its place", "Water is back\n\nIt came.\n", []string{"اوبه راغلې", ""}, "اوبه راغلې\n\n[not translated: s2]\n"},
		{"lone CR", "Water is back\rIt came.\r", []string{"اوبه راغلې", "راغلې."}, "اوبه راغلې\rراغلې.\r"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			doc := readArticle(t, test.source, test.targets...)
			for _, view := range []View{{}, {Lang: "ps"}} {
				if diff := cmp.Diff(test.want, written(t, "txt", doc, view)); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
}

func TestListsAndQuotesWithoutTheLayout(t *testing.T) {
	doc := readArticle(t, "The rules are these:\n- Pay early.\n2. Pay all.\n(3) Pay now.\n۴) Pay.\n\n> Keep calm.\n",
		"اصول دا دي:", "ژر\nورکړئ.", "ټول ورکړئ.", "اوس ورکړئ.", "ورکړئ.", "ارام\nاوسئ.")
	doc.Translations = append(doc.Translations, doc.Translations[0])
	doc.Translations[1].Lang = "hi"
	text := written(t, "txt", doc, View{})
	want := "=== پښتو (Pashto) ===\n\nاصول دا دي:\n\n- ژر\n  ورکړئ.\n2. ټول ورکړئ.\n(3) اوس ورکړئ.\n۴) ورکړئ.\n\n> ارام\n> اوسئ.\n\n=== हिन्दी (Hindi) ===\n"
	if !strings.HasPrefix(text, want) {
		t.Errorf("%s\nwant\n%s", text, want)
	}
	want = "<div dir=\"rtl\" lang=\"ps\">\n\nاصول دا دي:\n\n- ژر\n  ورکړئ.\n2. ټول ورکړئ.\n\n(3) اوس ورکړئ.\n\n۴) ورکړئ.\n\n> ارام\n> اوسئ.\n\n</div>\n"
	if diff := cmp.Diff(want, written(t, "md", doc, View{Lang: "ps"})); diff != "" {
		t.Error(diff)
	}
}

// A document with a brief is about the brief: translations of the whole article are for JSON.
func TestBriefComesBeforeTheArticle(t *testing.T) {
	doc := briefDocument(t, "en", []string{"prs"}, false)
	doc.Translations = append(doc.Translations, articleDocument(t, "en", []string{"ps"}).Translations...)
	text := written(t, "txt", doc, View{})
	for _, want := range []string{"=== English ===", "=== دری (Dari) ==="} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is not in %s", want, text)
		}
	}
	if strings.Contains(text, "Pashto") {
		t.Errorf("the article's translation is in %s", text)
	}
}

// Nothing is added to turn text round: it is in logical order, and directions are the reader's work.
func TestNoMarksOfDirectionAreAdded(t *testing.T) {
	for _, g := range goldens(t) {
		for _, name := range Names() {
			text := written(t, name, g.doc, View{Lang: g.lang})
			if strings.ContainsAny(text, "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") {
				t.Errorf("%s.%s has marks of direction", g.name, name)
			}
		}
	}
}

type counted struct {
	calls int
	err   error
}

func (c *counted) Write(p []byte) (int, error) {
	c.calls++
	return len(p), c.err
}

func TestErrors(t *testing.T) {
	doc := articleDocument(t, "en", []string{"prs"})
	strange := articleDocument(t, "en", []string{"prs"})
	strange.Translations[0].Lang = "xx"
	tests := []struct {
		name, format string
		doc          *news.Document
		view         View
		want         string
	}{
		{"unknown format", "docx", doc, View{}, `unknown format "docx"`},
		{"a language that is not there", "txt", doc, View{Lang: "hi"}, `writing khulm.txt as txt: the document is not in "hi"`},
		{"the article's own language", "md", doc, View{Lang: "en"}, `writing khulm.txt as md: the document is not in "en"`},
		{"an unknown language", "txt", strange, View{}, "writing khulm.txt as txt: "},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := &counted{}
			err := Write(w, test.format, test.doc, builtin(t), test.view)
			if err == nil || !strings.HasPrefix(err.Error(), test.want) || w.calls != 0 {
				t.Errorf("%v after %d writes, want %s", err, w.calls, test.want)
			}
		})
	}
	w := &counted{err: errors.New("disk full")}
	if err := Write(w, "txt", doc, builtin(t), View{}); !errors.Is(err, w.err) || w.calls != 1 {
		t.Errorf("%v after %d writes", err, w.calls)
	}
}

func TestNothingToWrite(t *testing.T) {
	doc := &news.Document{Schema: news.DocumentSchema, Article: articleIn(t, "ps")}
	for _, name := range []string{"txt", "md"} {
		var b bytes.Buffer
		if err := Write(&b, name, doc, builtin(t), View{}); err != nil || b.Len() != 0 {
			t.Errorf("%s: %q, %v", name, b.String(), err)
		}
	}
}

// A brief that could not rest on all of its article says so, in every language and every text form.
func TestWhatABriefLeavesOut(t *testing.T) {
	brief := &news.Brief{
		Lang: "en", Headline: news.Sentence{ID: "b1", Text: "Water is back", Evidence: []string{"s1"}},
		Standfirst: news.Sentence{ID: "b2", Text: "It came on Monday.", Evidence: []string{"s2"}},
	}
	doc := &news.Document{
		Article: &news.Article{Lang: "en"}, Brief: brief,
		Translations: []news.Translation{translated(t, brief.Article("test.txt"), news.OfBrief, "ps", []string{"اوبه راغلې", "د دوشنبې په ورځ راغلې."})},
		Findings: []news.Finding{
			{Lang: "en", Segment: "b2", Check: "brief.length"},
			{Lang: "en", Segment: "s3", Check: news.BriefRefused},
			{Lang: "en", Segment: "s9", Check: news.BriefSection},
		},
	}
	for _, name := range []string{"txt", "md"} {
		var b bytes.Buffer
		if err := Write(&b, name, doc, builtin(t), View{}); err != nil {
			t.Fatal(err)
		}
		if got := strings.Count(b.String(), "\n[left out: s3, s9]\n"); got != 2 {
			t.Errorf("%s says it %d times, want once a language:\n%s", name, got, &b)
		}
	}
}
