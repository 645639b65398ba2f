package gantt

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// WriteMermaid writes the chart as the source of a Mermaid Gantt diagram, for
// pages that draw Mermaid themselves. Outermost summaries and phases become
// sections; rows without dates are left out, other summaries too. Days are
// civil days and absolute, so that no calendar of Mermaid's moves them: a bar
// reaches through the end of its last day. Links are not drawn, as Mermaid
// cannot show them.
//
// Characters that Mermaid gives a meaning are replaced by their full-width
// forms, and a name that is one of its words has an invisible mark before it.
// The error is that of w, wrapped.
func (g *Chart) WriteMermaid(w io.Writer) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "gantt\n    title %s\n    dateFormat YYYY-MM-DD\n    axisFormat %%Y-%%m-%%d\n", mermaidText(g.Frame().Title))
	section := ""
	for i := range g.Rows {
		r := &g.Rows[i]
		if bracket := r.Kind == Summary || r.Kind == Phase; bracket {
			if r.Level == 0 {
				section = mermaidText(r.Name)
			}
			continue
		}
		if first, last, ok := r.days(); ok {
			if section != "" {
				fmt.Fprintf(out, "    section %s\n", section)
				section = ""
			}
			fmt.Fprintf(out, "    %s :%st%d, %s, %s\n", mermaidText(r.Name), mermaidTags(r), i+1, first, mermaidEnd(r, last))
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("gantt: Mermaid: %w", err)
	}
	return nil
}

// days returns the first and the last day of a row, and false without dates.
// What ends with a midnight does not reach into the day that begins then.
func (r *Row) days() (first, last calendar.Date, ok bool) {
	start, finish := r.Start, r.Finish
	if start.IsZero() {
		start = finish
	}
	if finish.IsZero() {
		finish = start
	}
	if r.Kind == Milestone {
		start = finish
	}
	if start.IsZero() || finish < start {
		return first, last, false
	}
	first, last = start.Date(), finish.Date()
	if finish > start && finish.SecondOfDay() == 0 {
		last = last.AddDays(-1)
	}
	return first, last, true
}

func mermaidEnd(r *Row, last calendar.Date) string {
	if r.Kind == Milestone {
		return "0d"
	}
	return last.AddDays(1).String()
}

// mermaidTags are the marks of a row in the order that Mermaid wants.
func mermaidTags(r *Row) string {
	var b strings.Builder
	switch {
	case r.Done:
		b.WriteString("done, ")
	case r.Percent > 0:
		b.WriteString("active, ")
	}
	if r.Critical {
		b.WriteString("crit, ")
	}
	if r.Kind == Milestone {
		b.WriteString("milestone, ")
	}
	return b.String()
}

// fullWidth replaces what ends a name or begins something else in Mermaid.
var fullWidth = strings.NewReplacer(":", "：", ";", "；", "#", "＃", "%", "％", "\n", " ", "{", "｛", "}", "｝", "<", "＜", ">", "＞", "`", "｀")

// mermaidWords begin lines of their own.
var mermaidWords = []string{
	"gantt", "dateformat", "inclusiveenddates", "topaxis", "axisformat", "tickinterval", "excludes", "includes", "todaymarker", "weekday", "weekend", "title", "acctitle", "accdescr",
	"section", "click", "call", "href", "end",
}

// mermaidText returns a name as Mermaid shows it.
func mermaidText(name string) string {
	text := strings.TrimSpace(fullWidth.Replace(report.CleanLine(name)))
	if text == "" {
		return "-"
	}
	low := strings.ToLower(text)
	if slices.ContainsFunc(mermaidWords, func(word string) bool { return strings.HasPrefix(low, word) }) {
		return "\u2060" + text
	}
	return text
}
