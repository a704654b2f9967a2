package llm

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"
)

// batchFile is a file of the folder of submissions: of the submission id, whose own file it is where own is set, else one of its parts'. id is "" for
// what a process that died left behind while it wrote.
type batchFile struct {
	name     string
	id       string
	own      bool
	size     int64
	modified time.Time
}

// batchFiles lists the files of submissions, each submission's own before those of its parts. Others are passed over.
func (s *Store) batchFiles() ([]batchFile, error) {
	entries, err := os.ReadDir(s.batchPath(""))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, broken("listing submissions", s.batchPath(""), err)
	}
	var files []batchFile
	for _, e := range entries {
		f := batchFile{name: e.Name()}
		f.id, _, _ = strings.Cut(e.Name(), ".")
		f.own = e.Name() == f.id+suffix
		left := isTemporary(e.Name())
		info, err := e.Info()
		if !submissionName.MatchString(f.id) && !left || errors.Is(err, fs.ErrNotExist) { // another process took it away meanwhile
			continue
		}
		if err != nil {
			return nil, broken("listing submissions", s.batchPath(e.Name()), err)
		}
		f.size, f.modified = info.Size(), info.ModTime()
		files = append(files, f)
	}
	slices.SortStableFunc(files, func(a, b batchFile) int {
		if a.id == b.id && a.own != b.own {
			if a.own {
				return -1
			}
			return 1
		}
		return strings.Compare(a.id, b.id)
	})
	return files, nil
}

// VerifySubmissions reads every submission to a batch API and all of its requests. broken says of each that is not whole what is wrong.
func (s *Store) VerifySubmissions() (whole int, broken []error, err error) {
	files, err := s.batchFiles()
	if err != nil {
		return 0, nil, err
	}
	for _, f := range files {
		if !f.own {
			continue
		}
		if err := s.verifySubmission(f.id); err != nil {
			broken = append(broken, err)
		} else {
			whole++
		}
	}
	return whole, broken, nil
}

func (s *Store) verifySubmission(id string) error {
	read, err := s.Submission(id)
	if err != nil {
		return err
	}
	for _, p := range read.parts() {
		if _, err := s.readPart(read, p); err != nil {
			return err
		}
	}
	return nil
}

// leftovers are the files that belong to no submission: those of processes that died on the way, a day or more before now.
func leftovers(files []batchFile, now time.Time) []batchFile {
	known := map[string]bool{}
	for _, f := range files {
		known[f.id] = known[f.id] || f.own
	}
	return slices.DeleteFunc(slices.Clone(files), func(f batchFile) bool { return known[f.id] || now.Sub(f.modified) <= tooOld })
}

// sweepBatches takes away what processes that died left among the submissions, a day or more before the file of that name was written. What cannot be
// taken away stays, and is in nobody's way.
func (s *Store) sweepBatches(written string) {
	info, err := os.Stat(s.batchPath(written))
	if err != nil {
		return
	}
	files, _ := s.batchFiles()
	for _, f := range leftovers(files, info.ModTime()) {
		_ = os.Remove(s.batchPath(f.name))
	}
}

// pruneBatches takes away the submissions from before a time for which there is nothing left to do, and what processes that died left behind, or, where
// only it is asked what would go, nothing. It gives how many files and bytes that are.
func (s *Store) pruneBatches(p Prune, only bool) (count int, bytes int64, err error) {
	files, err := s.batchFiles()
	if err != nil {
		return 0, 0, err
	}
	gone := leftovers(files, p.Now)
	for _, f := range files {
		if !f.own {
			continue
		}
		read, err := s.Submission(f.id)
		if err != nil || read.Open() || !read.Created.Before(p.Before) { // a broken file is never taken away: its time is not known
			continue
		}
		for _, of := range files {
			if of.id == f.id {
				gone = append(gone, of)
			}
		}
	}
	for _, f := range gone {
		if !only {
			if err := s.removeBatch(f.name); err != nil {
				return count, bytes, err
			}
		}
		count++
		bytes += f.size
	}
	return count, bytes, nil
}
