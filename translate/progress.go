package translate

import "sync/atomic"

// progress tells the outside of each segment once, when its state is final.
type progress struct {
	tell func(segments int)
	left []atomic.Int32 // by segment: its units that have no translation
}

func newProgress(segments int, units []*unit, tell func(int)) *progress {
	if tell == nil {
		tell = func(int) {}
	}
	p := &progress{tell: tell, left: make([]atomic.Int32, segments)}
	for _, u := range units {
		p.left[u.segment].Add(1)
	}
	return p
}

// begin tells of the segments that are not asked for.
func (p *progress) begin() {
	if copied := p.count(func(left int32) bool { return left == 0 }); copied > 0 {
		p.tell(copied)
	}
}

// translated tells of an item's segment when it was the last that was missing.
func (p *progress) translated(it *item) {
	if p.left[it.unit.segment].Add(-1) == 0 {
		p.tell(1)
	}
}

// end tells of the segments that have failed.
func (p *progress) end() {
	if failed := p.count(func(left int32) bool { return left > 0 }); failed > 0 {
		p.tell(failed)
	}
}

func (p *progress) count(is func(left int32) bool) int {
	n := 0
	for i := range p.left {
		if is(p.left[i].Load()) {
			n++
		}
	}
	return n
}
