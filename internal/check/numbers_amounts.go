package check

// amount is a number as the reader understands it.
type amount struct {
	from, to    int // chars
	first, last int // items, last not included
	values      []string
	scale       int64 // what multiplied it: 3 million → 1,000,000; 0: nothing
	room        int64 // what a number that continues it must stay below: 2 thousand (and) 500; 0: nothing can
	code        bool
	unsure      bool
	quiet       bool // a word for one, which is as often a pronoun or an article
}

// reader reads the numbers of a text from its items.
type reader struct {
	*lexer
	vocabulary *vocabulary
	items      []item
	amounts    []amount
}

func newReader(text string, v *vocabulary) *reader {
	r := &reader{lexer: &lexer{}, vocabulary: v}
	r.scan(text)
	return r
}

// scan reads a text. What was read before is gone.
func (r *reader) scan(text string) {
	r.text, r.items, r.amounts = text, r.items[:0], r.amounts[:0]
	r.run()
	r.pairs()
	r.findItems()
	for k := 0; k < len(r.items); {
		k = r.read(k)
	}
	r.shareScales()
	r.joinAmounts()
}

// read reads the number that begins at item k, if one does, and gives the item after it.
func (r *reader) read(k int) int {
	it := r.items[k]
	switch {
	case it.kind == code:
		r.keep(amount{first: k, last: k + 1, values: it.values, code: true, unsure: it.unsure})
		return k + 1
	case it.kind == numeral:
		return r.numeral(k)
	case !it.known:
		return k + 1
	case it.begins(), it.article && r.joined(k+1) && r.items[k+1].multiplies():
		return r.spelled(k)
	}
	return k + 1
}

// begins tells whether a number can begin with this word.
func (e *entry) begins() bool {
	return e.known && (e.cardinal >= 0 || e.ordinal >= 0 || e.scale > 0 || e.fraction != "" || e.unreadable)
}

// multiplies tells what may follow an article: a hundred, a half, a dozen.
func (e *entry) multiplies() bool {
	return e.known && (e.scale > 0 || e.fraction != "" || e.unreadable)
}

// joined tells whether item k exists and only a space or a hyphen stands before it.
func (r *reader) joined(k int) bool {
	return k < len(r.items) && k > 0 && r.link(r.items[k-1].piece, r.items[k].piece) != apart
}

func (r *reader) keep(a amount) {
	a.from, a.to = r.items[a.first].from, r.items[a.last-1].to
	r.amounts = append(r.amounts, a)
}

// numeral reads digits and the words that multiply them: 3 million, ۲ و نیم میلیون.
func (r *reader) numeral(k int) int {
	it := r.items[k]
	a := amount{first: k, values: it.values, scale: it.factor}
	k++
	if fraction, next := r.andFraction(k); fraction != "" {
		k, a.values = next, append(a.values, each(a.values, func(v string) string { return plus(v, fraction) })...)
	}
	for r.joined(k) && r.items[k].scale > 0 {
		a.room = r.items[k].scale
		a.scale = max(1, a.scale) * a.room
		a.values = each(a.values, func(v string) string { return times(v, a.room) })
		k++
	}
	if fraction, next := r.andFraction(k); fraction != "" && a.room > 0 {
		k, a.values = next, append(a.values, each(a.values, func(v string) string { return plus(v, times(fraction, a.room)) })...)
	}
	if len(it.plain) < 3 && r.joined(k) && r.items[k].known && r.items[k].unreadable {
		k, a.unsure = k+1, true // 3 dozen
	}
	a.last = k
	r.keep(a)
	return k
}

// andFraction reads "and a half" at item k.
func (r *reader) andFraction(k int) (fraction string, next int) {
	if !r.joined(k) || !r.items[k].connector {
		return "", k
	}
	k++
	if r.joined(k) && r.items[k].article && r.items[k].fraction == "" {
		k++
	}
	if !r.joined(k) || r.items[k].fraction == "" || !below(r.items[k].fraction, 1) {
		return "", k
	}
	return r.items[k].fraction, k + 1
}
