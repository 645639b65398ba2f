package quality

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
)

// logic counts the incomplete tasks without a predecessor or without a
// successor. A link to or from anything satisfies it.
func (s *survey) logic() Check {
	return s.count((*Activity).remaining, func(a *Activity) []finding.Finding {
		noPred, noSucc := !s.preds[a.ID], !s.succs[a.ID]
		if s.limits.BothEnds && !(noPred && noSucc) {
			return nil
		}
		return append(
			one(noPred, finding.Finding{Code: CodeNoPredecessor, Subject: taskRef(a.ID, "predecessors"), Remedy: RemedyLinkPredecessor}),
			one(noSucc, finding.Finding{Code: CodeNoSuccessor, Subject: taskRef(a.ID, "successors"), Remedy: RemedyLinkSuccessor})...)
	})
}

// openEnds counts the incomplete tasks that have links, but none into their
// start, or none out of their finish: a change of their duration then moves
// nothing.
func (s *survey) openEnds() Check {
	drivenStart, drivingFinish := map[string]bool{}, map[string]bool{}
	for _, k := range s.Ties {
		if k.Type == schedule.FinishToStart || k.Type == schedule.FinishToFinish {
			drivingFinish[k.From] = true
		}
		if k.Type == schedule.FinishToStart || k.Type == schedule.StartToStart {
			drivenStart[k.To] = true
		}
	}
	return s.count((*Activity).remaining, func(a *Activity) []finding.Finding {
		return append(
			one(s.preds[a.ID] && !drivenStart[a.ID], finding.Finding{Code: CodeOpenStart, Subject: taskRef(a.ID, "predecessors"), Remedy: RemedyLinkPredecessor}),
			one(s.succs[a.ID] && !drivingFinish[a.ID], finding.Finding{Code: CodeOpenFinish, Subject: taskRef(a.ID, "successors"), Remedy: RemedyLinkSuccessor})...)
	})
}
