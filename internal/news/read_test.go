package news

import (
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"
)

func utf16Bytes(text string, order binary.AppendByteOrder, mark bool) string {
	var data []byte
	if mark {
		data = order.AppendUint16(data, 0xFEFF)
	}
	for _, unit := range utf16.Encode([]rune(text)) {
		data = order.AppendUint16(data, unit)
	}
	return string(data)
}

func TestEncodings(t *testing.T) {
	for _, file := range []string{"canal.txt", "dari.txt", "pashto.txt", "hindi.txt", "wrapped.txt"} {
		text := articleFile(t, file) + "🌾"
		encoded := map[string]string{
			"UTF-8":               text,
			"UTF-8 with BOM":      "\ufeff" + text,
			"UTF-16LE with BOM":   utf16Bytes(text, binary.LittleEndian, true),
			"UTF-16BE with BOM":   utf16Bytes(text, binary.BigEndian, true),
			"UTF-16LE without it": utf16Bytes(text, binary.LittleEndian, false),
			"UTF-16BE without it": utf16Bytes(text, binary.BigEndian, false),
		}
		want := outline(read(t, text))
		for name, data := range encoded {
			a, err := Read(strings.NewReader(data), file, Options{})
			if err != nil {
				t.Errorf("%s in %s: %v", file, name, err)
				continue
			}
			if got := outline(a); got != want {
				t.Errorf("%s in %s is read as\n%s", file, name, got)
			}
			if got := a.Rewrite(keep); got != text {
				t.Errorf("%s in %s is written back as %q", file, name, got)
			}
		}
	}
}

func TestSHA256IsThatOfTheBytes(t *testing.T) {
	plain, marked := read(t, "Water came.\n"), read(t, "\ufeffWater came.\n")
	if want := "3f220ebf1f7d39be220650f7d9e043e7a222a224489c202550595b7d43aa1981"; plain.SHA256 != want || marked.SHA256 == want {
		t.Errorf("%s, want %s; with a byte order mark %s", plain.SHA256, want, marked.SHA256)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

func TestBadInput(t *testing.T) {
	tests := []struct {
		name    string
		input   io.Reader
		problem Problem
		message string
	}{
		{"nothing", strings.NewReader(""), Empty, "a.txt: empty"},
		{"only a byte order mark", strings.NewReader("\ufeff"), Empty, "a.txt: empty"},
		{"only blanks", strings.NewReader(" \r\n\t\u200b\u200f\n\f"), Empty, "a.txt: empty"},
		{"endless", endless{}, TooLarge, "a.txt: too large (more than 10 MiB)"},
		{"NULs everywhere", strings.NewReader("\x00\x00\x01\x02water"), Binary, "a.txt: binary, not text (it holds NUL bytes)"},
		{"NUL characters in UTF-16", strings.NewReader("\xff\xfea\x00\x00\x00"), Binary, "a.txt: binary, not text (it holds NUL characters)"},
		{"controls", strings.NewReader("a\x01\x02\x03\x04\x05b"), Binary, "a.txt: binary, not text (it holds many control characters)"},
		{"PDF", strings.NewReader("%PDF-1.7\nwater"), Binary, "a.txt: binary, not text (a PDF file)"},
		{"DOCX", strings.NewReader("PK\x03\x04water"), Binary, "a.txt: binary, not text (a ZIP archive, as DOCX, ODT and EPUB files are)"},
		{"an encoding nobody can tell", strings.NewReader("\xe9\xe8"), NotTold, "a.txt: in an encoding that cannot be told (byte 0xE9 at offset 0)"},
		{"behind a mark", strings.NewReader("\xef\xbb\xbfcaf\xe9"), NotUTF8, "a.txt: not UTF-8 (byte 0xE9 at offset 6)"},
		{"a surrogate in UTF-8", strings.NewReader("ab\xed\xa0\x80"), NotTold, "a.txt: in an encoding that cannot be told (byte 0xED at offset 2)"},
		{"half a character in UTF-16", strings.NewReader("\xff\xfea\x00\x3d\xd8b\x00"), NotUTF8, "a.txt: not UTF-8 (UTF-16 with half a character at offset 4)"},
		{"an odd byte in UTF-16", strings.NewReader("\xfe\xff\x00a\x00"), NotUTF8, "a.txt: not UTF-8 (UTF-16 that ends within a character)"},
		{"digits", strings.NewReader("2025\n18,400,000\n۱۲\n"), NoLetters, "a.txt: no letters"},
		{"a reader that fails", iotest.ErrReader(fs.ErrPermission), Unreadable, "a.txt: cannot be read: permission denied"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a, err := Read(test.input, "a.txt", Options{})
			var fault *ReadError
			if !errors.As(err, &fault) || a != nil {
				t.Fatalf("%v and %v", a, err)
			}
			if fault.Problem != test.problem || err.Error() != test.message {
				t.Errorf("%q: %v, want %q: %s", fault.Problem, err, test.problem, test.message)
			}
		})
	}
	if _, err := Read(iotest.ErrReader(fs.ErrPermission), "a.txt", Options{}); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("%v does not wrap the reader's error", err)
	}
	if _, err := Read(strings.NewReader(""), "a\nb.txt", Options{}); err.Error() != `"a\nb.txt": empty` {
		t.Errorf("%v", err)
	}
	folder, err := os.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	if _, err := Read(folder, "folder", Options{}); err == nil || strings.Contains(err.Error(), "\n") {
		t.Errorf("a folder: %v", err)
	}
}

// A wrong file may be of any size: no more of it is read than an article can be long.
func TestReadsNoMoreThanNeeded(t *testing.T) {
	counted := &counter{r: endless{}}
	if _, err := Read(counted, "a.txt", Options{}); err == nil || counted.n > MaxBytes+1 {
		t.Errorf("%d bytes read, %v", counted.n, err)
	}
	if _, err := Read(io.LimitReader(endless{}, MaxBytes), "a.txt", Options{}); err != nil {
		t.Errorf("an article of just the largest size: %v", err)
	}
}

type counter struct {
	r io.Reader
	n int
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += n
	return n, err
}

// A stray control character is a slip, not a binary file, and it is kept.
func TestStrayCharactersAreKept(t *testing.T) {
	for _, text := range []string{
		"Water came\x08 back.\n\x1a", "Water\u00a0came\u0085It is cold.\n", "Page one.\fPage two.\n", "One.\u2028Two.\u2029Three.",
		"شب\u200c\nها آمد.\n", "Water came back. \t\n", "\u200fآب آمد.\u200f\n", "क्\u200dया हुआ।\r\n\r\n\r\n",
	} {
		if got := read(t, text).Rewrite(keep); got != text {
			t.Errorf("%q is written back as %q", text, got)
		}
	}
	if got := read(t, "شب\u200c\u200c آمد\u200c\n").Segments[0].Text; got != "شب\u200c\u200c آمد\u200c" {
		t.Errorf("joiners at the edge: %q", got)
	}
}

func TestRewrite(t *testing.T) {
	text := "\ufeffThree rules\r\n\r\n\tThe rules are these:\r\n - Sow early. \r\n 2) Water late.\r\n\r\n> Keep the\r\n> seed.\r\n\r\n\r\n(AP)"
	a := read(t, text)
	got := a.Rewrite(func(s Segment) (string, bool) { return "<" + s.ID + ">", s.ID != "s2" })
	want := "<s1>\r\n\r\n\tThe rules are these:\r\n - <s3> \r\n 2) <s4>\r\n\r\n> <s5>\r\n> <s6>\r\n\r\n\r\n<s7>"
	if got != want {
		t.Errorf("%q, want %q", got, want)
	}
	for i, want := range []string{"", "", "-", "2)", "", "", ""} {
		if got := a.Marker(i); got != want {
			t.Errorf("marker %d is %q, want %q", i, got, want)
		}
	}
}

func TestBriefHasNoLayout(t *testing.T) {
	brief := &Brief{Lang: "en", Headline: Sentence{ID: "b1", Text: "Water is back"}, Points: []Sentence{{ID: "b3", Text: "It came late."}}}
	a := brief.Article("canal.txt")
	if a.LaidOut() || a.Rewrite(keep) != "" || a.Marker(1) != "" {
		t.Errorf("a layout of a brief: %q, marker %q", a.Rewrite(keep), a.Marker(1))
	}
	if !read(t, "Water came.\n").LaidOut() {
		t.Error("an article that was read has no layout")
	}
}
