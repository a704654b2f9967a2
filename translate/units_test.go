package translate

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tarjuma/internal/news"
)

// sentencesOf makes n different sentences of ten words each, a space between them.
func sentencesOf(n int) string {
	var text []string
	for i := range n {
		text = append(text, fmt.Sprintf("In week %d the well at village %d gave less water.", i, i))
	}
	return strings.Join(text, " ")
}

func TestUnitsOf(t *testing.T) {
	long := sentencesOf(25) // 275 words
	a := article("# Wells run dry", "https://example.org/wells", "12.5 %", "A short paragraph.", long, "Reuters",
		"<x1/>", "<g1>12</g1> <x1/> %", "<g1>12</g1> dead")
	var got []string
	for i, u := range unitsOf(a, nil) {
		got = append(got, fmt.Sprintf("%s@%d", u.id, u.segment))
		if u.place != i {
			t.Errorf("%s has place %d, want %d", u.id, u.place, i)
		}
		if u.words > blockWords {
			t.Errorf("%s has %d words", u.id, u.words)
		}
	}
	if want := "s1@0 s4@3 s5.1@4 s5.2@4 s6@5 s9@8"; strings.Join(got, " ") != want {
		t.Errorf("units %v, want %s", got, want)
	}
}

func TestGroupsOf(t *testing.T) {
	endless := strings.TrimSpace("Word" + strings.Repeat(" and word", 149) + " and") // one sentence of 300 words
	for _, c := range []struct {
		name, text string
		words      []int
	}{
		{"200 words are one", sentencesOf(18) + " Two more.", []int{200}},
		{"201 are two of equal length", sentencesOf(18) + " And three more.", []int{110, 91}},
		{"450 are three", sentencesOf(41), []int{154, 154, 143}},
		{"a sentence is never cut", endless, []int{300}},
		{"nor taken along", sentencesOf(2) + " " + endless + ". " + sentencesOf(2), []int{22, 300, 22}},
		{"digits go with what they stand behind", sentencesOf(19) + " 1. 2. 3.", []int{110, 102}},
		{"tags are no words", "<g1>" + sentencesOf(1) + "</g1> " + sentencesOf(17) + " <x1/> <x2/> Two <g2>more</g2>.", []int{200}},
		{"a pair is never cut apart", sentencesOf(5) + " <g1>" + sentencesOf(12) + "</g1> " + sentencesOf(5), []int{187, 55}},
		{"however long it is", "<g1>" + sentencesOf(25) + "</g1>", []int{275}},
	} {
		groups := groupsOf(c.text, nil, blockWords)
		if strings.Join(groups, "") != c.text {
			t.Errorf("%s: the groups joined are not the text", c.name)
		}
		var words []int
		for _, g := range groups {
			words = append(words, wordsIn(g))
			if strings.Count(g, "<g") != strings.Count(g, "</g") {
				t.Errorf("%s: a pair is cut apart: %q", c.name, g)
			}
		}
		if fmt.Sprint(words) != fmt.Sprint(c.words) {
			t.Errorf("%s: groups of %v words, want %v", c.name, words, c.words)
		}
	}
}

// TestHostileBlocks: a block made to slow us down takes time that grows with its length alone.
func TestHostileBlocks(t *testing.T) {
	for _, sentence := range []string{"1. ", "<x1/> 1! ", "<g1>1!</g1> ", "Go on <x1/>! ", "mail.x@example.org! "} {
		began := time.Now()
		text := strings.Repeat(sentence, 30_000) + "Word."
		if joined := strings.Join(groupsOf(text, nil, blockWords), ""); joined != text {
			t.Errorf("%q repeated does not come back", sentence)
		}
		if took := time.Since(began); took > 10*time.Second {
			t.Errorf("%q repeated takes %s", sentence, took)
		}
	}
}

// FuzzUnits: whatever a segment holds, its units and the white space between them give it back, and each unit has
// something to translate and an anchor.
func FuzzUnits(f *testing.F) {
	f.Add(sentencesOf(3))
	f.Add(sentencesOf(60))
	f.Add(strings.Repeat("«کابل.» ", 300) + "\u00a0 پایان. ")
	f.Add(strings.Repeat("1 2 3. ", 100) + strings.Repeat("Go on! ", 150))
	f.Add(strings.Repeat("<g1>Go</g1> on <x1/>! ", 150))
	f.Add("ـ")
	f.Add("<x1/> <g1>Go on! " + strings.Repeat("Go on! ", 150) + "</g1> <x2/>")
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "\uFFFD") // as articles are
		units := unitsOf(&news.Article{Segments: []news.Segment{{ID: "s1", Text: text}}}, nil)
		if !translatable(text) {
			if len(units) > 0 {
				t.Fatalf("%d units of a text without a word", len(units))
			}
			return
		}
		var joined strings.Builder
		for _, u := range units {
			joined.WriteString(u.text + u.gap)
			if !news.Translatable(u.plain) {
				t.Errorf("nothing to translate in %q", u.text)
			}
			if u.begin == "" || !anchored(u, u.begin) || !strings.HasPrefix(u.letters, u.begin) {
				t.Errorf("%q has the anchor %q, which does not begin %q", u.text, u.begin, u.letters)
			}
		}
		if len(units) > 1 {
			text = strings.TrimSpace(text)
		}
		if joined.String() != text {
			t.Errorf("joined: %q, want %q", joined.String(), text)
		}
	})
}
