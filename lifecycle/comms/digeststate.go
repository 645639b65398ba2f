package comms

import (
	"strconv"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// ViewOf returns what there is to see of a project in a state of its
// lifecycle: phase, standing and round; the control phases; moves taken,
// approvals, closings, and what else was decided at gates: verdicts,
// conditions, objections, overrides and delegations; items raised; planned
// windows; facts, documents (each uri in its latest version) and remarks. Two states as of two moments give two views, and their [Difference]
// is what changed. Project is its id. References name no people, so that a
// [Policy] can hide who they were: an approval is named by its move, role and
// time.
func ViewOf(project string, s lifecycle.State) View {
	var rows []ViewRow
	add := func(kind RecordKind, ref finding.Ref, version string, fields ...ViewField) {
		rows = append(rows, ViewRow{kind, ref, version, fields})
	}
	if s.Version > 0 {
		add(KindProgress, finding.Ref{Kind: "project", ID: project}, "", textField("phase", string(s.Phase)), textField("standing", string(s.Standing)),
			numberField("round", int64(s.Round)), timeField("started", s.Started), timeField("since", s.Since),
			ViewField{"early", finding.Bool(s.Early)}, textField("definition", string(s.Definition.ID)))
	}
	for r := range s.Regions().All() {
		add(KindProgress, finding.Ref{Kind: "phase", ID: string(r.Phase)}, "", ViewField{"running", finding.Bool(r.Running)}, textField("step", string(r.Step)))
	}
	rows = append(rows, gateRows(s)...)
	rows = append(rows, decisionRows(s)...)
	for f := range s.Facts().All() {
		add(KindFact, finding.Ref{Kind: "fact", ID: string(f.Name)}, "", ViewField{"value", f.Value}, timeField("at", f.At), textField("source", f.Source))
	}
	rows = append(rows, documentRows(s)...)
	v, err := NewView(numbered(rows)...)
	if err != nil {
		return View{} // cannot be: numbered gives every row a reference of its own
	}
	return v
}

// gateRows returns moves, approvals and closings.
func gateRows(s lifecycle.State) []ViewRow {
	var rows []ViewRow
	for _, p := range s.Path() {
		rows = append(rows, ViewRow{KindGate, finding.Ref{Kind: "move", ID: version(p.Version)}, "", []ViewField{textField("move", string(p.Move)),
			textField("from", string(p.From)), textField("to", string(p.To)), numberField("round", int64(p.Round)), textField("actor", string(p.Actor)), timeField("at", p.At)}})
	}
	for _, a := range s.Approvals() {
		rows = append(rows, ViewRow{KindGate, finding.Ref{Kind: "approval", ID: string(a.Move) + "/" + string(a.Role) + "/" + a.At.UTC().Format(time.RFC3339Nano)},
			string(a.Evidence), []ViewField{textField("move", string(a.Move)), textField("role", string(a.Role)), textField("actor", string(a.Actor)), timeField("at", a.At)}})
	}
	for _, c := range s.Closings() {
		rows = append(rows, ViewRow{KindGate, finding.Ref{Kind: "closing", ID: version(c.Version)}, "", []ViewField{textField("outcome", string(c.Outcome)),
			ViewField{"cancelled", finding.Bool(c.Cancelled)}, textField("reason", c.Reason), textField("actor", string(c.Actor)), timeField("at", c.At)}})
	}
	return rows
}

// decisionRows returns what was decided at gates besides moves and approvals,
// the items that were raised and the windows that are planned.
func decisionRows(s lifecycle.State) []ViewRow {
	var rows []ViewRow
	add := func(kind RecordKind, name, id string, fields ...ViewField) {
		rows = append(rows, ViewRow{kind, finding.Ref{Kind: name, ID: id}, "", fields})
	}
	for _, d := range s.Decisions() {
		add(KindGate, "decision", version(d.Version), textField("gate", string(d.Gate)), textField("move", string(d.Move)), textField("verdict", string(d.Verdict)),
			textField("reason", d.Reason), textField("actor", string(d.Actor)), timeField("until", d.Until), timeField("at", d.At))
	}
	for _, c := range s.Conditions() {
		add(KindGate, "condition", string(c.ID), textField("gate", string(c.Gate)), textField("status", string(c.Status)), textField("owner", string(c.Owner)),
			textField("text", c.Text), textField("fact", string(c.Fact)), timeField("due", c.Due), timeField("ended", c.Ended))
	}
	for _, o := range s.Objections() {
		add(KindGate, "objection", version(o.Version), textField("move", string(o.Move)), textField("role", string(o.Role)), textField("reason", o.Reason),
			textField("actor", string(o.Actor)), timeField("at", o.At))
	}
	for _, o := range s.Overrides() {
		add(KindGate, "override", version(o.Version), textField("reason", o.Reason), numberField("uses", int64(len(o.Uses))), textField("actor", string(o.Actor)), timeField("at", o.At))
	}
	for _, d := range s.Delegations() {
		add(KindGate, "delegation", string(d.ID), textField("by", string(d.By)), textField("to", string(d.To)), textField("role", string(d.Role)),
			timeField("from", d.From), timeField("until", d.Until), timeField("revoked", d.Revoked))
	}
	for _, i := range s.Items() {
		add(KindAction, "item", string(i.Item), textField("kind", i.Kind), textField("title", i.Title), textField("disposal", string(i.Disposal)),
			textField("to", i.To), textField("reason", i.Reason), textField("actor", string(i.By)), timeField("at", i.At))
	}
	for _, w := range s.PlannedWindows() {
		add(KindPlan, "window", string(w.Phase), timeField("planned_start", w.PlannedStart), timeField("planned_finish", w.PlannedFinish),
			timeField("forecast_start", w.ForecastStart), timeField("forecast_finish", w.ForecastFinish),
			textField("gate", string(w.Gate)), timeField("gate_date", w.GateDate), timeField("gate_forecast", w.GateForecast))
	}
	return rows
}

// documentRows returns each document in its latest version, and the remarks.
func documentRows(s lifecycle.State) []ViewRow {
	var rows []ViewRow
	place := map[string]int{}
	for _, d := range s.Documents() {
		row := ViewRow{KindDocument, finding.Ref{Kind: "document", ID: d.Document.URI}, string(d.Document.Digest), []ViewField{
			textField("title", d.Document.Title), textField("version", d.Document.Version), textField("class", d.Document.Class),
			textField("actor", string(d.Actor)), timeField("at", d.At)}}
		if n, known := place[d.Document.URI]; known {
			rows[n] = row
			continue
		}
		place[d.Document.URI] = len(rows)
		rows = append(rows, row)
	}
	for _, r := range s.Remarks() {
		rows = append(rows, ViewRow{KindRemark, finding.Ref{Kind: "remark", ID: version(r.Version)}, "", []ViewField{textField("text", r.Text),
			textField("about", r.About.String()), textField("actor", string(r.Actor)), timeField("at", r.At)}})
	}
	return rows
}

// numbered tells rows of one reference apart by a number, in their order.
func numbered(rows []ViewRow) []ViewRow {
	seen := map[finding.Ref]int{}
	for i, r := range rows {
		seen[r.Ref]++
		for n := seen[r.Ref]; n > 1; n++ {
			other := finding.Ref{Kind: r.Ref.Kind, ID: r.Ref.ID + "#" + strconv.Itoa(n)}
			if seen[other] == 0 {
				seen[other]++
				rows[i].Ref = other
				break
			}
		}
	}
	return rows
}

func version(v lifecycle.Version) string { return strconv.FormatUint(uint64(v), 10) }

// textField returns a field, which is none for an empty text.
func textField(name, text string) ViewField {
	if text == "" {
		return ViewField{Name: name}
	}
	return ViewField{name, finding.Text(text)}
}

func numberField(name string, n int64) ViewField { return ViewField{name, finding.Number(n, "")} }

// timeField returns a field, which is none for the zero time.
func timeField(name string, t time.Time) ViewField {
	if t.IsZero() {
		return ViewField{Name: name}
	}
	return ViewField{name, finding.Instant(t)}
}

// ViewOfIssues returns the issues raised by the moment, as they stood then.
// Ids used twice are refused as [NewView] does.
func ViewOfIssues(issues []Issue, at time.Time) (View, error) {
	var rows []ViewRow
	for _, i := range issues {
		if i.Raised.After(at) {
			continue
		}
		s := i.StateAt(at)
		rows = append(rows, ViewRow{KindIssue, issueRef(i.ID, ""), "", []ViewField{textField("title", i.Title), textField("status", string(s.Status)),
			textField("severity", string(s.Severity)), textField("owner", s.Owner), textField("waiting", string(s.Waiting)), textField("cause", s.Cause),
			textField("solution", s.Solution), textField("unsolved", s.Unsolved), numberField("reopened", int64(s.Reopened)), timeField("raised", i.Raised)}})
	}
	return NewView(rows...)
}
