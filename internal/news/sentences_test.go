package news

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestSentences(t *testing.T) {
	abbreviations := []string{"Dr.", "No.", "Sen.", "St.", "डॉ.", "प्रो.", "م.", "Inc."}
	tests := []struct {
		name string
		want []string
	}{
		{"nothing", nil},
		{"plain", []string{"It rained. ", "It snowed! ", "Did it? ", "Yes."}},
		{"no end", []string{"It rained. ", "It snowed"}},
		{"danda", []string{"आज बारिश हुई। ", "कल नहीं हुई। ", "क्या होगी?"}},
		{"Urdu full stop and question mark", []string{"باران وشو۔ ", "څه به کېږي؟ ", "نه پوهېږو."}},
		{"Dari", []string{"باران آمد. ", "چه می\u200cشود؟ ", "کسی نمی\u200cداند."}},
		{"abbreviations", []string{"Dr. Nuri met Sen. Omari at St. Mary. ", "It was No. 5. ", "He left."}},
		{"Hindi abbreviations", []string{"डॉ. शर्मा और प्रो. झा आए। ", "वे गए।"}},
		{"an abbreviation is a whole word", []string{"He said piano. ", "He left the MSt. ", "It rained."}},
		{"initials", []string{"J. K. Rowling came to the U.S. Army. ", "She left."}},
		{"initials in Pashto and Hindi", []string{"ن. ځدراڼ راغی. ", "هغه ولاړ."}},
		{"Hindi initials", []string{"ए.पी. सिंह आए। ", "वे गए।"}},
		{"quotations", []string{"“We lost. We wept,” he said. ", "He left."}},
		{"guillemets", []string{"او گفت: «باران آمد. ما رفتیم.» ", "دیگر نیامد."}},
		{"straight quotes", []string{"He said: \"It rained. It snowed.\" ", "Then \"A. B. C.\" came."}},
		{"brackets", []string{"It rained (it did. It really did) all day. ", "It stopped."}},
		{"single quotes and apostrophes", []string{"It’s cold. ", "Don’t go. ", "‘No. We stay,’ he said. ", "Fine."}},
		{"a quotation that is never closed", []string{"“It rained. ", "It snowed. ", "He left."}},
		{"decimals and times", []string{"It was 3.5 degrees at 7.30 a.m. on Monday. ", "It rose."}},
		{"single line ends", []string{"It rained\nall day. ", "It\r\nsnowed."}},
		{"blank lines", []string{"Rain\n\n", "It rained.\r\n\r\n", "It snowed."}},
		{"white space before and after", []string{" \n It rained. \n"}},
		{"only white space", []string{" \n\n "}},
		{"an ellipsis", []string{"It rained … and it snowed. ", "So it was."}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := Sentences(strings.Join(test.want, ""), abbreviations)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A quotation longer than quoteRunes must not keep a long block from being cut.
func TestLongQuotationIsCut(t *testing.T) {
	text := "“" + strings.Repeat("It rained again. ", 60) + "It snowed.” He left."
	if got := len(Sentences(text, nil)); got < 60 {
		t.Errorf("%d sentences", got)
	}
	short := "“" + strings.Repeat("It rained again. ", 20) + "It snowed,” he said. He left."
	if got := len(Sentences(short, nil)); got != 2 {
		t.Errorf("%d sentences of a quotation that is short enough", got)
	}
}

// Text made to slow us down takes time that grows with its length alone.
func TestSentencesOfHostileText(t *testing.T) {
	for _, unit := range []string{")", " ", "( a. B", "U.", "\" a. B", "a.\u200d", "“ A. ”B ", strings.Repeat(")", 99) + "1"} {
		text := "a. B." + strings.Repeat(unit, 1_000_000/len(unit))
		start := time.Now()
		if joined := strings.Join(Sentences(text, []string{"Dr."}), ""); joined != text {
			t.Errorf("%q repeated does not come back", unit)
		}
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%q repeated takes %v", unit, took)
		}
	}
}

func FuzzSentences(f *testing.F) {
	for _, seed := range []string{
		"It rained. It snowed.", "“We lost. We wept,” he said.", "आज बारिश हुई। कल नहीं।", "باران آمد. «رفتیم. آمدیم.» گفت؟",
		"Dr. A. B.\r\n\r\nC", "\n \n", "((((a. b) c. D", "\xff. A", "\"A. B\" \"C.",
		"<g1>A. B.</g1> C.<x1/> D. <g2>E", "</g1><x1/> A. <g1>",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		pieces := Sentences(text, []string{"Dr.", "डॉ."})
		if joined := strings.Join(pieces, ""); joined != text {
			t.Errorf("%q comes back as %q", text, joined)
		}
		for i, piece := range pieces {
			if piece == "" || blank(piece) && strings.TrimSpace(piece) == "" && len(pieces) > 1 {
				t.Errorf("piece %d of %q says nothing: %q", i, text, piece)
			}
		}
	})
}
