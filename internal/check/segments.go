package check

import "strings"

// segments finds what a look at a pair as a whole shows: no translation, an empty one, one of nothing, more lines than the
// source has, and, over a document, one translation that stands for two different sources.
func segments() check {
	return check{
		rules: []Rule{
			{ID: "segment.missing", Severity: "error", Catches: "A segment has no translation.", Example: "“The canal was closed.” → nothing, because the model left it out"},
			{ID: "segment.empty", Severity: "error", Catches: "A translation is empty or holds no letter, where its source has words.", Example: "“The canal was closed.” → “—”"},
			{ID: "segment.extra", Severity: "error", Catches: "There is a translation where the source says nothing.", Example: "“* * *” → “नहर बंद कर दी गई।”"},
			{ID: "segment.lines", Severity: "warning", Catches: "A translation has more lines than its source: something was added, or two segments stand in one.", Example: "“The canal was closed.” → “नहर बंद है।”, a line end, and “किसान नाराज़ हैं।”"},
			{ID: "segment.duplicate", Severity: "error", Catches: "Two segments that say different things have the same translation.", Example: "“The canal was closed on Monday night.” and “Farmers blamed the ministry for it.” → both “नहर सोमवार रात बंद कर दी गई।”"},
		},
		prepare: func(m *materials) inspector { return &segmentsInspector{smallWords: setOf(m.from.FunctionWords)} },
		absent:  true,
	}
}

type segmentsInspector struct{ smallWords map[string]bool }

func setOf(words []string) map[string]bool {
	set := make(map[string]bool, len(words))
	for _, w := range words {
		set[w] = true
	}
	return set
}

func (*segmentsInspector) inspect(p *pair, r *report) {
	switch {
	case p.unit.Fault != "":
		r.find("segment.missing", spots{}, "it has no translation: %s", p.unit.Fault)
	case p.source.letters.all() == 0:
		if p.target.letters.all() > 0 && p.source.kinds&anyDigit == 0 {
			r.find("segment.extra", spots{}, "the source has no word, and the translation has %d", len(p.target.words))
		}
	case strings.TrimSpace(p.target.plain) == "":
		r.find("segment.empty", spots{}, "the translation is empty")
	case p.target.letters.all() == 0 && p.target.kinds&anyDigit == 0:
		r.find("segment.empty", spots{}, "the translation holds no word")
	case p.target.kinds&space != 0:
		compareLines(p, r)
	}
}

// compareLines counts lines that hold something.
func compareLines(p *pair, r *report) {
	if !strings.ContainsAny(p.target.plain, "\n\r\u2028\u2029") {
		return
	}
	if have, wanted := lines(p.target.plain), lines(p.source.plain); have > wanted {
		r.find("segment.lines", spots{}, "the translation has %d lines, the source %d", have, wanted)
	}
}

func lines(s string) int {
	count := 0
	for line := range strings.FieldsFuncSeq(s, isLineEnd) {
		if strings.TrimSpace(line) != "" {
			count++
		}
	}
	return count
}

func isLineEnd(r rune) bool { return r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029' }
