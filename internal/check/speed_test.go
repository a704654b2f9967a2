package check

import (
	"testing"

	"tarjuma/internal/lang"
	"tarjuma/internal/news"
)

// BenchmarkCheck is all checks over one pair of usual length; what it takes is the reciprocal of segments a second.
func BenchmarkCheck(b *testing.B) {
	languages, err := lang.Builtin()
	if err != nil {
		b.Fatal(err)
	}
	const source = "The provincial governor, Abdul Karim Sabori, said on Tuesday that 1,250 families had been moved from the banks of the Kunar River after three days of rain."
	for code, target := range map[string]string{
		"prs": "عبدالکریم صبوری، والی ولایت، روز سه\u200cشنبه گفت که پس از سه روز باران، ۱٬۲۵۰ خانواده از کناره\u200cهای دریای کنر منتقل شده\u200cاند.",
		"ps":  "د ولایت والي عبدالکریم صبوري د سې\u200cشنبې په ورځ وویل چې له دریو ورځو باران وروسته ۱٬۲۵۰ کورنۍ د کونړ سیند له غاړو لېږدول شوې دي.",
		"hi":  "प्रांत के गवर्नर अब्दुल करीम साबोरी ने मंगलवार को कहा कि तीन दिन की बारिश के बाद 1,250 परिवारों को कुनार नदी के किनारों से हटाया गया है।",
	} {
		b.Run(code, func(b *testing.B) {
			from, _ := languages.Find("en")
			to, _ := languages.Find(code)
			c := New(languages, Options{}).For(from, to)
			text := Text{Units: []Unit{{ID: "s1", Source: source, Target: target}}, Alone: true}
			var found []news.Finding
			b.ReportAllocs()
			for b.Loop() {
				found = c.Check(text)
			}
			if len(found) > 0 {
				b.Errorf("good text has a finding: %+v", found)
			}
		})
	}
}
