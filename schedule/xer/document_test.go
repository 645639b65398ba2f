package xer_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"github.com/milepost-go/milepost/schedule/xer"
)

func parse(t testing.TB, source string) *xer.Document {
	t.Helper()
	doc, err := xer.Parse(strings.NewReader(source), xer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestDocumentKeepsEverything(t *testing.T) {
	doc := parse(t, headerLine+"%T\tZOO\n%F\tanimal\tLegs\n%R\tcat\t4\n%R\tfish\n%T\tEMPTY\n%T\tTASK\r\n%F\ttask_id\r\n%R\t007\r\n%E\r\n")
	var names []string
	for table := range doc.Tables() {
		names = append(names, fmt.Sprint(table.Name(), table.Line(), table.Fields(), table.Len()))
	}
	same(t, "tables", names, "[ZOO2 [animal Legs] 2 EMPTY6 [] 0 TASK7 [task_id] 1]")
	zoo := doc.Table("zoo")
	same(t, "value in any case", zoo.Row(0).Value("LEGS"), "4")
	same(t, "line", zoo.Row(1).Line(), 5)
	same(t, "missing value", zoo.Row(1).Value("legs"), "")
	same(t, "missing field", zoo.Row(0).Value("tail"), "")
	same(t, "line end", string(doc.Table("TASK").Row(0).Raw("task_id")), "007")
	same(t, "header", doc.Header(), "[22.12 2026-03-02 Project admin admin dbxDatabaseNoName Project Management EUR]")
	same(t, "ended", doc.Ended(), true)
	same(t, "charset", doc.Charset(), "utf-8")
}

func TestZeroDocumentParts(t *testing.T) {
	doc := parse(t, headerLine)
	none := doc.Table("TASK")
	same(t, "table", fmt.Sprint(none.IsZero(), none.Name(), none.Line(), none.Fields(), none.Len()), "true0 [] 0")
	for range none.Rows() {
		t.Error("a row of no table")
	}
	row := none.Row(0)
	same(t, "row", fmt.Sprint(row.IsZero(), row.Line(), row.Value("x"), row.Raw("x")), "true 0[]")
	same(t, "ended", doc.Ended(), false)
}

func TestIterationStops(t *testing.T) {
	doc := parse(t, file())
	for range doc.Tables() {
		for range doc.Table("PROJECT").Rows() {
			break
		}
		break
	}
}

// TestValuesOverLines: line ends stand as DEL characters in files of P6, other
// programs leave them as they are.
func TestValuesOverLines(t *testing.T) {
	doc := parse(t, headerLine+"%T\tNOTE\n%F\tid\ttext\tlast\n"+
		"%R\t1\tone\x7f\x7ftwo\x7fthree \"\"four\"\"\tx\n"+
		"%R\t2\tone\r\n\r\ntwo %R\n% three\ty\r\n\r\n"+
		"%R\t3\t\tz\n\n\n%E\n\n")
	note := doc.Table("NOTE")
	same(t, "rows", note.Len(), 3)
	same(t, "escaped", note.Row(0).Value("text"), "one\ntwo\nthree \"four\"")
	same(t, "plain", note.Row(1).Value("text"), "one\n\ntwo %R\n% three")
	same(t, "behind it", note.Row(1).Value("last"), "y")
	same(t, "after it", note.Row(2).Value("last"), "z")
	same(t, "line of it", note.Row(2).Line(), 10)
}

func TestCarriageReturnsAlone(t *testing.T) {
	doc := parse(t, strings.ReplaceAll(file(), "\n", "\r"))
	same(t, "project", doc.Projects()[0].Name, "Project one")
	same(t, "line", doc.Table("PROJWBS").Line(), 8)
}

func TestNoTablesBeforeFields(t *testing.T) {
	for source, want := range map[string]string{
		"":                                       "line 1: the file begins with \"\", not with ERMHDR",
		"PK\x03\x04":                             "line 1: the file begins with \"PK  \", not with ERMHDR",
		"ERMHDRX\n":                              "line 1: the file begins with \"ERMHDRX\", not with ERMHDR",
		headerLine + "%R\t1\n":                   "line 2: %R without a %F before it",
		headerLine + "%F\tx\n":                   "line 2: %F without a %T before it",
		headerLine + "%T\tA\n%R\t1":              "line 3: %R without a %F before it",
		headerLine + "%T\tA\n%F\tx\n%F\ty\n":     "line 4: %F without a %T before it",
		headerLine + "%T\tA\n%F\tx\ty\n%R\t1":    "line 4, A: the file ends inside a row",
		headerLine + "%T\tA\n%F\tx\ty\n%R\t1\t2": "",
		"\xff\xfeE\x00R\x00":                     "line 1: the file begins with \"ER\", not with ERMHDR",
		"\xff\xfeE\x00R\x00M\x00":                "line 1: the file begins with \"ERM\", not with ERMHDR",
		"\xff\xfeE":                              "line 1: broken UTF-16",
		"\xfe\xff\xd8\x00":                       "line 1: broken UTF-16",
		"\xfe\xff\xd8\x00\x00a":                  "line 1: broken UTF-16",
	} {
		_, err := xer.Parse(strings.NewReader(source), xer.Options{})
		switch {
		case want == "" && err == nil:
		case want == "" || err == nil || err.Error() != "xer: not an XER file: "+want || !errors.Is(err, xer.ErrSyntax):
			t.Errorf("%q: %v, want %s", source, err, want)
		}
	}
}

// TestBytesComeBack: what was read is written as it was, whatever it is.
func TestBytesComeBack(t *testing.T) {
	sources := map[string]string{"small": file(), "open": headerLine + "%T\tX\n%F\ta\n%R\t1\t\t\n\n junk \r%Z\tnothing",
		"bom": "\xef\xbb\xbf" + file(), "utf-16": "\xff\xfe" + wide(file()), "1252": file(activities("task_name", "1,Gr\xf6\xdfe \x80"))}
	for _, name := range corpus(t) {
		sources[name] = string(readFile(t, name))
	}
	g := rand.New(rand.NewPCG(3, 4))
	for i := range 300 {
		text := []byte(headerLine + "%T\tA\n%F\tx\ty\n%R\t1\t2\n")
		for range g.IntN(40) {
			text = append(text, pickBytes(g)...)
		}
		sources[fmt.Sprint("random ", i)] = string(text)
	}
	for name, source := range sources {
		doc, err := xer.Parse(strings.NewReader(source), xer.Options{})
		if err != nil {
			if name == "small" || strings.HasSuffix(name, ".xer") {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		var b bytes.Buffer
		n, err := doc.WriteTo(&b)
		if err != nil || n != int64(len(source)) || b.String() != source {
			t.Errorf("%s: %d bytes %v, other than the source", name, n, err)
		}
	}
}

func pickBytes(g *rand.Rand) string {
	list := []string{"%R\t", "%T\tB\n", "%F\tz\n", "%E\n", "\n", "\r\n", "\t", "x", "\x7f\x7f", "\xff", "ä", "%", "\r"}
	return list[g.IntN(len(list))]
}

// wide writes a text as UTF-16 with the low byte first.
func wide(text string) string {
	var b strings.Builder
	for _, r := range text {
		b.WriteByte(byte(r))
		b.WriteByte(byte(r >> 8))
	}
	return b.String()
}

// TestRowsAgainstSplit compares the values of every row of the corpus with what
// splitting the lines gives.
func TestRowsAgainstSplit(t *testing.T) {
	for _, name := range corpus(t) {
		source := string(readFile(t, name))
		doc := parse(t, source)
		lines := strings.Split(strings.ReplaceAll(source, "\r\n", "\n"), "\n")
		rows := 0
		for table := range doc.Tables() {
			for row := range table.Rows() {
				values := strings.Split(lines[row.Line()-1], "\t")[1:]
				for i, field := range table.Fields() {
					if got := string(row.Raw(field)); i < len(values) && got != values[i] || i >= len(values) && got != "" {
						t.Fatalf("%s line %d: %s is %q", name, row.Line(), field, got)
					}
				}
				rows++
			}
		}
		if want := strings.Count(source, "\n%R\t"); rows != want {
			t.Errorf("%s: %d rows, want %d", name, rows, want)
		}
	}
}

// TestConcurrentUse reads one document in several places at once.
func TestConcurrentUse(t *testing.T) {
	doc := parse(t, string(readFile(t, corpus(t)[0])))
	want, _, err := doc.Plan(xer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			plan, _, err := doc.Plan(xer.Options{})
			if err != nil || len(lawDiff(want, plan, nil)) > 0 {
				t.Errorf("%v", err)
			}
			if _, err := xer.Encode(discard{}, want); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
}

func TestReaderErrors(t *testing.T) {
	broken := errors.New("broken")
	if _, err := xer.Parse(failing{broken}, xer.Options{}); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
	if _, _, err := xer.Decode(failing{broken}); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
	if _, err := xer.Encode(failing{broken}, newGenerator(1, false).plan()); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error)  { return 0, f.err }
func (f failing) Write([]byte) (int, error) { return 0, f.err }

// TestRandomDocuments builds files of random tables and wants every value back
// where it was put.
func TestRandomDocuments(t *testing.T) {
	for seed := range uint64(200) {
		g := rand.New(rand.NewPCG(seed, 12))
		eol := []string{"\n", "\r\n", "\r"}[g.IntN(3)]
		var b strings.Builder
		b.WriteString("ERMHDR\t" + fmt.Sprint(seed) + eol)
		var want []string
		line := 1
		for n := range g.IntN(5) {
			fields := 1 + g.IntN(6)
			names := make([]string, fields)
			for i := range names {
				names[i] = fmt.Sprint("F", n, "_", i)
			}
			b.WriteString("%T\tT" + fmt.Sprint(n) + eol + "%F\t" + strings.Join(names, "\t") + eol)
			line += 2
			for range g.IntN(5) {
				values := make([]string, fields)
				for i := range values {
					values[i] = randomValue(g)
				}
				lines := 1
				if g.IntN(4) == 0 && eol != "\r" {
					values[0] += eol + "- more"
					lines++
				}
				b.WriteString("%R\t" + strings.Join(values, "\t") + eol)
				for i := range values {
					want = append(want, fmt.Sprintf("T%d line %d %s=%q", n, line+1, names[i], values[i]))
				}
				line += lines
				for range g.IntN(2) {
					b.WriteString(eol)
					line++
				}
			}
		}
		b.WriteString("%E" + eol)
		doc := parse(t, b.String())
		var got []string
		for table := range doc.Tables() {
			for row := range table.Rows() {
				for _, field := range table.Fields() {
					got = append(got, fmt.Sprintf("%s line %d %s=%q", table.Name(), row.Line(), field, row.Raw(field)))
				}
			}
		}
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Fatalf("seed %d: %q\ngot  %s\nwant %s", seed, b.String(), strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

func randomValue(g *rand.Rand) string {
	list := []string{"", "1", "a b", "%R", "%T", "\x7f\x7f", `""`, "ä", " x ", "(0||A()())", "%E", "ERMHDR"}
	return list[g.IntN(len(list))]
}
