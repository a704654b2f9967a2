package check

import (
	"fmt"
	"unicode/utf8"
)

// directions finds the characters that turn the direction in which text is shown. Text is stored without them: what shows it has better
// means (dir, bdi), and a reader sees another text than a program.
func directions() check {
	return check{
		rules: []Rule{
			{ID: "bidi.override", Severity: "error", Safe: true,
				Catches: "A control character turns the direction of the text (U+202A–202E). What is shown is not what stands there; addresses and figures can be disguised so.",
				Example: "“\\u202E0521” for 1250"},
			{ID: "bidi.unbalanced", Severity: "warning", Safe: true, Catches: "An isolate (U+2066–2068) is not closed in its paragraph, or is closed without being opened (U+2069).", Example: "a U+2068 without its U+2069"},
			{ID: "bidi.stray_mark", Severity: "info", Safe: true, Catches: "Marks of direction (U+200E, U+200F, U+061C) stand where they change nothing: translation programs leave them.", Example: "“شو.\\u200E”"},
		},
		prepare: func(m *materials) inspector { return directionsInspector{rightToLeft: m.to.Direction == "rtl"} },
	}
}

type directionsInspector struct{ rightToLeft bool }

func (b directionsInspector) inspect(p *pair, r *report) {
	t := &p.target
	if t.kinds&direction == 0 {
		return
	}
	var overrides []change
	var told []string
	turned, isolates, marks := false, false, false
	for i, c := range t.plain {
		switch {
		case !isDirection(c):
		case 0x202A <= c && c <= 0x202E:
			overrides = append(overrides, change{start: i, end: i + utf8.RuneLen(c)})
			told = append(told, fmt.Sprintf("%U", c))
			turned = turned || c == 0x202D || c == 0x202E
		case isDirectionMark(c):
			marks = true
		default:
			isolates = true
		}
	}
	if len(overrides) > 0 {
		f := r.find("bidi.override", spots{target: t.places(overrides)}, "control characters turn the direction of the text: %s", enumerate(told))
		f.Repair = t.mend(overrides, false)
		if !turned {
			f.Severity = "warning" // embeddings: the order is the same with and without them but for marks at their edges
		}
	}
	if isolates {
		findUnbalanced(t, r)
	}
	if marks {
		b.findStray(t, r)
	}
}

// isDirectionMark tells the marks that only have a direction, and open and close nothing.
func isDirectionMark(r rune) bool { return r == 0x200E || r == 0x200F || r == 0x061C }

func findUnbalanced(t *text, r *report) {
	if open := unbalanced(t.plain); len(open) > 0 {
		r.find("bidi.unbalanced", spots{target: t.places(open)}, "isolates of direction are opened or closed alone%s", repeated(len(open))).Repair = t.mend(open, false)
	}
}

// findStray finds the marks of direction that have no letter or digit of the other direction next to them on either side, white space and
// punctuation passed over.
func (b directionsInspector) findStray(t *text, r *report) {
	turning := latin | devanagari | anyDigit
	if !b.rightToLeft {
		turning = arabic | arabicDigit
	}
	var stray []change
	var told []string
	settled := 0 // how many are stray whatever comes
	turns := false
	for i, c := range t.plain {
		switch k := kindOf(c); {
		case isDirectionMark(c) && !turns:
			stray = append(stray, change{start: i, end: i + utf8.RuneLen(c)})
			told = append(told, fmt.Sprintf("%U", c))
		case k&(letter|anyDigit) != 0:
			if turns = k&turning != 0; turns {
				stray, told = stray[:settled], told[:settled]
			}
			settled = len(stray)
		}
	}
	if len(stray) > 0 {
		r.find("bidi.stray_mark", spots{target: t.places(stray)}, "marks of direction that change nothing: %s%s", enumerate(told), repeated(len(stray))).Repair = t.mend(stray, false)
	}
}

// unbalanced gives the isolates that are not closed in their paragraph, and the closings of none, in order.
func unbalanced(text string) []change {
	var alone []change
	var open []int // of alone: isolates that may yet be closed
	for i, r := range text {
		switch {
		case r == '\n':
			open = open[:0]
		case 0x2066 <= r && r <= 0x2068:
			open = append(open, len(alone))
			alone = append(alone, change{start: i, end: i + 3})
		case r == 0x2069 && len(open) > 0:
			opening := open[len(open)-1]
			alone = append(alone[:opening], alone[opening+1:]...)
			open = open[:len(open)-1]
		case r == 0x2069:
			alone = append(alone, change{start: i, end: i + 3})
		}
	}
	return alone
}
