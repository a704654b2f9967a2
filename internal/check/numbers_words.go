package check

// spelling is a number being read that begins with a word.
type spelling struct {
	*reader
	tally
	next, last int  // items: the one to look at, and the end of those taken
	whole      int  // the end of those in finished parts
	connected  bool // a connector stands before next
	article    bool // "a" stands before next, or for one
	words      int  // taken, not counting connectors and articles
	role       role // of the word taken last
	vague      bool
	unsure     bool
}

type role int

const (
	none role = iota
	cardinal
	ordinal
	scale
	fraction
	unreadable
)

// spelled reads the number that begins with the word at item k, and gives the item after it.
func (r *reader) spelled(k int) int {
	s := spelling{reader: r, next: k, last: k, tally: tally{inverted: r.vocabulary.inverted}}
	for s.take() {
	}
	a := amount{first: k, last: s.last, values: []string{s.value()}, scale: s.scaled}
	if s.group == "" {
		a.room = s.room
	}
	switch {
	case s.vague:
		a.values, a.unsure, a.scale = nil, true, 0
	case s.dividesInto(s.last):
		a.values, a.unsure, a.scale, a.last = nil, true, 0, s.last+1
	case s.words == 1:
		s.lone(&a)
	}
	a.unsure = a.unsure || s.unsure
	r.keep(a)
	return a.last
}

// take takes the next item into the number; false ends it.
func (s *spelling) take() bool {
	if s.next >= len(s.items) || s.next > s.last && !s.joined(s.next) || s.next == s.last && s.words > 0 && !s.joined(s.next) {
		return false
	}
	it := s.items[s.next]
	switch {
	case it.begins() || s.vague && it.kind == numeral:
		return s.accept(it)
	case it.connector && !s.connected && s.words > 0:
		s.connected = true
	case it.article && !s.article && s.joined(s.next+1) && s.items[s.next+1].multiplies():
		s.article = true
	default:
		return false
	}
	s.next++
	return true
}

// accept takes a number word, in the first of its senses that continues the number.
func (s *spelling) accept(it item) bool {
	if s.role = s.sense(it); s.role == none {
		if it.scale > 0 && s.group != "" && len(s.parts) > 0 {
			s.group, s.last = "", s.whole // "two thousand, three million": three belongs to what follows
		}
		return false
	}
	s.next++
	s.last, s.connected, s.article = s.next, false, s.article && s.words == 0
	s.words++
	if s.group == "" {
		s.whole = s.last
	}
	return s.role != ordinal
}

func (s *spelling) sense(it item) role {
	switch {
	case s.vague, it.unreadable && s.mayBeSeveral():
		s.vague = true
		return unreadable
	case it.cardinal >= 0 && s.add(it.cardinal):
		return cardinal
	case it.scale > 0 && s.multiply(it.scale, s.empty() || s.connected):
		return scale
	case it.ordinal >= 0 && s.add(it.ordinal):
		return ordinal
	case it.fraction != "" && s.takesFraction(it.fraction):
		return fraction
	}
	return none
}

// mayBeSeveral tells whether an unreadable word begins the number or is counted by it: dozens, two dozen.
func (s *spelling) mayBeSeveral() bool {
	return s.empty() || len(s.parts) == 0 && !s.connected && below(s.group, 20)
}

// takesFraction adds a fraction. Languages with an article say "two and a half"; those in Arabic script also
// "two half", which may mean two halves.
func (s *spelling) takesFraction(f string) bool {
	if s.empty() {
		return s.part(f, false)
	}
	if s.vocabulary.articled && !s.article {
		return false
	}
	if !s.connected && s.vocabulary.parted {
		s.unsure = true
		return s.part(f, true)
	}
	return s.part(f, s.connected)
}

// dividesInto tells whether item k makes a fraction of the number before it: two thirds.
func (s *spelling) dividesInto(k int) bool {
	if s.role == ordinal || !s.joined(k) || !below(s.value(), 100) {
		return false
	}
	it := s.items[k]
	return it.known && (it.divides || it.ordinal > 2)
}

// lone judges a number of one word. Such words have other senses too.
func (s *spelling) lone(a *amount) {
	switch {
	case s.role == scale && !s.article: // "hundred" alone: in English several of them
		a.unsure = true
		if s.vocabulary.articled {
			a.values = nil
		}
	case a.values[0] == "1":
		a.unsure, a.quiet = true, true
	case s.items[a.first].ambiguous, s.role == fraction && below(a.values[0], 1), s.role == ordinal && a.values[0] == "2":
		a.unsure = true
	case s.role == ordinal && s.joined(a.first) && s.items[a.first-1].article: // a third
		a.unsure = true
	}
}
