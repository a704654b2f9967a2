package llm

import (
	"errors"
	"io/fs"
	"iter"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Kept is a file of the store. Key and Number say which reply to which request it holds; Newest that no newer one stands beside
// it. Key is "" for what a process that died left behind while it wrote. Err says why a reply cannot be read, which is no reason to
// stop; Entry is then empty.
type Kept struct {
	Path string
	Size int64 // bytes
	// Modified is when the file was written, by the clock of the file system.
	Modified time.Time
	Key      string
	Number   int
	Newest   bool
	Entry    Entry
	Err      error

	name string // inside the folder
}

// All gives every file of the store in the order of the keys, of one key the older replies first, and reads each whole. Files that are
// none of the store's are passed over. An error is one of the folder, and ends it.
func (s *Store) All() iter.Seq2[Kept, error] {
	return func(yield func(Kept, error) bool) {
		root, err := s.open()
		if err != nil || root == nil {
			if err != nil {
				yield(Kept{}, err)
			}
			return
		}
		folders, err := fs.ReadDir(root.FS(), ".")
		if err != nil {
			yield(Kept{}, broken("listing the store", s.dir, err))
			return
		}
		for _, folder := range folders {
			if !folder.IsDir() || len(folder.Name()) != 2 {
				continue
			}
			kept, err := s.folder(root.FS(), folder.Name())
			if err != nil {
				yield(Kept{}, err)
				return
			}
			for _, k := range kept {
				s.read(root.FS(), &k)
				if !yield(k, nil) {
					return
				}
			}
		}
	}
}

// folder lists the store's files in one of its folders.
func (s *Store) folder(files fs.FS, folder string) ([]Kept, error) {
	entries, err := fs.ReadDir(files, folder)
	if err != nil {
		return nil, broken("listing the store", filepath.Join(s.dir, folder), err)
	}
	var kept []Kept
	newest := map[string]int{}
	for _, e := range entries {
		k := Kept{name: path.Join(folder, e.Name()), Path: filepath.Join(s.dir, folder, e.Name())}
		k.Key, k.Number = numberOf(e.Name())
		left := isTemporary(e.Name())
		info, err := e.Info()
		if k.Number == 0 && !left || errors.Is(err, fs.ErrNotExist) { // another process took it away meanwhile
			continue
		}
		if err != nil {
			return nil, broken("listing the store", k.Path, err)
		}
		k.Size, k.Modified = info.Size(), info.ModTime()
		newest[k.Key] = max(newest[k.Key], k.Number)
		kept = append(kept, k)
	}
	for i := range kept {
		kept[i].Newest = kept[i].Number > 0 && kept[i].Number == newest[kept[i].Key]
	}
	slices.SortStableFunc(kept, func(a, b Kept) int {
		if a.Key != b.Key {
			return strings.Compare(a.Key, b.Key)
		}
		return a.Number - b.Number
	})
	return kept, nil
}

// read fills in what a file says.
func (s *Store) read(files fs.FS, k *Kept) {
	if k.Key == "" {
		return
	}
	encoded, err := fs.ReadFile(files, k.name)
	if err == nil {
		k.Entry, err = decodeEntry(encoded, k.Key)
	}
	if err != nil {
		k.Err = unreadable(k.Path, err)
	}
}

// IsFault tells whether a reply is the note of a fault that later runs meet again, and no answer.
func (k Kept) IsFault() bool { return k.Entry.Reply.Finish == finishFault }

// Remove takes a file away for good. That it is gone already is no error.
func (s *Store) Remove(k Kept) error {
	root, err := s.open()
	if err != nil || root == nil {
		return err
	}
	if s.readOnly {
		return broken("taking a reply away", k.Path, errors.New("the store is open for reading only"))
	}
	if err := patiently(func() error { return root.Remove(k.name) }); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return broken("taking a reply away", k.Path, err)
	}
	return nil
}
