package comms

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// checkMeetings checks the plan, the series and the minutes, each alone and
// against each other.
func checkMeetings(r Record) []finding.Finding {
	var c checker
	c.plan(r.Plan)
	series, templates := map[string]bool{}, map[string]bool{}
	for _, t := range []Template{KickoffTemplate(), RegularTemplate(), ResourceTemplate()} {
		templates[t.ID] = true
	}
	for _, t := range r.Templates {
		c.id(finding.Ref{Kind: "template", ID: t.ID}, t.ID, templates)
	}
	for _, s := range r.Series {
		c.id(s.ref(), s.ID, series)
		if s.Template != "" && !templates[s.Template] {
			c.block(CodeSeriesTemplate, s.ref(), nothing, finding.Text(s.Template), RemedyNameSeries)
		}
	}
	notices := map[string]bool{}
	for _, n := range r.Notices {
		c.id(finding.Ref{Kind: "notice", ID: n.ID}, n.ID, notices)
	}
	c.seriesNamed(r, series)
	return slices.Concat(c.list, rowsOf(r), CheckMinutes(r.Minutes, r.Closings))
}

// rowsOf checks each template and series. An id that is missing is left to the
// check of ids.
func rowsOf(r Record) []finding.Finding {
	var list []finding.Finding
	for _, t := range r.Templates {
		list = append(list, t.Check()...)
	}
	for _, s := range r.Series {
		list = append(list, s.Check()...)
	}
	return finding.Filter(list, func(f finding.Finding) bool { return f.Code != CodeNoID })
}

// seriesNamed checks that entries and minutes name series that are there.
func (c *checker) seriesNamed(r Record, series map[string]bool) {
	for _, e := range r.Plan.Entries {
		if e.Series != "" && !series[e.Series] {
			c.block(CodeEntrySeries, e.Ref(), nothing, finding.Text(e.Series), RemedyNameSeries)
		}
	}
	for _, m := range Latest(r.Minutes) {
		if m.Series != "" && !series[m.Series] {
			c.block(CodeMinutesSeries, m.ref(), nothing, finding.Text(m.Series), RemedyNameSeries)
		}
	}
}
