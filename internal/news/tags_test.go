package news

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWithoutTags(t *testing.T) {
	for text, want := range map[string]string{
		"":                                  "",
		"no tags, 3 < 4":                    "no tags, 3 < 4",
		"the <g1>old <g2>bridge</g2></g1>.": "the old bridge.",
		"one<x1/>two":                       "one two",
		"the dam<x1/>.":                     "the dam.",
		"run <x1/> now":                     "run  now",
		"<x1/>":                             "",
		"دریای<x12/>کابل":                   "دریای کابل",
		"not ours: <g0> <x01/> <G1> <x1>":   "not ours: <g0> <x01/> <G1> <x1>",
	} {
		if got := WithoutTags(text); got != want {
			t.Errorf("%q without tags is %q, not %q", text, got, want)
		}
	}
}

func TestTagProblems(t *testing.T) {
	const source = "The <g1>old <g2>bridge</g2></g1> at <x1/> is <g3>closed</g3>."
	for _, test := range []struct{ name, source, target, want string }{
		{"none", "a", "b < c", ""},
		{"kept", source, "پل <g1><g2>قدیمی</g2> است</g1> <x1/> و <g3>بسته</g3>", ""},
		{"moved", source, "<g3>بسته</g3> <x1/> <g1>پل <g2>قدیمی</g2></g1>", ""},
		{"taken out of its pair", source, "<g1>پل</g1> <g2>قدیمی</g2> <x1/> <g3>بسته</g3>", ""},
		{"lost", source, "<g1>پل <g2>قدیمی</g2></g1> <g3>بسته</g3>", "the tag <x1/> is missing"},
		{"half lost", "<g1>a</g1>", "<g1>b", "the tag </g1> is missing"},
		{"doubled", "a <x1/>", "<x1/> b <x1/>", "the tag <x1/> stands more than once"},
		{"invented", "a <x1/>", "b <x1/> <x2/>", "there is a tag that the segment does not have"},
		{"invented where there are none", "a", "<g1>b</g1>", "there is a tag that the segment does not have"},
		{"misspelt", "a <x1/>", "b <x1/> <X2 />", "there is a tag that the segment does not have"},
		{"crossed", "<g1>a</g1> <g2>b</g2>", "<g1>c <g2>d</g1> e</g2>", "the tags <g1> and <g2> cross"},
		{"reversed", "<g1>a</g1>", "b</g1> c <g1>", "</g1> stands before <g1>"},
		{"emptied", "the <g1>a</g1> b", "<g1> </g1> c", "nothing stands between <g1> and </g1>"},
		{"empty already", "the <g1></g1> b", "<g1></g1> c", ""},
		{"put into another", "<g1>a</g1> <g2>b</g2>", "<g1>c <g2>d</g2></g1>", "<g2> stands inside <g1>, where the source does not have it"},
		{"nested deeper in the source", "<g1>a <g2>b <g3>c</g3></g2></g1>", "<g2>d</g2> <g1>e <g3>f</g3></g1>", ""},
		{"a part of a segment", "a</g1> b <g2>c", "<g2>d</g1> e", ""},
		{"many", "<g1>a</g1> <x1/>", "b", "the tag <g1> is missing; the tag </g1> is missing; the tag <x1/> is missing"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, strings.Join(TagProblems(test.source, test.target), "; ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// The source is a translation that does nothing wrong with its own tags, and one whose tags are all lost has a problem.
func FuzzTagProblems(f *testing.F) {
	f.Add("The <g1>old <g2>bridge</g2></g1> at <x1/>")
	f.Add("a</g1> <g2><g1>")
	f.Fuzz(func(t *testing.T, text string) {
		ours := false
		seen := map[tag]bool{}
		for _, tag := range tagsIn(text) {
			if tag.number == 0 || seen[tag.bare()] {
				return // no article gives such a text
			}
			seen[tag.bare()] = true
			ours = true
		}
		if tagsIn(WithoutTags(text)) != nil {
			return // one tag within another's brackets
		}
		if got := TagProblems(text, WithoutTags(text)); ours != (got != nil) {
			t.Errorf("problems of %q without its tags: %q", text, got)
		}
	})
}
