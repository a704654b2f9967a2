package llm

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
)

const suffix = ".json"

// Store keeps replies in a folder, one JSON file each: AB/KEY.json, where AB begins the key. A newer reply to the same request
// stands beside it as KEY.2.json, KEY.3.json and so on; nothing is ever overwritten, and the highest number is the newest also where
// a lower one was taken away. Files are 0600, folders 0700. Several processes may use one folder at once. Its faults are *Error
// with the fault StoreBroken, or ReplyBroken where only that file is in question, and the file's path in the message.
type Store struct {
	dir      string
	readOnly bool

	mu   sync.Mutex
	root *os.Root // nil until the folder is there
}

// OpenStore gives the store in a folder, which need not exist: it is made when the first reply is kept. A read-only store never
// writes; what is not there is not found. A path that is no folder is an error.
func OpenStore(dir string, readOnly bool) (*Store, error) {
	s := &Store{dir: dir, readOnly: readOnly}
	if _, err := s.open(); err != nil {
		return nil, err
	}
	return s, nil
}

// open gives the folder, or nil where there is none yet.
func (s *Store) open() (*os.Root, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.root != nil {
		return s.root, nil
	}
	root, err := os.OpenRoot(s.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, broken("opening the store", s.dir, err)
	}
	s.root = root
	return root, nil
}

// broken makes an error of what went wrong with the store.
func broken(doing, path string, err error) *Error {
	err = withoutPath(err)
	return &Error{Fault: StoreBroken, Permanent: true, Message: fmt.Sprintf("%s: %s: %v", doing, path, err), Err: err}
}

// unreadable makes an error of what is wrong with the file of a reply.
func unreadable(path string, err error) *Error {
	err = withoutPath(err)
	return &Error{Fault: ReplyBroken, Permanent: true, Message: fmt.Sprintf("%s: %v", path, err), Err: err}
}

// withoutPath takes off the path that an error names: it lies inside the folder.
func withoutPath(err error) error {
	var wrapped *fs.PathError
	if errors.As(err, &wrapped) {
		return wrapped.Err
	}
	return err
}

// fileOf gives the path of the nth reply to a request inside the folder.
func fileOf(key string, n int) string {
	name := key
	if n > 1 {
		name += fmt.Sprintf(".%d", n)
	}
	return filepath.Join(key[:2], name+suffix)
}

// Path is where the first reply to a request lies, or would lie.
func (s *Store) Path(key string) string {
	return filepath.Join(s.dir, fileOf(key, 1))
}

// Newest gives the newest reply to the request with that key, and whether there is one. A file that cannot be read whole is an
// error, not a reply that is not there.
func (s *Store) Newest(key string) (Entry, bool, error) {
	root, err := s.open()
	if err != nil || root == nil || !isKey(key) {
		return Entry{}, false, err
	}
	files, err := list(root, key)
	if err != nil {
		return Entry{}, false, broken("looking up a reply", s.Path(key), err)
	}
	newest := newestOf(files, key)
	if newest == 0 {
		return Entry{}, false, nil
	}
	name := fileOf(key, newest)
	encoded, err := root.ReadFile(name)
	if err != nil {
		return Entry{}, false, unreadable(filepath.Join(s.dir, name), err)
	}
	entry, err := decodeEntry(encoded, key)
	if err != nil {
		return Entry{}, false, unreadable(filepath.Join(s.dir, name), err)
	}
	return entry, true, nil
}

// Save keeps a reply, beside those to the same request that are there. It is on the disk, whole, when Save returns.
func (s *Store) Save(e Entry) error {
	key := Key(e.Request)
	if s.readOnly {
		return broken("keeping a reply", s.Path(key), errors.New("the store is open for reading only"))
	}
	encoded, err := e.encode()
	if err != nil {
		return broken("keeping a reply", s.Path(key), err)
	}
	if err := os.MkdirAll(filepath.Join(s.dir, key[:2]), 0o700); err != nil {
		return broken("making the store's folder", s.dir, err)
	}
	root, err := s.open()
	if err != nil {
		return err
	}
	if root == nil {
		return broken("keeping a reply", s.Path(key), fs.ErrNotExist)
	}
	temporary, err := writeTemporary(root, key[:2], whole(encoded), 0o600)
	if err != nil {
		return broken("keeping a reply", s.Path(key), err)
	}
	info, err := root.Lstat(temporary)
	if err != nil {
		return broken("keeping a reply", s.Path(key), err)
	}
	files, err := list(root, key)
	if err == nil {
		err = place(root, key, temporary, newestOf(files, key)+1)
	}
	if err != nil {
		return broken("keeping a reply", s.Path(key), err)
	}
	sweep(root, key[:2], files, info.ModTime())
	return nil
}

// list gives the names in the folder that a key's replies lie in, in no order; none where there is no such folder.
func list(root *os.Root, key string) ([]string, error) {
	folder, err := root.Open(key[:2])
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	names, err := folder.Readdirnames(-1)
	return names, errors.Join(err, folder.Close())
}

// newestOf gives the highest number that a key's replies have among files, 0 where there is none.
func newestOf(files []string, key string) int {
	newest := 0
	for _, file := range files {
		if strings.HasPrefix(file, key) {
			_, n := numberOf(file)
			newest = max(newest, n)
		}
	}
	return newest
}

// numberOf tells which reply to which key a file is: KEY.json the first, KEY.2.json the second. Of a file that is none the key is "".
func numberOf(file string) (key string, n int) {
	name, isReply := strings.CutSuffix(file, suffix)
	if !isReply {
		return "", 0
	}
	key, number, later := strings.Cut(name, ".")
	if !isKey(key) {
		return "", 0
	}
	if !later {
		return key, 1
	}
	n, err := strconv.Atoi(number)
	if err != nil || n < 2 || strconv.Itoa(n) != number {
		return "", 0
	}
	return key, n
}

// place gives a written file the first free name of its key from a number on, and takes its temporary one away. A link fails where
// the name is taken, also by another process in the same moment; a rename would overwrite, and is for file systems without links.
func place(root *os.Root, key, temporary string, n int) error {
	for ; ; n++ {
		name := fileOf(key, n)
		err := patiently(func() error { return root.Link(temporary, name) })
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err == nil {
			return patiently(func() error { return root.Remove(temporary) })
		}
		if _, err := root.Lstat(name); err == nil {
			continue
		}
		if err := patiently(func() error { return root.Rename(temporary, name) }); err != nil {
			return errors.Join(err, root.Remove(temporary))
		}
		return nil
	}
}

// Keys gives the keys that have a reply, in order. Files that are none of the store's are passed over.
func (s *Store) Keys() iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		root, err := s.open()
		if err != nil || root == nil {
			if err != nil {
				yield("", err)
			}
			return
		}
		last := "" // of one key the replies stand together
		err = fs.WalkDir(root.FS(), ".", func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir():
				if path != "." && len(d.Name()) != 2 {
					return fs.SkipDir
				}
				return nil
			}
			key, n := numberOf(d.Name())
			if n == 0 || key == last {
				return nil
			}
			if last = key; !yield(key, nil) {
				return fs.SkipAll
			}
			return nil
		})
		if err != nil {
			yield("", broken("listing the store", s.dir, err))
		}
	}
}

// isKey tells whether a text looks like a key, and so can name a file.
func isKey(text string) bool {
	return len(text) == 64 && strings.Trim(text, "0123456789abcdef") == ""
}
