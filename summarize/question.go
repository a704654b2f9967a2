package summarize

import (
	"errors"
	"slices"
	"strings"

	"tarjuma/internal/news"
)

// question is what a model is asked for: a brief; or the facts of a section, and then the brief that comes with them is read
// by nobody.
type question struct {
	about    string         // which part of the article, for the reader of a store; "": all of it
	segments []news.Segment // those sent
	facts    []news.Fact    // of sections, sent in the place of other segments
	words    int
	points   int
	section  bool

	gaps   []gap // what of the article the answer cannot rest on
	unsent int   // facts that there was no room for
}

// gap is a run of segments that a brief does not rest on, and why: mostly a *Failed.
type gap struct {
	segments []news.Segment
	why      error
}

func (g gap) refused() bool {
	var failed *Failed
	return errors.As(g.why, &failed) && failed.Refused
}

func (g gap) reason() string {
	var failed *Failed
	if errors.As(g.why, &failed) {
		return failed.Reason
	}
	return g.why.Error()
}

// anchors are the ids of the first, the middle and the last segment sent, each once.
func (q *question) anchors() []string {
	if len(q.segments) == 0 {
		return nil
	}
	last := len(q.segments) - 1
	var ids []string
	for _, place := range [...]int{0, (last + 1) / 2, last} {
		if id := q.segments[place].ID; !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// unread is how many segments the answer cannot rest on.
func (q *question) unread() int {
	n := 0
	for _, g := range q.gaps {
		n += len(g.segments)
	}
	return n
}

// whole tells whether the answer rests on all that there is: what a provider refuses is not there.
func (q *question) whole() bool {
	return !slices.ContainsFunc(q.gaps, func(g gap) bool { return !g.refused() })
}

// span names a run of segments: "s3" or "s3…s9".
func span(segments []news.Segment) string {
	first, last := segments[0].ID, segments[len(segments)-1].ID
	if first == last {
		return first
	}
	return first + "…" + last
}

// beginningWords is how much of a segment is shown of those that were left out.
const beginningWords = 12

// beginning gives the first words of a segment, for telling which one it is.
func beginning(s news.Segment) string {
	words := strings.Fields(news.WithoutTags(s.Text))
	if len(words) <= beginningWords {
		return strings.Join(words, " ")
	}
	return strings.Join(words[:beginningWords], " ") + " …"
}

func wordsOf(segments []news.Segment) int {
	n := 0
	for _, s := range segments {
		n += news.Words(news.WithoutTags(s.Text))
	}
	return n
}
