package main

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"

	"github.com/milepost-go/milepost/report/xlsx"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// The small file: offer on Monday and Tuesday, check on Wednesday, and then
// signed; the room is booked on Monday. The dates are counted by hand.
const foundEnglish = `Read as mspdi: "CRM rollout" with 5 tasks, 2 links, 0 resources, 0 assignments, 0 calendars.
Reading: 2 notes.
  1 x The plan has no place for this: the project, flag1; “1” in the file.
  1 x The project names no usable currency; the amounts are in the currency asked for.
Computed: starts 2026-03-02T08:00:00, finishes 2026-03-04T17:00:00; 4 tasks are critical.
The computation reports 0 findings.
`

const mermaidSource = `gantt
    title CRM rollout
    dateFormat YYYY-MM-DD HH:mm
    section Planning 计划 1
    Write the offer :crit, t1, 2026-03-02 08:00, 2026-03-03 17:00
    Check correct :crit, t2, 2026-03-04 08:00, 2026-03-04 17:00
    Signed :crit, milestone, t3, 2026-03-04 17:00, 2026-03-04 17:00
    Book a room :t4, 2026-03-02 08:00, 2026-03-02 17:00
`

// calls runs the program and returns what it writes.
func calls(t *testing.T, args ...string) (out, notes string) {
	t.Helper()
	var o, n bytes.Buffer
	if err := run(args, noon, &o, &n); err != nil {
		t.Fatalf("%q: %v\n%s", args, err, &n)
	}
	return o.String(), n.String()
}

func TestSmallFile(t *testing.T) {
	if out, notes := calls(t, "testdata/small.xml"); out != foundEnglish || notes != "" {
		t.Errorf("%s%s", out, notes)
	}
	out, notes := calls(t, "-to", "mermaid", "testdata/small.xml")
	if out != mermaidSource || notes != foundEnglish+"Written as mermaid, with 0 notes.\n" {
		t.Errorf("%s%s", out, notes)
	}
	out, _ = calls(t, "-lang", "zh-CN", "testdata/small.xml")
	for _, part := range []string{"识别为 mspdi：“CRM rollout”，任务 5 项", "完成 2026-03-04T17:00:00；关键任务 4 项", "没有可用的币种"} {
		if !strings.Contains(out, part) {
			t.Errorf("no %s in\n%s", part, out)
		}
	}
	for _, latin := range []string{"Read", "Computed", "task", "x "} {
		if strings.Contains(out, latin) {
			t.Errorf("%q in\n%s", latin, out)
		}
	}
	for lang, word := range map[string]string{"en": "SUMMARY:Deadline: Check\\; correct", "zh-CN": "SUMMARY:截止日期：Check\\; correct"} {
		out, _ = calls(t, "-lang", lang, "-to", "ics", "testdata/small.xml")
		if !strings.Contains(out, word) || !strings.Contains(out, "DTSTART;VALUE=DATE:20260306") || !strings.Contains(out, "DTSTART;VALUE=DATE:20260304") {
			t.Errorf("%s", out)
		}
	}
	out, _ = calls(t, "-to", "csv", "testdata/small.xml")
	if !strings.Contains(out, "\n5,,,Book a room,false,2026-03-02 08:00:00,2026-03-02 17:00:00,2026-03-04 08:00:00,2026-03-04 17:00:00,480,960,960,false,") {
		t.Errorf("%s", out)
	}
}

// Written for another tool and read again, by its bytes and under a name that
// says something else, the plan has its tasks, links and dates.
func TestThereAndBack(t *testing.T) {
	for k := range codecs(nil) {
		name := filepath.Join(t.TempDir(), "plan.docx")
		calls(t, "-to", string(k), "-out", name, "testdata/small.xml")
		p, err := open(name, time.UTC)
		if err != nil || p.kind != k {
			t.Errorf("%s: read as %+v, %v", k, p, err)
			continue
		}
		if err := p.compute(); err != nil {
			t.Fatal(k, err)
		}
		var names []string
		for i := range p.plan.Tasks {
			names = append(names, p.plan.Tasks[i].Name)
		}
		slices.Sort(names)
		if want := []string{"Book a room", "Check; correct", "Planning: 计划 #1", "Signed", "Write the offer"}; !slices.Equal(names, want) {
			t.Errorf("%s: %q", k, names)
		}
		if len(p.plan.Links) != 2 {
			t.Errorf("%s: %d links", k, len(p.plan.Links))
		}
		at := slices.IndexFunc(p.plan.Tasks, func(t schedule.Task) bool { return t.Name == "Signed" })
		if x, _ := p.result.Times(p.plan.Tasks[at].ID); at < 0 || x.Finish.String() != "2026-03-04T17:00:00" {
			t.Errorf("%s: signed on %s", k, x.Finish)
		}
	}
}

// A board without dates begins on the day that the caller says, and a card that
// is due late in the evening of UTC is due on the next day in Shanghai.
func TestBoardWithoutStart(t *testing.T) {
	const board = `{"id":"b-1","name":"Board","lists":[{"id":"l-1","name":"To do","pos":1,"closed":false}],
		"cards":[{"id":"c-1","idList":"l-1","name":"Card","pos":1,"closed":false%s}]}`
	name := filepath.Join(t.TempDir(), "board")
	for _, c := range []struct{ card, zone, says string }{
		{"", "UTC", "The file does not say when the project starts; 2026-03-05T08:00:00 was taken."},
		{`,"due":"2026-03-10T20:00:00.000Z"`, "UTC", "BEGIN:VEVENT"},
		{`,"due":"2026-03-10T20:00:00.000Z"`, "UTC", "DTSTART;VALUE=DATE:20260310"},
		{`,"due":"2026-03-10T20:00:00.000Z"`, "Asia/Shanghai", "DTSTART;VALUE=DATE:20260311"},
	} {
		if err := os.WriteFile(name, fmt.Appendf(nil, board, c.card), 0o600); err != nil {
			t.Fatal(err)
		}
		out, notes := calls(t, "-zone", c.zone, "-start", "2026-03-05", "-to", "ics", name)
		if !strings.Contains(out+notes, c.says) || !strings.Contains(notes, "Read as trello") {
			t.Errorf("%s in %s: no %q in\n%s%s", c.card, c.zone, c.says, out, notes)
		}
	}
}

// text is what stands in a file: of a workbook, the names of its tasks.
func text(t *testing.T, format, file string) string {
	if format != string(kindXLSX) {
		return file
	}
	p, _, err := xlsx.Codec{}.Decode(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for i := range p.Tasks {
		names = append(names, p.Tasks[i].Name)
	}
	return strings.Join(names, "\n")
}

// Every format is written from the small file, in both languages, the same
// twice.
func TestEveryWriter(t *testing.T) {
	for _, w := range writers() {
		for _, lang := range []string{"en", "zh-CN"} {
			first, _ := calls(t, "-lang", lang, "-to", w.name, "testdata/small.xml")
			second, _ := calls(t, "-lang", lang, "-to", w.name, "testdata/small.xml")
			if first != second || !strings.Contains(text(t, w.name, first), "Signed") {
				t.Errorf("%s in %s: %d and %d bytes", w.name, lang, len(first), len(second))
			}
		}
	}
}

func TestWrongCalls(t *testing.T) {
	for _, args := range [][]string{
		{}, {"a", "b"}, {"-lang", "fr", "testdata/small.xml"}, {"-to", "mpp", "testdata/small.xml"}, {"no such file"}, {"-what"}, {"-zone", "Nowhere/Atall", "testdata/small.xml"}, {"-start", "tomorrow", "testdata/small.xml"},
		{"-to", "csv", "-out", "no/such/folder", "testdata/small.xml"}, {"main.go"},
	} {
		if err := run(args, noon, io.Discard, io.Discard); err == nil {
			t.Errorf("%q was taken", args)
		}
	}
	var help bytes.Buffer
	if err := run([]string{"-h"}, noon, io.Discard, &help); !errors.Is(err, flag.ErrHelp) || !strings.Contains(help.String(), "mspdi, ") {
		t.Errorf("%v\n%s", err, &help)
	}
}

func packed(data []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(data); err != nil {
		panic(err)
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func utf16LE(text string) []byte {
	out := []byte("\xff\xfe")
	for _, unit := range utf16.Encode([]rune(text)) {
		out = binary.LittleEndian.AppendUint16(out, unit)
	}
	return out
}

func TestSniff(t *testing.T) {
	for text, want := range map[string]kind{
		"": unknown, "hello": unknown, "\x00\x01\x02": unknown, "<": unknown, "{": unknown, "[": unknown, "{}": unknown, "[]": unknown, `"Project"`: unknown,
		"ERMHDR\t22.12": kindXER, "\xef\xbb\xbfERMHDR\t19.12": kindXER,
		"<Project>": kindMSPDI, "\xef\xbb\xbf<?xml version='1.0' encoding='GBK'?><!-- <svg> --><Project xmlns='x'/>": kindMSPDI,
		"\n <svg><Project/></svg>": unknown, "<!-- Project": unknown, "<html>": unknown,
		`{"id":"1","name":"x","desc":"","idOrganization":null}`: kindTrello, `{"name":"cards"}`: unknown, `{"name":"x","prefs":{"gid":"1"},"lists":[]}`: kindTrello,
		`[{"id":"1","idList":"2"}]`: kindTrello,
		`{"data":[{"gid":"1"}]}`:    kindAsana, `{"data":{"name":"x","gid":"1"}}`: kindAsana, `{"gid":"1"}`: kindAsana, `[{"data":{"gid":"7"}}]`: kindAsana,
		`{"a":{"gid":"1"}}`: unknown, `{"data":"gid"}`: unknown, `{"x":[1,2,"gid"],"y":true}`: unknown,
		"Task ID,Created At,Name,Section/Column\n1,2,3,4": kindAsana, "Exported on Monday\n\nname,Due Date\n": kindAsana, "\"Task ID\",\"Name\"\n": kindAsana,
		"name,age\n": unknown, "task_id,parent_id\n1,2": unknown,
		"PK\x03\x04............[Content_Types].xml": kindXLSX, "PK\x03\x04 word/": unknown, "\x1f\x8b": kindGzip,
		strings.Repeat("[", 200): unknown, strings.Repeat(`{"a":`, 200): unknown,
	} {
		if got := sniff([]byte(text)); got != want {
			t.Errorf("%.60q is %q, not %q", text, got, want)
		}
	}
	if got := sniff(utf16LE("<?xml version='1.0' encoding='UTF-16'?><Project/>")); got != kindMSPDI {
		t.Errorf("UTF-16 is %q", got)
	}
}

// Files that mean harm: all of them end, soon, in an error.
func TestHostileFiles(t *testing.T) {
	bomb := packed(bytes.Repeat([]byte("<Project>"), 9<<20)) // 81 MiB unpacked
	small, err := os.ReadFile("testdata/small.xml")
	if err != nil {
		t.Fatal(err)
	}
	cyclic := bytes.Replace(small, []byte("<Name>Write the offer</Name>"), []byte("<Name>W</Name><PredecessorLink><PredecessorUID>4</PredecessorUID><Type>1</Type></PredecessorLink>"), 1)
	for name, data := range map[string][]byte{
		"nothing": nil, "blanks": bytes.Repeat([]byte(" "), 1<<20), "zeros": make([]byte, 1<<20), "a workbook": []byte("PK\x03\x04[Content_Types].xml"),
		"a bomb": bomb, "half a bomb": bomb[:len(bomb)/2], "packed twice": packed(packed(small)), "packed badly": []byte("\x1f\x8bxxxxxxxxxxxx"), "packed nothing": packed(nil),
		"cut": small[:len(small)/2], "packed and cut": packed(small)[:300], "a doctype": []byte("<!DOCTYPE x [<!ENTITY a 'b'>]><Project>&a;</Project>"),
		"deep XML": []byte("<Project>" + strings.Repeat("<a>", 1<<20)), "deep JSON": bytes.Repeat([]byte("["), 1<<20), "deep data": []byte(`{"data":` + strings.Repeat(`[`, 1<<16)),
		"one column": []byte("name,due date,task id" + strings.Repeat(",", 1<<20)), "no rows": []byte("ERMHDR\t1\n%E\n"), "half a table": []byte("ERMHDR\t1\n%T\tTASK\n%F\ta\tb\n%R\t1"),
	} {
		if p, err := read(bytes.NewReader(data), nil); err == nil {
			if err = p.compute(); err == nil && len(p.plan.Tasks) > 0 {
				t.Errorf("%s was read as %s with %d tasks", name, p.kind, len(p.plan.Tasks))
			}
		}
	}
	p, err := read(bytes.NewReader(cyclic), nil)
	if err != nil || p.compute() == nil {
		t.Errorf("a circle of links was computed: %v", err)
	}
	if _, err := read(bytes.NewReader(bomb), nil); !errors.Is(err, errTooLarge) {
		t.Errorf("the bomb: %v", err)
	}
	endless := io.MultiReader(strings.NewReader("<Project>"), &spaces{})
	if _, err := read(endless, nil); !errors.Is(err, errTooLarge) {
		t.Errorf("a file without end: %v", err)
	}
}

// spaces never ends.
type spaces struct{}

func (*spaces) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

func TestMermaidText(t *testing.T) {
	for text, want := range map[string]string{
		"": "-", " :; ": "-", "a:b;c#d%e": "a b c d e", "line\nbreak\x00": "line break", "计划：一": "计划：一", "<script>": "script", "%%{init}": "init",
	} {
		if got := mermaidText(text); got != want {
			t.Errorf("%q became %q", text, got)
		}
	}
}

// Every plan among the samples is recognised, read, computed and written in
// every format.
func TestTruthFiles(t *testing.T) {
	root := os.Getenv("MILEPOST_TRUTH")
	if root == "" {
		t.Skip("MILEPOST_TRUTH names no folder of samples")
	}
	seen, done := 0, 0
	for _, folder := range []string{"schedule", "formats"} {
		err := filepath.WalkDir(filepath.Join(root, folder), func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			p, err := open(name, time.UTC)
			if errors.Is(err, errUnknown) || errors.Is(err, errNoReader) {
				if strings.HasSuffix(name, ".xer") || strings.HasPrefix(filepath.Base(filepath.Dir(name)), "msproject") && strings.HasSuffix(name, ".xml") {
					t.Errorf("%s: %v", name, err)
				}
				return nil
			}
			seen++
			if err == nil {
				p.begin(calendar.DateOf(2026, 3, 2))
				err = p.compute()
			}
			if err == nil {
				err = everyFormat(p, d)
			}
			if err != nil {
				t.Errorf("%s: %v", name, err)
				return nil
			}
			done++
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("truth importexport: %d of %d files read, computed and written", done, seen)
	if seen == 0 {
		t.Error("no sample was read")
	}
}

// everyFormat writes the plan in every format; a large one in one of them.
func everyFormat(p *plan, d fs.DirEntry) error {
	info, err := d.Info()
	if err != nil {
		return err
	}
	for i, w := range writers() {
		if len(p.plan.Tasks) > 300 && i > 0 {
			break
		}
		var out bytes.Buffer
		if _, err := w.write(&out, p, options{phrase.ZhCN, noon, time.UTC}); err != nil || out.Len() == 0 {
			return fmt.Errorf("%d bytes as %s: %d bytes, %w", info.Size(), w.name, out.Len(), err)
		}
		if k := sniff(out.Bytes()); codecs(nil)[kind(w.name)] != nil && k != kind(w.name) {
			return fmt.Errorf("written as %s it is taken for %q", w.name, k)
		}
	}
	return nil
}

func FuzzSniff(f *testing.F) {
	for _, text := range []string{"ERMHDR\t1", "<?xml version='1.0'?><Project>", `{"data":[{"gid":"1"}]}`, `[{"idBoard":1}]`, "Name,Task ID\n", "\xff\xfe<\x00P\x00", "PK\x03\x04xl/"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		k := sniff(data)
		if again := sniff(data); again != k {
			t.Errorf("%q, then %q", k, again)
		}
		if k == unknown || k == kindGzip {
			if _, err := read(bytes.NewReader(data), nil); err == nil && k == unknown {
				t.Error("what is unknown was read")
			}
		}
	})
}
