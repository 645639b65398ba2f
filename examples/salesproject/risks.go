package main

import (
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// planRisks rates the risks on a matrix and plans what is done about them.
func (s *story) planRisks() error {
	matrix, err := risk.Preset(risk.PresetIllustrative5x5)
	if err != nil {
		return err
	}
	today := s.desk.now.Date()
	rated := func(basis risk.Basis, chance risk.Number, delayDays, thousands int64) risk.Assessment {
		return risk.Assessment{At: today, By: string(manager), Basis: basis, Confidence: risk.MediumConfidence, Rating: risk.Rating{
			Probability: chance, Effects: []risk.Effect{
				risk.Delay(calendar.Work(delayDays) * 8 * calendar.Hour), {On: risk.OnCost, Likely: risk.Whole(thousands * 1000), Unit: "CNY"},
			},
		}}
	}
	cost, err := money.Parse("6000.00", "CNY")
	if err != nil {
		return err
	}
	s.register = risk.Register{ID: "harbor-portal", Currency: cost.Currency(), Matrix: matrix, Scales: s.scales(matrix), Risks: []risk.Risk{
		{
			ID: "r1", Kind: risk.Threat, Status: risk.Open, Raised: today, Owner: string(manager), Category: []string{"customer"},
			Source: risk.Source{Kind: risk.FromPerson, ID: string(sponsor)},
			Cause:  s.text("Key users run the branches in season", "关键用户在旺季要管理门店"), Event: s.text("reviews are put off", "评审被推迟"),
			Effect:      s.text("the design is approved late", "设计批准延误"),
			Assessments: []risk.Assessment{rated(risk.Inherent, risk.Fraction(1, 2), 10, 40), rated(risk.Current, risk.Fraction(3, 10), 8, 30), rated(risk.Target, risk.Fraction(1, 10), 3, 10)},
			Responses: []risk.Response{{
				ID: "a1", Strategy: risk.Reduce, Text: s.text("two deputies per branch are named in the contract", "合同中为每家门店指定两名代理人"),
				Owner: string(manager), Due: today.AddDays(14), Cost: cost,
				Residual: rated(risk.Target, risk.Fraction(1, 10), 3, 10).Rating,
			}},
		},
		{
			ID: "r2", Kind: risk.Threat, Status: risk.Open, Raised: today, Owner: string(manager), Category: []string{"technical"},
			Source: risk.Source{Kind: risk.FromChecklist, ID: "interfaces"},
			Cause:  s.text("The old stock system is undocumented", "旧库存系统没有文档"), Event: s.text("an interface has to be rebuilt", "接口需要重做"),
			Effect:      s.text("testing takes longer", "测试时间变长"),
			Assessments: []risk.Assessment{rated(risk.Inherent, risk.Fraction(3, 10), 6, 60), rated(risk.Current, risk.Fraction(3, 10), 6, 60)},
			Responses: []risk.Response{{
				ID: "a2", Strategy: risk.Accept, Text: s.text("a reserve of six days is kept", "保留六天储备"), Owner: string(sponsor), Due: today.AddDays(7),
			}},
		},
		{
			ID: "r3", Kind: risk.Opportunity, Status: risk.Open, Raised: today, Owner: string(sponsor), Category: []string{"market"},
			Source: risk.Source{Kind: risk.FromPerson, ID: string(customer)},
			Cause:  s.text("Two suppliers of the customer watch the project", "客户的两家供应商在关注项目"), Event: s.text("they want the portal too", "他们也想使用门户"),
			Effect:      s.text("a second contract", "获得第二份合同"),
			Assessments: []risk.Assessment{rated(risk.Inherent, risk.Fraction(1, 5), 1, 80), rated(risk.Current, risk.Fraction(1, 5), 1, 80)},
			Responses: []risk.Response{{
				ID: "a3", Strategy: risk.Enhance, Text: s.text("they are invited to the pilot", "邀请他们参加试点"), Owner: string(sponsor), Due: today.AddDays(60),
				Residual: rated(risk.Target, risk.Fraction(3, 5), 1, 80).Rating,
			}},
		},
	}, Cadences: []risk.Cadence{{Class: "low", Days: 60}, {Class: "medium", Days: 30}, {Class: "high", Days: 14}}}
	if err := s.keepRegister(); err != nil {
		return err
	}
	s.tellRisks(today)
	if err := s.odds(); err != nil {
		return err
	}
	return s.paper("risks", "risks", func(w phrase.Printer) *report.Document { return view.Risks(w, s.register, today) })
}

// scales give the levels of the matrix their ranges.
func (s *story) scales(m risk.Matrix) risk.Scales {
	levels := func(bounds ...risk.Number) []risk.Level {
		var list []risk.Level
		for i, id := range m.Effects {
			level := risk.Level{ID: id, From: bounds[i]}
			if i+1 < len(bounds) {
				level.To = bounds[i+1]
			}
			list = append(list, level)
		}
		return list
	}
	tenth := func(n int64) risk.Number { return risk.Fraction(n, 10) }
	days := func(n int64) risk.Number { return risk.Whole(n * 480) }
	thousand := func(n int64) risk.Number { return risk.Whole(n * 1000) }
	return risk.Scales{
		Likelihood: risk.Scale{Levels: levels(tenth(0), tenth(1), tenth(3), tenth(5), tenth(7), tenth(10))},
		Time:       risk.Scale{Unit: "min", Levels: levels(days(0), days(2), days(5), days(10), days(20))},
		Cost:       risk.Scale{Unit: "CNY", Levels: levels(thousand(0), thousand(10), thousand(25), thousand(50), thousand(100))},
	}
}

// tellRisks prints the risks by gravity.
func (s *story) tellRisks(today calendar.Date) {
	s.on("Risks by gravity, on a matrix of five by five:", "风险按严重程度排序（五乘五矩阵）：")
	for _, line := range s.register.Ranked(today, risk.Current) {
		x, _ := s.register.Risk(line.Risk)
		rating := s.pick("not rated", "未评级")
		if line.Rated {
			rating = fmt.Sprintf(s.pick("%s (score %s)", "%s（评分 %s）"), view.Word(s.words, line.Spot.Class), line.Spot.Score)
		}
		s.say("    %d. %s %s: %s", "    %d. %s %s：%s", line.Place, x.ID, x.Event, rating)
	}
	s.list(finding.Filter(s.register.Check(), func(f finding.Finding) bool { return f.Severity != finding.Info }))
}

// occur lets a risk happen: it becomes an issue, and the task that it hits
// takes two days longer.
func (s *story) occur() error {
	open := s.ahead()
	if len(open) == 0 {
		return nil
	}
	task := open[len(open)/2]
	if err := s.raise("I-2", s.text("an interface has to be rebuilt", "接口需要重做"), task, "r2"); err != nil {
		return err
	}
	var err error
	if s.register, err = s.register.Move(risk.Change{Risk: "r2", To: risk.Occurred, At: s.desk.now.Date(), Issue: "I-2"}); err != nil {
		return err
	}
	s.pace.took[task] += 16 * calendar.Hour
	s.on("Risk r2 occurs and becomes issue I-2: %s takes longer.", "风险 r2 发生并转为问题 I-2：%s耗时增加。", s.name(task))
	return s.keepRegister()
}

// seize lets the opportunity happen: a supplier buys the portal too.
func (s *story) seize() error {
	if err := s.raise("I-3", s.text("a second contract has to be made", "需要签订第二份合同"), "", "r3"); err != nil {
		return err
	}
	var err error
	if s.register, err = s.register.Move(risk.Change{Risk: "r3", To: risk.Occurred, At: s.desk.now.Date(), Issue: "I-3"}); err != nil {
		return err
	}
	s.on("Opportunity r3 is seized: a supplier of the customer orders the portal too.", "机会 r3 实现：客户的一家供应商也订购了门户。")
	return s.keepRegister()
}

// review rates the open risks anew, as the cadence asks.
func (s *story) review() error {
	today := s.desk.now.Date()
	for i := range s.register.Risks {
		x := &s.register.Risks[i]
		if x.Status != risk.Open || len(x.Assessments) == 0 {
			continue
		}
		last := x.Assessments[len(x.Assessments)-1]
		for _, a := range x.Assessments {
			if a.Basis == risk.Current {
				last = a
			}
		}
		last.At = today
		x.Assessments = append(slices.Clone(x.Assessments), last)
		for k := range x.Responses {
			if a := &x.Responses[k]; a.Done.IsZero() && !a.Due.After(today) {
				a.Done = a.Due
			}
		}
	}
	return s.keepRegister()
}

// closeRisks ends the risks that are still open when the work is done, and says
// how many issues no risk had announced.
func (s *story) closeRisks() error {
	closed := 0
	for _, x := range s.register.Risks {
		if x.Status != risk.Open {
			continue
		}
		to := risk.Closed
		if x.Kind == risk.Opportunity {
			to = risk.Expired
		}
		var err error
		if s.register, err = s.register.Move(risk.Change{Risk: x.ID, To: to, At: s.desk.now.Date()}); err != nil {
			return err
		}
		closed++
	}
	var issues []risk.IssueRef
	for _, i := range s.talk.Issues {
		ref := risk.IssueRef{ID: i.ID, Raised: calendar.DateTimeOf(i.Raised).Date()}
		if i.Source.Kind == "risk" {
			ref.Risk = i.Source.ID
		}
		issues = append(issues, ref)
	}
	m, _ := s.register.Process(s.desk.now.Date(), issues).Measure(risk.NeverRisks)
	s.on("The risks are closed: %d. Issues that were never risks: %d of %d.", "风险关闭：%d 项。从未列为风险的问题：%d/%d。", closed, m.Good, m.Sample)
	return s.keepRegister()
}

func (s *story) keepRegister() error {
	return s.desk.keep.registers.put(s.context(), string(s.desk.project), s.register)
}
