package quality

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// untraced counts the incomplete tasks from which no chain of links leads to
// the finish of the project: delay of such a task shows nowhere. The finish is
// what finishes last of all that is incomplete, a milestone rather than a task.
// A link at a summary is a link at the tasks in it.
func (s *survey) untraced() Check {
	last := s.last()
	if len(last) == 0 {
		return s.count(func(*Activity) bool { return false }, nil)
	}
	reached := s.leadingTo(last)
	return s.count((*Activity).remaining, func(a *Activity) []finding.Finding {
		return one(!reached[a.ID], finding.Finding{Code: CodeUntracedTask, Subject: taskRef(a.ID, "successors"), Remedy: RemedyLinkSuccessor})
	})
}

// last returns the ids of the incomplete tasks and milestones that no other
// finishes after; of the milestones alone where there are some.
func (s *survey) last() []string {
	ids, latest := map[Kind][]string{}, calendar.DateTime(0)
	for i := range s.Activities {
		a := &s.Activities[i]
		if a.complete() || a.Finish < latest || a.Kind != Task && a.Kind != Milestone {
			continue
		}
		if a.Finish > latest {
			latest = a.Finish
			clear(ids)
		}
		ids[a.Kind] = append(ids[a.Kind], a.ID)
	}
	if len(ids[Milestone]) > 0 {
		return ids[Milestone]
	}
	return ids[Task]
}

// end is one side of an activity. A summary has two: a link into it reaches the
// tasks in it by its start, and they reach a link out of it by its finish. Of
// any other activity both are the same.
type end struct {
	id     string
	finish bool
}

// leadingTo returns the ids of the activities from which links lead to one of
// the last.
func (s *survey) leadingTo(last []string) map[string]bool {
	into := s.backwards()
	seen := map[end]bool{}
	var stack []end
	push := func(e end) {
		if !seen[e] {
			seen[e] = true
			stack = append(stack, e)
		}
	}
	for _, id := range last {
		push(end{id, false})
	}
	reached := map[string]bool{}
	for len(stack) > 0 {
		e := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		reached[e.id] = true
		for _, before := range into[e] {
			push(before)
		}
	}
	return reached
}

// backwards returns what leads directly to each end.
func (s *survey) backwards() map[end][]end {
	isSummary := func(id string) bool {
		a := s.activity(id)
		return a != nil && a.Kind == Summary
	}
	into := map[end][]end{}
	link := func(from, to end) { into[to] = append(into[to], from) }
	for _, k := range s.Ties {
		link(end{k.From, isSummary(k.From)}, end{k.To, false})
	}
	for i := range s.Activities {
		a := &s.Activities[i]
		if a.Parent == "" || !isSummary(a.Parent) {
			continue
		}
		link(end{a.Parent, false}, end{a.ID, false})
		link(end{a.ID, a.Kind == Summary}, end{a.Parent, true})
	}
	return into
}

// rollup counts the summaries whose dates are not those of the activities in
// them: the first start and the last finish.
func (s *survey) rollup() Check {
	type span struct{ start, finish calendar.DateTime }
	spans := map[string]span{}
	for i := range s.Activities {
		a := &s.Activities[i]
		if a.Parent == "" || a.Start.IsZero() || a.Finish.IsZero() {
			continue
		}
		x, some := spans[a.Parent]
		if !some {
			x.start = a.Start
		}
		spans[a.Parent] = span{min(x.start, a.Start), max(x.finish, a.Finish)}
	}
	belongs := func(a *Activity) bool {
		_, some := spans[a.ID]
		return some && a.Kind == Summary && !a.Start.IsZero() && !a.Finish.IsZero()
	}
	return s.count(belongs, func(a *Activity) []finding.Finding {
		x := spans[a.ID]
		differs := func(field string, want, got calendar.DateTime) []finding.Finding {
			return one(s.after(want, got) || s.after(got, want), finding.Finding{Code: CodeSummaryDates, Subject: taskRef(a.ID, field),
				Want: date(want), Got: date(got), Remedy: RemedyScheduleAutomatically})
		}
		return append(differs("start", x.start, a.Start), differs("finish", x.finish, a.Finish)...)
	})
}
