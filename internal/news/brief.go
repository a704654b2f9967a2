package news

// Sentence is one sentence of a brief with the segments it rests on. A sentence that was kept out has an
// empty Text; why stands in the brief's Dropped.
type Sentence struct {
	ID       string   `json:"id"`
	Text     string   `json:"text"`
	Evidence []string `json:"evidence"`
}

// Fact is a verbatim quote and the segment it stands in.
type Fact struct {
	Quote   string `json:"quote"`
	Segment string `json:"segment"`
}

// Dropped is something the model wrote that was kept out of the brief, or the beginning of what the brief does not rest on
// (a segment that the provider refused, a section that could not be read), and the reason.
type Dropped struct {
	Text   string `json:"text"`
	Reason string `json:"reason"`
}

// Brief is a headline (b1), a standfirst (b2) and key points (b3, b4, …: numbered after drops), each with its evidence.
type Brief struct {
	Lang       string     `json:"lang"`
	Headline   Sentence   `json:"headline"`
	Standfirst Sentence   `json:"standfirst"`
	Points     []Sentence `json:"points"`
	Facts      []Fact     `json:"facts"`
	Dropped    []Dropped  `json:"dropped"`
	Made       Made       `json:"made"`
}

// Sentences gives the brief's sentences in reading order, without those that were kept out.
func (b *Brief) Sentences() []Sentence {
	var kept []Sentence
	for _, s := range append([]Sentence{b.Headline, b.Standfirst}, b.Points...) {
		if s.Text != "" {
			kept = append(kept, s)
		}
	}
	return kept
}

// Article makes an article of the brief, so that it is translated in the one way there is.
func (b *Brief) Article(name string) *Article {
	a := &Article{Name: name, Lang: b.Lang}
	for _, s := range b.Sentences() {
		kind := Item
		switch s.ID {
		case b.Headline.ID:
			kind = Title
		case b.Standfirst.ID:
			kind = Paragraph
		}
		a.Segments = append(a.Segments, Segment{ID: s.ID, Kind: kind, Text: s.Text})
	}
	return a
}
