package news

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	yaml "go.yaml.in/yaml/v3"
)

// frontMatter is the YAML between two lines of "---" that a Markdown file may begin with.
type frontMatter struct {
	end    int     // where the Markdown begins: behind the closing line
	values []prose // those that are translated
}

// readFrontMatter finds the front matter of a text and in it the values to translate: those of title and description
// and of other keys named. Letter case of keys does not matter. A text that only begins with a rule has none.
// One that is not closed, is no YAML or has a value that cannot be found again is an error. TOML between lines of
// "+++" is passed over: it ends where Markdown begins, and nothing of it is translated.
func readFrontMatter(text string, keys []string) (frontMatter, *ReadError) {
	stop, _ := lineBounds(text, 0)
	fence := strings.TrimRight(text[:stop], " \t")
	if fence != "---" && fence != "+++" {
		return frontMatter{}, nil
	}
	from, to, end := fenced(text, fence)
	if to < 0 {
		if stop, _ := lineBounds(text, from); strings.TrimSpace(text[from:stop]) == "" {
			return frontMatter{}, nil // a rule and a blank line
		}
		return frontMatter{}, &ReadError{Problem: BadFrontMatter, Detail: "line 1: not closed by a line of " + fence}
	}
	if fence == "+++" {
		return frontMatter{end: end}, nil
	}
	var root yaml.Node
	err := yaml.Unmarshal([]byte(text[from:to]), &root)
	switch {
	case err != nil:
		return frontMatter{}, &ReadError{Problem: BadFrontMatter, Detail: yamlFault(err)}
	case root.Kind == 0:
		return frontMatter{end: end}, nil
	case root.Content[0].Kind != yaml.MappingNode:
		return frontMatter{}, nil // two rules and what stands between them
	}
	r := &frontReader{text: text[:to], lines: yamlLines(text[:to], from)}
	r.mapping(root.Content[0], keys)
	return frontMatter{end, r.values}, r.fault
}

// fenced finds the line that closes what the first line of a text opens: a range between, and where what follows
// begins; -1 where there is none.
func fenced(text, fence string) (from, to, end int) {
	_, from = lineBounds(text, 0)
	for at := from; at < len(text); {
		stop, next := lineBounds(text, at)
		line := strings.TrimRight(text[at:stop], " \t")
		if line == fence || fence == "---" && line == "..." {
			return from, at, next
		}
		at = next
	}
	return from, -1, -1
}

// lineBounds gives where the line at an offset ends and where the next one begins, as YAML and Markdown have it.
func lineBounds(text string, at int) (end, next int) {
	i := strings.IndexAny(text[at:], "\r\n")
	if i < 0 {
		return len(text), len(text)
	}
	end = at + i
	if strings.HasPrefix(text[end:], "\r\n") {
		return end, end + 2
	}
	return end, end + 1
}

// yamlErrorLine matches the line number in a message of the YAML reader, which counts from the line behind "---".
var yamlErrorLine = regexp.MustCompile(`^yaml: (?:line ([0-9]+): )?`)

func yamlFault(err error) string {
	message := err.Error()
	found := yamlErrorLine.FindStringSubmatch(message)
	line := 0
	if found != nil {
		line, _ = strconv.Atoi(found[1]) // of a message without a line the number is 0: that of the first line is given
		message = message[len(found[0]):]
	}
	return fmt.Sprintf("line %d: %s", line+1, message)
}

// frontReader finds the values of front matter in its text: the YAML reader gives where they begin, and no more.
type frontReader struct {
	text   string
	lines  []int // where the lines begin, as YAML counts them
	values []prose
	fault  *ReadError
}

// yamlLines gives where the lines of a text begin, from an offset on (YAML 1.1, 5.4: NEL, LS and PS end a line too).
func yamlLines(text string, from int) []int {
	starts := []int{from}
	for at := from; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if strings.HasPrefix(text[at:], "\r\n") {
			size = 2
		}
		at += size
		if r == '\n' || r == '\r' || r == '\u0085' || r == '\u2028' || r == '\u2029' {
			starts = append(starts, at)
		}
	}
	return starts
}

func (r *frontReader) mapping(n *yaml.Node, keys []string) {
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i].Value, n.Content[i+1]
		same := func(other string) bool { return strings.EqualFold(other, key) }
		switch {
		case same("title") && value.Kind == yaml.ScalarNode:
			r.scalar(value, Title, false)
		case same("title"), same("description"), slices.ContainsFunc(keys, same):
			r.value(value, false)
		}
	}
}

// value reads a value: a scalar, or a list of scalars.
func (r *frontReader) value(n *yaml.Node, inFlow bool) {
	switch n.Kind {
	case yaml.ScalarNode:
		r.scalar(n, Paragraph, inFlow)
	case yaml.SequenceNode:
		for _, item := range n.Content {
			r.value(item, inFlow || n.Style&yaml.FlowStyle != 0)
		}
	}
}

// scalar reads a value that is a text. Numbers, dates and the like are none.
func (r *frontReader) scalar(n *yaml.Node, kind Kind, inFlow bool) {
	if n.ShortTag() != "!!str" || !Translatable(n.Value) || r.fault != nil {
		return
	}
	start := r.offset(n.Line, n.Column)
	s, ok := scalarAt(r.text, start, n, inFlow)
	if !ok {
		r.fault = &ReadError{Problem: BadFrontMatter, Detail: fmt.Sprintf("line %d: a value whose end is not found", n.Line+1)}
		return
	}
	text, marks := s.segmentText()
	r.values = append(r.values, prose{kind, text, place{start: s.at.start, end: s.at.end, form: inFrontMatter, marks: marks, scalar: s}})
}

// offset gives where a line and a column (in characters, both from 1) are in the text.
func (r *frontReader) offset(line, column int) int {
	if line < 1 || line > len(r.lines) {
		return len(r.text)
	}
	at := r.lines[line-1]
	for ; column > 1 && at < len(r.text); column-- {
		_, size := utf8.DecodeRuneInString(r.text[at:])
		at += size
	}
	return at
}
