package cmd

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"tarjuma/internal/llm"
	"tarjuma/internal/run"
)

// reportSchema names the form of a report, for readers of its JSON.
const reportSchema = "tarjuma.report/1"

// runReport is what --report writes.
type runReport struct {
	Schema   string          `json:"schema"`
	Verb     run.Verb        `json:"verb"`
	Exit     int             `json:"exit"`
	Articles *packedArticles `json:"articles"`
	Total    totalReport     `json:"total"`
}

// totalReport is what a whole run took. Lost are tokens of answers that never came, counted at the most that they may have taken;
// MostTokens and MostCost what had been set aside before each request.
type totalReport struct {
	Articles   map[string]int `json:"articles"`
	Requests   int64          `json:"requests"`
	FromStore  int64          `json:"from_store"`
	Tokens     tokensReport   `json:"tokens"`
	Lost       int64          `json:"lost_tokens"`
	MostTokens int64          `json:"most_tokens"`
	Cost       float64        `json:"cost"`
	MostCost   float64        `json:"most_cost"`
	Waited     float64        `json:"waited_seconds"`
	Seconds    float64        `json:"seconds"`
}

// checkReport refuses, before anything is asked, to put a report in the place of something else.
func checkReport(path string) error {
	if path == "" {
		return nil
	}
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
			return &usageError{fmt.Errorf("%s would lie in no folder", path), "name a --report in a folder that is there"}
		}
		return nil
	}
	var there struct {
		Schema string `json:"schema"`
	}
	var data []byte
	if err == nil && info.Mode().IsRegular() { // a pipe would be waited for
		data, err = os.ReadFile(path)
	}
	if err != nil || json.Unmarshal(data, &there) != nil || there.Schema != reportSchema {
		return &usageError{fmt.Errorf("%s is there and is no report", path), "name another --report"}
	}
	return nil
}

// writeReport writes what became of a run that ended with an error, or with nil, and gives that error back.
func (r *reporter) writeReport(m *run.Meter, took time.Duration, ended error) error {
	if r.options.report == "" {
		return ended
	}
	report := runReport{
		Schema: reportSchema, Verb: r.verb, Exit: exitOf(ended), Articles: &r.packed,
		Total: totalReport{
			Articles: r.counts, Requests: m.Requests.Load(), FromStore: m.FromStore.Load(),
			Tokens: tokensReport{int(m.Prompt.Load()), int(m.Cached.Load()), int(m.Completion.Load()), int(m.Reasoning.Load())},
			Lost:   m.Lost.Load(), MostTokens: m.Aside.Load(), Waited: seconds(m.Waited()), Seconds: seconds(took),
		},
	}
	cost, most := m.Cost()
	report.Total.Cost, report.Total.MostCost = sum(cost), sum(most)
	// It is written as it is encoded, for there may be tens of thousands of articles.
	err := llm.WriteFileBy(r.options.report, 0o666, func(w io.Writer) error {
		encoder := jsontext.NewEncoder(w, jsontext.WithIndent("  "), jsontext.AllowInvalidUTF8(true))
		return json.MarshalEncode(encoder, report, json.Deterministic(true)) // with a line's end, as files have
	})
	if err != nil {
		r.app.say("error", "writing the report %s: %s", r.options.report, reason(err))
		return &reported{worse(exitOf(ended), ExitFailed)}
	}
	return ended
}

// exitOf is the exit code that an error ends the program with.
func exitOf(err error) int {
	if err == nil {
		return ExitDone
	}
	var done *reported
	if errors.As(err, &done) {
		return done.code
	}
	code, _ := verdict(err)
	return code
}
