package check

import "testing"

func TestLeaks(t *testing.T) {
	source := "The canal was closed on Monday."
	dari, pashto, hindi := "کانال روز دوشنبه بسته شد.", "کانال د دوشنبې په ورځ وتړل شو.", "नहर सोमवार को बंद कर दी गई।"
	testShape(t, "llm", []shapeTest{
		{"prs", source, dari, "", ""},
		{"ps", source, pashto, "", ""},
		{"hi", source, hindi, "", ""},

		{"prs", source, "Here is the translation:\n" + dari, "error llm.preamble", ""},
		{"ps", source, "Certainly, here's the Pashto version: " + pashto, "error llm.preamble", ""},
		{"hi", source, "Sure! " + hindi, "error llm.preamble", "Sure"},
		{"hi", source, "**Translation:** " + hindi, "error llm.preamble", "Translation"},
		{"hi", source, "Devanagari text: " + hindi, "error llm.preamble", "Devanagari text:"},
		{"prs", source, "در اینجا ترجمه متن به زبان دری آمده است: " + dari, "error llm.preamble", "در اینجا ترجمه"},
		{"prs", source, "ترجمهٔ دری: " + dari, "error llm.preamble", ""},
		{"prs", source, "متن ترجمه شده: " + dari, "error llm.preamble", "متن ترجمه شده"},
		{"ps", source, "دلته د متن ژباړه ده:\n" + pashto, "error llm.preamble", ""},
		{"hi", source, "यहाँ हिंदी अनुवाद है:\n" + hindi, "error llm.preamble", ""},
		{"hi", source, "बिल्कुल! " + hindi, "error llm.preamble", "बिल्कुल"},
		{"prs", source, "این متن خواسته شده است:\n" + dari, "error llm.preamble", "این متن خواسته شده است:"},
		{"prs", source, "بفرمایید، ترجمه آن چنین است: " + dari, "error llm.preamble", "ترجمه آن چنین است"},
		{"ps", source, "وروستۍ ژباړه: " + pashto, "error llm.preamble", "وروستۍ ژباړه:"},
		{"hi", source, "लीजिए, आपका अनुवाद: " + hindi, "error llm.preamble", "लीजिए, आपका अनुवाद:"},

		{"prs", source, "I'm sorry, but I can't help with that.", "error llm.refusal", ""},
		{"hi", source, "As an AI language model, I cannot translate this.", "error llm.refusal", "As an AI"},
		{"prs", source, "متأسفم، من نمی توانم در این مورد کمک کنم.", "error llm.refusal", ""},
		{"prs", source, "به عنوان یک مدل زبانی، چنین کاری درست نیست.", "error llm.refusal", "به عنوان یک مدل زبانی"},
		{"ps", source, "بخښنه غواړم، زه نشم کولای دا متن وژباړم.", "error llm.refusal", ""},
		{"hi", source, "मुझे खेद है, मैं इसका अनुवाद नहीं कर सकता।", "error llm.refusal", ""},

		{"prs", source, dari + "\n\nNote: the name was kept.", "error llm.notes", "Note"},
		{"prs", source, dari + " (یادداشت مترجم: نام حفظ شد.)", "error llm.notes", "یادداشت مترجم"},
		{"ps", source, pashto + " (د ژباړونکي یادښت: نوم پاتې دی.)", "error llm.notes", ""},
		{"hi", source, hindi + "\nनोट: नाम नहीं बदला।", "error llm.notes", "नोट"},
		{"hi", source, hindi + " Let me know if you need changes.", "error llm.notes", ""},
		{"ps", source, "“" + pashto + "” یادونه: نوم پاتې دی.", "error llm.notes", "یادونه"},
		{"prs", "The questions of Monday: all unanswered.", "پرسش های روز دوشنبه: همه بی پاسخ ماند. اگر سوال دیگری دارید، بپرسید.", "", ""},
		{"prs", source, dari + " اگر سوال دیگری دارید، بپرسید.", "error llm.notes", "اگر سوال دیگری"},

		{"prs", source, "<think>The user wants Dari.</think>" + dari, "error llm.echo, error llm.think", ""},
		{"prs", source, "</think>" + dari, "error llm.think", "</think"},
		{"prs", source, `{"id":"s3","text":"` + dari + `"}`, "error llm.json", `"id":`},
		{"prs", source, "[s3] " + dari, "error llm.json", "[s3]"},
		{"prs", source, "s3: " + dari, "error llm.json", "s3:"},
		{"prs", source, "```\n" + dari + "\n```", "error llm.json", "```"},
		{"prs", source, dari + `\n`, "error llm.json", `\n`},
		{"hi", source, "Translate the following segments: " + hindi, "error llm.echo", ""},
		{"hi", source, "निम्नलिखित पाठ का अनुवाद करें: " + hindi, "error llm.preamble", ""},
	})
}

// What the source speaks of itself is no leak.
func TestLeaksThatTheSourceHas(t *testing.T) {
	testShape(t, "llm", []shapeTest{
		{"prs", "Translation: a short history", "ترجمه: تاریخ کوتاه", "", ""},
		{"prs", "This translation of the book took ten years.", "این ترجمه کتاب ده سال وقت گرفت.", "", ""},
		{"hi", "“I'm sorry, I cannot come,” he said.", "“मुझे खेद है, मैं नहीं आ सकता,” उन्होंने कहा।", "", ""},
		{"hi", "“I regret what I did,” the minister said.", "मंत्री ने कहा, “मुझे खेद है।”", "", ""},
		{"hi", "“Absolutely!” she said.", "“बिल्कुल!” उन्होंने कहा।", "", ""},
		{"hi", "As an artificial intelligence, it has no home.", "एआई के रूप में उसका कोई घर नहीं है।", "", ""},
		{"ps", "Note: the road is closed.", "یادښت: سړک تړلی دی.", "", ""},
		{"ps", "Pashto: a language of two countries", "پښتو: د دوو هېوادونو ژبه", "", ""},
		{"prs", "The translator found it: a lost book", "مترجم ترجمه کرد: کتاب گمشده", "", ""},
		{"hi", "BBC: The canal is closed", "BBC: नहर बंद है", "", ""},
		{"hi", `The file says {"id": 3}.`, `फ़ाइल में {"id": 3} है।`, "", ""},
		{"prs", "See https://example.org: it is open.", "https://example.org: باز است.", "", ""},
		{"hi", "Of course he answered here, in the translation.", "बेशक उन्होंने यहाँ अनुवाद में जवाब दिया।", "", ""},
	})
}
