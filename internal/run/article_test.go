package run

import (
	"context"
	"errors"
	"strings"
	"testing"

	"tarjuma/internal/llm"
	"tarjuma/internal/news"
)

// TestNothingTranslated has a provider that refuses the whole article: nothing may be written of it.
func TestNothingTranslated(t *testing.T) {
	for _, format := range []string{"txt", "md", "json"} {
		d := newDesk(t, Translate, 2, "prs", "ps")
		d.ask = func(_ context.Context, article int, _ llm.Request) (*llm.Reply, error) {
			if article == 0 {
				return refused(), nil
			}
			return nil, nil
		}
		d.intoFolder(format)
		d.mustRun()
		var nothing *NothingTranslated
		o := d.reported[0]
		if !errors.As(o.Err, &nothing) || nothing.Segment != "s1" || !strings.Contains(nothing.Reason, "not this text") {
			t.Errorf("%s: %v", format, o.Err)
		}
		if o.Document != nil || o.Files != nil || o.Incomplete() {
			t.Errorf("%s: a document %t, files %v", format, o.Document != nil, o.Files)
		}
		for name := range d.files() {
			if strings.HasPrefix(name, "itema") {
				t.Errorf("%s: %s was written", format, name)
			}
		}
		if o := d.reported[1]; o.Err != nil || len(d.files()) != len(o.Files) {
			t.Errorf("%s: the other article: %v, files %v of %d", format, o.Err, o.Files, len(d.files()))
		}
	}
}

// TestWhatIsMissingIsSaid has a provider that refuses one language: the others are done, and nothing is passed over.
func TestWhatIsMissingIsSaid(t *testing.T) {
	for _, verb := range []Verb{Summarize, Translate} {
		t.Run(string(verb), func(t *testing.T) {
			d := newDesk(t, verb, 1, "prs", "ps")
			d.ask = func(_ context.Context, _ int, req llm.Request) (*llm.Reply, error) {
				if strings.Contains(req.Messages[1].Content, `"target_lang":"ps"`) {
					return refused(), nil
				}
				return nil, nil
			}
			d.intoFolder("txt")
			d.mustRun()
			o := d.reported[0]
			if o.Err != nil || !o.Incomplete() {
				t.Fatalf("%v, missing %v", o.Err, o.Missing())
			}
			pashto := o.Document.Translations[1]
			if len(o.Missing()) != len(pashto.Pairs) {
				t.Errorf("%d of %d pairs are reported missing", len(o.Missing()), len(pashto.Pairs))
			}
			for i, m := range o.Missing() {
				if m.Lang.Code != "ps" || m.Segment != pashto.Pairs[i].ID || !strings.Contains(m.Reason, "not this text") {
					t.Errorf("missing: %+v", m)
				}
			}
			name := "itema.ps.txt"
			if verb == Summarize {
				name = "itema.brief.ps.txt"
			}
			if text := d.files()[name]; strings.Count(text, "[not translated: ") != len(pashto.Pairs) {
				t.Errorf("%s:\n%s", name, text)
			}
		})
	}
}

// TestOnlyWhatIsMissingIsAskedAgain runs twice: in the first run a segment is refused by chance of the server, in the second not.
func TestOnlyWhatIsMissingIsAskedAgain(t *testing.T) {
	d := newDesk(t, Translate, 2, "prs", "ps")
	d.ask = func(_ context.Context, article int, _ llm.Request) (*llm.Reply, error) {
		if article == 1 {
			return nil, &llm.Error{Fault: llm.BadRequest, Permanent: true, Message: "not now"}
		}
		return nil, nil
	}
	d.mustRun()
	d.ask = nil
	d.job.Meter = &Meter{}
	d.mustRun()
	if m := d.job.Meter; d.reported[1].Err != nil || m.FromStore.Load() != 2 || m.Requests.Load() != 2 {
		t.Errorf("%v: %d requests, %d answers from the store", d.reported[1].Err, m.Requests.Load(), m.FromStore.Load())
	}
}

// TestMissingOfABrief counts what a brief lacks.
func TestMissingOfABrief(t *testing.T) {
	point := news.Sentence{ID: "b3", Text: "A point."}
	whole := news.Brief{Lang: "en", Headline: news.Sentence{ID: "b1", Text: "A"}, Standfirst: news.Sentence{ID: "b2", Text: "B"}, Points: []news.Sentence{point}}
	for _, c := range []struct {
		name  string
		brief func(*news.Brief)
		asked int
		want  string
	}{
		{"nothing", func(*news.Brief) {}, 1, ""},
		{"headline", func(b *news.Brief) { b.Headline.Text = "" }, 1, "b1 the brief has no headline"},
		{"standfirst", func(b *news.Brief) { b.Standfirst.Text = "" }, 1, "b2 the brief has no standfirst"},
		{"points", func(*news.Brief) {}, 3, " the brief has 1 of 3 points"},
		{"all", func(b *news.Brief) { *b = news.Brief{Lang: "ps"} }, 1,
			" the brief has no headline;  the brief has no standfirst;  the brief has 0 of 1 points"},
	} {
		b := whole
		c.brief(&b)
		var got []string
		o := Outcome{Document: &news.Document{Brief: &b}, Asked: c.asked}
		for _, m := range o.Missing() {
			got = append(got, m.Segment+" "+m.Reason)
		}
		if strings.Join(got, "; ") != c.want || o.Incomplete() != (c.want != "") {
			t.Errorf("%s: missing %q", c.name, got)
		}
	}
}

// TestABriefIsTranslatedAsItStands: every language's pairs are the brief's own sentences.
func TestABriefIsTranslatedAsItStands(t *testing.T) {
	d := newDesk(t, Summarize, 1, "prs", "ps", "hi")
	d.job.Output.Format = "json"
	d.mustRun()
	o := d.reported[0]
	if o.Err != nil || o.Incomplete() {
		t.Fatalf("%v, missing %v", o.Err, o.Missing())
	}
	sentences := o.Document.Brief.Sentences()
	if o.Asked != 1 || len(o.Document.Brief.Points) != 1 {
		t.Errorf("of two paragraphs %d points were asked and %d are there, want 1", o.Asked, len(o.Document.Brief.Points))
	}
	for i, code := range []string{"prs", "ps", "hi"} {
		translation := o.Document.Translations[i]
		if translation.Lang != code || translation.Of != news.OfBrief || len(translation.Pairs) != len(sentences) {
			t.Fatalf("translation %d: %s of %s, %d pairs", i, translation.Lang, translation.Of, len(translation.Pairs))
		}
		for n, pair := range translation.Pairs {
			if pair.ID != sentences[n].ID || pair.Source != sentences[n].Text || pair.Target == "" {
				t.Errorf("%s: pair %+v", code, pair)
			}
		}
	}
	if m := d.job.Meter; m.Segments.Load() != m.SegmentsDone.Load() || m.Segments.Load() != int64(3*len(sentences)) || m.Requests.Load() != 4 {
		t.Errorf("the meter: %d of %d segments, %d requests", m.SegmentsDone.Load(), m.Segments.Load(), m.Requests.Load())
	}
}
