// Command checkmeasure tells how good the checks are, on human translations that it is given: how often they alarm on text that a
// person wrote, how many faults they catch of those that it plants there, one at a time, and how fast they are.
//
//	go run ./internal/tools/checkmeasure --data FILE
//
// FILE has an article a line, as JSON: {"doc_id","segments":[{"id","en","prs","ps","hi"}]}; or it is a TMX file. Nothing of it is kept.
// The same data and seed give the same figures, but for the time.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"tarjuma/internal/check"
	"tarjuma/internal/lang"
)

// options say what is measured.
type options struct {
	data   string
	langs  string
	show   string
	faults bool
	speed  bool
	misses string
	seed   uint64
	most   int
}

func main() {
	var o options
	flag.StringVar(&o.data, "data", "", "`FILE` of human translations")
	flag.StringVar(&o.langs, "lang", "prs,ps,hi", "languages to measure")
	flag.StringVar(&o.show, "show", "", "print what a `RULE`, a group or all alarms on (errors and warnings; info too where one rule is named)")
	flag.BoolVar(&o.faults, "faults", false, "plant faults, and count those found")
	flag.StringVar(&o.misses, "misses", "", "print where a planted `FAULT` was missed")
	flag.BoolVar(&o.speed, "speed", false, "measure segments a second in processor time, on one core")
	flag.Uint64Var(&o.seed, "seed", 1, "of the choice of faults")
	flag.IntVar(&o.most, "most", 400, "faults of a kind and language at most")
	flag.Parse()
	if err := measure(os.Stdout, o); err != nil {
		fmt.Fprintln(os.Stderr, "checkmeasure:", err)
		os.Exit(1)
	}
}

func measure(w io.Writer, o options) error {
	if o.data == "" {
		return errors.New("name the data with --data")
	}
	articles, err := load(o.data)
	if err != nil {
		return fmt.Errorf("reading the data: %w", err)
	}
	languages, err := lang.Builtin()
	if err != nil {
		return err
	}
	english, err := languages.Find("en")
	if err != nil {
		return err
	}
	checks := check.New(languages, check.Options{})
	for code := range strings.SplitSeq(o.langs, ",") {
		to, err := languages.Find(code)
		if err != nil {
			return err
		}
		have := inLanguage(articles, to.Code)
		if len(have) == 0 {
			continue
		}
		b := &bench{out: w, options: o, checker: checks.For(english, to), from: english, code: to.Code, articles: have}
		b.alarms()
		if o.faults || o.misses != "" {
			b.faults()
		}
		if o.speed {
			if err := b.speed(); err != nil {
				return err
			}
		}
	}
	return nil
}

// inLanguage gives the articles that have every segment in English and in a language.
func inLanguage(articles []article, code string) []article {
	return slices.DeleteFunc(slices.Clone(articles), func(a article) bool {
		return slices.ContainsFunc(a.Segments, func(s segment) bool { return s.Texts["en"] == "" || s.Texts[code] == "" })
	})
}
