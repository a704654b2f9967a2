package llmtest

import (
	"slices"
	"strings"
	"unicode"
)

type brief struct {
	Seen       []seen     `json:"seen"`
	Facts      []Fact     `json:"facts"`
	Points     []sentence `json:"points"`
	Headline   sentence   `json:"headline"`
	Standfirst sentence   `json:"standfirst"`
}

type seen struct {
	Segment string `json:"segment"`
	Start   string `json:"start"`
}

type sentence struct {
	Text     string   `json:"text"`
	Evidence []string `json:"evidence"`
}

// summarize makes a brief of an article's own words: every quote is verbatim, every sentence begins as one of the article does, and
// all of it is within the words asked for.
func summarize(fault Fault, d Data) brief {
	b := brief{Seen: []seen{}, Facts: []Fact{}, Points: []sentence{}, Headline: sentence{Evidence: []string{}}, Standfirst: sentence{Evidence: []string{}}}
	sources := d.sources()
	if len(sources) == 0 {
		return b
	}
	headlineWords := min(max(d.Words/8, 3), 12)
	standfirstWords := max(d.Words/4, 4)
	pointWords := max((d.Words*95/100-headlineWords-standfirstWords)/max(d.Points, 1), 3)

	for _, s := range d.Segments {
		if slices.Contains(d.Anchors, s.ID) {
			b.Seen = append(b.Seen, seen{s.ID, firstWords(s.Text, 3)})
		}
	}
	title := sources[0]
	b.Headline = sentence{clip(title.Text, headlineWords, ""), []string{title.ID}}
	all := sentencesOf(sources[min(1, len(sources)-1):])
	b.Standfirst = sentence{clip(all[0].text, standfirstWords, fullStop(d.OutputLang)), []string{all[0].id}}
	for i := range d.Points {
		s := all[(i*len(all)/d.Points+1)%len(all)]
		b.Facts = append(b.Facts, Fact{firstWords(s.text, 10), s.id})
		b.Points = append(b.Points, sentence{clip(s.text, pointWords, fullStop(d.OutputLang)), []string{s.id}})
	}
	return mislead(fault, d, b)
}

// sources are what a brief can be made of: the segments, or the first one and the facts where there are any.
func (d Data) sources() []Segment {
	if len(d.Facts) == 0 {
		return d.Segments
	}
	sources := slices.Clone(d.Segments[:min(1, len(d.Segments))])
	for _, f := range d.Facts {
		sources = append(sources, Segment{ID: f.Segment, Text: f.Quote})
	}
	return sources
}

// mislead does to a brief what a fault of briefs does.
func mislead(fault Fault, d Data, b brief) brief {
	switch {
	case fault == AnchorsLost || fault == ContextCut:
		b.Seen = b.Seen[len(b.Seen)-min(len(b.Seen), 1):]
	case fault == Missing && len(b.Points) > 0:
		b.Points = b.Points[:len(b.Points)-1]
	case fault == Extra && len(b.Points) > 0:
		b.Points = append(b.Points, b.Points[0])
	case fault == Empty && len(b.Points) > 0:
		b.Points[0].Text = "—"
	case fault == TagInvented && len(b.Points) > 0:
		b.Points[0].Text = "<g7>" + b.Points[0].Text + "</g7>"
	case fault == InventedQuote && len(b.Facts) > 0:
		b.Facts[0].Quote += " as nobody there has said"
	case fault == InventedNumber && len(b.Points) > 0:
		b.Points[0].Text = "97531 " + b.Points[0].Text
	case fault == UnknownEvidence && len(b.Points) > 0:
		b.Points[0].Evidence = []string{"s9999"}
	case fault == TooLong:
		for i, p := range b.Points {
			sources := d.sources()
			whole := sources[slices.IndexFunc(sources, func(s Segment) bool { return s.ID == p.Evidence[0] })].Text
			b.Points[i].Text = strings.TrimSpace(strings.Repeat(whole+" ", 1+d.Words/max(len(strings.Fields(whole)), 1)))
		}
	}
	return b
}

// placed is a sentence and the segment it stands in.
type placed struct{ id, text string }

// sentencesOf cuts segments into sentences of five words or more; where there is none, the segments themselves are taken.
func sentencesOf(segments []Segment) []placed {
	var long, whole []placed
	for _, s := range segments {
		whole = append(whole, placed{s.ID, s.Text})
		words := strings.Fields(s.Text)
		from := 0
		for i, w := range words {
			if i == len(words)-1 || endsSentence(w) {
				if i-from >= 4 {
					// The sentence as it stands in the segment, so that a quote of it does too.
					rest := strings.TrimSpace(s.Text[len(firstWordsOrNone(s.Text, from)):])
					long = append(long, placed{s.ID, firstWords(rest, i-from+1)})
				}
				from = i + 1
			}
		}
	}
	if len(long) == 0 {
		return whole
	}
	return long
}

func firstWordsOrNone(text string, n int) string {
	if n == 0 {
		return ""
	}
	return text[:strings.Index(text, firstWords(text, n))+len(firstWords(text, n))]
}

const closingMarks = `"'”’»)]`

// endsSentence tells whether a word ends a sentence, leaving out initials and short titles (S., Mr., U.S.).
func endsSentence(word string) bool {
	word = strings.TrimRight(word, closingMarks)
	if !strings.ContainsRune(".!?۔؟।", lastRune(word)) {
		return false
	}
	bare := strings.TrimSuffix(word, ".")
	short := len(bare) <= 3 && bare != "" && unicode.IsUpper([]rune(bare)[0])
	return !short && !strings.Contains(bare, ".")
}

// clip gives the beginning of a sentence, of at most so many words: whole if it fits, else up to the last comma, else up to the
// last word that is no number, for a number may go on.
func clip(text string, most int, stop string) string {
	words := strings.Fields(text)
	if len(words) > most {
		end := most
		for end > 4 && !strings.ContainsRune(",;:،؛—–", lastRune(words[end-1])) {
			end--
		}
		if end <= 4 {
			for end = most; end > 1 && numeric(words[end-1]); end-- {
			}
		}
		words = words[:end]
	}
	clipped := strings.TrimRight(strings.Join(words, " "), ",;:،؛—– ")
	if unbalanced(clipped) {
		clipped = strings.Map(func(r rune) rune {
			if strings.ContainsRune("“”\"«»", r) {
				return -1
			}
			return r
		}, clipped)
	}
	if stop == "" {
		return strings.TrimRight(clipped, ".۔।")
	}
	if strings.ContainsRune(".!?۔؟।", lastRune(strings.TrimRight(clipped, closingMarks))) {
		return clipped
	}
	return clipped + stop
}

func unbalanced(text string) bool {
	count := func(mark string) int { return strings.Count(text, mark) }
	return count("“") != count("”") || count("«") != count("»") || count(`"`)%2 != 0
}

// numeric tells whether a word is a number or may begin one.
func numeric(word string) bool {
	if strings.ContainsFunc(word, unicode.IsDigit) {
		return true
	}
	const names = " one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion "
	return strings.Contains(names, " "+strings.ToLower(word)+" ")
}

func fullStop(lang string) string {
	if lang == "hi" {
		return "।"
	}
	return "."
}
