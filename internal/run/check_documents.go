package run

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

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
		documents := newDocumentReader(r)
		for {
			value, line, err := documents.next()
			var broken *jsontext.SyntacticError
			switch {
			case errors.Is(err, io.EOF):
				return nil
			case errors.As(err, &broken):
				err = &CheckError{f.name, line, BrokenDocument, broken.Err}
			case err != nil:
				return f.fault(err)
			}
			b := &checkBatch{}
			if err == nil {
				b, err = f.document(value, line)
			}
			if err != nil {
				if b, err = f.unreadable(err); err != nil {
					return err
				}
			}
			if err := emit(b); err != nil {
				return err
			}
		}
	})
}

// unreadable gives a batch that tells of a document which cannot be read. Where documents are mended that is the end: it would be lost
// when the file is written.
func (f *checkedFile) unreadable(err error) (*checkBatch, error) {
	if f.Fix {
		return nil, err
	}
	return &checkBatch{finish: func() error {
		f.Unreadable(err)
		return nil
	}}, nil
}

// readDocument reads a document strictly: what is not known would be lost when it is written.
func readDocument(value jsontext.Value) (*news.Document, error) {
	var named struct {
		Schema string `json:"schema"`
	}
	switch err := json.Unmarshal(value, &named); {
	case err == nil && named.Schema != news.DocumentSchema && strings.HasPrefix(named.Schema, "tarjuma."):
		return nil, fmt.Errorf("it is %s and no %s", named.Schema, news.DocumentSchema)
	case err != nil || named.Schema != news.DocumentSchema:
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
	for i := range doc.Translations {
		if fault := translationFault(doc, &doc.Translations[i]); fault != nil {
			return nil, fault
		}
	}
	return doc, nil
}

// translationFault says what keeps a translation from being checked: what is found is told by the ids of segments.
func translationFault(doc *news.Document, t *news.Translation) error {
	if t.Of == news.OfBrief && doc.Brief == nil {
		return errors.New("it has the translation of a brief and no brief")
	}
	seen := map[string]bool{}
	for _, p := range t.Pairs {
		switch {
		case p.ID == "":
			return fmt.Errorf("the translation into %s has a segment without an id", t.Lang)
		case seen[p.ID]:
			return fmt.Errorf("the translation into %s has the segment %s twice", t.Lang, p.ID)
		}
		seen[p.ID] = true
	}
	return nil
}

// document gives what is to be checked of a document. The error is a *CheckError.
func (f *checkedFile) document(value jsontext.Value, line int) (*checkBatch, error) {
	doc, err := readDocument(value)
	if err != nil {
		return nil, &CheckError{f.name, line, BrokenDocument, err}
	}
	items, err := f.documentItems(doc, line)
	if err != nil {
		return nil, &CheckError{f.name, line, BrokenDocument, err}
	}
	b := &checkBatch{items: items}
	if f.Fix {
		as := bytes.Clone(value)
		b.finish = func() error { return f.writeDocument(doc, as, b.items) }
	}
	return b, nil
}

// writeDocument writes a document anew, or, where nothing in it was mended, as it stands in the file.
func (f *checkedFile) writeDocument(doc *news.Document, as jsontext.Value, items []checkItem) error {
	if !slices.ContainsFunc(items, checkItem.isMended) {
		_, err := f.w.Write(append(as, '\n'))
		return err
	}
	f.renewFindings(doc, items)
	return format.Write(f.w, "json", doc, f.languages, format.View{Indent: bytes.Contains(as, []byte("\n"))})
}

// documentItems gives the brief of a document and its translations as items, one each: those that are wanted.
func (f *checkedFile) documentItems(doc *news.Document, line int) ([]checkItem, error) {
	var items []checkItem
	if doc.Brief != nil {
		language, err := f.languages.Find(doc.Brief.Lang)
		if err != nil {
			return nil, err
		}
		if f.wants(language) {
			items = append(items, briefItem(f.name, doc, line))
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
			items = append(items, checkItem{checker: f.checks.For(from, to), text: text, file: f.name, article: doc.Article.Name, lang: to.Code,
				places: slices.Repeat([]unitPlace{{line: line}}, len(text.Units)), set: setPair(t)})
		}
	}
	return items, nil
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
