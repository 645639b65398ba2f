package view

import (
	"math/big"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/chart"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/risk/sra"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Codes of the sentences about drivers that are taken out of a simulation. The
// subject is the driver, want the percentile, got the working days.
const (
	CodeOddsEarlier        finding.Code = "view.odds.earlier"
	CodeOddsLater          finding.Code = "view.odds.later"
	CodeOddsSame           finding.Code = "view.odds.same"
	CodeOddsPlannedEarlier finding.Code = "view.odds.as_planned_earlier" // of the estimate of a task
	CodeOddsPlannedLater   finding.Code = "view.odds.as_planned_later"
	CodeOddsPlannedSame    finding.Code = "view.odds.as_planned_same"
	CodeOddsResponses      finding.Code = "view.odds.responses"       // what all responses gain
	CodeOddsResponsesSame  finding.Code = "view.odds.responses_same"  // they gain nothing
	CodeOddsResponsesLater finding.Code = "view.odds.responses_later" // they lose
	CodeOddsMisleading     finding.Code = "view.odds.misleading"      // got is how many findings say so
)

// oddsPercents are the percentiles shown.
var oddsPercents = [...]int{10, 25, 50, 75, 80, 90, 95}

// Odds returns what a simulation found as a document: a warning where the
// percentiles mislead, finish and cost by percentile, before and after the
// responses, and drawn by how often each came out, contingency, the course of the chance to be done, milestones, what
// decides the finish, in a sentence for every driver that was taken out, how
// often risks happened, the findings, and how the figures came about. Sentences and the tornado by removal
// speak of the P80, the list of tasks of those that are critical at times.
func Odds(w phrase.Printer, o *sra.Outcome) *report.Document {
	doc := &report.Document{Title: w.Label("odds"), Lang: w.Lang}
	append2(doc, misleading(w, o)...)
	append2(doc, oddsFacts(w, o), heading(w, "odds_percentiles"), percentileTable(w, o))
	append2(doc, oddsHistograms(w, o)...)
	if c := chances(w, o); c != nil {
		append2(doc, c)
	}
	append2(doc, contingencyTable(w, o))
	if len(o.Milestones) > 0 {
		append2(doc, heading(w, "milestones"), milestoneOdds(w, o))
	}
	append2(doc, driverBlocks(w, o)...)
	if len(o.Tasks) > 0 {
		append2(doc, heading(w, "criticality"), criticalityTable(w, o))
	}
	if len(o.Happened) > 0 {
		append2(doc, heading(w, "happened"), happenedTable(w, o))
	}
	append2(doc, findings(w, "findings", o.Findings)...)
	tr := &oddsTracer{newTracer(w), o}
	tr.trace(doc.Blocks)
	return append2(doc, tr.appendix()...)
}

// misleading warns where findings say that the percentiles mislead.
func misleading(w phrase.Printer, o *sra.Outcome) []report.Block {
	n := int64(0)
	for _, f := range o.Findings {
		if sra.Misleads(f) {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	says := finding.Finding{Code: CodeOddsMisleading, Severity: finding.Warn, Subject: finding.Ref{Kind: "plan"}, Got: finding.Number(n, "")}
	return []report.Block{report.Callout{Severity: finding.Warn, Runs: []report.Run{report.T(w.Finding(says))}}}
}

func oddsFacts(w phrase.Printer, o *sra.Outcome) report.Block {
	p80, _ := o.Finish.Percentile(80)
	partial := fact(w, "partial", report.TypeBool, finding.Bool(o.Partial))
	half := oddsTime(w, "half_width", o)
	return report.Facts{Name: "odds", Items: []report.Fact{
		fact(w, "trials", report.TypeInteger, finding.Number(o.Trials, "")), partial,
		fact(w, "seed", report.TypeText, finding.Text(new(big.Int).SetUint64(o.Seed).String())),
		fact(w, "planned_finish", report.TypeDate, moment(o.Planned)), fact(w, "on_time", report.TypePercent, o.OnTime()),
		{Column: w.Column("finish_p80", report.TypeDate), Value: moment(p80)},
		{Column: half, Value: minutes(o.Converged.HalfWidth)},
	}}
}

// oddsTime is a column of working time in the days of the plan.
func oddsTime(w phrase.Printer, name string, o *sra.Outcome) report.Column {
	c := w.Column(name, report.TypeDuration)
	c.DayMinutes, c.Places = o.DayMinutes(), 1
	return c
}

// percentileTable shows finish and cost by percentile, beside those after the
// responses.
func percentileTable(w phrase.Printer, o *sra.Outcome) *report.Table {
	table := &report.Table{Name: "percentiles", Columns: columns(w, column("percentile", report.TypeText), column("finish", report.TypeDate))}
	add := func(name string, t report.Type) {
		table.Columns = append(table.Columns, columns(w, column(name, t))...)
	}
	priced, after := !o.Cost.IsZero(), o.After != nil
	if after {
		add("finish_after", report.TypeDate)
	}
	if priced {
		add("cost", report.TypeMoney)
	}
	if priced && after {
		add("cost_after", report.TypeMoney)
	}
	for _, p := range oddsPercents {
		row := report.Row{Cells: []finding.Value{finding.Text(percentile(p)), dateAt(o.Finish, p)}, Strong: p == 80}
		if after {
			row.Cells = append(row.Cells, dateAt(o.After.Finish, p))
		}
		if priced {
			row.Cells = append(row.Cells, priceAt(o.Cost, p))
		}
		if priced && after {
			row.Cells = append(row.Cells, priceAt(o.After.Cost, p))
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

func percentile(p int) string { return "P" + finding.Number(int64(p), "").Plain() }

func dateAt(d sra.Dates, p int) finding.Value {
	at, ok := d.Percentile(p)
	if !ok {
		return finding.Unknown("no-data")
	}
	return moment(at)
}

func priceAt(prices sra.Prices, p int) finding.Value {
	x, ok := prices.Percentile(p)
	if !ok {
		return finding.Unknown("no-data")
	}
	return amount(x)
}

// chances draws the chance to be done by a date, now and after the responses;
// nil without two dates.
func chances(w phrase.Printer, o *sra.Outcome) report.Block {
	dates := oddsDates(o)
	if len(dates) < 2 {
		return nil
	}
	c := &chart.LineChart{Bare: true, Name: "chance-by-date", Title: w.Label("chance_by_date"), Lang: w.Lang, Dates: dates,
		Axis: column("chance", report.TypePercent), Series: []chart.Series{{Key: "chance", Name: w.Label("as_it_stands"), Values: chancesBy(o.Finish, dates)}}}
	if o.After != nil {
		c.Series = append(c.Series, chart.Series{Key: "chance_after", Name: w.Label("after_responses"), Values: chancesBy(o.After.Finish, dates)})
	}
	return c
}

// oddsDates returns up to some forty days from the first to the last finish.
func oddsDates(o *sra.Outcome) []calendar.Date {
	first, ok := o.Finish.Percentile(0)
	last, _ := o.Finish.Percentile(100)
	if !ok {
		return nil
	}
	if o.After != nil {
		a, _ := o.After.Finish.Percentile(0)
		b, _ := o.After.Finish.Percentile(100)
		first, last = min(first, a), max(last, b)
	}
	from, to := first.Date().AddDays(-1), last.Date()
	step := (to.DaysSince(from) + 39) / 40
	var list []calendar.Date
	for d := from; d.Before(to) && !d.IsZero(); d = d.AddDays(step) {
		list = append(list, d)
	}
	return append(list, to)
}

// chancesBy returns the chance to be done by the end of each date.
func chancesBy(d sra.Dates, dates []calendar.Date) []finding.Value {
	var list []finding.Value
	for _, at := range dates {
		list = append(list, d.By(at.At(0).AddSeconds(86400)))
	}
	return list
}

// contingencyTable shows what a plan needs beyond the planned finish and the
// budget, by percentile and by the mean.
func contingencyTable(w phrase.Printer, o *sra.Outcome) *report.Table {
	table := &report.Table{Name: "contingency", Title: w.Label("contingency"), Columns: []report.Column{
		w.Column("rule", report.TypeText), oddsTime(w, "time", o), w.Column("amount", report.TypeMoney)}}
	row := func(name string, r sra.Reserve) {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{finding.Text(name), r.Time, r.Money}})
	}
	for _, p := range [...]int{50, 80, 90} {
		row(percentile(p), o.Reserve(p))
	}
	row(w.Label("mean"), o.MeanReserve())
	return table
}

func milestoneOdds(w phrase.Printer, o *sra.Outcome) *report.Table {
	table := &report.Table{Name: "milestone-odds", Columns: columns(w, column("milestone", report.TypeText), column("planned", report.TypeDate),
		column("on_time", report.TypePercent), report.Column{Name: "p50", Title: "P50", Type: report.TypeDate}, report.Column{Name: "p80", Title: "P80", Type: report.TypeDate})}
	for _, m := range o.Milestones {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(w.Ref(finding.Ref{Kind: "task", ID: string(m.Task)})), moment(m.Planned),
			m.Finish.By(m.Planned), dateAt(m.Finish, 50), dateAt(m.Finish, 80)}})
	}
	return table
}

// driverBlocks shows both tornados: by variance, and by removal with a sentence
// for each driver.
func driverBlocks(w phrase.Printer, o *sra.Outcome) []report.Block {
	var blocks []report.Block
	if len(o.Drivers) > 0 {
		blocks = append(append(blocks, heading(w, "odds_drivers")), drawnTornado(DriverTornado(w, o))...)
		blocks = append(blocks, tornadoTable(w, o))
	}
	if len(o.Without) == 0 && o.After == nil {
		return blocks
	}
	blocks = append(append(blocks, heading(w, "odds_without")), drawnTornado(Tornado(w, o))...)
	blocks = append(append(blocks, drawnTornado(CostTornado(w, o))...), removalTable(w, o))
	var says report.List
	for _, x := range o.Without {
		says.Items = append(says.Items, report.Item{Runs: []report.Run{report.T(removed(w, o, x))}})
	}
	if o.After != nil {
		codes := [3]finding.Code{CodeOddsResponsesLater, CodeOddsResponsesSame, CodeOddsResponses}
		says.Items = append(says.Items, report.Item{Runs: []report.Run{report.T(moved(w, o, codes, finding.Ref{Kind: "plan"}, o.Gain(80)))}})
	}
	return append(blocks, says)
}

func driverName(w phrase.Printer, d sra.Driver) finding.Value {
	return text(w.Ref(finding.Ref{Kind: string(d.Kind), ID: d.ID}))
}

func tornadoTable(w phrase.Printer, o *sra.Outcome) *report.Table {
	correlation := report.Column{Name: "finish_correlation", Type: report.TypeNumber, Places: 3}
	table := &report.Table{Name: "drivers", Columns: columns(w, column("driver", report.TypeText), correlation, column("finish_share", report.TypePercent))}
	priced := !o.Cost.IsZero()
	if priced {
		table.Columns = append(table.Columns, columns(w, report.Column{Name: "cost_correlation", Type: report.TypeNumber, Places: 3}, column("cost_share", report.TypePercent))...)
	}
	for _, d := range o.Drivers {
		row := report.Row{Cells: []finding.Value{driverName(w, d.Driver), d.Finish, d.Share}}
		if priced {
			row.Cells = append(row.Cells, d.Cost, d.CostShare)
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

func removalTable(w phrase.Printer, o *sra.Outcome) *report.Table {
	table := &report.Table{Name: "drivers-removed", Columns: []report.Column{w.Column("driver", report.TypeText), w.Column("finish_p80", report.TypeDate), oddsTime(w, "earlier", o)}}
	priced := !o.Cost.IsZero()
	if priced {
		table.Columns = append(table.Columns, w.Column("cost_p80", report.TypeMoney), w.Column("cheaper", report.TypeMoney))
	}
	row := func(name finding.Value, x sra.Without) report.Row {
		cells := []finding.Value{name, dateAt(x.Finish, 80), o.Earlier(x, 80)}
		if priced {
			cells = append(cells, priceAt(x.Cost, 80), o.Cheaper(x, 80))
		}
		return report.Row{Cells: cells}
	}
	for _, x := range o.Without {
		table.Rows = append(table.Rows, row(driverName(w, x.Driver), x))
	}
	if o.After != nil {
		last := row(text(w.Label("after_responses")), sra.Without{Finish: o.After.Finish, Cost: o.After.Cost})
		last.Strong = true
		table.Footer = append(table.Footer, last)
	}
	return table
}

// oddsDays returns minutes as working days of the plan, to a tenth.
func oddsDays(o *sra.Outcome, v finding.Value) finding.Value {
	r, ok := v.Rat()
	if !ok {
		return v
	}
	r.Quo(r, new(big.Rat).SetInt64(o.DayMinutes()))
	return finding.Decimal(r.FloatString(1), "day")
}

// removed says what the P80 is without a driver.
func removed(w phrase.Printer, o *sra.Outcome, x sra.Without) string {
	codes := [3]finding.Code{CodeOddsLater, CodeOddsSame, CodeOddsEarlier}
	if x.Driver.Kind == sra.KindTask {
		codes = [3]finding.Code{CodeOddsPlannedLater, CodeOddsPlannedSame, CodeOddsPlannedEarlier}
	}
	return moved(w, o, codes, finding.Ref{Kind: string(x.Driver.Kind), ID: x.Driver.ID}, o.Earlier(x, 80))
}

// moved says by how many days the P80 moves, by the code for later, for the same
// and for earlier.
func moved(w phrase.Printer, o *sra.Outcome, codes [3]finding.Code, at finding.Ref, earlier finding.Value) string {
	got, sign := oddsDays(o, earlier), 0
	if r, ok := got.Rat(); ok {
		sign = r.Sign()
		got = finding.Decimal(r.Abs(r).FloatString(1), "day")
	}
	return w.Finding(finding.Finding{Code: codes[sign+1], Severity: finding.Info, Subject: at, Want: finding.Number(80, ""), Got: got})
}

// criticalityTable lists the tasks that are critical in some trial.
func criticalityTable(w phrase.Printer, o *sra.Outcome) *report.Table {
	index := func(name string) report.Column {
		return report.Column{Name: name, Type: report.TypeNumber, Places: 3}
	}
	table := &report.Table{Name: "criticality", Columns: columns(w, column("task", report.TypeText), column("criticality", report.TypePercent),
		index("cruciality_pearson"), index("cruciality_spearman"), index("cruciality_kendall"), index("significance"), index("schedule_sensitivity"))}
	for _, x := range o.Tasks {
		if r, ok := x.Criticality.Rat(); ok && r.Sign() == 0 {
			continue
		}
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(w.Ref(finding.Ref{Kind: "task", ID: string(x.Task)})), x.Criticality,
			x.Cruciality, x.Ranked, x.Kendall, x.Significance, x.Sensitivity}})
	}
	return table
}

func happenedTable(w phrase.Printer, o *sra.Outcome) *report.Table {
	table := &report.Table{Name: "happened", Columns: columns(w, column("driver", report.TypeText), column("trials", report.TypeInteger), column("share", report.TypePercent))}
	for _, x := range o.Happened {
		share := finding.Unknown("no-data")
		if o.Trials > 0 {
			share = finding.Ratio(x.Trials, o.Trials, "")
		}
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{driverName(w, x.Driver), finding.Number(x.Trials, ""), share}})
	}
	return table
}
