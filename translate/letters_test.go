package translate

import "testing"

func TestLetters(t *testing.T) {
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
		if got := letters(c.text); got != c.want {
			t.Errorf("%s: letters(%q) = %q, want %q", c.name, c.text, got, c.want)
		}
	}
}

func TestBeginning(t *testing.T) {
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
		if got := beginning(c.text); got != c.want {
			t.Errorf("%s: beginning(%q) = %q, want %q", c.name, c.text, got, c.want)
		}
	}
}

func TestAnchored(t *testing.T) {
	u := &unit{letters: letters("The minister said on Friday"), begin: beginning("The minister said on Friday")}
	for _, c := range []struct {
		start string
		want  bool
	}{
		{"The minister said", true},
		{"the Minister said on", true},
		{"“The minister said…", true},
		{"The minister said on Friday", true},
		{"The minister", false},
		{"The minister says", false},
		{"The minister said on Friday that", false},
		{"minister said on", false},
		{"", false},
	} {
		if got := anchored(u, letters(c.start)); got != c.want {
			t.Errorf("anchored by %q: %v, want %v", c.start, got, c.want)
		}
	}
}
