package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"tarjuma/internal/llm/llmtest"
)

// TestDiskFull runs on a disk that has no room for all results: what was written is whole, what was not is told, and once there is
// room the next run goes on without asking again.
func TestDiskFull(t *testing.T) {
	server := &observed{inner: &llmtest.Server{}}
	w := newWork(t, server, "translate")
	if os.Geteuid() != 0 {
		t.Skip("skipped: only root may mount a small disk")
	}
	if err := os.Mkdir(w.out, 0o777); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=32k", "tarjuma-test", w.out).CombinedOutput(); err != nil {
		t.Skipf("skipped: a small disk cannot be mounted here: %s", out)
	}
	mounted := true
	unmount := func() {
		if mounted {
			mounted = false
			if err := syscall.Unmount(w.out, 0); err != nil {
				t.Error(err)
			}
		}
	}
	defer unmount()
	out, err := w.command(t.Context()).CombinedOutput()
	if exit, ok := err.(*exec.ExitError); !ok || exit.ExitCode() != 1 {
		t.Fatalf("on a full disk the run ends with %v:\n%s", err, out)
	}
	if !strings.Contains(string(out), "no space left on device") || !strings.Contains(string(out), "hint: ") {
		t.Errorf("on a full disk the run says:\n%s", out)
	}
	for name, content := range w.outputs(t) {
		if !strings.HasSuffix(content, "}\n") {
			t.Errorf("%s is half-written", name)
		}
	}
	asked := server.count()
	if err := exec.Command("mount", "-o", "remount,size=4m", w.out).Run(); err != nil {
		t.Skipf("skipped: the disk cannot be made larger: %v", err)
	}
	w.run(t)
	w.expectWhole(t, w.outputs(t))
	if again := server.count() - asked; again != 0 {
		t.Errorf("with room again %d requests were sent", again)
	}
}

// TestAnotherUsersFolder writes where only another user may: it is told before anything is asked.
func TestAnotherUsersFolder(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("skipped: only root may run the program as another user")
	}
	server := &observed{inner: &llmtest.Server{}}
	w := newWork(t, server, "translate")
	dir := t.TempDir()
	for at := dir; strings.HasPrefix(at, os.TempDir()) && at != os.TempDir(); at = filepath.Dir(at) {
		if err := os.Chmod(at, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	program, err := exec.LookPath("tarjuma")
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(program)
	if err != nil {
		t.Fatal(err)
	}
	theirs, article, store := filepath.Join(dir, "tarjuma"), filepath.Join(dir, "article.txt"), filepath.Join(dir, "store")
	for path, content := range map[string]string{theirs: string(data), article: "Bridge opens again\n\nThe bridge opened again on Monday.\n"} {
		if err := os.WriteFile(path, []byte(content), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(store, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(store, 0o777); err != nil {
		t.Fatal(err)
	}
	args := append([]string{}, w.args[:7]...) // as far as the model
	command := exec.Command(theirs, append(args, "--store", store, "--to", "hi", "-o", filepath.Join(dir, "out")+"/", article)...)
	command.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	out, err := command.CombinedOutput()
	if exit, ok := err.(*exec.ExitError); !ok || exit.ExitCode() != 1 || !strings.Contains(string(out), "out/article.hi.txt: permission denied") {
		t.Errorf("as another user the run ends with %v:\n%s", err, out)
	}
	if server.count() != 0 {
		t.Errorf("%d requests were sent", server.count())
	}
}
