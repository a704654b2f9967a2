package news

import (
	"strings"
	"testing"
)

func TestLetters(t *testing.T) {
	for _, same := range [][]string{
		{"bridge over the", "Bridge, over THE", "“BRIDGE” — over\u00a0the", "<g1>Bridge</g1> over <x1/>the", "Ｂridge over the"},
		{"café", "cafe\u0301", "CAFÉ", "Cafe"},
		{"شفاخانه ولسوالی یکاولنگ", "شفاخانهٔ ولسوالي يکاولنگ", "شفاخانة ولسوالى يكاولنگ", "شفاخانـه ولسوالی\u200c یکاولنگ"},
		{"ښوونځي ته", "ښوونځی ته", "ښوونځې ته"},
		{"12 اگست", "۱۲ اگست", "١٢ اگست"},
		{"२०२६ में", "2026 में"},
		{"", "…", "<x1/>", "<g1>—</g1>"},
	} {
		for _, text := range same[1:] {
			if Letters(text) != Letters(same[0]) {
				t.Errorf("%q gives %q, %q gives %q", text, Letters(text), same[0], Letters(same[0]))
			}
		}
	}
	if Letters("سر") == Letters("شر") || Letters("هرات") == Letters("حرات") {
		t.Error("letters that nobody mixes up are folded")
	}
}

func TestBeginning(t *testing.T) {
	for text, want := range map[string]string{
		"":                                     "",
		"Reopened":                             "reopened",
		"Bridge over the Kokcha":               "bridgeoverthe",
		"Kabul — The minister":                 "kabulthe",
		"— — — — Then it rained":               "then",
		"Run <x1/> to build it":                "runtobuild",
		"The <g1>old bridge</g1> over it":      "theoldbridge",
		"one<x1/>two three four":               "onetwothree",
		"<g1>Jurm</g1>, <g2>Kabul</g2> and on": "jurmkabuland",
	} {
		if got := Beginning(text); got != want {
			t.Errorf("%q begins %q, want %q", text, got, want)
		}
		if !strings.HasPrefix(Letters(text), want) {
			t.Errorf("%q does not begin as it begins", text)
		}
	}
}
