package check

import (
	"strings"
	"sync"

	"tarjuma/internal/news"
)

// nameSounds looks for the names of the source in the target, by their sound.
func nameSounds() check {
	return check{
		rules: []Rule{
			{
				ID: "name.missing", Severity: "warning",
				Catches: "A name of the source has no counterpart in the translation that sounds like it.",
				Example: "“Governor Karim Sabori” → «والی کریم نوری»: Sabori would be صبوری",
			},
			{
				ID: "name.inconsistent", Severity: "warning",
				Catches: "A name is spelt in two ways in one text.",
				Example: "“Sabori” → «صبوری», and three paragraphs on «سبوری»",
			},
			shiftedRule(),
		},
		prepare: prepareNames,
	}
}

// namesInspector is made once for a pair of languages.
type namesInspector struct {
	capitals *capitals
	called   map[string][]string // what the target's language calls peoples and places, as words are compared
	small    *table[bool]        // its function words
	from, to *saying             // numbers, in the two languages
	settled  func([]news.Name) settled
	pool     sync.Pool // of *listener
}

// prepareNames gives nil where the source's language shows no names, or the target's is in letters whose sound is not known.
func prepareNames(m *materials) inspector {
	c := newCapitals(m.from)
	if m.to.Script != "Arab" && m.to.Script != "Deva" {
		return nil
	}
	if c != nil {
		for _, w := range m.settings.Accept {
			c.ordinary.add(strings.ToLower(w))
		}
	}
	n := &namesInspector{capitals: c, called: map[string][]string{}, small: newTable[bool](), from: newSaying(m.from), to: newSaying(m.to)}
	n.settled = func(names []news.Name) settled { return settle(names, m.from, m.to) }
	n.pool.New = func() any { return new(listener) }
	for word, forms := range m.to.Names.Called {
		for _, form := range forms {
			n.called[word] = append(n.called[word], keyOf(form))
		}
	}
	for _, w := range m.to.FunctionWords {
		n.small.put(keyOf(w), true)
	}
	return n
}

// keyOf gives a word as texts compare theirs.
func keyOf(word string) string {
	return string(appendKey(nil, word, differing))
}

// inspect looks at a unit that stands alone. In a document survey does it, which knows more.
func (n *namesInspector) inspect(p *pair, r *report) {
	if !p.alone || p.source.kinds&capital == 0 || p.target.letters.all() == 0 {
		return
	}
	l := n.pool.Get().(*listener)
	defer n.pool.Put(l)
	if n.read(p, l); len(l.names) > 0 {
		l.tell(p, r, func(*named) bool { return false }, func() bool { return false })
	}
}

// read finds the names of a pair, and which of them have counterparts.
func (n *namesInspector) read(p *pair, l *listener) {
	if l.names = n.capitals.find(l.names[:0], &p.source); len(l.names) == 0 {
		return
	}
	l.listen(&p.target, n.small)
	for i := range l.names {
		name := &l.names[i]
		name.found = n.isFound(p, l, name)
		name.doubted = !name.found && l.isMangled(l.phones[name.from:name.to])
	}
}

// isFound tells whether the target has a counterpart of a name. Of a name with one consonant nothing can be told.
func (n *namesInspector) isFound(p *pair, l *listener, name *named) bool {
	phones := l.phones[name.from:name.to]
	if name.consonants < 2 || n.isCalled(name, &p.target) {
		return true
	}
	if cost, from, to := l.counterpart(phones, name.limit, 0); cost <= name.limit {
		name.cost, name.heardFrom, name.heardTo, name.weak = cost, from, to, thirds*cost > name.limit
		return true
	}
	if n.isTied(p, l, name) {
		return true
	}
	name.weak = l.isInside(phones, name.limit/2)
	return name.weak
}

// isTied tells whether a name and the word before or after it are one word of the target: New York, نیویارک.
func (n *namesInspector) isTied(p *pair, l *listener, name *named) bool {
	words, end := p.source.words, len(l.phones)
	for _, from := range [2]int{name.at - 1, name.at} {
		if from < 0 || from+1 >= len(words) || !standsBy(&p.source, from+1) {
			continue
		}
		l.phones = latinSounds(latinSounds(l.phones, withoutPossessive(words[from].key)), withoutPossessive(words[from+1].key))
		tied := l.hears(l.phones[end:], name.limit)
		l.phones = l.phones[:end]
		if tied {
			return true
		}
	}
	return false
}

// isCalled tells whether the target has what its language calls the people or place.
func (n *namesInspector) isCalled(name *named, target *text) bool {
	if name.called == "" {
		return false
	}
	for _, form := range n.called[name.called] {
		for i := range target.words {
			if strings.HasPrefix(target.words[i].key, form) {
				return true
			}
		}
	}
	return false
}
