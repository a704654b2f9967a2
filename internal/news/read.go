package news

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
)

// MaxBytes is the size of the largest article that is read: 10 MiB, far above any article, so that a wrong file is told at once.
const MaxBytes = 10 << 20

// Problem is why a text could not be read as an article.
type Problem string

// The problems, in the words of the error message.
const (
	Unreadable Problem = "cannot be read"
	TooLarge   Problem = "too large"
	Empty      Problem = "empty"
	Binary     Problem = "binary, not text"
	NotUTF8    Problem = "not UTF-8"
	NoLetters  Problem = "no letters"
	// Those of Markdown articles. The detail begins with the number of the line.
	BadFrontMatter Problem = "front matter cannot be read"
	Tangled        Problem = "too much markup"
	Unmapped       Problem = "Markdown that is not understood"

	NotTold        Problem = "in an encoding that cannot be told"
	OtherEncoding  Problem = "not in the encoding named"
	NoSuchEncoding Problem = "no such encoding"
)

// ReadError says which article could not be read and why. Err is the reader's own error where it gave one.
type ReadError struct {
	Name    string
	Problem Problem
	Detail  string
	Err     error
}

// Error gives one line that begins with the article's name.
func (e *ReadError) Error() string {
	name := e.Name
	if strings.ContainsFunc(name, unicode.IsControl) {
		name = fmt.Sprintf("%q", name)
	}
	switch {
	case e.Err != nil:
		return fmt.Sprintf("%s: %s: %v", name, e.Problem, e.Err)
	case e.Detail != "":
		return fmt.Sprintf("%s: %s (%s)", name, e.Problem, e.Detail)
	}
	return fmt.Sprintf("%s: %s", name, e.Problem)
}

// Unwrap gives the reader's own error.
func (e *ReadError) Unwrap() error { return e.Err }

// Options says how a text is to be read.
type Options struct {
	// Markdown reads it as Markdown (CommonMark with GitHub's extensions and footnotes), not as plain text.
	Markdown bool
	// FrontMatter names keys of a Markdown article's front matter, beside title and description, whose values are prose.
	FrontMatter []string
	// Encoding names one of Encodings that the bytes are in; "" to recognize it.
	Encoding string
}

// Read reads an article, in any of Encodings, and tells its segments apart. Name is what the article
// is called in messages and documents. At most MaxBytes and one byte more are read from r. Lang is left empty:
// who called tells the language or is told it. Every error is a *ReadError.
func Read(r io.Reader, name string, options Options) (*Article, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return nil, &ReadError{Name: name, Problem: Unreadable, Err: err}
	}
	if len(data) > MaxBytes {
		return nil, &ReadError{Name: name, Problem: TooLarge, Detail: fmt.Sprintf("more than %d MiB", MaxBytes>>20)}
	}
	text, encoding, fault := decode(data, options.Encoding)
	if fault == nil {
		fault = lacking(text)
	}
	if fault != nil {
		fault.Name = name
		return nil, fault
	}
	sum := sha256.Sum256(data)
	a := &Article{Name: name, SHA256: hex.EncodeToString(sum[:]), Encoding: encoding}
	if !options.Markdown {
		a.fill(text)
	} else if fault := a.fillMarkdown(text, options.FrontMatter); fault != nil {
		fault.Name = name
		return nil, fault
	}
	return a, nil
}

// lacking says what keeps a decoded text from being an article, or nothing.
func lacking(text string) *ReadError {
	if blank(text) {
		return &ReadError{Problem: Empty}
	}
	if !strings.ContainsFunc(text, unicode.IsLetter) {
		return &ReadError{Problem: NoLetters}
	}
	return nil
}

// fill reads the text into segments and remembers where each one stands.
func (a *Article) fill(text string) {
	blocks := blocksOf(text, linesOf(text))
	tellKinds(blocks)
	a.layout = layout{text: text}
	for _, b := range blocks {
		text, marks := tagged(b.text)
		a.add(b.kind, text, place{start: b.start, end: b.end, marker: b.marker, marks: marks})
	}
}

// add adds a segment and its place.
func (a *Article) add(kind Kind, text string, p place) {
	a.Segments = append(a.Segments, Segment{ID: "s" + strconv.Itoa(len(a.Segments)+1), Kind: kind, Text: text})
	a.layout.places = append(a.layout.places, p)
}

// Headline gives the text of the title without tags, or "" where the article has none.
func (a *Article) Headline() string {
	for _, s := range a.Segments {
		if s.Kind == Title {
			return WithoutTags(s.Text)
		}
	}
	return ""
}

// Text gives all segments, one a line, without tags: what the article says without its layout, for telling its language.
func (a *Article) Text() string {
	var b strings.Builder
	for i, s := range a.Segments {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(WithoutTags(s.Text))
	}
	return b.String()
}
