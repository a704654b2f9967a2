package check

import "testing"

func TestMarkup(t *testing.T) {
	testShape(t, "markup", []shapeTest{
		{"hi", "The <g1>old</g1> bridge<x1/>", "<x1/><g1>पुराना</g1> पुल", "", ""},
		{"hi", `<b>The</b> <a href="x" title="Bank">bank</a><br>reopened`, `<a href="x" title="बैंक">बैंक</a><br/><b>फिर</b> खुला`, "", ""},
		{"hi", "AT&amp;T rose by 5% to $3 & more.", "AT&T 5% बढ़कर $3 हुआ।", "", ""},
		{"hi", "Hello {{name}}, %s of {count} for ${price}.", "{{name}} जी, {count} में से %s, ${price} पर।", "", ""},
		{"hi", "If a < b and b > c, say f*** and 5*3.", "अगर a < b और b > c, तो f*** कहें और 5*3।", "", ""},
		{"prs", "A 5% rise, 20%s more.", "افزایش ۵٪.", "", ""},
		{"prs", "**The bank** reopened.", "**بانک** باز شد.", "", ""},
		{"prs", "He said f*** twice.", "او دو بار دشنام داد.", "", ""},

		{"hi", "The <g1>old</g1> bridge", "पुराना पुल", "error markup.lost", "<g1>|</g1>"},
		{"hi", "The <g1>old</g1> bridge", "<g1>पुराना पुल", "error markup.lost", "</g1>"},
		{"hi", "The old bridge<x1/>", "पुराना पुल", "error markup.lost", "<x1/>"},
		{"hi", "The <g1>old</g1> bridge", "<g2>पुराना</g2> पुल", "error markup.lost, error markup.added", "<g1>|</g1>"},
		{"hi", "<b>The bank</b> reopened", "<b>बैंक फिर खुला", "error markup.lost", "</b>"},
		{"hi", `<a href="x">The bank</a>`, `<a href="y">बैंक</a>`, "error markup.lost, error markup.added", `<a href="x">`},
		{"hi", "Hello {{name}}", "{{नाम}} जी", "error markup.lost", "{{name}}"},
		{"hi", "Sent %s files", "फ़ाइलें भेजीं", "error markup.lost", "%s"},
		{"prs", "The bank reopened.", `<seg id="6">بانک باز شد.`, "error markup.added", `<seg id="6">`},
		{"prs", "The bank reopened.", "**بانک** باز شد.", "error markup.added", "**|**"},
		{"prs", "The bank reopened.", "*بانک* باز شد.", "error markup.added", "*|*"},
		{"prs", "The *bank* reopened.", "بانک باز شد.", "error markup.lost", "*|*"},
		{"prs", "Prices* rose, wages* fell, 2*3*4 = 24, f*** and a * b * c.", "قیم* بلند و مزد* پایین رفت، 2*3*4 = 24 و a * b * c.", "", ""},
		{"prs", "The bank reopened.", "## بانک باز شد.", "error markup.added", "##"},
		{"prs", "The bank reopened.", "* بانک باز شد.", "error markup.added", "*"},
		{"prs", "The bank reopened.", "`بانک` باز شد.", "error markup.added", "`|`"},
		{"prs", "The bank & the shop", "بانک &amp; دکان", "error markup.added", "&amp;"},
		{"hi", "<g1>The <g2>old</g2></g1> bridge", "<g1>पुराना <g2>पुल</g1></g2>", "error markup.nesting", "</g1>"},
		{"hi", "<b>The <i>old</i></b> bridge", "<b>पुराना <i>पुल</b></i>", "error markup.nesting", "</b>"},
		{"hi", "The <g1>old</g1> bridge", "पुराना<g1></g1> पुल", "error markup.nesting", ""},
	})
}

func TestAddresses(t *testing.T) {
	testShape(t, "url", []shapeTest{
		{"prs", "See https://example.org/a?id=77.", "«https://example.org/a?id=77» را ببینید.", "", ""},
		{"prs", "Read (www.example.org/a/) now.", "www.example.org/a را بخوانید.", "", ""},
		{"prs", "Write to press@example.org, or @kunar_press.", "به press@example.org یا @kunar_press بنویسید.", "", ""},
		{"prs", "It is 24/7, km/h and/or 9/11 at 5 p.m. in the U.S., e.g. now.", "شبانه روز است.", "", ""},
		{"prs", "It ended in the accident.He left.", "در حادثه ختم شد. او رفت.", "", ""},
		{"hi", "He shops at Amazon.com often.", "वे अमेज़न पर ख़रीदते हैं।", "info url.changed", "Amazon.com"},
		{"hi", "Open /etc/hosts and `run_all` now.", "अब /etc/hosts और `run_all` खोलें।", "", ""},
		{"hi", "Use #MeToo or #1.", "#MeToo लिखें।", "", ""},
		{"hi", "See https://hi.wikipedia.org/wiki/दिल्ली now.", "अब https://hi.wikipedia.org/wiki/दिल्ली देखें।", "", ""},

		{"prs", "See https://example.org/a?id=77.", "https://example.org/a?id=78 را ببینید.", "error url.changed", "https://example.org/a?id=77"},
		{"prs", "See https://example.org/a?id=77.", "https://example.org/a?id=۷۷ را ببینید.", "error url.changed", ""},
		{"prs", "See https://example.org/a.", "https://example.org/ab را ببینید.", "error url.changed", ""},
		{"prs", "Write to press@example.org.", "به دفتر بنویسید.", "error url.changed", "press@example.org"},
		{"prs", "Write to us.", "به press@example.org بنویسید.", "error url.changed", "press@example.org"},
		{"hi", "Follow @kunar_press.", "@kunar_pres देखें।", "error url.changed", "@kunar_press"},
		{"hi", "Open C:\\Users\\a.txt now.", "C:\\Users\\b.txt खोलें।", "error url.changed", "C:\\Users\\a.txt"},
		{"hi", "Use #MeToo now.", "अब #मीटू लिखें।", "warning url.changed", "#MeToo"},
		{"hi", "Type `run_all` now.", "अब `run_al` लिखें।", "error url.changed", "run_all"},
		{"hi", "See example.org now.", "अब देखें।", "warning url.changed", "example.org"},
	})
}
