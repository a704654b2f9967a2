package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"text/tabwriter"
	"time"

	"tarjuma/internal/llm/llmtest"
)

// row is what became of the requests that met a kind of fault.
type row struct{ met, healed, told, marked, ended int }

// rows counts the requests by the worst that became of their segments. One for names has none: the article goes on without them.
func (p *pass) rows() (map[llmtest.Fault]row, row) {
	rows := map[llmtest.Fault]row{}
	var all row
	for _, m := range p.met {
		worst := right
		for _, place := range p.places(m) {
			worst = max(worst, p.verdict.fates[place])
		}
		r := rows[m.fault]
		r.count(worst)
		all.count(worst)
		rows[m.fault] = r
	}
	return rows, all
}

func (r *row) count(f fate) {
	r.met++
	switch f {
	case right:
		r.healed++
	case told:
		r.told++
	case marked:
		r.marked++
	case ended:
		r.ended++
	}
}

func (p *pass) print(out io.Writer) {
	rows, all := p.rows()
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(w, "met\thealed\ttold\tmarked\tended\t  fault\n")
	for _, fault := range llmtest.Faults() {
		if r, found := rows[fault]; found {
			fmt.Fprintf(w, "%d\t%d\t%d\t%d\t%d\t  %s\n", r.met, r.healed, r.told, r.marked, r.ended, fault)
		}
	}
	fmt.Fprintf(w, "%d\t%d\t%d\t%d\t%d\t  all\n", all.met, all.healed, all.told, all.marked, all.ended)
	_ = w.Flush() // out is the terminal or a buffer

	v := p.verdict
	fmt.Fprintf(out, "segments × languages: %d right, %d told to be wrong in numbers, %d marked, %d in articles that ended in an error, %d wrong\n",
		v.counts[right], v.counts[told], v.counts[marked], v.counts[ended], len(v.wrong))
	fmt.Fprintf(out, "%d requests, %.1f %% with a fault; %d replies from the store; begun again %d times; %.1f s\n",
		p.requests, 100*float64(all.met)/float64(max(1, p.requests)), p.stored, p.stops, p.took.Round(100*time.Millisecond).Seconds())
	v.printReasons(out)
	for _, wrong := range v.wrong {
		fmt.Fprintf(out, "WRONG: %s\n", wrong)
	}
}

// printReasons prints why segments have failed, the most frequent reason first.
func (v *verdict) printReasons(out io.Writer) {
	reasons := slices.SortedFunc(maps.Keys(v.reasons), func(a, b string) int {
		return cmp.Or(cmp.Compare(v.reasons[b], v.reasons[a]), cmp.Compare(a, b))
	})
	for _, reason := range reasons {
		fmt.Fprintf(out, "%6d × %s\n", v.reasons[reason], reason)
	}
}
