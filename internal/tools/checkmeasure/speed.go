package main

import (
	"fmt"
	"runtime"
	"time"

	"tarjuma/internal/check"
)

// speed counts how many segments a second all checks do on one core: as the segments of documents, and each alone, as in a
// translation memory. It counts the time that the processor was at work for the program, so that what else the machine does is left
// out; the collection of garbage is in it.
func (b *bench) speed() error {
	var texts []check.Text
	for _, a := range b.articles {
		texts = append(texts, b.text(a))
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	for _, mode := range []struct {
		name  string
		alone bool
	}{{"of documents", false}, {"standing alone", true}} {
		for i := range texts {
			texts[i].Alone = mode.alone
		}
		each, err := b.timeOf(texts)
		if err != nil {
			return fmt.Errorf("measuring the time: %w", err)
		}
		fmt.Fprintf(b.out, "%s: %.0f segments a second, %s, in processor time on one core: %.1f µs each\n",
			b.code, float64(time.Second)/float64(each), mode.name, float64(each)/float64(time.Microsecond))
	}
	return nil
}

// timeOf gives the processor time that all checks take for a segment.
func (b *bench) timeOf(texts []check.Text) (time.Duration, error) {
	const least = 2 * time.Second
	began, err := processorTime()
	if err != nil {
		return 0, err
	}
	for segments := 0; ; {
		for _, t := range texts {
			b.checker.Check(t)
			segments += len(t.Units)
		}
		now, err := processorTime()
		if err != nil {
			return 0, err
		}
		if taken := now - began; taken >= least {
			return taken / time.Duration(segments), nil
		}
	}
}
