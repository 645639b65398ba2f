package mspdi

import (
	"bytes"
	"compress/gzip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// events writes a document as a flat text: "<name", the text of elements
// without children, ">".
func events(e Element) string {
	var b strings.Builder
	var walk func(e Element)
	walk = func(e Element) {
		b.WriteString("<" + e.Name())
		leaf := true
		for c := range e.Children() {
			leaf = false
			walk(c)
		}
		if leaf {
			fmt.Fprintf(&b, " %q", e.Text())
		}
		b.WriteString(">")
	}
	walk(e)
	return b.String()
}

// standardEvents does the same with the standard library, which neither counts
// roots nor minds text around them: that is done here.
func standardEvents(src []byte) (string, error) {
	d := xml.NewDecoder(bytes.NewReader(src))
	d.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, errors.New("encoding") }
	var b strings.Builder
	type level struct {
		name xml.Name
		text strings.Builder
		leaf bool
	}
	var open []*level
	roots := 0
	for {
		token, err := d.RawToken()
		if err == io.EOF {
			break
		}
		if err != nil {
			return "", err
		}
		switch token := token.(type) {
		case xml.StartElement:
			if len(open) == 0 {
				roots++
			} else {
				open[len(open)-1].leaf = false
			}
			seen := map[xml.Name]bool{}
			for _, a := range token.Attr {
				if seen[a.Name] {
					return "", errors.New("attribute twice")
				}
				seen[a.Name] = true
			}
			b.WriteString("<" + rawName(token.Name))
			open = append(open, &level{name: token.Name, leaf: true})
		case xml.EndElement:
			if len(open) == 0 {
				return "", errors.New("end without start")
			}
			last := open[len(open)-1]
			if last.name != token.Name {
				return "", errors.New("wrong end")
			}
			if last.leaf {
				fmt.Fprintf(&b, " %q", last.text.String())
			}
			b.WriteString(">")
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) == 0 {
				if len(bytes.TrimLeft(token, " \t\r\n")) > 0 {
					return "", errors.New("text outside")
				}
				continue
			}
			open[len(open)-1].text.Write(token)
		case xml.Directive:
			return "", errors.New("directive")
		}
	}
	if roots != 1 || len(open) > 0 {
		return "", errors.New("roots")
	}
	return b.String(), nil
}

func rawName(n xml.Name) string {
	if n.Space != "" {
		return n.Space + ":" + n.Local
	}
	return n.Local
}

// samples returns the Project files of the test data.
func samples(t testing.TB) map[string][]byte {
	names, err := filepath.Glob(filepath.Join("..", "testdata", "truth", "schedule", "*.xml*"))
	if err != nil || len(names) == 0 {
		t.Fatal("no samples", err)
	}
	files := map[string][]byte{}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, ".gz") {
			r, err := gzip.NewReader(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			if data, err = io.ReadAll(r); err != nil {
				t.Fatal(err)
			}
		}
		files[filepath.Base(name)] = data
	}
	return files
}

func TestScannerReadsSamplesAsTheStandardLibraryDoes(t *testing.T) {
	for name, data := range samples(t) {
		doc, err := Parse(bytes.NewReader(data), Limits{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		want, err := standardEvents(data)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got := events(doc.Root()); got != want {
			t.Errorf("%s: the elements differ", name)
		}
	}
}

// goodXML are documents that both readers take, with what they hold.
var goodXML = []struct{ name, src, want string }{
	{"one", `<a/>`, `<a "">`},
	{"declaration", "<?xml version=\"1.0\" encoding='utf-8'?>\n<a>x</a>\n", `<a "x">`},
	{"entities", `<a>&lt;&gt;&amp;&quot;&apos;&#65;&#x4E2d;</a>`, `<a "<>&\"'A中">`},
	{"line ends", "<a>1\r\n2\r3\n</a>", `<a "1\n2\n3\n">`},
	{"carriage return as entity", "<a>1&#13;2</a>", `<a "1\r2">`},
	{"cdata", `<a>1<![CDATA[<b>&amp;]]]]>2</a>`, `<a "1<b>&amp;]]2">`},
	{"empty cdata", `<a><![CDATA[]]></a>`, `<a "">`},
	{"cdata line end", "<a><![CDATA[1\r\n2\r]]></a>", `<a "1\n2\n">`},
	{"comment", `<a>1<!-- <b> & - ]]> -->2</a>`, `<a "12">`},
	{"comment around", `<!--x--><a/><!--y--> `, `<a "">`},
	{"instruction", `<a>1<?go on & <?>2</a>`, `<a "12">`},
	{"nested", `<a><b>1</b><b/><c>2</c></a>`, `<a<b "1"><b ""><c "2">>`},
	{"mixed", `<a>x<b>1</b>y</a>`, `<a<b "1">>`},
	{"attributes", `<a b="1>2" c='"' d = "&lt;&#10;"/>`, `<a "">`},
	{"space in tags", "<a\n><b\t/ ></a\r\n>", ""},
	{"space in end tag", "<a  ><b\t/></a\r\n>", `<a<b "">>`},
	{"chinese", `<a><名称>编制项目计划</名称></a>`, `<a<名称 "编制项目计划">>`},
	{"other planes", `<a>😀</a>`, `<a "😀">`},
	{"prefix", `<p:a xmlns:p="x"><p:b>1</p:b></p:a>`, `<p:a<p:b "1">>`},
	{"predicted names", `<a><b>1</b><c>2</c><b>3</b><c>4</c><b>5</b><cc>6</cc><b>7</b><c x="1">8</c></a>`,
		`<a<b "1"><c "2"><b "3"><c "4"><b "5"><cc "6"><b "7"><c "8">>`},
	{"brackets", `<a>]] ></a>`, `<a "]] >">`},
	{"tabs", "<a>\t</a>", `<a "\t">`},
}

func TestScannerTakesGoodXML(t *testing.T) {
	for _, c := range goodXML {
		if c.want == "" {
			continue
		}
		doc, err := Parse(strings.NewReader(c.src), Limits{})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := events(doc.Root()); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		if standard, err := standardEvents([]byte(c.src)); err != nil || standard != c.want {
			t.Errorf("%s: the standard library says %s (%v)", c.name, standard, err)
		}
	}
}

// badXML are documents that are refused, with the place of the fault.
var badXML = []struct {
	name, src    string
	line, column int
	path, reason string
}{
	{"nothing", ``, 1, 1, "", "no element"},
	{"blank", " \n ", 2, 2, "", "no element"},
	{"text only", "x", 1, 1, "", "outside"},
	{"text before", "x<a/>", 1, 1, "", "outside"},
	{"text after", "<a/>\nx", 1, 5, "", "outside"},
	{"cdata after", "<a/><![CDATA[]]>", 1, 5, "", "outside"},
	{"two roots", "<a/>\n<b/>", 2, 1, "", "second root"},
	{"not closed", "<a>\n<b></b>", 2, 8, "/a", "too early"},
	{"not closed inside", "<a><b><c>中", 1, 11, "/a/b/c", "too early"},
	{"wrong end", "<a>\n  <b></c></a>", 2, 6, "/a/b", "</c> where </b>"},
	{"longer end", "<a></ab>", 1, 4, "/a", "</ab> where </a>"},
	{"end without start", "</a>", 1, 1, "", "without a start"},
	{"end after root", "<a/></a>", 1, 5, "", "without a start"},
	{"doctype", "<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>", 1, 1, "", "document type"},
	{"billion laughs", `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol1 "&lol;&lol;">]><lolz>&lol1;</lolz>`, 1, 22, "", "document type"},
	{"doctype inside", "<a><!DOCTYPE a></a>", 1, 4, "/a", "document type"},
	{"other declaration", "<a><!ELEMENT a></a>", 1, 4, "/a", "does not know"},
	{"unknown entity", "<a>&nbsp;</a>", 1, 4, "/a", "entity"},
	{"bare ampersand", "<a>x & y</a>", 1, 6, "/a", "entity"},
	{"open entity", "<a>&lt</a>", 1, 4, "/a", "entity"},
	{"empty entity", "<a>&;</a>", 1, 4, "/a", "entity"},
	{"number zero", "<a>&#0;</a>", 1, 4, "/a", "entity"},
	{"surrogate", "<a>&#xD800;</a>", 1, 4, "/a", "entity"},
	{"too large", "<a>&#x110000;</a>", 1, 4, "/a", "entity"},
	{"number without digits", "<a>&#x;</a>", 1, 4, "/a", "entity"},
	{"number with sign", "<a>&#-1;</a>", 1, 4, "/a", "entity"},
	{"cdata end in text", "<a>]]></a>", 1, 4, "/a", "]]>"},
	{"open cdata", "<a><![CDATA[x]]</a>", 1, 4, "/a", "too early"},
	{"open comment", "<a><!-- x --</a>", 1, 4, "/a", "too early"},
	{"two dashes", "<a><!-- x -- y --></a>", 1, 4, "/a", "--"},
	{"three dashes", "<a><!-- x ---></a>", 1, 4, "/a", "--"},
	{"open instruction", "<a><?x ></a>", 1, 4, "/a", "too early"},
	{"nameless instruction", "<a><? x?></a>", 1, 4, "/a", "name"},
	{"late declaration", " <?xml version=\"1.0\"?><a/>", 1, 2, "", "not at the beginning"},
	{"no name", "<a>< b/></a>", 1, 5, "/a", "no element name"},
	{"digit name", "<1/>", 1, 2, "", "no element name"},
	{"bad name", "<a×/>", 1, 2, "", "no element name"},
	{"odd character", "<a$/>", 1, 3, "", "unexpected"},
	{"slash", "<a / b/>", 1, 4, "", "inside a tag"},
	{"attribute without value", "<a b/>", 1, 5, "", "no value"},
	{"attribute without quotes", "<a b=1/>", 1, 6, "", "no quote"},
	{"attribute twice", "<a b=\"1\" b=\"2\"/>", 1, 10, "", "twice"},
	{"attributes together", "<a b=\"1\"c=\"2\"/>", 1, 9, "", "no space"},
	{"less in attribute", "<a b=\"<\"/>", 1, 7, "", "'<'"},
	{"entity in attribute", "<a b=\"&x;\"/>", 1, 7, "", "entity"},
	{"open attribute", "<a b=\"1/>", 1, 7, "", "too early"},
	{"no attribute name", "<a =\"1\"/>", 1, 4, "", "no attribute name"},
	{"nul", "<a>\x00</a>", 1, 4, "", "0x00"},
	{"control", "<a>\n12345678\x1b</a>", 2, 9, "", "0x1b"},
	{"control late", "<a>123456789\x01</a>", 1, 13, "", "0x01"},
	{"invalid utf-8", "<a>\xff</a>", 1, 4, "", "0xff"},
	{"cut utf-8", "<a>中\xe4\xb8</a>", 1, 5, "", "0xe4"},
	{"surrogate in utf-8", "<a>\xed\xa0\x80</a>", 1, 4, "", "0xed"},
	{"noncharacter", "<a>\xef\xbf\xbf</a>", 1, 4, "", "0xef"},
	{"encoding", `<?xml version="1.0" encoding="windows-1252"?><a/>`, 1, 1, "", "encoding windows-1252"},
}

func TestScannerRefusesBadXML(t *testing.T) {
	for _, c := range badXML {
		_, err := Parse(strings.NewReader(c.src), Limits{})
		var fault *Error
		if !errors.As(err, &fault) || !errors.Is(err, ErrSyntax) {
			t.Errorf("%s: error is %v", c.name, err)
			continue
		}
		if fault.Line != c.line || fault.Column != c.column || !strings.Contains(fault.Reason, c.reason) {
			t.Errorf("%s: %v, want line %d, column %d, %q", c.name, fault, c.line, c.column, c.reason)
		}
		if c.path != "" && fault.Path != c.path {
			t.Errorf("%s: path %q, want %q", c.name, fault.Path, c.path)
		}
		if !strings.HasPrefix(fault.Error(), "mspdi: ") {
			t.Errorf("%s: %v has no prefix", c.name, fault)
		}
	}
}

// FuzzScanner holds the scanner against the standard library: what it takes,
// that takes too, with the same elements and texts; and where that takes more,
// the document has something that is refused on purpose.
func FuzzScanner(f *testing.F) {
	for _, c := range goodXML {
		f.Add([]byte(c.src))
	}
	for _, c := range badXML {
		f.Add([]byte(c.src))
	}
	f.Fuzz(func(t *testing.T, src []byte) { compareScanners(t, src) })
}

func compareScanners(t *testing.T, src []byte) {
	if len(src) > 1<<16 || bytes.ContainsAny(src, ":") || bytes.Contains(src, []byte("<?xml")) || bytes.HasPrefix(src, []byte("\xef\xbb\xbf")) ||
		bytes.HasPrefix(src, []byte("\xfe\xff")) || bytes.HasPrefix(src, []byte("\xff\xfe")) {
		return // prefixes, declarations and marks have tests of their own
	}
	doc, err := Parse(bytes.NewReader(src), Limits{})
	want, standard := standardEvents(src)
	switch {
	case err == nil && standard == nil:
		if got := events(doc.Root()); got != want {
			t.Fatalf("%q: %s, the standard library says %s", src, got, want)
		}
	case err == nil:
		if !hasWideName(doc) {
			t.Fatalf("%q: taken, but the standard library says %v", src, standard)
		}
	case standard == nil:
		if !errors.Is(err, ErrLimit) && !stricter(err) && !bytes.Contains(src, []byte("&#")) {
			t.Fatalf("%q: %v, but the standard library takes it", src, err)
		}
	}
}

// hasWideName reports whether a name has characters that the two editions of
// XML judge differently.
func hasWideName(doc *Document) bool {
	for _, r := range string(doc.source) {
		if r >= 0x80 {
			return true
		}
	}
	return false
}

// stricter reports whether the fault is one that the standard library lets
// pass.
func stricter(err error) bool {
	for _, reason := range []string{"no element at all", "second root", "outside the root", "not at the beginning", "a byte that XML", "no space before",
		"no element name", "no attribute name", "without a name", "unexpected", "'/' inside"} {
		if strings.Contains(err.Error(), reason) {
			return true
		}
	}
	return false
}
