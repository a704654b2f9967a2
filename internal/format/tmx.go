package format

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

// TMXError is a translation memory that cannot be read, and the line at which that shows.
type TMXError struct {
	Line    int
	Problem string
}

func (e *TMXError) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Problem) }

// mostMarkup bounds a unit, a tag and whatever else must be whole in memory: no segment is so long, and a file that is no
// translation memory is told at once.
const mostMarkup = 16 << 20

// TMX reads a translation memory (TMX 1.1 to 1.4b) unit by unit. No more than a unit is in memory, nothing outside the file is
// fetched, and entities that a document type declares are not known. It is a reader of its own because the standard library's
// does neither tell where a segment's bytes lie nor read more than about 20 MB a second; a test holds it to that reader.
type TMX struct {
	SourceLang string // as the header says it; "*all*" where every language may be the source

	reader  io.Reader
	utf16   *utf16Form // nil for UTF-8
	buffer  []byte     // what was read and is not yet passed
	passed  int        // where in the buffer the last unit ends
	next    int        // where in the buffer the reader stands
	ended   bool       // nothing follows what is in the buffer
	line    int        // of the byte at next
	opened  []string   // elements that the reader stands in
	units   int
	rooted  bool // the root was seen
	failure error
}

// OpenTMX begins to read a translation memory in UTF-8 or UTF-16. Errors come with the first unit.
func OpenTMX(r io.Reader) *TMX {
	t := &TMX{line: 1}
	t.reader, t.utf16 = decoded16(r)
	return t
}

// Next gives the next unit, or io.EOF behind the last. Errors are those of the reader and *TMXError; after one there is no
// other unit.
func (t *TMX) Next() (*TMXUnit, error) {
	if t.failure != nil {
		return nil, t.failure
	}
	unit, err := t.read()
	t.failure = err
	return unit, err
}

// read passes what stands before the next unit and reads it.
func (t *TMX) read() (*TMXUnit, error) {
	if t.next > len(t.buffer)/2 { // seldom, so that bytes are moved about once
		t.buffer = append(t.buffer[:0], t.buffer[t.next:]...)
		t.next = 0
	}
	t.passed = t.next
	for {
		at, err := t.find(t.next)
		if err == nil && at < 0 {
			return nil, t.atEnd()
		}
		if err != nil {
			return nil, err
		}
		end, err := t.markup(at)
		if err != nil {
			return nil, err
		}
		m, problem := readMarkup(string(t.buffer[at:end]))
		if problem == "" {
			problem = t.pass(m)
		}
		switch {
		case problem != "":
			return nil, t.fault(at, problem)
		case m.kind == startTag && m.name == "tu":
			return t.unit(at, end)
		}
		t.moveTo(end)
	}
}

// pass takes note of markup outside of units. What it gives is what is wrong with it.
func (t *TMX) pass(m markup) (problem string) {
	switch m.kind {
	case instruction:
		return t.declaration(m)
	case startTag, emptyTag:
		return t.open(m)
	case endTag:
		n := len(t.opened) - 1
		if n < 0 || t.opened[n] != m.name {
			return "</" + m.name + "> closes nothing"
		}
		t.opened = t.opened[:n]
	}
	return ""
}

// open takes note of an element outside of units.
func (t *TMX) open(m markup) (problem string) {
	switch {
	case !t.rooted && m.name != "tmx":
		return "it is no TMX: its root is <" + m.name + ">"
	case t.rooted && len(t.opened) == 0:
		return "<" + m.name + "> stands behind the end"
	case m.name == "header":
		t.SourceLang = m.attribute("srclang")
	}
	t.rooted = true
	if m.kind == startTag && m.name != "tu" {
		t.opened = append(t.opened, m.name)
	}
	return ""
}

// declaration looks at the encoding that the XML declaration names: the bytes have spoken first.
func (t *TMX) declaration(m markup) (problem string) {
	if m.name != "xml" {
		return ""
	}
	_, name, found := strings.Cut(m.text, "encoding")
	if !found {
		return ""
	}
	name, _, _ = strings.Cut(strings.TrimLeft(name, " \t\r\n=\"'"), `"`)
	name, _, _ = strings.Cut(name, "'")
	switch folded := strings.ToLower(name); {
	case folded == "utf-8", folded == "utf8", folded == "us-ascii", folded == "ascii":
		return ""
	case strings.HasPrefix(folded, "utf-16") && t.utf16 != nil:
		return ""
	}
	return "it is in " + name + ": only UTF-8 and UTF-16 are read"
}

// unit reads the unit whose first tag stands between two bytes of the buffer.
func (t *TMX) unit(at, end int) (*TMXUnit, error) {
	end, err := t.unitEnd(at, end)
	if err != nil {
		return nil, err
	}
	raw := t.buffer[at:end]
	if where, problem := unreadable(raw); problem != "" {
		return nil, t.fault(at+where, problem)
	}
	t.units++
	unit, problem, where := readUnit(raw, t.units)
	if problem != "" {
		return nil, t.fault(at+where, problem)
	}
	unit.before = string(t.buffer[t.passed:at])
	t.moveTo(at)
	unit.Line = t.line
	for i := range unit.Variants {
		v := &unit.Variants[i]
		v.Line = t.line + strings.Count(unit.raw[:v.start], "\n")
	}
	if unit.SourceLang == "" {
		unit.SourceLang = t.SourceLang
	}
	t.moveTo(end)
	return unit, nil
}

// unitEnd gives where a unit ends, from the end of its first tag.
func (t *TMX) unitEnd(at, next int) (int, error) {
	for {
		tag, err := t.find(next)
		if err == nil && tag < 0 {
			err = t.fault(at, "<tu> has no end")
		}
		if err != nil {
			return 0, err
		}
		if next, err = t.markup(tag); err != nil {
			return 0, err
		}
		if next-at > mostMarkup {
			return 0, t.fault(at, "<tu> is larger than 16 MiB")
		}
		if isEnd(t.buffer[tag:next], "tu") {
			return next, nil
		}
	}
}

// Rest is what stands behind the last unit, once Next has given io.EOF.
func (t *TMX) Rest() string { return string(t.buffer[t.passed:]) }

// atEnd is io.EOF, or what says that the file was cut off.
func (t *TMX) atEnd() error {
	switch n := len(t.opened); {
	case !t.rooted:
		return &TMXError{1, "it is no TMX: it has no root"}
	case n > 0:
		return t.fault(len(t.buffer), "the file ends inside of <"+t.opened[n-1]+">")
	}
	return io.EOF
}

// fault is something wrong at a byte of the buffer.
func (t *TMX) fault(at int, problem string) error {
	return &TMXError{t.line + bytes.Count(t.buffer[t.next:max(t.next, at)], []byte("\n")), problem}
}

func (t *TMX) moveTo(at int) {
	t.line += bytes.Count(t.buffer[t.next:at], []byte("\n"))
	t.next = at
}

// find gives where the next markup begins, from a byte of the buffer on, or -1.
func (t *TMX) find(from int) (int, error) {
	for {
		if i := bytes.IndexByte(t.buffer[from:], '<'); i >= 0 {
			return from + i, nil
		}
		from = len(t.buffer)
		if more, err := t.more(); !more {
			return -1, err
		}
	}
}

// markup gives where the markup ends that begins at a byte of the buffer.
func (t *TMX) markup(at int) (int, error) {
	for {
		end := markupEnd(t.buffer[at:])
		if end > 0 {
			return at + end, nil
		}
		if len(t.buffer)-at > mostMarkup {
			return 0, t.fault(at, "a tag has no end in 16 MiB")
		}
		more, err := t.more()
		if err == nil && !more {
			err = t.fault(at, "the file ends inside of a tag")
		}
		if err != nil {
			return 0, err
		}
	}
}

// readAhead is how much is read at a time.
const readAhead = 64 << 10

// more reads on, and tells whether there was more.
func (t *TMX) more() (bool, error) {
	if t.ended {
		return false, nil
	}
	if len(t.buffer)+readAhead > cap(t.buffer) {
		grown := make([]byte, len(t.buffer), 2*cap(t.buffer)+readAhead)
		copy(grown, t.buffer)
		t.buffer = grown
	}
	n, err := io.ReadFull(t.reader, t.buffer[len(t.buffer):len(t.buffer)+readAhead])
	t.buffer = t.buffer[:len(t.buffer)+n]
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		t.ended = true
		return n > 0, nil
	case err != nil:
		return false, err
	}
	return true, nil
}
