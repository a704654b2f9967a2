package check

import "strings"

// segments finds what a look at a pair as a whole shows: no translation, an empty one, or the source once more.
func segments() check {
	return check{
		rules: []Rule{
			{ID: "segment.missing", Severity: "error", Catches: "A segment has no translation.", Example: "“The canal was closed.” → nothing, because the model left it out"},
			{ID: "segment.empty", Severity: "error", Catches: "A translation is empty or holds no letter, where its source has words.", Example: "“The canal was closed.” → “—”"},
		},
		prepare: func(*materials) inspector { return segmentsInspector{} },
		absent:  true,
	}
}

type segmentsInspector struct{}

func (segmentsInspector) inspect(p *pair, r *report) {
	switch {
	case p.unit.Fault != "":
		r.find("segment.missing", spots{}, "it has no translation: %s", p.unit.Fault)
	case p.source.letters.all() == 0:
	case strings.TrimSpace(p.target.plain) == "":
		r.find("segment.empty", spots{}, "the translation is empty")
	case p.target.letters.all() == 0 && p.target.kinds&(asciiDigit|nativeDigit) == 0:
		r.find("segment.empty", spots{}, "the translation holds no word")
	}
}
