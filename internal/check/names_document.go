package check

// survey looks at all names of a document: what it says of a name in one place helps to judge another.
func (n *namesInspector) survey(d *document, r *report) {
	decided := n.settled(d.names)
	readings := make([]*listener, len(d.pairs))
	inside := map[string]bool{} // names that stand inside sentences, or with a counterpart that leaves no doubt
	for i, p := range d.pairs {
		l := n.pool.Get().(*listener)
		defer n.pool.Put(l)
		readings[i] = l
		l.names, l.read = l.names[:0], false
		if !isTranslated(p) || p.target.letters.all() == 0 {
			continue
		}
		l.read, l.numbers, l.heardNumbers = true, n.from.numbers(l.numbers[:0], &p.source), n.to.numbers(l.heardNumbers[:0], &p.target)
		l.length, l.heardLength = lengthOf(&p.source), lengthOf(&p.target)
		if n.read(p, l); len(l.names) == 0 {
			l.listen(&p.target, n.small)
		}
		for k := range l.names {
			name := &l.names[k]
			if decided.has(name.key, &p.target) {
				name.found, name.weak = true, false
			}
			if !name.first || name.heardTo > 0 && name.consonants > 2 && name.cost <= costNoVowel {
				inside[name.key] = true
			}
		}
	}
	doubtWeak(d, readings)
	doubtRepeated(readings)
	others := &strangers{document: d, readings: readings}
	for i, p := range d.pairs {
		r.unit = p.unit
		readings[i].tell(p, r, func(name *named) bool { return inside[name.key] || name.called != "" || isLikely(&p.source, name) },
			func() bool { return others.in(p) })
	}
	r.unit = nil
	n.tellOrdinary(d, readings, others, r)
	n.spellings(d, readings, decided, r)
	n.shifted(d, readings, r)
}

// doubtRepeated doubts that a name is missing again where it was missing before and has a counterpart nowhere: the translator
// has a way of his own to write it, which is told once.
func doubtRepeated(readings []*listener) {
	missing := map[string]int{}
	for _, l := range readings {
		for k := range l.names {
			if !l.names[k].found {
				missing[l.names[k].key] = 0
			}
		}
	}
	if len(missing) == 0 {
		return
	}
	for _, l := range readings {
		for k := range l.names {
			if l.names[k].found {
				delete(missing, l.names[k].key)
			}
		}
	}
	for _, l := range readings {
		for k := range l.names {
			name := &l.names[k]
			if before, nowhere := missing[name.key]; nowhere {
				name.doubted = name.doubted || before > 0
				missing[name.key]++
			}
		}
	}
}
