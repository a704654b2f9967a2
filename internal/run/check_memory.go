package run

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"tarjuma/internal/check"
	"tarjuma/internal/format"
	"tarjuma/internal/lang"
	"tarjuma/internal/news"
)

// unitsAtATime is how many units of a translation memory a worker takes at a time: enough that handing them over costs nothing.
const unitsAtATime = 64

// memoryReader checks a translation memory.
type memoryReader struct {
	*checkedFile
	tmx    *format.TMX
	out    io.WriteCloser
	known  map[string]*lang.Language // by xml:lang; nil: not one of ours
	passed Passed
}

// memory checks a translation memory, unit by unit: each stands alone.
func (f *checkedFile) memory(ctx context.Context, r *bufio.Reader) error {
	m := &memoryReader{checkedFile: f, tmx: format.OpenTMX(r), known: map[string]*lang.Language{}, passed: Passed{Unchecked: map[string]int{}}}
	m.out = m.tmx.Writer(f.w)
	if err := f.inOrder(ctx, m.read); err != nil {
		return err
	}
	f.passed = m.passed
	if !f.Fix {
		return nil
	}
	_, err := io.WriteString(m.out, m.tmx.Rest())
	return errors.Join(err, m.out.Close())
}

// read hands the units over in batches.
func (m *memoryReader) read(emit func(*checkBatch) error) error {
	for {
		units := make([]*format.TMXUnit, 0, unitsAtATime)
		b := &checkBatch{items: make([]checkItem, 0, unitsAtATime)}
		var err error
		for len(units) < unitsAtATime && err == nil {
			var u *format.TMXUnit
			if u, err = m.tmx.Next(); err == nil {
				units = append(units, u)
				err = m.unit(b, u)
			}
		}
		if m.Fix {
			b.finish = func() error { return m.write(units) }
		}
		if failed := emit(b); failed != nil {
			return failed
		}
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return m.memoryFault(err)
		}
	}
}

// memoryFault puts the file's name before what is wrong with it.
func (m *memoryReader) memoryFault(err error) error {
	var broken *format.TMXError
	var known *CheckError
	switch {
	case errors.As(err, &broken):
		return &CheckError{m.name, broken.Line, BrokenMemory, errors.New(broken.Problem)}
	case errors.As(err, &known):
		return err
	}
	return m.fault(err)
}

// unit adds an item for each text of a unit that is to be checked against its source.
func (m *memoryReader) unit(b *checkBatch, u *format.TMXUnit) error {
	source, from, err := m.source(u)
	if err != nil {
		return err
	}
	for n := range u.Variants {
		v := &u.Variants[n]
		to, err := m.language(v.Lang)
		switch {
		case err != nil:
			return fmt.Errorf("line %d: %w", v.Line, err)
		case n == source, to != nil && !m.wants(to):
			continue
		case to == nil:
			m.passed.Unchecked[v.Lang]++
			continue
		case source < 0:
			continue
		}
		b.items = append(b.items, checkItem{
			checker: m.checks.For(from, to),
			text:    check.Text{Alone: true, Units: []check.Unit{{ID: u.ID, Source: u.Variants[source].Text, Target: v.Text, Accepted: u.Accepted}}},
			file:    m.name, places: []unitPlace{{line: v.Line}},
			set: func(_ int, target string, _ []news.Fix) bool { return u.Set(n, target) },
		})
	}
	if source < 0 {
		m.passed.Sourceless++
	}
	return nil
}

// source gives which text of a unit is its source, -1 where none is, and its language.
func (m *memoryReader) source(u *format.TMXUnit) (int, *lang.Language, error) {
	from := m.From
	if from == nil {
		if u.SourceLang == "*all*" || u.SourceLang == "" {
			return 0, nil, &CheckError{m.name, u.Line, NoSourceNamed, errors.New("which language is the source is not said")}
		}
		var err error
		if from, err = m.language(u.SourceLang); err != nil {
			return 0, nil, fmt.Errorf("line %d: srclang: %w", u.Line, err)
		}
	}
	for n := range u.Variants {
		if from == nil {
			break
		}
		l, err := m.language(u.Variants[n].Lang)
		if err == nil && l == from {
			return n, from, nil
		}
	}
	return -1, from, nil
}

// language gives the language of an xml:lang, nil where it is none of ours. What is refused by name is refused here, unless To says
// which texts are meant.
func (m *memoryReader) language(tag string) (*lang.Language, error) {
	if l, seen := m.known[tag]; seen {
		return l, nil
	}
	l, err := m.languages.Find(tag)
	var unknown *lang.UnknownError
	if primary, _, regional := strings.Cut(strings.ReplaceAll(tag, "_", "-"), "-"); errors.As(err, &unknown) && regional {
		l, err = m.languages.Find(primary)
	}
	if err != nil && !errors.As(err, &unknown) && m.To == nil {
		return nil, err
	}
	m.known[tag] = l
	return l, nil
}

// write writes units, mended or as they were.
func (m *memoryReader) write(units []*format.TMXUnit) error {
	for _, u := range units {
		if _, err := io.WriteString(m.out, u.Bytes()); err != nil {
			return err
		}
	}
	return nil
}
