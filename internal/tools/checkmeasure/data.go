package main

import (
	"bufio"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"strings"
)

// article is a text in several languages, segment by segment: its texts by language code.
type article struct {
	ID       string
	Segments []segment
	Alone    bool // its segments are not of one text
}

type segment struct {
	ID    string
	Texts map[string]string
}

// load reads a file of articles: JSON Lines, an article {"doc_id","segments":[{"id","en","prs",…}]} a line, or TMX.
func load(path string) ([]article, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if strings.HasSuffix(path, ".tmx") {
		return loadTMX(f)
	}
	var articles []article
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var line struct {
			ID       string              `json:"doc_id"`
			Segments []map[string]string `json:"segments"`
		}
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			return nil, fmt.Errorf("%s: article %d: %w", path, len(articles)+1, err)
		}
		a := article{ID: line.ID}
		for _, s := range line.Segments {
			a.Segments = append(a.Segments, segment{s["id"], s})
		}
		articles = append(articles, a)
	}
	return articles, lines.Err()
}

// loadTMX reads the units of a translation memory as articles of 15: they stand in the order of the text.
func loadTMX(r io.Reader) ([]article, error) {
	var memory struct {
		Units []struct {
			ID       string `xml:"tuid,attr"`
			Variants []struct {
				Lang string `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
				Text string `xml:"seg"`
			} `xml:"tuv"`
		} `xml:"body>tu"`
	}
	if err := xml.NewDecoder(r).Decode(&memory); err != nil {
		return nil, err
	}
	const each = 15
	var articles []article
	for i, u := range memory.Units {
		if i%each == 0 {
			articles = append(articles, article{ID: fmt.Sprintf("part %d", i/each+1)})
		}
		s := segment{u.ID, map[string]string{}}
		for _, v := range u.Variants {
			s.Texts[strings.SplitN(v.Lang, "-", 2)[0]] = v.Text
		}
		a := &articles[len(articles)-1]
		a.Segments = append(a.Segments, s)
	}
	return articles, nil
}
