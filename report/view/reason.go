package view

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule"
)

// Codes of the sentences that say why a task starts when it does.
const (
	CodeReasonProjectStart      finding.Code = "view.reason.project_start"
	CodeReasonLink              finding.Code = "view.reason.link"
	CodeReasonLinkLag           finding.Code = "view.reason.link_with_lag"
	CodeReasonSummaryLink       finding.Code = "view.reason.summary_link"
	CodeReasonSummaryStart      finding.Code = "view.reason.summary_start"
	CodeReasonSummaryConstraint finding.Code = "view.reason.summary_constraint"
	CodeReasonManual            finding.Code = "view.reason.manual_dates"
	CodeReasonActual            finding.Code = "view.reason.actual"
	CodeReasonChild             finding.Code = "view.reason.child"
	CodeReasonLate              finding.Code = "view.reason.late_dates"
	CodeReasonOutside           finding.Code = "view.reason.outside"
	CodeReasonDataDate          finding.Code = "view.reason.data_date"
	CodeReasonConstraint        finding.Code = "view.reason.constraint"
	CodeReasonLevelling         finding.Code = "view.reason.levelling"
)

// Codes returns every code of this package. The caller owns the slice.
func Codes() []finding.Code {
	return []finding.Code{
		CodeReasonProjectStart, CodeReasonLink, CodeReasonLinkLag, CodeReasonSummaryLink, CodeReasonSummaryStart,
		CodeReasonSummaryConstraint, CodeReasonManual, CodeReasonActual, CodeReasonChild, CodeReasonLate, CodeReasonOutside,
		CodeReasonDataDate, CodeReasonConstraint, CodeReasonLevelling,
	}
}

// Reason returns the step of a chain as a sentence: what drives the start of
// the task. w.Name may give tasks their names.
func Reason(w phrase.Printer, step schedule.Step) string { return w.Finding(reasonOf(step)) }

// reasonOf puts a step into the form that has words: the task is the subject,
// got is its start, want the date that asks for it.
func reasonOf(step schedule.Step) finding.Finding {
	f := finding.Finding{
		Code: CodeReasonProjectStart, Severity: finding.Info, Subject: finding.Ref{Kind: "task", ID: string(step.Task)}, Got: moment(step.Start),
	}
	for _, m := range step.Moves {
		switch m.Kind {
		case schedule.ByConstraint:
			f.Code, f.Want = CodeReasonConstraint, finding.Text(m.Constraint.String())
			return f
		case schedule.ByLevelingDelay:
			f.Code, f.Want = CodeReasonLevelling, moment(m.From)
			return f
		}
	}
	driver, ok := step.Driver()
	if !ok {
		return f
	}
	f.Want = moment(driver.From)
	if driver.Task != "" {
		f.Related = []finding.Ref{{Kind: "task", ID: string(driver.Task)}}
	}
	f.Code = codeOf(driver)
	if f.Code == CodeReasonSummaryStart || f.Code == CodeReasonSummaryConstraint || f.Code == CodeReasonSummaryLink {
		f.Related = append(f.Related, finding.Ref{Kind: "summary_task", ID: string(driver.Via)})
	}
	return f
}

func codeOf(r schedule.Reason) finding.Code {
	switch r.Kind {
	case schedule.ByLink:
		if r.Lag != 0 {
			return CodeReasonLinkLag
		}
		return CodeReasonLink
	case schedule.BySummaryLink:
		return CodeReasonSummaryLink
	case schedule.BySummaryStart:
		return CodeReasonSummaryStart
	case schedule.BySummaryConstraint:
		return CodeReasonSummaryConstraint
	case schedule.ByManualDates:
		return CodeReasonManual
	case schedule.ByActual:
		return CodeReasonActual
	case schedule.ByChild:
		return CodeReasonChild
	case schedule.ByLateDates:
		return CodeReasonLate
	case schedule.ByOutside:
		return CodeReasonOutside
	case schedule.ByDataDate:
		return CodeReasonDataDate
	}
	return CodeReasonProjectStart
}

// Why returns the whole chain as sentences, the task asked about first.
func Why(w phrase.Printer, chain schedule.Chain) []string {
	list := make([]string, len(chain.Steps))
	for i, step := range chain.Steps {
		list[i] = Reason(w, step)
	}
	return list
}
