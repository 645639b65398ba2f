package health

import (
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// response surveys how risks and changes are dealt with: the process measures
// of the register, and the change requests that wait.
func (d *diagnosis) response() []*survey {
	changes := d.undecided()
	if d.in.Risks == nil {
		return append(unknown(SignNoRiskPlan, SignReviews, SignTriggers, SignResponses, SignOccurred, SignSurprises), changes)
	}
	p := d.in.Risks.Process(d.on, d.issueRefs())
	plan, reviews, triggers := measured(p, SignNoRiskPlan, risk.PlanPresent), measured(p, SignReviews, risk.ReviewsOnTime), measured(p, SignTriggers, risk.TriggersAnswered)
	responses, occurred, surprises := measured(p, SignResponses, risk.ResponsesOnTime), measured(p, SignOccurred, risk.FoundBefore), measured(p, SignSurprises, risk.NeverRisks)
	surprises.bad = surprises.of - surprises.bad // the one measure that is better the lower it is
	d.nameReviews(reviews)
	d.nameTriggers(triggers)
	d.nameResponses(responses)
	return []*survey{plan, reviews, triggers, responses, occurred, surprises, changes}
}

// measured takes a measure of the risk process as a survey.
func measured(p risk.Process, sign finding.Code, name risk.MeasureName) *survey {
	m, _ := p.Measure(name)
	return &survey{code: sign, known: true, of: m.Sample, bad: m.Sample - m.Good}
}

func riskRef(id string) finding.Ref { return finding.Ref{Kind: "risk", ID: id} }

func (d *diagnosis) nameReviews(s *survey) {
	for _, r := range d.in.Risks.Due(d.on) {
		if r.DaysLate > 0 {
			s.name(riskRef(r.Risk), r.Due, finding.Finding{Code: CodeReviewDue, Severity: finding.Warn, Subject: riskRef(r.Risk), Want: finding.Date(r.Due.String()),
				Got: finding.Number(int64(r.DaysLate), "day"), Remedy: RemedyReviewRisks})
		}
	}
}

func (d *diagnosis) nameTriggers(s *survey) {
	for _, x := range d.in.Risks.Unanswered(d.on) {
		s.name(riskRef(x.Risk), x.Fired, finding.Finding{Code: CodeNoAnswer, Severity: finding.Warn, Subject: riskRef(x.Risk),
			Got: finding.Number(int64(x.Days), "day"), Remedy: RemedyAnswerTriggers})
	}
}

func (d *diagnosis) nameResponses(s *survey) {
	for _, x := range d.in.Risks.OverdueResponses(d.on) {
		s.name(riskRef(x.Risk), x.Due, finding.Finding{Code: CodeResponseDue, Severity: finding.Warn, Subject: riskRef(x.Risk),
			Want: finding.Date(x.Due.String()), Got: finding.Number(int64(x.DaysLate), "day"), Remedy: RemedyDoResponses})
	}
}

// issueRefs returns the issues of the project for the register.
func (d *diagnosis) issueRefs() []risk.IssueRef {
	var list []risk.IssueRef
	if d.in.Talk == nil {
		return nil
	}
	for _, i := range d.in.Talk.Record.Issues {
		x := risk.IssueRef{ID: i.ID, Raised: dayOf(i.Raised.In(d.at.Location()))}
		if i.Source.Kind == "risk" {
			x.Risk = i.Source.ID
		}
		list = append(list, x)
	}
	return list
}

// undecided counts the change requests put forward by the day: one that waits
// too long for its assessment or decision is a bad case.
func (d *diagnosis) undecided() *survey {
	s := &survey{code: SignChangesOpen, known: d.changesKnown()}
	for _, r := range d.raised() {
		ref := finding.Ref{Kind: "change", ID: r.ID}
		days := d.on.DaysSince(r.Raised)
		waits := finding.Finding{Code: CodeUndecided, Severity: finding.Warn, Subject: ref, Want: finding.Number(int64(d.limits.DecideDays), "day"),
			Got: finding.Number(int64(days), "day"), Remedy: RemedyDecide}
		s.take(ref, dueAfter(r.Raised, d.limits.DecideDays), only(waiting(r) && days > d.limits.DecideDays, waits)...)
	}
	return s
}

func waiting(r change.Request) bool {
	state := r.Standing()
	return state == change.Submitted || state == change.Assessed
}

func dueAfter(day calendar.Date, days int) calendar.Date { return day.AddDays(days) }
