package schedule

import "github.com/milepost-go/milepost/lifecycle/finding"

// conflicts finds what the dates could not keep: constraints that hold a task
// before its links, deadlines that are missed, and where negative float
// begins.
func (p *pass) conflicts(r *Result) []finding.Finding {
	var found []finding.Finding
	for _, pin := range p.pins {
		found = append(found, finding.Finding{Code: CodeConstraintBeaten, Severity: finding.Warn,
			Subject: taskRef(p.ids[pin.task], "constraint"), Want: finding.Date(pin.linked.String()),
			Got: finding.Date(r.times[pin.task].Start.String()), Remedy: RemedyMoveConstraint})
	}
	for i := range p.tasks {
		t, x := &p.tasks[i], &r.times[i]
		if x.Finish == 0 || t.state == finished {
			continue
		}
		switch {
		case t.deadline != 0 && x.Finish > t.deadline:
			found = append(found, finding.Finding{Code: CodeDeadlineMissed, Severity: finding.Warn,
				Subject: taskRef(p.ids[i], "deadline"), Want: finding.Date(t.deadline.String()),
				Got: finding.Date(x.Finish.String()), Remedy: RemedyShortenPath})
		case x.TotalFloat < 0 && !t.isSummary():
			found = append(found, finding.Finding{Code: CodeNegativeFloat, Severity: finding.Warn,
				Subject: taskRef(p.ids[i], "total_float"), Want: finding.Number(0, "min"),
				Got: finding.Ratio(int64(x.TotalFloat), 60, "min"), Remedy: RemedyShortenPath})
		}
	}
	finding.Sort(found)
	return found
}
