package translate

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tarjuma/internal/llm"
	"tarjuma/internal/news"
)

// TestFallback holds what the other model is asked, and what is marked when it does no better.
func TestFallback(t *testing.T) {
	const no = "the provider refused it: no"
	whole := []string{"s1 s2 s3 s4 s5", "s1 s2 s3", "bare s1", "bare s2", "bare s3", "s4 s5"}
	for _, c := range []struct {
		name  string
		other func(asked) (llm.Reply, error)
		want  []string // what is asked of it
		fault string
	}{
		{
			name:  "it answers",
			other: misaligned(func(_ asked, e []entry) []entry { return e }),
			want:  []string{"other bare s3"},
		},
		{
			name: "at fault once",
			other: func(a asked) (llm.Reply, error) {
				if len(a.Segments[0].Problems) == 0 {
					return replyOf(nil), nil
				}
				return replyOf(right(a)), nil
			},
			want: []string{"other bare s3", "other bare s3!"},
		},
		{
			name:  "at fault always",
			other: misaligned(without("s3", 0)),
			want:  []string{"other bare s3", "other bare s3!"},
			fault: no + "; asked of other: " + problemMissing,
		},
		{
			name:  "it refuses too",
			other: func(asked) (llm.Reply, error) { return refused("never"), nil },
			want:  []string{"other bare s3"},
			fault: no + "; asked of other: the provider refused it: never",
		},
		{
			name: "its server fails",
			other: func(asked) (llm.Reply, error) {
				return llm.Reply{}, &llm.Error{Fault: llm.ServerFault, Status: 503}
			},
			fault: no + "; asked of other: the server failed (HTTP 503)",
		},
	} {
		model := &scripted{answer: func(a asked) (llm.Reply, error) {
			if a.model == "other" {
				return c.other(a)
			}
			if a.has("s3") {
				return refused("no"), nil
			}
			return replyOf(right(a)), nil
		}}
		tr := translator(t, model)
		tr.Fallback = "other"
		got, _, err := tr.Translate(context.Background(), five(), language(t, "en"), language(t, "prs"), news.OfArticle)
		if err != nil {
			t.Fatal(err)
		}
		if walked, want := model.walked(got), append(slices.Clone(whole), c.want...); !slices.Equal(walked, want) {
			t.Errorf("%s: asked\n%s, want\n%s", c.name, strings.Join(walked, "\n"), strings.Join(want, "\n"))
		}
		faults := map[string]string{}
		if c.fault != "" {
			faults["s3"] = c.fault
		}
		holds(t, five(), got, inDari, faults)
		if c.fault == "" && !slices.Equal(got.Made.Models, []string{"scripted", "other"}) {
			t.Errorf("%s: made by %q", c.name, got.Made.Models)
		}
	}
}

// TestFallbackUnknown: a model that the server does not have ends the run, for it is named wrongly.
func TestFallbackUnknown(t *testing.T) {
	model := &scripted{answer: func(a asked) (llm.Reply, error) {
		switch {
		case a.model == "other":
			return llm.Reply{}, &llm.Error{Fault: llm.NoModel, Permanent: true, Model: a.model}
		case a.has("s3"):
			return refused("no"), nil
		}
		return replyOf(right(a)), nil
	}}
	tr := translator(t, model)
	tr.Fallback = "other"
	got, _, err := tr.Translate(context.Background(), five(), language(t, "en"), language(t, "prs"), news.OfArticle)
	var fault *llm.Error
	if got != nil || !errors.As(err, &fault) || fault.Fault != llm.NoModel || fault.Model != "other" {
		t.Errorf("%+v, %v", got, err)
	}
}

// TestFallbackForNothing: what is refused only in company is not asked of the other model, nor is what has other faults,
// nor is the other model asked when it is the same.
func TestFallbackForNothing(t *testing.T) {
	for _, name := range []string{"other", "scripted"} {
		model := &scripted{answer: func(a asked) (llm.Reply, error) {
			switch {
			case len(a.Segments) > 2, name == "scripted" && a.has("s2"):
				return refused("no"), nil
			}
			return replyOf(without("s4", 0)(a, right(a))), nil
		}}
		tr := translator(t, model)
		tr.Fallback = name
		got, _, err := tr.Translate(context.Background(), five(), language(t, "en"), language(t, "prs"), news.OfArticle)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range model.seen {
			if a.model == "other" {
				t.Errorf("the other model is asked for %s", a)
			}
		}
		faults := map[string]string{"s4": problemMissing}
		if name == "scripted" {
			faults["s2"] = "the provider refused it: no"
		}
		holds(t, five(), got, inDari, faults)
	}
}

// TestFallbackLater: a later run with another model asks it for just what was refused; what the first model healed in the
// meantime stays, and one more run asks nobody.
func TestFallbackLater(t *testing.T) {
	a := article(sentencesOf(22), "First came the heat.", "Then the dust came.", "Nobody left that year.")
	heals := false
	model := &storing{kept: map[string]llm.Reply{}, scripted: &scripted{answer: func(a asked) (llm.Reply, error) {
		switch {
		case a.model == "scripted" && (a.has("s1.2") || a.has("s3")):
			return refused("no"), nil
		case heals:
			return replyOf(right(a)), nil
		}
		return replyOf(without("s2", 0)(a, without("s1.1", 0)(a, right(a)))), nil
	}}}
	tr := translator(t, model)
	run := func() (*news.Translation, string) {
		before := len(model.sent)
		got, _, err := tr.Translate(context.Background(), a, language(t, "en"), language(t, "prs"), news.OfArticle)
		if err != nil {
			t.Fatal(err)
		}
		var sent []string
		for _, key := range model.sent[before:] {
			sent = append(sent, fmt.Sprintf("%d: %s", model.seen[key].round, model.seen[key]))
		}
		slices.Sort(sent)
		return got, strings.Join(sent, ", ")
	}
	run()
	heals = true
	if got, sent := run(); sent != "1: s2" || len(got.Failed()) != 2 {
		t.Errorf("without another model: sent %s, failed %+v", sent, got.Failed())
	}
	tr.Fallback = "other"
	got, sent := run()
	if sent != "0: other bare s1.1, 0: other bare s1.2, 0: other bare s3" {
		t.Errorf("with another model: sent %s", sent)
	}
	if len(got.Failed()) > 0 || !slices.Equal(got.Made.Models, []string{"scripted", "other"}) {
		t.Errorf("failed %+v, made by %q", got.Failed(), got.Made.Models)
	}
	again, sent := run()
	if sent != "" || asJSON(t, again) != asJSON(t, got) {
		t.Errorf("once more: sent %s", sent)
	}
	model.offline = true
	if offline, _ := run(); asJSON(t, offline) != asJSON(t, got) {
		t.Error("not the same offline")
	}
}

// TestFallbackTriesOnceARun: a segment with which the other model fails gets one new try of it a run.
func TestFallbackTriesOnceARun(t *testing.T) {
	model := &storing{kept: map[string]llm.Reply{}, scripted: &scripted{answer: func(a asked) (llm.Reply, error) {
		if a.model == "scripted" {
			return refused("no"), nil
		}
		return replyOf(nil), nil
	}}}
	tr := translator(t, model)
	tr.Fallback = "other"
	for _, want := range []int{3, 2, 2} {
		before := len(model.sent)
		got, _, err := tr.Translate(context.Background(), article("Only this one stands."), language(t, "en"), language(t, "prs"), news.OfArticle)
		if err != nil || len(got.Failed()) != 1 {
			t.Fatalf("%v, failed %+v", err, got.Failed())
		}
		if sent := len(model.sent) - before; sent != want {
			t.Errorf("%d requests, want %d", sent, want)
		}
	}
}
