package check

import "testing"

func TestQuoteStands(t *testing.T) {
	const english = "The mayor said: “We have 25 people on the dam, and it won’t hold\u00a0long. Nobody sleeps.” Costs rose by 3.5 percent."
	const dari = "والی گفت: «ما ۲۵ تن را می\u200cفرستیم و راه باز می\u200cشود»."
	const hindi = "महापौर ने कहा, “बाँध पर 25 लोग हैं। हम सोए नहीं।”"
	tests := []struct {
		name, quote, segment string
		want                 bool
	}{
		{"word for word", "We have 25 people on the dam", english, true},
		{"the whole segment", english, english, true},
		{"other quotation marks", `"it won't hold long."`, english, true},
		{"other white space", "on the  dam,\nand it", english, true},
		{"across inner marks", "said: 'We have", english, true},
		{"a word changed", "We have 26 people on the dam", english, false},
		{"a word left out", "We have people on the dam", english, false},
		{"another case", "we have 25 people", english, false},
		{"a number cut at its front", "5 people on the dam", english, false},
		{"a number cut at its end", "rose by 3", english, false},
		{"a decimal cut at its front", "5 percent", english, false},
		{"a word cut", "he dam", english, false},
		{"a word that stands cut first and whole later", "hold", "It is withholding. Hold on, they hold it.", true},
		{"nothing", "", english, false},
		{"only marks", "“…”", "He said “…” and left.", false},
		{"guillemets", "\"ما ۲۵ تن را می\u200cفرستیم\"", dari, true},
		{"direction marks", "والی\u200f گفت", dari, true},
		{"other digits are not the same words", "ما 25 تن را", dari, false},
		{"cut at a joiner", "شود", dari, false},
		{"danda", "बाँध पर 25 लोग हैं।", hindi, true},
		{"a vowel sign left off", "हम सोए नही", hindi, false},
		{"the nukta in its two spellings", "सड\u093cक", "यह सड\u093cक और वह स\u095cक", true},
		{"nukta precomposed in the quote", "\u095bरूरत", "उन्हें ज\u093cरूरत है", true},
	}
	for _, test := range tests {
		if got := QuoteStands(test.quote, test.segment); got != test.want {
			t.Errorf("%s: QuoteStands(%q, %q) = %v", test.name, test.quote, test.segment, got)
		}
	}
}

func FuzzQuoteStands(f *testing.F) {
	f.Add("a “b” c", "x a 'b' c y")
	f.Add("۲۵ تن", "ما ۲۵ تن")
	f.Fuzz(func(t *testing.T, quote, segment string) {
		stands := QuoteStands(quote, segment)
		if stands && !QuoteStands(quote, segment+" and more") {
			t.Errorf("%q stands in %q but not in more of it", quote, segment)
		}
		if stands && !QuoteStands(quote, quote) {
			t.Errorf("%q stands in %q but not in itself", quote, segment)
		}
	})
}
