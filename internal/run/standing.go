package run

import (
	"fmt"
	"path/filepath"
	"slices"

	"tarjuma/internal/lang"
	"tarjuma/internal/news"
)

// Reason is why something has to be made: a translation into Lang, or the brief itself, where that is nil.
type Reason struct {
	Lang *lang.Language
	Why  string
}

// Left is a file that a person changed, and that is therefore left alone. Stale says that the article has changed too, so that the
// file is no longer what belongs to it.
type Left struct {
	Path  string
	Langs []string // the codes of the languages in it
	Stale bool
}

// standing is how the results of an article stand before anything is done: what has to be made and why, which files have to be
// written, and which are a person's.
type standing struct {
	head    *head   // what the record says; nil where there is none
	record  *record // the whole record, once it was needed
	damaged error   // why the record could not be read

	brief   bool             // the brief has to be made
	make    []*lang.Language // the translations that have to be made
	reasons []Reason         // of both
	write   []file           // the files that have to be written
	left    []Left
	edits   []edit            // a person's translations in a JSON file
	lost    [][]news.Pair     // by language of make: a person's translations of texts that are gone
	edited  map[string]string // by path: the hash of a file whose edits are taken over
}

// settled says that nothing has to be done.
func (st *standing) settled() bool {
	return !st.brief && len(st.make) == 0 && len(st.write) == 0
}

// stand finds out how an article stands. Without an output folder everything has to be made. The error is a record that cannot be
// read.
func (j *Job) stand(p *prepared) error {
	st := &p.standing
	if len(j.languages(p.from, p.to)) == 0 {
		return nil
	}
	j.whatToMake(p)
	for _, f := range j.files(p.source, j.languages(p.from, p.to)) {
		if !j.Output.Folder {
			st.write = append(st.write, f)
			continue
		}
		if err := j.standFile(p, f); err != nil {
			return err
		}
	}
	j.leaveAlone(p)
	j.takeEdits(p)
	for _, f := range j.files(p.source, j.languages(p.from, p.to)) {
		if !slices.Contains(st.write, f) && st.touches(f) && !st.isLeft(f.path) {
			st.write = append(st.write, f)
		}
	}
	if st.settled() {
		return nil
	}
	_, err := j.whole(p)
	return err
}

// whatToMake finds what has to be made, and why.
func (j *Job) whatToMake(p *prepared) {
	st := &p.standing
	add := func(l *lang.Language, why string) { st.reasons = append(st.reasons, Reason{l, why}) }
	if j.Verb == Summarize {
		var before *state
		if st.head != nil {
			before = st.head.Brief
		}
		if why := j.whyMake(p, before, j.briefSettings(p.source, p.from)); why != "" {
			st.brief = true
			add(nil, why)
		}
	}
	for _, to := range p.to {
		why := j.whyMake(p, st.head.state(to.Code), j.translationSettings(p.source, to))
		if st.brief && why == "" {
			why = "the brief is made anew"
		}
		if why != "" {
			st.make = append(st.make, to)
			add(to, why)
		}
	}
}

// NotMadeBefore is why something is made for the first time, ChangedByHand why something is put together with a person's
// translations.
const (
	NotMadeBefore = "not made before"
	ChangedByHand = "translations were changed by hand"
)

// whyMake says why a part has to be made, "" if it has not. What lacks only what the provider refused is as whole as it will be,
// and where nobody may be asked, so is everything.
func (j *Job) whyMake(p *prepared, before *state, now settings) string {
	switch {
	case before == nil:
		return NotMadeBefore
	case j.Fresh:
		return "asked for afresh"
	case before.Article != p.sum:
		return "the article changed"
	case now.changed(before.Settings) != "":
		return now.changed(before.Settings)
	case before.Missing > 0 && !j.Output.Written.readOnly:
		return fmt.Sprintf("%d missing", before.Missing)
	}
	return ""
}

// standFile finds out whether a file has to be written or is a person's.
func (j *Job) standFile(p *prepared, f file) error {
	st := &p.standing
	there, err := j.look(f.path)
	if err != nil {
		st.write = append(st.write, f) // what is wrong is told when it is written
		return nil
	}
	before := st.head.output(j.below(f.path))
	switch {
	case before == nil || there.sum == "":
		st.write = append(st.write, f)
	case before.SHA256 == there.sum:
		if before.Outdated || !slices.Equal(before.Langs, j.codes(p, f)) {
			st.write = append(st.write, f)
		}
	case there.ours || j.Output.Overwrite:
		st.write = append(st.write, f)
	default:
		return j.standEdited(p, f, before, there)
	}
	return nil
}

// standEdited is standFile for a file that a person changed. Translations in JSON are taken over; whatever else was changed is left
// as it is.
func (j *Job) standEdited(p *prepared, f file, before *output, there place) error {
	st := &p.standing
	if j.format(p.source) == "json" {
		r, err := j.whole(p)
		if err != nil {
			return err
		}
		if edits, taken := r.edits(there.data, before.Langs); taken {
			st.edits, st.edited = edits, map[string]string{f.path: there.sum}
			return nil
		}
	}
	st.left = append(st.left, Left{Path: f.path, Langs: j.codes(p, f)})
	return nil
}

// whole gives the whole record of an article that has one.
func (j *Job) whole(p *prepared) (*record, error) {
	if p.standing.record != nil || p.standing.head == nil {
		return p.standing.record, nil
	}
	r, err := j.readWhole(p.source)
	if err == nil {
		p.standing.record = r
	}
	return r, err
}

// takeEdits writes a person's translations into the record. What they are part of is put together and checked anew, without
// asking for what is there.
func (j *Job) takeEdits(p *prepared) {
	st := &p.standing
	if len(st.edits) == 0 {
		return
	}
	st.record.take(st.edits)
	for _, to := range p.to {
		edited := slices.ContainsFunc(st.edits, func(e edit) bool { return e.lang == to.Code })
		if edited && !slices.Contains(st.make, to) {
			st.make = append(st.make, to)
			st.reasons = append(st.reasons, Reason{to, ChangedByHand})
		}
	}
}

// leaveAlone takes from what is to be done all that would go over a person's work. A brief and its translations belong together, and
// so do the languages of a JSON file.
func (j *Job) leaveAlone(p *prepared) {
	st := &p.standing
	if j.Verb == Summarize && st.brief && !j.Output.Overwrite && st.head != nil {
		st.left = append(st.left, j.byHand(p)...)
	}
	if len(st.left) == 0 {
		return
	}
	for i := range st.left {
		st.left[i].Stale = j.stale(p, st.left[i].Path)
	}
	if j.Verb == Summarize || j.format(p.source) == "json" {
		st.brief, st.make, st.write, st.edits = false, nil, nil, nil
		return
	}
	st.make = slices.DeleteFunc(st.make, func(l *lang.Language) bool { return st.isLeft(j.outputPath(p.source, l.Code)) })
}

// byHand gives the files of a brief that hold a person's translations: of a new brief there would be nothing left of them.
func (j *Job) byHand(p *prepared) []Left {
	st := &p.standing
	var left []Left
	for _, f := range j.files(p.source, j.languages(p.from, p.to)) {
		byHand := len(st.edited) > 0
		for _, code := range j.codes(p, f) {
			if s := st.head.state(code); s != nil && s.Human > 0 {
				byHand = true
			}
		}
		if byHand && !st.isLeft(f.path) {
			left = append(left, Left{Path: f.path, Langs: j.codes(p, f)})
		}
	}
	return left
}

// stale says whether what is in a file was made from another state of the article.
func (j *Job) stale(p *prepared, path string) bool {
	head := p.standing.head
	if o := head.output(j.below(path)); o != nil && o.Outdated {
		return true
	}
	if j.Verb == Summarize {
		return head.SHA256 != p.sum
	}
	for _, f := range j.files(p.source, p.to) {
		if f.path != path {
			continue
		}
		for _, code := range j.codes(p, f) {
			if s := head.state(code); s != nil && s.Article != p.sum {
				return true
			}
		}
	}
	return false
}

func (st *standing) isLeft(path string) bool {
	return slices.ContainsFunc(st.left, func(l Left) bool { return l.Path == path })
}

// touches says whether something in a file is made anew or was taken over.
func (st *standing) touches(f file) bool {
	if f.lang == "" || st.brief {
		return st.brief || len(st.make) > 0
	}
	return slices.ContainsFunc(st.make, func(l *lang.Language) bool { return l.Code == f.lang })
}

// codes are the languages in a file.
func (j *Job) codes(p *prepared, f file) []string {
	if f.lang != "" {
		return []string{f.lang}
	}
	return codesOf(j.languages(p.from, p.to))
}

// below gives the path of an output file below the output folder, with slashes.
func (j *Job) below(path string) string {
	inside, err := filepath.Rel(j.Output.Path, path)
	if err != nil {
		inside = path // both come from one place: neither is relative where the other is not
	}
	return filepath.ToSlash(inside)
}

// made gives why something is made, but for what is left alone.
func (st *standing) made() []Reason {
	return slices.DeleteFunc(slices.Clone(st.reasons), func(r Reason) bool {
		if r.Lang == nil {
			return !st.brief
		}
		return !slices.Contains(st.make, r.Lang)
	})
}

// troubles gives the document of an article that nothing is to be done for, where it has something to tell: what is missing, what the
// checks found. It is nil where all is well.
func (j *Job) troubles(p *prepared) (*news.Document, error) {
	if p.head == nil {
		return nil, nil
	}
	trouble := func(s *state) bool { return s != nil && s.Missing+s.Refused+s.Findings > 0 }
	all := trouble(p.head.Brief)
	var codes []string
	for _, to := range j.shown(p) {
		codes = append(codes, to.Code)
		all = all || trouble(p.head.state(to.Code))
	}
	if !all {
		return nil, nil
	}
	r, err := j.whole(p)
	if err != nil {
		return nil, err
	}
	return r.view(codes), nil
}
