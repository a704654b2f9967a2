package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// articleText makes the nth article, of a title and so many paragraphs of about 40 words. No paragraph stands twice.
func articleText(n, paragraphs int) string {
	blocks := []string{fmt.Sprintf("The council counts its bridges for the %dth time", n)}
	for i := range paragraphs {
		blocks = append(blocks, paragraph(n, i, "counted"))
	}
	return strings.Join(blocks, "\n\n") + "\n"
}

// paragraph is the ith of the nth article, around a verb. No two of an article begin alike, for such go into different requests.
func paragraph(n, i int, verb string) string {
	return fmt.Sprintf("Gate %d of the canal stood open while people from the villages around it %s %d bridges before the snow came, and "+
		"wrote down each of them. Mayor Anna Weber wants to know who repairs what the river took last spring, and when the lorries may cross again.",
		200+i, verb, 100+n)
}

// writeArticles writes articles below a folder, at most a hundred in each of its folders.
func writeArticles(dir string, articles, paragraphs int) error {
	for n := range articles {
		path := articlePath(dir, n)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(articleText(n, paragraphs)), 0o666); err != nil {
			return err
		}
	}
	return nil
}

func articlePath(dir string, n int) string {
	return filepath.Join(dir, fmt.Sprintf("desk%03d", n/100), fmt.Sprintf("item%05d.txt", n))
}
