package check

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tarjuma/internal/lang"
)

func language(t testing.TB, code string) *lang.Language {
	t.Helper()
	languages, err := lang.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	l, err := languages.Find(code)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// readings prints numbers as "text=value|value"; "?" stands before what is unverified.
func readings(numbers []Number) []string {
	var printed []string
	for _, n := range numbers {
		s := n.Text + "=" + strings.Join(n.Values, "|")
		if n.Unverified {
			s = "?" + s
		}
		printed = append(printed, s)
	}
	return printed
}

type numbersTest struct {
	text string
	want []string
}

func testNumbers(t *testing.T, code string, tests []numbersTest) {
	t.Helper()
	l := language(t, code)
	for _, test := range tests {
		if diff := cmp.Diff(test.want, readings(Numbers(test.text, l))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.text, diff)
		}
	}
}

func TestNumbersInDigits(t *testing.T) {
	testNumbers(t, "en", []numbersTest{
		{"It has 7 gates, 40 locks and 1200 steps.", []string{"7=7", "40=40", "1200=1200"}},
		{"The fund holds 12,345,678 rupees.", []string{"12,345,678=12345678"}},
		{"The fund holds 1,23,45,678 rupees.", []string{"1,23,45,678=12345678"}},
		{"Der Bau kostet 1.234.567,89 Euro.", []string{"1.234.567,89=1234567.89"}},
		{"They paid 1,234.50 each.", []string{"1,234.50=1234.5"}},
		{"About 30,500 came.", []string{"30,500=30500|30.5"}},
		{"About 30,000 came.", []string{"30,000=30000"}},
		{"It weighs 1.250 kg.", []string{"1.250=1250|1.25"}},
		{"It grew by 0.125 percent.", []string{"0.125=0.125"}},
		{"It grew by .08 percent.", []string{"08=8|0.08"}},
		{"It grew by 3,75 percent.", []string{"3,75=3.75"}},
		{"Some 1\u202f234\u202f567 votes, 12\u00a0300 of them late", []string{"1\u202f234\u202f567=1234567", "12\u00a0300=12300"}},
		{"Some 2 345 678 votes, 12 300 late", []string{"2 345 678=2345678", "12=12|12300", "300=300|12300"}},
		{"It cost 1'250'000 francs; he is 5'10.", []string{"1'250'000=1250000", "5=5", "10=10"}},
		{"In 2019 200 people left.", []string{"2019=2019", "200=200"}},
		{"On 12.05.2021 and on 3/4/2020", []string{"12=12", "05=5", "2021=2021", "3=3|3.4", "4=4|3.4|4.202", "2020=2020|4.202"}},
		{"Lots 1,2,3 and 10,20", []string{"1=1", "2=2", "3=3", "10,20=10.2"}},
		{"It took 3½ years, then ½ a day.", []string{"3½=3.5", "½=0.5"}},
		{"Figures: ٤٥٦, ४५६ and 𝟜𝟝𝟞", []string{"٤٥٦=456", "४५६=456", "𝟜𝟝𝟞=456"}},
		{"007 spies and 00 agents", []string{"007=7", "00=0"}},
	})
}

func TestNumbersWithScales(t *testing.T) {
	testNumbers(t, "en", []numbersTest{
		{"They want $3 million, or 2.5 billion rupees.", []string{"3 million=3000000", "2.5 billion=2500000000"}},
		{"It has 1.5million users and 4 lakh crore in debt.", []string{"1.5million=1500000", "4 lakh crore=4000000000000"}},
		{"£3bn, 20k and 5m", []string{"3bn=3000000000", "20k=20000|20", "5m=5000000|5"}},
		{"Between 10 and 12 million; 2–3 million.", []string{"10=10|10000000", "12 million=12000000", "2=2|2000000", "3 million=3000000"}},
		{"They need two or three million.", []string{"two=2|2000000", "three million=3000000"}},
		{"a 5-million-dollar deal", []string{"5-million=5000000"}},
		{"a $300+ billion loss", []string{"300+ billion=300000000000"}},
		{"2 million 300 thousand", []string{"2 million=2000000|2300000", "300 thousand=300000|2300000"}},
	})
}

func TestNumbersInEnglishWords(t *testing.T) {
	testNumbers(t, "en", []numbersTest{
		{"Twenty-five boats, one hundred and five nets.", []string{"Twenty-five=25", "one hundred and five=105"}},
		{"Three million two hundred thousand and forty", []string{"Three million two hundred thousand and forty=3200040"}},
		{"two and a half million, half a million, a hundred", []string{"two and a half million=2500000", "half a million=500000", "a hundred=100"}},
		{"nineteen hundred men in the twenty-first battalion", []string{"nineteen hundred=1900", "twenty-first=21"}},
		{"two thousand, three million", []string{"two thousand=2000", "three million=3000000"}},
		{"two thousand three million", []string{"two thousand=2000", "three million=3000000"}},
		{"between twenty and thirty", []string{"twenty=20", "thirty=30"}},
		{"one of them was first, a second later", []string{"?one=1", "?first=1", "?second=2"}},
		{"thirty seconds; two thirds; a third; three quarters; the third day", []string{
			"thirty=30", "?two thirds=", "?third=3", "?three quarters=", "third=3"}},
		{"dozens, two dozen, 3 dozen, several hundred, hundreds of thousands", []string{
			"?dozens=", "?two dozen=", "?3 dozen=3", "?hundred=", "?hundreds=", "?thousands="}},
		{"Half of them left.", []string{"?Half=0.5"}},
		{"No number here; an award, and often.", nil},
	})
}

func TestNumbersThatNameOrCount(t *testing.T) {
	testNumbers(t, "en", []numbersTest{
		{"Two F-16s and a Tu-22M3 met the G20.", []string{"Two=2", "F-16s=f16", "Tu-22M3=tu22m3", "G20=g20"}},
		{"The COVID-19 ward has a 5G mast.", []string{"COVID-19=covid19", "5G=5g"}},
		{"Mid-2019 it was; by mid-2020 not.", []string{"Mid-2019=mid2019|2019", "2020=2020"}},
		{"Rs500 for 12 m2", []string{"500=500", "12=12", "?m2=m2"}},
		{"the 21st, the 3rd, the 1990s and the 40s", []string{"21st=21", "3rd=3", "1990s=1990", "40s=40|1940|2040"}},
		{"the 2019-20 season, 1995/6", []string{"2019=2019", "20=20|2020", "1995=1995|1995.6", "6=6|1996|1995.6"}},
		{"at 4:40, at 16.40 and at 10:00", []string{"4=4|4.4|16.4", "40=40|4.4|16.4", "16.40=16.4", "10:00=10|22"}},
		{"They won 3:2 in a 20-year-old ground.", []string{"3=3", "2=2", "20=20"}},
		{"It ran 10km at 10PM.", []string{"10km=10", "10PM=10|10pm"}},
	})
}

func TestNumbersInDari(t *testing.T) {
	testNumbers(t, "prs", []numbersTest{
		{"۲٬۵۰۰ خانواده و ۳۱٫۵ درصد زمین", []string{"۲٬۵۰۰=2500", "۳۱٫۵=31.5"}},
		{"۱٫۰۹۹ تن و ۱۲،۵ متر", []string{"۱٫۰۹۹=1099|1.099", "۱۲،۵=12.5"}},
		{"۳ میلیون افغانی", []string{"۳ میلیون=3000000"}},
		{"۳میلیون افغانی", []string{"۳میلیون=3000000"}},
		{"۲ هزار و ۵۰۰ تن", []string{"۲ هزار=2000|2500", "۵۰۰=500|2500"}},
		{"بیست و پنج مکتب", []string{"بیست و پنج=25"}},
		{"یک هزار و دوصد و هفتاد و سه تن", []string{"یک هزار و دوصد و هفتاد و سه=1273"}},
		{"دو صد و پنجاه هزار خانواده", []string{"دو صد و پنجاه هزار=250000"}},
		{"یک و نیم میلیون جریب", []string{"یک و نیم میلیون=1500000"}},
		{"در روز بیست و یکم، سی\u200cام", []string{"بیست و یکم=21", "سی\u200cام=30"}},
		{"یک سوم آب و صدها خانه", []string{"?یک سوم=", "?صدها="}},
		{"هزار تن از یک قریه", []string{"?هزار=1000", "?یک=1"}},
		{"نه، او نیامد", nil},
		{"یکصد و پنجاه مریض", []string{"یکصد و پنجاه=150"}},
		{"روز سه شنبه هر دو جانب به سه\u200cشنبه رسیدند", nil},
		{"بی بی سی گفت سی و سه تن", []string{"?سی=30", "سی و سه=33"}},
		{"انجام دهم", []string{"?دهم=10"}},
		{"۲/۵ درصد", []string{"۲=2|2.5", "۵=5|2.5"}},
		{"ساعت \u200e۴:۴۰\u200f", []string{"۴=4|4.4|16.4", "۴۰=40|4.4|16.4"}},
		{"۱۰ تا ۱۲ میلیون", []string{"۱۰=10|10000000", "۱۲ میلیون=12000000"}},
		{"کووید-۱۹ در سال ۱۴۰۰م", []string{"۱۹=19", "۱۴۰۰=1400"}},
	})
}

func TestNumbersInPashto(t *testing.T) {
	testNumbers(t, "ps", []numbersTest{
		{"۲،۷ سلنه", []string{"۲،۷=2.7"}},
		{"پنځه دېرش ښوونځي", []string{"پنځه دېرش=35"}},
		{"پنځه ویشت کسان", []string{"پنځه ویشت=25"}},
		{"څلور زره او پنځه سوه", []string{"څلور زره او پنځه سوه=4500"}},
		{"یو نیم میلیون", []string{"?یو نیم میلیون=1500000"}},
		{"۳ میلیونه ډالر", []string{"۳ میلیونه=3000000"}},
		{"په ۲۰۲۴م کال کې", []string{"۲۰۲۴=2024"}},
		{"لسګونه کورونه", []string{"?لسګونه="}},
		{"یو تن", []string{"?یو=1"}},
		{"د دوو ورځو په پنځه ویشتمه کې", []string{"دوو=2", "پنځه ویشتمه=25"}},
	})
}

func TestNumbersInHindi(t *testing.T) {
	testNumbers(t, "hi", []numbersTest{
		{"१२,३४,५६७ मतदाता", []string{"१२,३४,५६७=1234567"}},
		{"3 करोड़ और 2.5 लाख", []string{"3 करोड़=30000000", "2.5 लाख=250000"}},
		{"2 करोड़ 30 लाख 50 हज़ार", []string{
			"2 करोड़=20000000|23000000|23050000", "30 लाख=3000000|23000000|23050000|3050000", "50 हज़ार=50000|23050000|3050000"}},
		{"डेढ़ लाख, ढाई करोड़, पच्चीस सौ", []string{"डेढ़ लाख=150000", "ढाई करोड़=25000000", "पच्चीस सौ=2500"}},
		{"एक लाख करोड़ रुपये", []string{"एक लाख करोड़=1000000000000"}},
		{"दो सौ पाँच, दो सौ पांच", []string{"दो सौ पाँच=205", "दो सौ पांच=205"}},
		{"21वीं सदी, तीसरी बार", []string{"21=21", "तीसरी=3"}},
		{"साढ़े तीन लाख, सैकड़ों लोग", []string{"?साढ़े तीन लाख=", "?सैकड़ों="}},
		{"हजार या हज़ार", []string{"?हजार=1000", "?हज़ार=1000"}},
		{"दो तिहाई घर, तीनों पुल", []string{"?दो तिहाई=", "तीनों=3"}},
		{"दो-तीन लाख", []string{"दो=2|200000", "तीन लाख=300000"}},
	})
}

func TestNumbersWithoutALanguage(t *testing.T) {
	got := readings(Numbers("seven boats, 7 nets, ۷ gates", nil))
	if diff := cmp.Diff([]string{"7=7", "۷=7"}, got); diff != "" {
		t.Error(diff)
	}
}
