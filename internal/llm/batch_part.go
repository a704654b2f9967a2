package llm

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"os"

	"github.com/go-json-experiment/json"
)

// partLine is a request of a part as the store keeps it, so that its answer can be stored with it. The key stands first.
type partLine struct {
	Key     string      `json:"key"`
	Label   string      `json:"label"`
	Wire    Wire        `json:"wire"`
	Request requestFile `json:"request"`
}

// partFile is the name of the file with a part's requests.
func partFile(s *Submission, p *BatchPart) string { return s.ID + "." + p.Name + ".jsonl" }

// encodePart writes the requests of a part, one a line.
func encodePart(all []lineOf) ([]byte, error) {
	var text bytes.Buffer
	for _, l := range all {
		line, err := json.Marshal(partLine{l.key, l.request.Label, l.wire, requestFileOf(l.request)})
		if err != nil {
			return nil, fmt.Errorf("writing the requests of a batch: %w", err)
		}
		text.Write(line)
		text.WriteByte('\n')
	}
	return text.Bytes(), nil
}

// readPart reads the requests of a part.
func (s *Store) readPart(b *Submission, p *BatchPart) ([]lineOf, error) {
	var all []lineOf
	for line, err := range s.partLines(b, p) {
		var read partLine
		if err == nil {
			err = json.Unmarshal(line, &read)
		}
		var l lineOf
		if err == nil {
			l = lineOf{request: read.Request.request(read.Label), key: read.Key, wire: read.Wire}
			if Key(l.request) != l.key {
				err = errors.New("a request is not that of its key")
			}
		}
		if err != nil {
			return nil, broken("reading the requests of a batch", s.batchPath(partFile(b, p)), err)
		}
		all = append(all, l)
	}
	return all, nil
}

// partKeys gives the keys of a part's requests without reading all of them.
func (s *Store) partKeys(b *Submission, p *BatchPart) ([]string, error) {
	const begins = `{"key":"`
	var keys []string
	for line, err := range s.partLines(b, p) {
		if err == nil && (len(line) < len(begins)+64 || !bytes.HasPrefix(line, []byte(begins)) || !isKey(string(line[len(begins):len(begins)+64]))) {
			err = errors.New("a line has no key")
		}
		if err != nil {
			return nil, broken("reading the requests of a batch", s.batchPath(partFile(b, p)), err)
		}
		keys = append(keys, string(line[len(begins):len(begins)+64]))
	}
	return keys, nil
}

func (s *Store) partLines(b *Submission, p *BatchPart) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		data, err := os.ReadFile(s.batchPath(partFile(b, p)))
		if err != nil {
			yield(nil, err)
			return
		}
		for line := range bytes.Lines(data) {
			if !yield(bytes.TrimSuffix(line, []byte("\n")), nil) {
				return
			}
		}
	}
}
