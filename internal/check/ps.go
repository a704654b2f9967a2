package check

import (
	"strings"
	"unicode/utf8"
)

// pashto finds yehs where Pashto has none of their kind.
func pashto() check {
	return check{
		rules: []Rule{
			{ID: "ps.yeh_position", Severity: "warning", Languages: []string{"ps"},
				Catches: "A yeh where Pashto has none of its kind: ۍ (U+06CD) stands only at the end of a word, ې (U+06D0) never at its start. A word was cut or joined.", Example: "“په ې میاشت” for “په یوې میاشت”"},
		},
		prepare: func(m *materials) inspector {
			if m.to.Code != "ps" {
				return nil
			}
			return pashtoInspector{}
		},
	}
}

type pashtoInspector struct{}

func (pashtoInspector) inspect(p *pair, r *report) {
	t := &p.target
	const final, e = "ۍ", "ې"
	for _, w := range t.words {
		if w.kind&arabic == 0 {
			continue
		}
		word := t.plain[w.start:w.end]
		if strings.HasPrefix(word, e) && t.isWordStart(w.start) && !t.isGuarded(w.start, w.end) {
			r.find("ps.yeh_position", spots{target: one(t.spot(w.start, w.end))}, "“%s” begins with ې (U+06D0), which stands only inside and at the end of words", word)
		}
	}
	for at := strings.Index(t.plain, final); at >= 0; {
		next := at + len(final)
		if after, _ := utf8.DecodeRuneInString(t.plain[next:]); kindOf(after)&letter != 0 && kindOf(after)&arabic != 0 && !t.isGuarded(at, next) {
			r.find("ps.yeh_position", spots{target: one(t.spot(at, next))}, "ۍ (U+06CD) inside “%s”: it stands only at the end of words", t.wordAt(at))
		}
		further := strings.Index(t.plain[next:], final)
		if further < 0 {
			break
		}
		at = next + further
	}
}

// isWordStart tells whether a word really begins at a byte: not where only a direction mark or an invisible character parts it, and not
// where quotation marks hold a letter that is written of.
func (t *text) isWordStart(at int) bool {
	before, _ := utf8.DecodeLastRuneInString(t.plain[:at])
	return at == 0 || kindOf(before)&(direction|invisible|quote|apostrophe|bracket) == 0
}
