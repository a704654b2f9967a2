// Command pace measures how much of what a server allows a run uses, against a server of tests that keeps limits of requests and tokens a
// minute: a second's worth may come at once, a request's prompt and output limit are taken when it is admitted, and OpenAI's headers tell
// what is left.
//
//	go run ./internal/tools/pace [--rpm 600] [--tpm 200000] [--jobs 32] [--time 40s] [--after 10s]
//
// Four runs go side by side, each with a server of its own: small requests, of which the requests of a minute run out first, and articles in
// three languages, of which the tokens do; each with the limits told by flags and with limits that are only learned. It prints how
// much was used of the limit that ran out, from --after to the end of --time (at least 95 % is wanted), how many requests
// were refused (under 1 %), and how many failed (none). The exit code is 1 if a run is not as wanted.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"time"

	"tarjuma/internal/llm"
)

// settings are what the flags say.
type settings struct {
	pace  llm.Pace
	jobs  int
	time  time.Duration
	after time.Duration
}

// What is wanted of the measures.
const (
	leastUsed   = 0.95
	mostRefused = 0.01
)

func main() {
	var s settings
	flag.IntVar(&s.pace.Requests, "rpm", 600, "requests that the server allows in a minute")
	flag.IntVar(&s.pace.Tokens, "tpm", 200_000, "tokens that the server allows in a minute")
	flag.IntVar(&s.jobs, "jobs", 32, "requests in flight at most")
	flag.DurationVar(&s.time, "time", 40*time.Second, "of each run")
	flag.DurationVar(&s.after, "after", 10*time.Second, "from when on it is measured")
	flag.Parse()
	if flag.NArg() > 0 || s.pace.Requests < 1 || s.pace.Tokens < 1 || s.jobs < 1 || s.after < 0 || s.time <= s.after {
		fmt.Fprintln(os.Stderr, "pace: limits and jobs are above 0, and the time is longer than what passes before it is measured")
		flag.Usage()
		os.Exit(2)
	}
	enough, err := measure(context.Background(), s, os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, "pace:", err)
		os.Exit(1)
	}
	if !enough {
		os.Exit(1)
	}
}
