package run

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tarjuma/internal/llm"
	"tarjuma/internal/news"
)

// TestResultsComeInOrder lets the last article be finished first: what is reported and printed keeps the order of the sources.
func TestResultsComeInOrder(t *testing.T) {
	const articles = 4
	d := newDesk(t, Translate, articles, "prs")
	done := make([]chan struct{}, articles+1)
	for i := range done {
		done[i] = make(chan struct{})
	}
	close(done[articles])
	d.ask = func(_ context.Context, article int, _ llm.Request) (*llm.Reply, error) {
		<-done[article+1]
		close(done[article])
		return nil, nil
	}
	d.mustRun()
	var names []string
	at := -1
	for i, o := range d.reported {
		names = append(names, o.Source.Name)
		next := strings.Index(d.stdout.String(), "==> "+o.Source.Name+" <==\n\n")
		if next <= at || o.Err != nil {
			t.Errorf("article %d (%v) is printed at %d, the one before at %d", i, o.Err, next, at)
		}
		at = next
	}
	if want := []string{"news/itema.txt", "news/itemb.txt", "news/itemc.txt", "news/itemd.txt"}; !slices.Equal(names, want) {
		t.Errorf("reported: %v", names)
	}
}

// TestFewArticlesAreHeldAtOnce keeps the first of many articles waiting: of the others, no more are begun than may be.
func TestFewArticlesAreHeldAtOnce(t *testing.T) {
	d := newDesk(t, Translate, 40, "prs", "ps")
	d.job.Jobs = 3
	most := int64(d.job.Jobs + 2)
	release := make(chan struct{})
	var watch sync.Once
	d.ask = func(_ context.Context, article int, _ llm.Request) (*llm.Reply, error) {
		if article == 0 {
			watch.Do(func() {
				for begun := int64(0); begun != d.begun.Load(); time.Sleep(50 * time.Millisecond) {
					begun = d.begun.Load() // until none is begun any more
				}
				if begun := d.begun.Load(); begun > most || begun < 2 {
					t.Errorf("%d articles are begun while the first waits, want 2 to %d", begun, most)
				}
				close(release)
			})
			<-release
		}
		return nil, nil
	}
	var reported int64
	err := Run(t.Context(), d.job, func(Outcome) {
		if held := d.begun.Load() - reported; held > most {
			t.Errorf("%d articles are begun and not reported, want at most %d", held, most)
		}
		reported++
	})
	if err != nil || reported != 40 {
		t.Errorf("%d articles were reported: %v", reported, err)
	}
}

// TestOneArticleHoldsUpNoOther has a bad article among good ones, of each kind.
func TestOneArticleHoldsUpNoOther(t *testing.T) {
	missing := &fs.PathError{Op: "open", Path: "gone.txt", Err: fs.ErrNotExist}
	broken := errors.New("the disk is broken")
	for _, c := range []struct {
		name string
		read func() (io.ReadCloser, error)
		is   func(error) bool
	}{
		{"not there", func() (io.ReadCloser, error) { return nil, missing }, func(err error) bool { return errors.Is(err, fs.ErrNotExist) }},
		{"breaks while it is read", readerOf(io.MultiReader(strings.NewReader("A title\n\n"), failing{broken})),
			func(err error) bool { return errors.Is(err, broken) }},
		{"empty", readerOf(strings.NewReader(" \n\n")), isProblem(news.Empty)},
		{"binary", readerOf(strings.NewReader("\x7fELF\x00\x01\x02\x00\x00")), isProblem(news.Binary)},
		{"in no language that is known", readerOf(strings.NewReader("Ωραία πόλη\n\nΗ γέφυρα άνοιξε ξανά τη Δευτέρα.\n")),
			func(err error) bool { var e *LanguageError; return errors.As(err, &e) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t, Translate, 1, "prs")
			d.addSource("bad.txt", c.read)
			d.add("last.txt", article(1))
			d.intoFolder("txt")
			d.mustRun()
			if bad := d.reported[1]; !c.is(bad.Err) || bad.Document != nil || bad.Files != nil {
				t.Errorf("the bad article: %v, files %v", bad.Err, bad.Files)
			}
			for _, i := range []int{0, 2} {
				if o := d.reported[i]; o.Err != nil || o.Document == nil || len(o.Files) != 1 {
					t.Errorf("article %d: %v, files %v", i, o.Err, o.Files)
				}
			}
			if files := d.files(); len(files) != 2 {
				t.Errorf("the folder holds %d files", len(files))
			}
		})
	}
}

func readerOf(r io.Reader) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return io.NopCloser(r), nil }
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func isProblem(p news.Problem) func(error) bool {
	return func(err error) bool { var e *news.ReadError; return errors.As(err, &e) && e.Problem == p }
}

// TestOneRequestThatCannotBeSent fails its article, and no other.
func TestOneRequestThatCannotBeSent(t *testing.T) {
	d := newDesk(t, Translate, 3, "prs")
	d.ask = func(_ context.Context, article int, _ llm.Request) (*llm.Reply, error) {
		if article == 1 {
			return nil, &llm.Error{Fault: llm.Unreachable, Message: "reset five times"}
		}
		return nil, nil
	}
	d.mustRun()
	if len(d.reported) != 3 || d.reported[1].Err == nil || d.reported[2].Err != nil {
		t.Errorf("%d articles were reported", len(d.reported))
	}
}

// TestFaultsThatStopARun gives the middle one of three articles each fault.
func TestFaultsThatStopARun(t *testing.T) {
	for fault, stops := range map[llm.Fault]bool{
		llm.Unauthorized: true, llm.QuotaSpent: true, llm.NoModel: true, llm.Unreachable: true, llm.GaveUp: true, llm.StoreBroken: true,
		llm.RateLimited: false, llm.TimedOut: false, llm.ServerFault: false, llm.BadRequest: false, llm.Nonsense: false,
		llm.ContextFull: false, llm.ContextCut: false, llm.NotStored: false, llm.Awaited: false,
	} {
		for _, verb := range []Verb{Summarize, Translate} {
			t.Run(string(verb)+" "+string(fault), func(t *testing.T) {
				d := newDesk(t, verb, 3, "prs", "ps")
				d.ask = func(_ context.Context, article int, _ llm.Request) (*llm.Reply, error) {
					if article == 1 {
						return nil, &llm.Error{Fault: fault, Permanent: true, Message: "as the test says"}
					}
					return nil, nil
				}
				err := d.run(t.Context())
				expectFault(t, stops, fault, err)
				switch {
				case stops && (len(d.reported) == 0 || len(d.reported) > 2): // the last may have been begun by then
					t.Errorf("%d articles were reported, and two can be done", len(d.reported))
				case stops && (d.reported[0].Source.Name != d.job.Sources[0].Name || d.reported[0].Err != nil):
					t.Errorf("the first article: %s, %v", d.reported[0].Source.Name, d.reported[0].Err)
				case !stops && len(d.reported) != 3:
					t.Errorf("%d articles were reported of 3", len(d.reported))
				case !stops && (d.reported[0].Err != nil || d.reported[1].Err == nil || d.reported[2].Err != nil):
					t.Errorf("outcomes: %v; %v; %v", d.reported[0].Err, d.reported[1].Err, d.reported[2].Err)
				}
				if strings.Contains(d.stdout.String(), "itemb") {
					t.Errorf("something of the article that failed was printed:\n%s", &d.stdout)
				}
			})
		}
	}
}

func expectFault(t *testing.T, want bool, kind llm.Fault, err error) {
	t.Helper()
	var fault *llm.Error
	if got := errors.As(err, &fault) && fault.Fault == kind; got != want || !want && err != nil {
		t.Errorf("Run gives %v; the fault is to stop it: %t", err, want)
	}
}

// TestAfterAStopNothingIsBegun counts what is opened and asked when the first of many articles stops the run.
func TestAfterAStopNothingIsBegun(t *testing.T) {
	d := newDesk(t, Translate, 40, "prs")
	d.ask = func(context.Context, int, llm.Request) (*llm.Reply, error) {
		return nil, &llm.Error{Fault: llm.Unauthorized, Permanent: true}
	}
	if err := d.run(t.Context()); err == nil || len(d.reported) != 0 {
		t.Errorf("Run gives %v after %d articles", err, len(d.reported))
	}
	if begun := d.begun.Load(); begun > int64(d.job.Jobs+2) {
		t.Errorf("%d articles were begun", begun)
	}
	if meter := d.job.Meter; meter.ArticlesDone.Load() != 0 || meter.Articles.Load() != 40 {
		t.Errorf("the meter says %d of %d articles", meter.ArticlesDone.Load(), meter.Articles.Load())
	}
}

// TestInterruptGivesItsCause stops a run from outside: what was done is reported, and the error says why it ended.
func TestInterruptGivesItsCause(t *testing.T) {
	d := newDesk(t, Translate, 3, "prs", "hi")
	why := errors.New("the editor went home")
	ctx, stop := context.WithCancelCause(t.Context())
	d.ask = func(ctx context.Context, article int, _ llm.Request) (*llm.Reply, error) {
		if article == 1 {
			stop(why)
			return nil, context.Cause(ctx)
		}
		return nil, nil
	}
	d.job.Jobs = 1
	if err := d.run(ctx); !errors.Is(err, why) {
		t.Errorf("Run gives %v", err)
	}
	if len(d.reported) > 1 {
		t.Errorf("%d articles were reported", len(d.reported))
	}
}

func TestWhatIsAlreadyInALanguageIsSkipped(t *testing.T) {
	const dari = "پل دریا دوباره باز شد\n\nپل دریای شهر پس از سه ماه کار روز دوشنبه دوباره باز شد. شاروال گفت که این پل برای مردم است.\n"
	d := newDesk(t, Translate, 1, "prs", "en")
	d.add("dari.txt", dari)
	d.intoFolder("md")
	d.mustRun()
	for i, want := range []struct{ from, skipped, to, file string }{
		{"en", "en", "prs", "itema.prs.md"},
		{"prs", "prs", "en", "dari.en.md"},
	} {
		o := d.reported[i]
		if o.Err != nil || len(o.Skipped) != 1 || o.Skipped[0].Code != want.skipped || o.Incomplete() {
			t.Fatalf("%s: %v, skipped %v, missing %v", o.Source.Name, o.Err, o.Skipped, o.Missing())
		}
		if doc := o.Document; doc.Article.Lang != want.from || len(doc.Translations) != 1 || doc.Translations[0].Lang != want.to {
			t.Errorf("%s: from %s, %d translations", o.Source.Name, doc.Article.Lang, len(doc.Translations))
		}
		if _, ok := d.files()[want.file]; !ok || len(o.Files) != 1 {
			t.Errorf("%s: files %v", o.Source.Name, o.Files)
		}
	}
}

func TestNothingLeftToDoAsksNothing(t *testing.T) {
	d := newDesk(t, Translate, 1, "en")
	d.intoFolder("txt")
	d.mustRun()
	if o := d.reported[0]; o.Err != nil || o.Document != nil || len(o.Skipped) != 1 || o.Files != nil || o.Incomplete() {
		t.Errorf("outcome: %+v", o)
	}
	if asked := d.asked(); len(asked) != 0 || len(d.files()) != 0 {
		t.Errorf("%d requests, %d files", len(asked), len(d.files()))
	}
}

// TestTheLanguageThatIsGivenCounts reads an English text that is said to be Hindi: nothing is told from it.
func TestTheLanguageThatIsGivenCounts(t *testing.T) {
	d := newDesk(t, Translate, 1, "hi", "en")
	d.job.From = d.language("hi")
	d.mustRun()
	if o := d.reported[0]; o.Err != nil || o.Document.Article.Lang != "hi" || o.Skipped[0].Code != "hi" || o.Document.Translations[0].Lang != "en" {
		t.Errorf("%v: from %s, skipped %s", o.Err, o.Document.Article.Lang, o.Skipped[0].Code)
	}
}

// TestABrokenReplyIsOneArticles: of a store in which a reply is broken the others are whole, and their articles come out.
func TestABrokenReplyIsOneArticles(t *testing.T) {
	for _, verb := range []Verb{Summarize, Translate} {
		d := newDesk(t, verb, 3, "prs")
		d.job.Jobs = 1
		d.mustRun()
		must(t, os.WriteFile(d.store.Path(d.asked()[1]), []byte("{"), 0o600))
		d.mustRun()
		failed := 0
		for _, o := range d.reported {
			var fault *llm.Error
			switch {
			case errors.As(o.Err, &fault) && fault.Fault == llm.ReplyBroken:
				failed++
			case o.Err != nil:
				t.Errorf("%s: %v", verb, o.Err)
			}
		}
		if failed != 1 {
			t.Errorf("%s: %d articles failed", verb, failed)
		}
	}
}
