package gantt_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/gantt"
	"github.com/milepost-go/milepost/report/reporttest"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// sale is written by hand: a phase with a task done, one under way and critical,
// a milestone, a row without dates, and names that mean something elsewhere.
func sale() *gantt.Chart {
	at := func(day, hour int) calendar.DateTime {
		return calendar.DateOf(2026, 3, day).At(calendar.Work(hour) * calendar.Hour)
	}
	return &gantt.Chart{Title: "Sale: north; #1", Lang: report.ZhCN, Rows: []gantt.Row{
		{ID: "p", Name: "Phase: 启动", Kind: gantt.Summary, Start: at(2, 8), Finish: at(6, 17)},
		{ID: "a", Name: "title of the [offer]", Level: 1, Start: at(2, 8), Finish: at(3, 17), Percent: 100, Done: true},
		{ID: "b", Name: "合同", Level: 1, Start: at(4, 8), Finish: at(7, 0), Percent: 40, Critical: true},
		{ID: "m", Name: "Signed", Level: 1, Kind: gantt.Milestone, Finish: at(6, 17)},
		{ID: "n", Name: "Some day", Level: 1},
	}}
}

func TestWriteMermaid(t *testing.T) {
	var b strings.Builder
	if err := sale().WriteMermaid(&b); err != nil {
		t.Fatal(err)
	}
	want := `gantt
    title Sale： north； ＃1
    dateFormat YYYY-MM-DD
    axisFormat %Y-%m-%d
    section Phase： 启动
    ` + "\u2060" + `title of the [offer] :done, t2, 2026-03-02, 2026-03-04
    合同 :active, crit, t3, 2026-03-04, 2026-03-07
    Signed :milestone, t4, 2026-03-06, 0d
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}

func TestWritePlantUML(t *testing.T) {
	var b strings.Builder
	if err := sale().WritePlantUML(&b); err != nil {
		t.Fatal(err)
	}
	want := `@startgantt
project starts 2026/03/02
-- Phase: 启动 --
[title of the ［offer］ (2)] starts 2026/03/02
[title of the ［offer］ (2)] ends 2026/03/03
[title of the ［offer］ (2)] is 100% completed
[合同 (3)] starts 2026/03/04
[合同 (3)] ends 2026/03/06
[合同 (3)] is 40% completed
[合同 (3)] is colored in OrangeRed
[Signed (4)] happens 2026/03/06
@endgantt
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}

// No name makes a line, a tag or a directive of its own.
func TestTextsOfHostileNames(t *testing.T) {
	names := append(reporttest.HostileNames(), "section x", "click t1 href \"javascript:alert(1)\"", "%%{init: {}}%%", "a :crit, t9, 2026-01-01, 1d", "]\n@endgantt", "!include /etc/passwd", "' comment", "-- x --", "")
	g := &gantt.Chart{Title: "%%x"}
	day := calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour)
	for _, name := range names {
		g.Rows = append(g.Rows, gantt.Row{ID: name, Name: name, Start: day, Finish: day.AddSeconds(3600)})
	}
	var m, p strings.Builder
	if err := errors.Join(g.WriteMermaid(&m), g.WritePlantUML(&p)); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(m.String(), "\n"); n != 4+len(names) {
		t.Errorf("%d lines of Mermaid for %d names", n, len(names))
	}
	for i, line := range strings.Split(strings.TrimSuffix(m.String(), "\n"), "\n") {
		if i >= 4 && (strings.Count(line, ":") != 1 || strings.ContainsAny(line, "#;%<>")) {
			t.Errorf("Mermaid: %q", line)
		}
	}
	if n := strings.Count(p.String(), "\n"); n != 3+2*len(names) {
		t.Errorf("%d lines of PlantUML for %d names", n, len(names))
	}
	for _, line := range strings.Split(strings.TrimSuffix(p.String(), "\n"), "\n")[2:] {
		if line != "@endgantt" && (strings.Count(line, "[") != 1 || strings.Count(line, "]") != 1 || line[0] != '[') {
			t.Errorf("PlantUML: %q", line)
		}
	}
}

type broken struct{}

var errBroken = errors.New("broken")

func (broken) Write([]byte) (int, error) { return 0, errBroken }

func TestTextsOnABrokenWriter(t *testing.T) {
	if err := sale().WriteMermaid(broken{}); !errors.Is(err, errBroken) {
		t.Error(err)
	}
	if err := sale().WritePlantUML(broken{}); !errors.Is(err, errBroken) {
		t.Error(err)
	}
}
