package main

import (
	"fmt"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/health"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// initiation opens the project with goals that are wishes. The gate says no;
// the owner gives his word and lets it pass.
func (s *story) initiation() error {
	s.scene("1 Initiation", "1 启动")
	s.desk.at(opening, 9)
	if err := s.desk.do(lifecycle.StartProject{Header: s.desk.head(manager, ""), Definition: "small_sales_project"}); err != nil {
		return err
	}
	s.on("Wu Jie opens the sales project for Riverside Grocers: a firm of four, the market of the large ones.", "吴杰为河畔生鲜立项：四个人的公司，与大企业同一市场。")
	s.charter = s.wishes()
	for _, g := range s.charter.Goals {
		s.say("    %s: %s", "    %s：%s", s.names[g.ID], g.Statement)
	}
	found := charter.Check(s.charter)
	s.on("The goals are held against SMART: %d findings block, %d warn.", "按 SMART 检查目标：%d 项阻断，%d 项警告。", blocking(found), len(found)-blocking(found))
	s.ledger.enter(opening, found)
	s.desk.at(opening.AddDays(3), 9)
	s.attest(s.desk.now.Date())
	again := charter.Check(s.charter)
	s.on("Zhao Gang attests all of them (“everybody knows what I mean”): %d still block, %d warn.", "赵刚为全部目标作证（“大家都明白我的意思”）：仍有 %d 项阻断，%d 项警告。", blocking(again), len(again)-blocking(again))
	if err := s.observeEvening(opening.AddDays(4)); err != nil {
		return err
	}
	if err := s.move(lifecycle.MoveStartPlanning, lifecycle.PhasePlanning, s.pick("we lose time with paper", "写文件是浪费时间")); err != nil {
		return err
	}
	var err error
	s.frozen, err = charter.Freeze(s.charter.Standard, s.charter.Goals, string(lifecycle.GatePlanning), string(owner), s.desk.now.Date())
	if err == nil {
		s.on("The success standard is frozen all the same (digest %s).", "成功标准仍被冻结（摘要 %s）。", short(string(s.frozen.Digest)))
	}
	return err
}

func blocking(found []finding.Finding) int {
	return len(finding.Filter(found, func(f finding.Finding) bool { return f.Severity == finding.Block }))
}

// planning writes a few bars, which the plan check refuses, and baselines them.
func (s *story) planning() error {
	s.scene("2 Planning", "2 规划")
	s.desk.at(start.AddDays(-5), 9)
	var err error
	if s.agreed, err = s.planOn(start, false); err != nil {
		return err
	}
	if s.planned, err = schedule.Compute(s.agreed, schedule.Options{}); err != nil {
		return err
	}
	truth, err := s.planOn(promised, true)
	if err != nil {
		return err
	}
	if s.happened, err = schedule.Compute(truth, schedule.Options{}); err != nil {
		return err
	}
	s.on("The plan: %d bars, one date. It says %s; the contract says %s.", "计划：%d 个条形、一个日期。计划完成 %s；合同日期 %s。", len(s.agreed.Tasks), minute(s.planned.Finish()), promised)
	if err := s.writeRisks(); err != nil {
		return err
	}
	if err := s.talk(s.happened.Finish().Date()); err != nil {
		return err
	}
	base, err := schedule.TakeBaseline("0", s.desk.now, string(manager), string(lifecycle.GateExecution), s.agreed, s.planned)
	if err != nil {
		return err
	}
	s.baseline = &base
	if err := s.observeEvening(start.AddDays(-3)); err != nil {
		return err
	}
	return s.move(lifecycle.MoveStartExecution, lifecycle.PhaseExecution, s.pick("the customer waits", "客户在等"))
}

// finish is the date of the baseline.
func (s *story) finish() calendar.DateTime {
	var last calendar.DateTime
	for _, t := range s.baseline.Tasks {
		last = max(last, t.Finish)
	}
	return last
}

// observeEvening takes what the library says on the evening of a day and moves
// the story there.
func (s *story) observeEvening(day calendar.Date) error {
	s.desk.at(day, 18)
	w, err := s.look(day)
	if err != nil {
		return err
	}
	before := s.now.causes
	s.now = w
	s.ledger.enter(day, w.found)
	s.moments = append(s.moments, health.Moment{At: clock(day, 18), Input: w.input})
	s.tellCauses(before)
	return nil
}

// tellCauses prints what is shown for the first time.
func (s *story) tellCauses(before []health.Cause) {
	for _, c := range health.Open(s.now.causes) {
		if was, known := health.Of(before, c.Name); known && was.Verdict == health.Shown {
			continue
		}
		s.on("The library shows a cause of failure: %s (strength %s, %d bad cases).", "软件库指出一项失败原因：%s（强度 %s，%d 个不良个案）。",
			view.Word(s.words, string(c.Name)), s.percent(c.Strength), c.Weight)
	}
}

// execution goes on week by week; on the last Friday of a month the firm looks
// at its books.
func (s *story) execution() error {
	s.scene("3 Execution and 4 monitoring", "3 执行与 4 监控")
	end := s.happened.Finish().Date()
	told := 0
	for day := start.AddDays(4); !day.After(end); day = day.AddDays(7) {
		events := len(s.events)
		if err := s.observeEvening(day); err != nil {
			return err
		}
		s.tellEvents(events)
		s.tellOverdue()
		if n := len(closed(day)); n > told {
			s.tellMonth(closed(day)[n-1])
			told = n
		}
	}
	if err := s.observeEvening(end); err != nil {
		return err
	}
	s.on("The last task is done, %s after the day in the contract.", "最后一个任务完成，比合同日期晚 %s。", s.fact(finding.Number(int64(end.DaysSince(promised)), "day")))
	return nil
}

// tellEvents prints limits that were crossed.
func (s *story) tellEvents(from int) {
	for _, e := range s.events[from:] {
		off := e.Value.Finding()
		if off.Unit() == "CNY" {
			off = finding.Money(off.Plain(), "CNY")
		}
		s.on("Tolerance: %s %s (%s).", "容限：%s %s（%s）。", e.Deviation, view.Word(s.words, string(e.Kind)), s.fact(off))
	}
}

// tellOverdue prints the work that the list holds overdue for the first time.
func (s *story) tellOverdue() {
	for _, x := range s.now.work {
		if x.Overdue > 0 && !s.late[x.Task] {
			s.late[x.Task] = true
			s.on("Worklist: “%s” is overdue; it was due on %s and is now forecast for %s.", "工作清单：“%s”已逾期；应于 %s 完成，现预测 %s。", s.names[string(x.Task)], minute(x.Due), minute(x.Forecast))
		}
	}
}

// tellMonth prints what the books say and what the library counts.
func (s *story) tellMonth(m month) {
	held, due := 0, 0
	for _, o := range s.meetings {
		if o.Local.Date().After(s.now.day) {
			continue
		}
		due++
		for _, minutes := range s.record.Minutes {
			if minutes.Meeting == o.ID {
				held++
			}
		}
	}
	overdue := 0
	for _, x := range s.now.work {
		if x.Overdue > 0 {
			overdue++
		}
	}
	attained := m.quota().Attainment().Finding()
	s.on("Books of %s: sales %s, %s of the goal; satisfied %s; customers kept %s.", "%s 账目：销售额 %s，为目标的 %s；满意 %s；客户保留率 %s。",
		m.end.String()[:7], s.fact(finding.Money(fmt.Sprint(m.sales), "CNY")), s.percent(attained), s.fact(m.satisfied().CSAT().Finding()), s.percent(retention(m.end).Rate().Finding()))
	s.say("    finish by the forecast %s (%s working days), overdue tasks %d, meetings held %d of %d, escalations standing %d",
		"    预测完成 %s（%s 个工作日），逾期任务 %d 个，召开会议 %d/%d，待处理升级 %d 项",
		minute(s.now.result.Finish()), days(s.now.result.ProjectCalendar().Between(s.finish(), s.now.result.Finish())), overdue, held, due, s.escalated())
}

// escalated counts what has gone up to the owner and nobody has answered.
func (s *story) escalated() int {
	n := 0
	var raised = s.record.Issues[:0:0]
	for _, i := range s.record.Issues {
		if !i.Raised.After(clock(s.now.day, 18)) {
			raised = append(raised, i)
		}
	}
	for _, e := range s.clock.Escalations(raised, clock(s.now.day, 18)) {
		if e.Standing {
			n++
		}
	}
	return n
}

// percent writes a share.
func (s *story) percent(v finding.Value) string {
	r, known := v.Rat()
	if !known {
		return s.fact(v)
	}
	whole, _ := r.Float64()
	return fmt.Sprintf("%.0f%%", whole*100)
}
