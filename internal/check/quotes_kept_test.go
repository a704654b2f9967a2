package check

import (
	"strings"
	"testing"
)

func TestQuotes(t *testing.T) {
	testShape(t, "quote", []shapeTest{
		{"prs", `"It is over," he said.`, "او گفت: «تمام شد.»", "", ""},
		{"prs", `"It is over," he said.`, `او گفت: "تمام شد."`, "", ""},
		{"hi", "He called it 'a gift'.", "उन्होंने इसे “तोहफ़ा” कहा।", "", ""},
		{"hi", "He called it 'a gift'.", "उन्होंने इसे 'तोहफ़ा' कहा।", "", ""},
		// Apostrophes, inches and years are no quotations.
		{"prs", "The players' bus didn't stop in the '90s.", "بس بازیکنان در دهه نود نایستاد.", "", ""},
		{"prs", `A 12" pipe and a 6" one.`, "یک نل ۱۲ انچ و یک نل ۶ انچ.", "", ""},
		{"prs", "Rock 'n' roll isn't dead.", "راک اند رول نمرده است.", "", ""},
		{"prs", "It’s the minister’s house.", "خانه وزیر است.", "", ""},
		{"prs", `The players" bus was late.`, "بس بازیکنان ناوقت رسید.", "", ""},
		{"hi", `<a href="x">The bank</a> reopened.`, "बैंक फिर खुला।", "", ""},
		// A quotation that runs on into the next paragraph.
		{"prs", `He said: "We waited for an hour.`, "او گفت: «یک ساعت منتظر ماندیم.", "", ""},

		{"prs", `"It is over," he said.`, "او گفت که تمام شد.", "warning quote.lost", `"|"`},
		{"hi", "He called the plan ‘a gift’.", "उन्होंने योजना को तोहफ़ा कहा।", "warning quote.lost", "‘|’"},
		{"ps", `"It is over," he said.`, "هغه وویل چې پای ته ورسېد.", "info quote.lost", `"|"`},
		{"prs", `He said: "We waited for an hour.`, "او گفت که یک ساعت منتظر ماندیم.", "warning quote.lost", `"`},
		{"prs", `"I heard 'stop' twice," he said.`, "او گفت که دو بار ‘ایست’ شنیده است.", "warning quote.lost", `"|'|'|"`},
		{"hi", "He said that he was tired of all the talks.", "उन्होंने कहा, “मैं इन सारी बातों से अब थक चुका हूँ।”", "warning quote.added", "“|”"},
		{"hi", "He watched The Long Road twice.", "उन्होंने “द लॉन्ग रोड” दो बार देखी।", "info quote.added", "“|”"},
		{"prs", `"Stop," she said, "or I go."`, "او گفت: «ایست کن، ورنه می روم.»", "info quote.count", ""},
		{"hi", `"It is over," he said.`, `उन्होंने कहा, "यह ख़त्म हुआ।`, "warning quote.unbalanced", `"`},
	})
}

func TestQuotesOverADocument(t *testing.T) {
	tests := []struct {
		name           string
		source, target []string
		want           string
	}{
		{"runs on", []string{`He said: "We waited.`, `Nobody came."`}, []string{"او گفت: «منتظر ماندیم.", "کسی نیامد.»"}, ""},
		{"ends a paragraph later", []string{`He said: "We waited."`, "Nobody came."}, []string{"او گفت: «منتظر ماندیم.", "کسی نیامد.»"}, "info quote.added s2"},
		{"not closed", []string{"It rained.", `He said: "We waited."`, "Nobody came."}, []string{"باران بود.", "او گفت: «منتظر ماندیم.", "کسی نیامد."}, "warning quote.unbalanced s2"},
		{"kinds mixed", []string{`"One," he said.`, `"Two," he said.`}, []string{"او گفت: «یک.»", `او گفت: "دو."`}, "info quote.style "},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var units []Unit
			for i := range test.source {
				units = append(units, Unit{ID: []string{"s1", "s2", "s3"}[i], Source: test.source[i], Target: test.target[i]})
			}
			var got []string
			for _, f := range checkerFor(t, "prs", Settings{}, "quote").Check(Text{Units: units}) {
				got = append(got, string(f.Severity)+" "+f.Check+" "+f.Segment)
			}
			if strings.Join(got, ", ") != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestQuoteStyleIsMended(t *testing.T) {
	tests := []struct{ code, quotes, before, after string }{
		{"prs", "native", `او گفت: "تمام شد."`, "او گفت: «تمام شد.»"},
		{"prs", "native", `او گفت: “تمام شد” و "رفت".`, "او گفت: «تمام شد» و «رفت»."},
		{"hi", "native", `उन्होंने "तोहफ़ा" कहा।`, "उन्होंने “तोहफ़ा” कहा।"},
		{"hi", "straight", "उन्होंने “तोहफ़ा” कहा।", `उन्होंने "तोहफ़ा" कहा।`},
		{"ps", "curly", "هغه وویل: «پای»", "هغه وویل: “پای”"},
		// Which mark opens is not sure.
		{"prs", "native", `او گفت: "تمام شد.`, `او گفت: "تمام شد.`},
		{"prs", "any", `او گفت: "تمام شد."`, `او گفت: "تمام شد."`},
	}
	for _, test := range tests {
		checker := checkerFor(t, test.code, Settings{Quotes: test.quotes}, "quote.style")
		u := Unit{ID: "s1", Source: `He said: "It is over."`, Target: test.before}
		after, _ := checker.Fix(u)
		if after != test.after {
			t.Errorf("%s %s %q: got %q, want %q", test.code, test.quotes, test.before, after, test.after)
		}
		u.Target = after
		if again, _ := checker.Fix(u); again != after {
			t.Errorf("%q is mended once more: %q", after, again)
		}
	}
}
