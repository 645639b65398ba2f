package mspdi_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/mspdi"
)

// TestRandomUpdates writes random files again after random changes to their
// plans: reading gives the changed plan, and what the package does not know
// stays with its task, resource, assignment and project.
func TestRandomUpdates(t *testing.T) {
	for seed := range uint64(60) {
		g := &generator{rand.New(rand.NewPCG(seed, 5))}
		plan := g.plan()
		var source string
		if g.flip() {
			source = g.disguise(g.strange(g.write(plan)))
		} else {
			g.sayable(plan)
			g.split(plan)
			g.renameAll(plan)
			file, _ := encode(t, mspdi.Encoder{}, plan)
			source = withStrangers(string(file))
		}
		doc := parse(t, []byte(source))
		before, _, err := doc.Plan(mspdi.Options{})
		if err != nil {
			t.Fatal(err)
		}
		want := before.Clone()
		for range g.IntN(12) {
			g.edit(want)
		}
		asked := want.Clone()
		file, notes := update(t, mspdi.Encoder{InputsOnly: g.flip()}, doc, want)
		if diff := planDiff(asked, want); diff != "" {
			t.Fatalf("seed %d: writing changed the plan\n%s", seed, diff)
		}
		got, _ := decode(t, string(file))
		allow(t, seed, want, got, notes)
		for i := range got.Links { // taken from the stored dates, which may stay
			if l := &got.Links[i]; l.External && i < len(want.Links) {
				l.Known = want.Links[i].Known
			}
		}
		if diff := planDiff(want, got); diff != "" {
			t.Fatalf("seed %d: (-changed +read)\n%s\n%s", seed, diff, noted(notes))
		}
		if left, all := strangersOf(doc), strangersOf(parse(t, file)); !stayed(left, all, before, asked) {
			t.Fatalf("seed %d: of %v stay %v", seed, left, all)
		}
	}
}

// strange adds elements that no plan takes to a file that is to be written.
func (g *generator) strange(root element) element {
	root.inside = append(root.inside, leaf("Manager", "stranger of the project"))
	for i, container := range root.inside {
		for k, record := range container.inside {
			if record.name == "Task" || record.name == "Resource" || record.name == "Assignment" {
				record.inside = append(record.inside, element{name: "Stranger", inside: []element{leaf("Of",
					record.inside[0].text)}})
				root.inside[i].inside[k] = record
			}
		}
	}
	return root
}

// withStrangers does the same with a file that is written.
func withStrangers(file string) string {
	for _, end := range []string{"</Task>", "</Resource>", "</Assignment>"} {
		var b strings.Builder
		for i, part := range strings.Split(file, end) {
			if i > 0 {
				b.WriteString(end)
			}
			b.WriteString(part)
			if _, uid, ok := strings.Cut(part[strings.LastIndex(part, "<"+end[2:])+1:], "<UID>"); ok && strings.Contains(part, "<"+end[2:]) {
				uid, _, _ = strings.Cut(uid, "<")
				b.WriteString("<Stranger><Of>" + uid + "</Of></Stranger>")
			}
		}
		file = b.String()
	}
	return strings.Replace(file, "<ScheduleFromStart>",
		"<Manager>stranger of the project</Manager><ScheduleFromStart>", 1)
}

// strangersOf lists the elements that no plan takes, each with the kind and
// the UID of its record.
func strangersOf(doc *mspdi.Document) []string {
	plain := func(e mspdi.Element) string { return e.Name()[strings.Index(e.Name(), ":")+1:] }
	var list []string
	for c := range doc.Root().Children() {
		if plain(c) == "Manager" {
			list = append(list, "project "+c.Text())
		}
		for r := range c.Children() {
			uid, of := "", ""
			for f := range r.Children() {
				switch plain(f) {
				case "UID":
					uid = f.Text()
				case "Stranger":
					for text := range f.Children() {
						of = text.Text()
					}
				}
			}
			if of != "" {
				list = append(list, plain(r)+" "+uid+" of "+of)
			}
		}
	}
	return list
}

// stayed reports whether all strangers are still there, each where it was, but
// those of things that the plan does not have any more and of assignments that
// no plan ever had.
func stayed(was, is []string, before, after *schedule.Plan) bool {
	ids := map[string]bool{}
	for _, t := range after.Tasks {
		ids["Task "+string(t.ID)] = true
	}
	for _, a := range after.Assignments {
		ids["Assignment "+string(a.ID)] = true
	}
	gone := len(was) - 1 - len(before.Tasks) - len(before.Resources) - len(before.Assignments) // made for tasks without any
	for _, t := range before.Tasks {
		if !ids["Task "+string(t.ID)] {
			gone++
		}
	}
	for _, a := range before.Assignments {
		if !ids["Assignment "+string(a.ID)] {
			gone++
		}
	}
	for _, s := range is {
		if !slices.Contains(was, s) {
			return false
		}
	}
	return slices.Contains(is, "project stranger of the project") && len(is) >= len(was)-gone && sameOwner(is)
}

// sameOwner wants each stranger in the record that it names.
func sameOwner(list []string) bool {
	return !slices.ContainsFunc(list, func(s string) bool {
		_, rest, _ := strings.Cut(s, " ")
		uid, of, found := strings.Cut(rest, " of ")
		return found && uid != of && !strings.HasPrefix(s, "project")
	})
}

// edit changes one thing in a plan.
func (g *generator) edit(p *schedule.Plan) {
	switch g.IntN(12) {
	case 0:
		p.Name = "N" + g.text()
	case 1:
		p.DataDate, p.Rules.MultipleCriticalPaths = g.moment(), g.flip()
	case 2:
		g.editCalendar(p)
	case 3:
		g.addTask(p)
	case 4:
		g.removeTask(p)
	case 5:
		g.editLinks(p)
	case 6:
		g.editResources(p)
	case 7:
		g.editAssignments(p)
	default:
		g.editTask(p)
	}
}

func (g *generator) editCalendar(p *schedule.Plan) {
	if len(p.Calendars) == 0 {
		return
	}
	c := &p.Calendars[g.IntN(len(p.Calendars))]
	if c.Base == "" {
		c.Times.Exceptions = []calendar.Exception{{Name: g.text(), From: g.moment().Date()}}
		c.Times.Exceptions[0].To = c.Times.Exceptions[0].From
		for day := range c.Times.Week {
			c.Times.Week[day].Set = true
		}
		c.Name += " edited " + string(c.ID)
	}
}

func (g *generator) isSummary(p *schedule.Plan, i int) bool {
	return i+1 < len(p.Tasks) && p.Tasks[i+1].Parent == p.Tasks[i].ID
}

func (g *generator) editTask(p *schedule.Plan) {
	if len(p.Tasks) == 0 {
		return
	}
	i := g.IntN(len(p.Tasks))
	t := &p.Tasks[i]
	fresh := g.task(p, i)
	switch g.IntN(8) {
	case 0:
		t.Name, t.Notes, t.WBS = fresh.Name, fresh.Notes, fresh.WBS
	case 1:
		t.Constraint, t.Deadline = fresh.Constraint, fresh.Deadline
	case 2:
		if len(t.Splits) == 0 && !g.isSummary(p, i) {
			t.Duration = fresh.Duration
		}
	case 3:
		if t.Manual = fresh.Manual; t.Manual {
			t.Start, t.Finish = fresh.Start, fresh.Finish
		} else {
			t.Start, t.Finish = 0, 0
			if g.isSummary(p, i) {
				t.Duration = schedule.Duration{}
			}
		}
	case 4:
		if !g.isSummary(p, i) && len(t.Splits) == 0 {
			t.Progress = fresh.Progress
		}
	case 5:
		t.LevelingDelay, t.Priority, t.Type = fresh.LevelingDelay, fresh.Priority, fresh.Type
	case 6:
		t.FixedCost, t.Inactive, t.Milestone, t.EffortDriven = fresh.FixedCost, fresh.Inactive, fresh.Milestone,
			fresh.EffortDriven
	case 7:
		t.IgnoreResourceCalendars = fresh.IgnoreResourceCalendars
	}
	g.unsplit(p, t)
}

// unsplit takes gaps and rows away together, since a change may make them
// contradict each other.
func (g *generator) unsplit(p *schedule.Plan, t *schedule.Task) {
	t.Splits = nil
	for k := range p.Assignments {
		if p.Assignments[k].Task == t.ID && len(p.Assignments[k].Segments) > 1 {
			p.Assignments[k].Segments = nil
		}
	}
}

func (g *generator) addTask(p *schedule.Plan) {
	t := g.task(p, len(p.Tasks))
	t.ID = schedule.TaskID(fmt.Sprint("new ", len(p.Tasks), g.Int()))
	if g.flip() {
		t.ID = schedule.TaskID(fmt.Sprint(1_000_000 + g.IntN(1_000_000)))
	}
	t.Parent, t.Calendar = "", ""
	p.Tasks = append(p.Tasks, t)
	if g.flip() {
		p.Assignments = append(p.Assignments,
			schedule.Assignment{ID: schedule.AssignmentID("a of " + string(t.ID)), Task: t.ID,
				Units: schedule.FullUnit, Work: 8 * hour, RemainingWork: 8 * hour})
	}
}

// removeTask removes the last task, which has none below it, with all that
// belongs to it.
func (g *generator) removeTask(p *schedule.Plan) {
	if len(p.Tasks) < 2 {
		return
	}
	i := len(p.Tasks) - 1
	id := p.Tasks[i].ID
	if parent := p.Tasks[i].Parent; parent != "" && p.Tasks[i-1].ID == parent {
		return // its summary would become a task
	}
	p.Tasks = p.Tasks[:i]
	p.Links = slices.DeleteFunc(p.Links, func(l schedule.Link) bool { return l.From == id || l.To == id })
	p.Assignments = slices.DeleteFunc(p.Assignments, func(a schedule.Assignment) bool { return a.Task == id })
	for k := range p.Baselines {
		p.Baselines[k].Tasks = slices.DeleteFunc(p.Baselines[k].Tasks,
			func(b schedule.BaselineTask) bool { return b.ID == id })
	}
	p.Baselines = slices.DeleteFunc(p.Baselines, func(b schedule.Baseline) bool { return len(b.Tasks) == 0 })
}

func (g *generator) editLinks(p *schedule.Plan) {
	if len(p.Links) == 0 {
		return
	}
	i := g.IntN(len(p.Links))
	if g.flip() {
		p.Links = slices.Delete(p.Links, i, i+1)
		return
	}
	to := slices.IndexFunc(p.Tasks, func(t schedule.Task) bool { return t.ID == p.Links[i].To })
	from := p.Links[i].From
	external := p.Links[i].External
	p.Links[i] = g.link(p, to)
	p.Links[i].From, p.Links[i].External = from, external
}

func (g *generator) editResources(p *schedule.Plan) {
	if len(p.Resources) == 0 || g.flip() {
		r := g.resource(p, len(p.Resources))
		r.ID, r.Calendar = schedule.ResourceID(fmt.Sprint("R new ", g.Int())), ""
		p.Resources = append(p.Resources, r)
		return
	}
	r := &p.Resources[g.IntN(len(p.Resources))]
	r.Name, r.Rate, r.Max = "R"+g.text(), g.amount(), schedule.Share(1+g.IntN(5e6))
}

func (g *generator) editAssignments(p *schedule.Plan) {
	if len(p.Assignments) == 0 {
		return
	}
	i := g.IntN(len(p.Assignments))
	a := &p.Assignments[i]
	if g.flip() {
		if task, _ := p.Task(a.Task); len(task.Splits) == 0 && len(a.Segments) < 2 {
			p.Assignments = slices.Delete(p.Assignments, i, i+1)
		}
		return
	}
	fresh := g.assignment(p, i)
	a.Units, a.Delay, a.LevelingDelay, a.ActualStart, a.Stop = fresh.Units, fresh.Delay, fresh.LevelingDelay,
		fresh.ActualStart, fresh.Stop
}
