package format

import (
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"

	"tarjuma/internal/news"
)

// side is one of the two texts of a finding, and the spans in it that the finding is about.
type side struct {
	Text  string `json:"text"`
	Spans []span `json:"spans"`
}

// span is a place in a text, counted in three ways, each from 0 and up to what is no more of it: in bytes of UTF-8, in code points,
// and in the characters that a reader sees (UAX #29), of which all are in it that it touches.
type span struct {
	Byte     [2]int `json:"byte"`
	Rune     [2]int `json:"rune"`
	Grapheme [2]int `json:"grapheme"`
}

func sideOf(text string, spots []news.Spot) side {
	s := side{Text: text, Spans: make([]span, 0, len(spots))}
	for _, spot := range spots {
		s.Spans = append(s.Spans, spanOf(text, spot))
	}
	return s
}

func spanOf(text string, spot news.Spot) span {
	start := min(max(spot.Start, 0), len(text))
	end := min(max(spot.End, start), len(text))
	s := span{Byte: [2]int{start, end}, Rune: [2]int{utf8.RuneCountInString(text[:start]), utf8.RuneCountInString(text[:end])}}
	for g := graphemes.FromString(text); g.Next(); {
		if g.End() <= start {
			s.Grapheme[0]++
		}
		if g.Start() < end {
			s.Grapheme[1]++
		}
	}
	s.Grapheme[1] = max(s.Grapheme[0], s.Grapheme[1])
	return s
}
