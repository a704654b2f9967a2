package main

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"sync"

	"tarjuma/internal/llm/llmtest"
	"tarjuma/prompts"
)

// kindsOf gives the faults that a request for a translation can meet, all of equal weight. Left out are those of a brief and, unless
// stops is set, those that end a run by design.
func kindsOf(stops bool) []llmtest.Fault {
	return slices.DeleteFunc(llmtest.Faults(), func(f llmtest.Fault) bool {
		switch f {
		case llmtest.InventedQuote, llmtest.InventedNumber, llmtest.UnknownEvidence, llmtest.TooLong, llmtest.AnchorsLost:
			return true
		}
		return !stops && endsRun(f)
	})
}

func endsRun(f llmtest.Fault) bool {
	return f == llmtest.QuotaSpent || f == llmtest.WrongKey || f == llmtest.UnknownModel
}

// met is a request that was answered wrongly.
type met struct {
	fault llmtest.Fault
	data  llmtest.Data
}

// trouble says how each request is answered. It is a server's plan.
type trouble struct {
	seed  uint64
	rate  float64
	kinds []llmtest.Fault

	mu    sync.Mutex
	pass  int
	asked map[[sha256.Size]byte]*course
	met   []met
}

// course is what one question has been through.
type course struct {
	asked int
	told  bool          // that its response format is refused, since it was last answered in any other way
	last  llmtest.Fault // that it was answered with, in which pass
	pass  int
}

func newTrouble(s settings) *trouble {
	return &trouble{seed: s.seed, rate: s.rate, kinds: kindsOf(s.stops), asked: map[[sha256.Size]byte]*course{}}
}

func (t *trouble) plan(_ int, r llmtest.Request) llmtest.Fault {
	t.mu.Lock()
	defer t.mu.Unlock()
	question := sha256.New()
	question.Write([]byte(r.Model))
	for _, m := range r.Messages {
		question.Write([]byte(m.Content))
	}
	key := [sha256.Size]byte(question.Sum(nil))
	c := t.asked[key]
	if c == nil {
		c = &course{pass: -1}
		t.asked[key] = c
	}
	if c.pass == t.pass && isAnswer(c.last) && r.Task == prompts.Translate {
		// One that has its answer is not asked again in a pass (but for names). On a busy machine it came too late.
		return c.last
	}
	fault := t.draw(key, c.asked, r.Data)
	if fault == llmtest.SchemaRefused || fault == llmtest.FormatRefused {
		// Asked once more in another form, the question is the same; and where that form is known already, nothing is refused.
		if refused := r.Format == "json_schema" || r.Format != "" && fault == llmtest.FormatRefused; refused && !c.told {
			c.told = true
			t.met = append(t.met, met{fault, r.Data})
			return fault
		}
		fault = llmtest.None
	}
	*c = course{asked: c.asked + 1, last: fault, pass: t.pass}
	if fault != llmtest.None {
		t.met = append(t.met, met{fault, r.Data})
	}
	return fault
}

// isAnswer tells what is kept as an answer, right or wrong, from what is only a reason to ask again.
func isAnswer(f llmtest.Fault) bool {
	switch f {
	case llmtest.TooManyRequests, llmtest.TooManyRequestsAfter, llmtest.QuotaSpent, llmtest.WrongKey, llmtest.UnknownModel,
		llmtest.RequestTimeout, llmtest.InternalError, llmtest.EmptyUnavailable, llmtest.Overloaded, llmtest.BadGateway,
		llmtest.Reset, llmtest.Silent, llmtest.Stall, llmtest.CutShort, llmtest.ErrorIn200, llmtest.NoChoices,
		llmtest.DuplicateKeys, llmtest.InvalidUTF8:
		return false
	}
	return true
}

// draw tells what happens to a question that was asked n times before.
func (t *trouble) draw(question [sha256.Size]byte, n int, d llmtest.Data) llmtest.Fault {
	var dice []byte
	dice = binary.BigEndian.AppendUint64(dice, t.seed)
	dice = binary.BigEndian.AppendUint64(dice, uint64(n))
	thrown := sha256.Sum256(append(dice, question[:]...))
	if float64(binary.BigEndian.Uint64(thrown[:8])>>11)/(1<<53) >= t.rate {
		return llmtest.None
	}
	tagged := slices.ContainsFunc(d.Segments, func(s llmtest.Segment) bool { return llmtest.Tagged(s.Text) })
	kinds := slices.DeleteFunc(slices.Clone(t.kinds), func(f llmtest.Fault) bool {
		switch f {
		case llmtest.Reordered, llmtest.Swapped, llmtest.Merged:
			return len(d.Segments) < 2 // there is nothing to mix up
		case llmtest.TagLost, llmtest.TagInvented, llmtest.TagsCrossed:
			return !tagged
		}
		return false
	})
	return kinds[binary.BigEndian.Uint64(thrown[8:16])%uint64(len(kinds))]
}

// next begins another pass: what was answered is answered anew.
func (t *trouble) next() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.pass++
	t.met = nil
}

// behave answers properly from now on.
func (t *trouble) behave() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.rate = 0
}

// take gives what was met in a pass, which is over.
func (t *trouble) take() []met {
	t.mu.Lock()
	defer t.mu.Unlock()
	taken := t.met
	t.met = nil
	t.pass++
	return taken
}
