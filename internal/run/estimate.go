package run

import (
	"context"
	"math"
	"slices"
	"strings"

	"tarjuma/internal/lang"
	"tarjuma/internal/llm"
	"tarjuma/prompts"
)

// Estimate is what a run is expected to take. Articles are those that could be read, UpToDate those among them that nothing has to be done
// for, Asked those that something has to be asked for. Times is how often at most a translation is asked for in whole. Parts are the briefs
// first, then the translations.
type Estimate struct {
	Articles int
	UpToDate int
	Asked    int
	Times    int
	Parts    []EstimatedPart
}

// EstimatedPart is what the briefs in a language (Task summarize), or the translations into it (translate), are expected to take, with
// what settles their names. Articles are those that something has to be asked for; Stored how many of their first requests the store has
// the answer of, which are in no sum. Replies is how many stored replies the expectation rests on beside tarjuma's own reckoning; 0: on
// that alone.
type EstimatedPart struct {
	Task     string
	Lang     *lang.Language
	Articles int
	Stored   int
	Expected Needs
	Most     Needs
	Replies  int
}

// Needs are requests and the tokens that they and their answers take.
type Needs struct {
	Requests int
	Tokens   llm.Usage
}

// The upper bound of an estimate: every request is asked again in whole as often as the ladder and the repairs may, with the faulty answer
// shown, and all that takes a fifth more than expected. A brief and names are asked for twice at most.
const (
	mostMargin  = 1.2
	mostAsked   = 2
	ladderAsked = 2 // and once more for each repair
)

// EstimateOf tells what Run would take, without asking anyone. Replies is the store; with Fresh its answers are not free, and serve only to
// tell how the model counts and writes. Failed is told of the articles that cannot be estimated. An error is one of failed, of the store or of the job.
func EstimateOf(ctx context.Context, j *Job, replies *llm.Store, failed func(Planned) error) (*Estimate, error) {
	if err := j.Check(); err != nil {
		return nil, err
	}
	e := &estimator{job: j, free: replies, estimate: &Estimate{Times: j.timesAsked(prompts.Translate)}}
	if j.Fresh {
		e.free = nil
	}
	for _, source := range j.Sources {
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		if planned := e.add(ctx, source); planned.Err != nil {
			if err := failed(planned); err != nil {
				return nil, err
			}
		}
	}
	return e.finish(replies)
}

// estimator sums up what articles take.
type estimator struct {
	job      *Job
	free     *llm.Store // whose answers cost nothing; nil: none
	estimate *Estimate
	parts    []*part
}

// part is an EstimatedPart that is being summed up, in o200k_base's tokens, by task: translations have requests for names.
type part struct {
	EstimatedPart
	sums map[string]*sum
}

// sum is what some requests take once each.
type sum struct {
	requests           int
	prompt, completion float64
}

// add adds what an article takes.
func (e *estimator) add(ctx context.Context, source Source) Planned {
	p, err := e.job.prepare(source)
	if err != nil {
		return Planned{Source: source, Err: err}
	}
	planned := e.job.planOf(p, e.free)
	if planned.Err != nil {
		return planned
	}
	e.estimate.Articles++
	if planned.UpToDate {
		e.estimate.UpToDate++
		return planned
	}
	requests, asked := planned.Requests, false
	if p.brief {
		brief, err := e.storedBrief(ctx, p, requests)
		if err == nil {
			asked = e.addRequests(prompts.Summarize, p, merging(requests, brief != nil))
			requests, err = e.briefTranslations(p, brief)
		}
		if planned.Err = err; err != nil {
			return planned
		}
	}
	if e.addRequests(prompts.Translate, p, requests) || asked {
		e.estimate.Asked++
	}
	return planned
}

// addRequests adds requests of an article, those for one language after those for another, to the parts of a task, and says whether any of
// them has to be asked.
func (e *estimator) addRequests(task string, p *prepared, requests []PlannedRequest) (asked bool) {
	for len(requests) > 0 {
		l := requests[0].Lang
		end := slices.IndexFunc(requests, func(r PlannedRequest) bool { return r.Lang != l })
		if end < 0 {
			end = len(requests)
		}
		if e.part(task, l).add(expectAll(e.job.Languages, p.from, requests[:end])) {
			asked = true
		}
		requests = requests[end:]
	}
	return asked
}

func (e *estimator) part(task string, l *lang.Language) *part {
	for _, known := range e.parts {
		if known.Task == task && known.Lang == l {
			return known
		}
	}
	added := &part{EstimatedPart{Task: task, Lang: l}, map[string]*sum{}}
	e.parts = append(e.parts, added)
	return added
}

// add adds what the requests of one article take, and says whether that is anything: those that are stored take nothing.
func (p *part) add(expected []expectation) (asked bool) {
	for _, x := range expected {
		if x.stored {
			p.Stored++
			continue
		}
		asked = true
		s := p.sums[x.task]
		if s == nil {
			s = &sum{}
			p.sums[x.task] = s
		}
		s.requests, s.prompt, s.completion = s.requests+1, s.prompt+x.prompt, s.completion+x.completion
	}
	if asked {
		p.Articles++
	}
	return asked
}

// finish puts what the store tells of the model in the place of what is reckoned, as far as it has enough.
func (e *estimator) finish(replies *llm.Store) (*Estimate, error) {
	var kinds []kind
	for _, p := range e.parts {
		for task := range p.sums {
			kinds = append(kinds, kind{task, p.Lang.Code})
		}
	}
	seen, err := e.job.measure(replies, kinds)
	if err != nil {
		return nil, err
	}
	for _, p := range e.parts {
		for task, s := range p.sums {
			m := seen[kind{task, p.Lang.Code}]
			if task == p.Task {
				p.Replies = m.enough()
			}
			p.put(s, m, e.job.timesAsked(task))
		}
		e.estimate.Parts = append(e.estimate.Parts, p.EstimatedPart)
	}
	slices.SortStableFunc(e.estimate.Parts, func(a, b EstimatedPart) int { return strings.Compare(a.Task, b.Task) })
	return e.estimate, nil
}

// put adds a sum to the part, as the model was seen to count and to write, and as often as it may be asked at most.
func (p *part) put(s *sum, m *measured, times int) {
	requests, prompt, completion := m.requests(s.requests), m.prompt(s.prompt), m.completion(s.completion)
	p.Expected.add(requests, prompt, completion)
	p.Expected.Tokens.Cached += int(math.Round(m.cached(prompt)))
	again := float64(times - 1)
	p.Most.add(max(requests, float64(s.requests*times)), mostMargin*(prompt+again*(prompt+completion)), mostMargin*(completion+again*completion))
}

func (n *Needs) add(requests, prompt, completion float64) {
	n.Requests += int(math.Round(requests))
	n.Tokens.Prompt += int(math.Round(prompt))
	n.Tokens.Completion += int(math.Round(completion))
}

// timesAsked is how often the requests of a task are asked in whole at most.
func (j *Job) timesAsked(task string) int {
	if task != prompts.Translate {
		return mostAsked
	}
	if j.Checks == nil {
		return ladderAsked
	}
	return ladderAsked + j.Repairs
}
