package evm

import (
	"slices"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// progressCheck gathers what is wrong with reports and finds the one of each
// task.
type progressCheck struct {
	b       *Baseline
	at      calendar.DateTime
	reports map[int]*Progress
	found   []finding.Finding
}

func (c *progressCheck) add(code finding.Code, severity finding.Severity, id, field string, want, got finding.Value, remedy finding.Code) {
	c.found = append(c.found, finding.Finding{Code: code, Severity: severity, Subject: taskRef(id, field), Want: want, Got: got, Remedy: remedy})
}

func (c *progressCheck) all(progress []Progress) {
	var none finding.Value
	if c.at.IsZero() {
		c.add(CodeProgressNoDate, finding.Block, "", "at", none, none, RemedySetDates)
	}
	for k := range progress {
		p := &progress[k]
		i, known := c.b.at[p.TaskID]
		switch {
		case !known:
			c.add(CodeProgressUnknownTask, finding.Block, p.TaskID, "", none, none, RemedyMendProgress)
			continue
		case c.reports[i] != nil:
			c.add(CodeProgressDuplicate, finding.Block, p.TaskID, "", none, none, RemedyMendProgress)
			continue
		}
		c.reports[i] = p
		c.dates(p)
		c.cost(p)
		c.percent(p, &c.b.tasks[i])
		c.work(p, &c.b.tasks[i])
	}
	for i, t := range c.b.tasks {
		if c.reports[i] == nil && t.Start <= c.at {
			c.add(CodeProgressNotReported, finding.Warn, t.ID, "", none, none, RemedyReport)
		}
	}
}

func (c *progressCheck) dates(p *Progress) {
	for _, d := range []struct {
		field string
		date  calendar.DateTime
	}{{"started", p.Started}, {"finished", p.Finished}} {
		if d.date > c.at {
			c.add(CodeProgressAfterStatus, finding.Block, p.TaskID, d.field, finding.Date(c.at.String()), finding.Date(d.date.String()), RemedyMendProgress)
		}
	}
	if !p.Finished.IsZero() && p.Finished < p.Started {
		c.add(CodeProgressReversed, finding.Block, p.TaskID, "finished", finding.Date(p.Started.String()), finding.Date(p.Finished.String()), RemedyMendProgress)
	}
}

func (c *progressCheck) cost(p *Progress) {
	if p.ActualCost.IsUnknown() {
		c.add(CodeProgressNoCost, finding.Warn, p.TaskID, "actual_cost", finding.Value{}, p.ActualCost.Finding(), RemedyReportCost)
		return
	}
	if c.b.bac.Sub(p.ActualCost).Reason() == kpi.ReasonUnitMismatch {
		c.add(CodeProgressCurrency, finding.Block, p.TaskID, "actual_cost", finding.Text(c.b.currency.Code()), finding.Text(p.ActualCost.Unit()), RemedyConvert)
	}
}

// percent wants a share that agrees with the actual dates.
func (c *progressCheck) percent(p *Progress, t *Task) {
	sign, stated := p.Percent.Sign()
	units, _ := p.Done.Sign()
	begun := !p.Finished.IsZero() || sign > 0 || units > 0 || len(p.Reached) > 0
	if begun && p.Started.IsZero() {
		c.add(CodeProgressNoStart, finding.Warn, p.TaskID, "started", finding.Value{}, finding.Value{}, RemedyMendProgress)
	}
	if !stated {
		if reads := t.Earning == "" || t.Earning == PercentComplete; reads && p.Finished.IsZero() {
			c.add(CodeProgressNoPercent, finding.Warn, p.TaskID, "percent", finding.Value{}, p.Percent.Finding(), RemedyReport)
		}
		return
	}
	one := kpi.Int(1, "")
	if !isShare(p.Percent) {
		c.add(CodeProgressShare, finding.Block, p.TaskID, "percent", finding.Text("0..1"), p.Percent.Finding(), RemedyMendShare)
	} else if order, _ := p.Percent.Cmp(one); !p.Finished.IsZero() && order != 0 {
		c.add(CodeProgressFinishedPart, finding.Block, p.TaskID, "percent", one.Finding(), p.Percent.Finding(), RemedyMendProgress)
	}
}

// work wants units and milestones that the task has.
func (c *progressCheck) work(p *Progress, t *Task) {
	if t.Earning == Units {
		switch share := p.Done.Div(t.Total); {
		case p.Done.IsUnknown():
			if p.Finished.IsZero() {
				c.add(CodeProgressNoPercent, finding.Warn, p.TaskID, "done", finding.Value{}, p.Done.Finding(), RemedyReport)
			}
		case !isShare(share):
			c.add(CodeProgressShare, finding.Block, p.TaskID, "done", finding.Text("0.."+t.Total.String()), p.Done.Finding(), RemedyMendShare)
		}
	}
	for _, name := range p.Reached {
		if !slices.ContainsFunc(t.Milestones, func(m Milestone) bool { return m.Name == name }) {
			c.add(CodeProgressMilestone, finding.Block, p.TaskID, "reached", finding.Value{}, finding.Text(name), RemedyMendProgress)
		}
	}
}
