package check

import (
	"strings"

	"tarjuma/internal/news"
)

// residue lists what only a reply's format holds, by what it is.
var residue = [...]struct{ rule, text string }{
	{"llm.think", "<think"}, {"llm.think", "</think"}, {"llm.think", "<reasoning>"}, {"llm.think", "</reasoning>"},
	{"llm.think", "<|"}, {"llm.think", "[INST]"}, {"llm.think", "[/INST]"}, {"llm.think", "<<SYS>>"},
	{"llm.json", "```"}, {"llm.json", `"id":`}, {"llm.json", `"text":`}, {"llm.json", `"start":`}, {"llm.json", `"segments"`},
	{"llm.json", `"target_lang"`}, {"llm.json", `"translation"`}, {"llm.json", `{"`}, {"llm.json", `"}`}, {"llm.json", `\n`}, {"llm.json", `\"`}, {"llm.json", `\u0`},
}

// findResidue tells pieces of a reply's format that are not in the source. It says whether there were any.
func findResidue(p *pair, r *report) bool {
	told := ""
	for _, x := range residue {
		if x.rule == told {
			continue
		}
		at := strings.Index(p.target.raw, x.text)
		if at < 0 || strings.Contains(p.source.raw, x.text) {
			continue
		}
		told = x.rule
		r.find(x.rule, spots{target: one(news.Spot{Start: at, End: at + len(x.text)})}, "a piece of the reply's format: “%s”", x.text)
	}
	if told == "llm.json" {
		return true
	}
	if start, end := segmentID(p.target.raw); end > 0 {
		if from, to := segmentID(p.source.raw); to == 0 || p.source.raw[from:to] != p.target.raw[start:end] {
			r.find("llm.json", spots{target: one(news.Spot{Start: start, End: end})}, "the id of a segment: “%s”", p.target.raw[start:end])
			return true
		}
	}
	return told != ""
}

// segmentID finds the id of a segment, s3 or b2 and its parts, in square brackets or, at the beginning, before a colon or a bar. End 0:
// there is none.
func segmentID(s string) (start, end int) {
	for i := 0; i < len(s); i++ {
		begins := i == 0 || s[i-1] == '['
		if !begins || s[i] != 's' && s[i] != 'b' {
			continue
		}
		k := i + 1
		for k < len(s) && ('0' <= s[k] && s[k] <= '9' || s[k] == '.' && k > i+1) {
			k++
		}
		switch {
		case k == i+1 || k == len(s):
		case i > 0 && s[k] == ']':
			return i - 1, k + 1
		case i == 0 && (s[k] == ':' || s[k] == '|'):
			return i, k + 1
		}
	}
	return 0, 0
}
