package run

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"tarjuma/internal/llm"
	"tarjuma/prompts"
)

// TestAPlanIsWhatARunDoes plans a job, does it, and plans it again: the requests of the plan are those of the run, and then
// they are stored. Of a brief only the first request is known.
func TestAPlanIsWhatARunDoes(t *testing.T) {
	for _, verb := range []Verb{Summarize, Translate} {
		t.Run(string(verb), func(t *testing.T) {
			d := newDesk(t, verb, 2, "prs", "en", "hi")
			d.intoFolder("md")
			before, err := planAll(d.job, d.store)
			must(t, err)
			if len(d.asked()) != 0 || len(d.files()) != 0 {
				t.Fatal("a plan asked or wrote something")
			}
			planned := planKeys(t, before, false)
			d.mustRun()
			sent := d.asked()
			for _, key := range planned {
				if !slices.Contains(sent, key) {
					t.Errorf("a planned request was not sent")
				}
			}
			if verb == Translate && len(planned) != len(sent) || verb == Summarize && len(planned) != 2 {
				t.Errorf("%d requests were planned, %d sent", len(planned), len(sent))
			}
			for i, o := range d.reported {
				p := before[i]
				if !slices.Equal(p.Files, o.Files) || p.From.Code != "en" || len(p.To) != 2 || !slices.Equal(p.Skipped, o.Skipped) {
					t.Errorf("planned files %v, to %d languages, skipped %d; written %v", p.Files, len(p.To), len(p.Skipped), o.Files)
				}
				if skipped := len(p.Skipped) == 1; skipped != (verb == Translate) { // a brief is in English anyway
					t.Errorf("English is skipped: %t", skipped)
				}
			}
			for _, p := range mustPlan(t, d) {
				if !p.UpToDate || p.Requests != nil || p.Files != nil || p.Made != nil {
					t.Errorf("after the run something is planned: %+v", p)
				}
			}
			d.job.Fresh = true
			after, err := planAll(d.job, d.store)
			must(t, err)
			if again := planKeys(t, after, true); !slices.Equal(again, planned) {
				t.Errorf("after the run the plan is another")
			}
			without, err := planAll(d.job, nil)
			must(t, err)
			planKeys(t, without, false)
		})
	}
}

func mustPlan(t *testing.T, d *desk) []Planned {
	t.Helper()
	plans, err := planAll(d.job, d.store)
	must(t, err)
	return plans
}

// planKeys gives the keys of all planned requests, and wants all of them stored or none.
func planKeys(t *testing.T, plans []Planned, stored bool) []string {
	t.Helper()
	var keys []string
	for _, p := range plans {
		must(t, p.Err)
		for _, r := range p.Requests {
			if keys = append(keys, llm.Key(r.Request)); r.Stored != stored {
				t.Errorf("%s: stored %t, want %t", r.Request.Label, r.Stored, stored)
			}
		}
	}
	return keys
}

// TestAPlanTellsFaults has each in an article of its own; the last one is planned all the same.
func TestAPlanTellsFaults(t *testing.T) {
	d := newDesk(t, Translate, 1, "prs")
	d.addSource("gone.txt", func() (io.ReadCloser, error) {
		return nil, &fs.PathError{Op: "open", Path: "gone.txt", Err: fs.ErrNotExist}
	})
	d.add("last.txt", article(1))
	d.intoFolder("txt")
	write(t, filepath.Join(d.folder, "itema.prs.txt"), "by hand")
	plans, err := planAll(d.job, d.store)
	must(t, err)
	expectExists(t, "the first article", plans[0].Err)
	if plans[0].Requests != nil {
		t.Errorf("%d requests are planned for a file that would be refused", len(plans[0].Requests))
	}
	if !errors.Is(plans[1].Err, fs.ErrNotExist) {
		t.Errorf("the second article: %v", plans[1].Err)
	}
	if p := plans[2]; p.Err != nil || len(p.Requests) != 1 || len(p.Files) != 1 || p.Requests[0].Lang.Code != "prs" {
		t.Errorf("the last article: %v, %d requests, files %v", p.Err, len(p.Requests), p.Files)
	}
}

func TestAPlanWithABrokenStore(t *testing.T) {
	d := newDesk(t, Translate, 1, "prs")
	d.mustRun()
	for _, key := range d.asked() {
		must(t, os.WriteFile(d.store.Path(key), []byte("{"), 0o600))
	}
	plans, err := planAll(d.job, d.store)
	must(t, err)
	var fault *llm.Error
	if !errors.As(plans[0].Err, &fault) || fault.Fault != llm.ReplyBroken {
		t.Errorf("the plan says: %v", plans[0].Err)
	}
}

// TestRenderGivesTheRequestsOfARun: what `prompts render` shows is what is asked.
func TestRenderGivesTheRequestsOfARun(t *testing.T) {
	for verb, prompt := range map[Verb]func(*Job) *prompts.Prompt{
		Summarize: func(j *Job) *prompts.Prompt { return j.SummarizePrompt },
		Translate: func(j *Job) *prompts.Prompt { return j.TranslatePrompt },
	} {
		d := newDesk(t, verb, 1, "ps")
		rendered, err := Render(d.job, prompt(d.job), d.job.Sources[0], d.job.To[0])
		must(t, err)
		d.mustRun()
		if sent := d.asked(); len(rendered) != 1 || llm.Key(rendered[0]) != sent[0] {
			t.Errorf("%s: what is rendered is not what is asked", verb)
		}
	}
}
