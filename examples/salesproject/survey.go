package main

import (
	"fmt"

	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// survey asks the key users without their names. Groups of fewer than five are
// not shown.
func (s *story) survey() error {
	form := comms.Survey{
		ID: "S-1", Title: s.text("After the handover", "移交之后"), Anonymous: true, MinGroup: 5,
		Questions:  []comms.Question{{ID: "happy", Text: s.text("How satisfied are you?", "您的满意度如何？"), Kind: comms.ScaleQuestion, Low: 1, High: 5}},
		Attributes: []comms.Attribute{{Name: "branch", Values: []string{"harbour", "city", "island"}}}, Cuts: [][]string{{"branch"}}, WeakBelow: 10, WeakPercent: 30,
	}
	var tokens []string
	for n := range 24 {
		tokens = append(tokens, fmt.Sprintf("a-host-would-use-random-ones-%02d", n))
	}
	box, found := form.Open(tokens)
	answers := []int{5, 4, 5, 4, 4, 5, 3, 5, 4, 5, 5, 4, 4, 5, 4, 5, 4, 4}
	for n, answer := range answers {
		branch := form.Attributes[0].Values[min(n/8, 2)] // eight, eight and two
		var more []finding.Finding
		box, more = form.Put(box, tokens[n], comms.Response{
			Traits: []comms.Trait{{Name: "branch", Value: branch}}, Answers: []comms.Answer{{Question: "happy", Number: answer}},
		})
		found = append(found, more...)
	}
	results, more := form.Results(box.Close())
	if err := finding.AsError("survey", append(found, more...)); err != nil {
		return err
	}
	s.talk.Surveys, s.talk.Results = append(s.talk.Surveys, form), append(s.talk.Results, results)
	q := results.Questions[0]
	if len(q.Groups) == 0 {
		return fmt.Errorf("too few answers to show")
	}
	s.satisfaction = q.Groups[0].Mean
	mean, _ := s.satisfaction.Rat()
	s.on("The survey: %d of %d key users answered; mean %s of five.", "满意度调查：%d/%d 位关键用户作答；平均 %s 分（五分制）。", results.Responses, results.Invited, mean.FloatString(2))
	if q.Withheld {
		s.say("    by branch it is not shown: one branch has fewer than %d answers", "    不按门店显示：有门店的答卷少于 %d 份", form.MinGroup)
	}
	return nil
}

// hear takes the comment of a customer, which becomes an improvement.
func (s *story) hear() error {
	s.talk.Feedback = append(s.talk.Feedback, comms.Feedback{
		ID: "F-1", Side: comms.FromCustomer, From: string(customer), Received: s.desk.now.Date(), Owner: string(manager),
		Text:  s.text("Let us try every screen before it is finished.", "希望每个界面在完成之前先让我们试用。"),
		About: []finding.Ref{{Kind: "goal", ID: "satisfaction"}},
	})
	s.on("Harbor Foods comments: “%s”", "海港食品的意见：“%s”", s.talk.Feedback[0].Text)
	return nil
}

// answer accepts the comment: it becomes an improvement with a figure by which
// it will be judged.
func (s *story) answer() error {
	if len(s.talk.Feedback) == 0 || !s.talk.Feedback[0].Reply.IsZero() {
		return nil
	}
	today := s.desk.now.Date()
	f, found := s.talk.Feedback[0].Answer(comms.Reply{
		By: string(manager), On: today, Text: s.text("From now on there is a trial of each screen.", "今后每个界面都先试用。"),
		Outcome: comms.FeedbackAccepted, Result: finding.Ref{Kind: "improvement", ID: "IM-1"}, Reach: comms.ReachProject,
	})
	if err := finding.AsError("feedback", found); err != nil {
		return err
	}
	s.talk.Feedback[0] = f
	improvement := closing.Improvement{
		ID: "IM-1", What: s.text("Users try every screen before it is finished", "用户在界面完成前先行试用"), From: []finding.Ref{{Kind: "feedback", ID: "F-1"}},
		Project: s.charter.ID, Owner: string(manager), Raised: today, Due: s.workday(today.AddDays(20)), State: closing.ImprovementOpen,
		Measure: closing.Measure{Name: s.text("screens that were reworked", "返工的界面数"), Smaller: true, Before: finding.Number(7, ""), Source: s.text("test log", "测试日志")},
	}
	improvement, found = improvement.Take(closing.ImprovementStep{To: closing.ImprovementApplied, By: string(manager), On: today, Project: s.charter.ID})
	if err := finding.AsError("improvement", found); err != nil {
		return err
	}
	s.memory.Improvements = append(s.memory.Improvements, improvement)
	s.on("The comment is accepted: improvement %s, %s.", "意见被采纳：改进项 %s，%s。", improvement.ID, improvement.What)
	return nil
}

// judgeImprovement says whether the improvement helped.
func (s *story) judgeImprovement() error {
	for i, x := range s.memory.Improvements {
		judged, found := x.Take(closing.ImprovementStep{
			To: closing.ImprovementJudged, By: string(sponsor), On: s.desk.now.Date(), Project: s.charter.ID, After: finding.Number(2, ""),
		})
		if err := finding.AsError("improvement", found); err != nil {
			return err
		}
		s.memory.Improvements[i] = judged
		s.on("Improvement %s is judged: %s, before %s, after %s.", "评定改进项 %s：%s，之前 %s，之后 %s。", judged.ID, s.word(string(judged.Verdict)),
			s.fact(judged.Measure.Before), s.fact(judged.Measure.After))
	}
	return nil
}
