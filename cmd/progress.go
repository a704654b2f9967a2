package cmd

import (
	"fmt"
	"io"
	"math"
	"sync/atomic"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"tarjuma/internal/llm"
	"tarjuma/internal/run"
)

// refresh is how often the line is drawn: seldom enough to be calm.
const refresh = 300 * time.Millisecond

// progress is one calm line on a terminal: what is done, and what is waited for. Off a terminal it draws nothing.
type progress struct {
	bars  *mpb.Progress // nil off a terminal
	bar   *mpb.Bar
	meter *run.Meter
	begun time.Time
	wait  atomic.Pointer[waitNote]
}

// waitNote is a wait that was begun, and when it is over.
type waitNote struct {
	reason string
	until  time.Time
}

func newProgress(app *App, o *workOptions, meter *run.Meter, articles int) *progress {
	p := &progress{meter: meter, begun: time.Now()}
	if !app.Terminal || o.quiet {
		return p
	}
	p.bars = mpb.New(mpb.WithOutput(app.Stderr), mpb.WithAutoRefresh(), mpb.WithRefreshRate(refresh))
	line := decor.Any(func(decor.Statistics) string { return p.line(time.Now()) })
	if articles < 2 {
		p.bar = p.bars.New(0, mpb.NopStyle(), mpb.BarRemoveOnComplete(), mpb.PrependDecorators(line))
		return p
	}
	p.bar = p.bars.New(int64(articles), mpb.BarStyle(), mpb.BarRemoveOnComplete(), mpb.BarWidth(barWidth),
		mpb.AppendDecorators(line, decor.Name(", left "), decor.AverageETA(decor.ET_STYLE_GO)))
	return p
}

// barWidth is how wide the bar itself is, in columns: the words beside it matter more.
const barWidth = 12

// one tells that one more article is done.
func (p *progress) one() {
	if p.bars != nil {
		p.bar.Increment()
	}
}

// line is what the terminal shows at a moment.
func (p *progress) line(now time.Time) string {
	m := p.meter
	text := fmt.Sprintf("articles %d/%d, segments %d/%d, %d tokens",
		m.ArticlesDone.Load(), m.Articles.Load(), m.SegmentsDone.Load(), m.Segments.Load(), m.Tokens.Load())
	if done, took := m.ArticlesDone.Load(), now.Sub(p.begun); done > 0 && m.Articles.Load() > 1 {
		text += fmt.Sprintf(", %.0f a minute", float64(done)/took.Minutes())
	}
	if cost, _ := m.Cost(); cost > 0 {
		text += ", cost " + llm.Money(cost)
	}
	if w := p.wait.Load(); w != nil && w.until.After(now) {
		text += fmt.Sprintf(", waiting %d s: %s", int(math.Ceil(w.until.Sub(now).Seconds())), w.reason)
	}
	return text
}

// waiting is told by the layers below that they wait, and why.
func (p *progress) waiting(reason string, d time.Duration) {
	p.wait.Store(&waitNote{reason, p.meter.Wait(time.Now(), d)})
}

// writer is where messages go: above the line while it is drawn, else to stderr.
func (p *progress) writer(stderr io.Writer) io.Writer {
	if p.bars == nil {
		return stderr
	}
	return p.bars
}

// stop takes the line away. It may be called twice.
func (p *progress) stop() {
	if p.bars == nil {
		return
	}
	p.bar.Abort(true)
	p.bars.Wait() // Shutdown would lose what was written since the line was last drawn
	p.bars = nil
}
