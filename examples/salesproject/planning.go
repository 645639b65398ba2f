package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/kpi/portfolio"
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// rates are what an hour costs, in yuan, by the names of the plan's resources.
var rates = map[string]string{
	"Management": "520.00", "Project Manager": "460.00", "Analyst": "380.00", "Developer": "350.00",
	"Testers": "290.00", "Trainers": "270.00", "Technical Communicators": "260.00", "Deployment Team": "310.00",
}

const usualRate = "320.00"

// take makes a plan out of the file: what the file leaves open is decided
// here, by rules that hold for every plan.
func (s *story) take(plan *schedule.Plan, lost []schedule.LossNote) error {
	s.scene("The plan", "项目计划文件")
	fresh(plan)
	for i := range plan.Resources {
		r := &plan.Resources[i]
		if r.Kind != schedule.WorkResource || r.Rate.Sign() != 0 && r.Rate.Currency().Code() == "CNY" {
			continue
		}
		rate, ok := rates[r.Name]
		if !ok {
			rate = usualRate
		}
		var err error
		if r.Rate, err = money.Parse(rate, "CNY"); err != nil {
			return err
		}
		r.CostPerUse = money.Amount{}
	}
	s.plan = plan
	if len(s.work()) == 0 {
		return fmt.Errorf("the plan “%s” has no work to do", plan.Name)
	}
	if err := s.compute(); err != nil {
		return err
	}
	s.desk.now = s.workday(s.begin().Date().AddDays(-28)).At(9 * calendar.Hour)
	s.say("“%s”: %s, %s, %s, %s; values of the file that are not part of a plan: %d.",
		"“%s”：%s、%s、%s、%s；文件中不属于计划的值：%d 个。", plan.Name, s.count(len(plan.Tasks), "task", "tasks", "个任务"),
		s.count(len(plan.Links), "link", "links", "条依赖关系"), s.count(len(plan.Resources), "resource", "resources", "个资源"),
		s.count(len(plan.Assignments), "assignment", "assignments", "项分配"), len(lost))
	if err := s.staff(); err != nil {
		return err
	}
	return s.promise()
}

// begin is when the first task starts, which may be before the day from which
// the project is computed.
func (s *story) begin() calendar.DateTime {
	first := s.result.Finish()
	for _, x := range s.result.All() {
		if x.Finish != 0 {
			first = min(first, x.Start)
		}
	}
	return first
}

// workday is that day, or the first day after it that is neither a day off of
// the project nor on a weekend.
func (s *story) workday(d calendar.Date) calendar.Date {
	for range 30 {
		next, err := s.result.ProjectCalendar().Next(d.At(0))
		if err == nil {
			d = next.Date()
		}
		if day := d.Weekday(); day != time.Saturday && day != time.Sunday {
			return d
		}
		d = d.AddDays(1)
	}
	return d
}

// fresh takes away what an old file says about progress: the story begins
// before the work does. Amounts in other currencies go too.
func fresh(plan *schedule.Plan) {
	plan.DataDate, plan.Baselines = 0, nil
	for i := range plan.Tasks {
		plan.Tasks[i].Progress, plan.Tasks[i].FixedCost = schedule.Progress{}, money.Amount{}
	}
	for k := range plan.Assignments {
		a := &plan.Assignments[k]
		a.ActualWork, a.RemainingWork, a.ActualStart, a.ActualFinish, a.Stop, a.Resume = 0, a.Work, 0, 0, 0, 0
	}
}

// compute schedules the plan as it stands.
func (s *story) compute() (err error) {
	s.result, err = schedule.Compute(s.plan, schedule.Options{})
	return err
}

// planning computes, explains and baselines the plan, plans the risks and
// passes the second gate.
func (s *story) planning() error {
	s.scene("2 Planning", "2 规划")
	s.after(3)
	critical := s.result.CriticalPath(schedule.ByLongestPath)
	s.on("The plan runs from %s to %s. The longest path has %s.", "计划从 %s 到 %s，最长路径上有 %s。",
		minute(s.begin()), minute(s.result.Finish()), s.count(len(critical), "task", "tasks", "个任务"))
	s.list(s.result.Findings())
	s.explain(critical)
	s.planCheck()
	if err := s.diagnose(); err != nil {
		return err
	}
	if _, err := s.move(s.toExecution(), "The move to execution", "转入执行阶段"); err != nil {
		return err
	}
	if err := s.planThrough(); err != nil {
		return err
	}
	if _, err := s.move(s.toExecution(), "The move to execution", "转入执行阶段"); err != nil {
		return err
	}
	if _, err := s.desk.do(lifecycle.ProposeMove{Header: s.desk.head(manager, ""), Move: lifecycle.MoveStartExecution}); err != nil {
		return err
	}
	s.after(1)
	if err := s.desk.approve(lifecycle.MoveStartExecution, s.toExecution()); err != nil {
		return err
	}
	s.on("Lin Hua, the sponsor, approves the plan as shown.", "发起人林华批准所示计划。")
	allowed, err := s.move(s.toExecution(), "The move to execution", "转入执行阶段")
	if err == nil && !allowed {
		err = fmt.Errorf("this plan does not reach execution")
	}
	return err
}

func (s *story) toExecution() lifecycle.Command {
	return lifecycle.RequestMove{Header: s.desk.head(manager, s.text("the plan is ready", "计划已就绪")), To: lifecycle.PhaseExecution}
}

// planThrough adds what the plan check missed: risks with responses, owners of
// milestones, and the yes of everybody to goals, plan and tasks.
func (s *story) planThrough() error {
	s.after(2)
	if err := s.spread(); err != nil {
		return err
	}
	if err := s.planRisks(); err != nil {
		return err
	}
	s.ownMilestones()
	if err := s.firstBaseline(); err != nil {
		return err
	}
	s.stated()
	s.agree()
	s.tellTasks()
	s.on("%d people take note of the goals, the plan and their tasks; %d milestones have an owner and a proof.",
		"%d 人确认了目标、计划和各自的任务；%d 个里程碑有了负责人和验收依据。", len(s.team.Members), len(s.points))
	if err := s.planPapers(); err != nil {
		return err
	}
	s.planCheck()
	return nil
}

// explain says why one task starts when it does: the last on the longest path
// that a link with a lag drives, else the last one.
func (s *story) explain(critical []schedule.TaskID) {
	if len(critical) == 0 {
		return
	}
	id := critical[len(critical)-1]
	for _, candidate := range critical {
		step, _ := s.result.Cause(candidate)
		if driver, ok := step.Driver(); ok && driver.Lag != 0 {
			id = candidate
		}
	}
	s.on("Why does %s start %s?", "%s 为什么在 %s 开始？", s.name(id), minute(s.times(id).Start))
	steps := s.result.Why(id).Steps
	for i, step := range steps {
		if i == 4 && len(steps) > 6 {
			s.say("    … %s …", "    …… 还有 %s ……", s.count(len(steps)-6, "more step", "more steps", "步"))
		}
		if i < 4 || i >= len(steps)-2 {
			fmt.Fprintf(s.out, "    %s\n", view.Reason(s.words, step, s.plan.Links...))
		}
	}
}

func (s *story) times(id schedule.TaskID) schedule.Times {
	x, _ := s.result.Times(id)
	return x
}

// staff gives work that nobody has been found for to the whole team.
func (s *story) staff() error {
	open := s.unassigned()
	if len(open) == 0 {
		s.say("Every task has somebody.", "每个任务都有负责人。")
		return nil
	}
	rate, err := money.Parse(usualRate, "CNY")
	if err != nil {
		return err
	}
	team := schedule.ResourceID("team")
	s.plan.Resources = append(s.plan.Resources, schedule.Resource{ID: team, Name: s.text("Team", "团队"), Rate: rate})
	for k, i := range open {
		t := &s.plan.Tasks[i]
		s.plan.Assignments = append(s.plan.Assignments, schedule.Assignment{
			ID: schedule.AssignmentID(fmt.Sprintf("team-%d", k)), Task: t.ID, Resource: team,
			Work: t.Duration.Length, RemainingWork: t.Duration.Length,
		})
	}
	s.say("Tasks without anybody: %d. The team takes them.", "无人负责的任务：%d 个，由团队承担。", len(open))
	return s.compute()
}

// promise adds the handover as a milestone after everything that nothing
// follows, where the plan has no milestone of its own.
func (s *story) promise() error {
	if s.milestoneCount() > 0 {
		return nil
	}
	followed := map[schedule.TaskID]bool{}
	for _, l := range s.plan.Links {
		followed[l.From] = true
	}
	handover := schedule.Task{ID: handoverTask, Name: s.text("Handover", "移交"), Milestone: true, Priority: 500}
	for _, i := range s.work() {
		if id := s.plan.Tasks[i].ID; !followed[id] {
			s.plan.Links = append(s.plan.Links, schedule.Link{From: id, To: handover.ID})
		}
	}
	s.plan.Tasks = append(s.plan.Tasks, handover)
	s.say("The plan has no milestone; the handover becomes one.", "计划没有里程碑，将移交设为里程碑。")
	return s.compute()
}

func (s *story) milestoneCount() int {
	count := 0
	parents := s.parents()
	for i := range s.plan.Tasks {
		if t := &s.plan.Tasks[i]; !parents[t.ID] && !t.Inactive && (t.Milestone || t.Duration.Length == 0) {
			count++
		}
	}
	return count
}

// work returns the numbers of the tasks that take time.
func (s *story) work() []int {
	parents := s.parents()
	var list []int
	for i := range s.plan.Tasks {
		if t := &s.plan.Tasks[i]; !parents[t.ID] && !t.Inactive && t.Duration.Length > 0 {
			list = append(list, i)
		}
	}
	return list
}

// unassigned returns the numbers of the tasks with work and without anybody.
func (s *story) unassigned() []int {
	someone := map[schedule.TaskID]bool{}
	for _, a := range s.plan.Assignments {
		someone[a.Task] = someone[a.Task] || a.Resource != ""
	}
	return slices.DeleteFunc(s.work(), func(i int) bool { return someone[s.plan.Tasks[i].ID] })
}

// parents returns which tasks are summaries.
func (s *story) parents() map[schedule.TaskID]bool {
	set := map[schedule.TaskID]bool{}
	for i := range s.plan.Tasks {
		set[s.plan.Tasks[i].Parent] = true
	}
	return set
}

// firstBaseline keeps the plan as agreed, with its dates and its money.
func (s *story) firstBaseline() error {
	base, err := schedule.TakeBaseline("0", s.desk.now, string(manager), string(lifecycle.GateExecution), s.plan, s.result)
	if err != nil {
		return err
	}
	s.plan.Baselines = append(s.plan.Baselines, base)
	s.agreed = s.plan.Clone()
	if s.pace, err = newPace(s.plan, s.result); err != nil {
		return err
	}
	if err := s.keepPlan(); err != nil {
		return err
	}
	return s.inForce(base)
}

// keepPlan saves the plan as it stands.
func (s *story) keepPlan() error {
	return s.desk.keep.plans.put(s.context(), string(s.desk.project), s.plan)
}

// inForce makes a baseline the one that progress is measured against.
func (s *story) inForce(base schedule.Baseline) error {
	sum, err := base.Digest()
	if err != nil {
		return err
	}
	rows, _, err := portfolio.Budgets(s.plan, s.result, base, portfolio.OwnCost)
	if err != nil {
		return err
	}
	if s.value, _, err = evm.NewBaseline(rows); err != nil {
		return err
	}
	if err := s.rebase(base.Name); err != nil {
		return err
	}
	s.baselines = append(s.baselines, base)
	s.on("Baseline %s is set: finish %s, budget %s (digest %s).", "设定基线 %s：完成 %s，预算 %s（摘要 %s）。",
		base.Name, minute(baselineFinish(base)), s.fact(s.value.BAC().Finding()), short(sum))
	return nil
}

// planPapers writes the plan for people and for programs.
func (s *story) planPapers() error {
	in := view.PlanInput{Plan: s.plan, Result: s.result, Baseline: &s.baselines[0]}
	if err := s.paper("plan", "plan", func(w phrase.Printer) *report.Document { return view.Plan(w, in) }); err != nil {
		return err
	}
	in.Baseline = nil // as yet the plan itself
	return s.chart("gantt", in)
}

// budget is the planned cost of the whole plan.
func (s *story) budget() (money.Amount, error) {
	costs, err := schedule.Costs(s.plan)
	if err != nil {
		return money.Amount{}, err
	}
	total, err := money.Sum(costs)
	if err == nil && total.Sign() == 0 {
		return money.Parse("100000.00", "CNY")
	}
	return total, err
}

// digest is the SHA-256 of a paper in hexadecimal.
func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
