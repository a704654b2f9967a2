package news

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestSentencesWithTags(t *testing.T) {
	for name, want := range map[string][]string{
		"emphasis inside":                           {"It <g1>rained</g1>. ", "It snowed."},
		"a sentence in emphasis":                    {"It rained. ", "<g1>It snowed.</g1> ", "He left."},
		"its mark behind the emphasis":              {"<g1>It rained</g1>. ", "<g2>It</g2> snowed."},
		"two of them":                               {"<g1>It rained. It snowed.</g1> ", "He left."},
		"a pair over all":                           {"<g1>It rained. It snowed. He left.</g1>"},
		"a pair within a pair":                      {"<g1>It rained. <g2>It snowed.</g2> He left.</g1> ", "She <g3>stayed</g3>. ", "Why?"},
		"the end of one, the beginning of the next": {"<g1>It rained. </g1>", "<g2>It snowed.</g2> ", "He left."},
		"alone":                      {"It rained.<x1/> ", "<x2/> It snowed <x3/>. ", "He left.<x4/>"},
		"white space on both sides":  {"It <g1>rained.</g1> ", "<g2> It snowed</g2>. ", "<g3>He left</g3>"},
		"no white space":             {"It rained!<x1/>", "<g1>It snowed!</g1>", "<g2>He</g2> left."},
		"abbreviations":              {"<g1>Dr.</g1> Nuri left. ", "He is Dr. <g2>Omari</g2>. ", "So."},
		"one tag without its other":  {"It rained.</g1> ", "It <g2>snowed. ", "He left."},
		"no words":                   {"<x1/><x2/>"},
		"what only looks like a tag": {"It rained at <G1>. ", "It snowed."},
	} {
		text := strings.Join(want, "")
		if diff := cmp.Diff(want, Sentences(text, []string{"Dr."})); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// Tags made to slow us down take time that grows with their number alone.
func TestSentencesOfHostileTags(t *testing.T) {
	for _, unit := range []string{"<x1/>", "<g1>", "</g1>", "A. <g1>", "A.</g1> ", "<g1>A.</g1> ", "A.</g1><g1> "} {
		text := "a. B." + strings.Repeat(unit, 1_000_000/len(unit))
		start := time.Now()
		if joined := strings.Join(Sentences(text, nil), ""); joined != text {
			t.Errorf("%q repeated does not come back", unit)
		}
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%q repeated takes %v", unit, took)
		}
	}
}
