// Command estimatemeasure tells how near estimates come to what is then used, on human translations that it is given: a request's text and an
// answer that holds them are counted with the tokenizer o200k_base, and so is what OpenAI adds to a request.
//
//	go run ./internal/tools/estimatemeasure --data FILE
//
// FILE has an article a line, as JSON: {"doc_id","segments":[{"id","en","prs","ps","hi"}]}. Nothing of it is kept. The same data give the
// same figures.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strings"

	"github.com/tiktoken-go/tokenizer"
)

// options say what is measured.
type options struct {
	data, from, to string
}

func main() {
	var o options
	flag.StringVar(&o.data, "data", "", "`FILE` of human translations")
	flag.StringVar(&o.from, "from", "en", "language of the articles")
	flag.StringVar(&o.to, "to", "prs,ps,hi", "languages to translate them into")
	flag.Parse()
	if err := measure(context.Background(), os.Stdout, o); err != nil {
		fmt.Fprintln(os.Stderr, "estimatemeasure:", err)
		os.Exit(1)
	}
}

// figure is how an estimate of some tokens came out, in one article.
type figure struct{ estimated, counted float64 }

// off is the estimate's error, as a part of what was counted.
func (f figure) off() float64 { return f.estimated/f.counted - 1 }

func measure(ctx context.Context, w io.Writer, o options) error {
	if o.data == "" {
		return errors.New("name the data with --data")
	}
	articles, err := load(o.data)
	if err != nil {
		return fmt.Errorf("reading the data: %w", err)
	}
	codec, err := tokenizer.Get(tokenizer.O200kBase)
	if err != nil {
		return err
	}
	fmt.Fprintln(w, "language  tokens      articles  all       least     median    most      beyond 20 %")
	for code := range strings.SplitSeq(o.to, ",") {
		m, err := newMeter(codec, o.from, code)
		if err != nil {
			return err
		}
		for _, a := range articles {
			if err := m.article(ctx, a); err != nil {
				return fmt.Errorf("estimating %s: %w", a.ID, err)
			}
		}
		for i, what := range []string{"prompt", "completion", "both"} {
			tell(w, code, what, m.figures[i])
		}
	}
	return nil
}

// tell writes the error of all articles together, and how it is spread.
func tell(w io.Writer, code, what string, figures []figure) {
	if len(figures) == 0 {
		return
	}
	var all figure
	var offs []float64
	beyond := 0
	for _, f := range figures {
		all.estimated, all.counted = all.estimated+f.estimated, all.counted+f.counted
		offs = append(offs, f.off())
		if math.Abs(f.off()) > 0.2 {
			beyond++
		}
	}
	slices.Sort(offs)
	part := func(off float64) string { return fmt.Sprintf("%+.1f %%", 100*off) }
	fmt.Fprintf(w, "%-9s %-11s %-9d %-9s %-9s %-9s %-9s %d\n", code, what, len(figures), part(all.off()), part(offs[0]), part(offs[len(offs)/2]), part(offs[len(offs)-1]), beyond)
}
