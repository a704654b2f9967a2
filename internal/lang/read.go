package lang

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
	"golang.org/x/text/unicode/norm"
)

// source is one data file while it is read. The nodes of the YAML parser are walked by hand instead of being
// decoded into a struct: every fault then has its line, none ends the reading, and it takes half the time.
type source struct {
	path   string
	faults []error
}

// fault notes what is wrong at a line of the file; line 0 stands for the file as a whole.
func (f *source) fault(line int, format string, args ...any) {
	where := f.path
	if line > 0 {
		where += ":" + strconv.Itoa(line)
	}
	f.faults = append(f.faults, fmt.Errorf("%s: %s", where, fmt.Sprintf(format, args...)))
}

// root parses the file into its one mapping.
func (f *source) root(text []byte) *yaml.Node {
	if !utf8.Valid(text) {
		f.fault(0, "not UTF-8")
		return nil
	}
	f.signs(text)
	var document yaml.Node
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	if err := decoder.Decode(&document); err != nil {
		f.fault(0, "%s", strings.TrimPrefix(err.Error(), "yaml: "))
		return nil
	}
	if err := decoder.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		f.fault(0, "more than one YAML document")
	}
	return document.Content[0]
}

// signs refuses text that would not equal what it is compared with, and signs that a reader of the file cannot see.
func (f *source) signs(text []byte) {
	if norm.NFC.IsNormal(text) && !bytes.ContainsFunc(text, turnsDirection) {
		return
	}
	for i, line := range bytes.Split(text, []byte("\n")) {
		if !norm.NFC.IsNormal(line) {
			f.fault(i+1, "not in NFC")
		}
		if at := bytes.IndexFunc(line, turnsDirection); at >= 0 {
			r, _ := utf8.DecodeRune(line[at:])
			f.fault(i+1, "invisible sign %U", r)
		}
	}
}

// turnsDirection tells the marks, embeddings, overrides and isolates of the Unicode bidirectional algorithm.
func turnsDirection(r rune) bool {
	switch {
	case r == 0x061C, r == 0x200E, r == 0x200F, 0x202A <= r && r <= 0x202E, 0x2066 <= r && r <= 0x2069, r == 0xFEFF:
		return true
	}
	return false
}

// table is a mapping whose keys are all known.
type table struct {
	file   *source
	line   int
	values map[string]*yaml.Node
}

// table reads a mapping that has exactly these keys; a key that ends in "?" may be missing.
func (f *source) table(node *yaml.Node, keys ...string) table {
	t := table{file: f, values: map[string]*yaml.Node{}}
	if node == nil {
		return t
	}
	t.line = node.Line
	if node.Kind != yaml.MappingNode {
		f.fault(node.Line, "not a list of keys and values")
		return t
	}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		switch {
		case !slices.Contains(keys, key.Value) && !slices.Contains(keys, key.Value+"?"):
			f.fault(key.Line, "unknown key %q", key.Value)
		case t.values[key.Value] != nil:
			f.fault(key.Line, "key %q stands twice", key.Value)
		default:
			t.values[key.Value] = value
		}
	}
	for _, key := range keys {
		if t.values[key] == nil && !strings.HasSuffix(key, "?") {
			f.fault(t.line, "no key %q", key)
		}
	}
	return t
}

// sub reads the mapping under a key.
func (t table) sub(key string, keys ...string) table {
	if t.values[key] == nil {
		return table{file: t.file, values: map[string]*yaml.Node{}}
	}
	return t.file.table(t.values[key], keys...)
}

// text reads a text that is not empty.
func (t table) text(key string) string {
	node := t.values[key]
	if node == nil {
		return ""
	}
	if node.Kind != yaml.ScalarNode || node.Tag != "!!str" {
		t.file.fault(node.Line, "%s: not a text (a number stands in quotes)", key)
		return ""
	}
	if strings.TrimSpace(node.Value) == "" {
		t.file.fault(node.Line, "%s: empty", key)
	}
	return strings.TrimSpace(node.Value)
}

// numbered gives the lines of a text, each with its line in the file.
func (t table) numbered(key string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		text := t.text(key)
		if text == "" {
			return
		}
		at := t.values[key].Line
		if t.values[key].Style == yaml.LiteralStyle {
			at++ // the text begins below its key
		}
		for line := range strings.SplitSeq(text, "\n") {
			if !yield(at, line) {
				return
			}
			at++
		}
	}
}

// words reads words between white space, none of them twice.
func (t table) words(key string) []string {
	var words []string
	seen := map[string]bool{}
	for at, line := range t.numbered(key) {
		for word := range strings.FieldsSeq(line) {
			if seen[word] {
				t.file.fault(at, "%s: %q stands twice", key, word)
			}
			seen[word] = true
			words = append(words, word)
		}
	}
	return words
}

// mark reads a text of one character.
func (t table) mark(key string) string {
	text := t.text(key)
	if text != "" && utf8.RuneCountInString(text) != 1 {
		t.file.fault(t.values[key].Line, "%s: %q is not one character", key, text)
	}
	return text
}

// lines reads lines, none of them empty.
func (t table) lines(key string) []string {
	var lines []string
	for at, line := range t.numbered(key) {
		if strings.TrimSpace(line) != line || line == "" {
			t.file.fault(at, "%s: empty line, or white space at its ends", key)
		}
		lines = append(lines, line)
	}
	return lines
}

// rows reads lines of words, exactly count of them.
func (t table) rows(key string, count int) [][]string {
	if t.values[key] == nil {
		return nil
	}
	var rows [][]string
	for _, line := range t.lines(key) {
		rows = append(rows, strings.Fields(line))
	}
	if len(rows) != count {
		t.file.fault(t.values[key].Line, "%s: %d lines instead of %d", key, len(rows), count)
	}
	return rows
}

// number reads a number above zero.
func (t table) number(key string) float64 {
	node := t.values[key]
	if node == nil {
		return 0
	}
	value, err := strconv.ParseFloat(node.Value, 64)
	if node.Kind != yaml.ScalarNode || err != nil || value <= 0 {
		t.file.fault(node.Line, "%s: not a number above zero", key)
		return 0
	}
	return value
}

// valued reads words with their values: each number is that of the words after it.
func valued[N int | int64 | float64](t table, key string) map[string]N {
	words := map[string]N{}
	value, given := N(0), false
	for at, line := range t.numbered(key) {
		for field := range strings.FieldsSeq(line) {
			if number, err := strconv.ParseFloat(field, 64); err == nil {
				if value, given = N(number), true; float64(value) != number || number < 0 {
					t.file.fault(at, "%s: no word can be worth %s here", key, field)
				}
				continue
			}
			if _, twice := words[field]; twice {
				t.file.fault(at, "%s: %q stands twice", key, field)
			}
			if !given {
				t.file.fault(at, "%s: %q has no value before it", key, field)
			}
			words[field] = value
		}
	}
	return words
}
