package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"tarjuma/internal/check"
	"tarjuma/internal/lang"
	"tarjuma/internal/news"
)

// bench is the measuring of one language.
type bench struct {
	out      io.Writer
	options  options
	checker  *check.Checker
	from     *lang.Language
	code     string
	articles []article
}

// text makes of an article what the checks are given.
func (b *bench) text(a article) check.Text {
	t := check.Text{}
	for _, s := range a.Segments {
		t.Units = append(t.Units, check.Unit{ID: s.ID, Source: s.Texts["en"], Target: s.Texts[b.code]})
	}
	return t
}

// alarms counts what the checks say of text that is good.
func (b *bench) alarms() {
	segments, count := 0, map[string]int{}
	alarmed := map[news.Severity]map[string]bool{news.Error: {}, news.Warning: {}, news.Info: {}}
	for _, a := range b.articles {
		t := b.text(a)
		segments += len(t.Units)
		for _, f := range b.checker.Check(t) {
			count[string(f.Severity)+" "+f.Check]++
			if f.Segment != "" {
				alarmed[f.Severity][f.Segment] = true
			}
			b.show(t, a, f)
		}
	}
	share := func(n int) float64 { return 100 * float64(n) / float64(segments) }
	fmt.Fprintf(b.out, "%s: %d segments in %d articles; with errors %d (%.2f %%), with warnings %d (%.2f %%)\n", b.code, segments, len(b.articles),
		len(alarmed[news.Error]), share(len(alarmed[news.Error])), len(alarmed[news.Warning]), share(len(alarmed[news.Warning])))
	var rules []string
	for rule := range count {
		rules = append(rules, rule)
	}
	slices.Sort(rules)
	for _, rule := range rules {
		fmt.Fprintf(b.out, "  %6d  %5.2f %%  %s\n", count[rule], share(count[rule]), rule)
	}
}

// show prints a finding that was asked for.
func (b *bench) show(t check.Text, a article, f news.Finding) {
	o := b.options.show
	if o == "" || o == "all" && f.Severity == news.Info || o != "all" && f.Check != o && !strings.HasPrefix(f.Check, o+".") {
		return
	}
	fmt.Fprintf(b.out, "%s %s %s %s: %s\n", a.ID, f.Segment, f.Severity, f.Check, f.Message)
	for _, u := range t.Units {
		if u.ID == f.Segment {
			fmt.Fprintf(b.out, "    %s\n    %s\n", u.Source, u.Target)
		}
	}
}
