package trello

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// MaxText is how long a name or a description may be in Trello, in UTF-16
// units, the strictest way to count characters.
const MaxText = 16_384

// lines collects the lines of a block.
type lines []string

func (l *lines) add(name string, words ...string) { *l = append(*l, lineText(name, words...)) }

func (l *lines) text(name, s string) {
	if s != "" {
		l.add(name, s)
	}
}

func (l *lines) yes(name string, is bool) {
	if is {
		l.add(name, "yes")
	}
}

func (l *lines) date(name string, d calendar.DateTime) {
	if d != 0 {
		l.add(name, d.String())
	}
}

func (l *lines) number(name string, n int) {
	if n != 0 {
		l.add(name, strconv.Itoa(n))
	}
}

func (l *lines) work(name string, w calendar.Work) {
	if w != 0 {
		l.add(name, lengthText(w, false, schedule.DefaultUnit, schedule.Units{}))
	}
}

func (l *lines) constraint(name string, c schedule.Constraint) {
	switch {
	case c == (schedule.Constraint{}):
	case c.Date == 0:
		l.add(name, c.Kind.String())
	default:
		l.add(name, c.Kind.String(), c.Date.String())
	}
}

// cardLines returns the block of a card: what Trello has no field for.
func (e *encoder) cardLines(i int, c *Card) lines {
	t := &e.plan.Tasks[i]
	var l lines
	l.add("id", string(t.ID))
	if p := e.parent[i]; p >= 0 && (e.parent[p] >= 0 || e.o.Layout == ListsAreStates) {
		l.add("parent", string(e.plan.Tasks[p].ID))
	}
	e.common(&l, t)
	e.dateLines(&l, t, c)
	l.add("state", map[bool]string{true: "done", false: "open"}[c.DueComplete])
	e.inactiveLine(&l, i)
	if !e.o.InFields {
		l.text("duration", e.duration(t))
		e.after(&l, i)
	}
	if !e.o.InFields || c.DueComplete && t.Progress.Percent != 100 {
		e.percentLine(&l, t, c.DueComplete)
	}
	e.progress(&l, &t.Progress)
	e.assignments(&l, i, true)
	return l
}

// percentLine writes the percentage where "done" does not say it.
func (e *encoder) percentLine(l *lines, t *schedule.Task, done bool) {
	if n := t.Progress.Percent; done && n != 100 || !done && n != 0 {
		l.add("progress", fmt.Sprint(n, "%"))
	}
}

// inactiveLine writes whether the task is inactive where being archived does
// not say it.
func (e *encoder) inactiveLine(l *lines, i int) {
	t := &e.plan.Tasks[i]
	top := i
	for e.parent[top] >= 0 {
		top = e.parent[top]
	}
	hidden := e.o.Layout == ListsArePhases && top != i && e.plan.Tasks[top].Inactive
	switch {
	case t.Inactive && isDone(t):
		l.add("inactive", "yes")
	case !t.Inactive && hidden && !isDone(t):
		l.add("inactive", "no")
	}
}

// dateLines says what the dates on the card mean, and those that are not on it.
func (e *encoder) dateLines(l *lines, t *schedule.Task, c *Card) {
	switch {
	case t.Manual:
		if c.Start != "" || c.Due != "" {
			l.add("dates", "fixed")
		} else {
			l.add("manual", "yes")
		}
		l.date("deadline", t.Deadline)
		l.constraint("constraint", t.Constraint)
	default:
		if c.Start != "" && c.Due != "" {
			l.add("dates", "bounds")
		}
		if c.Start == "" {
			l.constraint("constraint", t.Constraint)
		}
		l.date("start", t.Start)
		l.date("finish", t.Finish)
	}
	l.constraint("second", t.Second)
}

// listLines returns the part of the board's block for a list.
func (e *encoder) listLines(i int) lines {
	t := &e.plan.Tasks[i]
	var l lines
	l.add("id", string(t.ID))
	e.common(&l, t)
	l.text("notes", t.Notes)
	l.yes("manual", t.Manual)
	l.date("start", t.Start)
	l.date("finish", t.Finish)
	l.date("deadline", t.Deadline)
	l.constraint("constraint", t.Constraint)
	l.constraint("second", t.Second)
	l.text("duration", e.duration(t))
	e.after(&l, i)
	l.text("progress", percentWord(t.Progress.Percent))
	e.progress(&l, &t.Progress)
	e.assignments(&l, i, false)
	return l
}

// common writes what stands in a block wherever the task is.
func (e *encoder) common(l *lines, t *schedule.Task) {
	l.text("wbs", t.WBS)
	l.yes("milestone", t.Milestone)
	if t.Kind != schedule.WorkTask {
		l.add("kind", t.Kind.String())
	}
	if t.Type != schedule.FixedUnits {
		l.add("type", t.Type.String())
	}
	l.yes("effort_driven", t.EffortDriven)
	l.yes("ignore_resource_calendars", t.IgnoreResourceCalendars)
	l.yes("external", t.External)
	l.number("priority", t.Priority)
	l.date("expected_finish", t.ExpectedFinish)
}

func (e *encoder) after(l *lines, i int) {
	for _, link := range e.links[i] {
		l.add("after", e.linkWords(link)...)
	}
}

func (e *encoder) progress(l *lines, p *schedule.Progress) {
	l.date("actual_start", p.ActualStart)
	l.date("actual_finish", p.ActualFinish)
	l.number("percent_work", p.PercentWork)
	l.work("work_done", p.Done)
	l.work("work_left", p.Remaining)
	l.date("stop", p.Stop)
	l.date("resume", p.Resume)
}

// assignments writes those that a member on a card does not say.
func (e *encoder) assignments(l *lines, i int, card bool) {
	for _, a := range e.assigned[i] {
		if card && e.usual(a) {
			continue
		}
		words := []string{string(a.ID), string(a.Resource)}
		if a.Units != 0 {
			words = append(words, fmt.Sprint("units=", int64(a.Units)))
		}
		if a.Work != 0 {
			words = append(words, "work="+lengthText(a.Work, false, schedule.DefaultUnit, schedule.Units{}))
		}
		l.add("assign", words...)
	}
}

// boardLines returns the block of the board.
func (e *encoder) boardLines() lines {
	p := e.plan
	var l lines
	l.add("plan", e.key)
	l.date("start", p.Start)
	l.date("finish", p.Finish)
	l.date("must_finish", p.MustFinish)
	l.date("data_date", p.DataDate)
	if p.Rules.From != schedule.FromStart {
		l.add("from", p.Rules.From.String())
	}
	l.number("minutes_per_day", p.Units.MinutesPerDay)
	l.number("minutes_per_week", p.Units.MinutesPerWeek)
	l.number("days_per_month", p.Units.DaysPerMonth)
	l.work("default_start", p.Units.DefaultStart)
	l.work("default_finish", p.Units.DefaultFinish)
	for i := range p.Resources {
		l.add("resource", e.resourceWords(&p.Resources[i])...)
	}
	return append(l, e.blocks...)
}

func (e *encoder) resourceWords(r *schedule.Resource) []string {
	words := []string{string(r.ID), r.Name}
	if r.Kind != schedule.WorkResource {
		words = append(words, "kind="+r.Kind.String())
	}
	for _, x := range []struct{ name, value string }{{"email", r.Email}, {"group", r.Group}, {"member", e.member[r.ID]}} {
		if x.value != "" {
			words = append(words, x.name+"="+x.value)
		}
	}
	if r.Max != 0 {
		words = append(words, fmt.Sprint("max=", int64(r.Max)))
	}
	return words
}

// describe puts a block behind a text. What is too long for Trello is cut off
// the text first, and then off the end of the block.
func (e *encoder) describe(kind, id, text, opening string, block lines) string {
	whole := joinBlock(text, opening, block)
	over := units(whole) - MaxText
	if over <= 0 {
		return whole
	}
	e.notes.note(CodeCut, kind, id, "desc", strconv.Itoa(over))
	if room := units(text) - over - 3; room > 0 {
		return joinBlock(shorten(text, room)+"...", opening, block)
	}
	for len(block) > 1 && units(joinBlock("", opening, block)) > MaxText {
		block = block[:len(block)-1]
	}
	return joinBlock("", opening, block)
}

// cut shortens a name to what Trello takes.
func (e *encoder) cut(kind, id, field, text string) string {
	over := units(text) - MaxText
	if over <= 0 {
		return text
	}
	e.notes.note(CodeCut, kind, id, field, strconv.Itoa(over))
	return shorten(text, MaxText-3) + "..."
}

// units counts a text in UTF-16 units.
func units(text string) int {
	n := 0
	for _, r := range text {
		n += utf16.RuneLen(max(r, 0))
	}
	return n
}

// shorten cuts a text to at most so many UTF-16 units, not between a letter and
// the signs that belong to it.
func shorten(text string, most int) string {
	n, end := 0, 0
	joined := false
	for i, r := range text {
		belongs := unicode.In(r, unicode.M, unicode.Cf, unicode.Sk) || joined
		if !belongs {
			end = i
		}
		joined = r == '\u200d'
		if n += utf16.RuneLen(r); n > most {
			return strings.TrimRight(text[:end], " \n")
		}
	}
	return text
}
