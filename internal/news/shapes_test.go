package news

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

const articlesFolder = "../../testdata/articles"

// read reads a text that must be an article.
func read(t testing.TB, text string) *Article {
	t.Helper()
	a, err := Read(strings.NewReader(text), "test.txt", Options{})
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return a
}

func articleFile(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(articlesFolder, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// outline gives an article as lines of kind and text.
func outline(a *Article) string {
	var b strings.Builder
	for _, s := range a.Segments {
		fmt.Fprintf(&b, "%s %s: %s\n", s.ID, s.Kind, s.Text)
	}
	return b.String()
}

// width counts as a terminal does (combining marks take no column) or by code points.
func width(s string, columns bool) int {
	n := 0
	for _, r := range s {
		if !columns || !unicode.In(r, unicode.Mn, unicode.Cf) {
			n++
		}
	}
	return n
}

// wrap breaks a text greedily at a width.
func wrap(text string, limit int, columns bool) string {
	var lines []string
	current := ""
	for word := range strings.FieldsSeq(text) {
		switch {
		case current == "":
			current = word
		case width(current, columns)+1+width(word, columns) > limit:
			lines = append(lines, current)
			current = word
		default:
			current += " " + word
		}
	}
	return strings.Join(append(lines, current), "\n")
}

// even breaks a text into lines of nearly the same length, as some editors do.
func even(text string, limit int) string {
	length := utf8.RuneCountInString(text)
	count := (length + limit - 1) / limit
	return wrap(text, length/count+6, false)
}

// reshaped gives the article's segments in another shape.
func reshaped(a *Article, separator string, shape func(string) string) string {
	var parts []string
	for _, s := range a.Segments {
		parts = append(parts, shape(s.Text))
	}
	return strings.Join(parts, separator) + "\n"
}

// One and the same article has the same segments in whatever shape it comes, in every language.
func TestShapesGiveTheSameSegments(t *testing.T) {
	same := func(s string) string { return s }
	shapes := map[string]func(*Article) string{
		"blank lines":        func(a *Article) string { return reshaped(a, "\n\n", same) },
		"one paragraph line": func(a *Article) string { return reshaped(a, "\n", same) },
		"three blank lines":  func(a *Article) string { return "\n \n" + reshaped(a, "\n\n\t\n\n", same) },
		"CRLF": func(a *Article) string {
			return strings.ReplaceAll(reshaped(a, "\n\n", func(s string) string { return wrap(s, 72, false) }), "\n", "\r\n")
		},
		"lone CR": func(a *Article) string { return strings.ReplaceAll(reshaped(a, "\n", same), "\n", "\r") },
		"evened out": func(a *Article) string {
			return reshaped(a, "\n\n", func(s string) string { return even(s, 70) })
		},
	}
	for _, limit := range []int{40, 60, 64, 72, 78, 80, 100} {
		for _, columns := range []bool{false, true} {
			shape := func(s string) string { return wrap(s, limit, columns) }
			shapes[fmt.Sprintf("wrapped at %d, columns %v", limit, columns)] = func(a *Article) string { return reshaped(a, "\n\n", shape) }
		}
	}
	for _, file := range []string{"canal.txt", "dari.txt", "pashto.txt", "hindi.txt", "wrapped.txt", "brief-item.txt", "oneline.txt"} {
		plain := read(t, articleFile(t, file))
		for name, shape := range shapes {
			t.Run(file+"/"+name, func(t *testing.T) {
				text := shape(plain)
				if diff := cmp.Diff(outline(plain), outline(read(t, text))); diff != "" {
					t.Errorf("%s\nread as (-plain +this shape):\n%s", text, diff)
				}
			})
		}
	}
}

// Where no blank line tells paragraphs, a last line that stops short does, or an indented first line.
func TestWrappedWithoutBlankLines(t *testing.T) {
	for _, file := range []string{"canal.txt", "dari.txt", "pashto.txt", "hindi.txt", "oneline.txt"} {
		plain := read(t, articleFile(t, file))
		text := reshaped(plain, "\n   ", func(s string) string { return wrap(s, 72, true) })
		if diff := cmp.Diff(outline(plain), outline(read(t, text))); diff != "" {
			t.Errorf("%s, indented:\n%s", file, diff)
		}
	}
	text := `Bridge at Pul-e Matak opens again
The bridge at Pul-e Matak was opened to traffic on Monday after four
months of work, the department of roads said.
Two of its nine spans had been carried away in spring. Lorries had to
take a ford that was closed after every rain.
The toll stays at 50 afghanis.
By Hashim Wardak
`
	want := `s1 title: Bridge at Pul-e Matak opens again
s2 paragraph: The bridge at Pul-e Matak was opened to traffic on Monday after four months of work, the department of roads said.
s3 paragraph: Two of its nine spans had been carried away in spring. Lorries had to take a ford that was closed after every rain.
s4 paragraph: The toll stays at 50 afghanis.
s5 credit: By Hashim Wardak
`
	if diff := cmp.Diff(want, outline(read(t, text))); diff != "" {
		t.Error(diff)
	}
}
