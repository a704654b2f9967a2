package check

import (
	"strings"
	"testing"
)

func TestRepeats(t *testing.T) {
	source := "The talks ended on Monday without a result, and the two sides went home."
	dari := "گفتگوها روز دوشنبه بدون نتیجه پایان یافت و هر دو طرف به خانه رفتند."
	testShape(t, "repeat", []shapeTest{
		{"prs", source, dari, "", ""},
		// Doubled words are grammar.
		{"hi", "They came one by one, slowly.", "वे एक एक करके धीरे धीरे आए।", "info repeat.word", "एक एक"},
		{"prs", "The children slowly left the big school.", "اطفال آهسته آهسته از مکتب کلان بیرون شدند.", "", ""},
		// The source repeats, too.
		{"prs", "Power and control, that is what they want: power and control, power and control.", "قدرت و کنترول، این را می خواهند: قدرت و کنترول، قدرت و کنترول.", "", ""},
		{"hi", "No, no, no, no, he said.", "उन्होंने कहा, नहीं, नहीं, नहीं, नहीं।", "", ""},
		{"hi", "Goooooooooooal!", "गोऽऽऽऽऽऽऽऽऽऽल!", "", ""},
		// A long name that comes twice or three times.
		{"ps", "The CDC says that CDC staff at the CDC must wear masks when they work with people.", "د ناروغیو د کنټرول مرکز وایي چې د ناروغیو د کنټرول مرکز کارکوونکي باید د ناروغیو د کنټرول مرکز کې ماسکونه واچوي کله چې له خلکو سره کار کوي او له کوره بهر په ګڼه ګوڼه کې ګرځي.", "", ""},
		{"hi", "Of 12, 12 and 12 came.", "12, 12 और 12 आए।", "", ""},

		{"prs", "The German Chaos Computer Club (CCC) wrote it.", "کلوپ جرمنی (سی سی سی) آنرا نوشت.", "", ""},
		{"ps", "He paid 200 billion (150 billion, 120 billion).", "هغه ۲۰۰ میلیارد (۱۵۰ میلیارد، ۱۲۰ میلیارد) ورکړل.", "", ""},

		{"prs", source, dari + " رفتند رفتند.", "error repeat.loop", ""},
		{"prs", source, dari + strings.Repeat(" نتیجه", 5), "error repeat.loop", ""},
		{"prs", source, dari + strings.Repeat(" پایان یافت", 3), "error repeat.loop", ""},
		{"prs", source, dari + strings.Repeat(" بدون نتیجه پایان یافت", 3), "error repeat.loop", ""},
		{"prs", source, dari + " " + dari, "error repeat.loop", ""},
		{"prs", source, dari + " آنان چیزی نگفتند. " + dari, "error repeat.loop", ""},
		{"hi", source, "वार्ता 12" + strings.Repeat(" 12", 5) + " बजे ख़त्म हुई।", "error repeat.loop", "12 12 12 12 12 12"},
		{"prs", source, "گفتگوها" + strings.Repeat("ها", 12) + " پایان یافت.", "error repeat.loop", ""},
		{"prs", "Power and control, that is what they want: power and control.", "قدرت و کنترول، این را می خواهند" + strings.Repeat(" قدرت و کنترول می خواهند", 6), "error repeat.loop", ""},
		{"ps", "The road from Kabul is open again.", "د د کابل سړک بېرته پرانیستل شو.", "info repeat.word", "د د"},
	})
}

// Texts of any length are read, the table of phrases grows.
func TestRepeatsInLongText(t *testing.T) {
	var words []string
	for i := range 2000 {
		words = append(words, string(rune('ا'+i%28))+string(rune('ا'+i/28%28))+string(rune('ا'+i/784)))
	}
	source := strings.Repeat("The talks ended. ", 10)
	long := strings.Join(words, " ")
	testShape(t, "repeat.loop", []shapeTest{{"prs", source, long, "", ""}})
	looping := long + " " + strings.Join(words[1900:1920], " ") + " " + strings.Join(words[1900:1920], " ")
	testShape(t, "repeat.loop", []shapeTest{{"prs", "The talks ended.", looping, "error repeat.loop", ""}})
}
