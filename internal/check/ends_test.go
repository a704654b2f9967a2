package check

import "testing"

func TestEnds(t *testing.T) {
	testShape(t, "punct.end", []shapeTest{
		{"prs", "Who paid for the bridge?", "مصرف پل را کی پرداخت؟", "", ""},
		{"hi", `"Who paid?"`, "“किसने दिया?”", "", ""},
		{"ps", "“Who paid?” he asked.", "هغه وپوښتل: «چا ورکړل؟»", "", ""},
		{"prs", "Who paid for it, he asked?", "او پرسید که مصرف آن را کی پرداخت؟", "", ""},
		{"prs", "See https://example.org/a?id=3", "https://example.org/a?id=3 را ببینید", "", ""},
		{"hi", "The bridge is closed.", "पुल बंद है।", "", ""},
		{"hi", "Bridge closed", "पुल बंद", "", ""},
		{"ps", "The bridge is closed.", "پل تړلی دی.\u200e", "", ""},

		{"prs", "Who paid for the bridge?", "مصرف پل را کی پرداخت.", "warning punct.end", "?"},
		{"hi", "Was it him? Was it her?", "क्या वह था? वह थी।", "warning punct.end", "?|?"},
		{"ps", "“Who paid?” he asked.", "هغه وپوښتل چې چا ورکړل.", "warning punct.end", "?"},
		{"hi", "The bridge is closed.", "क्या पुल बंद है?", "warning punct.end", "."},
		{"hi", "is the bridge closed", "क्या पुल बंद है?", "info punct.end", "?"},
		{"prs", "Stop!", "ایست کن.", "info punct.end", "!"},
		{"prs", "The bridge is closed.", "پل بسته است", "info punct.end", "."},
		{"prs", "He listed three:", "او سه چیز را برشمرد", "info punct.end", ":"},
	})
}

func TestBrackets(t *testing.T) {
	testShape(t, "bracket", []shapeTest{
		{"prs", "The bank (closed since May) reopened.", "بانک (بسته از ماه می) باز شد.", "", ""},
		{"prs", "1) Wash your hands.", "۱) دست های تان را بشویید.", "", ""},
		{"prs", "1) Wash your hands.", "\u200f\ufeff۱) دست های تان را بشویید.", "", ""},
		{"hi", "The bank [sic] reopened (again).", "बैंक [sic] (फिर) खुला।", "", ""},
		{"hi", "A smile :)", "मुस्कान :)", "", ""},

		{"prs", "The bank (closed since May) reopened.", "بانک (بسته از ماه می باز شد.", "warning bracket.unbalanced", "("},
		{"prs", "The health agency (WHO) met.", "سازمان صحی WHO) ) دیدار کرد.", "warning bracket.unbalanced", ")"},
		{"hi", "The bank (closed) reopened.", "बैंक (बंद] खुला।", "warning bracket.unbalanced", "]"},
		{"hi", "The bank (closed) reopened.", "बैंक )बंद( खुला।", "warning bracket.unbalanced", ")"},
	})
}
