package check

import (
	"slices"
	"strings"
)

// halfSpaces finds the three ways to write می before a verb mixed in one document, and holds a text to the one that the settings ask for.
func halfSpaces() check {
	return check{
		rules: []Rule{
			{ID: "fa.halfspace_mixed", Severity: "info", Languages: []string{"prs"},
				Catches: "A document writes می and its verb in several ways: together, apart, with a zero-width non-joiner. Each is right in Dari.", Example: "“میکند” here, “می کند” there"},
			{ID: "fa.zwnj", Severity: "warning", Languages: []string{"prs"}, Safe: true,
				Catches: "A zero-width non-joiner where the settings want none, or none between می and its verb, or before ها, where they always want one.", Example: "“می کند” for “می\u200cکند”, with the setting always"},
		},
		prepare: func(m *materials) inspector {
			if m.to.Code != "prs" {
				return nil
			}
			return newHalfSpaces(m)
		},
	}
}

type halfSpacesInspector struct {
	policy string
	verbs  map[string]bool // the commonest, without می: کند
}

func newHalfSpaces(m *materials) halfSpacesInspector {
	h := halfSpacesInspector{policy: m.settings.ZWNJ, verbs: map[string]bool{}}
	for _, word := range m.to.FunctionWords {
		if verb := strings.TrimPrefix(word, "می"); verb != word && verb != "" {
			h.verbs[verb] = true
		}
	}
	return h
}

func (h halfSpacesInspector) inspect(p *pair, r *report) {
	t := &p.target
	var changes []change
	switch h.policy {
	case "never":
		if t.kinds&joining == 0 {
			return
		}
		for i, c := range t.plain {
			if c == zwnj && t.joins(i, c) && !t.isGuarded(i, i+1) {
				changes = append(changes, change{start: i, end: i + len("\u200c"), told: true})
			}
		}
	case "always":
		changes = h.missing(t)
	}
	if len(changes) > 0 {
		r.find("fa.zwnj", spots{target: t.places(changes)}, "zero-width non-joiners (U+200C) against the settings (%s)%s", h.policy, repeated(len(changes))).Repair = t.mend(changes, true)
	}
}

// missing gives the places for a non-joiner that have a space or nothing.
func (h halfSpacesInspector) missing(t *text) []change {
	var changes []change
	for i, w := range t.words {
		word := t.plain[w.start:w.end]
		prefix, verb := h.parts(word)
		switch {
		case verb != "":
			changes = append(changes, change{start: w.start, end: w.end, text: prefix + string(zwnj) + verb})
		case i+1 == len(t.words) || t.plain[w.end:t.words[i+1].start] != " ":
		case (word == "می" || word == "نمی") && h.verbs[t.words[i+1].key], isPlural(t.words[i+1].key) && w.kind&arabic != 0:
			changes = append(changes, change{start: w.end, end: w.end + 1, text: string(zwnj)})
		}
	}
	return changes
}

func isPlural(word string) bool { return slices.Contains([]string{"ها", "های", "هایی"}, word) }

// parts takes می or نمی off a verb that is written together with it.
func (h halfSpacesInspector) parts(word string) (prefix, verb string) {
	for _, prefix := range []string{"می", "نمی"} {
		if verb, has := strings.CutPrefix(word, prefix); has && h.verbs[verb] {
			return prefix, verb
		}
	}
	return "", ""
}

// survey tells once of a document in which two ways have a fifth of the verbs each. Fewer than six verbs show no habit.
func (h halfSpacesInspector) survey(d *document, r *report) {
	if h.policy == "always" {
		return
	}
	var together, apart, parted int
	for _, p := range d.pairs {
		for i, w := range p.target.words {
			if w.kind&arabic == 0 {
				continue
			}
			_, verb := h.parts(w.key)
			switch {
			case verb != "" && w.kind&joining != 0:
				parted++
			case verb != "":
				together++
			case (w.key == "می" || w.key == "نمی") && i+1 < len(p.target.words) && h.verbs[p.target.words[i+1].key]:
				apart++
			}
		}
	}
	all, habits := together+apart+parted, 0
	for _, n := range []int{together, apart, parted} {
		if 5*n > all {
			habits++
		}
	}
	if all >= 6 && habits > 1 {
		r.find("fa.halfspace_mixed", spots{}, "می stands %d times together with its verb, %d times apart, %d times with a zero-width non-joiner", together, apart, parted)
	}
}
