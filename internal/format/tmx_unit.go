package format

import (
	"fmt"
	"strconv"
	"strings"

	"tarjuma/internal/news"
)

// AcceptedProp is the type of the property of a unit that lists the checks a person has accepted the findings of:
// <prop type="tarjuma:accepted">number.missing</prop>.
const AcceptedProp = "tarjuma:accepted"

// TMXUnit is a translation unit: one text in several languages.
type TMXUnit struct {
	ID         string // its tuid, or else its number in the file, from 1
	SourceLang string // as the unit says it, or else the file
	Accepted   []string
	Variants   []TMXVariant
	Line       int

	before string // what stands between the unit before and this one
	raw    string
}

// TMXVariant is the text of a unit in one language. Inline elements stand in it as numbered tags, as in all our texts, with the same
// number for what is the same in several variants: <g1>…</g1> for bpt and ept and for hi, <x1/> for ph, it and ut. What those
// hold is code, and left out.
type TMXVariant struct {
	Lang string // xml:lang, as it is written
	Text string
	Line int

	start, end int // in the unit's bytes: what stands between <seg> and </seg>
	pieces     []tmxPiece
	changed    string // the bytes to stand there instead, if isChanged
	isChanged  bool
}

// tmxPiece is a piece of a segment: text, or markup that a tag stands for. A piece of markup without a tag is a comment.
type tmxPiece struct {
	start, end int // in the unit's bytes
	text       string
	tag        string
	isMarkup   bool
	isCDATA    bool
}

// unitReader reads the bytes of one unit.
type unitReader struct {
	bytes   []byte // the reader's own: only to find ends in
	raw     string // the same, for what is kept
	at      int    // where it stands
	last    int    // where the markup begins that was read last
	unit    *TMXUnit
	numbers map[string]int // of tags, by what they stand for
	literal bool           // some text holds what looks like our tags
	problem string
}

// readUnit reads a unit from its bytes. What is wrong with it is told with the byte.
func readUnit(bytes []byte, number int) (u *TMXUnit, problem string, at int) {
	raw := string(bytes)
	r := &unitReader{bytes: bytes, raw: raw, unit: &TMXUnit{raw: raw}}
	tu := r.markup()
	r.unit.ID, r.unit.SourceLang = tu.attribute("tuid"), tu.attribute("srclang")
	if r.unit.ID == "" {
		r.unit.ID = strconv.Itoa(number)
	}
	for r.problem == "" {
		m := r.nextTag()
		switch {
		case m.kind == endTag && m.name == "tu":
			r.finish()
			return r.unit, r.problem, r.last
		case m.kind == startTag && m.name == "tuv":
			r.variant(m)
		case m.kind == startTag && m.name == "prop" && m.attribute("type") == AcceptedProp:
			r.accepted()
		case m.kind == startTag:
			r.skip(m.name)
		case m.kind == endTag:
			r.fail("</" + m.name + "> closes nothing")
		}
	}
	return nil, r.problem, r.last
}

// variant reads a tuv behind its start tag.
func (r *unitReader) variant(tuv markup) {
	v := TMXVariant{Lang: tuv.attribute("xml:lang")}
	if v.Lang == "" {
		v.Lang = tuv.attribute("lang") // TMX 1.1 to 1.3
	}
	segments := 0
	for r.problem == "" {
		m := r.nextTag()
		switch {
		case m.kind == endTag && m.name == "tuv":
			if segments != 1 {
				r.fail(fmt.Sprintf("<tuv> holds %d segments", segments))
			}
			r.unit.Variants = append(r.unit.Variants, v)
			return
		case m.name == "seg" && m.kind == startTag:
			segments++
			r.segment(&v)
		case m.name == "seg" && m.kind == emptyTag:
			segments++
			v.start, v.end = r.at, r.at
			v.pieces = []tmxPiece{{start: r.last, end: r.at, isMarkup: true}}
		case m.kind == startTag && m.name == "prop" && m.attribute("type") == AcceptedProp:
			r.accepted()
		case m.kind == startTag:
			r.skip(m.name)
		case m.kind == endTag:
			r.fail("</" + m.name + "> closes nothing")
		}
	}
}

// accepted reads a property of accepted checks behind its start tag.
func (r *unitReader) accepted() {
	start := r.at
	r.skip("prop")
	if r.problem != "" {
		return
	}
	text, problem := unescaped(r.raw[start:r.last])
	if problem != "" {
		r.fail(problem)
	}
	list := strings.FieldsFunc(text, func(c rune) bool { return c == ',' || strings.ContainsRune(space, c) })
	r.unit.Accepted = append(r.unit.Accepted, list...)
}

// segment reads what stands in a seg behind its start tag.
func (r *unitReader) segment(v *TMXVariant) {
	v.start = r.at
	var open []string // elements with text in them
	var tags []string // their end tags
	for r.problem == "" {
		v.text(r, r.toMarkup())
		m := r.markup()
		piece := tmxPiece{start: r.last, end: r.at, isMarkup: true}
		switch {
		case m.kind == characterData:
			text, _ := unescaped(strings.ReplaceAll(m.text, "&", "&amp;")) // its line ends
			piece = tmxPiece{start: r.last, end: r.at, text: text, isCDATA: true}
			r.literal = r.literal || news.TagSpots(text) != nil
		case m.kind == endTag && len(open) > 0 && open[len(open)-1] == m.name:
			piece.tag = tags[len(tags)-1]
			open, tags = open[:len(open)-1], tags[:len(tags)-1]
		case m.kind == endTag && m.name == "seg" && len(open) == 0:
			v.end = r.last
			return
		case m.kind == endTag:
			r.fail("</" + m.name + "> closes nothing")
		case m.kind == emptyTag, m.kind == startTag && isCode(m.name):
			if m.kind == startTag {
				r.skip(m.name)
			}
			piece.end = r.at
			piece.tag = r.codeTag(v, m, r.raw[piece.start:piece.end])
		case m.kind == startTag:
			number := r.number(v, "hi "+m.attribute("x")+" "+m.attribute("type"))
			piece.tag = fmt.Sprintf("<g%d>", number)
			open, tags = append(open, m.name), append(tags, fmt.Sprintf("</g%d>", number))
		}
		v.pieces = append(v.pieces, piece)
	}
}

// text adds the text between two bytes of the unit as a piece.
func (v *TMXVariant) text(r *unitReader, start int) {
	if start == r.at {
		return
	}
	raw := r.raw[start:r.at]
	text, problem := unescaped(raw)
	if problem == "" && strings.Contains(raw, "]]>") {
		problem = "]]> stands in a text"
	}
	if problem != "" {
		r.last = start
		r.fail(problem)
		return
	}
	r.literal = r.literal || news.TagSpots(text) != nil
	v.pieces = append(v.pieces, tmxPiece{start: start, end: r.at, text: text})
}

// isCode tells the inline elements whose content is code.
func isCode(name string) bool {
	switch name {
	case "bpt", "ept", "ph", "it", "ut":
		return true
	}
	return false
}

// codeTag gives the tag of an inline element of code. TMX tells what is the same in two variants by x, and the two halves of a
// pair in one variant by i; where there is no x it is told by the code itself.
func (r *unitReader) codeTag(v *TMXVariant, m markup, raw string) string {
	same := m.attribute("x")
	if same == "" {
		same = raw[strings.IndexByte(raw, '>')+1:]
	}
	switch half := m.attribute("i"); m.name {
	case "bpt":
		n := r.number(v, "bpt "+same)
		v.remember(r, half, n)
		return fmt.Sprintf("<g%d>", n)
	case "ept":
		if n := r.numbers[v.half(r, half)]; n > 0 {
			return fmt.Sprintf("</g%d>", n)
		}
	}
	return fmt.Sprintf("<x%d/>", r.number(v, m.name+" "+same))
}

// half is the key of the number of a pair in a variant. remember notes it.
func (v *TMXVariant) half(r *unitReader, i string) string {
	return fmt.Sprintf("half %d %s", len(r.unit.Variants), i)
}

func (v *TMXVariant) remember(r *unitReader, i string, number int) {
	r.numbers[v.half(r, i)] = number
}

// number gives the number of the tag of something: the same in every variant, and another each time it comes in one.
func (r *unitReader) number(v *TMXVariant, key string) int {
	if r.numbers == nil {
		r.numbers = map[string]int{}
	}
	for times := 0; ; times++ {
		key := fmt.Sprintf("%s #%d", key, times)
		seen := fmt.Sprintf("in %d: %s", len(r.unit.Variants), key)
		if r.numbers[seen] > 0 {
			continue
		}
		r.numbers[seen] = 1
		if r.numbers[key] == 0 {
			r.numbers["all"]++
			r.numbers[key] = r.numbers["all"]
		}
		return r.numbers[key]
	}
}

// finish puts the texts together. Where a text itself holds what looks like our tags, none of ours stand beside them.
func (r *unitReader) finish() {
	for i := range r.unit.Variants {
		v := &r.unit.Variants[i]
		if len(v.pieces) == 1 && !v.pieces[0].isMarkup {
			v.Text = v.pieces[0].text
			continue
		}
		var text strings.Builder
		for n := range v.pieces {
			if r.literal {
				v.pieces[n].tag = ""
			}
			text.WriteString(v.pieces[n].text + v.pieces[n].tag)
		}
		v.Text = text.String()
	}
}

// skip passes the rest of an element whose start tag was read.
func (r *unitReader) skip(name string) {
	open := []string{name}
	for len(open) > 0 && r.problem == "" {
		switch m := r.nextTag(); {
		case m.kind == startTag:
			open = append(open, m.name)
		case m.kind == endTag && m.name != open[len(open)-1]:
			r.fail("</" + m.name + "> closes nothing")
		case m.kind == endTag:
			open = open[:len(open)-1]
		}
	}
}

// nextTag passes text, comments and the like up to the next tag, and reads it.
func (r *unitReader) nextTag() markup {
	for r.problem == "" {
		r.toMarkup()
		if m := r.markup(); m.kind == startTag || m.kind == endTag || m.kind == emptyTag {
			return m
		}
	}
	return markup{}
}

// toMarkup goes to the next markup and gives where it stood.
func (r *unitReader) toMarkup() (from int) {
	from = r.at
	if i := strings.IndexByte(r.raw[r.at:], '<'); i >= 0 {
		r.at += i
		return from
	}
	r.at = len(r.raw)
	r.fail("an element has no end")
	return from
}

// markup reads the markup that the reader stands at.
func (r *unitReader) markup() markup {
	if r.problem != "" {
		return markup{}
	}
	end := markupEnd(r.bytes[r.at:])
	r.last = r.at
	if end == 0 {
		r.fail("a tag has no end")
		return markup{}
	}
	m, problem := readMarkup(r.raw[r.at : r.at+end])
	if problem != "" {
		r.fail(problem)
	}
	r.at += end
	return m
}

func (r *unitReader) fail(problem string) {
	if r.problem == "" {
		r.problem = problem
	}
}
