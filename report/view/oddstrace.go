package view

import (
	"math/big"
	"slices"
	"strconv"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/risk/sra"
)

// simulated are the columns that a simulation fills, with the key of what is
// said about them.
var simulated = map[string]string{
	"finish": "percentile", "finish_after": "percentile", "cost": "percentile", "cost_after": "percentile", "p50": "percentile", "p80": "percentile",
	"finish_p80": "percentile", "cost_p80": "percentile", "on_time": "on_time", "half_width": "half_width",
	"finish_correlation": "correlation", "cost_correlation": "correlation", "finish_share": "variance_share", "cost_share": "variance_share",
	"criticality": "criticality", "cruciality_pearson": "cruciality", "cruciality_spearman": "cruciality", "cruciality_kendall": "cruciality",
	"significance": "significance", "schedule_sensitivity": "schedule_sensitivity", "trials": "happened_trials",
}

// oddsTracer traces the figures of a simulation.
type oddsTracer struct {
	*tracer
	of *sra.Outcome
}

// trace names the traces in the blocks of a document of odds.
func (t *oddsTracer) trace(blocks []report.Block) {
	for _, b := range blocks {
		switch b := b.(type) {
		case report.Facts:
			for i := range b.Items {
				if name := b.Items[i].Column.Name; name != "trials" && !b.Items[i].Value.IsZero() {
					b.Items[i].Column.Trace = t.simulation(b.Items[i].Column)
				}
			}
		case *report.Table:
			t.columns(b)
		}
	}
}

func (t *oddsTracer) columns(table *report.Table) {
	for i := range table.Columns {
		c := &table.Columns[i]
		switch {
		case table.Name == "contingency":
			t.contingency(table)
			return
		case c.Name == "earlier" || c.Name == "cheaper":
			c.Trace = t.removed(table.Name, c.Name)
		case table.Name == "happened" && c.Name == "share":
			c.Trace = t.happened(table.Name)
		default:
			c.Trace = t.simulation(*c)
		}
	}
	for i := range table.Rows {
		if table.Rows[i].ID == "" {
			table.Rows[i].ID = strconv.Itoa(i + 1)
		}
	}
}

// simulation says that a figure comes from the trials, "" for a column that
// does not. The same seed gives the same trials.
func (t *oddsTracer) simulation(c report.Column) string {
	key, ok := simulated[c.Name]
	if !ok {
		return ""
	}
	return t.add(key, report.Trace{Figure: report.Fact{Column: t.w.Column(key, c.Type)}, Formula: "simulate(trials, seed)", Words: t.w.Text(finding.Code("about." + key + ".words")), Inputs: t.trials()})
}

func (t *oddsTracer) trials() []report.TraceInput {
	plan := finding.Ref{Kind: "plan"}
	trials := t.symbol("trials", "trials", report.TypeInteger, finding.Number(t.of.Trials, ""), plan)
	seed := t.symbol("seed", "seed", report.TypeText, finding.Text(new(big.Int).SetUint64(t.of.Seed).String()), plan)
	trials.Origin, seed.Origin = t.w.Label("simulated_from"), t.w.Label("simulated_from")
	return []report.TraceInput{trials, seed}
}

// percentileOf is a simulated date or cost as an input.
func (t *oddsTracer) percentileOf(name string, kind report.Type, v finding.Value) report.TraceInput {
	in := t.symbol(name, name, kind, v, finding.Ref{})
	in.Column.Trace = t.simulation(report.Column{Name: "finish_p80", Title: t.w.Label("percentile")})
	return in
}

// contingency traces the time and the money that each rule asks for. What the
// means ask for comes from the trials themselves.
func (t *oddsTracer) contingency(table *report.Table) {
	for i := range table.Rows {
		r := &table.Rows[i]
		mean := t.simulation(report.Column{Name: "finish_p80", Title: t.w.Label("percentile")})
		r.Traces = []string{"", "", ""}
		for k := 1; k <= 2; k++ {
			if v := r.Cell(k); !v.IsZero() && !v.IsUnknown() {
				r.Traces[k] = mean
			}
		}
		percent, err := strconv.Atoi(trimP(r.Cell(0).Plain()))
		if err != nil {
			continue
		}
		at := percentile(percent)
		finish, cost := dateAt(t.of.Finish, percent), priceAt(t.of.Cost, percent)
		if !finish.IsUnknown() {
			x := report.Trace{Figure: report.Fact{Column: table.Columns[1], Value: r.Cell(1)}, Formula: "worktime(planned_finish, finish)", Words: t.w.Label("worktime_of_project"),
				Inputs: []report.TraceInput{t.symbol("planned_finish", "planned_finish", report.TypeDate, moment(t.of.Planned), finding.Ref{Kind: "plan"}), t.percentileOf("finish", report.TypeDate, finish)}}
			x.Figure.Column.Title += " · " + at
			x.About = about(t.w, "contingency")
			r.Traces[1] = t.add("contingency_time_"+strconv.Itoa(percent), x)
		}
		if over, ok := r.Cell(2).Rat(); ok && !cost.IsUnknown() {
			spent, _ := cost.Rat()
			budget := finding.Money(finding.Rat(spent.Sub(spent, over), "").Plain(), cost.Unit())
			x := report.Trace{Figure: report.Fact{Column: table.Columns[2], Value: r.Cell(2)}, Formula: "cost - budget",
				Inputs: []report.TraceInput{t.percentileOf("cost", report.TypeMoney, cost), t.symbol("budget", "budget", report.TypeMoney, budget, finding.Ref{Kind: "budget"})}}
			x.Figure.Column.Title += " · " + at
			x.About = about(t.w, "contingency")
			r.Traces[2] = t.add("contingency_money_"+strconv.Itoa(percent), x)
		}
	}
}

func trimP(s string) string {
	if len(s) > 1 && s[0] == 'P' {
		return s[1:]
	}
	return s
}

// removed traces what is gained without a driver: the P80 of all less that
// without it.
func (t *oddsTracer) removed(table, column string) string {
	x := report.Trace{Figure: report.Fact{Column: report.Column{Name: column, Title: t.w.Label(column), Type: report.TypeDuration}}, Over: table, Formula: "worktime(finish_p80, finish_p80_of_all)",
		Words: t.w.Label("worktime_of_project"), Inputs: []report.TraceInput{t.row("finish_p80", report.TypeDate), t.percentileOf("finish_p80_of_all", report.TypeDate, dateAt(t.of.Finish, 80))}}
	if column == "cheaper" {
		x.Figure.Column.Type, x.Formula, x.Words = report.TypeMoney, "cost_p80_of_all - cost_p80", ""
		x.Inputs = []report.TraceInput{t.percentileOf("cost_p80_of_all", report.TypeMoney, priceAt(t.of.Cost, 80)), t.row("cost_p80", report.TypeMoney)}
	}
	for i := range x.Inputs {
		if x.Inputs[i].Value.IsZero() {
			x.Inputs[i].Column.Trace = t.simulation(report.Column{Name: "finish_p80", Title: t.w.Label("percentile")})
		}
	}
	return t.add(column, x)
}

// happened traces in which part of the trials a risk happened.
func (t *oddsTracer) happened(table string) string {
	all := t.trials()[0]
	all.Column.Name, all.Column.Title = "all_trials", t.w.Label("all_trials")
	return t.add("happened_share", report.Trace{Figure: report.Fact{Column: t.w.Column("share", report.TypePercent)}, Formula: "trials / all_trials", Over: table,
		Inputs: slices.Insert([]report.TraceInput{all}, 0, t.row("trials", report.TypeInteger))})
}
