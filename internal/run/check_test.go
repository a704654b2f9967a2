package run

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"
)

func TestPair(t *testing.T) {
	for _, c := range []struct {
		name, source, target string
		want                 string // "source = target" a line
		paired               bool
	}{
		{"lines", "a\nb\n", "A\n\nB", "a = A\nb = B", true},
		{"lines of other systems", "a\r\nb\r\n", "A\nB\n", "a = A\nb = B", true},
		{"white space is no line", " \na\n\t\n\u00a0\n", "A\n", "a = A", true},
		{"space within a line stays", " a \n", "A", " a  = A", true},
		{"nothing", "", "\n\n", "", true},
		{"paragraphs", "a\nb\n\nc", "A\n\nB", "a\nb = A\nc = B", true},
		{"paragraphs of other systems", "a\r\nb\r\n\r\nc", "A\n\n\n\nB", "a\nb = A\nc = B", true},
		{"one paragraph each is too few to be sure", "a\nb", "A\nB\nC", "", false},
		{"lines of one, paragraphs of the other, not wrapped", "a\nb\n\nc", "A\nB", "", false},
		{"as many lines, in other paragraphs", "a\n\nb\nc", "A\nB\n\nC", "a = A\nb = B\nc = C", true},
		{"neither", "a\nb\n\nc", "A", "", false},
		{"paragraphs that differ", "a\n\nb\nc", "A\n\nB\n\nC\nD", "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := pair(c.source, c.target)
			var got []string
			for i := range p.sources {
				if p.fits {
					got = append(got, p.sources[i].text+" = "+p.targets[i].text)
				}
			}
			if diff := cmp.Diff(c.want, strings.Join(got, "\n")); diff != "" || p.fits != c.paired {
				t.Errorf("paired: %v\n%s", p.fits, diff)
			}
		})
	}
}

// Passages are places in the text: what lies between them and the passages together are all of it.
func TestPassagesStandInTheText(t *testing.T) {
	const text = "\n one\r\ntwo\r\n\r\n\tthree \nfour"
	for name, passages := range map[string][]passage{"lines": linesIn(text), "paragraphs": paragraphsIn(text)} {
		for _, p := range passages {
			if got := strings.ReplaceAll(text[p.start:p.end], "\r\n", "\n"); got != p.text {
				t.Errorf("%s: %q stands where %q is said to be", name, got, p.text)
			}
			if want := 1 + strings.Count(text[:p.start], "\n"); p.line != want {
				t.Errorf("%s: %q in line %d, want %d", name, p.text, p.line, want)
			}
		}
	}
	if lines, paragraphs := linesIn(text), paragraphsIn(text); len(lines) != 4 || len(paragraphs) != 2 {
		t.Errorf("%d lines, %d paragraphs", len(lines), len(paragraphs))
	}
}

func TestLinesOfBytes(t *testing.T) {
	lines := &lineCounter{r: strings.NewReader("a\nb\n\nc")}
	for range 3 {
		if _, err := lines.Read(make([]byte, 3)); err != nil {
			break
		}
	}
	for _, c := range [][2]int{{0, 1}, {1, 1}, {4, 3}, {2, 2}, {4, 3}, {5, 4}, {5, 4}, {99, 4}} {
		if got := lines.at(int64(c[0])); got != c[1] {
			t.Errorf("byte %d is in line %d, want %d", c[0], got, c[1])
		}
		lines.pass(int64(min(c[0], 2)))
	}
}

// What is no JSON is told with its line, and does not keep what stands behind it from being read.
func TestDocumentsBehindBrokenOnes(t *testing.T) {
	long := strings.Repeat("x", 100_000)
	for _, c := range []struct{ name, text, want string }{
		{"values", "{\"a\":1}\n\n {\"a\":\n2} {\"a\":3}\n", `1 {"a":1}; 3 {"a":2}; 4 {"a":3}`},
		{"not closed", "{\"a\":1}\n{\"b\n{\"a\":3}\n", `1 {"a":1}; broken 2; 3 {"a":3}`},
		{"cut off where a value may come", "{\"b\":\n{\"a\":2}\n{\"a\":3}\n", `broken 3; 2 {"a":2}; 3 {"a":3}`},
		{"two behind each other", "{\"b\n{\"c\n{\"a\":3}", `broken 1; broken 2; 3 {"a":3}`},
		{"something else", "oops\n{\"a\":2}\n", `broken 1; 2 {"a":2}`},
		{"the last", "{\"a\":1}\n{\"b\":", `1 {"a":1}; broken 2`},
		{"of many lines", "{\n  \"b\": [\n    {\"c\": oops}\n  ]\n}\n{\n\"a\":1}\n", `broken 3; 6 {"a":1}`},
		{"a long line", "{\"" + long + "\n{\"a\":2}\n{\"" + long + "\":oops}\n{\"a\":4}", `broken 1; 2 {"a":2}; broken 3; 4 {"a":4}`},
		{"nothing", " \n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			documents := newDocumentReader(iotest.OneByteReader(strings.NewReader(c.text)))
			var got []string
			for {
				value, line, err := documents.next()
				var broken *jsontext.SyntacticError
				switch {
				case errors.Is(err, io.EOF):
					if diff := cmp.Diff(c.want, strings.Join(got, "; ")); diff != "" {
						t.Error(diff)
					}
					return
				case errors.As(err, &broken):
					got = append(got, fmt.Sprintf("broken %d", line))
				case err != nil || len(got) > 9:
					t.Fatal(got, err)
				default:
					got = append(got, fmt.Sprintf("%d %s", line, strings.ReplaceAll(string(value), "\n", "")))
				}
			}
		})
	}
}
