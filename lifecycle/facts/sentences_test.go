package facts_test

import (
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/facts"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report/phrase"
)

// What a reader is told, in both languages, of the findings of one shallow plan.
func TestSentences(t *testing.T) {
	in := whole(t)
	in.Charter.Goals = append(in.Charter.Goals[:1:1], in.Charter.Goals[0])
	in.Charter.Goals[1].ID = "G2"
	in.Plan.Tasks[2].Duration.Length = 25 * day
	in.Plan.Tasks[0].Duration.Estimated = true
	in.Plan.Assignments = in.Plan.Assignments[:1]
	in.Milestones, in.Risks = in.Milestones[:1], nil
	want := map[finding.Code][3]string{
		facts.CodeTaskUndetailed: {"Task rollout lasts 25 days; what is longer than 20 days should be detailed.",
			"任务 rollout 的工期为 25 天，超过 20 天的任务应当细化。", "Divide task rollout into shorter tasks."},
		facts.CodeTaskUnassigned:   {"Nobody is assigned to task rollout.", "任务 rollout 没有分配任何人。", "Assign somebody to task rollout."},
		facts.CodeMilestoneNoOwner: {"Nobody answers for milestone done.", "里程碑 done 没有责任人。", "Name somebody who answers for milestone done."},
		facts.CodeRisksMissing:     {"The plan has no risk plan.", "计划没有风险计划。", "Make a risk register with rated and owned risks."},
		facts.CodeEstimateOpen: {"The duration of task offer is a guess that nobody has confirmed: 5 days.",
			"任务 offer 的工期是未经确认的估计：5 天。", "Have somebody who knows the work confirm the duration of task offer."},
		facts.CodeGoalsNotAgreed: {"The goals: the present version is acknowledged by 0; wanted are 2; not by member li.na, member wang.wei.",
			"目标：当前版本的确认人数为 0，要求为 2；尚未确认：成员 li.na、成员 wang.wei。", "Ask those who have not done so to acknowledge the goals as they stand."},
	}
	en, zh := phrase.Printer{Lang: phrase.En}, phrase.Printer{Lang: phrase.ZhCN}
	for _, f := range facts.PlanCheck(moment, in) {
		said := [3]string{en.Finding(f), zh.Finding(f), en.Remedy(f)}
		if text, ok := want[f.Code]; ok && said != text {
			t.Errorf("%v:\n%s", f, strings.Join(said[:], "\n"))
		}
		delete(want, f.Code)
	}
	if len(want) > 0 {
		t.Errorf("not found: %v", want)
	}
}
