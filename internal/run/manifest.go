package run

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"tarjuma/internal/lang"
	"tarjuma/prompts"
)

// ManifestError is a line of a list of articles that cannot be used.
type ManifestError struct {
	Path string
	Line int
	Err  error
}

func (e *ManifestError) Error() string { return fmt.Sprintf("%s:%d: %v", e.Path, e.Line, e.Err) }
func (e *ManifestError) Unwrap() error { return e.Err }

// ManifestColumns are what a list of articles may say of each: where it lies, from the list; the languages and prompts it is wanted
// with, divided by commas, semicolons or spaces; and how many words its brief is to have.
func ManifestColumns() []string { return []string{"path", "languages", "prompt", "words"} }

// row is one article of a list.
type row struct {
	line      int
	Path      string
	Languages []string
	Prompt    []string
	Words     int
}

// Manifest reads a list of articles: JSON Lines where its name ends in .jsonl, else CSV with a header. Languages and prompts are
// those that may be named. The error is a *ManifestError that names the line, or the reader's own.
func Manifest(name string, r io.Reader, languages *lang.Languages, set *prompts.Set) ([]Source, error) {
	read := readCSV
	if strings.EqualFold(filepath.Ext(name), ".jsonl") {
		read = readLines
	}
	rows, err := read(r)
	var fault *ManifestError
	if errors.As(err, &fault) {
		fault.Path = name
	}
	if err != nil {
		return nil, err
	}
	var sources []Source
	seen := map[string]int{} // by absolute paths
	for _, row := range rows {
		source, err := row.source(name, languages, set)
		path := source.Name
		if err == nil {
			path, err = filepath.Abs(path)
		}
		if line := seen[path]; err == nil && line > 0 {
			err = fmt.Errorf("%s stands in line %d already", row.Path, line)
		}
		if err != nil {
			return nil, &ManifestError{name, row.line, err}
		}
		seen[path] = row.line
		sources = append(sources, source)
	}
	return sources, nil
}

// byteOrderMark begins what spreadsheets save as UTF-8.
const byteOrderMark = "\ufeff"

// readCSV reads a list in CSV (RFC 4180).
func readCSV(r io.Reader) ([]row, error) {
	buffered := bufio.NewReader(r)
	if mark, err := buffered.Peek(len(byteOrderMark)); err == nil && string(mark) == byteOrderMark {
		_, _ = buffered.Discard(len(byteOrderMark)) // it was just seen
	}
	lines := csv.NewReader(buffered)
	header, err := lines.Read()
	if errors.Is(err, io.EOF) {
		return nil, &ManifestError{Line: 1, Err: errors.New("there is no header")}
	}
	if err != nil {
		return nil, lineOf(err)
	}
	if err := checkHeader(header); err != nil {
		return nil, &ManifestError{Line: 1, Err: err}
	}
	var rows []row
	for {
		record, err := lines.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, lineOf(err)
		}
		line, _ := lines.FieldPos(0)
		r := row{line: line}
		for i, column := range header {
			if err := r.set(strings.TrimSpace(column), strings.TrimSpace(record[i])); err != nil {
				return nil, &ManifestError{Line: line, Err: err}
			}
		}
		rows = append(rows, r)
	}
}

// checkHeader refuses a column that is not known, and one that stands there twice.
func checkHeader(header []string) error {
	var seen []string
	for _, column := range header {
		column = strings.TrimSpace(column)
		if strings.ContainsAny(column, ";\t") { // as spreadsheets write it in many countries
			return errors.New("the columns are not divided by commas")
		}
		if !slices.Contains(ManifestColumns(), column) {
			return noColumn([]string{column})
		}
		if slices.Contains(seen, column) {
			return fmt.Errorf("the column %s stands there twice", column)
		}
		seen = append(seen, column)
	}
	if !slices.Contains(seen, "path") {
		return errors.New("there is no column path")
	}
	return nil
}

// noColumn refuses the first of some names that are no columns; nil for none.
func noColumn(names []string) error {
	if len(names) == 0 {
		return nil
	}
	return fmt.Errorf("%q is no column: they are %s", names[0], strings.Join(ManifestColumns(), ", "))
}

// lineOf gives a fault of the CSV reader as one of a line.
func lineOf(err error) error {
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		return &ManifestError{Line: parse.Line, Err: parse.Err}
	}
	return err
}

func (r *row) set(column, value string) error {
	switch column {
	case "path":
		r.Path = value
	case "languages":
		r.Languages = listed(value)
	case "prompt":
		r.Prompt = listed(value)
	case "words":
		if value == "" {
			return nil
		}
		n, err := strconv.Atoi(value)
		if err != nil {
			return fmt.Errorf("words: %q is no number", value)
		}
		r.Words = n
	}
	return nil
}

// listed cuts a list at commas, semicolons and spaces.
func listed(value string) []string {
	return strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ';' || r == ' ' })
}

// readLines reads a list in JSON Lines.
func readLines(r io.Reader) ([]row, error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	var rows []row
	for n := 1; lines.Scan(); n++ {
		line := bytes.TrimSpace(bytes.TrimPrefix(lines.Bytes(), []byte(byteOrderMark)))
		if len(line) == 0 {
			continue
		}
		var entry struct {
			Path      string `json:"path"`
			Languages list   `json:"languages"`
			Prompt    list   `json:"prompt"`
			Words     int    `json:"words"`
		}
		var members map[string]jsontext.Value
		err := json.Unmarshal(line, &members)
		if err == nil {
			err = noColumn(slices.DeleteFunc(slices.Sorted(maps.Keys(members)), func(name string) bool {
				return slices.Contains(ManifestColumns(), name)
			}))
		}
		if err == nil {
			err = json.Unmarshal(line, &entry)
		}
		if err != nil {
			return nil, &ManifestError{Line: n, Err: err}
		}
		rows = append(rows, row{n, entry.Path, entry.Languages, entry.Prompt, entry.Words})
	}
	return rows, lines.Err()
}

// list is a JSON array of strings, or one string that is cut as in CSV.
type list []string

// UnmarshalJSON takes both.
func (l *list) UnmarshalJSON(data []byte) error {
	var one string
	if err := json.Unmarshal(data, &one); err == nil {
		*l = listed(one)
		return nil
	}
	return json.Unmarshal(data, (*[]string)(l))
}

// The bounds of a brief's length in words are those of the flag.
const (
	fewestWords = 20
	mostWords   = 1000
)

// source is the article of a row.
func (r row) source(manifest string, languages *lang.Languages, set *prompts.Set) (Source, error) {
	switch r.Path {
	case "":
		return Source{}, errors.New("the path is empty")
	case "-":
		return Source{}, errors.New("standard input cannot stand in a list")
	}
	if r.Words != 0 && (r.Words < fewestWords || r.Words > mostWords) {
		return Source{}, fmt.Errorf("words: %d is not from %d to %d", r.Words, fewestWords, mostWords)
	}
	name, place := filepath.FromSlash(r.Path), ""
	if !filepath.IsAbs(name) {
		name = filepath.Join(filepath.Dir(manifest), name)
	}
	if filepath.IsLocal(filepath.FromSlash(r.Path)) { // else it lies beside the list, and its results under its own name
		place = path.Clean(filepath.ToSlash(r.Path))
	}
	wishes := &Wishes{Words: r.Words}
	s := Source{Name: name, Place: place, Wishes: wishes}
	for _, name := range r.Languages {
		l, err := languages.Find(name)
		if err != nil {
			return s, err
		}
		if !slices.Contains(wishes.To, l) {
			wishes.To = append(wishes.To, l)
		}
	}
	for _, id := range r.Prompt {
		p, err := set.Find(id)
		if err != nil {
			return s, err
		}
		if slices.ContainsFunc(wishes.Prompts, func(q *prompts.Prompt) bool { return q.Task == p.Task }) {
			return s, fmt.Errorf("two prompts for %s", p.Task)
		}
		wishes.Prompts = append(wishes.Prompts, p)
	}
	return s, nil
}
