package format

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"tarjuma/internal/news"
)

const reportFolder = "../../testdata/golden/findings"

// reported gives findings of every kind: with spots on both sides, one side and neither, in text that joins, stacks, turns and hides.
func reportedFindings() []Found {
	spot := func(text, part string) []news.Spot {
		at := strings.Index(text, part)
		return []news.Spot{{Start: at, End: at + len(part)}}
	}
	const canal, canalDari = "The canal cost 50,000 dollars.", "این نهر ۵۰۰ هزار دالر هزینه داشت."
	const book, bookDari = "A <g1>book</g1>", "یک <g1>كتاب</g1> خوب"
	const hidden = "متن\u202eپنهان\u202c و می\u200cشود\u200c"
	const hindi = "किताब अच्छी है|"
	kaf := spot(bookDari, "ك")
	danda := spot(hindi, "|")
	return []Found{
		{Finding: news.Finding{Lang: "prs", Segment: "s3", Check: "number.changed", Severity: news.Error, Message: "the source has “50,000”, the target “۵۰۰ هزار”",
			Source: spot(canal, "50,000"), Target: spot(canalDari, "۵۰۰ هزار")}, File: "a.prs.txt", Line: 5, Column: 1, SourceText: canal, TargetText: canalDari},
		{Finding: news.Finding{Lang: "prs", Segment: "s4", Check: "char.confusable", Severity: news.Warning, Message: "Arabic kaf “ك” (U+0643) in Dari: “ک” (U+06A9)",
			Target: kaf, Repair: &news.Edit{Spot: kaf[0], Text: "ک"}}, File: "a.prs.txt", Line: 7, Column: 1, SourceText: book, TargetText: bookDari},
		{Finding: news.Finding{Lang: "prs", Segment: "CMU 1:2,3", Check: "bidi.override", Severity: news.Error, Message: "a control that turns the direction\n(U+202E)",
			Target: append(spot(hidden, "\u202e"), spot(hidden, "می\u200cشود")[0], news.Spot{Start: len(hidden) - 3, End: len(hidden)})}, File: "mem,ory: 50%.tmx", Line: 12, SourceText: "A hidden text", TargetText: hidden},
		{Finding: news.Finding{Lang: "hi", Segment: "s1", Check: "hi.danda", Severity: news.Info, Message: "“|” where a danda {।} stands", Target: danda,
			Repair: &news.Edit{Spot: danda[0], Text: "।"}}, File: "خبر/a b.json", Article: "a.md", Line: 1, SourceText: "The book is good.", TargetText: hindi},
		{Finding: news.Finding{Lang: "ps", Check: "segment.missing", Severity: news.Error, Message: "the source has 3 segments and the target 2: nothing was compared"}, File: "-"},
	}
}

func report(t testing.TB, name string, findings []Found) string {
	t.Helper()
	var b bytes.Buffer
	r, err := OpenReport(&b, name, Tool{Version: "test", Rules: []Rule{
		{ID: "segment.missing", Severity: news.Error, Catches: "A segment has no translation.", Example: "“The canal was closed.” → nothing"},
		{ID: "number.changed", Severity: news.Error, Catches: "A number has another value."},
		{ID: "hi.danda", Severity: news.Info, Catches: "A | stands for a danda."},
	}})
	if err != nil {
		t.Fatal(err)
	}
	for i := range findings {
		if err := r.Add(&findings[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestReportGoldens(t *testing.T) {
	for _, name := range ReportNames() {
		for golden, findings := range map[string][]Found{"some": reportedFindings(), "none": nil} {
			path := filepath.Join(reportFolder, golden+"."+name)
			got := report(t, name, findings)
			if *update {
				if err := errors.Join(os.MkdirAll(reportFolder, 0o755), os.WriteFile(path, []byte(got), 0o644)); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", path, diff)
			}
		}
	}
	if _, err := OpenReport(&bytes.Buffer{}, "xml", Tool{}); err == nil {
		t.Error("a report in XML")
	}
}

func TestReportsKeepToTheirSchemas(t *testing.T) {
	for _, name := range []string{"json", "sarif"} {
		schema := reportSchema(t, name)
		for _, findings := range [][]Found{reportedFindings(), nil} {
			if err := schema.Validate(decoded(t, report(t, name, findings))); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// The schemas must see what is wrong, or holding reports to them shows nothing.
func TestSchemasOfReportsSeeFaults(t *testing.T) {
	for _, c := range []struct{ form, right, wrong string }{
		{"sarif", `"version":"2.1.0"`, `"version":"2.2.0"`},
		{"sarif", `"level":"note","message"`, `"level":"info","message"`},
		{"sarif", `{{`, `{`},
		{"sarif", `"startLine":5`, `"startLine":0`},
		{"json", `"severity":"info"`, `"severity":"note"`},
		{"json", `"fix":null`, `"fix":""`},
		{"json", `"rune":[`, `"rune":[0,`},
		{"json", `findings/1`, `findings/2`},
	} {
		text := report(t, c.form, reportedFindings())
		changed := strings.Replace(text, c.right, c.wrong, 1)
		if changed == text || reportSchema(t, c.form).Validate(decoded(t, changed)) == nil {
			t.Errorf("%s: %s is not seen", c.form, c.wrong)
		}
	}
}

func reportSchema(t *testing.T, form string) *jsonschema.Schema {
	t.Helper()
	path := map[string]string{"json": "findings-1.schema.json", "sarif": "testdata/sarif-2.1.0-part.schema.json"}[form]
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	schema, err := compiler.Compile(path)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func TestSpans(t *testing.T) {
	const text = "कि e\u0301 <g1>x</g1>"
	for _, c := range []struct {
		name       string
		start, end int
		want       span
	}{
		{"a mark alone", 3, 6, span{[2]int{3, 6}, [2]int{1, 2}, [2]int{0, 1}}},
		{"a letter and its mark", 7, 10, span{[2]int{7, 10}, [2]int{3, 5}, [2]int{2, 3}}},
		{"between two", 6, 6, span{[2]int{6, 6}, [2]int{2, 2}, [2]int{1, 1}}},
		{"all", 0, len(text), span{[2]int{0, len(text)}, [2]int{0, 16}, [2]int{0, 14}}},
		{"nothing at the end", len(text), len(text), span{[2]int{len(text), len(text)}, [2]int{16, 16}, [2]int{14, 14}}},
	} {
		if diff := cmp.Diff(c.want, spanOf(text, news.Spot{Start: c.start, End: c.end})); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

// A report that cannot be written says so at once.
func TestReportsTellOfAFullDisk(t *testing.T) {
	for _, name := range ReportNames() {
		r, err := OpenReport(fullDisk{}, name, Tool{})
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Add(&reportedFindings()[0]); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left") }
