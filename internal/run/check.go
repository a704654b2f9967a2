package run

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"

	"tarjuma/internal/check"
	"tarjuma/internal/format"
	"tarjuma/internal/lang"
	"tarjuma/internal/llm"
	"tarjuma/internal/news"
)

// Checking is how translations that lie in files are checked: those of documents and translation memories (File), and two texts
// (Texts). Nothing but a batch of segments is in memory at a time, however large a file is, but for texts.
type Checking struct {
	From     *lang.Language       // of the sources; nil: told from the text, or as the file says
	To       []*lang.Language     // of the translations that are checked; nil: all of a file. Texts takes the first
	Encoding string               // of texts that are in no form of Unicode; "" to recognize it
	Accepted map[string][]string  // by segment: checks, or groups of them, of which nothing is told; "" is a text as a whole
	Fix      bool                 // what is safe to mend is mended
	Output   string               // the file that what is mended goes to; "": it is mended in place
	Tell     func(*Checked) error // takes what was found, in the order of the files, from one goroutine; its error ends the work

	// Unreadable takes why a document cannot be read, in its turn; the others of its file are checked. With Fix that is an error of File.
	Unreadable func(error)

	languages *lang.Languages
	what      check.Options
	checks    *check.Checks
}

// NewChecking gives a checking that looks for this. What Only and Skip name must be known: see check.Unknown.
func NewChecking(languages *lang.Languages, what check.Options) *Checking {
	return &Checking{languages: languages, what: what, checks: check.New(languages, what)}
}

// Checked is a text that was checked together, and what was found in it: a document's brief or one of its translations, a unit's
// text in one language, or a whole text.
type Checked struct {
	File     string
	Units    []check.Unit // as they are after mending
	Fixes    [][]news.Fix // of each unit; nil where nothing was to be mended
	Found    []format.Found
	Accepted int // findings that are not among Found because a person has accepted them
}

// Passed is what there is to say of a file beside what was found in it.
type Passed struct {
	Unchecked  map[string]int // texts by their xml:lang that are in none of our languages
	Sourceless int            // units without a source that their texts could be checked against
	Encodings  []Encoding     // of texts that are in no form of Unicode
	Wrote      string         // the file that was written, "" for none
}

// Encoding is what a text was taken to be encoded in.
type Encoding struct{ Name, Encoding string }

// CheckProblem is why a file cannot be checked.
type CheckProblem int

// The problems of files that are checked.
const (
	UnknownFile    CheckProblem = iota // neither a document nor a translation memory
	IsFolder                           // no file
	BrokenDocument                     // no document, or not only
	BrokenMemory                       // a translation memory that cannot be read
	NoSourceNamed                      // a translation memory that does not say which language is the source
	NotToBeMended                      // in place: a file that is read-only, or a text that is not in UTF-8
)

// CheckError is a file that cannot be checked. Line is where that shows, 0 for the file as a whole.
type CheckError struct {
	Name    string
	Line    int
	Problem CheckProblem
	Err     error
}

func (e *CheckError) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %v", e.Name, e.Err)
	}
	return fmt.Sprintf("%s: line %d: %v", e.Name, e.Line, e.Err)
}

// Unwrap gives what is wrong.
func (e *CheckError) Unwrap() error { return e.Err }

// checkedFile is a file that is being checked.
type checkedFile struct {
	*Checking
	name   string
	w      io.Writer // takes what is mended
	mended int       // places
	passed Passed
}

// File checks a file of documents or a translation memory, which its first bytes tell apart, and mends it if that is asked for: a file
// is written whole or not at all, and in place only if something was mended. Errors are *CheckError, those of languages, of Tell, and
// of reading and writing.
func (c *Checking) File(ctx context.Context, source Source) (Passed, error) {
	f := &checkedFile{Checking: c, name: source.Name}
	file, err := openText(source)
	if err != nil {
		return f.passed, err
	}
	defer file.Close() // a second time is no harm
	r := bufio.NewReaderSize(file, 64<<10)
	first, err := r.Peek(enoughToTell)
	if err != nil && !errors.Is(err, io.EOF) {
		return f.passed, f.fault(err)
	}
	read, err := f.reader(first)
	if err != nil {
		return f.passed, err
	}
	err = f.mending(func() error {
		err := read(ctx, r)
		return errors.Join(err, file.Close()) // on Windows an open file cannot be replaced
	})
	return f.passed, err
}

// enoughToTell is how many bytes tell what a file is.
const enoughToTell = 512

// openText opens a file that is no folder.
func openText(source Source) (io.ReadCloser, error) {
	if info, err := os.Stat(source.Name); err == nil && info.IsDir() && source.Open == nil {
		return nil, &CheckError{source.Name, 0, IsFolder, errors.New("is a directory")}
	}
	return source.open()
}

// reader gives what checks a file that begins with these bytes.
func (f *checkedFile) reader(first []byte) (func(context.Context, *bufio.Reader) error, error) {
	problem, fault := UnknownFile, "neither a tarjuma document nor a TMX file"
	switch text := bytes.TrimLeft(bytes.TrimPrefix(first, []byte(byteOrderMark)), " \t\r\n"); {
	case bytes.HasPrefix(text, []byte("{")):
		return f.documents, nil
	case bytes.HasPrefix(text, []byte("<")), bytes.HasPrefix(first, []byte("\xff\xfe")), bytes.HasPrefix(first, []byte("\xfe\xff")), bytes.HasPrefix(first, []byte("\x00<")):
		return f.memory, nil
	case bytes.HasPrefix(text, []byte("[")):
		problem, fault = BrokenDocument, "documents stand one behind the other, not in a list"
	case len(text) == 0 && len(first) < enoughToTell:
		problem, fault = BrokenDocument, "empty"
	}
	return nil, &CheckError{f.name, 0, problem, errors.New(fault)}
}

// fault says why the file cannot be read, and names it once.
func (f *checkedFile) fault(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return fmt.Errorf("%s: %w", f.name, err)
}

// wants tells whether a language is one to check.
func (c *Checking) wants(l *lang.Language) bool { return c.To == nil || slices.Contains(c.To, l) }

// errNothingMended ends the writing of a file that would be the same as before.
var errNothingMended = errors.New("nothing was mended")

// mending runs do with a place for what is mended of the file.
func (f *checkedFile) mending(do func() error) error {
	if !f.Fix {
		f.w = io.Discard
		return do()
	}
	path, perm, inPlace := f.destination()
	if inPlace && perm&0o222 == 0 {
		return &CheckError{f.name, 0, NotToBeMended, errors.New("it is read-only")}
	}
	err := llm.WriteFileBy(path, perm, func(w io.Writer) error {
		buffered := bufio.NewWriterSize(w, 64<<10)
		f.w = buffered
		if err := do(); err != nil {
			return err
		}
		if inPlace && f.mended == 0 {
			return errNothingMended
		}
		return buffered.Flush()
	})
	switch {
	case errors.Is(err, errNothingMended):
		return nil
	case err == nil:
		f.passed.Wrote = path
	}
	return err
}

// destination is the file that what is mended goes to, with its permissions, and whether that is the file itself.
func (f *checkedFile) destination() (path string, perm os.FileMode, inPlace bool) {
	path, perm = f.Output, 0o666
	if info, err := os.Stat(f.name); err == nil && f.name != "-" {
		perm = info.Mode().Perm()
		output, err := os.Stat(path)
		inPlace = path == "" || err == nil && os.SameFile(info, output)
	}
	if path == "" {
		path = f.name
	}
	return path, perm, inPlace
}
