package change

import (
	"fmt"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// EffectReport compares what a change was computed to bring about with what
// came of it.
type EffectReport struct {
	Request string            `json:"request"`
	At      calendar.DateTime `json:"at"`
	Rows    []EffectRow       `json:"rows"`
}

// EffectRow compares one figure.
type EffectRow struct {
	Subject  finding.Ref   `json:"subject"` // the project's finish or cost, or a milestone
	Expected finding.Value `json:"expected"`
	Real     finding.Value `json:"real"`
	// Off is the real figure less the expected one: minutes of working time of
	// the project's calendar, or money. It is unknown when a figure is.
	Off finding.Value `json:"off"`
}

// Matches reports whether the real figure is the expected one.
func (r EffectRow) Matches() bool { return r.Expected == r.Real && !r.Real.IsUnknown() }

// Reasons for which a figure of an effect is unknown.
const (
	ReasonNoDates = "no-dates" // the task is gone or left out
	ReasonNoCost  = "no-cost"  // no cost was given
)

// CheckEffect compares an assessment with a later result of plan p: the finish
// of the project, every milestone that the change was to move, and the cost.
// Cost is what the project costs by now, to be compared with the cost under
// the requested option; without a currency it is unknown. What else happened
// to the plan in between shows in the figures too. The error says that the
// calendars of the plan cannot be used.
func CheckEffect(i Impact, p *schedule.Plan, later *schedule.Result, cost money.Amount, at calendar.DateTime) (EffectReport, error) {
	project, err := schedule.ProjectCalendar(p)
	if err != nil {
		return EffectReport{}, fmt.Errorf("change: effect: %w", err)
	}
	report := EffectReport{Request: i.Request, At: at}
	wanted, _ := i.Option(Requested)
	date := func(ref finding.Ref, expected, real calendar.DateTime) {
		row := EffectRow{ref, moment(expected), moment(real), finding.Unknown(ReasonNoDates)}
		if expected != 0 && real != 0 {
			row.Off = minutes(project.Between(expected, real))
		}
		report.Rows = append(report.Rows, row)
	}
	date(finding.Ref{Kind: "project", Field: "finish"}, wanted.Finish, later.Finish())
	for _, m := range i.Milestones {
		if m.After != 0 {
			times, _ := later.Times(m.Task)
			date(finding.Ref{Kind: "task", ID: string(m.Task), Field: "finish"}, m.After, times.Finish)
		}
	}
	report.Rows = append(report.Rows, costRow(wanted.Cost, cost))
	return report, nil
}

func costRow(expected, real money.Amount) EffectRow {
	row := EffectRow{finding.Ref{Kind: "project", Field: "cost"}, amountValue(expected), finding.Unknown(ReasonNoCost), finding.Unknown(ReasonNoCost)}
	if real == (money.Amount{}) {
		return row
	}
	row.Real = amountValue(real)
	if off, err := real.Sub(expected); err == nil {
		row.Off = amountValue(off)
	}
	return row
}

func moment(t calendar.DateTime) finding.Value {
	if t == 0 {
		return finding.Unknown(ReasonNoDates)
	}
	return finding.Date(t.String())
}

// Findings returns, sorted, a warning for every figure that is not as
// computed.
func (e EffectReport) Findings() []finding.Finding {
	var found []finding.Finding
	for _, row := range e.Rows {
		if !row.Matches() {
			found = append(found, finding.Finding{Code: CodeEffectDiffers, Severity: finding.Warn, Subject: row.Subject,
				Want: row.Expected, Got: row.Real, Remedy: RemedyExplainEffect})
		}
	}
	finding.Sort(found)
	return found
}

// Verify closes an implemented request with a report on its effect. A report
// in which a figure differs needs a reason. The error is a [*RefusedError].
func Verify(r Request, report EffectReport, act Act) (Request, error) {
	var found []finding.Finding
	switch {
	case len(report.Rows) == 0:
		found = append(found, finding.Finding{Code: CodeNoReport, Subject: r.ref("verified"), Remedy: RemedyVerify})
	case report.Request != r.ID:
		found = append(found, finding.Finding{Code: CodeOtherRequest, Subject: r.ref("verified.request"), Want: finding.Text(r.ID),
			Got: finding.Text(report.Request), Remedy: RemedyVerify})
	case len(report.Findings()) > 0 && act.Reason == "":
		found = append(found, finding.Finding{Code: CodeStepNoReason, Subject: r.ref("reason"), Got: finding.Text(string(MoveVerify)), Remedy: RemedyExplainEffect})
	}
	next, err := r.step(MoveVerify, act, found)
	if err != nil {
		return Request{}, err
	}
	next.Verified = report
	return next.Clone(), nil
}
