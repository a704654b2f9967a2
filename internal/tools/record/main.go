// Command record keeps the recorded replies in testdata/replies, with which the README's first command and the tests run
// without a key and without a network.
//
//	go run ./internal/tools/record           list the requests that have no reply, a JSON object a line
//	go run ./internal/tools/record FILE      file replies: lines {"key":"…","text":"…"}, key as in the list
//	go run ./internal/tools/record --check   exit 1 if a request has no reply or a reply no request (it is stale)
//
// A brief's translations can only be asked once the brief is there, so listing and filing go round twice.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"tarjuma/internal/llm"
)

const (
	folder  = "testdata/replies"
	model   = "recorded"
	version = "0.1.0" // the version that the replies were recorded for: a replay must not depend on the build
)

func main() {
	check := flag.Bool("check", false, "exit 1 if a request has no reply or a reply no request")
	flag.Parse()
	if err := record(context.Background(), *check, flag.Arg(0)); err != nil {
		fmt.Fprintln(os.Stderr, "record:", err)
		os.Exit(1)
	}
}

func record(ctx context.Context, check bool, file string) error {
	store, err := llm.OpenStore(folder, check)
	if err != nil {
		return err
	}
	asked, err := ask(ctx, store)
	if err != nil {
		return err
	}
	switch {
	case check:
		return compare(store, asked)
	case file != "":
		return fileReplies(store, asked, file)
	}
	return list(os.Stdout, asked)
}

// line is a request without a reply, as it is listed.
type line struct {
	Key      string        `json:"key"`
	Label    string        `json:"label"`
	Messages []llm.Message `json:"messages"`
}

func list(w io.Writer, asked *asked) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	for _, req := range asked.missing() {
		if err := encoder.Encode(line{llm.Key(req), req.Label, req.Messages}); err != nil {
			return err
		}
	}
	return nil
}

// fileReplies puts replies into the store, each for a request that has none.
func fileReplies(store *llm.Store, asked *asked, path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	lines := bufio.NewReader(file)
	for {
		text, err := lines.ReadBytes('\n')
		if len(text) > 0 {
			if err := fileReply(store, asked, text); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func fileReply(store *llm.Store, asked *asked, text []byte) error {
	var given struct{ Key, Text string }
	if err := json.Unmarshal(text, &given); err != nil {
		return err
	}
	missing := asked.missing()
	i := slices.IndexFunc(missing, func(req llm.Request) bool { return llm.Key(req) == given.Key })
	if i < 0 {
		return fmt.Errorf("no request without a reply has the key %s", given.Key)
	}
	req := missing[i]
	prompt := 0
	for _, m := range req.Messages {
		prompt += llm.Tokens(m.Content)
	}
	return store.Save(llm.Entry{Request: req, Reply: llm.Reply{
		Text: given.Text, Model: model, Finish: llm.FinishStop, Attempts: 1, Tool: version,
		Usage: llm.Usage{Prompt: prompt, Completion: llm.Tokens(given.Text)},
		Time:  time.Now().UTC().Truncate(time.Second),
		Wire:  llm.Wire{Address: "recorded by hand", Format: "none"},
	}})
}

// compare says what is missing and what is stale.
func compare(store *llm.Store, asked *asked) error {
	faults := 0
	for _, req := range asked.missing() {
		faults++
		fmt.Printf("no reply: %s (%s)\n", llm.Key(req), req.Label)
	}
	for key, err := range store.Keys() {
		if err != nil {
			return err
		}
		if !asked.has(key) {
			faults++
			fmt.Printf("stale: %s\n", store.Path(key))
		}
	}
	if faults > 0 {
		return fmt.Errorf("%d recorded replies are missing or stale", faults)
	}
	fmt.Println("every recorded reply is asked for, and every request has one")
	return nil
}
