package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"tarjuma/internal/lang"
	"tarjuma/internal/news"
	"tarjuma/internal/run"
)

// stamp tells whether a file has changed.
type stamp struct {
	at   time.Time
	size int64
}

// record is what the records of the program say, as far as it is held against the files.
type record struct {
	Languages []struct {
		Lang    string
		Missing int
		Refused int
		Targets []struct{ ID, SHA256 string }
	}
	Files []struct {
		Path   string
		SHA256 string
	}
}

// inspectFiles looks at all outputs and records that were written since the last time. Each output must be whole and say what it lacks;
// a record must not know of a file that is not there, and after a run that was not killed each must fit its files.
func (c *campaign) inspectFiles(done bool) error {
	for n, name := range c.names {
		output, records := c.outputOf(n), c.recordOf(n)
		if fresh, err := c.isNew(output); err != nil {
			return err
		} else if fresh {
			v := newVerdict()
			if err := c.inspectOutput(v, name, output); err != nil {
				return err
			}
			for _, w := range v.wrong {
				c.blame("run %d: %s", c.runs, w)
			}
		}
		fresh, err := c.isNew(records)
		if err != nil {
			return err
		}
		if fresh || done {
			if err := c.inspectRecord(output, records, done); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *campaign) outputOf(n int) string {
	stem := strings.TrimSuffix(c.names[n], filepath.Ext(c.names[n]))
	return filepath.Join(c.resultsDir(), folderOf(n), stem+".json")
}

func (c *campaign) recordOf(n int) string {
	return filepath.Join(c.resultsDir(), ".tarjuma", "translate", folderOf(n), c.names[n]+".json")
}

// isNew tells whether there is a file that was not seen as it is now.
func (c *campaign) isNew(path string) (bool, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	now := stamp{info.ModTime(), info.Size()}
	fresh := c.changed[path] != now
	c.changed[path] = now
	return fresh, nil
}

// inspectOutput judges the document in a file.
func (c *campaign) inspectOutput(v *verdict, name, path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var doc news.Document
	if err := json.Unmarshal(data, &doc); err != nil || !strings.HasSuffix(string(data), "}\n") {
		v.blame("%s is half-written: %v", path, err)
		return nil
	}
	english, err := c.languages.Find("en")
	if err != nil {
		return err
	}
	var to []*lang.Language
	for _, t := range doc.Translations {
		l, err := c.languages.Find(t.Lang)
		if err != nil {
			return err
		}
		to = append(to, l)
	}
	v.judge(run.Outcome{Source: run.Source{Name: name}, To: to, Document: &doc}, c.articles[name], english.Abbreviations, targets())
	return nil
}

// inspectRecord holds a record against the file of its article. One that was put in place when the program was killed, before its
// record, may be newer.
func (c *campaign) inspectRecord(output, path string, done bool) error {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var r record
	if err := json.Unmarshal(data, &r); err != nil || len(r.Files) != 1 {
		c.blame("the record %s is half-written: %v", path, err)
		return nil
	}
	if inside, err := filepath.Rel(c.resultsDir(), output); err != nil || filepath.ToSlash(inside) != r.Files[0].Path {
		c.blame("the record %s knows of %s", path, r.Files[0].Path)
	}
	written, err := os.ReadFile(output)
	if err != nil {
		c.blame("the record %s knows of a file that is not there: %v", path, err)
		return nil
	}
	switch sum := sha256.Sum256(written); {
	case hex.EncodeToString(sum[:]) == r.Files[0].SHA256:
		return c.inspectClaims(r, path, written)
	case c.running > 1: // another process may have written in between
		c.pending++
	case done:
		c.blame("the record %s is of another file than %s", path, output)
	case c.changed[output].at.Before(c.changed[path].at):
		c.blame("the record %s is newer than %s, and of another file", path, output)
	default:
		c.pending++
	}
	return nil
}

// inspectClaims holds what a record says of each language against the document that was written.
func (c *campaign) inspectClaims(r record, path string, written []byte) error {
	var doc news.Document
	if err := json.Unmarshal(written, &doc); err != nil {
		return err
	}
	if len(r.Languages) != len(doc.Translations) {
		c.blame("the record %s has %d languages of %d", path, len(r.Languages), len(doc.Translations))
		return nil
	}
	for i, t := range doc.Translations {
		claimed := r.Languages[i]
		if claimed.Lang != t.Lang || len(claimed.Targets) != len(t.Pairs) || claimed.Missing+claimed.Refused != len(t.Failed()) {
			c.blame("the record %s claims other than is written in %s", path, t.Lang)
			continue
		}
		for n, p := range t.Pairs {
			if sum := sha256.Sum256([]byte(p.Target)); claimed.Targets[n].ID != p.ID || claimed.Targets[n].SHA256 != hex.EncodeToString(sum[:]) {
				c.blame("the record %s claims another translation of %s into %s", path, p.ID, t.Lang)
			}
		}
	}
	return nil
}

// judgeAll judges all articles after a run that came to its end.
func (c *campaign) judgeAll() (*verdict, error) {
	reasons, err := c.whyNot()
	if err != nil {
		return nil, err
	}
	v := newVerdict()
	for n, name := range c.names {
		_, err := os.Stat(c.outputOf(n))
		switch why := reasons[name]; {
		case err == nil && why != "":
			c.blame("%s is written and said to have failed: %s", name, why)
		case err == nil:
			if err := c.inspectOutput(v, name, c.outputOf(n)); err != nil {
				return nil, err
			}
		case why == "":
			c.blame("%s is not there, and the report does not say why", c.outputOf(n))
		default:
			v.judge(run.Outcome{Source: run.Source{Name: name}, Err: errors.New(why)}, c.articles[name], nil, targets())
		}
	}
	return v, nil
}

// temporary counts the files that kills left half-written beside the outputs and in the store: nobody takes them for anything.
func (c *campaign) temporary() (count int, err error) {
	for _, folder := range []string{c.resultsDir(), c.store} {
		err = errors.Join(err, filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
			if err == nil && !e.IsDir() && strings.HasPrefix(e.Name(), ".tarjuma-") {
				count++
			}
			return err
		}))
	}
	if err != nil {
		return 0, fmt.Errorf("looking for temporary files: %w", err)
	}
	return count, nil
}
