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
		"Run <x1/> to build it":                "runto",
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

func TestLettersAre(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"case and punctuation", "“We have,” he SAID", "wehavehesaid"},
		{"digits of any system", "۱۲ १२ ١٢ 12", "12121212"},
		{"composed and not", "caf\u00e9 cafe\u0301", "cafecafe"},
		{"yehs and kafs", "كابلي کابلی", "کابلیکابلی"},
		{"the other yehs", "ې ۍ ى ئ", "یییی"},
		{"hehs", "ۀ ة ہ", "ههه"},
		{"tatweel and joiners", "کـــابل می\u200cرود", "کابلمیرود"},
		{"nukta", "\u095b \u091c\u093c", "\u091c\u091c"},
		{"presentation forms", "ﷲ ﻻ", "اللهلا"},
		{"nothing", "– … !", ""},
	} {
		if got := Letters(c.text); got != c.want {
			t.Errorf("%s: Letters(%q) = %q, want %q", c.name, c.text, got, c.want)
		}
	}
}

func TestBeginningIs(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"three words", "The minister said on Friday", "theministersaid"},
		{"fewer", "Taliban rejects", "talibanrejects"},
		{"quote", "“We have never” agreed", "wehavenever"},
		{"a dash is a word to a model", "Kabul – The minister said", "kabulthe"},
		{"but not alone", "– — – Kabul fell quiet", "kabul"},
		{"white space of any kind", "Kabul\u00a0fell\tquiet today", "kabulfellquiet"},
		{"words in tags", "<g1>Kabul</g1> fell <g2>quiet</g2> today", "kabulfellquiet"},
		{"a part of a word in tags", "<g1>Ka</g1>bul fell quiet today", "kabulfellquiet"},
		{"a tag that parts two words", "Kabul fell<x1/>quiet today", "kabulfellquiet"},
		{"a tag that stands alone is a word to a model", "Kabul <x1/> fell quiet", "kabulfell"},
		{"and so are two", "Kabul <x1/> <x2/> fell quiet", "kabul"},
		{"but not alone", "<x1/> <x2/> <x3/> Kabul fell quiet", "kabul"},
	} {
		if got := Beginning(c.text); got != c.want {
			t.Errorf("%s: Beginning(%q) = %q, want %q", c.name, c.text, got, c.want)
		}
	}
}
