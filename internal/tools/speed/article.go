package main

import (
	"fmt"
	"strings"

	"tarjuma/internal/news"
)

// articleText makes an article of about so many words, with paragraphs of 20 to 80 words as reports have them.
func articleText(words int) string {
	blocks := []string{"How a valley shares its water, and who is left without"}
	have := news.Words(blocks[0])
	for n := 1; have < words; n++ {
		sentences := []string{
			fmt.Sprintf("In the %s village of the valley, farmers counted %d days without water this year, and the council wrote down each of them.", ordinal(n), 10+n),
			fmt.Sprintf("Mr. Karimi, who keeps gate %d, says that “nobody takes more than his hour,” although the lists of last spring show it otherwise.", n),
			fmt.Sprintf("The ministry promised %d pumps, but only a part of them arrived before the snow closed the road over the pass.", 3*n),
			"Engineers from the city measured the canal twice and came to different results, which they could not explain.",
		}
		block := strings.Join(sentences[:1+n%len(sentences)], " ")
		blocks = append(blocks, block)
		have += news.Words(block)
	}
	return strings.Join(blocks, "\n\n") + "\n"
}

// ordinal names a number so that no two paragraphs begin alike, also in letters and digits alone.
func ordinal(n int) string {
	units := strings.Fields("first second third fourth fifth sixth seventh eighth ninth tenth")
	return fmt.Sprintf("%s-%03d", units[n%len(units)], n)
}
