package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tarjuma/internal/news"
)

// addresses holds what means the same in every language to be the same, byte for byte.
func addresses() check {
	return check{
		rules: []Rule{
			{ID: "url.changed", Severity: "error", Catches: "An address of the web, an e-mail address, a handle, a path or a piece of code is not in the translation as it is in the source. For a hashtag, and a bare name of a site, which may be translated, a warning or less.",
				Example: "“Write to press@example.org.” → “press@exmple.org पर लिखें।”"},
		},
		prepare: func(*materials) inspector { return addressInspector{} },
	}
}

type addressInspector struct{}

// address is what must stay as it is, from byte start to end of raw, and how bad it is if it does not.
type address struct {
	start, end int
	severity   news.Severity
}

// mostAddresses is how many addresses of a text are compared.
const mostAddresses = 32

func (addressInspector) inspect(p *pair, r *report) {
	var sourceRoom, targetRoom [mostAddresses]address
	source := addressesIn(&p.source, sourceRoom[:0])
	target := addressesIn(&p.target, targetRoom[:0])
	extra := 0 // of the target, from where on they are not told
	for _, a := range source {
		text := p.source.raw[a.start:a.end]
		if countWhole(p.target.raw, text) >= countWhole(p.source.raw, text) {
			continue
		}
		where := spots{source: one(news.Spot{Start: a.start, End: a.end})}
		extra = nextExtra(p, target, extra)
		if extra == len(target) {
			r.find("url.changed", where, "“%s” is not in the translation as it is in the source", text).Severity = a.severity
			continue
		}
		b := target[extra]
		extra++
		where.target = one(news.Spot{Start: b.start, End: b.end})
		r.find("url.changed", where, "“%s” became “%s”", text, p.target.raw[b.start:b.end]).Severity = a.severity
	}
	for extra = nextExtra(p, target, extra); extra < len(target); extra = nextExtra(p, target, extra+1) {
		b := target[extra]
		r.find("url.changed", spots{target: one(news.Spot{Start: b.start, End: b.end})}, "“%s” is not in the source", p.target.raw[b.start:b.end]).Severity = b.severity
	}
}

// nextExtra gives the next address of the target that is not in the source, or how many there are.
func nextExtra(p *pair, target []address, from int) int {
	for ; from < len(target); from++ {
		if countWhole(p.source.raw, p.target.raw[target[from].start:target[from].end]) == 0 {
			break
		}
	}
	return from
}

// addressesIn finds the addresses of a text and adds them to those found, as long as there is room.
func addressesIn(t *text, found []address) []address {
	if t.kinds&(at|slash|codeMark) == 0 && !(t.kinds&latin != 0 && t.kinds&stop != 0) {
		return found
	}
	for i := 0; i < len(t.raw) && len(found) < cap(found); i++ {
		if c := t.raw[i]; c >= utf8.RuneSelf || isASCIILetter(c) || c == ' ' {
			continue // nearly all there is
		}
		switch t.raw[i] {
		case '@', '#', '/', '\\', '.', '`':
		default:
			continue
		}
		a, is := addressAround(t.raw, i)
		if is {
			found = append(found, a)
		}
		i = max(i, a.end-1) // the next sign in it is part of the same piece
	}
	return found
}

// addressAround reads the piece of a text that a sign is part of, and tells whether it is an address.
func addressAround(s string, at int) (address, bool) {
	switch s[at] {
	case '`':
		return codeAt(s, at)
	case '.':
		if at == 0 || at+2 >= len(s) || !isASCIIWord(s[at-1]) || !isASCIILetter(s[at+1]) {
			return address{}, false // the end of a sentence, a number
		}
	}
	a := pieceAround(s, at)
	severity := severityOf(s[a.start:a.end])
	a.severity = severity
	return a, severity != ""
}

// pieceAround gives what stands between white space round a byte, without what belongs to the sentence: quotation marks, brackets,
// marks at its end, and letters of other scripts that were joined to it.
func pieceAround(s string, at int) address {
	start, end := at, at
	for start > 0 && isAddressByte(s[start-1]) {
		start--
	}
	for end < len(s) {
		r, size := utf8.DecodeRuneInString(s[end:])
		if !(r < utf8.RuneSelf && isAddressByte(s[end])) && !(r >= utf8.RuneSelf && strings.Contains(s[start:end], "://") && isWordRune(r) && s[end-1] != '.') {
			break
		}
		end += size
	}
	for end > at && strings.IndexByte(".,:;!?'*_)]}/", s[end-1]) >= 0 {
		end--
	}
	for start < at && strings.IndexByte("'*_([{.,:;!-", s[start]) >= 0 {
		start++
	}
	return address{start: start, end: max(end, start)}
}

// isAddressByte tells the ASCII characters that addresses are made of.
func isAddressByte(c byte) bool {
	return ' ' < c && c < 0x7F && c != '"' && c != '<' && c != '>' && c != '|' && c != '`'
}

// severityOf says how bad it is that an address is changed; "" for what is none.
func severityOf(s string) news.Severity {
	scheme, rest, found := strings.Cut(s, "://")
	switch {
	case found && scheme != "" && rest != "", strings.HasPrefix(strings.ToLower(s), "www."):
		return news.Error
	case strings.HasPrefix(s, "@"):
		if len(s) > 2 && isASCIILetter(s[1]) || len(s) > 2 && s[1] == '_' {
			return news.Error
		}
		return ""
	case strings.HasPrefix(s, "#"):
		if len(s) > 2 && isASCIILetter(s[1]) {
			return news.Warning
		}
		return ""
	case isPath(s):
		return news.Error
	}
	if name, host, email := strings.Cut(s, "@"); email {
		if name != "" && isHost(host) {
			return news.Error
		}
		return ""
	}
	host, path, _ := strings.Cut(s, "/")
	switch {
	case !isHost(host):
		return ""
	case path != "":
		return news.Error
	case !isSite(host):
		return ""
	case strings.ToLower(host) == host:
		return news.Warning
	}
	return news.Info
}

// isPath tells a path of a file system: from its root, a home or a drive, or of Windows.
func isPath(s string) bool {
	switch {
	case len(s) > 3 && isASCIILetter(s[0]) && s[1] == ':' && s[2] == '\\', strings.HasPrefix(s, "~/") && len(s) > 3, strings.HasPrefix(s, "./") && len(s) > 3:
		return true
	}
	return len(s) > 3 && s[0] == '/' && isASCIILetter(s[1]) && strings.ContainsAny(s[1:], "/.")
}

// isHost tells the name of a host: labels of ASCII, the last of two to ten small letters, the one before it of more than one
// character. U.S. and a.m. are none, nor is "end.Next", in which a space was left out.
func isHost(s string) bool {
	labels := 0
	previous, label := "", ""
	for {
		var more bool
		label, s, more = strings.Cut(s, ".")
		labels++
		if label == "" || strings.ContainsFunc(label, func(r rune) bool { return r >= utf8.RuneSelf || !isASCIIWord(byte(r)) && r != '-' && r != '+' }) {
			return false
		}
		if !more {
			break
		}
		previous = label
	}
	small := !strings.ContainsFunc(label, func(r rune) bool { return r < 'a' || r > 'z' })
	return labels >= 2 && small && 2 <= len(label) && len(label) <= 10 && len(previous) >= 2 && strings.ContainsFunc(previous, unicode.IsLetter)
}

// isSite tells a host by its last label alone, where nothing else shows it: "accident.He" lacks a space and names no site.
func isSite(host string) bool {
	switch host[strings.LastIndexByte(host, '.')+1:] {
	case "com", "org", "net", "edu", "gov", "mil", "int", "info", "biz", "news", "io", "co", "tv", "uk", "eu", "af", "pk", "ir":
		return true
	}
	return false
}

// codeAt reads code in backticks, in ASCII; what stands in it is what must stay.
func codeAt(s string, at int) (address, bool) {
	length := strings.IndexByte(s[at+1:], '`')
	if length < 1 {
		return address{}, false
	}
	code := s[at+1 : at+1+length]
	plain := !strings.ContainsFunc(code, func(r rune) bool { return r >= utf8.RuneSelf })
	return address{start: at + 1, end: at + 1 + length, severity: news.Error}, plain && strings.ContainsFunc(code, unicode.IsLetter)
}

// countWhole counts where an address stands in a text and is not part of a longer one.
func countWhole(s, wanted string) int {
	count := 0
	for from := 0; ; {
		i := strings.Index(s[from:], wanted)
		if i < 0 {
			return count
		}
		start, end := from+i, from+i+len(wanted)
		if !continues(s[end:]) && !continued(s[:start]) {
			count++
		}
		from = end
	}
}

// continued tells whether an address has begun in what stands before it.
func continued(before string) bool {
	n := len(before)
	if n == 0 || isASCIIWord(before[n-1]) {
		return n > 0
	}
	return n > 1 && strings.IndexByte("@./-", before[n-1]) >= 0 && isASCIIWord(before[n-2])
}

// continues tells whether an address goes on in what stands behind it.
func continues(after string) bool {
	if after == "" {
		return false
	}
	if isASCIIWord(after[0]) || strings.IndexByte("@=&%+~\\", after[0]) >= 0 {
		return true
	}
	return strings.IndexByte("/.-?#:", after[0]) >= 0 && len(after) > 1 && isASCIIWord(after[1])
}
