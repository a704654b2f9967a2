// Command speed measures what the cut into parts gains, against a server of tests that takes 200 ms for a request and 10 ms for each token
// of its answer: a long article into three languages as tarjuma asks for it, beside the same prompt asked once per language for
// the whole text, the three at once.
//
//	go run ./internal/tools/speed [--words 3000] [--jobs 8,16,32] [--faster 1]
//
// It prints both times, how many times faster the parts are (at least 4 is wanted, 8 hoped for), and what they cost: prompt
// tokens per language beside those of the source (at most 3 times as many are wanted), as the client estimates tokens. Latency and
// tokens pass --faster times as fast. The exit code is 1 if no number of jobs reaches 4, or if the tokens are too many.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// settings are what the flags say.
type settings struct {
	words    int
	jobs     []int
	latency  time.Duration
	perToken time.Duration
}

// What is wanted of the measures.
const (
	leastFaster = 4.0
	mostTokens  = 3.0
)

func main() {
	words := flag.Int("words", 3000, "of the article")
	jobs := flag.String("jobs", "8,16,32", "requests in flight, one run each")
	faster := flag.Float64("faster", 1, "how much faster the server is than it should be")
	flag.Parse()
	s, err := settingsOf(*words, *jobs, *faster)
	if err != nil || flag.NArg() > 0 {
		fmt.Fprintln(os.Stderr, "speed:", err)
		flag.Usage()
		os.Exit(2)
	}
	enough, err := measure(context.Background(), s, os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, "speed:", err)
		os.Exit(1)
	}
	if !enough {
		os.Exit(1)
	}
}

func settingsOf(words int, jobs string, faster float64) (settings, error) {
	s := settings{words: words}
	if words < 1 || faster <= 0 {
		return s, fmt.Errorf("words and faster are above 0")
	}
	s.latency = time.Duration(float64(200*time.Millisecond) / faster)
	s.perToken = time.Duration(float64(10*time.Millisecond) / faster)
	for _, text := range strings.Split(jobs, ",") {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			return s, fmt.Errorf("jobs is a list of numbers above 0, not %q", jobs)
		}
		s.jobs = append(s.jobs, n)
	}
	return s, nil
}
