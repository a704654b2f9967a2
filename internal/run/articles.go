package run

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

// articles knows the files of a job's articles by where they really lie.
type articles struct {
	once   sync.Once
	byPath map[string][]string // the names they were given by, by their folded real paths
}

// isSource tells whether the file at a path is one of the articles, by whatever path it is reached: an article is never changed.
// (Another name of an article's file, a hard link, may go: only that name is then another file's.)
func (j *Job) isSource(path string, file fs.FileInfo) bool {
	j.articles.once.Do(func() {
		j.articles.byPath = make(map[string][]string, len(j.Sources))
		for _, s := range j.Sources {
			if real, found := realPath(s.Name); found && s.Name != "-" {
				j.articles.byPath[oneName(real)] = append(j.articles.byPath[oneName(real)], s.Name)
			}
		}
	})
	real, found := realPath(path)
	return found && slices.ContainsFunc(j.articles.byPath[oneName(real)], func(name string) bool {
		info, err := os.Stat(name)
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
