package mspdi_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/mspdi"
)

// hostPlan makes a plan as hosts have them: ids of any form, tasks that share
// calendars, gaps, progress. Everything in it has a place in the format.
func (g *generator) hostPlan() *schedule.Plan {
	p := g.plan()
	g.sayable(p)
	g.split(p)
	g.renameAll(p)
	return p
}

// sayable takes out of a plan what Microsoft Project has another form for:
// bases of calendars that tasks work on, names that stand twice.
func (g *generator) sayable(p *schedule.Plan) {
	base := map[schedule.CalendarID]bool{p.Calendar: true}
	for i := range p.Tasks {
		base[p.Tasks[i].Calendar] = true
	}
	for i := range p.Calendars {
		base[p.Calendars[i].Base] = true
	}
	for i := range p.Calendars {
		c := &p.Calendars[i]
		if base[c.ID] {
			c.Base = ""
		}
		c.Name += fmt.Sprint(" ", i)
		for day := range c.Times.Week {
			c.Times.Week[day].Set = c.Times.Week[day].Set || c.Base == ""
		}
		slices.SortStableFunc(c.Times.Exceptions, func(a,
			b calendar.Exception) int {
			return a.From.Compare(b.From)
		})
	}
}

// split cuts some tasks that have not begun into pieces of whole hours. Their
// assignments have no rows.
func (g *generator) split(p *schedule.Plan) {
	for i := range p.Tasks {
		t := &p.Tasks[i]
		if started := !t.Progress.ActualStart.IsZero(); started || g.flip() || t.Duration.Length < 8*hour || i+1 < len(p.Tasks) && p.Tasks[i+1].Parent == t.ID {
			continue
		}
		for after := hour; after < t.Duration.Length && len(t.Splits) < 3; after += calendar.Work(1+g.IntN(9)) * hour {
			t.Splits = append(t.Splits, schedule.Split{After: after, Gap: calendar.Work(1+g.IntN(9)) * hour})
		}
		for k := range p.Assignments {
			if p.Assignments[k].Task == t.ID {
				p.Assignments[k].Segments = nil
			}
		}
	}
}

// renameAll gives half of the things ids that are no UIDs.
func (g *generator) renameAll(p *schedule.Plan) {
	tasks, resources := map[schedule.TaskID]schedule.TaskID{"": ""},
		map[schedule.ResourceID]schedule.ResourceID{"": ""}
	name := func(kind string, i int, id string) string {
		switch g.IntN(4) {
		case 0:
			return fmt.Sprintf("%s-%d %s", kind, i, g.text())
		case 1:
			return fmt.Sprintf("00%d", i)
		}
		return id
	}
	for i := range p.Tasks {
		id := p.Tasks[i].ID
		tasks[id] = schedule.TaskID(name("T", i, string(id)))
		p.Tasks[i].ID, p.Tasks[i].Parent = tasks[id], tasks[p.Tasks[i].Parent]
	}
	for i := range p.Links {
		p.Links[i].From, p.Links[i].To = tasks[p.Links[i].From], tasks[p.Links[i].To]
	}
	for i := range p.Resources {
		id := p.Resources[i].ID
		resources[id] = schedule.ResourceID(name("R", i, string(id)))
		p.Resources[i].ID = resources[id]
	}
	for i := range p.Assignments {
		a := &p.Assignments[i]
		a.ID, a.Task, a.Resource = schedule.AssignmentID(name("A", i, string(a.ID))), tasks[a.Task],
			resources[a.Resource]
	}
	for i := range p.Baselines {
		for k := range p.Baselines[i].Tasks {
			p.Baselines[i].Tasks[k].ID = tasks[p.Baselines[i].Tasks[k].ID]
		}
	}
}

// TestRandomPlansAreWrittenWhole writes random plans and wants each back but
// for what the notes say.
func TestRandomPlansAreWrittenWhole(t *testing.T) {
	for seed := range uint64(80) {
		g := &generator{rand.New(rand.NewPCG(seed, 4))}
		want := g.hostPlan()
		before := want.Clone()
		e := mspdi.Encoder{InputsOnly: g.flip()}
		file, notes := encode(t, e, want)
		if diff := planDiff(before, want); diff != "" {
			t.Fatalf("seed %d: writing changed the plan\n%s", seed, diff)
		}
		got, _ := decode(t, string(file))
		allow(t, seed, want, got, notes)
		if diff := planDiff(want, got); diff != "" {
			t.Fatalf("seed %d: (-written +read)\n%s\n%s", seed, diff, noted(notes))
		}
		if strings.Contains(noted(notes), ".known ") {
			continue // the date of the task stands for what the link asks now, and may move others
		}
		plan, _ := decode(t, string(file))
		if again, _ := encode(t, e, plan); !bytes.Equal(file, again) {
			t.Fatalf("seed %d: written again the file differs\n%s", seed, firstDifference(file, again))
		}
	}
}

// allow takes from one plan into the other what a note explains. Any other
// note fails the test.
func allow(t *testing.T, seed uint64, want, got *schedule.Plan, notes []schedule.LossNote) {
	t.Helper()
	for _, n := range notes {
		switch {
		case n.Reason == mspdi.CodeRowsMade:
			for i := range got.Assignments {
				if a := &got.Assignments[i]; string(a.Task) == n.Subject.ID {
					a.Segments = nil
					a.Contour = want.Assignments[i].Contour // a preset one becomes one of its own
				}
			}
		case n.Reason == mspdi.CodeSplitLost: // without results there is no date to count from
			for i := range want.Tasks {
				if string(want.Tasks[i].ID) == n.Subject.ID {
					want.Tasks[i].Splits = nil
				}
			}
		case n.Subject.Field == "known":
			for i := range got.Links {
				if l := &got.Links[i]; string(l.To) == n.Subject.ID && l.External {
					l.Known = 0
				}
			}
		case n.Subject.Field == "exceptions" && n.Reason == mspdi.CodeNearest: // they overlap and keep their order
		case n.Reason == mspdi.CodeOverMidnight, n.Reason == mspdi.CodeOutsideLink, n.Reason == mspdi.CodeNotComputed, n.Reason == mspdi.CodeResourceName: // carried
		default:
			t.Fatalf("seed %d: note %s", seed, noted([]schedule.LossNote{n}))
		}
	}
}

func firstDifference(a, b []byte) string {
	x, y := strings.Split(string(a), "\n"), strings.Split(string(b), "\n")
	for i := range x {
		if i >= len(y) || x[i] != y[i] {
			return fmt.Sprintf("line %d: %s", i+1, strings.Join(x[i:min(i+3, len(x))],
				"\n")) + "\n" + strings.Join(y[min(i, len(y)):min(i+3, len(y))], "\n")
		}
	}
	return "longer"
}
