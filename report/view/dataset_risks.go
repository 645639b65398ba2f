package view

import (
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/risk"
)

func starRisks() starTable {
	return starTable{name: "risks", rows: starProject.riskRows, columns: []dataset.Column{
		keyed("risk_id"), worded("kind"), worded("status"), worded("cause"), worded("event"), worded("effect"), worded("category"),
		refers("owner_id", "people.person_id"), dated("raised"), dated("occurred"), dated("ended"),
		worded("likelihood"), share("probability"), count("place"), worded("class"), count("class_rank"), typed("score", report.TypeNumber),
		priced("expected_cost"), length("expected_time_min"), priced("exposure_cost"),
	}}
}

func (p starProject) riskRows(yield func([]finding.Value) bool) {
	ranked := map[string]risk.Ranking{}
	for _, r := range p.Register.Ranked(p.RiskDate, p.riskBasis()) {
		ranked[r.Risk] = r
	}
	for i := range p.Register.Risks {
		r := &p.Register.Risks[i]
		row := []finding.Value{
			p.ref(r.ID), text(string(r.Kind)), text(string(r.Status)), text(r.Cause), text(r.Event), text(r.Effect), text(strings.Join(r.Category, " / ")),
			p.ref(r.Owner), day(r.Raised), day(r.Occurred), day(r.Ended),
		}
		if !yield(append(row, p.rated(r, ranked[r.ID])...)) {
			return
		}
	}
}

func (p starProject) riskBasis() risk.Basis {
	if p.RiskBasis == "" {
		return risk.Current
	}
	return p.RiskBasis
}

// rated is how grave a risk is; what is not stated is empty.
func (p starProject) rated(r *risk.Risk, x risk.Ranking) []finding.Value {
	cells := make([]finding.Value, 9)
	if rating, ok := r.Rated(p.RiskDate, p.riskBasis()); ok {
		cells[0], cells[1] = text(rating.Likelihood), plainNumber(rating.Probability, "")
	}
	if x.Place == 0 {
		return cells
	}
	cells[2] = whole(x.Place)
	if x.Rated {
		cells[3], cells[4], cells[5] = text(x.Spot.Class), whole(x.Spot.Rank), plainNumber(x.Spot.Score, "")
	}
	if code := p.Register.Currency.Code(); code != "" && !x.Cost.Expected.IsZero() {
		cells[6] = finding.Money(x.Cost.Expected.String(), code)
		cells[8] = exposure(r, cells[6])
	}
	cells[7] = wholeNumber(plainNumber(x.Time.Expected, "min"), "min")
	return cells
}

// exposure is what an expected cost adds to that of all open risks together:
// a saving takes away.
func exposure(r *risk.Risk, cost finding.Value) finding.Value {
	switch {
	case r.Status != risk.Open:
		return finding.Value{}
	case r.Kind != risk.Opportunity:
		return cost
	}
	if less, ok := strings.CutPrefix(cost.Plain(), "-"); ok {
		return finding.Money(less, cost.Unit())
	}
	return finding.Money("-"+cost.Plain(), cost.Unit())
}

// plainNumber is a number of the register as a cell, empty where none is stated.
func plainNumber(n risk.Number, unit string) finding.Value {
	if n.IsZero() {
		return finding.Value{}
	}
	return n.Value(unit)
}

func starResponses() starTable {
	return starTable{name: "responses", rows: starProject.responseRows, columns: []dataset.Column{
		keyed("response_id"), belongs("risk_id", "risks.risk_id"), worded("strategy"), worded("text"), refers("owner_id", "people.person_id"),
		priced("cost"), dated("due"), dated("done"), refers("task_id", "tasks.task_id"), worded("planned_effect"), worded("transferred_to"),
	}}
}

func (p starProject) responseRows(yield func([]finding.Value) bool) {
	for i := range p.Register.Risks {
		r := &p.Register.Risks[i]
		for _, x := range r.Responses {
			if !yield([]finding.Value{
				p.ref(within(r.ID, x.ID)), p.ref(r.ID), text(string(x.Strategy)), text(x.Text), p.ref(x.Owner),
				amount(x.Cost), day(x.Due), day(x.Done), p.ref(x.Task), text(x.Planned), text(x.To),
			}) {
				return
			}
		}
	}
}

func starRiskLinks() starTable {
	return starTable{name: "risk_links", rows: starProject.riskLinkRows, columns: []dataset.Column{
		keyed("risk_link_id"), belongs("risk_id", "risks.risk_id"), refers("response_id", "responses.response_id"), worded("relation"),
		refers("task_id", "tasks.task_id"), refers("other_risk_id", "risks.risk_id"),
	}}
}

// riskLinkRows writes what responses do in the plan and which risks they bring
// along. A risk that is not in the register is left out: the check of the
// register reports it.
func (p starProject) riskLinkRows(yield func([]finding.Value) bool) {
	n := 0
	for i := range p.Register.Risks {
		r := &p.Register.Risks[i]
		for _, x := range r.Responses {
			write := func(relation string, task, other finding.Value) bool {
				n++
				return yield([]finding.Value{p.ref(strconv.Itoa(n)), p.ref(r.ID), p.ref(within(r.ID, x.ID)), finding.Text(relation), task, other})
			}
			for _, id := range x.Actions() {
				if !write("response_task", p.ref(id), finding.Value{}) {
					return
				}
			}
			for _, id := range x.Secondary {
				if _, there := p.Register.Risk(id); there && !write("secondary_risk", finding.Value{}, p.ref(id)) {
					return
				}
			}
		}
	}
}
