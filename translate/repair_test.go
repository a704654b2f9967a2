package translate

import (
	"context"
	"slices"
	"strings"
	"testing"

	"tarjuma/internal/check"
	"tarjuma/internal/lang"
	"tarjuma/internal/llm"
	"tarjuma/internal/news"
)

// repairing is a translator with checks, that asks for faulty segments once more.
func repairing(t *testing.T, client llm.Client, repairs int) *Translator {
	t.Helper()
	languages, err := lang.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	tr := translator(t, client)
	tr.Checks, tr.Fixes, tr.Repairs = check.New(languages, check.Options{Only: []string{"number"}}), true, repairs
	return tr
}

// inWords answers each segment with the words given for it: the first ones when it is asked for the first time, and so on.
func inWords(answers map[string][]string) *scripted {
	return &scripted{answer: func(a asked) (llm.Reply, error) {
		var entries []entry
		for _, q := range a.Segments {
			texts := answers[q.ID]
			e := entryOf(q)
			e.Text = texts[min(a.round, len(texts)-1)]
			entries = append(entries, e)
		}
		reply := replyOf(entries)
		reply.Usage = llm.Usage{Prompt: 100, Completion: 10}
		return reply, nil
	}}
}

// Twelve farmers, and how many a bad answer makes of them.
const (
	farmers = "Some 12 farmers waited for water."
	good    = "حدود ۱۲ دهقان منتظر آب بودند."
	bad     = "حدود ۱۳ دهقان منتظر آب بودند."
	worse   = "حدود ۱۴ دهقان منتظر آب بودند."
)

// TestRepair: a segment with an error is asked for once more, with what was wrong and the answer it is about; the answer with
// fewer errors is kept, the first one where they are equal.
func TestRepair(t *testing.T) {
	for _, c := range []struct {
		name    string
		answers []string
		repairs int
		want    string
		errors  int
		asked   int
	}{
		{"good at once", []string{good}, 1, good, 0, 1},
		{"no repairs", []string{bad, good}, 0, bad, 1, 1},
		{"repaired", []string{bad, good}, 1, good, 0, 2},
		{"no better", []string{bad, worse}, 1, bad, 1, 2},
		{"better only at last", []string{bad, worse, good}, 2, good, 0, 3},
		{"not within the passes", []string{bad, worse, good}, 1, bad, 1, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			model := inWords(map[string][]string{"s1": {"کانال روز دوشنبه بسته شد."}, "s2": c.answers})
			tr := repairing(t, model, c.repairs)
			got, findings, err := tr.Translate(context.Background(), article("The canal was closed on Monday.", farmers), language(t, "en"), language(t, "prs"), news.OfArticle)
			if err != nil {
				t.Fatal(err)
			}
			pair := got.Pairs[1]
			if pair.Target != c.want || pair.Attempts != c.asked || len(findings) != c.errors {
				t.Errorf("%+v, findings %+v", pair, findings)
			}
			repairs := c.asked - 1
			if got.Made.RepairTokens.Prompt != 100*repairs || got.Made.Tokens.Prompt != 100 || len(got.Made.Requests) != 1+repairs {
				t.Errorf("%+v", got.Made)
			}
			if walked := model.walked(got); repairs > 0 && walked[1] != "s2!" {
				t.Errorf("walked %q", walked)
			}
		})
	}
}

// TestRepairTells: the model is told what was wrong, in words, and what it had answered.
func TestRepairTells(t *testing.T) {
	model := inWords(map[string][]string{"s1": {bad, good}})
	got, _, err := repairing(t, model, 1).Translate(context.Background(), article(farmers), language(t, "en"), language(t, "prs"), news.OfArticle)
	if err != nil {
		t.Fatal(err)
	}
	q := model.seen[got.Made.Requests[1]].Segments[0]
	if q.Previous != bad || len(q.Problems) != 1 || !strings.Contains(q.Problems[0], "12") || !strings.Contains(q.Problems[0], "۱۳") {
		t.Errorf("%+v", q)
	}
}

// TestRepairRefused: what a repair cannot get leaves the answer that there is.
func TestRepairRefused(t *testing.T) {
	for name, reply := range map[string]llm.Reply{
		"refused":    {Refusal: "no", Finish: llm.FinishStop, Model: "scripted"},
		"cut":        {Text: `{"segments":[`, Finish: llm.FinishLength, Model: "scripted"},
		"misaligned": {Text: `{"segments":[{"id":"s9","start":"x","text":"` + good + `"}]}`, Finish: llm.FinishStop, Model: "scripted"},
	} {
		t.Run(name, func(t *testing.T) {
			first := inWords(map[string][]string{"s1": {bad}})
			model := &scripted{answer: func(a asked) (llm.Reply, error) {
				if a.round > 0 {
					return reply, nil
				}
				return first.answer(a)
			}}
			got, findings, err := repairing(t, model, 1).Translate(context.Background(), article(farmers), language(t, "en"), language(t, "prs"), news.OfArticle)
			if err != nil || got.Pairs[0].Target != bad || got.Pairs[0].Fault != "" || got.Pairs[0].Attempts != 2 || len(findings) != 1 {
				t.Errorf("%v %+v %+v", err, got.Pairs, findings)
			}
		})
	}
}

// TestRepairOffline: a repair that the store does not know is left out, where nobody can be asked.
func TestRepairOffline(t *testing.T) {
	first := inWords(map[string][]string{"s1": {bad}})
	model := &scripted{answer: func(a asked) (llm.Reply, error) {
		if a.round > 0 {
			return llm.Reply{}, &llm.Error{Fault: llm.NotStored, Permanent: true}
		}
		return first.answer(a)
	}}
	got, findings, err := repairing(t, model, 1).Translate(context.Background(), article(farmers), language(t, "en"), language(t, "prs"), news.OfArticle)
	if err != nil || got.Pairs[0].Target != bad || len(findings) != 1 || !strings.Contains(findings[0].Message, "۱۳") {
		t.Errorf("%v %+v %+v", err, got, findings)
	}
}

// TestAwaited: where answers are not there yet, all that can be asked at once is asked, in each pass, and nothing is made without them.
func TestAwaited(t *testing.T) {
	for _, c := range []struct {
		name     string
		answered int // rounds that there are answers of
		asked    string
	}{
		{"nothing is answered", 0, "s1 | s2"},
		{"the walk is answered, the repairs are not", 1, "s1 | s1! | s2 | s2!"}, // and not those of a second pass
		{"the first pass is, the second is not", 2, "s1 | s1! | s1! | s2 | s2! | s2!"},
	} {
		t.Run(c.name, func(t *testing.T) {
			answers := inWords(map[string][]string{"s1": {bad}, "s2": {bad}})
			model := &scripted{answer: func(a asked) (llm.Reply, error) {
				if a.round >= c.answered {
					return llm.Reply{}, &llm.Error{Fault: llm.Awaited, Permanent: true}
				}
				return answers.answer(a)
			}}
			one := farmers + strings.Repeat(" They waited in line.", 47)
			got, _, err := repairing(t, model, 2).Translate(t.Context(), article(one, one+" Yes."), language(t, "en"), language(t, "prs"), news.OfArticle)
			var requests []string
			for _, a := range model.seen {
				requests = append(requests, a.String())
			}
			slices.Sort(requests)
			if asked := strings.Join(requests, " | "); got != nil || !llm.IsAwaited(err) || asked != c.asked {
				t.Errorf("asked %s, want %s; %v, %v", asked, c.asked, got, err)
			}
		})
	}
}
