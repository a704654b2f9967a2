package check

import (
	"slices"
	"strings"
	"testing"

	"tarjuma/internal/lang"
	"tarjuma/internal/news"
)

// figureTest is an English sentence, a translation, and what is found: "severity rule source→target", comma between, with
// the words that are pointed at.
type figureTest struct {
	to, source, target string
	want               string
}

func testFigures(t *testing.T, tests []figureTest) {
	t.Helper()
	checkers := map[string]*Checker{}
	for _, test := range tests {
		c := checkers[test.to]
		if c == nil {
			c = figureChecker(t, test.to)
			checkers[test.to] = c
		}
		found := c.Check(Text{Units: []Unit{{ID: "s1", Source: test.source, Target: test.target}}, Alone: true})
		var got []string
		for _, f := range found {
			got = append(got, string(f.Severity)+" "+f.Check+" "+pointed(test.source, f.Source)+"→"+pointed(test.target, f.Target))
		}
		if strings.Join(got, ", ") != test.want {
			t.Errorf("%q\n%q\ngot  %s %v\nwant %s", test.source, test.target, strings.Join(got, ", "), found, test.want)
		}
	}
}

// figureChecker gives the checks of numbers and dates in translations from English.
func figureChecker(t testing.TB, to string) *Checker {
	t.Helper()
	languages, err := lang.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	var rules []string
	for _, r := range slices.Concat(numbers().rules, dates().rules) {
		rules = append(rules, r.ID)
	}
	return New(languages, Options{Only: rules}).For(language(t, "en"), language(t, to))
}

func pointed(text string, places []news.Spot) string {
	var words []string
	for _, s := range places {
		words = append(words, text[s.Start:s.End])
	}
	return strings.Join(words, "|")
}

func TestFiguresThatAreKept(t *testing.T) {
	testFigures(t, []figureTest{
		{"prs", "Some 1,250 families and 30,500 sheep.", "حدود ۱۲۵۰ خانواده و ۳۰٬۵۰۰ گوسفند.", ""},
		{"prs", "It rose by 2.7 percent to $3.5 million.", "۲،۷ فیصد افزایش یافت و به ۳٫۵ میلیون دالر رسید.", ""},
		{"prs", "It rose by 15% in 2019.", "در سال ۲۰۱۹ ٪۱۵ افزایش یافت.", ""},
		{"prs", "The bus left at 4.40 am and came at 17:30.", "بس ساعت ۴:۴۰ صبح حرکت کرد و ساعت ۵:۳۰ شام رسید.", ""},
		{"prs", "The 2019-20 season began in the 1990s style.", "فصل ۲۰۱۹-۲۰۲۰ به سبک دهه ۹۰ آغاز شد.", ""},
		{"prs", "COVID-19 closed 7 schools.", "کووید-۱۹ هفت مکتب را بست.", ""},
		{"prs", "A two-year-old and a 31-year-old swam 14 miles.", "یک کودک دوساله و یک مرد ۳۱ ساله ۱۴ مایل شنا کردند.", ""},
		{"prs", "They met on 12 May 2021.", "آنان در 12/05/2021 دیدار کردند.", ""},
		{"prs", "They met in 2021.", "آنان در سال ۲۰۲۱ (۱۴۰۰) دیدار کردند.", ""},
		{"prs", "Both sides paid, twice.", "هر دو جانب ۲ بار پرداختند.", ""},
		{"prs", "Write to press@dam25.example or https://dam.example/44.", "به press@dam25.example یا https://dam.example/44 بنویسید.", ""},
		{"prs", "From .08 percent to $300+ billion, and 42.000 people.", "از ۰٫۰۸ فیصد تا ۳۰۰ میلیارد دالر، و ۴۲۰۰۰ تن.", ""},
		{"prs", "The Phase III trial had 126,000 people.", "در آزمایش فاز ۳، ۱۲۶ هزار تن بودند.", ""},
		{"ps", "A 31-year-old man waited for 24 hours.", "یو دېرش کلن سړی څلورویشت ساعته انتظار وکړ.", ""},
		{"ps", "About 4,500 people paid £20 each on 17 June.", "شاوخوا څلور زره او پنځه سوه کسانو د جون په اوولسمه هر یو ۲۰ پونډه ورکړل.", ""},
		{"ps", "It grew by 4.8 percent.", "په سلو کې ۴،۸ زیات شو.", ""},
		{"ps", "The first of 40 boats sank.", "له څلوېښتو بېړیو لومړۍ ډوبه شوه.", ""},
		{"hi", "Some 23.5 million voters, 350,000 of them new.", "कुल 2 करोड़ 35 लाख मतदाता, जिनमें 3,50,000 नए हैं।", ""},
		{"hi", "It cost 2.5 billion rupees, 15 percent more.", "इस पर 2.5 अरब रुपये लगे, 15 फ़ीसदी ज़्यादा।", ""},
		{"hi", "Three dams and a decade of work in the 21st century.", "21वीं सदी में तीन बांध और 10 साल का काम।", ""},
		{"hi", "The train left at 5:30.", "ट्रेन साढ़े पांच बजे चली।", "info number.unverified 5→, info number.unverified 30→"},
	})
}

func TestFiguresThatAreChanged(t *testing.T) {
	testFigures(t, []figureTest{
		{"prs", "Some 1,250 families left.", "حدود ۱۵۲۰ خانواده رفتند.", "error number.changed 1,250→۱۵۲۰"},
		{"prs", "It cost 3 million.", "۳ میلیارد مصرف شد.", "error number.changed 3 million→۳ میلیارد"},
		{"prs", "It cost 3 million.", "۳ مصرف شد.", "error number.changed 3 million→۳"},
		{"prs", "A 7.6 magnitude quake.", "زلزله ۷۶ درجه\u200cای.", "error number.changed 7.6→۷۶"},
		{"prs", "It is 2.8 percent.", "۸٫۲ فیصد است.", "error number.changed 2.8→۸٫۲"},
		{"prs", "It weighs 7.125 kg.", "۷۱۲۵ کیلوگرام وزن دارد.", "error number.changed 7.125→۷۱۲۵"},
		{"prs", "Five boats sank.", "شش قایق غرق شد.", "warning number.changed Five→شش"},
		{"prs", "The train left at 17:30.", "قطار ساعت ۶:۳۰ رفت.", "error number.changed 17→۶"},
		{"prs", "COVID-19 is back.", "کووید-۱۸ برگشته است.", "warning number.changed COVID-19→۱۸"},
		{"prs", "They met in 1968.", "آنان در ۱۹۸۶ دیدار کردند.", "error number.changed 1968→۱۹۸۶"},
		{"ps", "Some 20,000 pupils came.", "شاوخوا ۲۰۰۰ زده کوونکي راغلل.", "error number.changed 20,000→۲۰۰۰"},
		{"hi", "It cost 3 million rupees.", "इस पर 3 करोड़ रुपये लगे।", "error number.changed 3 million→3 करोड़"},
		{"hi", "It cost 3 million rupees.", "इस पर ३१ लाख रुपये लगे।", "error number.changed 3 million→३१ लाख"},
	})
}

func TestFiguresThatAreLostOrNew(t *testing.T) {
	testFigures(t, []figureTest{
		{"prs", "All 14 miners were saved.", "همه معدنچیان نجات یافتند.", "error number.missing 14→"},
		{"prs", "All 7 miners were saved.", "همه معدنچیان نجات یافتند.", "warning number.missing 7→"},
		{"prs", "All seven miners were saved.", "همه معدنچیان نجات یافتند.", "info number.unverified seven→"},
		{"prs", "All twenty miners were saved.", "همه معدنچیان نجات یافتند.", "warning number.missing twenty→"},
		{"prs", "COVID-19 is back.", "کرونا برگشته است.", "warning number.missing COVID-19→"},
		{"prs", "On 3 March it rained.", "در مارچ باران بارید.", "warning number.missing 3→"},
		{"ps", "The miners were saved.", "۱۴ کارګران وژغورل شول.", "warning number.extra →۱۴"},
		{"hi", "A dozen miners were saved.", "12 खनिक बचाए गए।", ""},
		{"hi", "They met in 2021.", "वे मिले।", "error number.missing 2021→"},
	})
}

func TestUnitsOfFigures(t *testing.T) {
	testFigures(t, []figureTest{
		{"prs", "It cost £500.", "قیمت آن ۵۰۰ یورو بود.", "error number.unit 500→۵۰۰|یورو"},
		{"prs", "It cost $40 million.", "قیمت آن ۴۰ میلیون بود.", "warning number.unit 40 million→۴۰ میلیون"},
		{"prs", "It fell by 15 per cent.", "به اندازه ۱۵ کم شد.", "warning number.unit 15→۱۵"},
		{"prs", "From 12 to 14 percent of 90 houses.", "از ۱۲ تا ۱۴ فیصد از ۹۰ خانه.", ""},
		{"ps", "It is 40 miles away.", "۴۰ کیلومتره لرې دی.", "error number.unit 40→۴۰|کیلومتره"},
		{"ps", "It is 40 miles away.", "۶۴ کیلومتره لرې دی.", "info number.unverified 40→۶۴"},
		{"ps", "It is 40 miles away.", "۴۰ میله (۶۴ کیلومتره) لرې دی.", ""},
		{"hi", "It was 50°C and cost $5.", "50 डिग्री सेल्सियस था और 5 डॉलर लगे।", ""},
		{"hi", "It cost $5.", "इस पर ₹5 लगे।", "error number.unit 5→5|₹"},
	})
}

func TestDates(t *testing.T) {
	testFigures(t, []figureTest{
		{"prs", "They met on 12 May.", "آنان در ۱۲ مارچ دیدار کردند.", "error date.month May→مارچ"},
		{"prs", "They met in August.", "آنان دیدار کردند.", "warning date.month August→"},
		{"prs", "They met in August.", "آنان در ماه اگسست دیدار کردند.", ""},
		{"prs", "They met on 12 May 2021.", "آنان در ۲۲ ثور ۱۴۰۰ دیدار کردند.",
			"info number.unverified 12→۲۲, info number.unverified 2021→۱۴۰۰, info date.month May→"},
		{"prs", "Theresa May said so.", "تریزا می چنین گفت.", ""},
		{"prs", "They march on Tuesday.", "آنان روز سه شنبه راهپیمایی می کنند.", ""},
		{"prs", "They met on Tuesday.", "آنان روز چهارشنبه دیدار کردند.", "error date.weekday Tuesday→چهارشنبه"},
		{"ps", "They met on Saturday, 3 July.", "دوی د یکشنبې په ورځ د جولای په ۳مه ولیدل.", "error date.weekday Saturday→یکشنبې"},
		{"ps", "They met on 6/7/2021.", "دوی د ۲۰۲۱ کال د جولای په ۶مه ولیدل.", ""},
		{"hi", "They met on Monday, in February.", "वे सोमवार को फ़रवरी में मिले।", ""},
		{"hi", "They met in early March.", "वे अप्रैल की शुरुआत में मिले।", "error date.month March→अप्रैल"},
	})
}

func TestThousandsPartedByTheDecimalSign(t *testing.T) {
	c := figureChecker(t, "prs")
	u := Unit{ID: "s1", Source: "It counted 66,576 cases, 2.5 percent more.", Target: "۶۶٫۵۷۶ واقعه، ۲٫۵ فیصد بیشتر."}
	found := c.Check(Text{Units: []Unit{u}, Alone: true})
	if len(found) != 1 || found[0].Check != "number.separator" || found[0].Repair == nil || found[0].Repair.Text != "۶۶٬۵۷۶" {
		t.Errorf("found %+v", found)
	}
	target, fixes := c.Fix(u)
	if want := "۶۶٬۵۷۶ واقعه، ۲٫۵ فیصد بیشتر."; target != want || len(fixes) != 1 {
		t.Errorf("mended to %q by %v", target, fixes)
	}
}
