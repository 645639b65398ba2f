package health

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// talk surveys the communication: meetings, acknowledgements, feedback, issues
// and who was told.
func (d *diagnosis) talk() []*survey {
	list := []*survey{d.tasksTold(), d.standing()}
	if d.in.Talk == nil {
		return append(list, unknown(SignMeetings, SignAbsent, SignFeedback, SignResponse, SignUnreached)...)
	}
	return append(list, d.meetings(), d.absent(), d.feedback(), d.answers(), d.unreached())
}

// windowStart is the first day that counts for what happened of late.
func (d *diagnosis) windowStart() calendar.Date { return d.on.AddDays(1 - d.limits.WindowDays) }

// recent reports whether a day lies in the window up to the moment.
func (d *diagnosis) recent(day calendar.Date) bool {
	return !day.Before(d.windowStart()) && !day.After(d.on)
}

// meetings counts the meetings due of late: one without minutes was missed, one
// that was cancelled was not held either.
func (d *diagnosis) meetings() *survey {
	s := &survey{code: SignMeetings, known: len(d.in.Talk.Meetings) > 0}
	for _, o := range d.in.Talk.Meetings {
		day := o.Local.Date()
		if !d.recent(day) || o.End().After(d.at) || !o.Fate.Held() && o.Fate != comms.Cancelled {
			continue
		}
		ref := finding.Ref{Kind: "meeting", ID: o.ID}
		found := comms.Missed([]comms.Occurrence{o}, d.minutes(), d.at)
		if o.Fate == comms.Cancelled {
			found = append(found, finding.Finding{Code: CodeCancelled, Severity: finding.Warn, Subject: ref, Got: finding.Date(day.String()),
				Related: []finding.Ref{{Kind: "series", ID: o.Series}}, Remedy: RemedyHoldMeetings})
		}
		s.take(ref, day, found...)
	}
	return s
}

// minutes returns the minutes of meetings up to the moment.
func (d *diagnosis) minutes() []comms.Minutes {
	return slices.DeleteFunc(comms.Latest(d.in.Talk.Record.Minutes), func(m comms.Minutes) bool { return m.On.After(d.on) })
}

// absent counts the places at the meetings of late. Somebody excused is absent
// too: who is always excused hears as little.
func (d *diagnosis) absent() *survey {
	s := &survey{code: SignAbsent, known: len(d.in.Talk.Record.Minutes) > 0}
	for _, m := range d.minutes() {
		if !d.recent(m.On) {
			continue
		}
		for _, a := range m.Attendance {
			who := finding.Ref{Kind: "member", ID: a.Actor}
			missing := finding.Finding{Code: CodeMissing, Severity: finding.Warn, Subject: who, Got: finding.Date(m.On.String()),
				Related: []finding.Ref{{Kind: "meeting", ID: m.Meeting}}, Remedy: RemedyMoveMeeting}
			s.take(who, m.On, only(a.Presence != comms.Present && a.Presence != comms.Remote, missing)...)
		}
	}
	return s
}

// feedback counts the feedback of late: a piece is bad while it has waited too
// long. What is older counts neither way, answered or not, or a few old pieces
// would weigh more each week.
func (d *diagnosis) feedback() *survey {
	s := &survey{code: SignFeedback, known: d.in.Talk.Working != nil}
	if !s.known {
		return s
	}
	for _, f := range d.in.Talk.Record.Feedback {
		answered := !f.Reply.IsZero() && !f.Reply.On.After(d.on)
		age := comms.AgeDays(d.in.Talk.Working, f.Received, d.on)
		if !d.recent(f.Received) || !answered && age < d.limits.ReplyDays {
			continue
		}
		ref := finding.Ref{Kind: "feedback", ID: f.ID}
		waits := finding.Finding{Code: CodeNoReply, Severity: finding.Warn, Subject: ref, Want: finding.Number(int64(d.limits.ReplyDays), "day"),
			Got: finding.Number(int64(age), "day"), Remedy: RemedyReply}
		s.take(ref, f.Received, only(!answered, waits)...)
	}
	return s
}

// answers counts the issues raised of late that have a limit and were answered
// or are late, once for each round.
func (d *diagnosis) answers() *survey {
	s := &survey{code: SignResponse, known: d.in.Talk.Clock != nil}
	if !s.known {
		return s
	}
	for _, issue := range d.in.Talk.Record.Issues {
		for _, r := range d.in.Talk.Clock.Read(issue, d.at) {
			answered := !r.Answered.IsZero()
			began := dayOf(r.Began.In(d.at.Location()))
			if r.Clock != comms.ResponseClock || r.LimitMin == 0 || !answered && r.Late() == 0 || !d.recent(began) {
				continue
			}
			ref := finding.Ref{Kind: "issue", ID: issue.ID}
			late := finding.Finding{Code: CodeAnswerLate, Severity: finding.Warn, Subject: ref, Want: finding.Number(r.LimitMin, "min"),
				Got: finding.Number(r.LimitMin+r.LateMin(), "min"), Remedy: RemedyEscalate}
			s.take(ref, began, only(r.Late() > 0, late)...)
		}
	}
	return s
}

// unreached counts the parties to be informed: one to whom nothing of the kind
// was shared of late is a bad case. The first stretch of a project, in which
// nobody need have been told yet, is not judged.
func (d *diagnosis) unreached() *survey {
	s := &survey{code: SignUnreached, known: len(d.in.Talk.Informed) > 0}
	since := d.on.AddDays(1 - d.limits.ShareDays)
	if start := d.in.start(); !start.IsZero() && since.Before(start) {
		return s
	}
	for _, i := range d.in.Talk.Informed {
		reached := slices.ContainsFunc(d.in.Talk.Record.Shares, func(x comms.Share) bool { return d.shared(x, i, since) })
		nothing := finding.Finding{Code: CodeNotReached, Severity: finding.Warn, Subject: i.Party.Ref(), Want: finding.Text(string(i.Kind)),
			Got: finding.Date(since.String()), Remedy: RemedyInform}
		s.take(i.Party.Ref(), since.AddDays(d.limits.ShareDays-1), only(!reached, nothing)...)
	}
	return s
}

// shared reports whether a share reached a party with what it is to be told,
// since a day and by the moment.
func (d *diagnosis) shared(x comms.Share, i comms.Informed, since calendar.Date) bool {
	return x.Audience == i.Audience && !x.At.After(d.at) && !dayOf(x.At.In(d.at.Location())).Before(since) &&
		(len(x.To) == 0 || slices.Contains(x.To, i.Party)) &&
		slices.ContainsFunc(x.Items, func(item comms.SharedItem) bool { return item.Kind == i.Kind })
}

// acks returns the acknowledgements made by the moment.
func (d *diagnosis) acks() []team.Ack {
	return slices.DeleteFunc(slices.Clone(d.in.Team.Acks), func(a team.Ack) bool { return a.At.After(d.at) })
}

// tasksTold counts the assignments that have begun and are not done: one that
// its person never acknowledged, or only in an earlier version, is a bad case.
func (d *diagnosis) tasksTold() *survey {
	s := &survey{code: SignTasks, known: d.in.Team != nil && len(d.in.Team.Assignments) > 0}
	if !s.known {
		return s
	}
	byActor := map[lifecycle.ActorID][]team.Ack{}
	for _, a := range d.acks() {
		byActor[a.Actor] = append(byActor[a.Actor], a)
	}
	done := d.finished()
	for _, a := range d.in.Team.Assignments {
		if !done[a.Task] && !a.Start.IsZero() && a.Start.Before(d.on) {
			s.take(finding.Ref{Kind: "task", ID: a.Task}, a.Start, team.Unacknowledged([]team.Assignment{a}, byActor[a.Actor], d.on)...)
		}
	}
	return s
}

// finished returns the tasks of the plan that are done.
func (d *diagnosis) finished() map[string]bool {
	done := map[string]bool{}
	if d.in.Plan == nil {
		return done
	}
	for i := range d.in.Plan.Tasks {
		t := &d.in.Plan.Tasks[i]
		done[string(t.ID)] = !t.Progress.ActualFinish.IsZero()
	}
	return done
}

// standing counts the acknowledgements of goals and plan that are asked for.
// People have some days from a new version on before theirs counts as open.
func (d *diagnosis) standing() *survey {
	s := &survey{code: SignStanding, known: d.in.Team != nil && len(d.in.Team.Standing) > 0}
	if !s.known {
		return s
	}
	since := latest(d.in.CharterOn, d.in.PlanOn)
	if !since.IsZero() && d.on.Before(since.AddDays(d.limits.AckDays)) {
		return s
	}
	var members []lifecycle.ActorID
	for _, m := range d.in.Team.Members.AsOf(d.on) {
		members = append(members, m.Actor)
	}
	for _, a := range team.Alignment(d.in.Team.Standing, d.acks(), members) {
		s.good(len(a.Current))
		for _, actor := range a.Open() {
			who := finding.Ref{Kind: "member", ID: string(actor)}
			s.take(who, since, finding.Finding{Code: CodeNotAcked, Severity: finding.Warn, Subject: who,
				Related: []finding.Ref{a.Subject}, Remedy: RemedyPublish})
		}
	}
	return s
}

func latest(a, b calendar.Date) calendar.Date {
	if a.Before(b) {
		return b
	}
	return a
}
