package cmd

import (
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
	"tarjuma/internal/lang"
	"tarjuma/internal/news"
)

// documents checks tarjuma's documents, one behind the other, however many there are.
func (c *checking) documents(ctx context.Context, in *checkInput) error {
	if first, _ := in.r.Peek(len(byteOrderMark)); string(first) == byteOrderMark {
		if _, err := in.r.Discard(len(byteOrderMark)); err != nil {
			return err
		}
	}
	return c.inOrder(ctx, func(emit func(*batch) error) error {
		lines := &lineCounter{r: in.r}
		decoder := jsontext.NewDecoder(lines)
		for {
			value, err := decoder.ReadValue()
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				return documentFault(in.name, lines, err)
			}
			line := lines.at(decoder.InputOffset() - int64(len(value)))
			b, err := c.documentBatch(in, value, line)
			if err != nil {
				return err
			}
			if err := emit(b); err != nil {
				return err
			}
		}
	})
}

// documentFault says where a file is no JSON, or that it cannot be read.
func documentFault(name string, lines *lineCounter, err error) error {
	var fault *jsontext.SyntacticError
	if errors.As(err, &fault) {
		return notADocument(name, lines.at(fault.ByteOffset), fault.Err)
	}
	return readFault(name, err)
}

func notADocument(name string, line int, err error) error {
	return &checkError{name, fmt.Sprintf("line %d: %v", line, err), "a document is what summarize and translate write with --format json"}
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

// documentBatch gives the brief of a document and its translations as items, one each: those that are wanted.
func (c *checking) documentBatch(in *checkInput, value jsontext.Value, line int) (*batch, error) {
	doc, err := readDocument(value)
	if err != nil {
		return nil, notADocument(in.name, line, err)
	}
	b := &batch{}
	if doc.Brief != nil {
		language, err := c.languages.Find(doc.Brief.Lang)
		if err != nil {
			return nil, notADocument(in.name, line, err)
		}
		if c.wants(language) {
			b.items = append(b.items, briefItem(in.name, doc, line))
		}
	}
	for i := range doc.Translations {
		t := &doc.Translations[i]
		code := doc.Article.Lang
		if t.Of == news.OfBrief {
			code = doc.Brief.Lang
		}
		from, err := c.languages.Find(code)
		if err != nil {
			return nil, notADocument(in.name, line, err)
		}
		to, err := c.languages.Find(t.Lang)
		if err != nil {
			return nil, notADocument(in.name, line, err)
		}
		if c.wants(to) {
			text := check.TextOf(t)
			b.items = append(b.items, item{checker: c.checks.For(from, to), text: text, file: in.name, article: doc.Article.Name,
				places: slices.Repeat([]place{{line: line}}, len(text.Units)), set: setPair(t)})
		}
	}
	if c.options.fix {
		view := format.View{Indent: bytes.Contains(value, []byte("\n"))}
		b.finish = func() error { return format.Write(in.w, "json", doc, c.languages, view) }
	}
	return b, nil
}

// briefItem gives the brief of a document as an item: its sentences, which have no source but the article.
func briefItem(file string, doc *news.Document, line int) item {
	i := item{brief: doc, file: file, article: doc.Article.Name}
	for _, s := range doc.Brief.Sentences() {
		i.text.Units = append(i.text.Units, check.Unit{ID: s.ID, Target: s.Text})
		i.places = append(i.places, place{line: line})
	}
	return i
}

// wants tells whether a language is one to check: all are, if --to names none.
func (c *checking) wants(l *lang.Language) bool { return c.to == nil || slices.Contains(c.to, l) }

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
