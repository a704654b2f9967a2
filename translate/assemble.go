package translate

import (
	"strings"

	"tarjuma/internal/news"
)

// translation puts together what the walk has brought.
func (w *walk) translation(of string) *news.Translation {
	to := w.writer.to
	t := &news.Translation{Lang: to.Code, Tag: to.Tag, Of: of, Names: w.writer.naming.all(), Made: w.made()}
	items := w.items
	for i, segment := range w.article.Segments {
		n := 0
		for n < len(items) && items[n].unit.segment == i {
			n++
		}
		pair, kept := w.kept[i]
		if !kept {
			pair = pairOf(segment, items[:n])
		}
		t.Pairs = append(t.Pairs, pair)
		items = items[n:]
	}
	return t
}

// pairOf joins the groups of a segment, with the source's own white space between them. All are good, or it has failed.
func pairOf(segment news.Segment, groups []*item) news.Pair {
	pair := news.Pair{ID: segment.ID, Source: segment.Text, Origin: news.FromModel, Fixes: []news.Fix{}}
	if len(groups) == 0 {
		pair.Target, pair.Origin = segment.Text, news.Copied
		return pair
	}
	var target strings.Builder
	var faults []string
	for _, it := range groups {
		pair.Attempts = max(pair.Attempts, it.asked)
		target.WriteString(it.target)
		target.WriteString(it.unit.gap)
		switch {
		case it.done:
		case it.unit.id == segment.ID:
			faults = append(faults, it.fault)
		default:
			faults = append(faults, it.unit.id+": "+it.fault)
		}
	}
	if pair.Fault = strings.Join(faults, "; "); pair.Fault == "" {
		pair.Target = target.String()
	}
	return pair
}

// made tells how the translation came to be, from the replies in the order of the walk.
func (w *walk) made() news.Made {
	made := news.Made{
		Prompt: w.Prompt.ID, PromptSHA256: w.Prompt.SHA256, StyleSHA256: w.writer.to.StyleSHA256(),
		Model: w.Model, Models: []string{}, Parameters: news.Parameters{Temperature: w.Prompt.Temperature},
		Requests: []string{}, Finish: []string{},
	}
	madeOf(&made, w.replies, w.repairs)
	return made
}
