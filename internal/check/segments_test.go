package check

import (
	"strings"
	"testing"
)

func TestSegments(t *testing.T) {
	testShape(t, "segment", []shapeTest{
		{"prs", "The canal was closed on Monday.", "کانال روز دوشنبه بسته شد.", "", ""},
		{"prs", "12", "۱۲", "", ""},
		{"hi", "* * *", "* * *", "", ""},
		{"hi", "* * *", "नहर बंद कर दी गई।", "error segment.extra", ""},
		{"hi", "2024", "दो हज़ार चौबीस", "", ""},
		{"ps", "The canal was closed.", "—", "error segment.empty", ""},
		{"ps", "The canal was closed.", "  ", "error segment.empty", ""},
		{"ps", "The canal was closed.", "کانال وتړل شو.\nبزګران خپه دي.", "warning segment.lines", ""},
		{"ps", "The canal was closed.", "\nکانال وتړل شو.\n", "", ""},
	})
}

func TestSegmentsWithOneTranslation(t *testing.T) {
	same := "کانال شب دوشنبه بسته شد."
	tests := []struct {
		name    string
		sources [2]string
		targets [2]string
		want    string
	}{
		{"another source", [2]string{"The canal was closed on Monday night.", "Farmers blamed the ministry for the loss."}, [2]string{same, same}, "error s1, error s2"},
		{"other marks and digits", [2]string{"The canal was closed on Monday night.", "Farmers blamed the ministry for the loss."}, [2]string{"کانال ۲ شب دوشنبه بسته شد", same}, "error s1, error s2"},
		{"one source", [2]string{"The canal was closed on Monday night.", "The canal was closed on Monday night!"}, [2]string{same, same}, ""},
		{"nearly one source", [2]string{"The canal was closed on Monday night.", "Monday night the big canal was closed."}, [2]string{same, same}, ""},
		{"half alike", [2]string{"The canal was closed on Monday night.", "The canal road was closed for trucks."}, [2]string{same, same}, "warning s1, warning s2"},
		{"short", [2]string{"Read more", "Continue reading"}, [2]string{"بیشتر بخوانید", "بیشتر بخوانید"}, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var units []Unit
			for i, id := range []string{"s1", "s2"} {
				units = append(units, Unit{ID: id, Source: test.sources[i], Target: test.targets[i]})
			}
			checker := checkerFor(t, "prs", Settings{}, "segment.duplicate")
			var got []string
			for _, f := range checker.Check(Text{Units: units}) {
				got = append(got, string(f.Severity)+" "+f.Segment)
			}
			if strings.Join(got, ", ") != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if alone := checker.Check(Text{Units: units, Alone: true}); alone != nil {
				t.Errorf("units that stand alone are compared: %v", alone)
			}
		})
	}
}

// TestSegmentsWithoutTranslation has segments that a model left out, with the reason; what nobody is to translate is not one of them.
func TestSegmentsWithoutTranslation(t *testing.T) {
	source := "The canal was closed."
	for _, test := range []struct {
		unit Unit
		want string
	}{
		{Unit{Source: source, Fault: "the answer had no text"}, "error segment.missing: it has no translation: the answer had no text"},
		{Unit{Source: source, Target: "کانال بسته شد.", Fault: "the answer is of another segment"}, "error segment.missing: it has no translation: the answer is of another segment"},
		{Unit{Source: source}, "error segment.empty: the translation is empty"},
		{Unit{Source: source, Fault: "the answer had no text", Accepted: []string{"segment.missing"}}, ""},
		{Unit{Source: "* * *", Copied: true}, ""},
		{Unit{Source: source, Target: "کانال بسته شد."}, ""},
	} {
		for _, alone := range []bool{false, true} {
			var got []string
			for _, f := range checkerFor(t, "prs", Settings{}).Check(Text{Units: []Unit{test.unit}, Alone: alone}) {
				got = append(got, string(f.Severity)+" "+f.Check+": "+f.Message)
			}
			if strings.Join(got, ", ") != test.want {
				t.Errorf("%+v, alone %t:\ngot  %q\nwant %q", test.unit, alone, got, test.want)
			}
		}
	}
}
