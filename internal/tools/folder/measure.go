package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

const (
	allLanguages = "prs,ps,hi"
	paragraphs   = 6  // of an ordinary article
	longArticle  = 40 // paragraphs
)

// bench is what all measures work with.
type bench struct {
	settings
	program string
	out     io.Writer
}

// kind is one thing to be measured. It says whether it is as wanted.
type kind struct {
	name    string
	measure func(*bench, context.Context) (bool, error)
}

func kinds() []kind {
	return []kind{{"time", (*bench).time}, {"memory", (*bench).memory}, {"unchanged", (*bench).nothingNew}, {"paragraph", (*bench).paragraph}}
}

func names() []string {
	var all []string
	for _, k := range kinds() {
		all = append(all, k.name)
	}
	return all
}

// measure builds the program, measures and prints. It says whether everything is as wanted.
func measure(ctx context.Context, s settings, out io.Writer) (enough bool, err error) {
	dir, err := os.MkdirTemp("", "folder")
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	b := &bench{settings: s, program: filepath.Join(dir, "tarjuma.exe"), out: out} // the ending is needed on Windows and does no harm elsewhere
	if said, err := exec.CommandContext(ctx, "go", "build", "-trimpath", "-ldflags", "-s -w", "-o", b.program, "tarjuma/cmd/tarjuma").CombinedOutput(); err != nil {
		return false, fmt.Errorf("building the program: %w\n%s", err, said)
	}
	enough = true
	for _, k := range kinds() {
		if !slices.Contains(s.measures, k.name) {
			continue
		}
		good, err := k.measure(b, ctx)
		if err != nil {
			return false, fmt.Errorf("measuring %s: %w", k.name, err)
		}
		enough = enough && good
	}
	return enough, nil
}

// with lets something be done with a new folder.
func (b *bench) with(articles, paragraphs int, latency time.Duration, to string, do func(*folder) error) error {
	f, err := newFolder(b.program, b.settings, articles, paragraphs, latency, to)
	if err != nil {
		return err
	}
	return errors.Join(do(f), f.remove())
}

// tell prints a line, with what is wanted where it is not so.
func (b *bench) tell(good bool, wanted, format string, values ...any) bool {
	line := fmt.Sprintf(format, values...)
	if !good {
		line += "; NOT AS WANTED: " + wanted
	}
	fmt.Fprintln(b.out, line)
	return good
}

func (b *bench) time(ctx context.Context) (enough bool, err error) {
	err = b.with(b.articles, paragraphs, b.latency, allLanguages, func(f *folder) error {
		made, err := f.run(ctx)
		if err != nil {
			return err
		}
		bare, err := f.server.bare(ctx, made.requests, b.jobs)
		if err != nil {
			return err
		}
		ideal := time.Duration(float64(made.requests) * float64(b.latency) / float64(b.jobs))
		ratio, possible := made.took.Seconds()/ideal.Seconds(), made.took.Seconds()/bare.Seconds()
		enough = b.tell(min(ratio, possible) <= mostTime, fmt.Sprintf("at most %.2f times", mostTime),
			"time: %d articles × 3 languages, %d in flight, %v a request: %d requests in %.2f s: %.3f times the ideal, %.2f s; %.3f times what a bare client takes here, %.2f s",
			b.articles, b.jobs, b.latency, made.requests, made.took.Seconds(), ratio, ideal.Seconds(), possible, bare.Seconds())
		lean := b.tell(made.memory <= mostMemory, fmt.Sprintf("at most %d MiB", mostMemory), "time: %.1f s of the processors; at most %.1f MiB of memory", made.busy.Seconds(), made.memory)
		enough = enough && lean
		return nil
	})
	return enough, err
}

func (b *bench) memory(ctx context.Context) (enough bool, err error) {
	var most [2]figures
	for i, articles := range []int{b.articles, b.many} {
		err := b.with(articles, 2, time.Millisecond, "hi", func(f *folder) (err error) {
			most[i], _, err = f.runWithReport(ctx)
			return err
		})
		if err != nil {
			return false, err
		}
	}
	growth := most[1].memory / max(most[0].memory, 1)
	return b.tell(growth <= mostGrowth && most[1].memory <= mostMemory, fmt.Sprintf("at most %.1f times, and %d MiB", mostGrowth, mostMemory),
		"memory: %d short articles in one language: %.1f MiB; %d: %.1f MiB: %.2f times (%d requests in %.0f s)",
		b.articles, most[0].memory, b.many, most[1].memory, growth, most[1].requests, most[1].took.Seconds()), nil
}

func (b *bench) nothingNew(ctx context.Context) (enough bool, err error) {
	err = b.with(b.unchanged, paragraphs, time.Millisecond, allLanguages, func(f *folder) error {
		if _, err := f.run(ctx); err != nil {
			return err
		}
		var took []time.Duration
		requests, memory := 0, 0.0
		for range 3 {
			made, err := f.run(ctx)
			if err != nil {
				return err
			}
			took, requests, memory = append(took, made.took), requests+made.requests, max(memory, made.memory)
		}
		slices.Sort(took)
		least, err := readAll(f.articles(), f.results())
		if err != nil {
			return err
		}
		enough = b.tell(took[1] < mostUnchanged && requests == 0, fmt.Sprintf("no request, less than %v", mostUnchanged),
			"unchanged: %d articles × 3 languages: %d requests, %.2f s; reading and hashing alone %.2f s: %.1f times; %.1f MiB",
			b.unchanged, requests, took[1].Seconds(), least.Seconds(), took[1].Seconds()/least.Seconds(), memory)
		return nil
	})
	return enough, err
}

// readAll takes the time of reading and hashing all files below folders.
func readAll(folders ...string) (time.Duration, error) {
	began := time.Now()
	for _, folder := range folders {
		err := filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			data, err := os.ReadFile(path)
			sha256.Sum256(data)
			return err
		})
		if err != nil {
			return 0, err
		}
	}
	return time.Since(began), nil
}

func (b *bench) paragraph(ctx context.Context) (enough bool, err error) {
	err = b.with(1, longArticle, time.Millisecond, allLanguages, func(f *folder) error {
		first, firstTokens, err := f.runWithReport(ctx)
		if err != nil {
			return err
		}
		path := articlePath(f.articles(), 0)
		text := strings.Replace(articleText(0, longArticle), paragraph(0, longArticle/2, "counted"), paragraph(0, longArticle/2, "measured"), 1)
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			return err
		}
		again, againTokens, err := f.runWithReport(ctx)
		if err != nil {
			return err
		}
		completion := float64(againTokens.Completion) / float64(firstTokens.Completion)
		prompt := float64(againTokens.Prompt) / float64(firstTokens.Prompt)
		enough = b.tell(again.requests == 3 && completion < mostCompletion && prompt < mostPrompt, "3 requests, under 10 % and 25 %",
			"paragraph: one of %d changed: %d requests for 3 languages (first %d); %.1f %% of the completion tokens (the share of its text: %.1f %%), %.1f %% of the prompt tokens",
			longArticle, again.requests, first.requests, 100*completion, 100/float64(longArticle), 100*prompt)
		return nil
	})
	return enough, err
}
