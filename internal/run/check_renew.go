package run

import (
	"slices"

	"tarjuma/internal/check"
	"tarjuma/internal/news"
)

// renewFindings puts what is now found in a document's translations, which its items are, in the place of what stands in it of them.
// What this checking did not look for stays: findings of checks that were not asked for, or were accepted for this time, of languages
// that are not wanted, what no check finds (that a person translated another text), and what is said of the brief, which is never
// mended and of which not all can be found again.
func (c *Checking) renewFindings(doc *news.Document, items []checkItem) {
	found := map[string][]news.Finding{} // by language, of those that are renewed
	var languages []string
	for n := range items {
		i := &items[n]
		if i.brief != nil {
			continue
		}
		if !slices.Contains(languages, i.lang) {
			languages = append(languages, i.lang)
		}
		found[i.lang] = append(found[i.lang], i.findings...)
	}
	looked := c.lookedFor()
	all := []news.Finding{}
	for _, f := range doc.Findings {
		if n := slices.Index(languages, f.Lang); n >= 0 {
			all = append(all, found[f.Lang]...)
			languages = slices.Delete(languages, n, n+1)
		}
		_, renewed := found[f.Lang]
		if !renewed || !looked[f.Check] || check.Named(c.Accepted[f.Segment], f.Check) {
			all = append(all, f)
		}
	}
	for _, code := range languages {
		all = append(all, found[code]...)
	}
	doc.Findings = all
}

// lookedFor gives the checks of translations that this checking makes.
func (c *Checking) lookedFor() map[string]bool {
	looked := map[string]bool{}
	for _, r := range check.Rules() {
		looked[r.ID] = c.what.LookFor(r.ID) && !check.Named([]string{"brief"}, r.ID)
	}
	return looked
}
