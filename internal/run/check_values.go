package run

import (
	"bytes"
	"errors"
	"io"
	"slices"

	"github.com/go-json-experiment/json/jsontext"
)

// documentReader reads values of JSON that stand one behind the other.
type documentReader struct {
	lines   *lineCounter
	decoder *jsontext.Decoder
	pending []byte // of lines, read and given back
	base    int64  // where in the file the decoder began
	broken  bool   // what it stands before is no value
}

func newDocumentReader(r io.Reader) *documentReader {
	d := &documentReader{lines: &lineCounter{r: r}}
	d.decoder = jsontext.NewDecoder(d)
	return d
}

// Read gives the decoder its bytes.
func (d *documentReader) Read(p []byte) (int, error) {
	if len(d.pending) == 0 {
		return d.lines.Read(p)
	}
	n := copy(p, d.pending)
	d.pending = d.pending[n:]
	return n, nil
}

// next gives the next value and the line that it begins in. After a *jsontext.SyntacticError, which is told with its own line, it goes on
// with the next line that begins as an object does: what was cut off may have swallowed it. Other errors are io.EOF behind the last value,
// and those of the reader.
func (d *documentReader) next() (jsontext.Value, int, error) {
	if d.broken {
		if err := d.skip(); err != nil {
			return nil, 0, err
		}
	}
	d.lines.pass(d.base + d.decoder.InputOffset())
	value, err := d.decoder.ReadValue()
	var fault *jsontext.SyntacticError
	if errors.As(err, &fault) {
		d.broken = true
		return nil, d.lines.at(d.base + fault.ByteOffset), err
	}
	return value, d.lines.at(d.base + d.decoder.InputOffset() - int64(len(value))), err
}

// skip passes the lines of what is broken.
func (d *documentReader) skip() error {
	at := d.base + d.decoder.InputOffset()
	unread := slices.Concat(d.decoder.UnreadBuffer(), d.pending)
	d.pending = bytes.TrimLeft(unread, " \t\r\n") // the line end behind the value before is not that of a broken line
	at += int64(len(unread) - len(d.pending))
	for beginning := false; ; {
		if len(d.pending) == 0 {
			if err := d.readOn(); err != nil {
				return err
			}
		}
		if beginning && d.pending[0] == '{' {
			d.decoder, d.base, d.broken = jsontext.NewDecoder(d), at, false
			return nil
		}
		passed := bytes.IndexByte(d.pending, '\n') + 1
		if beginning = passed > 0; !beginning {
			passed = len(d.pending)
		}
		d.pending = d.pending[passed:]
		at += int64(passed)
	}
}

// readOn reads some bytes to be given back.
func (d *documentReader) readOn() error {
	buffer := make([]byte, 4<<10)
	n, err := d.lines.Read(buffer)
	for n == 0 && err == nil {
		n, err = d.lines.Read(buffer)
	}
	d.pending = buffer[:n]
	if n > 0 {
		return nil // the error comes again
	}
	return err
}

// lineCounter tells in which line a byte of what was read stands.
type lineCounter struct {
	r      io.Reader
	read   int64
	ends   []int64 // of lines that were read and not yet passed
	passed int
}

func (l *lineCounter) Read(p []byte) (int, error) {
	n, err := l.r.Read(p)
	for i, b := range p[:n] {
		if b == '\n' {
			l.ends = append(l.ends, l.read+int64(i))
		}
	}
	l.read += int64(n)
	return n, err
}

// at gives the line of a byte that was not passed, from 1.
func (l *lineCounter) at(offset int64) int {
	before, _ := slices.BinarySearch(l.ends, offset)
	return l.passed + before + 1
}

// pass forgets the lines that end before a byte.
func (l *lineCounter) pass(offset int64) {
	before, _ := slices.BinarySearch(l.ends, offset)
	l.ends = slices.Delete(l.ends, 0, before)
	l.passed += before
}
