package cmd

import (
	"fmt"
	"strings"

	"tarjuma/internal/check"
	"tarjuma/internal/format"
)

// listChecks prints a page for each check, or for those that are named.
func listChecks(app *App, ids []string) error {
	if unknown := check.Unknown(ids); len(unknown) > 0 {
		return &usageError{fmt.Errorf("there is no check %q", unknown[0]), nearestHint(unknown[0])}
	}
	separator := ""
	for _, r := range check.Rules() {
		if len(ids) > 0 && !check.Named(ids, r.ID) {
			continue
		}
		if _, err := fmt.Fprint(app.Stdout, separator, checkPage(r)); err != nil {
			return err
		}
		separator = "\n"
	}
	return nil
}

// checkPage is what there is to know of a check. Each text stands in a line of its own, so that those from right to left turn nothing
// round.
func checkPage(r check.Rule) string {
	languages := "all"
	if r.Languages != nil {
		languages = strings.Join(r.Languages, ", ")
	}
	page := fmt.Sprintf("%s\n  severity   %s\n  languages  %s\n  catches    %s\n", r.ID, r.Severity, languages, r.Catches)
	if r.Example != "" {
		page += "  example    " + r.Example + "\n"
	}
	if r.Safe {
		page += "  --fix      mends it\n"
	}
	return page
}

// reportedRules gives the checks as reports tell them.
func reportedRules() []format.Rule {
	var rules []format.Rule
	for _, r := range check.Rules() {
		rules = append(rules, format.Rule{ID: r.ID, Severity: r.Severity, Catches: r.Catches, Example: r.Example})
	}
	return rules
}
