package check

import (
	"strings"
	"testing"

	"tarjuma/internal/news"
)

func TestVariety(t *testing.T) {
	const iranian = "نمایندگان شهرداری گفتند که بیمارستان تازه در خیابان اصلی ساخته می\u200cشود.\nدادگاه در ماه ژوئن رای داد و پلیس راه را بست."
	const afghan = "داکتران گفتند که شفاخانهٔ نو در کنار پوهنتون ساخته می\u200cشود.\nمحکمه در ماه جون رای داد و پولیس راه را بست."
	tests := []struct {
		name, to string
		variety  string
		text     string // a segment a line
		want     string
	}{
		{"Iranian", "prs", "", iranian, "info lang.variety_ir"},
		{"Iranian, with endings", "prs", "", "بیمارستان\u200cها و دادگاههای شهر بسته شد.", "info lang.variety_ir"},
		{"Iranian where Dari is official", "prs", "official", iranian, "warning lang.variety_ir"},
		{"Iranian where it does not matter", "prs", "off", iranian, ""},
		{"Afghan", "prs", "", afghan, ""},
		{"more Afghan than Iranian", "prs", "", afghan + "\nبیمارستان و دادگاه بسته بود.", ""},
		{"one form, twice", "prs", "", "بیمارستان بسته شد.\nبیمارستان باز شد.", ""},
		{"of Iran", "prs", "", "پلیس تهران گفت که دادگاه شهر بسته است.", ""},
		{"quoted", "prs", "", "او گفت: «بیمارستان و دادگاه بسته است».", ""},
		{"Peshawar", "ps", "", "په هسپتال کښې درې کسان دي.\nد صوبې خلک سکول ته نهٔ ځي.", "info ps.peshawar"},
		{"Kabul", "ps", "", "په روغتون کې درې کسان دي.\nد ولایت خلک ښوونځي ته نه ځي.", ""},
		{"of Pakistan", "ps", "", "د پاکستان په صوبه پنجاب کښې الیکشن وشو.", ""},
		{"Urdu in Hindi", "hi", "", "सदर ने अवाम से कहा कि सहाफ़ी आज़ाद हैं।", "info hi.urdu"},
		{"Hindi", "hi", "", "सरकार ने अस्पताल पर हमला करने वालों के ख़िलाफ़ पुलिस को इस्तेमाल किया।", ""},
		{"Hindi with two words of Urdu", "hi", "", "राष्ट्रपति ने जनता से कहा कि सेना और पत्रकार मुल्क के अवाम के साथ हैं।", ""},
	}
	for _, test := range tests {
		text := Text{}
		for line := range strings.SplitSeq(test.text, "\n") {
			text.Units = append(text.Units, Unit{ID: "s", Source: "What was said.", Target: line})
		}
		c := checkerOf(t, "en", test.to, Settings{Variety: test.variety}, "lang.variety_ir", "ps.peshawar", "hi.urdu")
		var got []string
		for _, f := range c.Check(text) {
			got = append(got, string(f.Severity)+" "+f.Check)
			if f.Segment != "" || f.Severity == news.Error {
				t.Errorf("%s: %+v", test.name, f)
			}
		}
		if strings.Join(got, ", ") != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
		text.Alone = true
		if found := c.Check(text); len(found) > 0 {
			t.Errorf("%s: units that stand alone have %+v", test.name, found)
		}
	}
}

func TestVarietyAcceptsWords(t *testing.T) {
	c := checkerOf(t, "en", "prs", Settings{Accept: []string{"بیمارستان"}}, "lang.variety_ir")
	if found := c.Check(Text{Units: []Unit{{ID: "s1", Source: "x", Target: "بیمارستان و دادگاه بسته شد."}}}); len(found) > 0 {
		t.Errorf("found %+v", found)
	}
}
