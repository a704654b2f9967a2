package llm

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"time"
)

// write puts a reply in its place whole or not at all: a temporary file in the same folder, synced, then given the first number that
// is free. A process that dies on the way leaves the temporary file, whose name no look-up reads.
func (s *Store) write(root *os.Root, key string, encoded []byte) error {
	temporary, err := s.writeTemporary(root, key, encoded)
	if err != nil {
		return err
	}
	if err := place(root, key, temporary); err != nil {
		return errors.Join(err, root.Remove(temporary))
	}
	return nil
}

func (s *Store) writeTemporary(root *os.Root, key string, encoded []byte) (string, error) {
	for {
		s.mu.Lock()
		s.temporary++
		name := filepath.Join(key[:2], fmt.Sprintf("%s.%d.%d.tmp", key, os.Getpid(), s.temporary))
		s.mu.Unlock()
		file, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, fs.ErrExist) {
			continue // left by a process that had our number and died
		}
		if err != nil {
			return "", err
		}
		_, err = file.Write(encoded)
		if err = errors.Join(err, syncAndClose(file)); err != nil {
			return "", errors.Join(err, root.Remove(name))
		}
		return name, nil
	}
}

func syncAndClose(file *os.File) error {
	return errors.Join(file.Sync(), file.Close())
}

// place gives a written file the first free name of its key. A link fails where the name is taken, also by another process in
// the same moment; a rename, for file systems without links, would overwrite, so it is the second choice.
func place(root *os.Root, key, temporary string) error {
	for n := 1; ; n++ {
		name := fileOf(key, n)
		err := patiently(func() error { return root.Link(temporary, name) })
		switch {
		case err == nil:
			return patiently(func() error { return root.Remove(temporary) })
		case errors.Is(err, fs.ErrExist):
			continue
		}
		if _, err := root.Lstat(name); err == nil {
			continue
		}
		return patiently(func() error { return root.Rename(temporary, name) })
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
