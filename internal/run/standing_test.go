package run

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"tarjuma/internal/llm"
	"tarjuma/internal/news"
)

// edition is a desk with one article that a test changes.
func edition(t *testing.T, format string, to ...string) (d *desk, set func(string)) {
	d = newDesk(t, Translate, 0, to...)
	text := ""
	d.addSource("a.txt", func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil })
	d.intoFolder(format)
	return d, func(now string) { text = now }
}

// TestOnlyWhatChangedIsAsked in each language, and the rest keeps how it was made.
func TestOnlyWhatChangedIsAsked(t *testing.T) {
	d, set := edition(t, "json", "prs", "hi")
	set("Bridge opens\n\nThe first line is here today.\n\nThe second line is here today.\n")
	d.mustRun()
	first := d.reported[0].Document
	d.asked()
	set("Bridge opens\n\nThe second line is here today.\n\nThe first line is here tomorrow.\n")
	d.mustRun()
	now := d.reported[0].Document
	if asked := d.asked(); len(asked) != 2 {
		t.Errorf("%d requests, want one a language", len(asked))
	}
	for i, translation := range now.Translations {
		if translation.Pairs[1].Target != first.Translations[i].Pairs[2].Target || translation.Pairs[1].ID != "s2" {
			t.Errorf("the line that moved: %+v", translation.Pairs[1])
		}
		if made := translation.Made; len(made.Requests) != 2 || made.Requests[0] != first.Translations[i].Made.Requests[0] {
			t.Errorf("how it was made: %v", made.Requests)
		}
	}
	if why := d.reported[0].Made; len(why) != 2 || why[0].Why != "the article changed" {
		t.Errorf("it was made because %v", why)
	}
}

// TestTheClockDoesNotMatter: files and records of any age are told by what they hold.
func TestTheClockDoesNotMatter(t *testing.T) {
	d, set := edition(t, "txt", "prs")
	set(article(0))
	d.mustRun()
	d.asked()
	for _, at := range []time.Time{time.Unix(0, 0), time.Now().Add(100000 * time.Hour)} {
		must(t, filepath.WalkDir(d.folder, func(path string, _ fs.DirEntry, err error) error {
			return errors.Join(err, os.Chtimes(path, at, at))
		}))
		d.mustRun()
		if !d.reported[0].UpToDate() || len(d.asked()) != 0 {
			t.Errorf("with files of %s it was made again", at)
		}
	}
	set(article(1))
	d.mustRun()
	if d.reported[0].UpToDate() {
		t.Error("what changed was not seen")
	}
}

// TestACrashBetweenFilesAndRecord writes some of the files of a changed article, and then no more: the next run finishes, asks nothing
// again, and takes nothing for a person's work.
func TestACrashBetweenFilesAndRecord(t *testing.T) {
	for _, format := range []string{"txt", "json"} {
		for after := range 4 {
			d, set := edition(t, format, "prs", "hi")
			set(article(0))
			d.mustRun()
			set(article(1))
			writes := 0
			d.job.Output.writeFile = func(path string, data []byte, perm fs.FileMode) error {
				if writes++; writes > after {
					return &fs.PathError{Op: "write", Path: path, Err: syscall.ENOSPC}
				}
				return llm.WriteFile(path, data, perm)
			}
			d.mustRun()
			all := map[string]int{"txt": 3, "json": 2}[format]
			var output *OutputError
			if got := errors.As(d.reported[0].Err, &output); got != (after < all) {
				t.Errorf("%s after %d: %v", format, after, d.reported[0].Err)
			}
			d.job.Output.writeFile = nil
			d.asked()
			d.mustRun()
			o := d.reported[0]
			if o.Err != nil || len(o.Left) != 0 || o.Incomplete() {
				t.Errorf("%s after %d: then %v, left %v", format, after, o.Err, o.Left)
			}
			if m := d.job.Meter.Requests.Load(); m != 4 {
				t.Errorf("%s after %d: %d requests in all, want 4", format, after, m)
			}
			d.mustRun()
			if !d.reported[0].UpToDate() {
				t.Errorf("%s after %d: it is not up to date at last: %+v", format, after, d.reported[0].Made)
			}
		}
	}
}

// TestARecordThatIsDamaged is told, and costs nothing but a walk over the store.
func TestARecordThatIsDamaged(t *testing.T) {
	d, set := edition(t, "txt", "prs")
	set(article(0))
	d.mustRun()
	record := d.job.recordPath(d.job.Sources[0])
	whole := read(t, record)
	for name, content := range map[string]string{
		"empty": "", "cut": whole[:len(whole)/2], "another": `{"schema":"other"}`, "without a document": `{"schema":"tarjuma.record/1"}`,
		"changed by hand": strings.Replace(whole, `"target": "`, `"target": "x`, 1),
	} {
		write(t, record, content)
		must(t, os.RemoveAll(filepath.Join(d.folder, "a.prs.txt")))
		d.mustRun()
		if o := d.reported[0]; o.Err != nil || o.Damaged == nil || len(o.Files) != 1 {
			t.Errorf("%s: %v, damaged %v", name, o.Err, o.Damaged)
		}
		if read(t, record) != whole {
			t.Errorf("%s: the record was not made whole again", name)
		}
	}
	if d.job.Meter.Requests.Load() != 1 {
		t.Errorf("%d requests in all", d.job.Meter.Requests.Load())
	}
}

// TestWhatWasRefusedStaysRefused, and what was lost for another reason is asked again.
func TestWhatWasRefusedStaysRefused(t *testing.T) {
	d, set := edition(t, "txt", "prs")
	set("Bridge opens\n\nThe first line is here today.\n\nThe second line is here today.\n")
	bad := true
	d.ask = func(_ context.Context, _ int, req llm.Request) (*llm.Reply, error) {
		if bad && strings.Contains(req.Messages[1].Content, `"text":"The second`) {
			return refused(), nil
		}
		return nil, nil
	}
	d.mustRun()
	if missing := d.reported[0].Missing(); len(missing) != 1 || !missing[0].Refused {
		t.Fatalf("missing: %v", missing)
	}
	d.asked()
	bad = false
	d.mustRun()
	if missing := d.reported[0].Missing(); len(missing) != 1 || len(d.asked()) != 0 || !d.reported[0].UpToDate() {
		t.Errorf("missing: %v", missing)
	}
	d.job.Fresh = true
	d.mustRun()
	if missing := d.reported[0].Missing(); len(missing) != 0 {
		t.Errorf("asked afresh, still missing: %v", missing)
	}
}

func TestReuse(t *testing.T) {
	a := &news.Article{Segments: []news.Segment{
		{ID: "s1", Text: "The bridge is open again for lorries today."},
		{ID: "s2", Text: "Nobody was hurt."},
		{ID: "s3", Text: "The bridge is open again for lorries today, too."},
	}}
	human := func(id, source string) news.Pair {
		return news.Pair{ID: id, Source: source, Target: id, Origin: news.FromHuman}
	}
	r := reuseFor(a, []news.Pair{
		{ID: "s1", Source: "Gone.", Origin: news.FromModel},
		human("s2", "The bridge is open again for lorries."),
		human("s3", "Something else entirely was said here."),
		{ID: "s4", Source: "Nobody was hurt.", Target: "x", Origin: news.FromModel},
	})
	if len(r.have) != 2 || r.have[0].ID != "s4" || len(r.moved) != 1 || r.moved[0].Source != a.Segments[0].Text || r.moved[0].Target != "s2" {
		t.Errorf("have %v, moved %v", r.have, r.moved)
	}
	if len(r.lost) != 1 || r.lost[0].ID != "s3" {
		t.Errorf("lost %v", r.lost)
	}
}

// TestWhatIsTakenOfAFile: translations and what is accepted of them, and nothing else.
func TestWhatIsTakenOfAFile(t *testing.T) {
	for _, c := range []struct {
		name, old, new string
		taken          bool
		origin         news.Origin
	}{
		{"a translation", `"target": "`, `"target": "x`, true, news.FromHuman},
		{"a translation, and who wrote it", `"origin": "model"`, `"origin": "human"`, false, ""},
		{"what is accepted", `"fault": ""`, `"fault": "", "accepted": ["number"]`, true, news.FromModel},
		{"what is a source", `"source": "`, `"source": "x`, false, ""},
		{"a name of ours", `"tag": "fa-AF"`, `"tag": "fa"`, false, ""},
		{"something of their own", `"tag": "fa-AF"`, `"tag": "fa-AF", "note": "good"`, false, ""},
		{"everything", `{`, ``, false, ""},
	} {
		d, set := edition(t, "json", "prs")
		set(article(0))
		d.mustRun()
		path := filepath.Join(d.folder, "a.json")
		edited := strings.Replace(read(t, path), c.old, c.new, 1)
		write(t, path, edited)
		d.asked()
		d.mustRun()
		o := d.reported[0]
		if o.Err != nil || (len(o.Left) == 0) != c.taken || len(d.asked()) != 0 {
			t.Errorf("%s: %v, left %v", c.name, o.Err, o.Left)
			continue
		}
		if !c.taken {
			expectContent(t, path, edited)
			continue
		}
		if p := o.Document.Translations[0].Pairs[0]; p.Origin != c.origin {
			t.Errorf("%s: %+v", c.name, p)
		}
		d.mustRun()
		if !d.reported[0].UpToDate() || len(d.reported[0].Left) != 0 {
			t.Errorf("%s: it is not up to date afterwards", c.name)
		}
	}
}
