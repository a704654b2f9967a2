package check

import (
	"strings"
	"testing"
	"unicode/utf8"

	"tarjuma/internal/lang"
	"tarjuma/internal/news"
)

// orthography is every check that mends letters, marks and spaces.
func orthography() []string {
	return []string{"char", "bidi", "punct.script", "punct.danda_pipe", "punct.spacing", "ps.gaf", "ps.yeh_position", "hi", "fa",
		"number.digit_arab", "number.digit_mix", "number.digit_style"}
}

// checkerFor gives a checker of translations from English that looks for some rules only.
func checkerFor(t testing.TB, code string, settings Settings, only ...string) *Checker {
	t.Helper()
	languages, err := lang.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	from, _ := languages.Find("en")
	to, err := languages.Find(code)
	if err != nil {
		t.Fatal(err)
	}
	return New(languages, Options{Only: only, Settings: map[string]Settings{code: settings}}).For(from, to)
}

func TestFix(t *testing.T) {
	tests := []struct {
		name, code, before, after string
		settings                  Settings
		fixes                     []news.Fix
	}{
		{"nothing", "prs", "کانال در ننگرهار بسته شد.", "کانال در ننگرهار بسته شد.", Settings{}, nil},
		{"several edits in one word", "prs", "آب كانـال كم است.", "آب کانال کم است.", Settings{},
			[]news.Fix{{Check: "char.confusable, char.tatweel", Before: "كانـال", After: "کانال"}, {Check: "char.confusable", Before: "كم", After: "کم"}}},
		{"one edit makes room for another", "prs", "او ﻳﻚ ، دو", "او یک، دو", Settings{},
			[]news.Fix{{Check: "char.presentation, char.confusable, punct.spacing", Before: "ﻳﻚ ،", After: "یک،"}}},
		{"words on both sides of a space", "prs", "در کابل  هوا سرد است.", "در کابل هوا سرد است.", Settings{},
			[]news.Fix{{Check: "punct.spacing", Before: "کابل  هوا", After: "کابل هوا"}}},
		{"marks at the end", "ps", "هغه راغی.\u200e \u200e", "هغه راغی.", Settings{},
			[]news.Fix{{Check: "bidi.stray_mark, punct.spacing", Before: "راغی.\u200e \u200e", After: "راغی."}}},
		{"digits as the settings ask", "prs", "۱۲ نفر", "12 نفر", Settings{Digits: "ascii"}, []news.Fix{{Check: "number.digit_style", Before: "۱۲", After: "12"}}},
		{"tags stay", "prs", "آب <g1>كانال</g1> ، نهر", "آب <g1>کانال</g1>، نهر", Settings{},
			[]news.Fix{{Check: "char.confusable, punct.spacing", Before: "<g1>كانال</g1> ،", After: "<g1>کانال</g1>،"}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			after, fixes := checkerFor(t, test.code, test.settings, orthography()...).Fix(Unit{ID: "s1", Source: "Something.", Target: test.before})
			if after != test.after {
				t.Errorf("got %q, want %q", after, test.after)
			}
			if len(fixes) != len(test.fixes) {
				t.Fatalf("fixes %q, want %q", fixes, test.fixes)
			}
			for i := range fixes {
				if fixes[i] != test.fixes[i] {
					t.Errorf("fix %q, want %q", fixes[i], test.fixes[i])
				}
			}
		})
	}
}

// untouchable are what a fix must leave as it is, wherever it stands.
func untouchable() []string {
	return []string{
		"https://example.org/كابل?a=۱,۲&b=٣  ", "www.example.org/ي,", "press@example.org", "@كابل_نیوز", "`x  = \"كي\" ,٣`",
		"«صحيفة الحياة»", "«الشرق  الأوسط»", "“Really ,  you?”", "«ڈان  نیوز کے ٣»",
	}
}

// FuzzFix holds Fix to what it promises for any text and any language.
func FuzzFix(f *testing.F) {
	seeds := []string{
		"رييس جمهور گفت : كابل  پایتخت ، است.", "می\u200c کند \u200bو\u200d می\u200cرود؟", "٤٥۶ نفر, ۱2۳ تن", "ﺍﻟﻌﺮﺑﻴﺔ ﻻ \ufeffسـلام",
		"د افغانستان گوند پہ كابل كى وويل۔", "نړۍوال ې\u200e\u200f شو.\u200e \u200e", "\u202e0521\u202c او \u2066a\u2069\u2067", "عمومأ، ی\u0654",
		"वह आया | जो़र टुुलसा अापने मंे काॅलेज", "ज़\u093cरूरी १२ क\u200dक क्\u200cष  ।", "उसने कहा ، “हाँ” ？", "\u0085a\r\nb\rc\v\x07", "\"كابل\" \"هو\" \"گ",
	}
	for i, s := range seeds {
		f.Add(s, uint8(i), uint8(i))
	}
	var checkers []*Checker
	for _, s := range []Settings{{}, {Digits: "native", ZWNJ: "always", NFC: true}, {Digits: "ascii", ZWNJ: "never"}} {
		for _, code := range []string{"prs", "ps", "hi", "en"} {
			checkers = append(checkers, checkerFor(f, code, s, orthography()...))
		}
	}
	f.Fuzz(func(t *testing.T, s string, which, what uint8) {
		if !utf8.ValidString(s) {
			return
		}
		checker := checkers[int(which)%len(checkers)]
		once, fixes := checker.Fix(Unit{ID: "s1", Source: "Something.", Target: s})
		if !utf8.ValidString(once) {
			t.Fatalf("%q became %q, which is not UTF-8", s, once)
		}
		if (once != s) != (len(fixes) > 0) {
			t.Fatalf("%q became %q with the fixes %q", s, once, fixes)
		}
		for _, fix := range fixes {
			if !strings.Contains(s, fix.Before) || !strings.Contains(once, fix.After) {
				t.Fatalf("%q became %q with the fix %q", s, once, fix)
			}
		}
		if twice, again := checker.Fix(Unit{ID: "s1", Source: "Something.", Target: once}); twice != once || len(again) > 0 {
			t.Fatalf("%q became %q, and that %q with %q", s, once, twice, again)
		}
		keepsUntouchable(t, checker, s, untouchable()[int(what)%len(untouchable())])
	})
}

// keepsUntouchable puts what must stay between the two halves of a text.
func keepsUntouchable(t *testing.T, checker *Checker, s, kept string) {
	t.Helper()
	if checker.materials.to.Code == "en" && strings.Contains(kept, "you") {
		return // its own language
	}
	if strings.ContainsAny(s, "\"“”„‟«»‹›‘’'`<()[]") {
		return // a mark of s may open or close what the kept text stands in
	}
	half := len(s) / 2
	for half > 0 && !utf8.RuneStart(s[half]) {
		half--
	}
	kept = strings.TrimRight(kept, " ")
	whole := s[:half] + " " + kept + " " + s[half:]
	if fixed, _ := checker.Fix(Unit{ID: "s1", Source: "Something.", Target: whole}); !strings.Contains(fixed, kept) {
		t.Fatalf("%q became %q: %q was touched", whole, fixed, kept)
	}
}
