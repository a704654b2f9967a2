package run

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"tarjuma/internal/news"
)

// recordsFolder is where an output folder keeps what it knows of its articles.
const recordsFolder = ".tarjuma"

// RecordSchema names the form of a record, for readers of its JSON.
const RecordSchema = "tarjuma.record/1"

// head is what a record says of an article but for the document itself. It is all that is read where nothing is to do.
type head struct {
	Schema    string    `json:"schema"`
	Article   string    `json:"article"`        // what it was called
	SHA256    string    `json:"article_sha256"` // as it was last read
	From      string    `json:"from"`           // the language it is in
	Given     string    `json:"from_given"`     // the one it was said to be in; "" where it was told from the text
	Brief     *state    `json:"brief,omitempty"`
	Languages []state   `json:"languages"`
	Files     []output  `json:"files"`
	Kept      []keptFor `json:"kept"`
}

// record is what an output folder knows of one article: the document, whole, in all languages that it was ever made in; what each
// part was made from; and every file as it was written. It is written after the files, so it never claims more than there is: a
// file that was put in place later does not have the hash that stands here.
type record struct {
	head
	Document *news.Document `json:"document"`
}

// state is what a brief or a translation was made from, and what is wrong with it.
type state struct {
	Lang     string   `json:"lang"`
	Article  string   `json:"article_sha256"`
	Settings settings `json:"settings"`
	Missing  int      `json:"missing"`  // parts that are not there, for another reason than a refusal
	Refused  int      `json:"refused"`  // parts that are not there because the provider refused
	Human    int      `json:"human"`    // translations by a person
	Findings int      `json:"findings"` // what the checks found
	Targets  []target `json:"targets"`
}

// target is the hash of a translation of a segment.
type target struct {
	ID     string `json:"id"`
	SHA256 string `json:"sha256"`
}

// output is a file as it was written. Langs are the languages in it. Outdated says that what it was made from has been made anew
// since, and this file has not.
type output struct {
	Path     string   `json:"path"` // below the output folder, with slashes
	Langs    []string `json:"langs"`
	SHA256   string   `json:"sha256"`
	Outdated bool     `json:"outdated,omitzero"`
}

// keptFor are a person's translations into a language of texts that the article no longer has.
type keptFor struct {
	Lang  string      `json:"lang"`
	Pairs []news.Pair `json:"pairs"`
}

// recordPath is where the record of a source lies.
func (j *Job) recordPath(s Source) string {
	return filepath.Join(j.Output.Path, recordsFolder, string(j.Verb), filepath.FromSlash(s.place())+".json")
}

// recordError is a record that is there and cannot be read.
type recordError struct {
	path string
	err  error
}

func (e *recordError) Error() string { return fmt.Sprintf("reading the record %s: %v", e.path, e.err) }
func (e *recordError) Unwrap() error { return e.err }

// readHead reads what the record of a source says but for the document; nil where there is none.
func (j *Job) readHead(s Source) (*head, error) {
	var h head
	if found, err := decodeRecord(j.recordPath(s), &h); !found || err != nil {
		return nil, err
	}
	return &h, nil
}

// readWhole reads a whole record, which is there.
func (j *Job) readWhole(s Source) (*record, error) {
	var r record
	found, err := decodeRecord(j.recordPath(s), &r)
	if err == nil && (!found || !r.holdsAll()) {
		err = &recordError{j.recordPath(s), errors.New("it does not hold what it says")}
	}
	return &r, err
}

// holdsAll says whether all that a record tells of is in its document.
func (r *record) holdsAll() bool {
	if r.Document == nil || r.Document.Article == nil || (r.Brief == nil) != (r.Document.Brief == nil) {
		return false
	}
	for _, t := range r.Document.Translations {
		if s := r.state(t.Lang); s == nil || !s.holds(t) {
			return false
		}
	}
	for _, s := range r.Languages {
		if r.translation(s.Lang) == nil {
			return false
		}
	}
	return true
}

// holds says whether a translation is the one that was described.
func (s *state) holds(t news.Translation) bool {
	return slices.EqualFunc(s.Targets, t.Pairs, func(t target, p news.Pair) bool {
		return t.ID == p.ID && t.SHA256 == hash([]byte(p.Target))
	})
}

// decodeRecord reads a record, or the part of it that a value has a place for. It says whether there is one.
func decodeRecord(path string, into any) (found bool, err error) {
	data, err := readOrdinary(path)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		return false, nil
	}
	var schema struct {
		Schema string `json:"schema"`
	}
	if err == nil {
		err = json.Unmarshal(data, &schema)
	}
	if err == nil && schema.Schema != RecordSchema {
		err = fmt.Errorf("it has the form %q and not %q", schema.Schema, RecordSchema)
	}
	if err == nil {
		err = json.Unmarshal(data, into)
	}
	if err != nil {
		return false, &recordError{path, err}
	}
	return true, nil
}

// readOrdinary reads a file, and waits for no pipe.
func readOrdinary(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("it is no ordinary file")
	}
	return os.ReadFile(path)
}

// writeRecord puts a record in its place, if it says anything new.
func (j *Job) writeRecord(s Source, r *record) error {
	r.Schema = RecordSchema
	data, err := json.Marshal(r, jsontext.WithIndent("  "))
	if err != nil {
		return err
	}
	data = append(data, '\n')
	path := j.recordPath(s)
	if old, err := readOrdinary(path); err == nil && bytes.Equal(old, data) {
		return nil
	}
	return j.put(path, data)
}

// state gives what the record says of a language; nil where it says nothing.
func (h *head) state(code string) *state {
	if h == nil {
		return nil
	}
	for i := range h.Languages {
		if h.Languages[i].Lang == code {
			return &h.Languages[i]
		}
	}
	return nil
}

// output gives what the record says of a file below the output folder; nil where it says nothing.
func (h *head) output(path string) *output {
	if h == nil {
		return nil
	}
	for i := range h.Files {
		if h.Files[i].Path == path {
			return &h.Files[i]
		}
	}
	return nil
}

// translation gives the document's translation into a language; nil where there is none.
func (r *record) translation(code string) *news.Translation {
	if r == nil {
		return nil
	}
	for i := range r.Document.Translations {
		if r.Document.Translations[i].Lang == code {
			return &r.Document.Translations[i]
		}
	}
	return nil
}

// kept gives the translations by a person that are kept for a language.
func (r *record) kept(code string) []news.Pair {
	if r == nil {
		return nil
	}
	for _, k := range r.Kept {
		if k.Lang == code {
			return k.Pairs
		}
	}
	return nil
}
