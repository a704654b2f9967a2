package news

import (
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"testing"
)

// Whatever is read as an article comes back byte for byte, and its segments are what lies in its places.
func FuzzRead(f *testing.F) {
	for _, file := range []string{"canal.txt", "dari.txt", "pashto.txt", "hindi.txt", "wrapped.txt", "brief-item.txt"} {
		f.Add(articleFile(f, file))
	}
	f.Add(utf16Bytes("Water came.\n- It is cold.\n", binary.LittleEndian, true))
	f.Add(utf16Bytes("آب آمد.\n> سرد است.\n", binary.BigEndian, false))
	f.Add("A\r\rB\n===\n> > c\n> 1. d\n-\n\u200f\n - e\n   f\f(G)")
	f.Add("Write <g1>, <x02/> and </G3 >.\n> <x1/>\n> <g2>")
	f.Fuzz(func(t *testing.T, data string) {
		a, err := Read(strings.NewReader(data), "fuzz.txt", Options{})
		if err != nil {
			if text := err.Error(); strings.ContainsAny(text, "\n\r") || !strings.HasPrefix(text, "fuzz.txt: ") {
				t.Errorf("error %q", text)
			}
			return
		}
		text := a.Rewrite(keep)
		if !isText(t, text, data, a.Encoding) {
			t.Errorf("%q is written back as %q", data, text)
		}
		if own := a.Rewrite(func(s Segment) (string, bool) { return s.Text, true }); own != text {
			t.Errorf("its own segments in their places give %q, not %q", own, text)
		}
		checkTags(t, a)
		at := 0
		var joined strings.Builder
		for i, s := range a.Segments {
			p := a.layout.places[i]
			if s.ID != fmt.Sprintf("s%d", i+1) || s.Kind == "" || blank(s.Text) || p.start < at || p.end <= p.start {
				t.Fatalf("segment %d: %+v at %+v", i, s, p)
			}
			if strings.Join(strings.Fields(unquoted(text[p.start:p.end])), "") != strings.Join(strings.Fields(unquoted(a.Plain(i, s.Text))), "") {
				t.Errorf("segment %d is %q, its place holds %q", i, s.Text, text[p.start:p.end])
			}
			if strings.ContainsFunc(s.Text, isLineEnd) {
				t.Errorf("segment %d holds a line end: %q", i, s.Text)
			}
			fmt.Fprintf(&joined, "%s%s", text[at:p.start], text[p.start:p.end])
			at = p.end
		}
		if joined.WriteString(text[at:]); joined.String() != text {
			t.Errorf("gaps and places of %q give %q", text, joined.String())
		}
	})
}

// unquoted leaves out the signs of quoted lines, which no segment has from its second line on.
func unquoted(s string) string { return strings.ReplaceAll(s, ">", "") }

func isUTF16(text, data string) bool {
	for _, mark := range []bool{true, false} {
		if utf16Bytes(text, binary.LittleEndian, mark) == data || utf16Bytes(text, binary.BigEndian, mark) == data {
			return true
		}
	}
	return false
}

// The reading of a 1,000-word article, the usual length of a long read.
func BenchmarkRead(b *testing.B) {
	text := articleFile(b, "oneline.txt")
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(strings.NewReader(text), "oneline.txt", Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// The largest file that is read, of the shortest lines: its time must grow with its size alone.
func BenchmarkReadLargest(b *testing.B) {
	text := strings.Repeat("> a. (b\n- c “d.\n\n", MaxBytes/32)
	for b.Loop() {
		if _, err := Read(strings.NewReader(text), "large.txt", Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSentences(b *testing.B) {
	text := articleFile(b, "oneline.txt")
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if len(Sentences(text, []string{"Dr."})) == 0 {
			b.Fatal(io.ErrUnexpectedEOF)
		}
	}
}
