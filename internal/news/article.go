package news

// Kind says what a block of an article is.
type Kind string

// The kinds of segments. A heading inside the text is a Heading; only the article's own is its Title.
const (
	Title     Kind = "title"
	Heading   Kind = "heading"
	Paragraph Kind = "paragraph"
	Item      Kind = "item"
	Cell      Kind = "cell"
	Quote     Kind = "quote"
	Credit    Kind = "credit"
)

// Segment is one block of an article. IDs are s1, s2, … in reading order; those of a brief are b1, b2, ….
// Text is the block's own text, with numbered tags for its inline markup and for words that look like such a tag; the
// lines of a hard-wrapped paragraph are joined by one space.
type Segment struct {
	ID   string `json:"id"`
	Kind Kind   `json:"kind"`
	Text string `json:"text"`
}

// Article is a text read into numbered segments. It is not changed after it has been read.
// Lang is a language code of package lang, and SHA256 that of the bytes as they lay on disk, in hex. Encoding names what the
// bytes were converted from, as Encodings does; it is "" for UTF-8 and UTF-16.
type Article struct {
	Name     string    `json:"name"`
	Lang     string    `json:"lang"`
	SHA256   string    `json:"sha256"`
	Segments []Segment `json:"segments"`
	Encoding string    `json:"-"`

	layout layout
}
