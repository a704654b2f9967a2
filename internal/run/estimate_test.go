package run

import (
	"errors"
	"os"
	"strings"
	"testing"

	"tarjuma/internal/llm"
	"tarjuma/prompts"
)

// estimate estimates the desk's job, and wants no article to fail.
func (d *desk) estimate(replies *llm.Store) *Estimate {
	d.t.Helper()
	e, err := EstimateOf(d.t.Context(), d.job, replies, func(p Planned) error { return p.Err })
	must(d.t, err)
	if len(d.asked()) != 0 {
		d.t.Error("an estimate asked something")
	}
	return e
}

// partOf finds the part of a task and language.
func (e *Estimate) partOf(t *testing.T, task, code string) EstimatedPart {
	t.Helper()
	for _, p := range e.Parts {
		if p.Task == task && p.Lang.Code == code {
			return p
		}
	}
	t.Fatalf("no part for %s %s in %+v", task, code, e.Parts)
	return EstimatedPart{}
}

func TestEstimateCountsTheRequestsOfARun(t *testing.T) {
	for _, verb := range []Verb{Summarize, Translate} {
		t.Run(string(verb), func(t *testing.T) {
			d := newDesk(t, verb, 3, "prs", "hi")
			d.intoFolder("md")
			before := d.estimate(d.store)
			requests := 0
			for _, p := range before.Parts {
				requests += p.Expected.Requests
				if p.Articles != 3 || p.Stored != 0 || p.Replies != 0 || p.Expected.Tokens.Prompt < 500 || p.Expected.Tokens.Completion < 50 ||
					p.Most.Tokens.Prompt < 2*p.Expected.Tokens.Prompt || p.Most.Tokens.Completion < 2*p.Expected.Tokens.Completion || p.Most.Requests != 2*p.Expected.Requests {
					t.Errorf("%s %s: %+v", p.Task, p.Lang.Code, p)
				}
			}
			d.mustRun()
			if sent := len(d.asked()); sent != requests {
				t.Errorf("%d requests were expected, %d sent", requests, sent)
			}
			if before.Articles != 3 || before.Asked != 3 || before.UpToDate != 0 {
				t.Errorf("before the run: %+v", before)
			}
			if after := d.estimate(d.store); after.UpToDate != 3 || after.Asked != 0 || len(after.Parts) != 0 {
				t.Errorf("after the run: %+v", after)
			}
			d.job.Output = Output{Format: "md"}
			for _, p := range d.estimate(d.store).Parts {
				if p.Stored != 3 || p.Articles != 0 || p.Expected != (Needs{}) || p.Most != (Needs{}) {
					t.Errorf("the store has the answers: %+v", p)
				}
			}
			d.job.Fresh = true
			if fresh := d.estimate(d.store); fresh.Asked != 3 || fresh.Parts[0].Stored != 0 {
				t.Errorf("afresh nothing is free: %+v", fresh)
			}
		})
	}
}

// What the store holds of the model and the language tells how it counts and writes.
func TestEstimateRestsOnStoredReplies(t *testing.T) {
	d := newDesk(t, Translate, 8, "prs", "hi")
	builtIn := d.estimate(nil).partOf(t, prompts.Translate, "prs")
	plans, err := planAll(d.job, nil)
	must(t, err)
	for i, p := range plans[:6] {
		for _, r := range p.Requests {
			x, ok := d.job.expectStored(r.Request)
			if !ok || x.again || x.task != prompts.Translate || x.lang != r.Lang.Code {
				t.Fatalf("expected of %s: %+v", r.Request.Label, x)
			}
			if r.Lang.Code == "hi" && i >= leastMeasured-1 {
				continue // too few
			}
			used := llm.Usage{Prompt: int(2*x.prompt + 0.5), Cached: int(x.prompt + 0.5), Completion: int(3*x.completion + 0.5)}
			must(t, d.store.Save(llm.Entry{Request: r.Request, Reply: llm.Reply{Text: "{}", Finish: llm.FinishStop, Usage: used}}))
			if i == 0 && r.Lang.Code == "prs" { // once more, for as much again: 1 in 6
				r.Request.Round = 1
				must(t, d.store.Save(llm.Entry{Request: r.Request, Reply: llm.Reply{Text: "{}", Finish: llm.FinishStop, Usage: used}}))
			}
		}
	}
	d.job.Fresh = true
	e := d.estimate(d.store)
	dari, hindi := e.partOf(t, prompts.Translate, "prs"), e.partOf(t, prompts.Translate, "hi")
	if dari.Replies != 7 || hindi.Replies != 0 {
		t.Fatalf("replies: %d in Dari, %d in Hindi", dari.Replies, hindi.Replies)
	}
	within := func(what string, got int, want float64) {
		t.Helper()
		if float64(got) < want*0.97 || float64(got) > want*1.03 {
			t.Errorf("%s: got %d, want about %.0f", what, got, want)
		}
	}
	if dari.Expected.Requests != 9 { // 8 × 7 ÷ 6
		t.Errorf("%d requests", dari.Expected.Requests)
	}
	within("prompt", dari.Expected.Tokens.Prompt, float64(builtIn.Expected.Tokens.Prompt)*2*7/6)
	within("cached", dari.Expected.Tokens.Cached, float64(dari.Expected.Tokens.Prompt)/2)
	within("completion", dari.Expected.Tokens.Completion, float64(builtIn.Expected.Tokens.Completion)*3*7/6)
	if hindi.Expected.Tokens.Cached != 0 || hindi.Expected.Requests != 8 {
		t.Errorf("Hindi has too few replies to go by: %+v", hindi)
	}
	d.job.Model = "another"
	if p := d.estimate(d.store).partOf(t, prompts.Translate, "prs"); p.Replies != 0 || p.Expected != builtIn.Expected {
		t.Errorf("another model is judged by this one: %+v", p)
	}
}

// Names are asked for before the parts of a long article, and shown to those that have them.
func TestEstimateCountsNames(t *testing.T) {
	d := newDesk(t, Translate, 0, "prs")
	set, err := prompts.Builtin()
	must(t, err)
	sentence := "The mayor Gulalai Stanekzai spoke with Hamid Arghandiwal on Monday about the bridge and the market. "
	d.add("long.txt", "Bridge opens again\n\n"+strings.Repeat(strings.Repeat(sentence, 5)+"\n\n", 12))
	without := d.estimate(nil).Parts[0].Expected
	d.job.NamesPrompt, err = set.Default(prompts.Names)
	must(t, err)
	with := d.estimate(nil).Parts[0].Expected
	if with.Requests != without.Requests+1 || with.Tokens.Prompt < without.Tokens.Prompt+300 || with.Tokens.Completion < without.Tokens.Completion+20 {
		t.Errorf("without names %+v, with them %+v", without, with)
	}
}

func TestEstimateOfSections(t *testing.T) {
	d := newDesk(t, Summarize, 0, "prs")
	d.add("long.txt", "Bridge opens again\n\n"+strings.Repeat(strings.Repeat("The mayor spoke about the bridge. ", 20)+"\n\n", 40))
	one := d.estimate(nil).partOf(t, prompts.Summarize, "en")
	d.job.Window = 8192
	several := d.estimate(nil).partOf(t, prompts.Summarize, "en")
	if one.Expected.Requests != 1 || several.Expected.Requests < 3 {
		t.Errorf("one request: %+v, sections and one: %+v", one, several)
	}
}

func TestEstimateTellsFaults(t *testing.T) {
	d := newDesk(t, Translate, 1, "prs")
	d.add("empty.txt", " ")
	var failed []string
	e, err := EstimateOf(t.Context(), d.job, d.store, func(p Planned) error {
		failed = append(failed, p.Source.Name)
		return nil
	})
	must(t, err)
	if strings.Join(failed, " ") != "empty.txt" || e.Articles != 1 {
		t.Errorf("failed: %v, estimated: %d", failed, e.Articles)
	}
	stop := errors.New("stop")
	if _, err := EstimateOf(t.Context(), d.job, d.store, func(Planned) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("got %v", err)
	}
}

// The whole estimate of an article against what its recorded run took: the brief's translations too, before there is a brief.
func TestEstimateHoldsForARecordedRun(t *testing.T) {
	count := newCounter(t)
	store, err := llm.OpenStore("../../testdata/replies", true)
	must(t, err)
	text, err := os.ReadFile("../../testdata/articles/canal.txt")
	must(t, err)
	for _, verb := range []Verb{Summarize, Translate} {
		d := newDesk(t, verb, 0, "prs", "ps", "hi")
		d.job.Model = "recorded"
		d.add("testdata/articles/canal.txt", string(text))
		estimated := d.estimate(nil)
		d.job.Client, err = llm.New(llm.Options{Store: store, Offline: true})
		must(t, err)
		d.job.Client = &watched{d, d.job.Client}
		d.mustRun()
		taken := map[kind]int{}
		for _, key := range d.asked() {
			entry, found, err := store.Newest(key)
			must(t, err)
			x, ok := d.job.expectStored(entry.Request)
			if !found || !ok {
				t.Fatalf("%s has no answer", key)
			}
			taken[x.kind] += count.prompt(entry.Request) + count.text(entry.Reply.Text)
		}
		for _, p := range estimated.Parts {
			near(t, string(verb)+": "+p.Task+" "+p.Lang.Code, p.Expected.Tokens.Prompt+p.Expected.Tokens.Completion, taken[kind{p.Task, p.Lang.Code}], 0.2)
		}
	}
}
