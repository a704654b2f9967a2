package run

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// writer gives a job that writes to files and keeps its list in a folder of its own.
func writer(t *testing.T) (j *Job, path string) {
	t.Helper()
	dir := t.TempDir()
	return &Job{Output: Output{Format: "txt", Path: dir, Folder: true, Written: OpenWritten(filepath.Join(dir, "store"), false)}}, filepath.Join(dir, "out", "a.txt")
}

func expectExists(t *testing.T, when string, err error) {
	t.Helper()
	var exists *ExistsError
	if !errors.As(err, &exists) {
		t.Errorf("%s: %v, want an ExistsError", when, err)
	}
}

func expectContent(t *testing.T, path, want string) {
	t.Helper()
	if got := read(t, path); got != want {
		t.Errorf("the file holds %q, want %q", got, want)
	}
}

// TestOurOwnFileIsReplaced writes a file again and again, also after it was taken away.
func TestOurOwnFileIsReplaced(t *testing.T) {
	j, path := writer(t)
	for _, content := range []string{"one", "two", "two", "one", "three"} {
		must(t, j.writeFile(path, []byte(content), nil))
		expectContent(t, path, content)
	}
	must(t, os.Remove(path))
	must(t, j.writeFile(path, []byte("four"), nil))
	expectContent(t, path, "four")
}

func TestAnEditedFileIsLeftAlone(t *testing.T) {
	j, path := writer(t)
	must(t, j.writeFile(path, []byte("ours"), nil))
	write(t, path, "ours, with an editor's change")
	expectExists(t, "after an edit", j.writeFile(path, []byte("newer"), nil))
	expectExists(t, "before the first request", j.checkFiles([]file{{path: path}}, nil))
	expectContent(t, path, "ours, with an editor's change")

	j.Output.Overwrite = true
	must(t, j.checkFiles([]file{{path: path}}, nil))
	must(t, j.writeFile(path, []byte("newer"), nil))
	j.Output.Overwrite = false
	must(t, j.writeFile(path, []byte("newest"), nil)) // ours again
	expectContent(t, path, "newest")
}

func TestSomebodyElsesFileIsLeftAlone(t *testing.T) {
	j, path := writer(t)
	write(t, path, "theirs")
	expectExists(t, "theirs", j.writeFile(path, []byte("ours"), nil))
	expectContent(t, path, "theirs")
	must(t, j.writeFile(path, []byte("theirs"), nil)) // nothing is lost by it
	if entries, err := os.ReadDir(filepath.Join(j.Output.Path, "store", "written")); err == nil && len(entries) > 0 {
		t.Errorf("a file that was not written is listed")
	}
}

// TestTheListIsOfOnePath: the same bytes at another place are not ours.
func TestTheListIsOfOnePath(t *testing.T) {
	j, path := writer(t)
	must(t, j.writeFile(path, []byte("ours"), nil))
	other := filepath.Join(filepath.Dir(path), "b.txt")
	write(t, other, "ours")
	expectExists(t, "a copy", j.writeFile(other, []byte("newer"), nil))
}

// TestPathsThatNameTheSameFile: a file is ours from whatever folder it is named.
func TestPathsThatNameTheSameFile(t *testing.T) {
	j, path := writer(t)
	must(t, j.writeFile(path, []byte("ours"), nil))
	t.Chdir(filepath.Dir(path))
	for _, name := range []string{"a.txt", "./a.txt", "../out/a.txt"} {
		must(t, j.writeFile(name, []byte("newer by "+name), nil))
	}
}

// TestACrashBetweenNoteAndRename leaves the list ahead of the file, once or several times: the file is known all the same.
func TestACrashBetweenNoteAndRename(t *testing.T) {
	for crashes := range 4 {
		j, path := writer(t)
		must(t, j.writeFile(path, []byte("first"), nil))
		for n := range crashes {
			// What writeFile does, but for the rename.
			content := []byte(strings.Repeat("newer ", n+1))
			must(t, j.Output.Written.note(path, hash(content)))
		}
		must(t, j.checkFiles([]file{{path: path}}, nil))
		if err := j.writeFile(path, []byte("newest"), nil); err != nil {
			t.Errorf("after %d crashes in a row: %v", crashes, err)
			continue
		}
		expectContent(t, path, "newest")
	}
}

// TestACrashAfterRename leaves the file as the list says.
func TestACrashAfterRename(t *testing.T) {
	j, path := writer(t)
	must(t, j.Output.Written.note(path, hash([]byte("first"))))
	write(t, path, "first")
	must(t, j.writeFile(path, []byte("second"), nil))
	expectContent(t, path, "second")
}

// TestACrashBeforeTheFirstRename leaves a note and no file: what comes to lie there is not ours.
func TestACrashBeforeTheFirstRename(t *testing.T) {
	j, path := writer(t)
	must(t, j.Output.Written.note(path, hash([]byte("ours"))))
	write(t, path, "theirs")
	expectExists(t, "theirs", j.writeFile(path, []byte("ours, newer"), nil))
	expectContent(t, path, "theirs")
}

// TestACrashWhileOverwriting leaves a file of somebody else's, which leave to overwrite has not made ours.
func TestACrashWhileOverwriting(t *testing.T) {
	j, path := writer(t)
	write(t, path, "theirs")
	j.Output.Overwrite = true
	there, err := j.look(path)
	must(t, err)
	must(t, j.taken(path, there, nil))
	must(t, j.Output.Written.note(path, hash([]byte("ours"))))
	j.Output.Overwrite = false
	expectExists(t, "theirs", j.writeFile(path, []byte("ours, newer"), nil))
	expectContent(t, path, "theirs")
}

func TestADamagedListIsNoLeaveToOverwrite(t *testing.T) {
	j, path := writer(t)
	must(t, j.writeFile(path, []byte("ours"), nil))
	absolute, err := filepath.Abs(path)
	must(t, err)
	write(t, filepath.Join(j.Output.Path, "store", "written", noteName(absolute, hash([]byte("ours")))), "{")
	if err := j.writeFile(path, []byte("newer"), nil); err == nil {
		t.Error("written over, though nobody knows whose it is")
	}
	expectContent(t, path, "ours")
	j.Output.Overwrite = true
	must(t, j.writeFile(path, []byte("newer"), nil))
	expectContent(t, path, "newer")
}

// TestAListThatIsOnlyRead is that of a store which is only read: what was written before is known, and nothing is noted.
func TestAListThatIsOnlyRead(t *testing.T) {
	j, path := writer(t)
	must(t, j.writeFile(path, []byte("one"), nil))
	list := filepath.Join(j.Output.Path, "store")
	j.Output.Written = OpenWritten(list, true)
	other := filepath.Join(filepath.Dir(path), "b.txt")
	must(t, j.writeFile(other, []byte("one"), nil)) // nothing lay there
	must(t, j.writeFile(other, []byte("one"), nil)) // nothing changes
	expectExists(t, "other bytes, not noted", j.writeFile(other, []byte("two"), nil))
	must(t, j.checkFiles([]file{{path: other}}, nil)) // it costs nothing to find out later
	must(t, j.writeFile(path, []byte("two"), nil))    // known from before
	expectContent(t, path, "two")
	if notes, err := os.ReadDir(filepath.Join(list, "written")); err != nil || len(notes) != 1 {
		t.Errorf("%d files are listed: %v", len(notes), err)
	}
	j.Output.Overwrite = true
	must(t, j.writeFile(other, []byte("two"), nil))
	expectContent(t, other, "two")
}

// TestAnArticleIsNeverWrittenOver, not even with leave, and by whatever path it is reached.
func TestAnArticleIsNeverWrittenOver(t *testing.T) {
	j, path := writer(t)
	write(t, path, "the article")
	link := filepath.Join(filepath.Dir(path), "link.txt")
	must(t, os.Symlink(path, link))
	j.Sources = []Source{{Name: path}}
	j.Output.Overwrite = true
	for _, p := range []string{path, link} {
		expectExists(t, p, j.checkFiles([]file{{path: p}}, nil))
		expectExists(t, p, j.writeFile(p, []byte("a translation"), nil))
	}
	expectContent(t, path, "the article")
}

// TestWhatIsNoFile is never written to, not even with leave to overwrite.
func TestWhatIsNoFile(t *testing.T) {
	j, path := writer(t)
	must(t, os.MkdirAll(path, 0o777))
	for _, overwrite := range []bool{false, true} {
		j.Output.Overwrite = overwrite
		expectExists(t, "a folder", j.checkFiles([]file{{path: path}}, nil))
		expectExists(t, "a folder", j.writeFile(path, []byte("ours"), nil))
	}
	null := os.DevNull
	j.Output.Overwrite = false
	expectExists(t, "a device", j.writeFile(null, []byte("ours"), nil))
}

// TestTheFolderInTheWayIsAFile: what is named as a folder is a file.
func TestTheFolderInTheWayIsAFile(t *testing.T) {
	j, path := writer(t)
	write(t, filepath.Dir(path), "a file")
	err := j.checkFiles([]file{{path: path}}, nil)
	if err == nil {
		t.Error("nothing is said before the first request")
	}
	expectExists(t, "a file in the place of the folder", err)
	expectContent(t, filepath.Dir(path), "a file")
}
