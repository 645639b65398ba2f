package schedule

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// named reports whether a link goes by the name of the one in the edit.
func (e *editor) named(l Link) bool {
	want := &e.edit.Link
	return l.From == want.From && l.To == want.To && l.Type == want.Type
}

func linkName(l Link) string {
	return string(l.From) + ">" + string(l.To) + " " + l.Type.String()
}

// addLink appends a link.
func (e *editor) addLink() {
	l, before := e.edit.Link, len(e.found)
	if !l.External {
		e.ends(l)
	}
	if slices.ContainsFunc(e.plan.Links, e.named) {
		e.taken("link", linkName(l))
	}
	e.lag(l)
	if len(e.found) == before {
		e.plan.Links = append(e.plan.Links, l)
	}
}

// ends checks that a link joins two tasks of which neither is inside the
// other.
func (e *editor) ends(l Link) {
	_, from := e.findTask(l.From, "link.from")
	_, to := e.findTask(l.To, "link.to")
	switch {
	case !from || !to:
	case l.From == l.To:
		e.fault(finding.Finding{Code: CodeSelfLink, Got: finding.Text(string(l.From)), Remedy: RemedyMendLink}, "link.to")
	case e.inside(l.From)[l.To] || e.inside(l.To)[l.From]:
		e.fault(finding.Finding{Code: CodeFamilyLink, Got: finding.Text(linkName(l)), Remedy: RemedyMendLink,
			Related: []finding.Ref{taskRef(l.From, ""), taskRef(l.To, "")}}, "link")
	}
}

// lag checks type and lag of a link, and reports whether they can stand.
func (e *editor) lag(l Link) bool {
	var c checker
	c.kind(linkRef(l, "type"), uint8(l.Type), uint8(StartToFinish))
	c.length(linkRef(l, "lag"), l.Lag.Length, true, CodeExcessiveLag, RemedyMendLink)
	if l.Lag.Percent > maxPercent || l.Lag.Percent < -maxPercent {
		c.report(finding.Finding{Code: CodeExcessiveLag, Subject: linkRef(l, "lag"), Want: finding.Number(maxPercent, "%"),
			Got: finding.Number(int64(l.Lag.Percent), "%"), Remedy: RemedyMendLink})
	}
	return e.pass(c.found, "link")
}

// findLink reports whether there is a link of the name, and reports its
// absence.
func (e *editor) findLink() bool {
	known := slices.ContainsFunc(e.plan.Links, e.named)
	if !known {
		e.missing(CodeEditNoLink, "link", linkName(e.edit.Link))
	}
	return known
}

func (e *editor) removeLink() {
	if e.findLink() {
		e.plan.Links = slices.DeleteFunc(e.plan.Links, e.named)
	}
}

func (e *editor) setLag() {
	if !e.findLink() || !e.lag(e.edit.Link) {
		return
	}
	for k := range e.plan.Links {
		if e.named(e.plan.Links[k]) {
			e.plan.Links[k].Lag = e.edit.Link.Lag
		}
	}
}
