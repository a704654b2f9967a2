package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// articleText makes the nth article, always the same for a seed. No sentence stands in two places, but for those that
// shall: the articles are short and long (a few with parts of several hundred words), have blocks of more than 200 words,
// blocks that begin alike, quotes, lists, headings, and blocks of digits alone. Every fourth is Markdown, with inline markup.
func articleText(seed uint64, n int) string {
	w := &writer{Rand: rand.New(rand.NewPCG(seed, uint64(n))), article: n, markdown: isMarkdown(n)}
	blocks := []string{w.heading("#", w.title())}
	for range []int{3, 6, 10, 18, 30}[n%5] {
		blocks = append(blocks, w.block())
	}
	if n%3 == 0 {
		blocks = append(blocks, w.paragraph(14+w.IntN(6))) // more than 200 words
	}
	if n%4 == 1 {
		for range 3 {
			blocks = append(blocks, "The council of elders "+w.predicate()+".")
		}
		blocks = append(blocks, "The council of elders: "+w.number())
	}
	if n%2 == 0 {
		blocks = append(blocks, fmt.Sprintf("%d – %d", 1990+w.IntN(10), 2010+w.IntN(10)))
	}
	w.Shuffle(len(blocks)-1, func(i, j int) { blocks[i+1], blocks[j+1] = blocks[j+1], blocks[i+1] })
	if n%3 == 1 {
		blocks = append(blocks, "(Reporting by Mina Haidari; editing by "+pick(w, surnames)+"; file "+w.number()+")")
	}
	return strings.Join(blocks, "\n\n") + "\n"
}

func isMarkdown(n int) bool { return n%4 == 3 }

// nameOf is what the nth article is called.
func nameOf(n int) string {
	if isMarkdown(n) {
		return fmt.Sprintf("a%03d.md", n+1)
	}
	return fmt.Sprintf("a%03d.txt", n+1)
}

// writer writes news about nothing. Each sentence has a number that no other of its article has.
type writer struct {
	*rand.Rand
	article   int
	markdown  bool
	sentences int
}

func pick(w *writer, words []string) string { return words[w.IntN(len(words))] }

func (w *writer) number() string {
	w.sentences++
	return fmt.Sprintf("%d,%03d", 10+w.article, w.sentences)
}

func (w *writer) heading(sign, text string) string {
	if w.markdown {
		return sign + " " + text
	}
	return text
}

// marked puts some of the words into markup.
func (w *writer) marked(words string) string {
	if !w.markdown {
		return words
	}
	switch w.IntN(6) {
	case 0:
		return "**" + words + "**"
	case 1:
		return "[" + words + "](https://example.org/" + fmt.Sprint(w.IntN(1000)) + ")"
	case 2:
		return "*" + words + "* `" + fmt.Sprint(w.IntN(1000)) + "`"
	}
	return words
}

func (w *writer) title() string {
	return strings.TrimSuffix(capital(w.sentence()), ".")
}

func (w *writer) block() string {
	switch w.IntN(12) {
	case 0:
		return fmt.Sprintf("“%s,” said %s %s, %s. “%s”", strings.TrimSuffix(capital(w.sentence()), "."), pick(w, titles), pick(w, surnames), pick(w, posts), capital(w.sentence()))
	case 1:
		return "- " + w.sentence() + "\n- " + w.sentence() + "\n- " + w.sentence()
	case 2:
		return w.heading("##", capital(pick(w, places))+" counts "+w.number())
	case 3:
		return "The governor said " + w.predicate() + "." // begins as others do
	case 4:
		return "> " + capital(w.sentence())
	default:
		return w.paragraph(1 + w.IntN(4))
	}
}

func (w *writer) paragraph(sentences int) string {
	all := make([]string, sentences)
	for i := range all {
		all[i] = capital(w.sentence())
	}
	return strings.Join(all, " ")
}

func (w *writer) sentence() string {
	switch w.IntN(3) {
	case 0:
		return fmt.Sprintf("in %s, %s %s.", pick(w, places), pick(w, people), w.predicate())
	case 1:
		return fmt.Sprintf("%s of %s %s, and %s %s.", pick(w, people), w.marked(pick(w, places)), w.predicate(), pick(w, people), pick(w, ends))
	default:
		return fmt.Sprintf("%s %s said that %s %s.", pick(w, titles), pick(w, surnames), pick(w, people), w.predicate())
	}
}

func (w *writer) predicate() string {
	return fmt.Sprintf("%s %s %s %s", pick(w, verbs), w.number(), w.marked(pick(w, things)), pick(w, ends))
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

var (
	titles   = []string{"Mr.", "Dr.", "Gen.", "Sen."}
	surnames = []string{"Nazari", "Haidari", "Karimi", "Sharma", "Popal", "Wardak", "Verma", "Ansari", "Rasuli"}
	posts    = []string{"who leads the water office", "a teacher in the valley", "the mayor’s deputy", "who owns the mill"}
	places   = []string{"Herat", "the Wardoj valley", "Kandahar", "Old Delhi", "Jalalabad", "the U.S. Northwest", "Mazar", "Lashkar Gah", "Patna"}
	people   = []string{"the farmers", "two engineers", "families from the hills", "the ministry", "a court", "traders at the gate", "the young doctors", "workers of the dam"}
	verbs    = []string{"had counted", "found", "were promised", "asked for", "lost", "will receive", "sold", "have repaired"}
	things   = []string{"sacks of wheat", "pumps", "metres of canal", "books", "afghanis for each house", "tents", "solar lamps", "doses of vaccine"}
	ends     = []string{"before the snow came", "as the river rose again", "although nobody was there to see it", "when the road was closed for a week",
		"and will not do so twice", "on the first morning of spring", "with the help of their neighbours"}
)
