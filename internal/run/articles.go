package run

import (
	"hash/maphash"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

// articles knows the files of a job's articles by where they really lie. There may be tens of thousands: of each, a hash is kept.
type articles struct {
	once sync.Once
	seed maphash.Seed
	real map[uint64]struct{} // hashes of their real paths, folded
}

func (a *articles) hash(real string) uint64 { return maphash.String(a.seed, oneName(real)) }

// isSource tells whether the file at a path is one of the articles, by whatever path it is reached: an article is never changed.
// (Another name of an article's file, a hard link, may go: only that name is then another file's.)
func (j *Job) isSource(path string, file fs.FileInfo) bool {
	a := &j.articles
	a.once.Do(func() {
		a.seed, a.real = maphash.MakeSeed(), make(map[uint64]struct{}, len(j.Sources))
		for _, s := range j.Sources {
			if real, found := realPath(s.Name); found && s.Name != "-" {
				a.real[a.hash(real)] = struct{}{}
			}
		}
	})
	real, found := realPath(path)
	if !found {
		return false
	}
	if _, found = a.real[a.hash(real)]; !found {
		return false
	}
	return slices.ContainsFunc(j.Sources, func(s Source) bool {
		of, found := realPath(s.Name)
		if !found || s.Name == "-" || oneName(of) != oneName(real) {
			return false
		}
		info, err := os.Stat(s.Name)
		return err == nil && os.SameFile(info, file)
	})
}

// realPath gives the absolute path of a file that is there, with all links followed.
func realPath(path string) (real string, found bool) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return "", false
	}
	real, err = filepath.EvalSymlinks(absolute)
	return real, err == nil
}
