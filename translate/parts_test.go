package translate

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"tarjuma/internal/news"
)

// paragraph makes n words that begin like no other of another name.
func paragraph(name string, n int) string {
	return name + " said this" + strings.Repeat(" again", max(0, n-3)) + "."
}

func idsOf(parts [][]*unit) string {
	var shown []string
	for _, part := range parts {
		var ids []string
		for _, u := range part {
			ids = append(ids, u.id)
		}
		shown = append(shown, strings.Join(ids, " "))
	}
	return strings.Join(shown, " | ")
}

func TestPartsOf(t *testing.T) {
	sized := func(sizes ...int) []string {
		var texts []string
		for i, n := range sizes {
			texts = append(texts, paragraph(fmt.Sprintf("Witness%c", 'A'+i), n))
		}
		return texts
	}
	for _, c := range []struct {
		name string
		text []string
		want string
	}{
		{"620 words are one part", sized(170, 200, 200, 50), "s1 s2 s3 s4"},
		{"621 are two", sized(170, 200, 200, 51), "s1 s2 | s3 s4"},
		{"1,320 are three of equal length", sized(165, 165, 165, 165, 165, 165, 165, 165), "s1 s2 s3 | s4 s5 | s6 s7 s8"},
		{"long blocks", sized(10, 190, 130, 190, 120), "s1 s2 s3 | s4 s5"},
		{"groups of one block", []string{sentencesOf(60)}, "s1.1 s1.2 | s1.3 s1.4"},
		{
			"beginning alike", []string{"The minister said yes.", "Nobody was hurt at all.", "The minister said no."},
			"s1 s2 | s3",
		},
		{
			"alike but for case, marks and digits", []string{"On 12 May rain fell.", "“On ۱۲ May”, he said.", "On 13 May it stopped."},
			"s1 s3 | s2",
		},
		{
			"one the beginning of the other", []string{"The", "Then he went home.", "The end is near."},
			"s1 | s2 s3",
		},
		{
			"three alike, and others alike", []string{"A b c 1", "A b c 2", "A b c 3", "D e f 1", "D e f 2"},
			"s1 s4 | s2 s5 | s3",
		},
		{
			"alike but in different parts anyway", []string{paragraph("Ahmad", 190), paragraph("Bahar", 190), paragraph("Karim", 190), paragraph("Ahmad", 190)},
			"s1 s2 | s3 s4",
		},
	} {
		units := unitsOf(article(c.text...), nil)
		if got := idsOf(partsOf(units)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	if parts := partsOf(nil); len(parts) != 0 {
		t.Errorf("no units make %d parts", len(parts))
	}
}

// TestPartsHold tries many articles: each unit is in one part, parts keep the reading order, no part is much longer than
// it should be, and no two units of a part could pass for each other.
func TestPartsHold(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		var texts []string
		for range random.IntN(60) {
			words := make([]string, 1+random.IntN(120))
			for i := range words {
				words[i] = string(rune('a' + random.IntN(3)))
			}
			texts = append(texts, strings.Join(words, " "))
		}
		units := unitsOf(article(texts...), nil)
		seen := 0
		for _, part := range partsOf(units) {
			seen += len(part)
			if !slices.IsSortedFunc(part, func(a, b *unit) int { return a.place - b.place }) {
				t.Fatalf("out of order: %s", idsOf([][]*unit{part}))
			}
			if words := wordsOf(part); words > partWords+blockWords {
				t.Errorf("a part of %d words", words)
			}
			for i, u := range part {
				if i > 0 && alikeAny(part[:i], u) {
					t.Errorf("%q is in a part with one like it", u.text)
				}
			}
		}
		if seen != len(units) {
			t.Errorf("%d of %d units are in parts", seen, len(units))
		}
	}
}

// TestAlike: what alike keeps apart is just what an anchor cannot tell apart.
func TestAlike(t *testing.T) {
	texts := []string{"a b c d e", "a b c", "a bc d", "ab", "a", "abc", "abcd e f", "x a b c"}
	for _, x := range texts {
		for _, y := range texts {
			a, b := unitsOf(article(x), nil)[0], unitsOf(article(y), nil)[0]
			mistaken := false
			for end := 1; end <= len(a.letters); end++ {
				start := a.letters[:end]
				mistaken = mistaken || anchored(a, start) && anchored(b, start)
			}
			if mistaken && !alike(a, b) {
				t.Errorf("an anchor passes for both %q and %q, which are not called alike", x, y)
			}
		}
	}
}

// TestHeavyRepetition: a list of nothing but equal entries must not take forever; each is a part of its own.
func TestHeavyRepetition(t *testing.T) {
	a := &news.Article{}
	for i := range 20_000 {
		a.Segments = append(a.Segments, news.Segment{ID: fmt.Sprintf("s%d", i+1), Text: "Not available"})
	}
	if parts := partsOf(unitsOf(a, nil)); len(parts) != 20_000 {
		t.Errorf("%d parts", len(parts))
	}
}
