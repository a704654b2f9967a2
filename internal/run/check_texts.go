package run

import (
	"context"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"tarjuma/internal/check"
	"tarjuma/internal/format"
	"tarjuma/internal/news"
)

// plainText is a text as it was read. Mark says that a byte order mark stands before it in UTF-8; encoding is what else it is in, ""
// for UTF-8.
type plainText struct {
	text     string
	mark     bool
	encoding string
}

// utf16Name is what UTF-16 is called. It is no matter of opinion, and so not told as an encoding that was recognized.
const utf16Name = "UTF-16"

// Texts checks the translation of a text into To against its source, and mends it if that is asked for, as File does. What is mended is
// written in UTF-8; in place it is only where it was read in that. Errors are those of File, *news.ReadError and *LanguageError.
func (c *Checking) Texts(ctx context.Context, source, target Source) (Passed, error) {
	f := &checkedFile{Checking: c, name: target.Name}
	words, err := f.readPlain(source)
	if err != nil {
		return f.passed, err
	}
	translated, err := f.readPlain(target)
	if err != nil {
		return f.passed, err
	}
	if _, _, inPlace := f.destination(); c.Fix && inPlace && translated.encoding != "" {
		return f.passed, &CheckError{f.name, 0, NotToBeMended,
			fmt.Errorf("it is in %s, and what is mended is written in UTF-8", translated.encoding)}
	}
	from := c.From
	if from == nil {
		if from, err = c.languages.Detect(words.text); err != nil {
			return f.passed, fmt.Errorf("%s: %w", source.Name, &LanguageError{Err: err})
		}
	}
	p := pair(words.text, translated.text)
	if len(p.sources) == 0 {
		return f.passed, &news.ReadError{Name: source.Name, Problem: news.Empty}
	}
	if !p.fits {
		return f.passed, f.uneven(len(p.sources), len(p.targets))
	}
	return f.passed, f.mending(func() error { return f.texts(ctx, translated, p, c.checks.For(from, c.To[0])) })
}

// texts checks paired texts, and writes the target with what was mended.
func (f *checkedFile) texts(ctx context.Context, target plainText, p pairing, checker *check.Checker) error {
	i := checkItem{checker: checker, wrapped: p.wrapped, file: f.name}
	for n, s := range p.sources {
		t := p.targets[n]
		i.text.Units = append(i.text.Units, check.Unit{ID: fmt.Sprintf("s%d", n+1), Source: s.text, Target: t.text})
		i.places = append(i.places, t.place())
	}
	mended := map[int]string{}
	i.set = func(n int, target string, _ []news.Fix) bool {
		mended[n] = target
		return true
	}
	err := f.inOrder(ctx, func(emit func(*checkBatch) error) error { return emit(&checkBatch{items: []checkItem{i}}) })
	if err != nil || !f.Fix {
		return err
	}
	text := spliced(target.text, p.targets, mended)
	if target.mark {
		text = byteOrderMark + text
	}
	_, err = io.WriteString(f.w, text)
	return err
}

// uneven tells that two texts cannot be paired. Which segment is the one too many would be a guess.
func (f *checkedFile) uneven(sources, targets int) error {
	found := news.Finding{Lang: f.To[0].Code, Check: check.Missing, Severity: news.Error}
	if targets > sources {
		found.Check = "segment.extra"
	}
	segments := "segments"
	if sources == 1 {
		segments = "segment"
	}
	found.Message = fmt.Sprintf("the source has %d %s and the target %d: nothing was compared", sources, segments, targets)
	if f.isAccepted(found) {
		return f.Tell(&Checked{File: f.name, Accepted: 1})
	}
	return f.Tell(&Checked{File: f.name, Found: []format.Found{{Finding: found, File: f.name}}})
}

// readPlain reads a text in any encoding that articles are read in. What is UTF-8 is never refused, whatever characters it is of: these
// are for the checks to find.
func (f *checkedFile) readPlain(source Source) (plainText, error) {
	r, err := openText(source)
	if err != nil {
		return plainText{}, err
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err != nil {
		return plainText{}, err
	}
	text, encoding, err := news.Decode(data, source.Name, "")
	if f.Encoding != "" && (err != nil || encoding != "") && !utf8.Valid(data) {
		text, encoding, err = news.Decode(data, source.Name, f.Encoding)
	}
	switch bare, mark := strings.CutPrefix(string(data), byteOrderMark); {
	case err == nil && encoding != "":
		f.passed.Encodings = append(f.passed.Encodings, Encoding{source.Name, encoding})
	case err == nil && text != bare:
		encoding = utf16Name
	case utf8.Valid(data):
		return plainText{text: bare, mark: mark}, nil
	}
	return plainText{text: text, encoding: encoding}, err
}

// spliced gives a text in which the passages that were mended are replaced.
func spliced(text string, passages []passage, mended map[int]string) string {
	var b strings.Builder
	at := 0
	for n, p := range passages {
		m, is := mended[n]
		if !is {
			continue
		}
		if strings.Contains(text[p.start:p.end], "\r\n") {
			m = strings.ReplaceAll(m, "\n", "\r\n")
		}
		b.WriteString(text[at:p.start] + m)
		at = p.end
	}
	return b.String() + text[at:]
}
