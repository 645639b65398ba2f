package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/milepost-go/milepost/schedule"
)

// writeMermaid writes the plan as a Gantt chart of Mermaid: summaries at the top
// as sections, every other task as a bar by its computed dates. Links are not
// drawn there.
func writeMermaid(out io.Writer, p *plan, _ options) ([]schedule.LossNote, error) {
	w := bufio.NewWriter(out)
	fmt.Fprintf(w, "gantt\n    title %s\n    dateFormat YYYY-MM-DD HH:mm\n", mermaidText(p.plan.Name))
	parents := map[schedule.TaskID]bool{}
	for i := range p.plan.Tasks {
		parents[p.plan.Tasks[i].Parent] = true
	}
	for i := range p.plan.Tasks {
		t := &p.plan.Tasks[i]
		x, known := p.result.Times(t.ID)
		switch {
		case parents[t.ID] && t.Parent == "":
			fmt.Fprintf(w, "    section %s\n", mermaidText(t.Name))
		case !parents[t.ID] && known && !t.Inactive && !x.Start.IsZero() && !x.Finish.IsZero():
			fmt.Fprintf(w, "    %s :%st%d, %s, %s\n", mermaidText(t.Name), mermaidMarks(t, x), i, mermaidTime(x.Start.String()), mermaidTime(x.Finish.String()))
		}
	}
	return nil, w.Flush()
}

func mermaidMarks(t *schedule.Task, x schedule.Times) string {
	var marks strings.Builder
	if x.Critical {
		marks.WriteString("crit, ")
	}
	if !t.Progress.ActualFinish.IsZero() {
		marks.WriteString("done, ")
	}
	if t.Milestone {
		marks.WriteString("milestone, ")
	}
	return marks.String()
}

// mermaidTime turns 2026-03-02T08:00:00 into 2026-03-02 08:00.
func mermaidTime(text string) string {
	return strings.Replace(text[:len("2026-03-02T08:00")], "T", " ", 1)
}

// mermaidText leaves out what means something in a Gantt chart of Mermaid, which
// knows no escapes there.
func mermaidText(text string) string {
	clean := strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(":;#%<>{}\"`", r):
			return ' '
		case unicode.IsControl(r) || r == unicode.ReplacementChar:
			return ' '
		}
		return r
	}, text)
	if clean = strings.Join(strings.Fields(clean), " "); clean == "" {
		return "-"
	}
	return clean
}
