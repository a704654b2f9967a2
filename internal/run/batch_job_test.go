package run

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tarjuma/internal/llm"
	"tarjuma/prompts"
)

// keptJob is a job as the store of a desk may hold it for years: its keys do not change.
const keptJob = `{"args":["day","--to","prs,hi","-o","out/"],"texts_sha256":"9f","from":"fa-AF","to":["prs","hi"],"prompt":["translate/v1","names/v1"],` +
	`"prompts":"/desk/prompts","front_matter":["teaser"],"model":"m","fallback_model":"kind","context_window":8192,"format":"json",` +
	`"checks":CHECKS,"no_checks":true,"no_fixes":true,"repairs":2,"fail_on":"warning","encoding":"windows-1256","fresh":true,"overwrite":true,` +
	`"output":"/desk/out","budget_cost":2.5,"budget_tokens":900,"sources":[{"name":"day/a.txt","path":"/desk/day/a.txt"},` +
	`{"name":"day/b.md","path":"/desk/day/b.md","place":"sport/b.md","to":["ps"],"prompts":["translate/v1"],"became":"done"}]}`

// TestBatchJobStaysReadable reads a job that was submitted before, and writes it with the same keys.
func TestBatchJobStaysReadable(t *testing.T) {
	checks, err := json.Marshal(BatchJob{}.Checks)
	must(t, err)
	before := strings.Replace(keptJob, "CHECKS", string(checks), 1)
	s := &llm.Submission{ID: "20260301-080000-1a2b3c4d", Job: []byte(before)}
	d, err := ReadBatchJob(s)
	must(t, err)
	must(t, d.keepIn(s))
	if diff := cmp.Diff(before, string(s.Job)); diff != "" {
		t.Error(diff)
	}
	if d.Became("") != 1 || d.Became("done") != 1 || d.Sources[1].Place != "sport/b.md" || d.Window != 8192 {
		t.Errorf("%+v", d)
	}
	s.Job = []byte(`{"to":7}`)
	if _, err := ReadBatchJob(s); err == nil || !strings.Contains(err.Error(), s.ID) {
		t.Errorf("of what is no job: %v", err)
	}
}

// TestBatchJobOnAnotherDay gives the articles back as they were given, wherever the program stands by then.
func TestBatchJobOnAnotherDay(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	write(t, filepath.Join(dir, "a.txt"), "One.")
	write(t, filepath.Join(dir, "b.md"), "Two.")
	d := newDesk(t, Translate, 0, "prs")
	set, err := prompts.Builtin()
	must(t, err)
	d.job.NamesPrompt, err = set.Default(prompts.Names)
	must(t, err)
	d.job.Sources = []Source{{Name: "a.txt"}, {Name: "b.md", Place: "desk/b.md", Wishes: &Wishes{To: d.job.To, Prompts: []*prompts.Prompt{d.job.TranslatePrompt}}}}
	d.job.Output = Output{Path: "out/", Folder: true, Format: "md", Overwrite: true}
	kept, err := NewBatchJob(d.job)
	must(t, err)
	if kept.Output != filepath.Join(dir, "out") || !cmp.Equal(kept.Prompt, []string{d.job.TranslatePrompt.ID, d.job.NamesPrompt.ID}) {
		t.Errorf("%+v", kept)
	}
	t.Chdir(t.TempDir())
	sources, err := kept.Articles(d.job.Languages, set)
	must(t, err)
	texts := ""
	for _, s := range sources {
		file, err := s.Open()
		must(t, err)
		text, err := io.ReadAll(file)
		must(t, err)
		must(t, file.Close())
		texts += string(text)
	}
	if texts != "One.Two." || sources[1].Place != "desk/b.md" || sources[0].Wishes != nil || sources[1].Wishes.To[0].Code != "prs" {
		t.Errorf("%q of %+v", texts, sources)
	}
	if !kept.SaysTheSame(d.job) {
		t.Error("the same job does not say the same")
	}
	d.job.To = append(d.job.To, d.language("hi"))
	if kept.SaysTheSame(d.job) {
		t.Error("with another language it says the same")
	}
	must(t, os.Remove(filepath.Join(dir, "a.txt")))
	if _, err := sources[0].Open(); err == nil {
		t.Error("an article that is gone can be opened")
	}
	kept.Sources[1].Prompts = []string{"translate/none"}
	if _, err := kept.Articles(d.job.Languages, set); err == nil {
		t.Error("a prompt that is gone is found")
	}
}
