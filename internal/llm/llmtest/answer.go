package llmtest

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// answer makes the JSON that answers a request's task.
func answer(fault Fault, r Request) string {
	switch r.Task {
	case "translate":
		return string(encode(translate(fault, r.Data)))
	case "names":
		return string(encode(names(fault, r.Data)))
	case "summarize":
		return string(encode(summarize(fault, r.Data.withoutTags())))
	default:
		return "{}"
	}
}

// dress gives the answer the clothes of a fault of the text.
func dress(fault Fault, object string) string {
	switch fault {
	case BadJSON:
		return strings.TrimSuffix(object, "}") + ","
	case RepeatedMembers:
		name, _, _ := strings.Cut(object, ":")
		return name + ":[]," + strings.TrimPrefix(object, "{")
	case Fenced:
		return "```json\n" + object + "\n```"
	case Prose:
		return "Here is what you asked for:\n\n" + object + "\n\nLet me know if anything should be changed."
	case Thought:
		return "<think>\nFirst a draft: {\"segments\":[]}. Better to write it all.\n</think>\n\n" + object
	default:
		return object
	}
}

type translated struct {
	Segments []translatedSegment `json:"segments"`
}

type translatedSegment struct {
	ID    string `json:"id"`
	Start string `json:"start"`
	Text  string `json:"text"`
}

func translate(fault Fault, d Data) translated {
	out := make([]translatedSegment, 0, len(d.Segments))
	for _, s := range d.Segments {
		out = append(out, translatedSegment{s.ID, firstWords(withoutTags(s.Text), 3), Translation(d.TargetLang, s.Text)})
	}
	if len(out) == 0 {
		return translated{out}
	}
	for i, s := range out {
		if tag.MatchString(s.Text) {
			out[i].Text = mistag(fault, s.Text)
			break
		}
	}
	return translated{misalign(fault, d.Segments, out)}
}

// misalign does to an answer of at least one segment what a fault of alignment does. The middle one is hit, so that right ones stand
// before and after it.
func misalign(fault Fault, asked []Segment, out []translatedSegment) []translatedSegment {
	last, middle := len(out)-1, len(out)/2
	switch fault {
	case Missing:
		return append(out[:middle], out[middle+1:]...)
	case Extra:
		return append(out, translatedSegment{"s9999", out[last].Start, out[last].Text})
	case Duplicate:
		return append(out, out[middle])
	case Empty:
		out[middle].Text = ""
	case Renumbered:
		for i := range out {
			out[i].Text = strings.Map(otherDigit, out[i].Text)
		}
	case Echoed:
		out[middle].Text = asked[middle].Text
	case ContextCut:
		return out[middle:]
	case Reordered:
		for i := range len(out) / 2 {
			out[i], out[last-i] = out[last-i], out[i]
		}
	case Swapped:
		if last > 0 {
			a, b := &out[middle-1], &out[middle]
			a.Start, b.Start, a.Text, b.Text = b.Start, a.Start, b.Text, a.Text
		}
	case Merged:
		if last > 0 {
			out[middle-1].Text += " " + out[middle].Text
			for i := middle; i < last; i++ {
				out[i].Start, out[i].Text = out[i+1].Start, out[i+1].Text
			}
			return out[:last]
		}
	}
	return out
}

// otherDigit gives another digit for one.
func otherDigit(r rune) rune {
	if r >= '0' && r <= '9' {
		return '1' + (r-'0'+4)%9
	}
	return r
}

type named struct {
	Names []namedName `json:"names"`
}

type namedName struct {
	Source string `json:"source"`
	Target string `json:"target"`
}

func names(fault Fault, d Data) named {
	out := make([]namedName, 0, len(d.Names))
	for _, n := range d.Names {
		out = append(out, namedName{n, Translation(d.TargetLang, n)})
	}
	if fault == Missing && len(out) > 0 {
		out = out[:len(out)-1]
	}
	return named{out}
}

// firstWords gives the beginning of a text up to the end of its nth word, as it stands there.
func firstWords(text string, n int) string {
	text = strings.TrimSpace(text)
	inWord := false
	for i, r := range text {
		space := unicode.IsSpace(r)
		if inWord && space {
			if n--; n == 0 {
				return text[:i]
			}
		}
		inWord = !space
	}
	return text
}

// lastRune gives the last character of a text, 0 of an empty one.
func lastRune(text string) rune {
	r, size := utf8.DecodeLastRuneInString(text)
	if size == 0 {
		return 0
	}
	return r
}
