package run

import (
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// PassedOver is something in a folder that looks like an article and is not read, and why.
type PassedOver struct {
	Path string
	Why  string
}

// Folder lists the articles below a folder, each with its place in it, in the order of their names: what ends as an article does.
// Hidden files and folders, the output folder out ("" for none) and what tarjuma wrote are left out. A link is followed to a file
// in the folder alone, so that nothing is read that does not lie there and no way goes in a circle. Of a folder further down that
// cannot be read there is a source that says so when it is opened; an error is that of the folder itself.
func Folder(dir, out string, written *Written) ([]Source, []PassedOver, error) {
	l := &lister{dir: dir, known: map[string]bool{}}
	var err error
	if l.real, err = filepath.EvalSymlinks(dir); err != nil {
		return nil, nil, err
	}
	if l.absolute, err = filepath.Abs(dir); err != nil {
		return nil, nil, err
	}
	if l.out, err = os.Stat(out); err != nil {
		l.out = nil // it is yet to be made
	}
	if l.written, err = written.paths(); err != nil {
		return nil, nil, err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, nil, err
	}
	if out != "" {
		if above, err := filepath.Abs(out); err == nil {
			l.readRecords(above) // the folder may lie in it
		}
	}
	l.folder("", entries)
	return l.sources, l.passed, nil
}

// lister goes through a folder.
type lister struct {
	dir      string // as it was named
	absolute string
	real     string // where it lies
	out      fs.FileInfo
	written  func(path string) bool
	known    map[string]bool // what records know as written, by absolute paths

	sources []Source
	passed  []PassedOver
}

// folder goes through a folder below, whose path has slashes.
func (l *lister) folder(below string, entries []fs.DirEntry) {
	for _, e := range entries {
		if e.Name() == recordsFolder && e.IsDir() {
			l.readRecords(filepath.Join(l.absolute, filepath.FromSlash(below)))
		}
	}
	for _, e := range entries {
		place := path.Join(below, e.Name())
		switch {
		case strings.HasPrefix(e.Name(), "."):
		case e.IsDir():
			l.enter(place)
		case ending(e.Name()) == "":
			if l.isFolder(place, e) { // articles may lie there
				l.passed = append(l.passed, PassedOver{l.name(place), "is a link to a folder"})
			}
		case l.isOutput(filepath.Join(l.absolute, filepath.FromSlash(place))):
		default:
			if why := l.unfit(place, e); why != "" {
				l.passed = append(l.passed, PassedOver{l.name(place), why})
			} else {
				name := l.name(place)
				l.sources = append(l.sources, Source{Name: name, Place: filepath.ToSlash(name[len(name)-len(place):])}) // one text in memory
			}
		}
	}
}

// isFolder tells a link to a folder.
func (l *lister) isFolder(place string, e fs.DirEntry) bool {
	if e.Type()&fs.ModeSymlink == 0 {
		return false
	}
	info, err := os.Stat(l.name(place))
	return err == nil && info.IsDir()
}

func (l *lister) name(place string) string { return filepath.Join(l.dir, filepath.FromSlash(place)) }

// enter goes through a folder below, if it is not the one for results.
func (l *lister) enter(place string) {
	name := l.name(place)
	if info, err := os.Stat(name); err == nil && l.out != nil && os.SameFile(info, l.out) {
		return
	}
	entries, err := os.ReadDir(name)
	if err != nil { // whatever lies there is not passed over in silence
		l.sources = append(l.sources, Source{Name: name, Place: place, Open: func() (io.ReadCloser, error) { return nil, err }})
		return
	}
	l.folder(place, entries)
}

// unfit says why something that is called like an article is not read, or "".
func (l *lister) unfit(place string, e fs.DirEntry) string {
	if e.Type().IsRegular() {
		return ""
	}
	if e.Type()&fs.ModeSymlink == 0 {
		return "is not an ordinary file"
	}
	real, err := filepath.EvalSymlinks(l.name(place))
	if err != nil {
		return "is a link that leads nowhere"
	}
	inside, err := filepath.Rel(l.real, real)
	if err != nil || !filepath.IsLocal(inside) {
		return "is a link that leads out of the folder"
	}
	switch info, err := os.Stat(real); {
	case err != nil:
		return "is a link that leads nowhere"
	case info.IsDir():
		return "is a link to a folder"
	case !info.Mode().IsRegular():
		return "is a link to something that is not an ordinary file"
	}
	return ""
}

// isOutput tells what tarjuma wrote, by the list of what was written and by the records: either may be lost.
func (l *lister) isOutput(path string) bool { return l.known[path] || l.written(path) }

// readRecords notes the outputs of all records in an output folder. A record that cannot be read knows of none.
func (l *lister) readRecords(folder string) {
	_ = filepath.WalkDir(filepath.Join(folder, recordsFolder), func(name string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() || filepath.Ext(name) != ".json" {
			return nil
		}
		var h head
		if found, err := decodeRecord(name, &h); found && err == nil {
			for _, f := range h.Files {
				l.known[filepath.Join(folder, filepath.FromSlash(f.Path))] = true
			}
		}
		return nil
	})
}
