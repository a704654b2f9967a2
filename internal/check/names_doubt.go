package check

import (
	"slices"
	"strings"
)

// thirds measure how sure a counterpart is, by what it may cost: one that costs more than one third is weak, and shows nothing of how the
// name is written; of one that costs more than two it is doubted that it is one.
const thirds = 3

// doubtWeak looks at weak counterparts again, and at names without one, where the document shows how the name is written: it must stand
// there in that way, be it as a part of a word or with a slip of the pen.
func doubtWeak(d *document, readings []*listener) {
	forms := map[string][]string{} // of those that it is asked of
	for _, l := range readings {
		for k := range l.names {
			if name := &l.names[k]; !name.found || name.weak {
				forms[name.key] = nil
			}
		}
	}
	eachForm(d, readings, func(name, form string) {
		if known, asked := forms[name]; asked {
			forms[name] = append(known, form)
		}
	})
	for i, l := range readings {
		for k := range l.names {
			name, target := &l.names[k], &d.pairs[i].target
			known := forms[name.key]
			switch {
			case len(known) == 0:
			case !name.found:
				name.doubted = name.doubted || hasSlip(target, known)
			case name.weak && (name.heardTo == 0 || thirds*name.cost > 2*name.limit):
				name.found = holdsOne(target, known) || hasSlip(target, known)
			}
		}
	}
}

// eachForm calls with each word that surely stands for a name.
func eachForm(d *document, readings []*listener, take func(name, form string)) {
	for i, l := range readings {
		for k := range l.names {
			if name := &l.names[k]; name.found && !name.weak && name.heardTo == name.heardFrom+1 {
				take(name.key, d.pairs[i].target.words[name.heardFrom].key)
			}
		}
	}
}

// strangers tells, when it is first asked, which names the words of a document's targets surely stand for.
type strangers struct {
	document *document
	readings []*listener
	meant    map[string][]string
}

// in tells whether a target has a word that surely stands for a name which its source does not have.
func (s *strangers) in(p *pair) bool {
	if s.meant == nil {
		s.meant = map[string][]string{}
		eachForm(s.document, s.readings, func(name, form string) { s.meant[form] = append(s.meant[form], name) })
	}
	for i := range p.target.words {
		names := s.meant[p.target.words[i].key]
		if len(names) > 0 && !slices.ContainsFunc(names, func(name string) bool { return hasName(&p.source, name) }) {
			return true
		}
	}
	return false
}

func hasName(t *text, key string) bool {
	return slices.ContainsFunc(t.words, func(w token) bool { return withoutPossessive(w.key) == key })
}

// holdsOne tells whether one of some words stands in a text, perhaps as a part of another word.
func holdsOne(t *text, forms []string) bool {
	for _, form := range forms {
		for i := range t.words {
			if strings.Contains(t.words[i].key, form) {
				return true
			}
		}
	}
	return false
}

// leastSlip is how many letters the longer of two words has at least that are one but for a slip of the pen; one is in three letters at most.
const leastSlip = 4

// hasSlip tells whether a text has a word that is one of some others but for a slip of the pen.
func hasSlip(t *text, forms []string) bool {
	for i := range t.words {
		word := []rune(t.words[i].key)
		for _, form := range forms {
			form := []rune(form)
			if length := max(len(word), len(form)); length >= leastSlip && 3*distance(word, form) <= length {
				return true
			}
		}
	}
	return false
}
