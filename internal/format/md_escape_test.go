package format

import (
	"strings"
	"testing"
)

// Each text on the left must come out of a Markdown reader as it is. What is on the right was checked with goldmark, whose
// rules are CommonMark's.
func TestEscapeBlock(t *testing.T) {
	for text, want := range map[string]string{
		"":                                 "",
		"The price rose by 5 * 3 = 15 %.":  "The price rose by 5 * 3 = 15 %.",
		"Prices* rose.":                    "Prices* rose.",
		"*Prices* rose":                    `\*Prices\* rose`,
		"**Note** it":                      `\*\*Note\*\* it`,
		"a_b and c_d":                      "a_b and c_d",
		"_Note_ it":                        `\_Note\_ it`,
		"آب_و_هوا":                         "آب_و_هوا",
		"«_آب_»":                           `«\_آب\_»`,
		"`code` here":                      "\\`code\\` here",
		"one ` alone":                      "one ` alone",
		"~50 people, ~60 more":             "~50 people, ~60 more",
		"~~gone~~":                         `~\~gone\~\~`,
		"[a](b)":                           `[a\](b)`,
		"![a](b)":                          `![a\](b)`,
		"[a][b]":                           `[a\][b]`,
		"[a]: b":                           `[a\]: b`,
		"[sic] and [he]":                   "[sic] and [he]",
		"[not translated: s7]":             "[not translated: s7]",
		"<b>x</b>":                         `\<b>x\</b>`,
		"<https://example.org>":            `\<https://example.org>`,
		"<!-- a -->":                       `\<!-- a -->`,
		"5 < 6 > 4":                        "5 < 6 > 4",
		"AT&T & co":                        "AT&T & co",
		"&amp; &#65; &#x41; &amp":          `\&amp; \&#65; \&#x41; &amp`,
		`C:\temp and \* and \`:             `C:\temp and \\* and \\`,
		"# 5 in the list":                  `\# 5 in the list`,
		"#hashtag":                         "#hashtag",
		"####### seven":                    "####### seven",
		"> said he":                        `\> said he`,
		"- a dash":                         `\- a dash`,
		"-5 degrees":                       "-5 degrees",
		"+ more":                           `\+ more`,
		"* a star":                         `\* a star`,
		"1. a number":                      `1\. a number`,
		"12) a number":                     `12\) a number`,
		"2025. That was it.":               `2025\. That was it.`,
		"1.5 million":                      "1.5 million",
		"۱. آب":                            "۱. آب",
		"---":                              `\---`,
		"===":                              `\===`,
		"***":                              `\*\*\*`,
		"_ _ _":                            `\_ _ _`,
		"~~~":                              `\~\~\~`,
		"```":                              "\\`\\`\\`",
		"[ ] to do":                        `\[ ] to do`,
		"[x] done":                         `\[x] done`,
		"[!NOTE]":                          `\[!NOTE]`,
		"Title\n=====":                     "Title\n" + `\=====`,
		"a | b\n--|--":                     "a | b\n" + `\--|--`,
		"one\n\n    two \nthree\r\nfour\\": "one\ntwo\nthree\nfour\\\\",
		": a definition":                   `\: a definition`,
		"https://example.org/a_b?c=d&e=f":  "https://example.org/a_b?c=d&e=f",
	} {
		if got := escapeBlock(text); got != want {
			t.Errorf("%q gives %q, want %q", text, got, want)
		}
	}
}

func TestEscapeHeading(t *testing.T) {
	for text, want := range map[string]string{
		"Water":          "Water",
		"Water\nis back": "Water is back",
		"C#":             "C#",
		"Number #":       `Number \#`,
		"Number ##":      `Number \##`,
		"#":              `\#`,
		"#######":        `\#######`,
		"# One":          `\# One`,
		"1. One":         `1\. One`,
	} {
		if got := escapeHeading(text); got != want {
			t.Errorf("%q gives %q, want %q", text, got, want)
		}
	}
}

// A backslash is all that escaping adds.
func FuzzEscape(f *testing.F) {
	for _, seed := range []string{"*a* _b_ `c` ~~d~~", "[x](y) <b> &amp;", "# h #\n- i\n1. j", `\\ \`, "آب_و_هوا", "a\n\nb"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "?")
		want := strings.ReplaceAll(strings.Join(linesIn(text), "\n"), `\`, "")
		if got := strings.ReplaceAll(escapeBlock(text), `\`, ""); got != want {
			t.Errorf("%q gives %q", text, escapeBlock(text))
		}
		if strings.Contains(escapeHeading(text), "\n") {
			t.Errorf("the heading of %q has several lines", text)
		}
	})
}
