package translate

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"tarjuma/internal/llm"
	"tarjuma/internal/news"
)

// five is an article of one part, with a title.
func five() *news.Article {
	return article("# Wells run dry", "First came the heat.", "Then the dust came.", "“Rain,” he said, “is all.”", "Nobody left that year.")
}

// marked is one with inline markup.
func marked() *news.Article {
	return article("# Wells <g1>run</g1> dry", "First <g1>came <g2>the</g2></g1> heat, and <x1/>.", "Then the dust came.")
}

// misaligned is a model that answers rightly, but for what spoil does to the entries of a request.
func misaligned(spoil func(a asked, e []entry) []entry) func(asked) (llm.Reply, error) {
	return func(a asked) (llm.Reply, error) { return replyOf(spoil(a, right(a))), nil }
}

// without leaves out the entries of an id as long as more than alone segments are asked for.
func without(id string, alone int) func(a asked, e []entry) []entry {
	return func(a asked, e []entry) []entry {
		return slices.DeleteFunc(e, func(e entry) bool { return e.ID == id && len(a.Segments) > alone })
	}
}

func refused(words string) llm.Reply {
	return llm.Reply{Refusal: words, Finish: llm.FinishContentFilter, Model: "scripted"}
}

// TestLadder holds each kind of fault to the exact requests it leads to, and to what is marked at the end.
func TestLadder(t *testing.T) {
	const all = "s1 s2 s3 s4 s5"
	for _, c := range []struct {
		name    string
		article *news.Article
		model   func(asked) (llm.Reply, error)
		want    []string          // the requests, in the order of the walk
		faults  map[string]string // by id; all others are right
	}{
		{
			name:  "right at once",
			model: misaligned(func(_ asked, e []entry) []entry { return e }),
			want:  []string{all},
		},
		{
			name:  "missing once; what stands before it may hold both",
			model: misaligned(without("s3", 2)),
			want:  []string{all, "s2! s3!"},
		},
		{
			name:  "missing as long as others are asked for",
			model: misaligned(without("s3", 1)),
			want:  []string{all, "s2! s3!", "s2!", "s3!"},
		},
		{
			name:   "missing always",
			model:  misaligned(without("s3", 0)),
			want:   []string{all, "s2! s3!", "s2!", "s3!", "bare s3!"},
			faults: map[string]string{"s3": problemMissing},
		},
		{
			name:   "the title missing always",
			model:  misaligned(without("s1", 0)),
			want:   []string{all, "s1!", "bare s1!"},
			faults: map[string]string{"s1": problemMissing},
		},
		{
			name: "one more",
			model: misaligned(func(_ asked, e []entry) []entry {
				return append(e, entry{"s6", "Something else entirely", "چیزی"})
			}),
			want: []string{all},
		},
		{
			name: "twice at first",
			model: misaligned(func(a asked, e []entry) []entry {
				if len(a.Segments) == 5 {
					e = append(e, e[3])
				}
				return e
			}),
			want: []string{all, "s4!"},
		},
		{
			name: "empty always",
			model: misaligned(func(_ asked, e []entry) []entry {
				for i := range e {
					if e[i].ID == "s5" {
						e[i].Text = ""
					}
				}
				return e
			}),
			want:   []string{all, "s4! s5!", "s4!", "s5!", "bare s5!"},
			faults: map[string]string{"s5": problemEmpty},
		},
		{
			name: "the source again, until it is alone",
			model: misaligned(func(a asked, e []entry) []entry {
				for i, q := range a.Segments {
					if q.ID == "s2" && a.Context != nil {
						e[i].Text = q.Text
					}
				}
				return e
			}),
			want: []string{all, "s2!", "bare s2!"},
		},
		{
			name: "two under each other's ids",
			model: misaligned(func(a asked, e []entry) []entry {
				if len(e) > 2 {
					e[1].ID, e[2].ID = e[2].ID, e[1].ID
				}
				return e
			}),
			want: []string{all, "s2! s3!"},
		},
		{
			name:  "in another order",
			model: misaligned(func(_ asked, e []entry) []entry { slices.Reverse(e); return e }),
			want:  []string{all},
		},
		{
			name: "one cut in two and the rest moved down, whenever there are more than two",
			model: misaligned(func(a asked, e []entry) []entry {
				if len(e) < 3 {
					return e
				}
				words := strings.Fields(a.Segments[1].Text)
				cut := []entry{{e[1].ID, e[1].Start, "نیمی"}, {"", strings.Join(words[1:], " "), "نیم دیگر"}}
				moved := append(append(e[:1:1], cut...), e[2:]...)
				for i := range moved {
					moved[i].ID = fmt.Sprintf("s%d", i+1)
				}
				return moved
			}),
			want: []string{all, "s2! s3! s4! s5!", "s2!", "s3!"},
		},
		{
			name: "two in one and the rest moved up, whenever there are two",
			model: misaligned(func(a asked, e []entry) []entry {
				if len(e) < 2 {
					return e
				}
				e[0].Text += " " + e[1].Text
				for i := 1; i+1 < len(e); i++ {
					e[i] = entry{e[i].ID, e[i+1].Start, e[i+1].Text}
				}
				return e[:len(e)-1]
			}),
			want: []string{all, "s1! s2! s3! s4! s5!", "s1! s2! s3!", "bare s1!", "bare s2!", "bare s3!", "s4! s5!", "bare s4!", "bare s5!"},
		},
		{
			name: "the reply cut at the limit",
			model: func(a asked) (llm.Reply, error) {
				r := replyOf(right(a))
				if len(a.Segments) > 2 {
					r.Finish = llm.FinishLength
				}
				return r, nil
			},
			want: []string{all, "s1 s2 s3", "bare s1", "bare s2", "bare s3", "s4 s5"},
		},
		{
			name: "cut whenever one of them is asked for",
			model: func(a asked) (llm.Reply, error) {
				r := replyOf(right(a))
				if a.has("s4") {
					r.Finish = llm.FinishLength
				}
				return r, nil
			},
			want:   []string{all, "s1 s2 s3", "s4 s5", "bare s4", "bare s5"},
			faults: map[string]string{"s4": "the reply was cut at the output limit"},
		},
		{
			name: "refused whenever one of them is shown, also as a neighbour",
			model: func(a asked) (llm.Reply, error) {
				if strings.Contains(fmt.Sprint(a.data), "dust came") || a.Context != nil && slices.Contains(a.Context.Before, "Then the dust came.") ||
					a.Context != nil && slices.Contains(a.Context.After, "Then the dust came.") {
					return refused("no word about dust"), nil
				}
				return replyOf(right(a)), nil
			},
			want:   []string{all, "s1 s2 s3", "bare s1", "bare s2", "bare s3", "s4 s5", "bare s4", "bare s5"},
			faults: map[string]string{"s3": "the provider refused it: no word about dust"},
		},
		{
			name: "refused for its headline",
			model: func(a asked) (llm.Reply, error) {
				if a.has("s1") || a.Context != nil && a.Context.Headline != "" {
					return llm.Reply{Finish: llm.FinishContentFilter}, nil
				}
				return replyOf(right(a)), nil
			},
			want:   []string{all, "s1 s2 s3", "bare s1", "bare s2", "bare s3", "s4 s5", "bare s4", "bare s5"},
			faults: map[string]string{"s1": "the provider refused it: content_filter"},
		},
		{
			name: "refused when asked again",
			model: func(a asked) (llm.Reply, error) {
				if len(a.Segments) == 2 {
					return refused("not twice"), nil
				}
				return replyOf(without("s3", 1)(a, right(a))), nil
			},
			want: []string{all, "s2! s3!", "s2!", "s3!"},
		},
		{
			name:    "a single segment refused is not sent again as it was",
			article: article("Only this one stands."),
			model:   func(asked) (llm.Reply, error) { return refused("no"), nil },
			want:    []string{"bare s1"},
			faults:  map[string]string{"s1": "the provider refused it: no"},
		},
		{
			name:    "nor is one at fault in the same way",
			article: article("Only this one stands."),
			model:   misaligned(without("s1", 0)),
			want:    []string{"bare s1", "bare s1!"},
			faults:  map[string]string{"s1": problemMissing},
		},
		{
			name:    "a tag lost once",
			article: marked(),
			model: misaligned(func(a asked, e []entry) []entry {
				if len(e) == 3 {
					e[1].Text = news.WithoutTags(e[1].Text)
				}
				return e
			}),
			want: []string{"s1 s2 s3", "s2!"},
		},
		{
			name:    "a tag lost always",
			article: marked(),
			model: misaligned(func(_ asked, e []entry) []entry {
				for i := range e {
					e[i].Text = strings.ReplaceAll(e[i].Text, "<x1/>", "")
				}
				return e
			}),
			want:   []string{"s1 s2 s3", "s2!", "bare s2!"},
			faults: map[string]string{"s2": "the tag <x1/> is missing"},
		},
		{
			name: "no JSON at first",
			model: func(a asked) (llm.Reply, error) {
				if len(a.Segments[0].Problems) == 0 {
					return llm.Reply{Text: "I would rather talk about the weather.", Finish: llm.FinishStop}, nil
				}
				return replyOf(right(a)), nil
			},
			want: []string{all, "s1! s2! s3! s4! s5!"},
		},
		{
			name: "JSON with prose and a fence",
			model: func(a asked) (llm.Reply, error) {
				r := replyOf(right(a))
				r.Text = "Here you are:\n```json\n" + r.Text + "\n```\nAnything else?"
				return r, nil
			},
			want: []string{all},
		},
		{
			name: "an end of another kind is no whole reply",
			model: func(a asked) (llm.Reply, error) {
				r := replyOf(right(a))
				if a.has("s5") {
					r.Finish = "tool_calls"
				}
				return r, nil
			},
			want: []string{all, "s1! s2! s3! s4! s5!", "s1! s2! s3!", "s4! s5!", "bare s4!", "bare s5!"},
			faults: map[string]string{
				"s5": problemUnfinished,
			},
		},
		{
			name: "too long for the window",
			model: func(a asked) (llm.Reply, error) {
				if len(a.Segments) > 2 || a.has("s5") {
					return llm.Reply{}, &llm.Error{Fault: llm.ContextFull, Message: "4096 tokens"}
				}
				return replyOf(right(a)), nil
			},
			want:   []string{"bare s1", "bare s2", "bare s3", "bare s4"},
			faults: map[string]string{"s5": "the text does not fit the model's context window: 4096 tokens"},
		},
		{
			name: "the server at fault when asked again: what was right is kept",
			model: func(a asked) (llm.Reply, error) {
				if len(a.Segments) < 5 {
					return llm.Reply{}, &llm.Error{Fault: llm.ServerFault, Status: 500}
				}
				return replyOf(without("s3", 1)(a, right(a))), nil
			},
			want:   []string{all},
			faults: map[string]string{"s2": "the server failed (HTTP 500)", "s3": "the server failed (HTTP 500)"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			model := &scripted{answer: c.model}
			if c.article == nil {
				c.article = five()
			}
			got, _, err := translator(t, model).Translate(context.Background(), c.article, language(t, "en"), language(t, "prs"), news.OfArticle)
			if err != nil {
				t.Fatal(err)
			}
			if walked := model.walked(got); !slices.Equal(walked, c.want) {
				t.Errorf("asked\n%s, want\n%s", strings.Join(walked, "\n"), strings.Join(c.want, "\n"))
			}
			if distinct := len(model.seen); distinct != len(model.sent) {
				t.Errorf("%d requests, of which %d are different", len(model.sent), distinct)
			}
			holds(t, c.article, got, inDari, c.faults)
		})
	}
}

// holds checks that every segment is translated rightly, or has the fault that is wanted.
func holds(t *testing.T, a *news.Article, got *news.Translation, right func(string) string, faults map[string]string) {
	t.Helper()
	if len(got.Pairs) != len(a.Segments) {
		t.Fatalf("%d pairs of %d segments", len(got.Pairs), len(a.Segments))
	}
	for i, p := range got.Pairs {
		s := a.Segments[i]
		want := news.Pair{ID: s.ID, Source: s.Text, Target: right(s.Text), Origin: news.FromModel, Fault: faults[s.ID]}
		if want.Fault != "" {
			want.Target = ""
		}
		if p.ID != want.ID || p.Source != want.Source || p.Target != want.Target || p.Origin != want.Origin || p.Fault != want.Fault {
			t.Errorf("pair %+v, want %+v", p, want)
		}
		if p.Attempts < 1 || p.Fixes == nil {
			t.Errorf("%s: %d attempts, fixes %v", p.ID, p.Attempts, p.Fixes)
		}
	}
}

// TestAttempts: a pair tells how often the model was asked for it.
func TestAttempts(t *testing.T) {
	model := &scripted{answer: misaligned(without("s3", 0))}
	got, _, err := translator(t, model).Translate(context.Background(), five(), language(t, "en"), language(t, "prs"), news.OfArticle)
	if err != nil {
		t.Fatal(err)
	}
	var attempts []int
	for _, p := range got.Pairs {
		attempts = append(attempts, p.Attempts)
	}
	if want := []int{1, 3, 4, 1, 1}; !slices.Equal(attempts, want) {
		t.Errorf("attempts %v, want %v", attempts, want)
	}
}

// TestRunStops: a fault that every request would meet ends the run with it, whatever else happens.
func TestRunStops(t *testing.T) {
	texts := []string{"# Wells run dry"}
	for i := range 12 {
		texts = append(texts, paragraph(fmt.Sprintf("Witness%c", 'A'+i), 100))
	}
	for _, fault := range []llm.Fault{
		llm.Unauthorized, llm.QuotaSpent, llm.NoModel, llm.Unreachable, llm.GaveUp, llm.NotStored, llm.Awaited, llm.StoreBroken,
	} {
		model := &scripted{answer: func(a asked) (llm.Reply, error) {
			if a.has("s9") {
				return llm.Reply{}, &llm.Error{Fault: fault, Permanent: true}
			}
			return replyOf(right(a)), nil
		}}
		got, _, err := translator(t, model).Translate(context.Background(), article(texts...), language(t, "en"), language(t, "prs"), news.OfArticle)
		var stopped *llm.Error
		if got != nil || !errors.As(err, &stopped) || stopped.Fault != fault {
			t.Errorf("%s: %v, %v", fault, got, err)
		}
	}
}

// TestInterrupted: the context's own error comes back.
func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	model := &scripted{answer: func(asked) (llm.Reply, error) { cancel(); return llm.Reply{}, ctx.Err() }}
	got, _, err := translator(t, model).Translate(ctx, five(), language(t, "en"), language(t, "prs"), news.OfArticle)
	if got != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("%v, %v", got, err)
	}
}

// hanging is a server that refuses one part's key and lets the others wait until they are called off.
type hanging struct{}

func (hanging) Ask(ctx context.Context, req llm.Request) (llm.Reply, error) {
	if a, err := readAsked(req); err != nil || a.has("s4") {
		return llm.Reply{}, &llm.Error{Fault: llm.Unauthorized}
	}
	<-ctx.Done()
	return llm.Reply{}, context.Cause(ctx)
}

// TestOthersCalledOff: a fault that ends the run does not wait for what the other parts have in flight.
func TestOthersCalledOff(t *testing.T) {
	a := article(paragraph("Ahmad", 150), paragraph("Bahar", 150), paragraph("Karim", 150), paragraph("Dawud", 150))
	synctest.Test(t, func(t *testing.T) {
		_, _, err := translator(t, hanging{}).Translate(t.Context(), a, language(t, "en"), language(t, "prs"), news.OfArticle)
		var fault *llm.Error
		if !errors.As(err, &fault) || fault.Fault != llm.Unauthorized {
			t.Errorf("the error is %v", err)
		}
	})
}

// TestPartFails: a part whose server fails holds up no other.
func TestPartFails(t *testing.T) {
	var texts []string
	for i := range 8 {
		texts = append(texts, paragraph(fmt.Sprintf("Witness%c", 'A'+i), 165))
	}
	for _, fault := range []llm.Fault{llm.ServerFault, llm.TimedOut, llm.Nonsense, llm.BadRequest, llm.RateLimited, llm.Unreachable} {
		model := &scripted{answer: func(a asked) (llm.Reply, error) {
			if a.has("s1") {
				return llm.Reply{}, &llm.Error{Fault: fault}
			}
			return replyOf(right(a)), nil
		}}
		a := article(texts...)
		got, _, err := translator(t, model).Translate(context.Background(), a, language(t, "en"), language(t, "prs"), news.OfArticle)
		if err != nil {
			t.Fatal(err)
		}
		reason := (&llm.Error{Fault: fault}).Error()
		holds(t, a, got, inDari, map[string]string{"s1": reason, "s2": reason, "s3": reason})
		if len(model.sent) != 3 {
			t.Errorf("%s: %d requests", fault, len(model.sent))
		}
	}
}
