package check

import (
	"slices"
	"strings"
	"testing"
)

// What is read of a long text for its numbers is enough: the same is found as in the text as a whole.
func TestNumbersOfAStretchAreThoseOfTheText(t *testing.T) {
	tests := []struct{ code, padding, text string }{
		{"en", "the river rose and people left their homes near ", "about two and a half million people and a third of the COVID-19 wards, 3 dozen in all, two thirds of 1,250"},
		{"en", "it wasn't what they'd hoped for and he said so ", "'one of the twenty-five' and then half past 4:40"},
		{"prs", "آب دریا بالا آمد و مردم خانه\u200cهای\u200cشان را ترک کردند ", "دو و نیم میلیون تن و یک سوم از بیست\u200cوپنج خانه و ۱٬۲۵۰ گوسفند"},
		{"ps", "د سیند اوبه لوړې شوې او خلکو خپل کورونه پرېښودل ", "دوه نیم میلیونه کسان او پنځه ویشت کورنۍ او ۱۲۵۰ پسونه"},
		{"hi", "नदी का पानी बढ़ गया और लोग अपने घर छोड़ कर चले गए ", "ढाई लाख लोग और पाँच हज़ार घर और तीन-चौथाई गाँव, 12,34,567 में से"},
	}
	for _, test := range tests {
		l := language(t, test.code)
		for _, whole := range []string{test.text, test.padding + test.text, test.text + " " + test.padding, test.padding + test.text + " " + test.padding} {
			var read text
			read.read(whole, l)
			f := newFigures(newCounting(l))
			f.take(&read)
			var got, want []string
			for _, g := range f.list {
				got = append(got, whole[g.start:g.end])
			}
			for _, n := range Numbers(whole, l) {
				want = append(want, n.Text)
			}
			if !slices.Equal(got, want) || len(want) == 0 {
				t.Errorf("%s: %s\ngot  %s\nwant %s", test.code, whole, strings.Join(got, " | "), strings.Join(want, " | "))
			}
		}
	}
}
