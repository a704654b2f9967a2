package check

import (
	"strings"
	"testing"

	"tarjuma/internal/lang"
	"tarjuma/internal/news"
)

// checkerOf gives the checks of some rules, or groups of them, for a pair of built-in languages.
func checkerOf(t testing.TB, from, to string, settings Settings, rules ...string) *Checker {
	t.Helper()
	languages, err := lang.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	source, err := languages.Find(from)
	if err != nil {
		t.Fatal(err)
	}
	target, err := languages.Find(to)
	if err != nil {
		t.Fatal(err)
	}
	return New(languages, Options{Only: rules, Settings: map[string]Settings{target.Code: settings}}).For(source, target)
}

// languageTest is a pair, what is found of it ("severity id", in order, comma between), and what the first finding points at.
type languageTest struct {
	from, to       string
	source, target string
	want           string
	spot           string
}

func testLanguage(t *testing.T, tests []languageTest) {
	t.Helper()
	for _, test := range tests {
		found := checkerOf(t, test.from, test.to, Settings{}, "lang", "segment.same").
			Check(Text{Units: []Unit{{ID: "s1", Source: test.source, Target: test.target}}, Alone: true})
		var got, spots []string
		for _, f := range found {
			got = append(got, string(f.Severity)+" "+f.Check)
		}
		if len(found) > 0 {
			for _, s := range found[0].Target {
				spots = append(spots, test.target[s.Start:s.End])
			}
		}
		if strings.Join(got, ", ") != test.want {
			t.Errorf("%s→%s %q\n%q\ngot  %q %v\nwant %q", test.from, test.to, test.source, test.target, got, found, test.want)
		} else if test.spot != "" && strings.Join(spots, "|") != test.spot {
			t.Errorf("%q: points at %q, not at %q", test.target, spots, test.spot)
		}
	}
}

func TestLanguageOfGoodText(t *testing.T) {
	testLanguage(t, []languageTest{
		{"en", "prs", "The canal was closed on Monday.", "کانال روز دوشنبه بسته شد.", "", ""},
		{"en", "prs", "The FBI and the BBC say so.", "FBI و BBC چنین می\u200cگویند.", "", ""},
		{"en", "prs", "FBI", "FBI", "", ""},
		{"en", "prs", "COVID-19", "COVID-19", "", ""},
		{"en", "prs", "https://example.org/a/b", "https://example.org/a/b", "", ""},
		{"en", "prs", "example.org", "example.org", "", ""},
		{"en", "prs", "1,250", "1,250", "", ""},
		{"en", "prs", "The SCIS's members met.", "اعضای SCIS دیدار کردند.", "", ""},
		{"en", "prs", "Two MWPs left the European Union group.", "دو MWP گروه EU را ترک کردند.", "", ""},
		{"en", "prs", "It took 5 mg of ibuprofen a day.", "روزانه 5 mg ایبوپروفین گرفت.", "", ""},
		{"en", "prs", "The film The Girl with the Red Scarf opens today.", "فلم «The Girl with the Red Scarf» امروز به نمایش درمی\u200cآید.", "", ""},
		{"en", "prs", "Polymerase chain reaction tests are rare here.", "آزمایش\u200cهای واکنش زنجیره\u200cای پولیمراز (polymerase chain reaction) در اینجا کمیاب است.", "", ""},
		{"en", "prs", "The Supreme Court and the attorney general's office answered.", "ستره محکمه و لوی څارنوالی پاسخ دادند.", "", ""},
		{"en", "prs", "Meeting of the Wolesi Jirga", "نشست ولسي جرګه", "", ""},
		{"en", "prs", "He said “zh stand zh day” in Pashto.", "او به زبان پشتو گفت: «زه ستا سره يم» و رفت.", "", ""},
		{"en", "prs", "The lira fell.", "ارزش لیره سقوط کرد.", "", ""},
		{"en", "prs", "Kabul", "کابل", "", ""},
		{"en", "ps", "Kabul", "کابل", "", ""},
		{"en", "ps", "The canal was closed because of rain.", "کانال د باران له امله وتړل شو.", "", ""},
		{"en", "ps", "Reuters and the Anadolu agency", "رویترز او انادولو اژانس", "", ""},
		{"en", "ps", "Karim Rahimi, Nabi Sarwari, Jamil Anwari, Farid Karimi", "کریم رحیمي، نبي سروري، جمیل انوري، فرید کریمي", "", ""},
		{"en", "ps", "The daily Hasht-e Subh wrote so.", "د «هشت صبح» ورځپاڼې دا ولیکل.", "", ""},
		{"en", "hi", "The FBI arrested two men in Delhi.", "FBI ने दिल्ली में दो लोगों को गिरफ़्तार किया।", "", ""},
		{"en", "hi", "The FBI's men came.", "FBIके लोग आए।", "", ""},
		{"en", "hi", "COVID-19 app", "COVID-19 ऐप", "", ""},
		{"prs", "ps", "کریم رحیمی، کابل", "کریم رحیمی، کابل", "", ""},
		{"prs", "ps", "کانال روز دوشنبه بسته شد.", "کانال د دوشنبې په ورځ وتړل شو.", "", ""},
		{"prs", "en", "کانال بسته شد.", "The canal was closed.", "", ""},
		{"hi", "en", "नहर बंद हुई।", "The canal was closed.", "", ""},
		{"en", "prs", "The virus survives in vitro.", "ویروس in vitro زنده می\u200cماند.", "", ""},
		{"en", "prs", "President Moon Jae-in spoke.", "رییس\u200cجمهور Moon Jae-in سخن گفت.", "", ""},
		{"en", "prs", "R0 rose.", "R<sub>0</sub> بلند رفت.", "", ""},
	})
}

func TestLanguageThatIsWrong(t *testing.T) {
	const english = "The canal was closed on Monday because of the heavy rain."
	const dari = "کانال روز دوشنبه به علت باران شدید بسته شد."
	const pashto = "کانال د دوشنبې په ورځ د سخت باران له امله وتړل شو."
	testLanguage(t, []languageTest{
		{"en", "prs", english, pashto, "error lang.wrong", strings.TrimSuffix(pashto, ".")},
		{"en", "ps", english, dari, "error lang.wrong", ""},
		{"prs", "ps", dari, strings.Replace(dari, "شدید", "زیاد", 1), "error lang.wrong", ""},
		{"en", "prs", english, "The canal was shut on Monday because of the rains.", "error lang.wrong", ""},
		{"en", "hi", english, "The canal was shut on Monday because of the rains.", "error lang.wrong", ""},
		{"en", "hi", english, "پیر کو شدید بارش کی وجہ سے نہر بند کر دی گئی ہے۔", "error lang.wrong", ""},
		{"en", "prs", english, "پیر کو شدید بارش کی وجہ سے نہر بند کر دی گئی ہے۔", "error lang.wrong", ""},
		{"en", "prs", english, "قال المسؤولون إن القناة التي أغلقت يوم الإثنين لم تفتح منذ ذلك اليوم.", "error lang.wrong", ""},
		{"en", "hi", english, "मुसळधार पावसामुळे कालवा सोमवारी बंद करण्यात आला आहे आणि तो पुन्हा सुरू झाला नाही.", "error lang.wrong", ""},
		{"en", "hi", english, "भारी वर्षाका कारण सोमबार नहर बन्द गरिएको छ र यो अझै खुलेको छैन भने उनले पनि भने।", "error lang.wrong", ""},
		{"en", "prs", english, dari[:len("کانال ")] + english, "error lang.wrong", ""},
		{"en", "prs", english, "Kanal roz-e doshanba ba ellat-e baran basta shod.", "error lang.script", ""},
		{"en", "hi", english, "Somvar ko bhari barish ke karan nahar band kar di gayi.", "error lang.script", ""},
		{"en", "hi", english, "运河周一因大雨关闭。", "error lang.script", ""},
		{"en", "prs", english, "Канал был закрыт в понедельник.", "error lang.script", ""},
		{"prs", "en", dari, "کانال روز دوشنبه بسته شده است.", "error lang.wrong", ""},
		{"en", "prs", "Heavy rain in Kunar", "په کونړ کې سخت باران", "warning lang.wrong", ""},
		{"en", "ps", "Heavy rain closed the road", "باران شدید راه را بسته کرد", "error lang.wrong", ""},
		{"en", "ps", "Heavy rain in Kunar", "باران شدید در کنر شد", "warning lang.wrong", ""},
	})
}

func TestLanguageMixed(t *testing.T) {
	const source = "Officials said the canal was closed on Monday, and farmers fear that they will lose the harvest of the whole year."
	testLanguage(t, []languageTest{
		{"en", "prs", source, "مقام\u200cها گفتند که این کانال در روز دوشنبه بسته شد او بزګران وېره لري چې د ټول کال حاصل به له لاسه ورکړي.", "error lang.mixed",
			"بزګران وېره لري چې د ټول کال حاصل به له لاسه ورکړي"},
		{"en", "ps", source, "چارواکو وویل چې کانال د دوشنبې په ورځ وتړل شو و دهقانان می\u200cترسند که حاصل تمام سال را از دست خواهند داد.", "warning lang.mixed", ""},
		{"en", "prs", source, "مقام\u200cها گفتند که کانال روز دوشنبه بسته شد و دهقانان نگران اند that they will lose the harvest of the whole year.", "warning lang.mixed",
			"that they will lose the harvest of the whole year"},
		{"en", "hi", source, "अधिकारियों ने कहा कि नहर सोमवार को बंद हुई और किसानों को डर है that they will lose the harvest.", "warning lang.mixed", ""},
		{"en", "prs", "She said “we will lose the harvest of the whole year if it stays shut”.", "او گفت: «we will lose the harvest of the whole year if it stays shut» و از دولت کمک خواست تا راه آب زودتر باز شود و زمین\u200cها خشک نماند.", "warning lang.mixed", ""},
	})
}

func TestLanguageLeftovers(t *testing.T) {
	testLanguage(t, []languageTest{
		{"en", "prs", "The canal was closed.", "کانال were بسته شد.", "warning lang.leftover", "were"},
		{"en", "prs", "The canal was closed.", "کانال canall بسته شد.", "warning lang.leftover", "canall"},
		{"en", "prs", "He leads the council of elders.", "او رهبر of شورا است.", "warning lang.leftover", "of"},
		{"en", "prs", "He spoke to CBC News.", "او به CBS گفت.", "warning lang.leftover", "CBS"},
		{"en", "hi", "The canal was closed.", "नहर بند हुई।", "error lang.leftover", "بند"},
		{"en", "hi", "The canal was closed.", "नहर已हुई।", "error lang.leftover", "已"},
		{"en", "prs", "The canal was closed.", "کانال बंद شد.", "error lang.leftover", "बंद"},
		{"prs", "hi", "کانال بسته شد.", "नहर بسته हुई।", "", ""},
	})
}

func TestSegmentSame(t *testing.T) {
	testLanguage(t, []languageTest{
		{"en", "prs", "The canal was closed.", "The canal was closed.", "error segment.same", "The canal was closed"},
		{"en", "prs", "The canal was closed.", "“The canal was closed”", "error segment.same", ""},
		{"en", "hi", "CANAL CLOSED AFTER THREE DAYS", "CANAL CLOSED AFTER THREE DAYS", "error segment.same", ""},
		{"en", "hi", "Canal closed", "Canal closed", "error segment.same", ""},
		{"en", "ps", "Karim Rahimi", "Karim Rahimi", "warning segment.same", ""},
		{"en", "ps", "Il faut le faire", "Il faut le faire", "warning segment.same", ""},
		{"prs", "en", "کانال روز دوشنبه بسته شد.", "کانال روز دوشنبه بسته شد.", "error segment.same", ""},
		{"prs", "ps", "کانال روز دوشنبه به علت باران بسته شد.", "کانال روز دوشنبه به علت باران بسته شد.", "error segment.same", ""},
		{"prs", "ps", "وزیر دفاع جمهوری هند", "وزیر دفاع جمهوری هند", "warning segment.same", ""},
	})
}

// A target that was left in English is found where its own rule is not asked for, too.
func TestLanguageOfTheSourceWithoutItsRule(t *testing.T) {
	found := checkerOf(t, "en", "prs", Settings{}, "lang").Check(Text{Units: []Unit{{ID: "s1", Source: "The canal was closed after the rain.", Target: "The canal was closed after the rain."}}})
	if len(found) != 1 || found[0].Check != "lang.wrong" || found[0].Severity != news.Error {
		t.Errorf("found %+v", found)
	}
}

func TestLanguageAcceptsWords(t *testing.T) {
	settings := Settings{Accept: []string{"Kindle", "غورځنګ ژغورنې پښتون"}}
	c := checkerOf(t, "en", "prs", settings, "lang")
	for _, target := range []string{"او یک Kindle دارد.", "رهبر پښتون ژغورنې غورځنګ در کابل است."} {
		if found := c.Check(Text{Units: []Unit{{ID: "s1", Source: "He has an e-reader.", Target: target}}}); len(found) > 0 {
			t.Errorf("%q: %+v", target, found)
		}
	}
}
