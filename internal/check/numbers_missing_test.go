package check

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMissingNumbers(t *testing.T) {
	tests := []struct {
		name, lang, sentence string
		evidence             []string
		missing, unverified  []string
	}{
		{"the same", "en", "It cost 3 million.", []string{"The bridge cost 3 million."}, nil, nil},
		{"a power of ten", "en", "It cost 3 billion.", []string{"The bridge cost 3 million."}, []string{"3 billion"}, nil},
		{"a scale lost", "en", "It cost 3.", []string{"The bridge cost 3 million."}, []string{"3"}, nil},
		{"a digit changed", "en", "Some 1,250 came.", []string{"There were 1,520 of them."}, []string{"1,250"}, nil},
		{"words for digits", "en", "Twenty-five boats sank.", []string{"Of 40 boats, 25 sank."}, nil, nil},
		{"digits for words", "en", "25 boats sank.", []string{"Twenty-five boats sank."}, nil, nil},
		{"digits for a magnitude in words", "en", "1,500,000 trees", []string{"one and a half million", "1.5 million trees"}, nil, nil},
		{"other separators", "en", "2500 trees", []string{"2,500 trees"}, nil, nil},
		{"thousands as zeros", "en", "5,000 died.", []string{"5 died."}, []string{"5,000"}, nil},
		{"the second segment has it", "en", "It has 12 arches.", []string{"An old bridge.", "It has twelve arches."}, nil, nil},
		{"no evidence", "en", "It has 12 arches.", nil, []string{"12"}, nil},
		{"one as a pronoun", "en", "No one was hurt; a first.", []string{"Nobody was hurt."}, nil, nil},
		{"one in digits", "en", "1 person died.", []string{"One person died."}, nil, nil},
		{"one in digits that is not there", "en", "1 person died.", []string{"A person died."}, []string{"1"}, nil},
		{"an amount nobody can check", "en", "Dozens fled.", []string{"Many fled."}, nil, []string{"Dozens"}},
		{"the same amount", "en", "Dozens of people fled.", []string{"By noon dozens had fled."}, nil, nil},
		{"several hundred are not a hundred", "en", "100 fled.", []string{"Several hundred fled."}, []string{"100"}, nil},
		{"a hundred is", "en", "100 fled.", []string{"A hundred fled."}, nil, nil},
		{"a fraction", "en", "Two-thirds of the land is dry.", []string{"Some two thirds of it is dry."}, nil, nil},
		{"a fraction put otherwise", "en", "Half the land is dry.", []string{"Some 50 percent of it is dry."}, nil, []string{"Half"}},
		{"a name", "en", "Two F-16s flew.", []string{"Both jets, two F-16 fighters, flew."}, nil, nil},
		{"a name with a space", "en", "COVID-19 is back.", []string{"Covid 19 is back."}, nil, nil},
		{"another name", "en", "An F-35 flew.", []string{"An F-16 flew."}, []string{"F-35"}, nil},
		{"the digits of a name", "en", "16 jets flew.", []string{"An F-16 flew."}, []string{"16"}, nil},
		{"a name whose number is there", "en", "The G7 met.", []string{"The Group of Seven met."}, nil, []string{"G7"}},
		{"a clock", "en", "It fell at 16:40.", []string{"It fell at 4.40 in the afternoon."}, nil, nil},
		{"a full hour", "en", "It fell at 10 am.", []string{"It fell at 10:00."}, nil, nil},
		{"another minute", "en", "It fell at 4:45.", []string{"It fell at 4:40."}, []string{"45"}, nil},
		{"a range of years", "en", "It ended in 2020.", []string{"the season of 2019-20"}, nil, nil},
		{"a decade", "en", "It began in the '90s.", []string{"It began in the 1990s."}, nil, nil},
		{"an ordinal", "en", "It won for the 3rd time.", []string{"It won for the third time."}, nil, nil},
		{"another ordinal", "en", "It won for the fourth time.", []string{"It won for the third time."}, []string{"fourth"}, nil},
		{"a range with one scale", "en", "It needs 10 million.", []string{"It needs 10 to 12 million."}, nil, nil},

		{"Dari: digits of two systems", "prs", "۲۵۰۰ خانواده", []string{"2,500 خانواده بیجا شدند"}, nil, nil},
		{"Dari: words for digits", "prs", "بیست و پنج تن", []string{"۲۵ تن زخمی شدند"}, nil, nil},
		{"Dari: two parts", "prs", "۲۵۰۰ تن", []string{"۲ هزار و ۵۰۰ تن"}, nil, nil},
		{"Dari: a power of ten", "prs", "۳ میلیون", []string{"۳ میلیارد"}, []string{"۳ میلیون"}, nil},
		{"Dari: a decimal with a slash", "prs", "۲٫۵ درصد", []string{"۲/۵ درصد"}, nil, nil},
		{"Dari: some", "prs", "صدها تن رفتند", []string{"شماری رفتند"}, nil, []string{"صدها"}},
		{"Dari: a joiner in a word", "prs", "سی\u200cام ماه", []string{"۳۰ ماه"}, nil, nil},
		{"Pashto: units first", "ps", "پنځه دېرش تنه", []string{"۳۵ تنه ټپیان شول"}, nil, nil},
		{"Pashto: the Arabic comma", "ps", "۲.۷ سلنه", []string{"۲،۷ سلنه"}, nil, nil},
		{"Pashto: another number", "ps", "۲۰۰۰ تنه", []string{"۲۰۰۰۰ تنه"}, []string{"۲۰۰۰"}, nil},
		{"Hindi: lakh", "hi", "3,50,000 घर", []string{"3.5 लाख घर"}, nil, nil},
		{"Hindi: crore for lakh", "hi", "3 करोड़ घर", []string{"3 लाख घर"}, []string{"3 करोड़"}, nil},
		{"Hindi: words", "hi", "पच्चीस लोग", []string{"25 लोग"}, nil, nil},
		{"Hindi: with and without nukta", "hi", "पाँच हजार", []string{"पांच हज़ार"}, nil, nil},
	}
	for _, test := range tests {
		missing, unverified := MissingNumbers(test.sentence, test.evidence, language(t, test.lang))
		got := [][]string{texts(missing), texts(unverified)}
		if diff := cmp.Diff([][]string{test.missing, test.unverified}, got); diff != "" {
			t.Errorf("%s: %q from %q, missing and unverified (-want +got):\n%s", test.name, test.sentence, test.evidence, diff)
		}
	}
}

func texts(numbers []Number) []string {
	var texts []string
	for _, n := range numbers {
		texts = append(texts, n.Text)
	}
	return texts
}
