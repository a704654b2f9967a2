package run

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"tarjuma/internal/check"
	"tarjuma/internal/format"
	"tarjuma/internal/news"
)

// documents checks tarjuma's documents, one behind the other, however many there are.
func (f *checkedFile) documents(ctx context.Context, r *bufio.Reader) error {
	if first, _ := r.Peek(len(byteOrderMark)); string(first) == byteOrderMark {
		if _, err := r.Discard(len(byteOrderMark)); err != nil {
			return err
		}
	}
	return f.inOrder(ctx, func(emit func(*checkBatch) error) error {
		lines := &lineCounter{r: r}
		decoder := jsontext.NewDecoder(lines)
		for {
			value, err := decoder.ReadValue()
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				return f.documentFault(lines, err)
			}
			line := lines.at(decoder.InputOffset() - int64(len(value)))
			b, err := f.document(value, line)
			if err != nil {
				return &CheckError{f.name, line, BrokenDocument, err}
			}
			if err := emit(b); err != nil {
				return err
			}
		}
	})
}

// documentFault says where a file is no JSON, or that it cannot be read.
func (f *checkedFile) documentFault(lines *lineCounter, err error) error {
	var fault *jsontext.SyntacticError
	if errors.As(err, &fault) {
		return &CheckError{f.name, lines.at(fault.ByteOffset), BrokenDocument, fault.Err}
	}
	return f.fault(err)
}

// readDocument reads a document strictly: what is not known would be lost when it is written.
func readDocument(value jsontext.Value) (*news.Document, error) {
	var named struct {
		Schema string `json:"schema"`
	}
	if err := json.Unmarshal(value, &named); err != nil || named.Schema != news.DocumentSchema {
		return nil, errors.New("it is no " + news.DocumentSchema)
	}
	doc := &news.Document{}
	err := json.Unmarshal(value, doc, json.RejectUnknownMembers(true))
	var fault *json.SemanticError
	switch {
	case errors.As(err, &fault) && fault.Err != nil:
		return nil, fmt.Errorf("%s: %w", fault.JSONPointer, fault.Err)
	case fault != nil:
		return nil, fmt.Errorf("%s: not what a document has there", fault.JSONPointer)
	case err != nil:
		return nil, err
	}
	if doc.Article == nil {
		return nil, errors.New("it has no article")
	}
	for _, t := range doc.Translations {
		if t.Of == news.OfBrief && doc.Brief == nil {
			return nil, errors.New("it has the translation of a brief and no brief")
		}
	}
	return doc, nil
}

// document gives the brief of a document and its translations as items, one each: those that are wanted.
func (f *checkedFile) document(value jsontext.Value, line int) (*checkBatch, error) {
	doc, err := readDocument(value)
	if err != nil {
		return nil, err
	}
	b := &checkBatch{}
	if doc.Brief != nil {
		language, err := f.languages.Find(doc.Brief.Lang)
		if err != nil {
			return nil, err
		}
		if f.wants(language) {
			b.items = append(b.items, briefItem(f.name, doc, line))
		}
	}
	for i := range doc.Translations {
		t := &doc.Translations[i]
		code := doc.Article.Lang
		if t.Of == news.OfBrief {
			code = doc.Brief.Lang
		}
		from, err := f.languages.Find(code)
		if err != nil {
			return nil, err
		}
		to, err := f.languages.Find(t.Lang)
		if err != nil {
			return nil, err
		}
		if f.wants(to) {
			text := check.TextOf(t)
			b.items = append(b.items, checkItem{checker: f.checks.For(from, to), text: text, file: f.name, article: doc.Article.Name,
				lang: to.Code, places: slices.Repeat([]unitPlace{{line: line}}, len(text.Units)), set: setPair(t)})
		}
	}
	if f.Fix {
		view := format.View{Indent: bytes.Contains(value, []byte("\n"))}
		b.finish = func() error {
			f.renewFindings(doc, b.items)
			return format.Write(f.w, "json", doc, f.languages, view)
		}
	}
	return b, nil
}

// briefItem gives the brief of a document as an item: its sentences, which have no source but the article.
func briefItem(file string, doc *news.Document, line int) checkItem {
	i := checkItem{brief: doc, file: file, article: doc.Article.Name}
	for _, s := range doc.Brief.Sentences() {
		i.text.Units = append(i.text.Units, check.Unit{ID: s.ID, Target: s.Text})
		i.places = append(i.places, unitPlace{line: line})
	}
	return i
}

// setPair puts mended targets into a translation, with what was mended.
func setPair(t *news.Translation) func(int, string, []news.Fix) bool {
	return func(unit int, target string, fixes []news.Fix) bool {
		p := &t.Pairs[unit]
		p.Target, p.Fixes = target, append(p.Fixes, fixes...)
		return true
	}
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

// at gives the line of a byte, from 1. Bytes are asked for in order.
func (l *lineCounter) at(offset int64) int {
	for len(l.ends) > 0 && l.ends[0] < offset {
		l.ends = l.ends[1:]
		l.passed++
	}
	return l.passed + 1
}
