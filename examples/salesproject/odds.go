package main

import (
	"context"
	"math"
	"math/big"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/risk/dist"
	"github.com/milepost-go/milepost/risk/sra"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// odds asks how likely the date is, with every task a little uncertain and the
// risks as they are, before and after the responses.
func (s *story) odds() error {
	o, err := sra.Run(context.Background(), s.plan, s.register, sra.Options{
		Trials: 1024, Seed: 7, Others: dist.PERT{Least: 0.9, Likely: 1, Most: 1.3}, Impacts: s.impacts(), Currency: s.currency(), After: true,
	})
	if err != nil {
		return err
	}
	s.outlook = o
	s.on("The odds, by %d simulated courses of the plan: on time %s.", "按 %d 次模拟得到的可能性：按时完成 %s。", o.Trials, s.percent(o.OnTime()))
	for _, p := range []int{50, 80} {
		before, known := o.Finish.Percentile(p)
		after, also := o.After.Finish.Percentile(p)
		if known && also {
			s.say("    P%d: %s as it is, %s after the responses", "    P%d：现状 %s，应对之后 %s", p, before.Date(), after.Date())
		}
	}
	s.say("    the responses gain %s working days at P80", "    应对措施在 P80 上赢得 %s 个工作日", s.inDays(o.Gain(80)))
	return s.paper("odds", "risks", func(w phrase.Printer) *report.Document { return view.Odds(w, o) })
}

// impacts say on which tasks the threats act: the first on a task early on the
// longest path, the second on a late one.
func (s *story) impacts() []sra.Impact {
	open := s.ahead()
	if len(open) == 0 {
		return nil
	}
	return []sra.Impact{{Risk: "r1", Task: open[len(open)/3]}, {Risk: "r2", Task: s.interfaceTask(open)}}
}

// interfaceTask is the task that a rebuilt interface makes longer.
func (s *story) interfaceTask(open []schedule.TaskID) schedule.TaskID { return open[len(open)*2/3] }

func (s *story) percent(v finding.Value) string {
	if n, known := v.Rat(); known {
		return new(big.Rat).Mul(n, big.NewRat(100, 1)).FloatString(0) + "%"
	}
	return s.fact(v)
}

// inDays writes minutes of work as days of the plan.
func (s *story) inDays(v finding.Value) string {
	n, known := v.Rat()
	if !known {
		return s.fact(v)
	}
	minutes, _ := n.Float64()
	return s.days(calendar.Work(math.Round(minutes)) * calendar.Minute)
}
