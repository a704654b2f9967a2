package news

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestKinds(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"no title: a paragraph comes first",
			"The market in Maimana burnt down on Sunday night. Nobody was hurt.\nThe cause is not known.\n",
			"s1 paragraph: The market in Maimana burnt down on Sunday night. Nobody was hurt.\ns2 paragraph: The cause is not known.\n"},
		{"no title in Hindi: a danda ends a paragraph",
			"बाज़ार में रविवार रात आग लग गई।\n\nकारण का पता नहीं चला है।\n",
			"s1 paragraph: बाज़ार में रविवार रात आग लग गई।\ns2 paragraph: कारण का पता नहीं चला है।\n"},
		{"no title in Pashto: an Urdu full stop too",
			"بازار د یکشنبې په شپه وسوځېد۔\n\nلامل یې نه دی معلوم۔\n",
			"s1 paragraph: بازار د یکشنبې په شپه وسوځېد۔\ns2 paragraph: لامل یې نه دی معلوم۔\n"},
		{"a single line is a paragraph", "Fire in Maimana", "s1 paragraph: Fire in Maimana\n"},
		{"a title may ask, shout and end in initials",
			"Who pays for the talks with the U.S.\n\nNobody has said so.\n",
			"s1 title: Who pays for the talks with the U.S.\ns2 paragraph: Nobody has said so.\n"},
		{"a question as a title in Dari",
			"چه کسی مصرف را می\u200cپردازد؟\n\nهیچ کس نگفته است.\n",
			"s1 title: چه کسی مصرف را می\u200cپردازد؟\ns2 paragraph: هیچ کس نگفته است.\n"},
		{"list items keep their signs out of the text",
			"Three rules\n\nThe rules are these:\n- Sow early.\n• Water late.\n* Share the seed.\n1. First.\n(2) Second.\n۳) سوم است.\n४. चौथा।\n\nThat is all.\n",
			"s1 title: Three rules\ns2 paragraph: The rules are these:\ns3 item: Sow early.\ns4 item: Water late.\ns5 item: Share the seed.\ns6 item: First.\ns7 item: Second.\ns8 item: سوم است.\ns9 item: चौथा।\ns10 paragraph: That is all.\n"},
		{"what looks like a list sign and is none",
			"The year was bad.\n2024. That is the year.\n1.5 million came.\n-5 degrees were measured.\n*\n- \n12\n",
			"s1 paragraph: The year was bad.\ns2 paragraph: 2024. That is the year.\ns3 paragraph: 1.5 million came.\ns4 paragraph: -5 degrees were measured.\ns5 paragraph: *\ns6 paragraph: -\ns7 paragraph: 12\n"},
		{"an item with a hanging line",
			"It says:\n\n- Bring the seed\n  back in autumn.\n- Keep the jar.\n\nAll agreed.\n",
			"s1 paragraph: It says:\ns2 item: Bring the seed back in autumn.\ns3 item: Keep the jar.\ns4 paragraph: All agreed.\n"},
		{"quoted paragraphs",
			"The letter says:\n\n> We have no water, and the children carry it from the river in the\n> morning and in the evening.\n>\n> Please send someone.\n\nIt is dated May.\n",
			"s1 paragraph: The letter says:\ns2 quote: We have no water, and the children carry it from the river in the morning and in the evening.\ns3 quote: Please send someone.\ns4 paragraph: It is dated May.\n"},
		{"a dash that came to stand at the start of a wrapped line",
			"The new bus leaves at seven in the morning from the old grain market\n- the stop has no sign yet - and comes back at noon.\n\nIt costs nothing for pupils of the two schools on the far side of the\nriver.\n",
			"s1 paragraph: The new bus leaves at seven in the morning from the old grain market - the stop has no sign yet - and comes back at noon.\ns2 paragraph: It costs nothing for pupils of the two schools on the far side of the river.\n"},
		{"underlined title and heading",
			"Water for Injil\n===============\n\nThe canal runs again.\n\nThe price:\n----------\nNobody will say.\n",
			"s1 title: Water for Injil\ns2 paragraph: The canal runs again.\ns3 heading: The price:\ns4 paragraph: Nobody will say.\n"},
		{"headings in Dari and Hindi",
			"بند امیر باز شد\n\nمردم می\u200cآیند.\n\nراه\u200cها\n\nراه\u200cها پاک شده\u200cاند.\n",
			"s1 title: بند امیر باز شد\ns2 paragraph: مردم می\u200cآیند.\ns3 heading: راه\u200cها\ns4 paragraph: راه\u200cها پاک شده\u200cاند.\n"},
		{"verse and bare lists are no headings",
			"Winners\n\nThese won:\n\nKabul\nHerat\nBalkh\nGhazni\n\nAll were there.\n",
			"s1 title: Winners\ns2 paragraph: These won:\ns3 paragraph: Kabul\ns4 paragraph: Herat\ns5 paragraph: Balkh\ns6 paragraph: Ghazni\ns7 paragraph: All were there.\n"},
		{"a separator stands alone and is kept",
			"It rained.\n* * *\nIt snowed.\n",
			"s1 paragraph: It rained.\ns2 paragraph: * * *\ns3 paragraph: It snowed.\n"},
		{"a long address does not decide the width",
			"Write to the desk\n\nThe form is on the page of the department, where it has been since the\nspring of last year, and may be sent back by post or by hand:\nhttps://example.org/forms/2025/irrigation/water-turns-and-repairs-of-gates.html\n\nIt is free.\n",
			"s1 title: Write to the desk\ns2 paragraph: The form is on the page of the department, where it has been since the spring of last year, and may be sent back by post or by hand: https://example.org/forms/2025/irrigation/water-turns-and-repairs-of-gates.html\ns3 paragraph: It is free.\n"},
		{"a wrapped paragraph among long lines",
			"Letters\n\n" + strings.Repeat("A long line that nobody has broken. ", 6) + "\n\nSome came by mail and were broken by the program that sent them, as\nthis one was, which ends here.\n",
			"s1 title: Letters\ns2 paragraph: " + strings.TrimSpace(strings.Repeat("A long line that nobody has broken. ", 6)) + "\ns3 paragraph: Some came by mail and were broken by the program that sent them, as this one was, which ends here.\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a := read(t, test.text)
			if diff := cmp.Diff(test.want, outline(a)); diff != "" {
				t.Error(diff)
			}
			if got := a.Rewrite(keep); got != test.text {
				t.Errorf("written back as %q", got)
			}
		})
	}
}

func TestCreditLines(t *testing.T) {
	credits := []string{
		"By Farid Rahimi", "Reporting by Farid Rahimi; editing by Laila Sharifi.", "(AP)", "[Own report]", "— Farid Rahimi", "- Farid Rahimi",
		"Photo: Laila Sharifi", "Farid Rahimi, Herat", "✍️ This report was written by our desk in Herat.", "© 2025 Herat desk",
		"This article was written by the desk in Herat.",
		"گزارش از فرید رحیمی", "نویسنده: فرید رحیمی", "مترجم: لیلا شریفی", "به قلم فرید رحیمی", "ژباړه: ګل آغا منګل", "راپور: ګل آغا",
		"रिपोर्ट: अनिल झा", "साभार अनिल झा", "अनुवाद: सुनीता यादव",
	}
	for _, line := range credits {
		a := read(t, "Canal runs again\n\nWater came back on Tuesday.\n\n"+line+"\n")
		if got := a.Segments[len(a.Segments)-1].Kind; got != Credit {
			t.Errorf("%q is read as %s", line, got)
		}
	}
	paragraphs := []string{
		"By Friday it was over.", "He left.", "“Now we can plant again.”", "نویسنده از شهر رفت.", "راپور خپور شو.", "लेखक ने कहा कि यह सही है।",
		"Byron never came here.", "The list: water, seed and time.",
	}
	for _, line := range paragraphs {
		a := read(t, "Canal runs again\n\nWater came back on Tuesday.\n\n"+line+"\n")
		if got := a.Segments[len(a.Segments)-1].Kind; got != Paragraph {
			t.Errorf("%q is read as %s", line, got)
		}
	}
}

func TestCreditLineUnderTheTitle(t *testing.T) {
	a := read(t, "Canal runs again\nBy Farid Rahimi\n\nWater came back on Tuesday.\n\nIt is cold.\n")
	want := "s1 title: Canal runs again\ns2 credit: By Farid Rahimi\ns3 paragraph: Water came back on Tuesday.\ns4 paragraph: It is cold.\n"
	if diff := cmp.Diff(want, outline(a)); diff != "" {
		t.Error(diff)
	}
}

func TestHeadlineAndText(t *testing.T) {
	a := read(t, "Canal runs again\n\nWater came back.\n")
	if got := a.Headline(); got != "Canal runs again" {
		t.Errorf("headline %q", got)
	}
	if got, want := a.Text(), "Canal runs again\nWater came back."; got != want {
		t.Errorf("text %q, want %q", got, want)
	}
	if got := read(t, "Water came back.\nIt is cold.\n").Headline(); got != "" {
		t.Errorf("headline %q of an article without a title", got)
	}
}

func keep(Segment) (string, bool) { return "", false }
