package news

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	yaml "go.yaml.in/yaml/v3"
)

const front = `---
layout: post # not prose
title: Dam opens: not yet
`

func TestFrontMatter(t *testing.T) {
	for _, test := range []struct{ name, text, segments, target, want string }{
		{"plain", lines("---", "title: Dam opens # a comment", "date: 2026-11-24", "---", "Text."), lines("s1 title: Dam opens", "s2 paragraph: Text."),
			"Damm", lines("---", "title: Damm # a comment", "date: 2026-11-24", "---", "Damm")},
		{"a heading is not the title then", lines("---", "Title: Dam", "---", "# Head"), lines("s1 title: Dam", "s2 heading: Head"), "x y", lines("---", "Title: x y", "---", "# x y")},
		{"plain that must be quoted", lines("---", "title: Dam", "---", "T."), lines("s1 title: Dam", "s2 paragraph: T."),
			`A: "b" \c`, lines("---", `title: "A: \"b\" \\c"`, "---", `A: "b" \c`)},
		{"plain word that is none", lines("---", "title: Dam", "---"), lines("s1 title: Dam"), "No", lines("---", `title: "No"`, "---")},
		{"plain over lines", lines("---", "title: Dam", "  opens", "", "  now", "x: y", "---"), lines("s1 title: Dam opens<x1/>now"),
			"a<x1/>b", lines("---", `title: "a\nb"`, "x: y", "---")},
		{"single quotes", lines("---", "title: 'Dam''s end'", "---"), lines("s1 title: Dam's end"), "A's: b", lines("---", "title: 'A''s: b'", "---")},
		{"double quotes", lines("---", `title: "Dam\u2019s \"end\""   # c`, "---"), lines("s1 title: Dam’s \"end\""), "Ende \"\\n\"", lines("---", `title: "Ende \"\\n\""   # c`, "---")},
		{"literal", lines("---", "description: |-", "  Dam", "  opens", "title: T", "---"), lines("s1 paragraph: Dam<x1/>opens", "s2 title: T"),
			"a<x1/>b # c", lines("---", "description: |-", "  a", "  b # c", "title: \"a<x1/>b # c\"", "---")},
		{"folded", lines("---", "description: >", "    Dam", "    opens", "", "    now", "", "---"), lines("s1 paragraph: Dam opens<x1/>now"),
			"a <x1/> b", lines("---", "description: >", "    a", "", "    b", "", "---")},
		{"folded again", lines("---", "description: >", "    Dam", "    opens", "", "    now", "", "---"), lines("s1 paragraph: Dam opens<x1/>now"),
			"a:\u2028 <x1/>b", lines("---", `description: "a:\u2028\nb"`, "", "---")},
		{"lists", lines("---", "tags: [Dam, 'River \\x', 12, a b]", "keywords:", "  - Water", "  - \"Wet\"", "others: [Dam]", "---"),
			lines("s1 paragraph: Dam", "s2 paragraph: River \\x", "s3 paragraph: a b", "s4 paragraph: Water", "s5 paragraph: Wet"),
			"a, b", lines("---", `tags: ["a, b", 'a, b', 12, "a, b"]`, "keywords:", "  - a, b", `  - "a, b"`, "others: [Dam]", "---")},
		{"anchors", lines("---", "title: &t !!str Dam", "description: *t", "---"), lines("s1 title: Dam"), "x", lines("---", "title: &t !!str x", "description: *t", "---")},
		{"numbers, addresses, mappings", lines("---", "title: 2026", "description: https://a.org", "tags: {a: b}", "---", "Text."), lines("s1 paragraph: Text."),
			"x", lines("---", "title: 2026", "description: https://a.org", "tags: {a: b}", "---", "x")},
		{"dots, CRLF", "---\r\ntitle: Dam\r\n...\r\nText.\r\n", lines("s1 title: Dam", "s2 paragraph: Text."), "x", "---\r\ntitle: x\r\n...\r\nx\r\n"},
		{"a tag", lines("---", `title: "a <x1/> b"`, "---"), lines("s1 title: a <x1/> b"), "c <x1/>", lines("---", `title: "c <x1/>"`, "---")},
		{"invisible letters", lines("---", "title: \"آب\"", "---"), lines("s1 title: آب"), "می\u200cرود \u0085 \ufeff", lines("---", "title: \"می\u200cرود \\u0085 \\uFEFF\"", "---")},
		{"two rules", lines("---", "Some words.", "", "---", "Text."), lines("s1 paragraph: Some words.", "s2 paragraph: Text."), "x", lines("---", "x", "", "---", "x")},
		{"a rule", lines("---", "", "Some words: here."), lines("s1 paragraph: Some words: here."), "x", lines("---", "", "x")},
		{"empty", lines("---", "---", "Text."), lines("s1 paragraph: Text."), "x", lines("---", "---", "x")},
		{"TOML", lines("+++", `title = "Dam"`, "+++", "Text."), lines("s1 paragraph: Text."), "x", lines("+++", `title = "Dam"`, "+++", "x")},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := readMarkdown(t, test.text, "tags", "keywords")
			if diff := cmp.Diff(test.segments, outline(a)); diff != "" {
				t.Error(diff)
			}
			if got := a.Rewrite(func(s Segment) (string, bool) { return s.Text, true }); got != test.text {
				t.Errorf("its own text gives %q", got)
			}
			got := a.Rewrite(func(s Segment) (string, bool) { return test.target, true })
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFrontMatterThatIsRefused(t *testing.T) {
	for text, want := range map[string]string{
		front + "# Text\n":          "a.md: front matter cannot be read (line 1: not closed by a line of ---)",
		front + "---\n":             "a.md: front matter cannot be read (line 3: mapping values are not allowed in this context)",
		"---\na: \"b\n---\nText.\n": "a.md: front matter cannot be read (line 3: found unexpected end of stream)",
		"---\na: b\n\tc: d\n---\n":  "a.md: front matter cannot be read (line 3: found a tab character that violates indentation)",
	} {
		_, err := Read(strings.NewReader(text), "a.md", Options{Markdown: true})
		if err == nil || err.Error() != want {
			t.Errorf("%q: error %v, want %s", text, err, want)
		}
	}
}

// Whatever is written in the place of a value, YAML reads it as that, and all else as before.
func FuzzFrontMatter(f *testing.F) {
	for _, value := range []string{"Dam", "'a''b'", "\"a\\nb\"", "|\n  a\n  b", ">-\n a\n\n b", "[a, 'b', \"c\"]", "\n  - a\n  - b", "&x a", "a\n  b # c", "|2+\n   a\n  b\n\n"} {
		for _, other := range []string{"x", "no", "- a", "a: b", "a #b", "\"q\" \\ 'r'", "[1]", "12", "a? b", "a\u200cb", "\u2028\u0085x", "!a", "# a", "a\nb"} {
			f.Add(value, other)
		}
	}
	f.Fuzz(func(t *testing.T, value, other string) {
		if before, after, cut := strings.Cut(value, "\n"); cut && strings.ContainsAny(before+after[:min(1, len(after))], "&!") {
			return // an anchor or a tag in a line of its own, before the value: read, but not looked into here
		}
		text := "---\nfirst: 1\ntitle: " + value + "\nlast: word\n---\nText.\n"
		a, err := Read(strings.NewReader(text), "fuzz.md", Options{Markdown: true})
		if err != nil || !utf8.ValidString(other) || blank(WithoutTags(other)) || strings.ContainsRune(other, '\r') || strings.TrimSpace(other) != other || tagsIn(other) != nil {
			return
		}
		if got := a.Rewrite(func(s Segment) (string, bool) { return s.Text, true }); got != a.layout.text {
			t.Errorf("%q: its own text gives %q", text, got)
		}
		got := a.Rewrite(func(s Segment) (string, bool) { return other, a.layout.places[0].form == inFrontMatter })
		before, after := frontValues(t, a.layout.text), frontValues(t, got)
		if before == nil {
			return
		}
		for i, p := range a.layout.places {
			if p.form == inFrontMatter && a.Segments[i].Text != other { // its own text leaves what stands round it, too
				replaceValue(before, a.layout.places[i].scalar.value, other)
			}
		}
		trim := cmp.Transformer("trim", func(s string) string { return strings.TrimRight(s, "\n") })
		if diff := cmp.Diff(before, after, trim); diff != "" {
			t.Errorf("%q with %q becomes %q:\n%s", text, other, got, diff)
		}
	})
}

func frontValues(t *testing.T, text string) map[string]any {
	t.Helper()
	front, fault := readFrontMatter(text, nil)
	if fault != nil {
		t.Fatalf("%q: %v", text, fault)
	}
	_, yamlText, _ := strings.Cut(text[:front.end], "\n")
	yamlText = strings.TrimRight(yamlText, "-.\n \t")
	values := map[string]any{}
	if err := yaml.Unmarshal([]byte(yamlText), &values); err != nil {
		return nil
	}
	return values
}

// replaceValue puts another value in the place of the title's, or of one in its list.
func replaceValue(values map[string]any, old, other string) {
	for key, value := range values {
		if strings.EqualFold(key, "title") {
			values[key] = replacedIn(value, old, other)
		}
	}
}

func replacedIn(value any, old, other string) any {
	if list, ok := value.([]any); ok {
		for i := range list {
			list[i] = replacedIn(list[i], old, other)
		}
	}
	if text, ok := value.(string); ok && text == old {
		return other
	}
	return value
}
