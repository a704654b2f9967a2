package format

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

// memory gives a translation memory with some units in it.
func memory(units string) string {
	return `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<!DOCTYPE tmx SYSTEM "tmx14.dtd">` + "\n" +
		`<tmx version="1.4"><header srclang="en" segtype="sentence"><prop type="x">a &amp; b</prop></header><body>` + "\n" + units + "\n</body></tmx>\n"
}

// unit gives a unit of two segments.
func unit(source, target string) string {
	return `<tu><tuv xml:lang="en"><seg>` + source + `</seg></tuv><tuv xml:lang="prs"><seg>` + target + `</seg></tuv></tu>`
}

// readAll reads a memory to its end.
func readAll(text string) (units []*TMXUnit, rest string, err error) {
	t := OpenTMX(strings.NewReader(text))
	for {
		u, err := t.Next()
		if errors.Is(err, io.EOF) {
			return units, t.Rest(), nil
		}
		if err != nil {
			return units, "", err
		}
		units = append(units, u)
	}
}

func TestTMXTexts(t *testing.T) {
	for _, c := range []struct{ name, source, target, wantSource, want string }{
		{"plain", "The canal", "نهر", "The canal", "نهر"},
		{"references", "A &amp; B &lt;c&gt; &quot;&apos; &#x200c;&#1776;", "&#x6F0;\u200c", "A & B <c> \"' \u200c۰", "۰\u200c"},
		{"character data", "a<![CDATA[<b> & &amp;]]>c", "<![CDATA[]]>", "a<b> & &amp;c", ""},
		{"line ends", "one\r\ntwo\rthree", "a\r\nb<![CDATA[\r\n]]>", "one\ntwo\nthree", "a\nb\n"},
		{"comment", "a<!-- b > c -->d", "a<?b c?>d", "ad", "ad"},
		{"pair by x", `<bpt i="1" x="4">&lt;b></bpt>The<ept i="1">&lt;/b></ept> canal<ph x="2"/>`, `<ph x="2"/><bpt i="7" x="4">{</bpt>نهر<ept i="7">}</ept>`,
			"<g1>The</g1> canal<x2/>", "<x2/><g1>نهر</g1>"},
		{"pair by its code", `<bpt i="1">{b}</bpt>The<ept i="1">{/b}</ept><ph>{1}</ph><ph>{2}</ph><ph>{1}</ph>`, `<ph>{2}</ph><bpt i="3">{b}</bpt>نهر<ept i="3">{/b}</ept><ph>{1}</ph><ph>{1}</ph>`,
			"<g1>The</g1><x2/><x3/><x4/>", "<x3/><g1>نهر</g1><x2/><x4/>"},
		{"nested", `<hi type="term">a <hi>b</hi></hi> <ph>&lt;img alt="<sub>a<ph/></sub>"></ph>`, `<hi type="term">a</hi> <hi>b</hi>`, "<g1>a <g2>b</g2></g1> <x3/>", "<g1>a</g1> <g2>b</g2>"},
		{"halves", `a<it pos="begin">x</it> b<ept i="9">y</ept>`, "c", "a<x1/> b<x2/>", "c"},
		{"words like our tags", "&lt;g1&gt;a&lt;/g1&gt; <ph>x</ph>b", "&lt;g1&gt;a&lt;/g1&gt;", "<g1>a</g1> b", "<g1>a</g1>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			units, _, err := readAll(memory(unit(c.source, c.target)))
			if err != nil || len(units) != 1 || len(units[0].Variants) != 2 {
				t.Fatalf("%d units, %v", len(units), err)
			}
			if got := units[0].Variants[0].Text; got != c.wantSource {
				t.Errorf("source %q, want %q", got, c.wantSource)
			}
			if got := units[0].Variants[1].Text; got != c.want {
				t.Errorf("target %q, want %q", got, c.want)
			}
		})
	}
}

func TestTMXUnits(t *testing.T) {
	text := "\ufeff" + memory(`<!-- <tu> --><tu tuid="a&amp;1" srclang="hi"><note>n</note><prop type="tarjuma:accepted"> number.missing, name</prop>
 <tuv xml:lang="prs"><prop type="tarjuma:accepted">punct</prop>
  <seg>x</seg></tuv><tuv lang='hi'><seg/></tuv></tu><tu/>`+"\n\n"+`<tu ><tuv xml:lang="en"><seg >y</seg ></tuv ></tu >`)
	units, rest, err := readAll(text)
	if err != nil || len(units) != 2 {
		t.Fatalf("%d units, %v", len(units), err)
	}
	first, second := units[0], units[1]
	if first.ID != "a&1" || first.SourceLang != "hi" || first.Line != 4 || first.Variants[0].Line != 6 || first.Variants[1].Lang != "hi" {
		t.Errorf("%+v", first)
	}
	if diff := cmp.Diff([]string{"number.missing", "name", "punct"}, first.Accepted); diff != "" {
		t.Error(diff)
	}
	if second.ID != "2" || second.SourceLang != "en" || second.Line != 8 || second.Variants[0].Text != "y" {
		t.Errorf("%+v", second)
	}
	if got := first.Bytes() + second.Bytes() + rest; got != text {
		t.Errorf("what was read does not come out as it went in: %q", got)
	}
}

func TestTMXFaults(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", "line 1: it is no TMX: it has no root"},
		{"another root", "<?xml version='1.0'?>\n<xliff/>", "line 2: it is no TMX: its root is <xliff>"},
		{"cut off", "<tmx>\n<body>\n", "line 3: the file ends inside of <body>"},
		{"cut off in a unit", "<tmx><body>\n<tu>\n", "line 2: <tu> has no end"},
		{"cut off in a tag", "<tmx><body>\n\n<tu a='", "line 3: the file ends inside of a tag"},
		{"crossed", memory("<tu><tuv xml:lang='en'>\n<seg>a</tuv></seg></tu>"), "line 5: </tuv> closes nothing"},
		{"crossed outside", "<tmx><body></tmx></body>", "line 1: </tmx> closes nothing"},
		{"after the end", "<tmx></tmx>\n<tmx/>", "line 2: <tmx> stands behind the end"},
		{"open seg", memory("<tu><tuv><seg>a</tuv></tu>"), "line 4: </tuv> closes nothing"},
		{"no seg", memory("<tu><tuv></tuv></tu>"), "line 4: <tuv> holds 0 segments"},
		{"two segs", memory("<tu><tuv><seg/><seg/></tuv></tu>"), "line 4: <tuv> holds 2 segments"},
		{"bare &", memory(unit("a & b", "c")), "line 4: an & that begins no reference; it is written &amp;"},
		{"unknown entity", memory(unit("a\n&nbsp;", "c")), `line 4: unknown reference "&nbsp;"`},
		{"entity of its own", "<!DOCTYPE tmx [<!ENTITY x \"y>\">]>\n<tmx><body>" + unit("&x;", "c"), `line 2: unknown reference "&x;"`},
		{"bare <", memory(unit("a < b", "c")), "line 4: a < that begins no tag; it is written &lt;"},
		{"control", memory(unit("a\n\x01", "c")), "line 5: U+0001 cannot stand in XML"},
		{"control as a reference", memory(unit("&#1;", "c")), `line 4: unknown reference "&#1;"`},
		{"not UTF-8", memory(unit("a", "\n\xe9")), "line 5: not UTF-8"},
		{"another encoding", "<?xml version='1.0' encoding='windows-1256'?><tmx/>", "line 1: it is in windows-1256: only UTF-8 and UTF-16 are read"},
		{"attribute without marks", "<tmx a=b></tmx>", "line 1: <tmx>: the attribute a stands without quotation marks"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, _, err := readAll(c.text)
			var fault *TMXError
			if !errors.As(err, &fault) || fault.Error() != c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

// A unit without an end is not read into memory for ever.
func TestTMXLimits(t *testing.T) {
	endless := io.MultiReader(strings.NewReader("<tmx><body><tu>"), zeros{})
	tmx := OpenTMX(io.LimitReader(endless, 1<<30))
	var fault *TMXError
	if _, err := tmx.Next(); !errors.As(err, &fault) {
		t.Errorf("got %v", err)
	}
	if _, err := tmx.Next(); !errors.As(err, &fault) {
		t.Errorf("a second time: %v", err)
	}
}

// zeros is a text without an end.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = "<a/>"[i%4]
	}
	return len(p) / 4 * 4, nil
}

func TestTMXIn16Bits(t *testing.T) {
	text := strings.Replace(memory(unit("The canal", "نهر 𝄞")), "UTF-8", "UTF-16", 1)
	for _, mark := range []string{"", "\ufeff"} {
		for name, bytes := range map[string]func(uint16) []byte{
			"little": func(u uint16) []byte { return []byte{byte(u), byte(u >> 8)} },
			"big":    func(u uint16) []byte { return []byte{byte(u >> 8), byte(u)} },
		} {
			var file strings.Builder
			for _, u := range utf16.Encode([]rune(mark + text)) {
				file.Write(bytes(u))
			}
			tmx := OpenTMX(strings.NewReader(file.String()))
			u, err := tmx.Next()
			if err != nil || u.Variants[1].Text != "نهر 𝄞" {
				t.Fatalf("%s: %v, %v", name, u, err)
			}
			if _, err := tmx.Next(); !errors.Is(err, io.EOF) {
				t.Fatal(err)
			}
			var out strings.Builder
			w := tmx.Writer(&out)
			if _, err := io.WriteString(w, u.Bytes()+tmx.Rest()); err != nil || w.Close() != nil || out.String() != file.String() {
				t.Errorf("%s: it comes out as %q, %v", name, out.String(), err)
			}
		}
	}
}

func TestTMXSet(t *testing.T) {
	for _, c := range []struct{ name, seg, text, want string }{
		{"plain", "كتاب", "کتاب", "کتاب"},
		{"as it was", "a&#x20;b", "a b", "a&#x20;b"},
		{"references", "&quot;a&quot; > 'b'", `"A" > 'b' & <c>`, `&quot;A&quot; > 'b' &amp; &lt;c>`},
		{"character data", "<![CDATA[a < b]]>", "A < b", "<![CDATA[A < b]]>"},
		{"character data that would end", "<![CDATA[a < b]]>", "]]>", "]]&gt;"},
		{"line ends", "a\r\nb", "A\nb", "A\r\nb"},
		{"only the part that changes", "a&#x20;b<ph>x</ph>c <hi>d</hi>", "a b<x1/>C <g2>D</g2>", "a&#x20;b<ph>x</ph>C <hi>D</hi>"},
		{"text where there was none", "<ph>x</ph>", "a<x1/>b", "a<ph>x</ph>b"},
		{"empty", "", "a", "a"},
		{"a lost tag", "a<ph>x</ph>", "b", ""},
		{"a moved tag", "<ph>x</ph>a<ph>y</ph>", "<x2/>a<x1/>", ""},
		{"a new tag", "<ph>x</ph>a", "<x1/>a<x2/>", ""},
		{"a comment", "a<!-- b -->c", "ac", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := memory(unit("s", c.seg) + unit("t", "u"))
			units, rest, err := readAll(text)
			if err != nil {
				t.Fatal(err)
			}
			could := units[0].Set(1, c.text)
			want := text
			if c.want != "" {
				want = memory(unit("s", c.want) + unit("t", "u"))
			}
			if got := units[0].Bytes() + units[1].Bytes() + rest; got != want || could != (c.want != "") {
				t.Errorf("could %v, got %q, want %q", could, got, want)
			}
			if !could {
				return
			}
			again, _, err := readAll(want)
			if err != nil || again[0].Variants[1].Text != c.text {
				t.Errorf("it reads back as %q, %v", again[0].Variants[1].Text, err)
			}
		})
	}
}

// segments gives the texts of the segments of a memory as the standard library reads them, code left out.
func segments(text string) (texts []string, err error) {
	d := xml.NewDecoder(strings.NewReader(text))
	inSegment, inCode := false, 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return texts, nil
		}
		if err != nil {
			return nil, err
		}
		switch token := token.(type) {
		case xml.StartElement:
			switch name := token.Name.Local; {
			case inCode > 0 || inSegment && isCode(name):
				inCode++
			case name == "seg" && !inSegment:
				inSegment, texts = true, append(texts, "")
			}
		case xml.EndElement:
			if inCode > 0 {
				inCode--
			} else if token.Name.Local == "seg" {
				inSegment = false
			}
		case xml.CharData:
			if inSegment && inCode == 0 {
				texts[len(texts)-1] += string(token)
			}
		}
	}
}

// FuzzTMX holds the reader to the standard library's: what it reads, that reads too, and as the same texts. What nobody changed
// comes out byte for byte; what is set reads back.
func FuzzTMX(f *testing.F) {
	for _, seed := range []string{
		unit("The canal", "نهر"), unit("a &amp; b", "<![CDATA[<x>]]>"), unit(`<bpt i="1" x="1">&lt;b></bpt>a<ept i="1"/>`, "<hi>a<ph/></hi>\r\n"),
		"<tu tuid='a\"b'><note>n</note><prop type='tarjuma:accepted'>x</prop><tuv xml:lang='en'><seg/></tuv></tu>", "<!-- a --><tu/><?b?>",
		unit("<hi type='a'>&#x200c;</hi><ph>1</ph><ph>1</ph>", "]]&gt; \" ' &apos;"), "<tu><tuv></tuv></tu>", "&#65;", unit("<seg>a</seg>", "<sub>b</sub>"),
	} {
		f.Add(seed, "نهر & <b>")
	}
	f.Fuzz(func(t *testing.T, middle, other string) {
		text := memory(middle)
		units, rest, err := readAll(text)
		if err != nil {
			return
		}
		var same strings.Builder
		var texts []string
		for _, u := range units {
			same.WriteString(u.Bytes())
			for _, v := range u.Variants {
				words := ""
				for _, p := range v.pieces {
					words += p.text
				}
				texts = append(texts, words)
			}
		}
		if same.WriteString(rest); same.String() != text {
			t.Fatalf("%q comes out as %q", text, same.String())
		}
		want, err := segments(text)
		if err != nil {
			t.Skip() // what stands outside of units is passed over, not read
		}
		if diff := cmp.Diff(want, texts); diff != "" {
			t.Fatal(diff)
		}
		if _, problem := unreadable([]byte(other)); problem != "" || strings.Contains(other, "\r") {
			return
		}
		for n, u := range units {
			for i := range u.Variants {
				if !u.Set(i, other) {
					continue
				}
				var changed strings.Builder
				for _, u := range units {
					changed.WriteString(u.Bytes())
				}
				again, _, err := readAll(changed.String() + rest)
				if err != nil || again[n].Variants[i].Text != other {
					t.Fatalf("%q set to %q: %v", changed.String(), other, err)
				}
			}
		}
	})
}

func BenchmarkTMX(b *testing.B) {
	text := memory(strings.Repeat(`<tu tuid="CMU_1:10">
<prop type="note">http://example.org/text/1600_sentences.en</prop>
<tuv xml:lang="en">
<seg>The provincial governor said on Tuesday that 1,250 families had been moved from the banks of the river after three days of rain.</seg></tuv>
<tuv xml:lang="prs"><seg>والی ولایت روز سه شنبه گفت که پس از سه روز باران، ۱٬۲۵۰ خانواده از کناره های دریا منتقل شده اند.</seg></tuv>
</tu>
`, 1000))
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		tmx := OpenTMX(strings.NewReader(text))
		for {
			if _, err := tmx.Next(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
	}
}
