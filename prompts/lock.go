package prompts

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strings"
)

const lockFile = "prompts.lock"

// lockLine says that a prompt is released and which bytes it has for good.
type lockLine struct {
	id, sha256 string
}

// LockError is a released prompt whose bytes are not the ones that were released, or that is gone (Found is "").
type LockError struct {
	ID     string
	Locked string // hex SHA-256
	Found  string
}

func (e *LockError) Error() string {
	if e.Found == "" {
		return fmt.Sprintf("%s is released but not there", e.ID)
	}
	return fmt.Sprintf("%s was changed after its release: locked as %s, now %s", e.ID, e.Locked, e.Found)
}

// Verify looks whether every released prompt is there with the bytes that were released. The error joins a *LockError
// for each that is not. Prompts without a line in the lock are drafts and are not looked at.
func (s *Set) Verify() error {
	var errs []error
	for _, line := range s.locked {
		found := ""
		if p, err := s.Find(line.id); err == nil && p.Builtin {
			found = p.SHA256
		}
		if found != line.sha256 {
			errs = append(errs, &LockError{ID: line.id, Locked: line.sha256, Found: found})
		}
	}
	return errors.Join(errs...)
}

// readLock reads prompts.lock: "ID SHA256" on each line, sorted by byte order, no id twice, so that there is one way
// to write it and a line that was slipped in shows.
func readLock(files fs.FS) ([]lockLine, []Problem) {
	data, err := fs.ReadFile(files, lockFile)
	if err != nil {
		return nil, []Problem{readProblem(lockFile, err)}
	}
	form := regexp.MustCompile(`^([a-z]+/v[1-9][0-9]*) ([0-9a-f]{64})\n$`)
	var lines []lockLine
	for i, text := range strings.SplitAfter(string(data), "\n") {
		if text == "" {
			continue // after the last line end
		}
		found := form.FindStringSubmatch(text)
		if found == nil {
			return nil, []Problem{{lockFile, i + 1, `not of the form "TASK/vN SHA256"`}}
		}
		if i > 0 && lines[i-1].id >= found[1] {
			return nil, []Problem{{lockFile, i + 1, fmt.Sprintf("%s does not come after %s: lines are sorted by byte order, each id once", found[1], lines[i-1].id)}}
		}
		lines = append(lines, lockLine{id: found[1], sha256: found[2]})
	}
	return lines, nil
}
