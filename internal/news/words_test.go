package news

import "testing"

func TestWords(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, " \n": 0, "It rained.": 2, "– … ? !": 0, "18,400,000 afghanis": 2, "شب\u200cها آمد": 2, "क्\u200dया हुआ।": 2, "well-known\u00a0fact": 2,
		"۱۴۰۳ (۷۰ ٪)": 2, "🌾 🌾": 0, "<g1>It</g1> rained <x1/>.<x2/>": 2,
	} {
		if got := Words(text); got != want {
			t.Errorf("%q has %d words, want %d", text, got, want)
		}
	}
}

func TestTranslatable(t *testing.T) {
	for _, text := range []string{
		"Water", "آب", "पानी", "COVID-19", "See https://example.org for more", "the U.S.", "5 km", "Mr. X", "C#", "A/B", "3rd", "<g1>rain</g1>",
		"http:// is a scheme", "e.g.", "@ home",
	} {
		if !Translatable(text) {
			t.Errorf("%q is not to be translated", text)
		}
	}
	for _, text := range []string{
		"", "  ", "2025", "18,400,000", "۱۴۰۳", "५० %", "* * *", "— … —", "🌾✍️", "https://example.org/a?b=c#d", "<https://example.org>.", "www.example.org",
		"example.org/path", "desk@example.org", "mailto:desk@example.org", "(desk@example.org)", "@heratdesk", "#کابل", "$5", "12:30 – 14:00",
		"https://example.org desk@example.org 2025", "<x1/>", "<g1>2025</g1> <x1/>",
	} {
		if Translatable(text) {
			t.Errorf("%q is to be translated", text)
		}
	}
}
