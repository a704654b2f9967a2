package llm

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Sums tells what a store holds. Requests are those that have an answer; Replies all of them, older ones and the notes of lasting
// faults (Faults) too; Broken are files that cannot be read, Leftovers what processes that died left behind. Bytes are those of all
// files. Oldest and Newest are the times of replies, zero where there are none.
type Sums struct {
	Requests   int       `json:"requests"`
	Replies    int       `json:"replies"`
	Superseded int       `json:"superseded"`
	Faults     int       `json:"faults"`
	Broken     int       `json:"broken"`
	Leftovers  int       `json:"leftovers"`
	Bytes      int64     `json:"bytes"`
	Oldest     time.Time `json:"oldest,omitzero"`
	Newest     time.Time `json:"newest,omitzero"`
	Models     []Share   `json:"models"` // by model as asked for and task, in that order
}

// Share is what of a store one model made for one task. Task is what the request's label begins with.
type Share struct {
	Model   string `json:"model"`
	Task    string `json:"task"`
	Replies int    `json:"replies"`
	Usage   Usage  `json:"tokens"`
}

// Sums counts what the store holds. It reads every file.
func (s *Store) Sums() (Sums, error) {
	sums := Sums{Models: []Share{}}
	shares := map[[2]string]*Share{}
	for k, err := range s.All() {
		if err != nil {
			return sums, err
		}
		sums.add(k)
		if k.Key == "" || k.Err != nil || k.IsFault() {
			continue
		}
		task, _, _ := strings.Cut(k.Entry.Request.Label, " ")
		which := [2]string{k.Entry.Request.Model, task}
		if shares[which] == nil {
			shares[which] = &Share{Model: which[0], Task: task}
		}
		shares[which].Replies++
		shares[which].Usage = shares[which].Usage.add(k.Entry.Reply.Usage)
	}
	batches, err := s.batchFiles()
	for _, f := range batches {
		sums.Bytes += f.size
	}
	if err != nil {
		return sums, err
	}
	for _, share := range shares {
		sums.Models = append(sums.Models, *share)
	}
	slices.SortFunc(sums.Models, func(a, b Share) int {
		return cmp.Or(cmp.Compare(a.Model, b.Model), cmp.Compare(a.Task, b.Task))
	})
	return sums, nil
}

func (s *Sums) add(k Kept) {
	s.Bytes += k.Size
	switch {
	case k.Key == "":
		s.Leftovers++
		return
	case k.Err != nil:
		s.Broken++
		return
	case k.IsFault():
		s.Faults++
	}
	s.Replies++
	if k.Newest {
		s.Requests++
	} else {
		s.Superseded++
	}
	at := k.Entry.Reply.Time
	if s.Oldest.IsZero() || at.Before(s.Oldest) {
		s.Oldest = at
	}
	if at.After(s.Newest) {
		s.Newest = at
	}
}

func (u Usage) add(v Usage) Usage {
	return Usage{u.Prompt + v.Prompt, u.Cached + v.Cached, u.Completion + v.Completion, u.Reasoning + v.Reasoning}
}

// Prune says what of a store is to go: replies from before a time (zero: none for that) and submissions to a batch API that there is nothing
// left to do for, replies that a newer one stands beside, and always what dead processes left behind more than a day before Now. A broken
// file is never taken away: its time is not known.
type Prune struct {
	Before     time.Time
	Superseded bool
	Now        time.Time
}

// takes tells whether a file is to go.
func (p Prune) takes(k Kept) bool {
	switch {
	case k.Key == "":
		return p.Now.Sub(k.Modified) > tooOld
	case k.Err != nil:
		return false
	case p.Superseded && !k.Newest:
		return true
	}
	return k.Entry.Reply.Time.Before(p.Before)
}

// Prune takes away what p says, or, where only it is asked what would go, nothing. It gives how many files and bytes that are.
func (s *Store) Prune(p Prune, only bool) (files int, bytes int64, err error) {
	for k, err := range s.All() {
		if err != nil {
			return files, bytes, err
		}
		if !p.takes(k) {
			continue
		}
		if !only {
			if err := s.Remove(k); err != nil {
				return files, bytes, err
			}
		}
		files++
		bytes += k.Size
	}
	ofBatches, size, err := s.pruneBatches(p, only)
	return files + ofBatches, bytes + size, err
}
