package view

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Codes of the sentences that say why a task starts when it does.
const (
	CodeReasonProjectStart      finding.Code = "view.reason.project_start"
	CodeReasonLink              finding.Code = "view.reason.link"
	CodeReasonLinkLag           finding.Code = "view.reason.link_with_lag"
	CodeReasonStartToStart      finding.Code = "view.reason.start_to_start"
	CodeReasonFinishToFinish    finding.Code = "view.reason.finish_to_finish"
	CodeReasonStartToFinish     finding.Code = "view.reason.start_to_finish"
	CodeReasonSummaryLink       finding.Code = "view.reason.summary_link"
	CodeReasonSummaryLinkFinish finding.Code = "view.reason.summary_link_finish"
	CodeReasonSummaryStart      finding.Code = "view.reason.summary_start"
	CodeReasonSummaryConstraint finding.Code = "view.reason.summary_constraint"
	CodeReasonManual            finding.Code = "view.reason.manual_dates"
	CodeReasonActual            finding.Code = "view.reason.actual"
	CodeReasonRest              finding.Code = "view.reason.rest"
	CodeReasonChild             finding.Code = "view.reason.child"
	CodeReasonLastChild         finding.Code = "view.reason.last_child"
	CodeReasonLate              finding.Code = "view.reason.late_dates"
	CodeReasonOutside           finding.Code = "view.reason.outside"
	CodeReasonOutsideFinish     finding.Code = "view.reason.outside_finish"
	CodeReasonDataDate          finding.Code = "view.reason.data_date"
	CodeReasonConstraint        finding.Code = "view.reason.constraint"
	CodeReasonLevelling         finding.Code = "view.reason.levelling"
)

// Codes returns every code of this package. The caller owns the slice.
func Codes() []finding.Code {
	return []finding.Code{
		CodeReasonProjectStart, CodeReasonLink, CodeReasonLinkLag, CodeReasonStartToStart, CodeReasonFinishToFinish, CodeReasonStartToFinish,
		CodeReasonSummaryLink, CodeReasonSummaryLinkFinish, CodeReasonSummaryStart, CodeReasonSummaryConstraint, CodeReasonManual,
		CodeReasonActual, CodeReasonRest, CodeReasonChild, CodeReasonLastChild, CodeReasonLate, CodeReasonOutside, CodeReasonOutsideFinish,
		CodeReasonDataDate, CodeReasonConstraint, CodeReasonLevelling, CodeMovedOnly,
		CodeOddsEarlier, CodeOddsLater, CodeOddsSame, CodeOddsPlannedEarlier, CodeOddsPlannedLater, CodeOddsPlannedSame, CodeOddsResponses, CodeOddsResponsesSame, CodeOddsResponsesLater, CodeOddsMisleading,
		CodePartRule, CodeNeverPart,
		CodeNoQuorum, CodeMilestoneLate, CodeMilestoneInTime, CodeMilestoneChance, CodeMilestonesEarlier, CodeMilestonesNoRisk, CodeMilestonesOnlyPlan, CodeMoreDeviations, CodeEndedEarly, CodeMoreRisks,
	}
}

// Reason returns the step of a chain as a sentence: what drives the start of
// the task, what that asks for and, of a link, its type and its lag. w.Name may
// give tasks their names. With the links of the plan a lag is given as it was
// entered, which may be a percentage; without them as the time that it comes
// to. Days are of eight hours, in documents as long as the plan says.
func Reason(w phrase.Printer, step schedule.Step, links ...schedule.Link) string {
	return w.Finding(reasonOf(w, step, links, usualDay))
}

// reasonOf puts a step into the form that has words: the task is the subject,
// got is its start, want the date that is asked of it.
func reasonOf(w phrase.Printer, step schedule.Step, links []schedule.Link, day int64) finding.Finding {
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
	f.Code, f.Want, f.Related = codeOf(driver), moment(asked(driver)), involved(w, driver, links, day)
	switch {
	case step.Rest != 0:
		f.Code, f.Got, f.Want = CodeReasonRest, moment(step.Rest), moment(driver.Asks)
	case driver.Kind == schedule.ByChild && driver.From != step.Start:
		f.Code, f.Got = CodeReasonLastChild, moment(step.Finish)
	}
	return f
}

// asked is the date that a reason speaks of: the finish that it asks for, the
// limit that a summary hands down, else the start.
func asked(r schedule.Reason) calendar.DateTime {
	switch {
	case r.Until != 0:
		return r.Until
	case r.Kind == schedule.BySummaryConstraint:
		return r.From
	}
	return r.Asks
}

// involved lists the other task of a reason, the type of a link into a summary
// where it is not the usual one, the lag, and the summary.
func involved(w phrase.Printer, r schedule.Reason, links []schedule.Link, day int64) []finding.Ref {
	var list []finding.Ref
	if r.Task != "" {
		list = append(list, finding.Ref{Kind: "task", ID: string(r.Task)})
	}
	if r.Kind == schedule.BySummaryLink && r.Type != schedule.FinishToStart {
		list = append(list, finding.Ref{Kind: "link", ID: r.Type.String()})
	}
	if lag := lagText(w, r, links, day); lag != "" {
		kind := "lag"
		if r.LagElapsed {
			kind = "elapsed_lag"
		}
		list = append(list, finding.Ref{Kind: kind, ID: lag})
	}
	if r.Via != "" && r.Kind != schedule.ByOutside {
		list = append(list, finding.Ref{Kind: "summary_task", ID: string(r.Via)})
	}
	return list
}

// lagText is the lag of a link for people, "" for none: the percentage, or the
// time in the unit it was entered in, in days of so many minutes where that is
// not known or longer.
func lagText(w phrase.Printer, r schedule.Reason, links []schedule.Link, day int64) string {
	format, unit := report.Format{Lang: w.Lang}, schedule.DefaultUnit
	if r.Link >= 0 && r.Link < len(links) && links[r.Link].From == r.Task {
		lag := links[r.Link].Lag
		if lag.Percent != 0 {
			return format.Value(finding.Number(int64(lag.Percent), "%"))
		}
		unit = lag.Unit
	}
	switch {
	case r.Lag == 0:
		return ""
	case unit == schedule.Minutes:
		return format.Value(minutes(r.Lag))
	case unit == schedule.Hours:
		return format.Value(finding.Ratio(int64(r.Lag), int64(calendar.Hour), "h"))
	}
	column := report.Column{Type: report.TypeDuration, DayMinutes: day}
	if r.LagElapsed {
		column.DayMinutes = 24 * 60
	}
	return format.Cell(&column, minutes(r.Lag))
}

func codeOf(r schedule.Reason) finding.Code {
	switch r.Kind {
	case schedule.ByLink:
		return linkCode(r)
	case schedule.BySummaryLink:
		if r.Until != 0 {
			return CodeReasonSummaryLinkFinish
		}
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
		if r.Until != 0 {
			return CodeReasonOutsideFinish
		}
		return CodeReasonOutside
	case schedule.ByDataDate:
		return CodeReasonDataDate
	}
	return CodeReasonProjectStart
}

// linkCode is the sentence for a link: one for each type, and for the usual
// type one more where a lag moves it.
func linkCode(r schedule.Reason) finding.Code {
	switch r.Type {
	case schedule.StartToStart:
		return CodeReasonStartToStart
	case schedule.FinishToFinish:
		return CodeReasonFinishToFinish
	case schedule.StartToFinish:
		return CodeReasonStartToFinish
	}
	if r.Lag != 0 || r.Asks != r.From {
		return CodeReasonLinkLag
	}
	return CodeReasonLink
}

// Why returns the whole chain as sentences, the task asked about first. With
// the links of the plan lags are given as they were entered, as in [Reason].
func Why(w phrase.Printer, chain schedule.Chain, links ...schedule.Link) []string {
	list := make([]string, len(chain.Steps))
	for i, step := range chain.Steps {
		list[i] = Reason(w, step, links...)
	}
	return list
}
