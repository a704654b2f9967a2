package format

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// utf16Form is how a file in UTF-16 is written.
type utf16Form struct{ encoding encoding.Encoding }

// decoded16 gives a reader of UTF-8. A file in UTF-16 is told by its byte order mark, or by its first sign, a <.
func decoded16(r io.Reader) (io.Reader, *utf16Form) {
	buffered := bufio.NewReaderSize(r, readAhead)
	first, _ := buffered.Peek(2) // an error comes again with the first read
	form := &utf16Form{}
	switch {
	case bytes.Equal(first, []byte{0xFF, 0xFE}):
		form.encoding = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.Equal(first, []byte{0xFE, 0xFF}):
		form.encoding = unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	case bytes.Equal(first, []byte{'<', 0}):
		form.encoding = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case bytes.Equal(first, []byte{0, '<'}):
		form.encoding = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	default:
		return buffered, nil
	}
	return transform.NewReader(buffered, form.encoding.NewDecoder()), form
}

// Writer gives a writer to which the units and the rest are written in UTF-8, and that writes them in the encoding of the file. It
// refuses what may not have been UTF-16 in the file: it would not come out as it went in. Close it at the end.
func (t *TMX) Writer(w io.Writer) io.WriteCloser {
	if t.utf16 == nil {
		return plainWriter{w}
	}
	return &writer16{transform.NewWriter(w, t.utf16.encoding.NewEncoder())}
}

type plainWriter struct{ io.Writer }

func (plainWriter) Close() error { return nil }

type writer16 struct{ *transform.Writer }

func (w *writer16) Write(b []byte) (int, error) {
	if bytes.Contains(b, []byte("\uFFFD")) {
		return 0, errors.New("it holds U+FFFD or half of a surrogate pair, which cannot be written as they were")
	}
	return w.Writer.Write(b)
}
