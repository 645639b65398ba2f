package main

import (
	"fmt"
	"strings"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// initiation opens the project and brings its goals through the first gate:
// one of them is not SMART, the move to planning is refused, the goal is
// mended, the move is permitted.
func (s *story) initiation() error {
	s.scene("1 Initiation", "1 启动")
	def := lifecycle.SalesProject()
	s.planTalk()
	start := lifecycle.StartProject{Header: s.desk.head(manager, ""), Definition: def.Ref().ID}
	if _, err := s.desk.do(start); err != nil {
		return err
	}
	s.on("Chen Wei opens the sales project for Harbor Foods under the definition %s, version %d (digest %s).",
		"陈伟为海港食品立项，采用流程定义 %s 第 %d 版（摘要 %s）。", def.Ref().ID, def.Ref().Version, short(string(def.Digest())))
	if err := s.drawCharter(); err != nil {
		return err
	}
	if err := s.formTeam(); err != nil {
		return err
	}
	s.on("The charter names %d goals, %d customer needs, a sponsor and %d resources.", "项目章程列出 %d 个目标、%d 项客户需求、发起人和 %d 项资源。",
		len(s.charter.Goals), len(s.charter.Needs), len(s.charter.Resources))
	if err := s.keepCharter(); err != nil {
		return err
	}
	found := charter.Check(s.charter)
	s.on("The goals are held against SMART. What was found:", "按 SMART 原则检查目标，发现：")
	s.grouped(found)
	if _, err := s.move(s.toPlanning(), "The move to planning", "转入规划阶段"); err != nil {
		return err
	}
	if err := s.mendGoal(); err != nil {
		return err
	}
	allowed, err := s.move(s.toPlanning(), "The move to planning", "转入规划阶段")
	if err != nil {
		return err
	}
	if !allowed {
		return fmt.Errorf("the charter of this plan cannot be mended: %w", finding.AsError("charter", charter.Check(s.charter)))
	}
	return nil
}

func (s *story) toPlanning() lifecycle.Command {
	return lifecycle.RequestMove{Header: s.desk.head(manager, s.text("the charter is written", "项目章程已编写")), To: lifecycle.PhasePlanning}
}

// keepCharter puts what the check of the charter says on the desk.
func (s *story) keepCharter() error {
	if err := s.desk.keep.charters.put(s.context(), string(s.desk.project), s.charter); err != nil {
		return err
	}
	return s.paper("charter", "charter", func(w phrase.Printer) *report.Document { return view.Charter(w, s.charter, charter.Check(s.charter)) })
}

// drawCharter writes the charter with a goal that is only a wish.
func (s *story) drawCharter() error {
	first, last := s.begin().Date(), s.result.Finish().Date()
	budget, err := s.budget()
	if err != nil {
		return err
	}
	s.contract = s.price(budget)
	s.charter = charter.Charter{
		ID: "harbor-portal", Name: s.plan.Name, Sponsor: string(sponsor), Start: first, Finish: s.workday(last.AddDays(40)),
		Purpose: s.pick("Harbor Foods shall order, track and reorder in one portal that we sell, build and hand over.",
			"为海港食品销售、建设并交付一个统一的订货门户，使其下单、跟踪和补货都在一处完成。"),
		Aims: []charter.Aim{{ID: "grow-portals", Text: s.pick("Grow the business in ordering portals", "扩大订货门户业务")}},
		Needs: []charter.Need{
			{
				ID: "n1", Customer: string(customer), Weight: charter.Fraction(3, 5), Source: s.pick("workshop", "研讨会"),
				Statement: s.pick("Branch managers order without calling the office.", "门店经理不用打电话就能下单。"),
				Measure:   s.pick("Nine of ten orders come through the portal in the first month.", "首月九成订单通过门户完成。"), Deliverables: []string{"portal"},
			},
			{
				ID: "n2", Customer: string(customer), Weight: charter.Fraction(2, 5), Source: s.pick("contract", "合同"),
				Statement: s.pick("The portal is in use before the season starts.", "门户在旺季前投入使用。"),
				Measure:   s.pick("Handover report signed by the due date.", "在约定日期前签署移交报告。"), Deliverables: []string{"portal"},
			},
		},
		Goals: []charter.Goal{s.contractGoal(budget, last), s.timeGoal(last), s.wish()},
		Team: []charter.Seat{
			{Actor: string(manager), Role: string(lifecycle.RoleManager)}, {Actor: string(sponsor), Role: string(lifecycle.RoleSponsor)},
			{Actor: string(customer), Role: string(lifecycle.RoleCustomer)},
		},
		Resources:   s.needed(first, last, budget),
		Risks:       []charter.FirstRisk{{ID: "r1", Text: s.pick("Key users of the customer have no time for reviews.", "客户的关键用户没有时间参加评审。")}},
		Constraints: []string{s.pick("Customer data stay in the country.", "客户数据不得出境。")},
		Authority:   []charter.Authority{{Actor: string(manager), May: "approve_change"}, {Actor: string(sponsor), May: "approve_change", Limit: budget}},
		Tolerances:  []charter.Tolerance{{On: "time", Above: charter.Whole(10), Unit: "day"}, {On: "cost", Above: charter.Whole(10), Unit: "percent"}},
	}
	s.charter.Standard = charter.Standard{
		Rule: charter.Rule{Method: charter.Weighted, PassAt: charter.Fraction(4, 5), PartialAt: charter.Fraction(1, 2)},
	}
	for _, g := range s.charter.Goals {
		s.charter.Standard.Limits = append(s.charter.Standard.Limits, charter.Limit{Goal: g.ID, Pass: charter.Fraction(9, 10), Partial: charter.Fraction(1, 2)})
	}
	return nil
}

// contractGoal is the sale itself: the price is the planned cost and a third.
func (s *story) contractGoal(budget money.Amount, last calendar.Date) charter.Goal {
	price := charter.RatNumber(s.contract.Rat())
	g := charter.Goal{
		ID: "contract", Owner: string(sponsor), Object: s.pick("contract", "合同"), Scope: s.pick("Harbor Foods", "海港食品"),
		Statement: s.pick("Invoice the contract with Harbor Foods in full by handover.", "在移交时足额开出与海港食品的合同发票。"),
		Metric: charter.Metric{
			Name: s.text("amount invoiced", "开票金额"), Kind: charter.Money, Unit: budget.Currency().Code(), Direction: charter.Up,
			Baseline: charter.Whole(0), Target: price, Source: s.text("ledger", "账簿"),
		},
		Due: s.workday(last.AddDays(20)), Weight: charter.Fraction(2, 5), Parent: "grow-portals", Needs: []string{"n1"},
		Checkpoints: []charter.Checkpoint{{On: s.middle()}},
	}
	return g.Attest(charter.Achievable, string(sponsor), s.desk.now.Date(), s.pick("signed contract", "已签合同"))
}

// timeGoal is handing over when promised, measured in days late: at most ten,
// in long projects a tenth of the time, where three times as much is usual.
func (s *story) timeGoal(last calendar.Date) charter.Goal {
	grace := int64(max(10, last.DaysSince(s.begin().Date())/100*10))
	g := charter.Goal{
		ID: "handover", Owner: string(manager), Object: s.pick("portal", "门户"), Scope: s.pick("all branches", "全部门店"),
		Statement: fmt.Sprintf(s.pick("Hand the portal over to all branches of Harbor Foods at most %d days after the planned date.",
			"最迟在计划日期后 %d 天内将门户移交给海港食品的全部门店。"), grace),
		Metric: charter.Metric{
			Name: s.text("days late", "延迟天数"), Kind: charter.Count, Unit: "day", Direction: charter.Down,
			Baseline: charter.Whole(3 * grace), Target: charter.Whole(grace), Source: s.text("handover report", "移交报告"),
		},
		Due: s.workday(last.AddDays(20)), Weight: charter.Fraction(3, 10), Parent: "grow-portals", Needs: []string{"n2"},
		Checkpoints: []charter.Checkpoint{{On: s.middle()}},
	}
	return g.Attest(charter.Achievable, string(manager), s.desk.now.Date(), s.pick("computed plan", "已计算的计划"))
}

// wish is a goal as people first write it.
func (s *story) wish() charter.Goal {
	return charter.Goal{
		ID: "satisfaction", Owner: string(manager), Weight: charter.Fraction(3, 10),
		Statement: s.pick("Make the customer much happier as soon as possible and improve our image.",
			"尽快让客户更加满意，并提升公司形象。"),
	}
}

// mendGoal turns the wish into a goal.
func (s *story) mendGoal() error {
	s.after(7)
	last := s.result.Finish().Date()
	g := charter.Goal{
		ID: "satisfaction", Owner: string(manager), Object: s.pick("satisfaction", "满意度"), Scope: s.pick("key users", "关键用户"),
		Statement: s.pick("Raise the satisfaction of the key users at Harbor Foods from 3.6 to 4.3 points of five.",
			"将海港食品关键用户的满意度从 3.6 分提高到 4.3 分（五分制）。"),
		Metric: charter.Metric{
			Name: s.text("satisfaction of key users", "关键用户满意度"), Unit: "point", Direction: charter.Up,
			Baseline: charter.Fraction(18, 5), Target: charter.Fraction(43, 10), Source: s.text("survey", "满意度调查"),
		},
		Due: s.workday(last.AddDays(25)), Weight: charter.Fraction(3, 10), Parent: "grow-portals", Needs: []string{"n1"},
		Checkpoints: []charter.Checkpoint{{On: s.middle(), Expect: charter.Whole(4)}},
	}
	g = g.Attest(charter.Achievable, string(sponsor), s.desk.now.Date(), s.pick("two former portals", "此前的两个门户"))
	next := s.charter.Next()
	next.Goals[2] = g
	s.charter = next
	s.on("Chen Wei mends the goal: %s", "陈伟修正目标：%s", g.Statement)
	again := charter.Check(s.charter)
	s.on("SMART again: %s, %s.", "再次检查 SMART：%s，%s。", s.count(blocking(again), "blocking finding", "blocking findings", "个阻断性问题"),
		s.count(len(again)-blocking(again), "warning", "warnings", "个警告"))
	if err := s.keepCharter(); err != nil {
		return err
	}
	var err error
	s.frozen, err = charter.Freeze(s.charter.Standard, s.charter.Goals, string(lifecycle.GatePlanning), string(sponsor), s.desk.now.Date())
	if err != nil {
		return err
	}
	s.on("The success standard is frozen (digest %s).", "成功标准已冻结（摘要 %s）。", short(string(s.frozen.Digest)))
	return nil
}

func blocking(found []finding.Finding) int {
	return len(finding.Filter(found, func(f finding.Finding) bool { return f.Severity == finding.Block }))
}

// needed are the resources of the plan as the charter knows them.
func (s *story) needed(first, last calendar.Date, budget money.Amount) []charter.Resource {
	hours := map[schedule.ResourceID]calendar.Work{}
	for _, a := range s.plan.Assignments {
		hours[a.Resource] += a.Work
	}
	list := []charter.Resource{{
		ID: "budget", Kind: charter.Financial, Name: s.pick("budget", "预算"), Amount: charter.RatNumber(budget.Rat()),
		Unit: budget.Currency().Code(), From: first, To: last,
	}}
	for _, r := range s.plan.Resources {
		if r.Kind == schedule.WorkResource && hours[r.ID] > 0 && strings.TrimSpace(r.Name) != "" {
			list = append(list, charter.Resource{
				ID: string(r.ID), Kind: charter.Human, Name: r.Name, Amount: charter.Fraction(int64(hours[r.ID]), int64(calendar.Hour)),
				Unit: "h", From: first, To: last,
			})
		}
	}
	return list
}

// attach writes a paper and puts a reference to it on record.
func (s *story) attach(name, class string, content func() ([]byte, error)) error {
	data, err := content()
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if err := s.papers.write(name, data); err != nil {
		return err
	}
	_, err = s.desk.do(lifecycle.AttachDocument{Header: s.desk.head(manager, ""), Document: lifecycle.Document{
		URI: name, Class: class, Digest: lifecycle.Digest(digest(data)),
	}})
	return err
}

// middle is a day half-way through the plan.
func (s *story) middle() calendar.Date {
	first, last := s.begin().Date(), s.result.Finish().Date()
	return s.workday(first.AddDays(last.DaysSince(first) / 2))
}
