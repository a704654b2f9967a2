package summarize

import (
	"fmt"
	"math"
	"strings"

	"github.com/go-json-experiment/json"

	"tarjuma/internal/llm"
	"tarjuma/internal/news"
)

// leastShare is which part of the output limit must fit into the window beside what is sent: a third. It holds a brief, as
// many words again in quotes, and the JSON round them; good answers were seen to take 11 to 21 % of the limit.
const leastShare = 3

// estimateGrowth is how many more tokens Dari, Pashto and Hindi take than English in our estimate, whose tokenizer is a newer one. A
// language's Growth holds for older ones too, and a window is reckoned in the tokens of the one that needs more.
const estimateGrowth = 1.6

// tokens estimates what two messages take of the window. Only the last line is in the language of the article.
func (w *walker) tokens(system, user string) int {
	object := strings.LastIndexByte(user, '\n') + 1
	return llm.Tokens(system) + llm.Tokens(user[:object]) + w.ofLanguage(user[object:])
}

func (w *walker) ofLanguage(text string) int {
	return int(math.Ceil(float64(llm.Tokens(text)) * max(1, w.language.Growth/estimateGrowth)))
}

// need is what a question takes of the window: what is sent, and the least that an answer must have.
func (w *walker) need(q *question, problems []string) (int, error) {
	system, user, err := w.render(q, problems)
	return w.tokens(system, user) + w.limit(q)/leastShare, err
}

// fits tells whether a question fits the window. Where no window is known, all do.
func (w *walker) fits(q *question, problems []string) (bool, error) {
	if w.Window == 0 {
		return true, nil
	}
	need, err := w.need(q, problems)
	return need <= w.Window, err
}

// roomFor is what the window has left for segments beside a question that has none yet, in estimated tokens; without a window
// there is always room.
func (w *walker) roomFor(q *question) (int, error) {
	if w.Window == 0 {
		return math.MaxInt, nil
	}
	framed := *q
	for _, s := range w.segments[max(0, len(w.segments)-3):] { // the longest ids there are, for anchors
		framed.segments = append(framed.segments, news.Segment{ID: s.ID})
	}
	need, err := w.need(&framed, nil)
	return w.Window - need, err
}

// cost is what a segment takes of the window.
func (w *walker) cost(s news.Segment) (int, error) {
	object, err := json.Marshal(segment{s.ID, s.Text})
	if err != nil {
		return 0, fmt.Errorf("reading %s: %w", s.ID, err)
	}
	return w.ofLanguage(string(object) + ","), nil
}

// fitting gives the first of the problems, as many as the window has room for beside a question.
func (w *walker) fitting(q *question, problems []string) ([]string, error) {
	for ; len(problems) > 0; problems = problems[:len(problems)-1] {
		if fits, err := w.fits(q, problems); fits || err != nil {
			return problems, err
		}
	}
	return nil, nil
}

// full is the error of what does not fit however it is cut.
func (w *walker) full(what string, need int) error {
	return &llm.Error{
		Fault: llm.ContextFull, Permanent: true, Model: w.Model,
		Message: fmt.Sprintf("%s about %d tokens, and the window has %d", what, need, w.Window),
	}
}

// cut makes sections of the article: runs of whole segments that each fit the window, as few and as alike as can be.
func (w *walker) cut() ([]*question, error) {
	room, err := w.roomFor(&question{words: w.sectionWords(), points: w.Points, section: true})
	if err != nil {
		return nil, err
	}
	costs, total := make([]int, len(w.segments)), 0
	for i, s := range w.segments {
		if costs[i], err = w.cost(s); err != nil {
			return nil, err
		}
		if costs[i] > room {
			return nil, w.full("asking for the facts of "+s.ID+" alone takes", w.Window-room+costs[i])
		}
		total += costs[i]
	}
	fewest := len(pack(costs, room, room))
	var sections []*question
	from := 0
	for _, end := range pack(costs, room, (total+fewest-1)/fewest) {
		sections = append(sections, w.sectionOf(w.segments[from:end]))
		from = end
	}
	return sections, nil
}

// pack tells where sections end that are filled until they have what is wanted, and never over the room there is.
func pack(costs []int, room, wanted int) (ends []int) {
	size := 0
	for i, cost := range costs {
		if size > 0 && (size >= wanted || size+cost > room) {
			ends, size = append(ends, i), 0
		}
		size += cost
	}
	return append(ends, len(costs))
}

// sectionOf asks for the facts of some segments. The brief that comes with them is to be short.
func (w *walker) sectionOf(segments []news.Segment) *question {
	return &question{
		about: span(segments), segments: segments, words: w.sectionWords(), points: pointsOf(segments, w.Points), section: true,
	}
}

func (w *walker) sectionWords() int { return max(1, w.Words/2) }
