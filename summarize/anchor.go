package summarize

import (
	"strings"

	"tarjuma/internal/news"
)

// begins tells whether an anchor shows how a segment begins: its letters and digits are the segment's first, and reach to
// the end of the third word or of the segment.
func begins(anchor, text string) bool {
	shown := news.Letters(anchor)
	return strings.HasPrefix(shown, news.Beginning(text)) && strings.HasPrefix(news.Letters(text), shown)
}
