package translate

import (
	"context"
	"testing"

	"tarjuma/internal/llm"
	"tarjuma/internal/news"
)

// BenchmarkFirstRequests is what stands between a read article of 1,000 words and its first requests: units, parts,
// prompts, JSON.
func BenchmarkFirstRequests(b *testing.B) {
	a, from, to := readArticle(b, "oneline.txt"), language(b, "en"), language(b, "prs")
	tr := translator(b, nil)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := tr.FirstRequests(a, from, to); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkTranslate is the whole walk of such an article with a model that answers at once.
func BenchmarkTranslate(b *testing.B) {
	a, from, to := readArticle(b, "oneline.txt"), language(b, "en"), language(b, "prs")
	tr := translator(b, &scripted{answer: func(a asked) (llm.Reply, error) { return replyOf(right(a)), nil }})
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := tr.Translate(context.Background(), a, from, to, news.OfArticle); err != nil {
			b.Fatal(err)
		}
	}
}
