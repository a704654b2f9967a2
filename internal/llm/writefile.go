package llm

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"
)

// WriteFile writes a file whole or not at all, in the place of one that is there. A link is followed; what is there and is no
// regular file (a folder, a device) is an error. A process that dies on the way leaves the old file, and beside it a temporary one
// whose name begins with .tarjuma- and which may be deleted; in the store that happens by itself after a day, elsewhere see Sweep. On
// the store and on what is made of it this is the one way to write.
func WriteFile(path string, data []byte, perm fs.FileMode) error {
	return WriteFileBy(path, perm, whole(data))
}

// WriteFileBy is WriteFile for what is not in memory as a whole: write gives the bytes. After its error there is no new file, and the
// error is given back.
func WriteFileBy(path string, perm fs.FileMode, write func(io.Writer) error) error {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return &fs.PathError{Op: "write", Path: path, Err: errors.New("not a regular file")}
	}
	root, err := os.OpenRoot(filepath.Dir(path))
	if err != nil {
		return err
	}
	temporary, err := writeTemporary(root, ".", write, perm)
	if err == nil {
		if err = patiently(func() error { return root.Rename(temporary, filepath.Base(path)) }); err != nil {
			err = errors.Join(err, root.Remove(temporary))
		}
	}
	return errors.Join(err, root.Close())
}

// whole writes what is in memory.
func whole(data []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	}
}

// writeTemporary writes a new file in a folder below root, synced to the disk, and gives its name.
func writeTemporary(root *os.Root, folder string, write func(io.Writer) error, perm fs.FileMode) (string, error) {
	for n := 1; ; n++ {
		name := filepath.Join(folder, fmt.Sprintf(temporaryBegins+"%d-%d"+temporaryEnds, os.Getpid(), n))
		file, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, perm)
		if errors.Is(err, fs.ErrExist) {
			continue // another goroutine's, or left by a process that had our number and died
		}
		if err != nil {
			return "", err
		}
		err = write(file)
		if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
			return "", errors.Join(err, root.Remove(name))
		}
		return name, nil
	}
}

// Temporary files are known by their names.
const (
	temporaryBegins = ".tarjuma-"
	temporaryEnds   = ".tmp"
)

// tooOld is an age at which no process can still be writing a temporary file.
const tooOld = 24 * time.Hour

// Sweep takes away what processes that died left in a folder more than a day ago, by the clock of its file system: another machine's
// may stand elsewhere, and another process may be writing. What is not to be found out or taken away stays.
func Sweep(dir string) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return
	}
	defer root.Close()
	left := temporaryFiles(root)
	if len(left) == 0 {
		return
	}
	now, err := writeTemporary(root, ".", whole(nil), 0o600)
	if err != nil {
		return
	}
	info, err := root.Lstat(now)
	if root.Remove(now) == nil && err == nil {
		sweep(root, ".", left, info.ModTime())
	}
}

// temporaryFiles gives the names of those in a folder, which may hold very many others.
func temporaryFiles(root *os.Root) []string {
	folder, err := root.Open(".")
	if err != nil {
		return nil
	}
	defer folder.Close()
	var found []string
	for {
		names, err := folder.Readdirnames(1000)
		found = append(found, slices.DeleteFunc(names, func(name string) bool { return !isTemporary(name) })...)
		if err != nil { // io.EOF, or it is the next run's
			return found
		}
	}
}

func isTemporary(name string) bool {
	return strings.HasPrefix(name, temporaryBegins) && strings.HasSuffix(name, temporaryEnds)
}

// sweep takes away what processes that died left among the files of a folder: temporary files a day older than the one that was just
// written, by the clock of the file system alone. What cannot be taken away stays, and is in nobody's way.
func sweep(root *os.Root, folder string, files []string, now time.Time) {
	for _, file := range files {
		if !isTemporary(file) {
			continue
		}
		name := filepath.Join(folder, file)
		if info, err := root.Lstat(name); err == nil && now.Sub(info.ModTime()) > tooOld {
			_ = root.Remove(name)
		}
	}
}

// patiently does again what Windows refuses while a virus scanner or another reader has the file open.
func patiently(do func() error) error {
	err := do()
	for pause := 10 * time.Millisecond; err != nil && pause < time.Second && sharingViolation(err); pause *= 2 {
		time.Sleep(pause)
		err = do()
	}
	return err
}

// sharingViolation knows ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION (32) and ERROR_LOCK_VIOLATION (33).
func sharingViolation(err error) bool {
	if runtime.GOOS != "windows" {
		return false
	}
	var number syscall.Errno
	return errors.Is(err, fs.ErrPermission) || errors.As(err, &number) && (number == 32 || number == 33)
}
