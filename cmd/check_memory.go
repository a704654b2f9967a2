package cmd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
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
	checking  *checking
	in        *checkInput
	tmx       *format.TMX
	out       io.WriteCloser
	known     map[string]*lang.Language // by xml:lang; nil: not one of ours
	unchecked map[string]int            // texts by xml:lang that were passed over
	sourcless int                       // units without a source in a language of ours
}

// memory checks a translation memory, unit by unit: each stands alone.
func (c *checking) memory(ctx context.Context, in *checkInput) error {
	m := &memoryReader{checking: c, in: in, tmx: format.OpenTMX(in.r), known: map[string]*lang.Language{}, unchecked: map[string]int{}}
	m.out = m.tmx.Writer(in.w)
	if err := c.inOrder(ctx, m.read); err != nil {
		return err
	}
	for _, tag := range slices.Sorted(maps.Keys(m.unchecked)) {
		c.app.say("note", "%s: %s in %q not checked", in.name, count(m.unchecked[tag], "text"), tag)
	}
	if m.sourcless > 0 {
		c.app.say("warning", "%s: %s without a source text that can be checked against", in.name, count(m.sourcless, "unit"))
	}
	if !c.options.fix {
		return nil
	}
	_, err := io.WriteString(m.out, m.tmx.Rest())
	return errors.Join(err, m.out.Close())
}

// read hands the units over in batches.
func (m *memoryReader) read(emit func(*batch) error) error {
	for {
		units := make([]*format.TMXUnit, 0, unitsAtATime)
		b := &batch{items: make([]item, 0, unitsAtATime)}
		var err error
		for len(units) < unitsAtATime && err == nil {
			var u *format.TMXUnit
			if u, err = m.tmx.Next(); err == nil {
				units = append(units, u)
				err = m.unit(b, u)
			}
		}
		if m.checking.options.fix {
			b.finish = func() error { return m.write(units) }
		}
		if failed := emit(b); failed != nil {
			return failed
		}
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return m.fault(err)
		}
	}
}

// fault puts the file's name before what is wrong with it.
func (m *memoryReader) fault(err error) error {
	var broken *format.TMXError
	if errors.As(err, &broken) {
		return &checkError{m.in.name, broken.Error(), "mend the file there, or write it anew with the tool it comes from"}
	}
	return readFault(m.in.name, err)
}

// unit adds an item for each text of a unit that is to be checked against its source.
func (m *memoryReader) unit(b *batch, u *format.TMXUnit) error {
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
		case n == source, to != nil && !m.checking.wants(to):
			continue
		case to == nil:
			m.unchecked[v.Lang]++
			continue
		case source < 0:
			continue
		}
		b.items = append(b.items, item{
			checker: m.checking.checks.For(from, to),
			text:    check.Text{Alone: true, Units: []check.Unit{{ID: u.ID, Source: u.Variants[source].Text, Target: v.Text, Accepted: u.Accepted}}},
			file:    m.in.name, places: []place{{line: v.Line}},
			set: func(_ int, target string, _ []news.Fix) bool { return u.Set(n, target) },
		})
	}
	if source < 0 {
		m.sourcless++
	}
	return nil
}

// source gives which text of a unit is its source, -1 where none is, and its language.
func (m *memoryReader) source(u *format.TMXUnit) (int, *lang.Language, error) {
	from := m.checking.from
	if from == nil {
		if u.SourceLang == "*all*" || u.SourceLang == "" {
			return 0, nil, &usageError{fmt.Errorf("line %d: which language is the source is not said", u.Line), "name it, such as --from en"}
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

// language gives the language of an xml:lang, nil where it is none of ours. What is refused by name is refused here, unless --to says
// which texts are meant.
func (m *memoryReader) language(tag string) (*lang.Language, error) {
	if l, seen := m.known[tag]; seen {
		return l, nil
	}
	l, err := m.checking.languages.Find(tag)
	var unknown *lang.UnknownError
	if primary, _, regional := strings.Cut(strings.ReplaceAll(tag, "_", "-"), "-"); errors.As(err, &unknown) && regional {
		l, err = m.checking.languages.Find(primary)
	}
	if err != nil && !errors.As(err, &unknown) && m.checking.to == nil {
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
