package closing_test

import (
	"io"
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Each part of an exception is needed, and one kind excepted excuses no other.
func TestExceptionsAreExact(t *testing.T) {
	whole := closing.Exception{Kind: closing.LogItem, Reason: "lost in a fire", By: "sponsor", On: date(7, 14)}
	for what, alter := range map[string]func(*closing.Exception){
		"kind": func(e *closing.Exception) { e.Kind = "" }, "reason": func(e *closing.Exception) { e.Reason = "" },
		"person": func(e *closing.Exception) { e.By = "" }, "date": func(e *closing.Exception) { e.On = calendar.Date{} },
	} {
		e := whole
		alter(&e)
		m := seal(t, closing.Manifest{Project: "P", By: "pm", On: date(7, 15), Excepted: []closing.Exception{e}})
		if found := m.Check(nil); len(found) != 1 || found[0].Code != closing.CodeExceptionOpen {
			t.Errorf("without %s: %q", what, lines(found))
		}
	}
	m := seal(t, closing.Manifest{Project: "P", By: "pm", On: date(7, 15), Excepted: []closing.Exception{whole}})
	same(t, "one of two", m.Check([]closing.Requirement{{Kind: closing.LogItem}, {Kind: closing.PlanItem}}),
		"block closing.archive.missing_kind: kind plan, remedy closing.remedy.file_item_or_except",
		"info closing.archive.kind_excepted: kind log")
}

func TestDigestsOfItems(t *testing.T) {
	proper := "sha256:" + strings.Repeat("0a", 32)
	for digest, ok := range map[string]bool{
		proper: true, "": false, "sha256:": false, proper[1:]: false, proper + "0": false, strings.ToUpper(proper): false,
		"sha256:" + strings.Repeat("0g", 32): false, "sha512:" + strings.Repeat("0a", 32): false, strings.Repeat("0a", 32): false,
	} {
		m := seal(t, closing.Manifest{Project: "P", By: "pm", On: date(7, 15), Classes: []closing.Retention{{ID: "r"}},
			Items: []closing.Item{{Name: "empty", Kind: "x", MediaType: "text/plain", Digest: digest, Retention: "r"}}}) // an empty file is one
		if found := m.Check(nil); (len(found) == 0) != ok {
			t.Errorf("%q: %q", digest, lines(found))
		}
	}
	m := seal(t, closing.Manifest{Project: "P", By: "pm", On: date(7, 15), Classes: []closing.Retention{{ID: "r"}},
		Items: []closing.Item{{Name: "odd", Kind: "x", MediaType: "text/plain", Digest: proper, Size: -1, Retention: "r"}}})
	if found := m.Check(nil); len(found) != 1 || found[0].Code != closing.CodeBadDigest {
		t.Errorf("a negative size: %q", lines(found))
	}
}

func TestDeviceNamesToTheLast(t *testing.T) {
	for _, name := range []string{"com0", "COM9", "lpt0.txt", "dir/lpt9", "prn", "aux.tar.gz"} {
		if found := closing.CheckNames([]string{name}); len(found) != 1 || found[0].Code != closing.CodeBadName {
			t.Errorf("%s: %q", name, lines(found))
		}
	}
	for _, name := range []string{"comx", "lpt", "com1x", "auxiliary", "nullable", "mycon"} {
		same(t, name, closing.CheckNames([]string{name}))
	}
}

// Windows takes superscript digits of Latin-1 for digits of ports and has two
// more names for the console.
func TestDevicesOfOtherSpelling(t *testing.T) {
	for _, name := range []string{"COM\u00b9", "com\u00b2.txt", "a/lpt\u00b3", "CONIN$", "conout$.log", "x/ConOut$"} {
		wantBadName(t, name)
	}
	for _, name := range []string{"com\u2074", "com\u00b9\u00b2", "conin", "con$", "conin$x"} {
		same(t, name, closing.CheckNames([]string{name}))
	}
}

func wantBadName(t *testing.T, name string) {
	t.Helper()
	if found := closing.CheckNames([]string{name}); len(found) != 1 || found[0].Code != closing.CodeBadName {
		t.Errorf("%+q: %q", name, lines(found))
	}
}

// No two names that a reader or a file system takes for one go together: of the
// two spellings of one letter only the composed one is taken.
func TestNamesHaveOneSpelling(t *testing.T) {
	same(t, "composed", closing.CheckNames([]string{"caf\u00e9.md", "\u30ac.txt", "\ud55c\uae00", "\u7ec8\u7a3f", "\u0e17\u0e35\u0e48", "\u0939\u093f"}))
	for _, name := range []string{"cafe\u0301.md", "a/e\u0300", "x\u036f", "\u30ab\u3099", "\u30cf\u309a", "\u1112\u1161\u11ab", "\uf900", "\U0002f800"} {
		wantBadName(t, name)
	}
	found := closing.CheckNames([]string{"caf\u00e9", "cafe\u0301"})
	if len(found) != 1 || found[0].Code != closing.CodeBadName || found[0].Subject.ID != "cafe\u0301" {
		t.Errorf("both spellings: %q", lines(found))
	}
}

func TestNamesHaveNoUnseenCharacters(t *testing.T) {
	for _, r := range []rune{'\u00ad', '\u061c', '\u200b', '\u200d', '\u200e', '\u200f', '\u2028', '\u2029', '\u202a', '\u202e', '\u2066', '\u2069', '\ufeff', '\U000e0041', '\u0085'} {
		wantBadName(t, "invoice"+string(r)+"fdp.exe")
	}
}

// The manifest's own name is taken in every case, also as that of a folder, but
// in the top folder only.
func TestTheManifestKeepsItsName(t *testing.T) {
	for _, name := range []string{"manifest.json", "MANIFEST.JSON", "Manifest.json", "manife\u017ft.json", "manifest.json/a", "MANIFEST.json/a/b"} {
		same(t, name, closing.CheckNames([]string{name}), "block closing.name.twice: item "+name+".name, remedy closing.remedy.rename_item")
	}
	for _, name := range []string{"old/manifest.json", "manifest.jsonl", "manifest/json"} {
		same(t, name, closing.CheckNames([]string{name}))
	}
}

// A manifest at its limit is written and read.
func TestAManifestAtItsLimit(t *testing.T) {
	m := closing.Manifest{Classes: make([]closing.Retention, closing.MaxItems)}
	if err := closing.Encode(io.Discard, m); err != nil {
		t.Errorf("at the limit: %v", err)
	}
	m.Classes = append(m.Classes, closing.Retention{})
	if err := closing.Encode(io.Discard, m); err == nil {
		t.Error("past the limit it was written")
	}
}

// Names are written as they are, not escaped for a web page.
func TestNamesAreWrittenPlainly(t *testing.T) {
	var b strings.Builder
	if err := closing.Encode(&b, closing.Manifest{Project: "R&D <1>", Items: []closing.Item{{Name: "a&b"}}}); err != nil || !strings.Contains(b.String(), `"R&D <1>"`) {
		t.Errorf("got %s, %v", b.String(), err)
	}
}

func TestAReviewNeedsADate(t *testing.T) {
	l := lesson()
	l.Status, l.Reviewer, l.ReviewedOn = closing.Retired, "bob", l.On
	same(t, "reviewed on the same day", l.Check())
	l.ReviewedOn = date(3, 19)
	same(t, "reviewed before it was written", l.Check(),
		"block closing.lesson.review_date: lesson L1.reviewed_on, want 2026-03-20, got 2026-03-19, remedy closing.remedy.mend_dates")
	l.On, l.ReviewedOn = calendar.Date{}, calendar.Date{}
	same(t, "at no time", l.Check(),
		"block closing.lesson.incomplete: lesson L1.on, remedy closing.remedy.describe_lesson",
		"block closing.lesson.review_date: lesson L1.reviewed_on, remedy closing.remedy.mend_dates")
}

// By hand: work is counted on tasks, not on the summaries above them, and
// tasks that were never agreed do not count as late.
func TestFiguresCountTasksNotSummaries(t *testing.T) {
	p := &schedule.Plan{Start: on(2, 8), Tasks: []schedule.Task{
		{ID: "all"}, {ID: "a", Parent: "all", Duration: schedule.Duration{Length: day}}, {ID: "b", Parent: "all", Duration: schedule.Duration{Length: 2 * day}},
		{ID: "off", Inactive: true, Duration: schedule.Duration{Length: day}}}}
	p.Baselines = []schedule.Baseline{baseline(t, "B1", "gate:planning", p)}
	p = done(t, p, "b", on(3, 8), on(3, 17))
	p = done(t, p, "a", on(2, 9), on(2, 17))
	p, err := schedule.Apply(p, []schedule.Edit{{Kind: schedule.EditAddTask, NewTask: schedule.Task{ID: "new", Parent: "all"}},
		{Kind: schedule.EditProgress, Task: "new", Progress: schedule.Progress{ActualStart: on(20, 8), ActualFinish: on(20, 8), Percent: 100}}})
	if err != nil {
		t.Fatal(err)
	}
	got := figures(t, closing.Final{Plan: p, Result: compute(t, p)})
	for label, want := range map[string]string{
		string(closing.FigureStart):  "2026-03-02T08:00:00 / 2026-03-02T09:00:00 / 60 min",
		string(closing.FigureFinish): "2026-03-03T17:00:00 / 2026-03-20T08:00:00 / 5760 min", // twelve working days
		string(closing.FigureOnTime): "1 / 1 / 0",
		string(closing.FigureTasks):  "3 task / 4 task / 1 task",
		string(closing.FigureAdded):  " / 1 task / ",
		string(closing.FigureDone):   "1 / 1 / 0",
	} {
		for l, f := range got {
			if text := f.Planned.String() + " / " + f.Actual.String() + " / " + f.Off.String(); string(l) == label && text != want {
				t.Errorf("%s: %s, want %s", label, text, want)
			}
		}
	}
}

// A task that was in the baseline without dates was not agreed.
func TestATaskWithoutAgreedDatesWasNotAgreed(t *testing.T) {
	p := plan(t)
	for i := range p.Baselines[0].Tasks {
		if p.Baselines[0].Tasks[i].ID == "docs" {
			p.Baselines[0].Tasks[i].Start, p.Baselines[0].Tasks[i].Finish = 0, 0
		}
	}
	p = done(t, p, "docs", on(2, 8), on(2, 17))
	p = done(t, p, "a", on(2, 8), on(3, 17))
	got := figures(t, closing.Final{Plan: p, Result: compute(t, p)})
	if f := got[closing.FigureOnTime]; f.Actual.String() != "1/3" {
		t.Errorf("on time: %v", f.Actual)
	}
	if got[closing.FigureTasks].Planned.String() != "3 task" || got[closing.FigureAdded].Actual.String() != "1 task" || got[closing.FigureStart].Planned.String() != "2026-03-02T08:00:00" {
		t.Errorf("got %v %v %v", got[closing.FigureTasks], got[closing.FigureAdded], got[closing.FigureStart])
	}
}

// Names made to cost much cost little: one of many megabytes, and many as deep
// as can be.
func TestNamesThatWouldCostMuch(t *testing.T) {
	start := time.Now()
	long := strings.Repeat("a/", 10<<20) + "a"
	if found := closing.CheckNames([]string{"b", long}); len(found) != 1 || found[0].Code != closing.CodeBadName {
		t.Errorf("a long name: %d findings", len(found))
	}
	deep := strings.Repeat("a/", closing.MaxParts-1)
	var names []string
	for i := range 10_000 {
		names = append(names, string(rune('a'+i%26))+deep[1:]+strings.Repeat("x", 1+i/26))
	}
	if found := closing.CheckNames(names); len(found) != 0 {
		t.Errorf("deep names: %q", lines(found[:1]))
	}
	wantBadName(t, deep+"a/a")
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("it took %v", took)
	}
}
