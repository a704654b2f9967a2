package llm

import (
	"math"
	"time"
)

const (
	// burst is how much of its pace may go at once, in seconds: half of what a server is likely to allow, so that requests which
	// catch up with one another on their way are not refused.
	burst = 0.5
	// aMinute is the longest that a limit of a minute may take to be whole again, with some room. What takes longer is that of an hour or
	// a day (Groq's for requests), and nothing to pace by.
	aMinute = 70 * time.Second
)

// bucket is a limit of a minute: it fills steadily, and what a request takes is gone from it. Without a limit it only counts.
type bucket struct {
	given   float64 // a minute's worth that the user set; 0: nothing
	learned float64 // the server's own; 0: not known, or none
	whole   bool    // the server lets a whole minute's worth go at once
	strict  bool    // it has refused what the bucket held: it lets no more go at once than a second's worth
	level   float64
	filled  time.Time // level was true then
	taken   float64   // in all
}

// newBucket makes one that is as full as it gets.
func newBucket(perMinute int, now time.Time) bucket {
	b := bucket{given: float64(perMinute), filled: now}
	b.level = b.size()
	return b
}

// perMinute is the lower of what was given and what was learned; 0 where there is no limit.
func (b *bucket) perMinute() float64 {
	if b.given > 0 && b.learned > 0 {
		return min(b.given, b.learned)
	}
	return max(b.given, b.learned)
}

func (b *bucket) perSecond() float64 { return b.perMinute() / 60 }

// bursts tells whether a minute's worth may go at once.
func (b *bucket) bursts() bool { return b.whole && !b.strict && b.given == 0 }

// size is how much it holds at most.
func (b *bucket) size() float64 {
	if b.bursts() {
		return b.learned
	}
	return max(1, b.perSecond()*burst)
}

func (b *bucket) fill(now time.Time) {
	if passed := now.Sub(b.filled); passed > 0 {
		b.level = min(b.level+passed.Seconds()*b.perSecond(), b.size())
	}
	b.filled = now
}

// wait is how long it is until n can be taken. What is more than the bucket ever holds is taken from a full one.
func (b *bucket) wait(n float64, now time.Time) time.Duration {
	if b.perMinute() == 0 {
		return 0
	}
	b.fill(now)
	lacks := min(n, b.size()) - b.level
	if lacks < 1e-6 {
		return 0
	}
	return time.Duration(math.Ceil(lacks / b.perSecond() * float64(time.Second)))
}

func (b *bucket) take(n float64) {
	b.level -= n
	b.taken += n
}

// learn brings the bucket into line with what the server says. sent is when the request went out whose answer says it, and later what
// was taken since.
//
// A server may count what is left as it was when the request came, or as it is now. So what it holds now lies between that without what
// was taken since, and that with what has flowed in since; less one second's worth, so that requests which overtake one another find room.
func (b *bucket) learn(r rateLimit, later float64, sent, now time.Time) {
	switch {
	case r.reset > aMinute:
		b.learned = 0
		return
	case r.limit <= 0:
		return
	}
	b.fill(now)
	if b.perMinute() == 0 {
		b.level = 0
	}
	b.learned = r.limit
	if r.left >= 0 {
		b.whole = r.reset >= 0 && holdsAMinute(r)
		if b.bursts() { // else the server's plenty is nothing to go by
			b.level = max(b.level, r.left-later-b.perSecond())
		}
		b.level = min(b.level, r.left+now.Sub(sent).Seconds()*b.perSecond()+1)
	}
	b.level = min(b.level, b.size())
}

// holdsAMinute tells whether a server lets a whole minute's worth go at once: then what is lacking, and how long it says that takes to
// come back, are the same. A server that only lets a second's worth go says that it will be whole again at once.
func holdsAMinute(r rateLimit) bool {
	lacking := r.limit - r.left
	returning := r.reset.Seconds() * r.limit / 60
	return math.Abs(lacking-returning) <= max(2, r.limit/20)
}

// refuse notes that the server refused what the bucket let go.
func (b *bucket) refuse(now time.Time) {
	b.fill(now)
	b.strict = true
	b.level = min(b.level, 0)
}
