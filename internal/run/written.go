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

	"tarjuma/internal/llm"
)

// Written is the list of the files that tarjuma wrote, one small record a file below a folder of the store, so that two
// runs at a time never write the same one. A file whose bytes are not as recorded is somebody else's work.
type Written struct {
	dir      string
	readOnly bool
}

// OpenWritten gives the list kept in a store's folder. Nothing is made before the first note; a list that is only read notes
// nothing.
func OpenWritten(storeDir string, readOnly bool) *Written {
	return &Written{filepath.Join(storeDir, "written"), readOnly}
}

// record says what a path holds. It is noted before the file is put in place, so it keeps the hash from before too:
// whichever of the two a crash leaves behind is known.
type record struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
	Before string `json:"before,omitempty"`
}

// owns tells whether the file at path, which holds bytes with this hash, is as tarjuma wrote it.
func (w *Written) owns(path, sum string) (bool, error) {
	r, err := w.read(path)
	return sum == r.SHA256 || sum == r.Before, err
}

// note records that path is about to hold bytes with the hash sum. before is the hash of what it holds now, if that is
// tarjuma's own, else "".
func (w *Written) note(path, sum, before string) error {
	if w.readOnly {
		return nil
	}
	data, err := json.MarshalIndent(record{Path: path, SHA256: sum, Before: before}, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(w.dir, 0o700); err != nil {
		return fmt.Errorf("noting what was written: %w", err)
	}
	if err := llm.WriteFile(filepath.Join(w.dir, recordName(path)), append(data, '\n'), 0o600); err != nil {
		return fmt.Errorf("noting what was written: %w", err)
	}
	return nil
}

func (w *Written) read(path string) (record, error) {
	data, err := os.ReadFile(filepath.Join(w.dir, recordName(path)))
	if errors.Is(err, fs.ErrNotExist) {
		return record{}, nil
	}
	var r record
	if err == nil {
		err = json.Unmarshal(data, &r)
	}
	if err != nil {
		return record{}, fmt.Errorf("reading the list of what was written (%s): %w", filepath.Join(w.dir, recordName(path)), err)
	}
	return r, nil
}

func recordName(path string) string { return hash([]byte(path)) + ".json" }

func hash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
