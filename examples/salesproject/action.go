package main

import (
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
)

// correct answers the first deviation with a corrective action that says what
// it is to bring about and when that will be judged.
func (s *story) correct() error {
	last := s.statuses[len(s.statuses)-1].value.Status
	aim := finding.Decimal("0.95", "")
	today := s.desk.now.Date()
	s.action = change.Action{
		ID: "A-1", Title: s.text("Two deputies per branch join the reviews", "每家门店两名代理人参加评审"), Kind: change.Corrective,
		Deviation: finding.Ref{Kind: "indicator", ID: "evm.spi"}, Owner: string(manager), Due: s.workday(today.AddDays(7)), CheckOn: s.workday(today.AddDays(50)),
		Expected: []change.Expectation{{Subject: finding.Ref{Kind: "indicator", ID: "evm.spi"}, Bound: change.AtLeast, Value: aim}},
	}
	s.list(s.action.Check())
	s.on("Deviation: SPI %s. Corrective action A-1: %s; expected: SPI of at least %s.", "偏差：SPI %s。纠正措施 A-1：%s；预期：SPI 不低于 %s。",
		last.SPI().Round(3, 0), s.action.Title, s.fact(aim))
	s.pace.ease(s.plan)
	done, err := s.action.Complete(change.Act{By: string(manager), At: s.desk.now})
	s.action = done
	return err
}

// judgeAction holds the corrective action against what it was to bring about.
func (s *story) judgeAction() error {
	if s.action.ID == "" || s.action.State == change.ActionClosed || len(s.statuses) < 3 {
		return nil
	}
	spi := finding.Decimal(s.statuses[len(s.statuses)-1].value.Status.SPI().Round(3, 0), "")
	judged, err := s.action.Judge([]finding.Value{spi}, change.Act{
		By: string(sponsor), At: s.desk.now, Reason: s.text("reviews keep their dates now", "评审已能按期进行"),
	})
	if err != nil {
		return err
	}
	s.action = judged
	met := s.pick("not reached", "未达到")
	if judged.Effects[0].Met {
		met = s.pick("reached", "达到")
	}
	s.on("The effect of action A-1 is judged: SPI %s, wanted %s: %s; findings of the action log: %d.", "评定措施 A-1 的效果：SPI %s，要求 %s：%s；措施记录问题 %d 个。",
		s.fact(spi), s.fact(judged.Effects[0].Value), met, len(change.CheckActions([]change.Action{judged}, s.desk.now.Date())))
	return nil
}

// raise puts an issue on record, of a risk that occurred or of none.
func (s *story) raise(id, title string, task schedule.TaskID, from string) error {
	issue := comms.Issue{
		ID: id, Title: title, Severity: comms.High, Owner: string(manager), RaisedBy: string(manager), Raised: s.desk.clock(),
		Effect: s.text("the plan is at risk", "计划受到影响"),
	}
	if task != "" {
		issue.Links = []finding.Ref{{Kind: "task", ID: string(task)}}
	}
	if from != "" {
		issue.Source = finding.Ref{Kind: "risk", ID: from}
	}
	issue, found := issue.Do(comms.IssueStep{Do: comms.IssueAcknowledge, By: string(manager), At: s.desk.clock()})
	s.talk.Issues = append(s.talk.Issues, issue)
	return finding.AsError("issue", found)
}

// solve ends the issues that are open, with cause and solution.
func (s *story) solve(id, cause, solution string) error {
	for i, issue := range s.talk.Issues {
		if issue.ID != id || issue.State().Status == comms.IssueClosed {
			continue
		}
		done, found := issue.Do(comms.IssueStep{Do: comms.IssueSolve, By: string(manager), At: s.desk.clock(), Cause: cause, Solution: solution})
		if err := finding.AsError("issue", found); err != nil {
			return err
		}
		if done, found = done.Do(comms.IssueStep{Do: comms.IssueClose, By: string(manager), At: s.desk.clock()}); len(found) > 0 {
			return finding.AsError("issue", found)
		}
		s.talk.Issues[i] = done
		s.on("Issue %s is solved: %s.", "问题 %s 已解决：%s。", id, solution)
	}
	return nil
}
