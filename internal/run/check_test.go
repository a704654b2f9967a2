package run

import (
	"strings"
	"testing"

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
	for _, c := range [][2]int{{0, 1}, {1, 1}, {2, 2}, {4, 3}, {5, 4}, {5, 4}, {99, 4}} {
		if got := lines.at(int64(c[0])); got != c[1] {
			t.Errorf("byte %d is in line %d, want %d", c[0], got, c[1])
		}
	}
}
