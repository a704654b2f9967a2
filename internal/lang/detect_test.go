package lang_test

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"tarjuma/internal/lang"
)

func builtin(t testing.TB) *lang.Languages {
	t.Helper()
	languages, err := lang.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return languages
}

// lines reads a fixture whose lines are a word and a text; those that begin with "#" are passed over.
func lines(t testing.TB, path string) (found [][2]string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		first, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		found = append(found, [2]string{first, rest})
	}
	return found
}

func TestDetectTellsSentences(t *testing.T) {
	languages := builtin(t)
	for _, line := range lines(t, "testdata/told.txt") {
		code, text := line[0], line[1]
		got, err := languages.Detect(text)
		if err != nil {
			t.Errorf("%s %q: %v", code, text, err)
		} else if got.Code != code {
			t.Errorf("%s %q: told as %s", code, text, got.Code)
		}
	}
}

func TestDetectTellsWholeTexts(t *testing.T) {
	languages := builtin(t)
	whole := map[string]string{}
	for _, line := range lines(t, "testdata/told.txt") {
		whole[line[0]] += line[1] + "\n"
	}
	for code, text := range whole {
		if got, err := languages.Detect(text); err != nil || got.Code != code {
			t.Errorf("%s: told as %v, %v", code, got, err)
		}
	}
}

func TestDetectNeverGuesses(t *testing.T) {
	languages := builtin(t)
	for _, line := range lines(t, "testdata/untold.txt") {
		what, text := line[0], line[1]
		got, err := languages.Detect(text)
		var undecided *lang.UndecidedError
		switch {
		case err == nil:
			t.Errorf("%s %q: told as %s", what, text, got.Code)
		case !errors.As(err, &undecided):
			t.Errorf("%s %q: %v", what, text, err)
		}
	}
}

func TestDetectNamesCandidates(t *testing.T) {
	tests := []struct {
		text string
		want []string
	}{
		{"", nil},
		{"2025", nil},
		{"Le conseil a approuvé le projet", nil},
		{"دو تن در شاهراه کابل کشته شدند. په لویه لاره کې دوه کسان ووژل شول", []string{"prs", "ps"}},
		{"The farmers say the harvest is lost. بزګران وايي چې فصل له منځه تللی دی", []string{"en", "ps"}},
	}
	for _, test := range tests {
		_, err := builtin(t).Detect(test.text)
		var undecided *lang.UndecidedError
		if !errors.As(err, &undecided) {
			t.Errorf("%q: %v", test.text, err)
			continue
		}
		slices.Sort(undecided.Candidates)
		if !slices.Equal(undecided.Candidates, test.want) {
			t.Errorf("%q: candidates %q, want %q", test.text, undecided.Candidates, test.want)
		}
	}
}

// A text may quote another language, but no text that is half another language is told.
func TestDetectWantsAgreementThroughout(t *testing.T) {
	languages := builtin(t)
	whole := map[string]string{}
	for _, line := range append(lines(t, "testdata/told.txt"), lines(t, "testdata/untold.txt")...) {
		whole[line[0]] += line[1] + "\n"
	}
	for _, pair := range [][2]string{{"prs", "ps"}, {"en", "prs"}, {"hi", "en"}, {"en", "French"}, {"en", "German"}, {"prs", "Arabic"}, {"hi", "Marathi"}} {
		n := min(len(strings.Fields(whole[pair[0]])), len(strings.Fields(whole[pair[1]])))
		head := func(code string) string { return strings.Join(strings.Fields(whole[code])[:n], " ") }
		if got, err := languages.Detect(head(pair[0]) + "\n" + head(pair[1])); err == nil {
			t.Errorf("half %s, half %s: told as %s", pair[0], pair[1], got.Code)
		}
	}
	quoting := whole["en"] + lines(t, "testdata/told.txt")[12][1]
	if got, err := languages.Detect(quoting); err != nil || got.Code != "en" {
		t.Errorf("English that quotes a Dari sentence: told as %v, %v", got, err)
	}
}

func TestDetectReadsDariOfAnArabicKeyboard(t *testing.T) {
	arabic := strings.NewReplacer("ی", "ي", "ک", "ك")
	for _, line := range lines(t, "testdata/told.txt") {
		if line[0] != "prs" {
			continue
		}
		if got, err := builtin(t).Detect(arabic.Replace(line[1])); err != nil || got.Code != "prs" {
			t.Errorf("%q: told as %v, %v", arabic.Replace(line[1]), got, err)
		}
	}
}

// What is told does not depend on how a text is encoded or on what stands round its words.
func FuzzDetect(f *testing.F) {
	for _, line := range append(lines(f, "testdata/told.txt"), lines(f, "testdata/untold.txt")...) {
		f.Add(line[1])
	}
	languages := builtin(f)
	f.Fuzz(func(t *testing.T, text string) {
		told := func(text string) string {
			language, err := languages.Detect(text)
			var undecided *lang.UndecidedError
			if err != nil && !errors.As(err, &undecided) {
				t.Fatalf("%q: %v", text, err)
			}
			if err != nil {
				return strings.Join(undecided.Candidates, "?") + "?"
			}
			return language.Code
		}
		want := told(text)
		for _, other := range []string{norm.NFC.String(text), norm.NFD.String(text), " 12\n" + text + " ۳।\u200f"} {
			if got := told(other); got != want {
				t.Errorf("%q told as %s, %q as %s", text, want, other, got)
			}
		}
	})
}

func BenchmarkDetect(b *testing.B) {
	languages := builtin(b)
	text := ""
	for _, line := range lines(b, "testdata/told.txt") {
		if line[0] == "prs" {
			text += line[1] + "\n"
		}
	}
	text = strings.Repeat(text, 1000/len(strings.Fields(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := languages.Detect(text); err != nil {
			b.Fatal(err)
		}
	}
}
