package news

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Tags stand in a segment's text for its inline markup: <g1>…</g1> round words that a mark of the source encloses
// (emphasis, a link's text), <x1/> for what is no prose (code, an address, an image, raw HTML, a line break). Both
// kinds are numbered from 1 in each segment, in reading order.

// tagLike matches tags and whatever a reader, or a model, could take for one.
var tagLike = regexp.MustCompile(`</?[gxGX][0-9]+\s*/?>`)

// tagKind says what a tag does.
type tagKind byte

const (
	opening tagKind = iota + 1 // <g1>
	closing                    // </g1>
	alone                      // <x1/>
)

// tag is one tag of a text. Number 0 is none of ours: it only looks like one.
type tag struct {
	kind       tagKind
	number     int
	start, end int // bytes in the text
}

// name gives the tag as problems name it: a pair by its opening tag.
func (t tag) name() string {
	if t.kind == alone {
		return fmt.Sprintf("<x%d/>", t.number)
	}
	return fmt.Sprintf("<g%d>", t.number)
}

// tagsIn finds the tags of a text, and what looks like one.
func tagsIn(text string) []tag {
	if !strings.Contains(text, "<") {
		return nil
	}
	var tags []tag
	for _, at := range tagLike.FindAllStringIndex(text, -1) {
		tags = append(tags, tagAt(text, at[0], at[1]))
	}
	return tags
}

// mostTags bounds the numbers of tags: no block of an article has so many marks.
const mostTags = 1_000_000

// tagAt reads the tag between two offsets. Exactly <gN>, </gN> and <xN/> are tags, without leading zeros.
func tagAt(text string, start, end int) tag {
	t := tag{start: start, end: end}
	inner := text[start+1 : end-1]
	switch {
	case strings.HasPrefix(inner, "/g"):
		t.kind, inner = closing, inner[2:]
	case strings.HasPrefix(inner, "g"):
		t.kind, inner = opening, inner[1:]
	case strings.HasPrefix(inner, "x") && strings.HasSuffix(inner, "/"):
		t.kind, inner = alone, inner[1:len(inner)-1]
	default:
		return t
	}
	if strings.HasPrefix(inner, "0") {
		return t
	}
	number := 0
	for _, r := range inner {
		if r < '0' || r > '9' || number > mostTags {
			return t
		}
		number = number*10 + int(r-'0')
	}
	t.number = number
	return t
}

// WithoutTags gives a text without its tags, for counting and comparing words. Where a tag that stands for something
// parts two words ("one<x1/>two"), a space does so in its place.
func WithoutTags(text string) string {
	tags := tagsIn(text)
	if tags == nil {
		return text
	}
	var b strings.Builder
	at := 0
	for _, t := range tags {
		if t.number == 0 {
			continue
		}
		b.WriteString(text[at:t.start])
		at = t.end
		if t.kind == alone && endsInWord(b.String()) && beginsWithWord(text[at:]) {
			b.WriteByte(' ')
		}
	}
	b.WriteString(text[at:])
	return b.String()
}

func endsInWord(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	return isWordRune(r)
}

func beginsWithWord(text string) bool { return isWordRune(firstRune(text)) }

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// TagProblems says what a target does with the tags of its source that it may not, in words for the model and for
// people, or nothing: each tag of the source stands in the target exactly once, pairs do not cross, hold something,
// and are not put into pairs that they do not stand in in the source. Of a source that is a part of a segment, a
// pair's one tag may stand without the other. The words name tags of the source and nothing else of either text.
func TagProblems(source, target string) []string {
	wanted, found := tagsIn(source), tagsIn(target)
	if wanted == nil && found == nil {
		return nil
	}
	have := map[tag]int{}
	for _, t := range found {
		have[t.bare()]++
	}
	var problems []string
	asked := map[tag]bool{}
	for _, t := range wanted {
		if asked[t.bare()] || t.number == 0 {
			continue
		}
		asked[t.bare()] = true
		switch have[t.bare()] {
		case 0:
			problems = append(problems, fmt.Sprintf("the tag %s is missing", source[t.start:t.end]))
		case 1:
		default:
			problems = append(problems, fmt.Sprintf("the tag %s stands more than once", source[t.start:t.end]))
		}
	}
	for _, t := range found {
		if !asked[t.bare()] {
			problems = append(problems, "there is a tag that the segment does not have")
			break
		}
	}
	if problems != nil {
		return problems
	}
	return nestingProblems(source, target)
}

// bare is a tag without its place, for looking it up.
func (t tag) bare() tag { return tag{kind: t.kind, number: t.number} }

// nestingProblems compares how two texts with the same tags nest them.
func nestingProblems(source, target string) []string {
	before, after := nestingOf(source), nestingOf(target)
	var problems []string
	for _, pair := range after.pairs {
		name := tag{kind: opening, number: pair.number}.name()
		was := before.pair(pair.number)
		switch {
		case pair.crosses != 0:
			problems = append(problems, fmt.Sprintf("the tags %s and <g%d> cross", name, pair.crosses))
		case pair.reversed:
			problems = append(problems, fmt.Sprintf("</g%d> stands before %s", pair.number, name))
		case pair.empty && !was.empty:
			problems = append(problems, fmt.Sprintf("nothing stands between %s and </g%d>", name, pair.number))
		case pair.within != 0 && !before.inside(pair.number, pair.within):
			problems = append(problems, fmt.Sprintf("%s stands inside <g%d>, where the source does not have it", name, pair.within))
		}
	}
	return problems
}

// nesting is how the pairs of a text stand in each other.
type nesting struct{ pairs []pairing }

// pairing is one pair of tags: its number, those of the pair round it and of one that it crosses, or 0.
type pairing struct {
	number, within, crosses int
	empty, reversed         bool
}

func (n nesting) pair(number int) pairing {
	for _, p := range n.pairs {
		if p.number == number {
			return p
		}
	}
	return pairing{}
}

// inside says whether a pair stands in another, however deep.
func (n nesting) inside(number, outer int) bool {
	for range n.pairs {
		if number = n.pair(number).within; number == outer || number == 0 {
			break
		}
	}
	return number == outer
}

// nestingOf reads the pairs of a text in the order in which they close. A tag without its other is no pair.
func nestingOf(text string) nesting {
	var n nesting
	var open []tag
	closed := map[int]bool{}
	tags := tagsIn(text)
	complete := completePairs(tags)
	for _, t := range tags {
		switch {
		case t.number == 0 || t.kind == alone || !complete[t.number]:
		case t.kind == opening && closed[t.number]:
			n.pairs = append(n.pairs, pairing{number: t.number, reversed: true})
		case t.kind == opening:
			open = append(open, t)
		default:
			closed[t.number] = true
			for i := len(open) - 1; i >= 0; i-- {
				if open[i].number != t.number {
					continue
				}
				p := pairing{number: t.number, empty: strings.TrimSpace(text[open[i].end:t.start]) == ""}
				if i > 0 {
					p.within = open[i-1].number
				}
				if i+1 < len(open) {
					p.crosses = open[i+1].number
				}
				n.pairs = append(n.pairs, p)
				open = append(open[:i], open[i+1:]...)
				break
			}
		}
	}
	return n
}

// completePairs tells the numbers that have both their tags.
func completePairs(tags []tag) map[int]bool {
	opened, complete := map[int]bool{}, map[int]bool{}
	for _, t := range tags {
		if t.kind == opening {
			opened[t.number] = true
		}
	}
	for _, t := range tags {
		if t.kind == closing && opened[t.number] {
			complete[t.number] = true
		}
	}
	return complete
}

// TagSpots tells where the tags of a text stand, in order. What only looks like a tag is none.
func TagSpots(text string) []Spot {
	var spots []Spot
	for _, t := range tagsIn(text) {
		if t.number != 0 {
			spots = append(spots, Spot{t.start, t.end})
		}
	}
	return spots
}
