package news

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extended "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// What is parsed is bounded, since the parser takes a time that grows with the square of the marks of a block, and
// with the depth of blocks in blocks: `[a](` fifty thousand times took 13 s (goldmark v1.8.7, 2026-11). At these
// bounds the worst text that was found takes about 3 s; articles stay far below them.
const (
	maxMarkdownBytes = 2 << 20
	maxBlockMarks    = 2000 // characters of one block that could begin or end a mark
	maxDepth         = 100  // of quotes and lists in each other
)

// markdown reads CommonMark with GitHub's extensions and footnotes. It is not changed once a text has been parsed with
// it, and then it may be used from several goroutines.
type markdown struct {
	parser     parser.Parser
	references parser.Context  // knows the article's link reference definitions
	footnotes  map[string]bool // the labels of the article's footnotes
}

// newMarkdown builds the parser. What goldmark's extensions do to the tree after parsing is left out: moving
// footnotes to the end, and dropping those that nothing refers to.
func newMarkdown() *markdown {
	inlines := append(parser.DefaultInlineParsers(),
		util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
		util.Prioritized(extension.NewFootnoteParser(), 101),
		util.Prioritized(extension.NewStrikethroughParser(), 500),
		util.Prioritized(extension.NewLinkifyParser(), 999),
	)
	for i := range inlines {
		inlines[i].Value = recorded(inlines[i].Value.(parser.InlineParser))
	}
	return &markdown{footnotes: map[string]bool{}, parser: parser.NewParser(
		parser.WithBlockParsers(append(parser.DefaultBlockParsers(), util.Prioritized(recordedFootnotes{extension.NewFootnoteBlockParser()}, 999))...),
		parser.WithInlineParsers(inlines...),
		parser.WithParagraphTransformers(append(parser.DefaultParagraphTransformers(), util.Prioritized(extension.NewTableParagraphTransformer(), 200))...),
	)}
}

// parse gives the tree of a text, and where in the text its nodes stand.
func (m *markdown) parse(source []byte) (ast.Node, *recorder) {
	r := &recorder{extents: map[ast.Node]span{}, tangled: -1}
	var pc parser.Context = parser.NewContext()
	if m.references != nil {
		pc = &referring{pc, m.references}
	}
	pc.Set(recorderKey, r)
	root := m.parser.Parse(text.NewReader(source), parser.WithContext(pc))
	pc.Set(recorderKey, nil) // the context of the article is kept, and this would keep the tree
	if m.references == nil {
		m.references = pc
	}
	return root, r
}

// referring is a context that knows the references of another one too.
type referring struct {
	parser.Context
	references parser.Context
}

func (r *referring) Reference(label string) (parser.Reference, bool) {
	if found, ok := r.references.Reference(label); ok {
		return found, ok
	}
	return r.Context.Reference(label)
}

// recorder notes where the nodes of marks begin and end, which goldmark does not: the beginning and the end of what
// made the node. That is all of a code span, a tag or an address in brackets; of a link or an image what closes it,
// from "]" on; of a bare address also the character before it.
type recorder struct {
	extents map[ast.Node]span
	block   ast.Node
	marks   int // of the block
	tangled int // where there are too many marks in a block, or -1

	footnotes []*extended.Footnote // those within others are lost from the tree
}

var recorderKey = parser.NewContextKey()

// recordedFootnotes has the recorder note the footnotes.
type recordedFootnotes struct{ parser.BlockParser }

func (p recordedFootnotes) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	node, state := p.BlockParser.Open(parent, reader, pc)
	if footnote, ok := node.(*extended.Footnote); ok {
		r := pc.Get(recorderKey).(*recorder)
		r.footnotes = append(r.footnotes, footnote)
	}
	return node, state
}

// recorded has a recorder note what an inline parser makes.
func recorded(p parser.InlineParser) parser.InlineParser {
	if closer, ok := p.(parser.CloseBlocker); ok {
		return recordedCloser{recordedParser{p}, closer}
	}
	return recordedParser{p}
}

type recordedParser struct{ parser.InlineParser }

type recordedCloser struct {
	recordedParser
	parser.CloseBlocker
}

// Parse lets the parser parse and notes what it made. From too many marks in a block on it makes nothing any more.
func (p recordedParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	r := pc.Get(recorderKey).(*recorder)
	_, from := block.Position()
	if r.block != parent {
		r.block, r.marks = parent, 0
	}
	if !util.IsSpace(block.Peek()) && !util.IsAlphaNumeric(block.Peek()) {
		r.marks++
	}
	if r.tangled < 0 && r.marks > maxBlockMarks {
		r.tangled = from.Start
	}
	if r.tangled >= 0 {
		return nil
	}
	node := p.InlineParser.Parse(parent, block, pc)
	if node != nil {
		_, to := block.Position()
		r.extents[node] = span{from.Start, to.Start}
	}
	return node
}

// parseable gives a text as goldmark is to read it, byte for byte as long: the first bytes, which are the front
// matter, are blank, and a lone carriage return, which goldmark takes for a space, ends a line as CommonMark 2.1 says.
func parseable(text string, front int) []byte {
	source := []byte(text)
	for i, c := range source {
		switch {
		case c == '\r' && (i+1 == len(source) || source[i+1] != '\n'):
			source[i] = '\n'
		case i < front && c != '\n':
			source[i] = ' '
		}
	}
	return source
}

// containers matches the signs of quotes and lists at the beginning of a line.
var containers = regexp.MustCompile(`(?m)^(?:[ \t]*(?:>|[-+*]|[0-9]{1,9}[.)])){` + fmt.Sprint(maxDepth) + `}`)

// tangled says where a text has more marks than are parsed, or -1.
func tangled(source []byte) int {
	if at := containers.FindIndex(source); at != nil {
		return at[0]
	}
	return -1
}

// lineOf gives the number of the line that an offset is on, from 1.
func lineOf(source []byte, at int) int {
	return 1 + strings.Count(string(source[:at]), "\n")
}
