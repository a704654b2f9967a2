package translate

import (
	"slices"
	"strings"
	"testing"

	"tarjuma/internal/llm"
	"tarjuma/internal/news"
)

func TestJudge(t *testing.T) {
	a := article("The first one came.", "Second was the dust.", "Nobody saw a third.", "Fourth, it was over.")
	units := unitsOf(a, nil)
	whole := func() []entry {
		var entries []entry
		for _, u := range units {
			entries = append(entries, entryOf(question{ID: u.id, Text: u.text}))
		}
		return entries
	}
	for _, c := range []struct {
		name string
		make func(e []entry) []entry
		want map[string]string // the problems by id; the others are right
	}{
		{"right", func(e []entry) []entry { return e }, nil},
		{"in another order", func(e []entry) []entry { slices.Reverse(e); return e }, nil},
		{"longer anchors", func(e []entry) []entry { e[1].Start = "SECOND was the dust"; return e }, nil},
		{"nothing", func([]entry) []entry { return nil },
			map[string]string{"s1": problemMissing, "s2": problemMissing, "s3": problemMissing, "s4": problemMissing}},
		{"the first missing", func(e []entry) []entry { return e[1:] }, map[string]string{"s1": problemMissing}},
		{"one missing", func(e []entry) []entry { return slices.Delete(e, 2, 3) },
			map[string]string{"s2": problemMerged, "s3": problemMissing}},
		{"two missing", func(e []entry) []entry { return slices.Delete(e, 1, 3) },
			map[string]string{"s1": problemMerged, "s2": problemMissing, "s3": problemMissing}},
		{"one more, of one that was asked for", func(e []entry) []entry { return append(e, entry{"s9", e[3].Start, e[3].Text}) }, nil},
		{"one more, of nothing", func(e []entry) []entry { return append(e, entry{"note", "Here you are", "یادداشت"}) }, nil},
		{"one more, a part of one that was asked for", func(e []entry) []entry { return append(e, entry{"s1b", "one came.", "آمد"}) },
			map[string]string{"s1": problemSplit}},
		{"under a changed id", func(e []entry) []entry { e[2].ID = "S3"; return e }, map[string]string{"s3": problemStray}},
		{"twice", func(e []entry) []entry { return append(e, e[1]) }, map[string]string{"s2": problemTwice}},
		{"empty", func(e []entry) []entry { e[3].Text = " \n"; return e },
			map[string]string{"s3": problemMerged, "s4": problemEmpty}},
		{"no anchor", func(e []entry) []entry { e[1].Start = ""; return e }, map[string]string{"s2": problemAnchor}},
		{"the anchor translated", func(e []entry) []entry { e[1].Start = "دوم گرد بود"; return e }, map[string]string{"s2": problemAnchor}},
		{"the anchor too short", func(e []entry) []entry { e[0].Start = "The first"; return e }, map[string]string{"s1": problemAnchor}},
		{"two words into its own text", func(e []entry) []entry { e[0].Start = "first one came"; return e }, map[string]string{"s1": problemAnchor}},
		{"the source again", func(e []entry) []entry { e[2].Text = "“Nobody saw a third”"; return e }, map[string]string{"s3": problemEcho}},
		{"another language's letters", func(e []entry) []entry {
			e[2].Text = "किसी ने तीसरा नहीं देखा"
			return e
		},
			map[string]string{"s3": problemScript}},
		{"swapped, with their anchors", func(e []entry) []entry { e[1].ID, e[2].ID = e[2].ID, e[1].ID; return e },
			map[string]string{"s2": problemAnchor, "s3": problemAnchor}},
		{
			"two run together, the rest moved up", func(e []entry) []entry {
				e[0].Text += e[1].Text
				e[1], e[2] = entry{"s2", e[2].Start, e[2].Text}, entry{"s3", e[3].Start, e[3].Text}
				return e[:3]
			},
			map[string]string{"s1": problemMerged, "s2": problemAnchor, "s3": problemAnchor, "s4": problemMissing},
		},
		{
			"the last two run together", func(e []entry) []entry { e[2].Text += e[3].Text; return e[:3] },
			map[string]string{"s3": problemMerged, "s4": problemMissing},
		},
		{
			"one cut in two, the rest moved down", func(e []entry) []entry {
				return []entry{e[0], {"s2", "Second was the", "دوم"}, {"s3", "was the dust", "گرد"}, {"s4", e[2].Start, e[2].Text}, {"s5", e[3].Start, e[3].Text}}
			},
			map[string]string{"s2": problemSplit, "s3": problemAnchor, "s4": problemAnchor},
		},
	} {
		verdicts := newJudge(language(t, "en"), language(t, "prs")).judge(c.make(whole()), units)
		for i, v := range verdicts {
			if got := sentence(v.problems); got != c.want[units[i].id] {
				t.Errorf("%s: %s: %q, want %q", c.name, units[i].id, got, c.want[units[i].id])
			}
		}
	}
}

// TestTags: a tag that is lost, invented or crossed is a fault of its segment and of no other.
func TestTags(t *testing.T) {
	a := article("The <g1>first</g1> one came.", "Second was <g1>the <g2>dust</g2></g1> and <x1/>.", "Nobody saw a third.", "<x1/> <g1>BBC</g1>")
	units := unitsOf(a, nil)
	for _, c := range []struct{ name, id, start, text, want string }{
		{"kept", "s1", "The first one", "<g1>اولی</g1> آمد.", ""},
		{"kept in the anchor too", "s1", "The <g1>first</g1> one", "<g1>اولی</g1> آمد.", ""},
		{"moved with its words", "s2", "Second was the", "<x1/> و <g1>گرد <g2>دوم</g2></g1> بود.", ""},
		{"lost", "s1", "The first one", "اولی آمد.", "the tag <g1> is missing; the tag </g1> is missing"},
		{"half of it lost", "s1", "The first one", "<g1>اولی آمد.", "the tag </g1> is missing"},
		{"doubled", "s2", "Second was the", "<g1>گرد <g2>دوم</g2></g1> <x1/><x1/> بود.", "the tag <x1/> stands more than once"},
		{"invented", "s3", "Nobody saw a", "هیچ\u200cکس <g1>سومی</g1> را ندید.", "there is a tag that the segment does not have"},
		{"crossed", "s2", "Second was the", "<g1>گرد <g2>دوم</g1> بود</g2> <x1/>", "the tags <g1> and <g2> cross"},
		{"and nothing else there", "s2", "Second was the", "<g1><g2></g2></g1> <x1/>", problemEmpty},
		{"the source again, without its tags", "s2", "Second was the", "Second was the dust and .", problemEcho},
		{"a name that stays, with its tags", "s4", "BBC", "<x1/> <g1>BBC</g1>", ""},
		{"or without", "s4", "BBC", "BBC", "the tag <x1/> is missing; the tag <g1> is missing; the tag </g1> is missing"},
	} {
		var entries []entry
		for _, u := range units {
			e := entryOf(question{ID: u.id, Text: u.text})
			if u.id == c.id {
				e = entry{c.id, c.start, c.text}
			}
			entries = append(entries, e)
		}
		for i, v := range newJudge(language(t, "en"), language(t, "prs")).judge(entries, units) {
			want := ""
			if units[i].id == c.id {
				want = c.want
			}
			if got := sentence(v.problems); got != want && !(want == "" && got == problemMerged) {
				t.Errorf("%s: %s: %q, want %q", c.name, units[i].id, got, want)
			}
		}
	}
}

func TestUntranslated(t *testing.T) {
	for _, c := range []struct{ name, from, to, source, target, want string }{
		{"a name in Latin letters may stay", "en", "prs", "BBC", "BBC", ""},
		{"so may one with marks", "en", "hi", "COVID-19:", "COVID-19", ""},
		{"two words may not", "en", "prs", "BBC News", "BBC News", problemEcho},
		{"a source that is only quoted anew", "en", "ps", "“We will not go”", "«We will not go»", problemEcho},
		{"digits of the other script hide no echo", "en", "prs", "On 12 May 2020", "On ۱۲ May ۲۰۲۰", problemEcho},
		{"another Latin word is no Dari", "en", "prs", "Explosion", "Blast", problemScript},
		{"a word of the other script does not stay in English", "prs", "en", "انفجار", "انفجار", problemEcho},
		{"nor another one", "prs", "en", "انفجار", "چاودنه", problemScript},
		{"digits alone are no translation of words", "en", "hi", "Twelve dead", "12", problemScript},
		{"a foreign name in the source", "hi", "prs", "BBC World Service", "BBC World Service", ""},
		{"a name may be the same in a language of one script", "prs", "ps", "محمد احمد کابلی", "محمد احمد کابلی", ""},
		{"a sentence may not", "prs", "ps", "او دیروز به کابل رفت", "او دیروز به کابل رفت", problemEcho},
		{"nor with Arabic letters for its own", "prs", "ps", "یکی دیروز به کابل رفت", "يكي دیروز به كابل رفت", problemEcho},
		{"invisible", "en", "prs", "Rain fell", "\u200c", problemScript},
		{"into the same language", "en", "en", "Rain fell today", "Rain fell today", ""},
	} {
		u := unitsOf(article(c.source), nil)[0]
		if got := newJudge(language(t, c.from), language(t, c.to)).untranslated(u, c.target); got != c.want {
			t.Errorf("%s: %q for %q: %q, want %q", c.name, c.target, c.source, got, c.want)
		}
	}
}

// FuzzJudge: whatever a model writes, each unit gets a verdict, and a text is only taken for a unit's translation when
// it stands once under the unit's id with the unit's anchor.
func FuzzJudge(f *testing.F) {
	f.Add(`{"segments":[{"id":"s1","start":"The first one","text":"اول"},{"id":"s2","start":"Second was the","text":"دوم"}]}`)
	f.Add("```json\n{\"segments\":[{\"id\":\"s2\",\"start\":\"The first one\",\"text\":\"اول\"}]}\n```")
	f.Add(`{"segments":[{"id":"s1","start":null,"text":7}]}`)
	f.Add(`<think>{}</think>{"segments":[{"id":"s3","start":"one came","text":"x"},{"id":"s3"}]}`)
	f.Add(`{"segments":{}}`)
	f.Add(`{"segments":[{"id":"s1","start":"The first one","text":"<g1>اول</g1>"},{"id":"s4","start":"The <g1>end</g1> of","text":"<x1/> <g1>چهارم</g1>"}]}`)
	units := unitsOf(article("The first one came.", "Second was the dust.", "Third", "The <g1>end</g1> of <x1/>"), nil)
	j := newJudge(language(f, "en"), language(f, "prs"))
	f.Fuzz(func(t *testing.T, text string) {
		var a answer
		if (llm.Reply{Text: text}).Decode(&a) != nil {
			return
		}
		verdicts := j.judge(a.Segments, units)
		for i, u := range units {
			if len(verdicts[i].problems) > 0 {
				continue
			}
			own := slices.DeleteFunc(slices.Clone(a.Segments), func(e entry) bool { return e.ID != u.id })
			if len(own) != 1 || own[0].Text != verdicts[i].text || !anchored(u, news.Letters(own[0].Start)) ||
				strings.TrimSpace(own[0].Text) == "" || news.TagProblems(u.text, own[0].Text) != nil {
				t.Errorf("%q was taken for %s from %q", verdicts[i].text, u.id, own)
			}
		}
	})
}
