package scheduletest

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Dump prints what decides the dates of a plan, one line for each calendar,
// task and link, to be read in a failing test. Children are indented.
func Dump(plan *schedule.Plan) string {
	var b strings.Builder
	fmt.Fprintf(&b, "plan from %s", moment(plan.Start))
	word(&b, "calendar", plan.Calendar)
	flag(&b, "links beat constraints", plan.Rules.LinksBeatConstraints)
	word(&b, "critical up to", nonzero(plan.Rules.CriticalLimit))
	b.WriteByte('\n')
	for _, c := range plan.Calendars {
		dumpCalendar(&b, c)
	}
	o := outlineOf(plan)
	for i := range plan.Tasks {
		dumpTask(&b, o, &plan.Tasks[i])
	}
	for _, l := range plan.Links {
		fmt.Fprintf(&b, "%s -> %s %v%s\n", l.From, l.To, l.Type, lagText(l.Lag))
	}
	return b.String()
}

func dumpTask(b *strings.Builder, o *outline, t *schedule.Task) {
	b.WriteString(strings.Repeat("  ", len(o.ancestors(t))) + string(t.ID))
	if !o.summary(t) || t.Manual {
		b.WriteString(" " + lengthText(t.Duration.Length, t.Duration.Elapsed))
	}
	word(b, "on", t.Calendar)
	if c := t.Constraint; c.Kind != schedule.AsSoonAsPossible {
		b.WriteString(strings.TrimRight(fmt.Sprintf(" %v %s", c.Kind, moment(c.Date)), " "))
	}
	word(b, "deadline", moment(t.Deadline))
	flag(b, "manual", t.Manual)
	word(b, "start", moment(t.Start))
	word(b, "finish", moment(t.Finish))
	flag(b, "estimated", t.Duration.Estimated && t.Manual)
	flag(b, "inactive", t.Inactive)
	if t.LevelingDelay.Length != 0 {
		b.WriteString(" delay " + lengthText(t.LevelingDelay.Length, t.LevelingDelay.Elapsed))
	}
	dumpProgress(b, t.Progress)
	for _, s := range t.Splits {
		fmt.Fprintf(b, " gap %v after %v", s.Gap, s.After)
	}
	b.WriteByte('\n')
}

func dumpProgress(b *strings.Builder, p schedule.Progress) {
	word(b, "begun", moment(p.ActualStart))
	word(b, "ended", moment(p.ActualFinish))
	if p.Percent != 0 {
		fmt.Fprintf(b, " %d%%", p.Percent)
	}
	word(b, "done", nonzero(p.Done))
	word(b, "left", nonzero(p.Remaining))
	word(b, "resume", moment(p.Resume))
}

// dumpCalendar prints the days that a calendar speaks of, those with equal
// ranges together.
func dumpCalendar(b *strings.Builder, c schedule.Calendar) {
	fmt.Fprintf(b, "calendar %s", c.ID)
	word(b, "from", c.Base)
	b.WriteString(":" + weekText(c.Times.Week))
	for _, ww := range c.Times.WorkWeeks {
		fmt.Fprintf(b, "; %s..%s%s", ww.From, ww.To, weekText(ww.Week))
	}
	for _, e := range c.Times.Exceptions {
		fmt.Fprintf(b, "; %s..%s %s", e.From, lastOf(e), rangesText(e.Ranges))
	}
	b.WriteByte('\n')
}

func weekText(week calendar.Week) string {
	var ways []string
	days := map[string]string{}
	for d, day := range week {
		if !day.Set {
			continue
		}
		way := rangesText(day.Ranges)
		if !slices.Contains(ways, way) {
			ways = append(ways, way)
		}
		days[way] += time.Weekday(d).String()[:2]
	}
	text := ""
	for _, way := range ways {
		text += " " + days[way] + " " + way
	}
	return text
}

func rangesText(ranges []calendar.Range) string {
	if len(ranges) == 0 {
		return "off"
	}
	texts := make([]string, len(ranges))
	for i, r := range ranges {
		texts[i] = r.String()
	}
	return strings.Join(texts, "+")
}

// moment prints a date with its day of the week, without seconds where there
// are none, and nothing for no date.
func moment(t calendar.DateTime) string {
	if t.IsZero() {
		return ""
	}
	return t.Date().Weekday().String()[:2] + " " + strings.TrimSuffix(t.String(), ":00")
}

func lengthText(w calendar.Work, elapsed bool) string {
	if elapsed {
		return w.String() + " elapsed"
	}
	return w.String()
}

func lagText(lag schedule.Lag) string {
	switch {
	case lag.Percent != 0:
		return fmt.Sprintf(" %+d%%", lag.Percent)
	case lag.Length > 0:
		return " +" + lengthText(lag.Length, lag.Elapsed)
	case lag.Length < 0:
		return " " + lengthText(lag.Length, lag.Elapsed)
	}
	return ""
}

func nonzero(w calendar.Work) string {
	if w == 0 {
		return ""
	}
	return w.String()
}

func word[T ~string](b *strings.Builder, name string, text T) {
	if text != "" {
		b.WriteString(" " + name + " " + string(text))
	}
}

func flag(b *strings.Builder, name string, set bool) {
	if set {
		b.WriteString(" " + name)
	}
}
