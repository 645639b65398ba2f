package view

import (
	"errors"
	"fmt"
	"io"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/health"
	"github.com/milepost-go/milepost/lifecycle/store"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// CaseFormat names the JSON form that [EncodeCase] writes and [DecodeCase] reads.
const CaseFormat = "milepost.case/1"

// MaxCase is the most bytes of a case in its JSON form, and MaxReadings the
// most readings of its course.
const (
	MaxCase     = 32 << 20
	MaxReadings = 5_000
)

// ErrCase is wrapped by the error of what is not a case in its JSON form.
var ErrCase = errors.New("view: not a case")

// Case is a closed project as it is held against another: how it was planned,
// how it was run and what came of it. It is a plain value, small enough to be
// filed in the archive of the project.
type Case struct {
	Project string        `json:"project"` // its name
	Course  health.Course `json:"course"`  // the signs of its practice over time
	// Causes says how long each cause of failure was shown, Leads when it was
	// first shown, Harm what came first.
	Causes []CauseCourse `json:"causes"`
	Leads  []health.Lead `json:"leads"`
	Harm   health.Harm   `json:"harm,omitzero"`

	Plan    []PlanFigure     `json:"plan"`
	Day     int64            `json:"day_min,omitempty"` // working minutes that make a day of its plan; zero means 480
	Outcome closing.Outcome  `json:"outcome"`
	Figures []closing.Figure `json:"figures,omitempty"`
	// Goals is how people call the goals of the outcome, and Names how they
	// call what the evidence is about, by kind and id: "task T1". Nil: by
	// their ids.
	Goals map[string]string `json:"goals,omitempty"`
	Names map[string]string `json:"names,omitempty"`
}

// CauseCourse says at how many moments a cause was shown, of those at which there
// were enough data to say.
type CauseCourse struct {
	Name   health.Name `json:"name"`
	Shown  int         `json:"shown"`
	Judged int         `json:"judged"`
}

// PlanFigure is one figure of how a project was planned.
type PlanFigure struct {
	Label string        `json:"label"` // key of its name in package report/phrase
	Value finding.Value `json:"value"` // Unknown with its reason where it could not be taken
}

// CaseInput is what a case is taken from. Everything is only read.
type CaseInput struct {
	Project string        // its name
	Start   calendar.Date // the day from which its days are counted
	History health.History
	Charter *charter.Charter // nil: its figures are unknown
	// Plan is the plan as agreed with its Result; nil: its figures are unknown.
	Plan   PlanInput
	Record closing.Record
	Goals  map[string]string // as in [Case]
	Names  map[string]string // as in [Case]
}

// NewCase takes the case of a project. The maps are shared with the input, all
// else is the caller's.
func NewCase(in CaseInput) Case {
	c := Case{
		Project: in.Project, Course: health.CourseOf(in.Start, in.History), Leads: append([]health.Lead(nil), in.History.Leads...), Harm: in.History.Harm,
		Plan: planFigures(in.Charter, in.Plan), Day: dayMinutes(in.Plan.Plan), Outcome: in.Record.Outcome, Figures: append([]closing.Figure(nil), in.Record.Figures...), Goals: in.Goals, Names: in.Names,
	}
	c.Outcome.Goals = append([]closing.GoalOutcome(nil), in.Record.Outcome.Goals...)
	for _, name := range health.Causes() {
		c.Causes = append(c.Causes, causeCourse(in.History, name))
	}
	return c
}

// causeCourse counts the moments of a cause.
func causeCourse(h health.History, name health.Name) CauseCourse {
	x := CauseCourse{Name: name}
	for _, causes := range h.Causes {
		c, has := health.Of(causes, name)
		if !has || c.Verdict == health.NotEnough {
			continue
		}
		x.Judged++
		if c.Verdict == health.Shown {
			x.Shown++
		}
	}
	return x
}

// EncodeCase writes a case as JSON, the same bytes for the same case. The error
// is that of the writer, or wraps [ErrCase] where it is larger than DecodeCase
// reads.
func EncodeCase(w io.Writer, c Case) error {
	return caseError(store.WriteJSON(w, MaxCase, caseFile{CaseFormat, c}))
}

// DecodeCase reads what [EncodeCase] writes. It is strict: unknown members,
// another format and more than the limits are [ErrCase]. Other errors are those
// of the reader.
func DecodeCase(from io.Reader) (Case, error) {
	f, err := store.ReadJSON[caseFile](from, MaxCase)
	switch {
	case err != nil:
		return Case{}, caseError(err)
	case f.Format != CaseFormat:
		return Case{}, fmt.Errorf("%w: the format is not %s", ErrCase, CaseFormat)
	case len(f.Course.Readings) > MaxReadings:
		return Case{}, fmt.Errorf("%w: %d readings, at most %d", ErrCase, len(f.Course.Readings), MaxReadings)
	}
	return f.Case, nil
}

// caseFile is the JSON form of a case.
type caseFile struct {
	Format string `json:"format"`
	Case
}

func caseError(err error) error {
	if errors.Is(err, store.ErrForm) || errors.Is(err, store.ErrTooLarge) {
		return fmt.Errorf("%w: %w", ErrCase, err)
	}
	return err
}

// planFigures are what can be counted about a plan before the work begins.
func planFigures(c *charter.Charter, in PlanInput) []PlanFigure {
	unknown := finding.Unknown("no-data")
	goals, checkpoints, needs := unknown, unknown, unknown
	if c != nil {
		n := 0
		for _, g := range c.Goals {
			n += len(g.Checkpoints)
		}
		goals, checkpoints, needs = finding.Number(int64(len(c.Goals)), "goal"), finding.Number(int64(n), "checkpoint"), finding.Number(int64(len(c.Needs)), "need")
	}
	list := []PlanFigure{{"goals", goals}, {"checkpoints", checkpoints}, {"customer_needs", needs}}
	if in.Plan == nil || in.Result == nil {
		for _, label := range []string{"tasks", "milestones", "links_per_task", "tasks_assigned", "longest_task", "people_planned", "planned_length", "budget"} {
			list = append(list, PlanFigure{label, unknown})
		}
		return list
	}
	return append(list, workFigures(in)...)
}

// workFigures are those of the tasks and the people of a plan.
func workFigures(in PlanInput) []PlanFigure {
	_, parents := outline(in.Plan)
	someone, people := map[schedule.TaskID]bool{}, map[schedule.ResourceID]bool{}
	for _, a := range in.Plan.Assignments {
		someone[a.Task] = someone[a.Task] || a.Resource != ""
		people[a.Resource] = a.Resource != ""
	}
	delete(people, "")
	var tasks, milestones, assigned int64
	var longest calendar.Work
	for i := range in.Plan.Tasks {
		t := &in.Plan.Tasks[i]
		x, _ := in.Result.Times(t.ID)
		switch {
		case parents[t.ID] || t.Inactive:
		case t.Milestone || x.Start == x.Finish:
			milestones++
		default:
			tasks++
			longest = max(longest, in.Result.Calendar(t.ID).Between(x.Start, x.Finish))
			if someone[t.ID] {
				assigned++
			}
		}
	}
	return []PlanFigure{
		{"tasks", finding.Number(tasks, "task")}, {"milestones", finding.Number(milestones, "milestone")}, {"links_per_task", ratio(int64(len(in.Plan.Links)), tasks+milestones)},
		{"tasks_assigned", inPercent(ratio(assigned, tasks))}, {"longest_task", inDays(dayMinutes(in.Plan), minutes(longest))}, {"people_planned", finding.Number(int64(len(people)), "person")},
		{"planned_length", inDays(dayMinutes(in.Plan), minutes(in.Result.ProjectCalendar().Between(in.Result.Start(), in.Result.Finish())))}, {"budget", budgetOf(in.Plan)},
	}
}

// ratio is a share, Unknown of nothing.
func ratio(n, of int64) finding.Value {
	if of == 0 {
		return finding.Unknown("no-data")
	}
	return finding.Ratio(n, of, "")
}

// budgetOf is what the plan costs.
func budgetOf(p *schedule.Plan) finding.Value {
	costs, err := schedule.Costs(p)
	if err != nil {
		return finding.Unknown("no-data")
	}
	total, err := money.Sum(costs)
	if err != nil || total.Sign() == 0 {
		return finding.Unknown("no-data")
	}
	return amount(total)
}
