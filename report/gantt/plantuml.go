package gantt

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// WritePlantUML writes the chart as the source of a PlantUML Gantt diagram.
// Outermost summaries and phases become separators; rows without dates are left
// out, other summaries too. Dates are civil days and absolute, the last day
// included; a milestone happens on its day. Critical tasks and progress are
// shown; links are not, as they would move what has dates. Only words are used
// that old versions know.
//
// Characters that end a name in PlantUML are replaced by their full-width forms.
// The error is that of w, wrapped.
func (g *Chart) WritePlantUML(w io.Writer) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "@startgantt\n")
	var first calendar.Date
	for i := range g.Rows {
		if day, _, ok := g.Rows[i].days(); ok && g.Rows[i].drawn() && (first.IsZero() || day.Before(first)) {
			first = day
		}
	}
	if !first.IsZero() {
		fmt.Fprintf(out, "project starts %s\n", slashes(first))
	}
	for i := range g.Rows {
		g.Rows[i].plantUML(out, i+1)
	}
	fmt.Fprintf(out, "@endgantt\n")
	if err := out.Flush(); err != nil {
		return fmt.Errorf("gantt: PlantUML: %w", err)
	}
	return nil
}

// drawn reports whether a row is a bar or a milestone.
func (r *Row) drawn() bool { return r.Kind == Task || r.Kind == Milestone }

// plantUML writes a row by its number.
func (r *Row) plantUML(out io.Writer, n int) {
	if !r.drawn() {
		if r.Level == 0 {
			fmt.Fprintf(out, "-- %s --\n", plantText(r.Name))
		}
		return
	}
	first, last, ok := r.days()
	if !ok {
		return
	}
	name := fmt.Sprintf("[%s (%d)]", plantText(r.Name), n)
	if r.Kind == Milestone {
		fmt.Fprintf(out, "%s happens %s\n", name, slashes(last))
		return
	}
	fmt.Fprintf(out, "%s starts %s\n%s ends %s\n", name, slashes(first), name, slashes(last))
	if r.Percent > 0 {
		fmt.Fprintf(out, "%s is %d%% completed\n", name, min(r.Percent, 100))
	}
	if r.Critical {
		fmt.Fprintf(out, "%s is colored in OrangeRed\n", name)
	}
}

func slashes(d calendar.Date) string { return strings.ReplaceAll(d.String(), "-", "/") }

var plantWidth = strings.NewReplacer("[", "［", "]", "］", "<", "＜", ">", "＞", "\\", "＼", "%", "％", "\n", " ", "--", "－－", "@", "＠", "!", "！", "'", "’")

// plantText returns a name as PlantUML shows it.
func plantText(name string) string {
	text := strings.TrimSpace(plantWidth.Replace(report.CleanLine(name)))
	if text == "" {
		return "-"
	}
	return text
}
