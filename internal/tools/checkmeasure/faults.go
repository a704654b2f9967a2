package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"tarjuma/internal/check"
	"tarjuma/internal/news"
)

// fault is a kind of fault that can be planted. plant puts it into the text at the unit i and tells the places of the units that a
// finding may name, or nil where there is no room for it. Rules (or groups) are those that name the kind.
type fault struct {
	name  string
	langs []string // nil: all
	rules []string
	least float64 // percent wanted
	plant func(g *garden, t check.Text, i int) (named []int)
}

// garden is what faults are planted with.
type garden struct {
	random  *rand.Rand
	code    string
	article article
	names   map[string]int // of all articles, with how often they come
	likely  []string
}

// faults plants each kind of fault, one at a time, and counts those that are found: a finding, an error or a warning, that names the
// segment and the kind, and that is not there without the fault.
func (b *bench) faults() {
	names := namesOf(b.articles)
	good := likely(names, b.from)
	for _, f := range kinds() {
		if f.langs != nil && !slices.Contains(f.langs, b.code) || b.options.misses != "" && b.options.misses != f.name {
			continue
		}
		planted, found := 0, 0
		for _, p := range b.places(f) {
			g := &garden{rand.New(rand.NewPCG(b.options.seed, uint64(p.unit)<<20|uint64(p.article))), b.code, b.articles[p.article], names, good}
			before := b.text(g.article)
			after := b.text(g.article)
			named := f.plant(g, after, p.unit)
			if named == nil || planted == b.options.most {
				continue
			}
			planted++
			if b.found(f, before, after, named) {
				found++
			} else if b.options.misses != "" {
				u := after.Units[p.unit]
				fmt.Fprintf(b.out, "missed %s in %s\n    %s\n    %s\n", f.name, u.ID, u.Source, u.Target)
			}
		}
		if planted == 0 {
			fmt.Fprintf(b.out, "  %-22s no room for it\n", f.name)
			continue
		}
		share := 100 * float64(found) / float64(planted)
		verdict := ""
		if share < f.least {
			verdict = "  BELOW"
		}
		fmt.Fprintf(b.out, "  %-22s %5d planted  %6.2f %% found  (at least %g %%)%s\n", f.name, planted, share, f.least, verdict)
	}
}

type spot struct{ article, unit int }

// places gives all segments in a random order.
func (b *bench) places(f fault) []spot {
	var places []spot
	for i, a := range b.articles {
		for j := range a.Segments {
			places = append(places, spot{i, j})
		}
	}
	r := rand.New(rand.NewPCG(b.options.seed, uint64(len(f.name))))
	r.Shuffle(len(places), func(i, j int) { places[i], places[j] = places[j], places[i] })
	return places
}

// found tells whether the planted text has a finding for the fault.
func (b *bench) found(f fault, before, after check.Text, named []int) bool {
	known := b.checker.Check(before)
	return slices.ContainsFunc(b.checker.Check(after), func(x news.Finding) bool {
		if x.Severity == news.Info || !ofKind(f.rules, x.Check) {
			return false
		}
		same := func(k news.Finding) bool {
			return k.Segment == x.Segment && k.Check == x.Check && k.Message == x.Message
		}
		return slices.ContainsFunc(named, func(i int) bool { return after.Units[i].ID == x.Segment }) && !slices.ContainsFunc(known, same)
	})
}

func ofKind(rules []string, rule string) bool {
	return slices.ContainsFunc(rules, func(r string) bool { return r == rule || strings.HasPrefix(rule, r+".") })
}
