package xer_test

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/xer"
)

// flat is a plan as single values by kind of thing, id and field. It is made by
// reflection, so that no field of a plan can be forgotten.
type flat map[key]string

type key struct{ kind, id, field string }

// renames maps ids of one plan to those of another, by kind.
type renames map[key]string

// of returns the new form of an id.
func (r renames) of(kind, id string) string {
	if to, ok := r[key{kind: kind, id: id}]; ok {
		return to
	}
	return id
}

// flatten takes a plan apart. Ids go through the renames. What a zero stands
// for is written out, since the format has no zero for it.
func flatten(p *schedule.Plan, r renames) flat {
	f := flat{}
	plan := *p
	plan.Calendars, plan.Tasks, plan.Links, plan.Resources, plan.Assignments, plan.Baselines = nil, nil, nil, nil, nil, nil
	plan.Calendar = schedule.CalendarID(r.of("calendar", string(p.Calendar)))
	set := func(n *int, usual int) {
		if *n == 0 {
			*n = usual
		}
	}
	set(&plan.Units.MinutesPerDay, 480)
	set(&plan.Units.MinutesPerWeek, 2400)
	set(&plan.Units.DaysPerMonth, 20)
	f.add("plan", "", "", plan)
	for _, c := range p.Calendars {
		id := r.of("calendar", string(c.ID))
		c.Base = schedule.CalendarID(r.of("calendar", string(c.Base)))
		c.ID, c.Times = "", plainTimes(c.Times)
		f.add("calendar", id, "", c)
	}
	for _, t := range p.Tasks {
		id := r.of("task", string(t.ID))
		t.ID, t.Parent = "", schedule.TaskID(r.of("task", string(t.Parent)))
		t.Calendar = schedule.CalendarID(r.of("calendar", string(t.Calendar)))
		progress := t.Progress
		t.Progress = schedule.Progress{}
		f.add("task", id, "", t)
		f.add("task", id, "", progress)
	}
	for _, l := range p.Links {
		from, to := r.of("task", string(l.From)), r.of("task", string(l.To))
		l.From, l.To = "", ""
		id := from + ">" + to
		for n := 2; f[key{"link", id, "type"}] != ""; n++ {
			id = fmt.Sprintf("%s>%s #%d", from, to, n)
		}
		f.add("link", id, "", l)
	}
	for _, x := range p.Resources {
		id := r.of("resource", string(x.ID))
		x.ID, x.Calendar = "", schedule.CalendarID(r.of("calendar", string(x.Calendar)))
		if x.Max == 0 {
			x.Max = schedule.FullUnit
		}
		f.add("resource", id, "", x)
	}
	for _, a := range p.Assignments {
		id := r.of("assignment", string(a.ID))
		a.ID, a.Task = "", schedule.TaskID(r.of("task", string(a.Task)))
		a.Resource = schedule.ResourceID(r.of("resource", string(a.Resource)))
		if a.Units == 0 {
			a.Units = schedule.FullUnit
		}
		f.add("assignment", id, "", a)
	}
	for _, b := range p.Baselines {
		f.add("baseline", b.Name, "", b)
	}
	return f
}

// plainTimes writes a definition in one of the ways in which it can be said.
// Its own id and name mean nothing in a plan.
func plainTimes(d calendar.Definition) calendar.Definition {
	d.ID, d.Name = "", ""
	d.Exceptions = slices.Clone(d.Exceptions)
	for i := range d.Exceptions {
		if e := &d.Exceptions[i]; e.To == e.From {
			e.To = calendar.Date{}
		}
	}
	return d
}

// add takes a value apart below a field.
func (f flat) add(kind, id, field string, value any) {
	v := reflect.ValueOf(value)
	switch x := value.(type) {
	case fmt.Stringer:
		f[key{kind, id, field}] = x.String()
		return
	case calendar.Definition:
		for i := range x.Exceptions {
			f[key{kind, id, field + ".exceptions.name"}] += x.Exceptions[i].Name
			x.Exceptions[i].Name = ""
		}
		f[key{kind, id, field}] = fmt.Sprint(x)
		return
	}
	if v.Kind() != reflect.Struct {
		text := fmt.Sprint(value)
		if v.Kind() == reflect.Slice && v.Len() == 0 {
			text = "[]"
		}
		f[key{kind, id, field}] = text
		return
	}
	for i := range v.NumField() {
		name := snake(v.Type().Field(i).Name)
		if field != "" {
			name = field + "." + name
		}
		f.add(kind, id, name, v.Field(i).Interface())
	}
}

func snake(name string) string {
	var b strings.Builder
	lower := false
	for _, r := range name {
		if unicode.IsUpper(r) && lower {
			b.WriteByte('_')
		}
		lower = !unicode.IsUpper(r)
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// renamesOf reads the new ids out of notes.
func renamesOf(notes []schedule.LossNote) renames {
	r := renames{}
	for _, n := range notes {
		if n.Reason == xer.CodeRenumbered {
			r[key{kind: n.Subject.Kind, id: n.Subject.ID}] = n.Value
		}
	}
	return r
}

// covers reports whether a note speaks of a value.
func covers(n schedule.LossNote, k key, r renames) bool {
	s := n.Subject
	if s.Kind != k.kind {
		return false
	}
	id := r.of(s.Kind, s.ID)
	if s.Kind == "link" {
		from, to, _ := strings.Cut(s.ID, ">")
		id = r.of("task", from) + ">" + r.of("task", to)
		k.id, _, _ = strings.Cut(k.id, " #")
	}
	if s.ID != "" && id != k.id {
		return false
	}
	return s.Field == "" || s.Field == k.field || strings.HasPrefix(k.field, s.Field+".")
}

// withoutLeftOut returns a plan without the tasks and assignments of which a
// note says that they could not be written.
func withoutLeftOut(p *schedule.Plan, notes []schedule.LossNote) *schedule.Plan {
	gone := map[finding.Ref]bool{}
	for _, n := range notes {
		if n.Reason == xer.CodeLeftOut && n.Subject.Field == "" {
			gone[n.Subject] = true
		}
	}
	p = p.Clone()
	p.Tasks = slices.DeleteFunc(p.Tasks, func(t schedule.Task) bool { return gone[finding.Ref{Kind: "task", ID: string(t.ID)}] })
	p.Assignments = slices.DeleteFunc(p.Assignments, func(a schedule.Assignment) bool { return gone[finding.Ref{Kind: "assignment", ID: string(a.ID)}] })
	return p
}

// lawDiff returns the values in which two plans differ though no note says so.
func lawDiff(was, is *schedule.Plan, notes []schedule.LossNote) []string {
	r := renamesOf(notes)
	was = withoutLeftOut(was, notes)
	before, after := flatten(was, r), flatten(is, nil)
	var list []string
	check := func(k key) {
		if before[k] == after[k] {
			return
		}
		if !slices.ContainsFunc(notes, func(n schedule.LossNote) bool { return covers(n, k, r) }) {
			list = append(list, fmt.Sprintf("%s %s %s: %q became %q", k.kind, k.id, k.field, before[k], after[k]))
		}
	}
	for k := range before {
		check(k)
	}
	for k := range after {
		if _, known := before[k]; !known {
			check(k)
		}
	}
	slices.Sort(list)
	return append(list, orderDiff(was, is, notes, r)...)
}

// orderDiff compares the order of the tasks that both plans have.
func orderDiff(was, is *schedule.Plan, notes []schedule.LossNote, r renames) []string {
	there := map[schedule.TaskID]bool{}
	var after []schedule.TaskID
	for _, t := range is.Tasks {
		there[t.ID] = true
		after = append(after, t.ID)
	}
	var before []schedule.TaskID
	for _, t := range was.Tasks {
		if id := schedule.TaskID(r.of("task", string(t.ID))); there[id] {
			before = append(before, id)
		}
	}
	noted := slices.ContainsFunc(notes, func(n schedule.LossNote) bool { return n.Reason == xer.CodeReordered })
	if !noted && !slices.Equal(before, after) {
		return []string{fmt.Sprintf("order %v became %v", before, after)}
	}
	return nil
}

// encode writes a plan that must be writable.
func encode(t testing.TB, p *schedule.Plan, o xer.Options) ([]byte, []schedule.LossNote) {
	t.Helper()
	var b bytes.Buffer
	notes, err := o.Encode(&b, p)
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), notes
}

// decode reads a file that must be in order.
func decode(t testing.TB, source []byte) (*schedule.Plan, []schedule.LossNote) {
	t.Helper()
	plan, notes, err := xer.Decode(bytes.NewReader(source))
	if err != nil {
		t.Fatal(err)
	}
	return plan, notes
}

// noted writes notes as "kind id.field value code", one a line.
func noted(notes []schedule.LossNote) string {
	var b strings.Builder
	for _, n := range notes {
		fmt.Fprintf(&b, "%s %q %s\n", n.Subject, n.Value, n.Reason)
	}
	return b.String()
}

// hasNote reports whether there is a note of that subject and reason.
func hasNote(notes []schedule.LossNote, subject finding.Ref, reason finding.Code) bool {
	return slices.ContainsFunc(notes, func(n schedule.LossNote) bool { return n.Subject == subject && n.Reason == reason })
}

// same compares two values by their text.
func same(t testing.TB, what string, got, want any) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// at reads a moment.
func at(text string) calendar.DateTime {
	t, err := calendar.ParseDateTime(text)
	if err != nil {
		panic(err)
	}
	return t
}

// amount reads an amount of money.
func amount(text, code string) money.Amount {
	a, err := money.Parse(text, code)
	if err != nil {
		panic(err)
	}
	return a
}
