package prompts

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

const (
	fence        = "---"
	blockPrefix  = "=== "
	systemMarker = blockPrefix + "system"
	userMarker   = blockPrefix + "user"
)

// Problem is a fault in a prompt's files.
type Problem struct {
	File    string // in its folder, with slashes
	Line    int    // from 1; 0: the file as a whole
	Message string
}

// String gives file, line and message in the form that editors jump to.
func (p Problem) String() string {
	if p.Line == 0 {
		return p.File + ": " + p.Message
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Message)
}

// parts is a template file taken apart; joined again by String they give the file.
type parts struct {
	front  string // with its fences
	gap    string // blank lines before the first marker
	system block
	user   block
}

func (p parts) String() string {
	return p.front + p.gap + systemMarker + "\n" + p.system.text + userMarker + "\n" + p.user.text
}

// split takes a template file apart at its fences and markers. Only whole lines count, and only those of the file:
// it is never asked about text that was rendered.
func split(file, source string) (parts, *Problem) {
	lines := strings.SplitAfter(source, "\n")
	at, problem := findMarkers(file, lines)
	if problem != nil {
		return parts{}, problem
	}
	joined := func(from, to int) string { return strings.Join(lines[from:to], "") }
	closing, system, user := at[0], at[1], at[2]
	return parts{
		front:  joined(0, closing+1),
		gap:    joined(closing+1, system),
		system: block{text: joined(system+1, user), line: system + 2},
		user:   block{text: joined(user+1, len(lines)), line: user + 2},
	}, nil
}

// findMarkers gives the indexes of the lines that part a template: the closing fence, the system and the user marker.
func findMarkers(file string, lines []string) ([]int, *Problem) {
	if lines[0] != fence+"\n" {
		return nil, &Problem{file, 1, fmt.Sprintf("the first line is not %q: a prompt begins with front matter", fence)}
	}
	wanted := []string{fence, systemMarker, userMarker}
	var at []int
	for i, text := range lines[1:] {
		line, bare := i+2, strings.TrimSuffix(text, "\n")
		switch {
		case len(at) < len(wanted) && bare == wanted[len(at)]:
			at = append(at, i+1)
		case len(at) == 0: // YAML's own business
		case strings.HasPrefix(bare, blockPrefix):
			return nil, &Problem{file, line, fmt.Sprintf("%q is out of place: %q and then %q stand once each", bare, systemMarker, userMarker)}
		case len(at) == 1 && bare != "":
			return nil, &Problem{file, line, fmt.Sprintf("text between the front matter and %q", systemMarker)}
		}
	}
	if len(at) < len(wanted) {
		return nil, &Problem{file, len(lines), fmt.Sprintf("ends without a line %q", wanted[len(at)])}
	}
	return at, nil
}

// encodingProblem finds what would make the same prompt differ in bytes from one system to the next.
func encodingProblem(file string, data []byte) *Problem {
	if bytes.HasPrefix(data, []byte("\ufeff")) {
		return &Problem{file, 1, "begins with a byte order mark: save it as UTF-8 without one"}
	}
	if i := bytes.IndexByte(data, '\r'); i >= 0 {
		return &Problem{file, lineAt(data, i), "a carriage return: save it with LF line ends"}
	}
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return &Problem{file, lineAt(data, i), "not valid UTF-8"}
		}
		i += size
	}
	return nil
}

// lineAt gives the line, from 1, in which a byte of data stands.
func lineAt(data []byte, offset int) int {
	return 1 + bytes.Count(data[:offset], []byte("\n"))
}
