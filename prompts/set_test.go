package prompts

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// lockOf gives the lock of a folder with the named prompts, all of them goodTemplate.
func lockOf(ids ...string) string {
	var lock strings.Builder
	for _, id := range ids {
		fmt.Fprintf(&lock, "%s %s\n", id, bundleHash([]byte(goodTemplate), []byte(goodSchema)))
	}
	return lock.String()
}

func builtinOf(t *testing.T, lock string, ids ...string) *Set {
	t.Helper()
	set, err := builtinFrom(lockedFolder(lock, ids...))
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func lockedFolder(lock string, ids ...string) fstest.MapFS {
	files := folder(lockFile, lock, "translate/schema-1.json", goodSchema, "summarize/schema-1.json", goodSchema, "names/schema-1.json", goodSchema)
	for _, id := range ids {
		files[id+".tmpl"] = &fstest.MapFile{Data: []byte(goodTemplate)}
	}
	return files
}

func ids(prompts []*Prompt) []string {
	var ids []string
	for _, p := range prompts {
		ids = append(ids, p.ID)
	}
	return ids
}

func TestListOrder(t *testing.T) {
	files := []string{"names/v1", "summarize/b", "translate/zeta", "translate/v10", "translate/v9", "translate/Alpha", "translate/v1", "translate/v01"}
	set := builtinOf(t, lockOf("translate/v1"), files...)
	want := []string{"translate/v1", "translate/v9", "translate/v10", "translate/Alpha", "translate/v01", "translate/zeta", "summarize/b", "names/v1"}
	if got := ids(set.List()); !slices.Equal(got, want) {
		t.Errorf("list is %v, want %v", got, want)
	}
}

func TestDefaultIsTheNewestReleased(t *testing.T) {
	set := builtinOf(t, lockOf("translate/v10", "translate/v9"), "translate/v9", "translate/v10", "translate/v11", "summarize/v1")
	set, err := set.Add(folder("translate/v12.tmpl", goodTemplate, "translate/schema-1.json", goodSchema), "mine")
	if err != nil {
		t.Fatal(err)
	}
	p, err := set.Default(Translate)
	if err != nil || p.ID != "translate/v10" {
		t.Errorf("default is %v (%v), want translate/v10", p, err)
	}
	var unknown *UnknownPromptError
	if _, err := set.Default(Summarize); !errors.As(err, &unknown) {
		t.Errorf("a task with drafts only gives %v", err)
	}
	if !find(t, set, "translate/v9").Released || find(t, set, "translate/v11").Released || find(t, set, "translate/v12").Builtin {
		t.Error("released, draft and user's are mixed up")
	}
}

func TestFindNamesWhatThereIs(t *testing.T) {
	var unknown *UnknownPromptError
	_, err := builtinSet(t).Find("translate/V1")
	if !errors.As(err, &unknown) {
		t.Fatalf("error is %v", err)
	}
	if unknown.ID != "translate/V1" || !slices.Equal(unknown.Known, []string{"translate/v1", "summarize/v1", "names/v1"}) {
		t.Errorf("error tells of %+v", unknown)
	}
}

func TestAddKeepsTheOldSet(t *testing.T) {
	old := builtinSet(t)
	files := folder("translate/house-2.tmpl", goodTemplate, "translate/schema-1.json", goodSchema, "README.md", "mine", ".git/x.tmpl", "no prompt")
	set, err := old.Add(files, "mine")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := old.Find("translate/house-2"); err == nil {
		t.Error("the old set has changed")
	}
	p := find(t, set, "translate/house-2")
	if p.Task != "translate" || p.Name != "house-2" || p.About != "Shortest of all." || *p.Temperature != 0.5 || p.Builtin || p.Released || string(p.Schema) != goodSchema {
		t.Errorf("prompt is %+v", p)
	}
	if err := set.Verify(); err != nil {
		t.Errorf("a user's prompt disturbs the lock: %v", err)
	}
}

func TestAddErrors(t *testing.T) {
	schema := []string{"translate/schema-1.json", goodSchema}
	tests := []struct {
		name  string
		files []string
		want  string
	}{
		{"nothing", nil, "mine: no prompts here: one is TASK/NAME.tmpl, with a TASK of translate, summarize, names"},
		{"taken", append([]string{"translate/v1.tmpl", goodTemplate}, schema...), "mine/translate/v1.tmpl: the name is taken by the built-in prompt translate/v1"},
		{"taken in capitals", append([]string{"translate/V1.tmpl", goodTemplate}, schema...), "mine/translate/V1.tmpl: the name is taken by the built-in prompt translate/v1"},
		{"task misspelt", []string{"translat/a.tmpl", goodTemplate}, "mine/translat/a.tmpl: a prompt lies in the folder of its task: translate, summarize, names"},
		{"no task", []string{"a.tmpl", goodTemplate}, "mine/a.tmpl: a prompt lies in the folder of its task: translate, summarize, names"},
		{"odd name", append([]string{"translate/a b.tmpl", goodTemplate}, schema...), "mine/translate/a b.tmpl: a prompt's name has letters, digits and hyphens only, at most 64"},
		{"several faults", []string{"a.tmpl", "", "b.tmpl", "", "c.tmpl", ""}, "mine/a.tmpl: a prompt lies in the folder of its task: translate, summarize, names (and 2 more in that folder)"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := builtinSet(t).Add(folder(test.files...), "mine")
			var folderError *FolderError
			if !errors.As(err, &folderError) || filepath.ToSlash(err.Error()) != test.want {
				t.Errorf("error is\n%v, want\n%v", err, test.want)
			}
		})
	}
}

func TestAddOfAFolderThatIsNotThere(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "nowhere")
	var folderError *FolderError
	if _, err := builtinSet(t).Add(os.DirFS(dir), dir); !errors.As(err, &folderError) || !strings.HasPrefix(err.Error(), dir+": ") {
		t.Errorf("error is %v, want one that names the folder", err)
	}
}

func TestAddTwiceTheSameName(t *testing.T) {
	files := folder("translate/a.tmpl", goodTemplate, "translate/schema-1.json", goodSchema)
	set, err := builtinSet(t).Add(files, "one")
	if err != nil {
		t.Fatal(err)
	}
	_, err = set.Add(files, "two")
	if err == nil || filepath.ToSlash(err.Error()) != "two/translate/a.tmpl: the name is taken by the user's prompt translate/a" {
		t.Errorf("error is %v", err)
	}
}

func TestVerifyFindsChangedAndLostPrompts(t *testing.T) {
	lock := lockOf("names/v1", "translate/v1") + "translate/v2 " + strings.Repeat("0", 64) + "\n" + lockOf("translate/v3")
	set := builtinOf(t, lock, "names/v1", "translate/v1", "translate/v2")
	// A user's prompt does not stand in for one that is gone.
	set, err := set.Add(folder("translate/v3.tmpl", goodTemplate, "translate/schema-1.json", goodSchema), "mine")
	if err != nil {
		t.Fatal(err)
	}
	joined, ok := set.Verify().(interface{ Unwrap() []error })
	if !ok || len(joined.Unwrap()) != 2 {
		t.Fatalf("error is %v, want two", set.Verify())
	}
	var changed, lost *LockError
	if !errors.As(joined.Unwrap()[0], &changed) || !errors.As(joined.Unwrap()[1], &lost) {
		t.Fatalf("errors are %v", joined.Unwrap())
	}
	good := bundleHash([]byte(goodTemplate), []byte(goodSchema))
	if changed.ID != "translate/v2" || changed.Locked != strings.Repeat("0", 64) || changed.Found != good {
		t.Errorf("changed is %+v", changed)
	}
	if lost.ID != "translate/v3" || lost.Locked != good || lost.Found != "" || !strings.Contains(lost.Error(), "not there") {
		t.Errorf("lost is %+v", lost)
	}
}

func TestLockErrors(t *testing.T) {
	form := `not of the form "TASK/vN SHA256"`
	zeros := strings.Repeat("0", 64)
	tests := map[string]string{
		"names/v1 12\n":                   "prompts.lock:1: " + form,
		"names/v1 " + zeros:               "prompts.lock:1: " + form, // no line end
		"names/v1 " + zeros + "\r\n":      "prompts.lock:1: " + form,
		"names/house " + zeros + "\n":     "prompts.lock:1: " + form,
		lockOf("names/v1") + "\n":         "prompts.lock:2: " + form,
		lockOf("names/v1", "names/v1"):    "prompts.lock:2: names/v1 does not come after names/v1: lines are sorted by byte order, each id once",
		lockOf("names/v9", "names/v10"):   "prompts.lock:2: names/v10 does not come after names/v9: lines are sorted by byte order, each id once",
		lockOf("translate/v1") + "# done": "prompts.lock:2: " + form,
	}
	for lock, want := range tests {
		if _, err := builtinFrom(lockedFolder(lock, "names/v1")); err == nil || err.Error() != want {
			t.Errorf("lock %q: error is\n%v, want\n%v", lock, err, want)
		}
	}
	files := lockedFolder("", "names/v1")
	delete(files, lockFile)
	if _, err := builtinFrom(files); err == nil || err.Error() != "prompts.lock: file does not exist" {
		t.Errorf("without a lock: error is %v", err)
	}
}
