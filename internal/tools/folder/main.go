// Command folder measures what runs over folders take: the real program, built for it, translates made-up articles against a server of tests
// that takes its time for every request.
//
//		go run ./internal/tools/folder [--measure time,memory,unchanged,paragraph] [--articles 300] [--many 20000] [--jobs 32] [--latency 300ms]
//
//	  - time: --articles articles in three languages, from the start of the process to its end, beside what no client can go below: requests
//	    × latency ÷ requests in flight. At most 1.10 times that is wanted, and at most 150 MiB of memory.
//	  - memory: the most memory for --many short articles in one language, with a report, beside that for --articles of the same kind: at most 1.3 times as much.
//	  - unchanged: a run over 1,000 articles in three languages of which nothing changed, beside a program that does no more than read and hash
//	    the same files: no request, and less than two seconds.
//	  - paragraph: an article of 40 paragraphs of which one changed, beside its first translation: one request a language, at most 10 % of
//	    the completion tokens, at most 25 % of the prompt tokens.
//
// The exit code is 1 where something is not as wanted. A busy machine makes times longer, and nothing else.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"
)

// settings are what the flags say.
type settings struct {
	measures  []string
	articles  int
	many      int
	unchanged int
	jobs      int
	latency   time.Duration
}

// What is wanted of the measures.
const (
	mostTime       = 1.10 // times the ideal
	mostMemory     = 150  // MiB
	mostGrowth     = 1.3  // times the memory for few articles
	mostUnchanged  = 2 * time.Second
	mostCompletion = 0.10
	mostPrompt     = 0.25
)

func main() {
	var s settings
	measures := flag.String("measure", strings.Join(names(), ","), "what to measure")
	flag.IntVar(&s.articles, "articles", 300, "how many articles")
	flag.IntVar(&s.many, "many", 20000, "how many are many articles")
	flag.IntVar(&s.unchanged, "unchanged", 1000, "how many articles have not changed")
	flag.IntVar(&s.jobs, "jobs", 32, "requests in flight")
	flag.DurationVar(&s.latency, "latency", 300*time.Millisecond, "of every request where time is measured")
	flag.Parse()
	s.measures = strings.Split(*measures, ",")
	unknown := slices.ContainsFunc(s.measures, func(m string) bool { return !slices.Contains(names(), m) })
	if flag.NArg() > 0 || unknown || min(s.articles, s.many, s.unchanged, s.jobs) < 1 || s.latency <= 0 {
		flag.Usage()
		os.Exit(2)
	}
	enough, err := measure(context.Background(), s, os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, "folder:", err)
		os.Exit(1)
	}
	if !enough {
		os.Exit(1)
	}
}
