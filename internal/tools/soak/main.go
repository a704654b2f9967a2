// Command soak proves what tarjuma promises on a bad day: it has articles translated by a server that answers part of all
// requests wrongly, in every way there is, and afterwards holds each pair against the one right answer.
//
//	go run ./internal/tools/soak [--articles 100] [--rate 0.3] [--seed 1] [--jobs 16] [--passes 2] [--stops] [--fallback]
//
// It prints for every kind of fault how many requests met it, of how many of these all segments came out right in the end
// (healed), how many left one with wrong numbers that the checks tell of (told), how many one that is marked as failed (marked), and
// how many stand in an article that ended in an error (ended). A second pass over the same store asks once more for what is marked; a replay of the store alone must then
// write the same bytes. The exit code is 1 if that is not so, if a pair is wrong, or if a result says that it is complete and is not.
//
// What the server does to a request hangs on the seed, on what is asked, and on how often that was asked before, and not on
// the order in which requests arrive: the same seed gives the same run. One thing is learnt by whichever request comes first:
// that the server takes no schema; so the figures of these two faults differ from run to run, and no result does. Faults that end
// a run by design (a spent quota, a wrong key, an unknown model) are left out; with --stops they are in, and the run is begun again
// each time.
//
//	go run ./internal/tools/soak --killed 4s [--articles 2000] [--rate 0.2] [--seed 1] [--jobs 16] [--latency 20ms] [--together 1]
//
// has the real program, built for it, translate a folder of the articles, and kills it (SIGKILL) about that often, until it comes to
// its end. After each kill every output is held against the right answers, no record may know of a file that is not there, and what the
// store holds must never be asked for again; lost are only answers that were on their way when the program was killed. In the end every
// segment is right or marked with its reason. (Of several processes --together, on one store and one folder, each may ask what another is
// asking, and a record may be of what another wrote, until one runs alone.) Then the server behaves: what was marked and not refused is mended, and a last run asks
// for nothing.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"time"
)

// settings are what the flags say.
type settings struct {
	articles int
	rate     float64
	seed     uint64
	jobs     int
	passes   int
	stops    bool
	fallback bool
	timeout  time.Duration // of one attempt: what a silent server costs
	killed   time.Duration // between kills; 0: it is not killed
	together int           // processes at a time that are killed
	latency  time.Duration // of every answer
}

func main() {
	var s settings
	flag.IntVar(&s.articles, "articles", 100, "how many articles")
	flag.Float64Var(&s.rate, "rate", 0.3, "share of the requests that are answered wrongly")
	flag.Uint64Var(&s.seed, "seed", 1, "of the articles and the faults")
	flag.IntVar(&s.jobs, "jobs", 16, "requests in flight")
	flag.IntVar(&s.passes, "passes", 2, "runs over the same store")
	flag.BoolVar(&s.stops, "stops", false, "also the faults that end a run")
	flag.BoolVar(&s.fallback, "fallback", false, "ask another model for what is refused")
	flag.DurationVar(&s.timeout, "timeout", 2*time.Second, "of one attempt")
	flag.DurationVar(&s.killed, "killed", 0, "translate a folder with the real program, and kill it about so often")
	flag.IntVar(&s.together, "together", 1, "how many processes at a time translate the folder that --killed is for")
	flag.DurationVar(&s.latency, "latency", 0, "of every answer")
	flag.Parse()
	if flag.NArg() > 0 || s.articles < 1 || s.rate < 0 || s.rate >= 1 || s.jobs < 1 || s.passes < 1 || s.timeout <= 0 || s.killed < 0 || s.latency < 0 || s.together < 1 {
		flag.Usage()
		os.Exit(2)
	}
	run := soak
	if s.killed > 0 {
		run = soakKilled
	}
	wrong, err := run(context.Background(), s, os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, "soak:", err)
		os.Exit(1)
	}
	if wrong > 0 {
		fmt.Fprintf(os.Stderr, "soak: %d wrong\n", wrong)
		os.Exit(1)
	}
}
