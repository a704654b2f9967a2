package check

import "slices"

// A translation of fewer words than leastWords may well be right twice ("Read more", "Continue reading"). Sources are
// held for different when less than sharedForError of their words are the same, and for doubtful up to sharedForWarning.
const (
	leastWords       = 4
	sharedForError   = 0.5
	sharedForWarning = 0.6
)

// survey finds translations that stand for two different sources. Both segments are told: which of the two is wrong, the
// translations alone do not say.
func (s *segmentsInspector) survey(d *document, r *report) {
	same := make(map[uint64][]*pair, len(d.pairs))
	for _, p := range d.pairs {
		if isTranslated(p) && len(p.target.words) >= leastWords {
			hash := hashWords(&p.target)
			same[hash] = append(same[hash], p)
		}
	}
	for _, p := range d.pairs {
		if !isTranslated(p) || len(p.target.words) < leastWords {
			continue
		}
		if others := same[hashWords(&p.target)]; len(others) > 1 {
			s.compare(p, others, r)
		}
	}
}

// compare tells of a pair the other one whose source is least alike.
func (s *segmentsInspector) compare(p *pair, others []*pair, r *report) {
	least, unlike := sharedForWarning, (*pair)(nil)
	for _, o := range others {
		if o == p || !sameTexts(&o.target, &p.target) {
			continue
		}
		if share := s.shared(&p.source, &o.source); share < least {
			least, unlike = share, o
		}
	}
	if unlike == nil {
		return
	}
	f := r.findIn(p, "segment.duplicate", spots{}, "the same translation as that of %s, and the sources differ", unlike.unit.ID)
	if least >= sharedForError {
		f.Severity = "warning"
	}
}

// shared gives how much of the longer of two texts stands in the other, from 0 to 1: small words do not count, unless there
// are no others.
func (s *segmentsInspector) shared(a, b *text) float64 {
	first, second := s.large(a), s.large(b)
	count := 0
	for w := range first {
		if second[w] {
			count++
		}
	}
	return float64(count) / float64(max(1, len(first), len(second)))
}

func (s *segmentsInspector) large(t *text) map[string]bool {
	words, all := map[string]bool{}, map[string]bool{}
	for _, w := range t.words {
		all[w.key] = true
		if !s.smallWords[w.key] {
			words[w.key] = true
		}
	}
	if len(words) == 0 {
		return all
	}
	return words
}

func isTranslated(p *pair) bool { return !p.unit.Copied && p.unit.Fault == "" }

// hashWords makes a number of the words of a text, digits and punctuation left out.
func hashWords(t *text) uint64 {
	hash := uint64(0)
	for i := range t.words {
		hash = hash*0x9E3779B97F4A7C15 + hashWord(t.words[i].key)
	}
	return hash
}

func sameTexts(a, b *text) bool {
	return slices.EqualFunc(a.words, b.words, func(v, w token) bool { return v.key == w.key })
}
