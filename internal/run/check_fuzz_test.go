package run

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
)

// However two texts are paired, passages stand in their text in order, and what is put back unchanged gives the same bytes.
func FuzzPair(f *testing.F) {
	f.Add("a\nb\n\nc", "A\r\nB\r\n\r\n\r\nC")
	f.Add("The canal of the district was closed\nfor the whole of the winter, they said.\n\nIt is open.", "\ufeffa\n\n\u00a0\n b \n")
	f.Fuzz(func(t *testing.T, source, target string) {
		p := pair(source, target)
		if p.fits && len(p.sources) != len(p.targets) {
			t.Errorf("%d passages go with %d", len(p.sources), len(p.targets))
		}
		same := map[int]string{}
		at := 0
		for n, passage := range p.targets {
			if passage.start < at || passage.end < passage.start || strings.TrimSpace(passage.text) == "" {
				t.Errorf("%q stands from %d to %d, behind %d", passage.text, passage.start, passage.end, at)
			}
			at = passage.end
			if strings.Contains(unwrapped(passage.text), "\n") {
				t.Errorf("%q is still wrapped", passage.text)
			}
			if !strings.Contains(target[passage.start:passage.end], "\r\n") {
				same[n] = passage.text
			}
		}
		if got := spliced(target, p.targets, same); got != target {
			t.Errorf("%q became %q", target, got)
		}
	})
}

// Whatever stands in a file, reading its documents ends, and a document in a line of its own is found wherever it stands.
func FuzzDocuments(f *testing.F) {
	f.Add("{\"a\":1}\n{\"b\n", "{\"c\":")
	f.Add("[1, 2", "oops\n\n")
	f.Fuzz(func(t *testing.T, before, behind string) {
		const wanted = `{"schema":"wanted"}`
		documents := newDocumentReader(strings.NewReader(before + "\n" + wanted + "\n" + behind))
		found := false
		for steps := 0; ; steps++ {
			value, line, err := documents.next()
			var broken *jsontext.SyntacticError
			switch {
			case errors.Is(err, io.EOF):
				if !found {
					t.Error("what was wanted was not found")
				}
				return
			case err != nil && !errors.As(err, &broken), steps > len(before)+len(behind)+3:
				t.Fatalf("after %d steps: %v", steps, err)
			}
			found = found || strings.Contains(string(value), wanted) && line <= 2+strings.Count(before, "\n")
		}
	})
}
