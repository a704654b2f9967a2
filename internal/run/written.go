package run

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"syscall"

	"tarjuma/internal/llm"
)

// Written is the list of the files that tarjuma wrote: one small note below a folder of the store for each path and what was
// written there, so that nothing is ever read, changed and written back and two runs at a time lose nothing of each other. A file
// whose bytes were never noted for its path is somebody else's work.
type Written struct {
	dir      string
	readOnly bool
	swept    sync.Once
}

// OpenWritten gives the list kept in a store's folder. Nothing is made before the first note; a list that is only read notes
// nothing.
func OpenWritten(storeDir string, readOnly bool) *Written {
	return &Written{dir: filepath.Join(storeDir, "written"), readOnly: readOnly}
}

// note says that bytes with this hash were put at a path, or were about to be: it is written before they are.
type note struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
}

// owns tells whether the file at path, which holds bytes with this hash, is as tarjuma wrote it.
func (w *Written) owns(path, sum string) (bool, error) {
	name := filepath.Join(w.dir, noteName(path, sum))
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	var n note
	if err == nil {
		err = json.Unmarshal(data, &n)
	}
	if err != nil {
		return false, fmt.Errorf("reading the list of what was written (%s): %w", name, err)
	}
	return n == note{string([]rune(path)), sum}, nil // as JSON holds it: the whole path stands in the file's name
}

// note notes that path is about to hold bytes with the hash sum.
func (w *Written) note(path, sum string) error {
	if w.readOnly {
		return nil
	}
	data, err := json.MarshalIndent(note{path, sum}, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(w.dir, 0o700); err != nil {
		return fmt.Errorf("noting what was written: %w", err)
	}
	w.swept.Do(func() { llm.Sweep(w.dir) })
	if err := llm.WriteFile(filepath.Join(w.dir, noteName(path, sum)), append(data, '\n'), 0o600); err != nil {
		return fmt.Errorf("noting what was written: %w", err)
	}
	return nil
}

// paths gives a way to tell whether a path was ever written to. The list is read once.
func (w *Written) paths() (func(path string) bool, error) {
	dir, err := os.Open(w.dir)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) { // a store that is no folder is told of elsewhere
		return func(string) bool { return false }, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the list of what was written: %w", err)
	}
	names, err := dir.Readdirnames(-1)
	if err = errors.Join(err, dir.Close()); err != nil {
		return nil, fmt.Errorf("reading the list of what was written: %w", err)
	}
	known := make(map[string]struct{}, len(names))
	for _, name := range names {
		known[name[:min(len(name), noteHash)]] = struct{}{}
	}
	return func(path string) bool {
		_, is := known[hash([]byte(path))[:noteHash]]
		return is
	}, nil
}

// noteHash is how much of each hash stands in the name of a note, in hex digits: 128 bits.
const noteHash = 32

func noteName(path, sum string) string {
	return hash([]byte(path))[:noteHash] + sum[:noteHash] + ".json"
}

func hash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
