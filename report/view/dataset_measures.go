package view

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/report/phrase"
)

// DatasetMeasures returns the figures of the star that analysis tools reckon
// from the rows a reader looks at, in a fixed order: of earned value PV, EV,
// AC, SV, CV, SPI, CPI and EAC with what they need, of the odds the P80
// finish, and how many tasks are late or critical and how much the risks weigh.
// Over all rows of a project they equal what this library computes at the last
// day that was measured. Names never change; titles and meanings are in the
// language of the printer. Amounts are added as they are: look at one currency
// at a time. The caller owns the slice.
func DatasetMeasures(w phrase.Printer) []dataset.Measure {
	measures := append(starEarned(), starCounts()...)
	for i := range measures {
		key := starMeasureKeys[measures[i].Name]
		measures[i].Title, measures[i].Meaning = w.Label(key), w.Text(finding.Code(key))
	}
	return measures
}

// starMeasureKeys says where the words of the measures stand: meanings under
// the key, titles under the same with "label." before it.
var starMeasureKeys = map[string]string{
	"Planned": "measure.planned", "PV": "measure.pv", "EV": "measure.ev", "AC": "measure.ac", "SV": "measure.sv", "CV": "measure.cv",
	"SPI": "measure.spi", "CPI": "measure.cpi", "BAC": "measure.bac", "EAC": "measure.eac",
	"P80 finish": "measure.p80_finish", "Tasks late": "measure.tasks_late", "Critical tasks": "measure.critical_tasks", "Risk exposure": "measure.risk_exposure",
}

// starEarned are the measures of earned value.
func starEarned() []dataset.Measure {
	amount := func(name string, f dataset.Formula) dataset.Measure {
		return dataset.Measure{Name: name, Table: "costs_by_period", Type: report.TypeMoney, Places: 2, Formula: f}
	}
	index := func(name, a, b string) dataset.Measure {
		return dataset.Measure{Name: name, Table: "costs_by_period", Type: report.TypeNumber, Places: 2, Formula: dataset.Divide(dataset.Of(a), dataset.Of(b))}
	}
	past := dataset.Condition{Column: "costs_by_period.period_end", Is: dataset.AtMost, Other: "projects.status_date"}
	return []dataset.Measure{
		amount("Planned", dataset.Sum("costs_by_period.planned_value")),
		amount("PV", dataset.Sum("costs_by_period.planned_value", past)),
		amount("EV", dataset.Sum("costs_by_period.earned_value")),
		amount("AC", dataset.Sum("costs_by_period.actual_cost")),
		amount("SV", dataset.Subtract(dataset.Of("EV"), dataset.Of("PV"))),
		amount("CV", dataset.Subtract(dataset.Of("EV"), dataset.Of("AC"))),
		index("SPI", "EV", "PV"),
		index("CPI", "EV", "AC"),
		{Name: "BAC", Table: "projects", Type: report.TypeMoney, Places: 2, Formula: dataset.Sum("projects.budget_at_completion")},
		amount("EAC", dataset.Divide(dataset.Of("BAC"), dataset.Of("CPI"))),
	}
}

// starCounts are the measures of dates, tasks and risks.
func starCounts() []dataset.Measure {
	is := func(column string, v bool) dataset.Condition {
		return dataset.Condition{Column: column, Value: finding.Bool(v)}
	}
	return []dataset.Measure{
		{Name: "P80 finish", Table: "odds", Type: report.TypeDate, Formula: dataset.Greatest("odds.finish", dataset.Condition{Column: "odds.percentile", Value: finding.Ratio(4, 5, "")})},
		{Name: "Tasks late", Table: "tasks", Type: report.TypeInteger, Formula: dataset.Rows("tasks", is("tasks.is_late", true), is("tasks.is_summary", false), is("tasks.is_inactive", false))},
		{Name: "Critical tasks", Table: "tasks", Type: report.TypeInteger, Formula: dataset.Rows("tasks", is("tasks.critical", true), is("tasks.is_summary", false), is("tasks.is_inactive", false))},
		{Name: "Risk exposure", Table: "risks", Type: report.TypeMoney, Places: 2, Formula: dataset.Sum("risks.exposure_cost")},
	}
}

// DatasetPowerBI returns the Power BI project of the star: all measures, a
// first page with earned value by month and the tasks, and the words of both
// languages. Pass [DatasetSchemas] of the same printer to [dataset.PowerBI.Files].
func DatasetPowerBI(w phrase.Printer, name string) dataset.PowerBI {
	project := dataset.PowerBI{
		Name: name, Lang: w.Lang, Measures: DatasetMeasures(w),
		Page: dataset.Page{
			Title: w.Label("measure.page"),
			Cards: []string{"PV", "EV", "AC", "SPI", "CPI", "EAC", "P80 finish", "Tasks late"},
			Axis:  "calendar.month_start", Lines: []string{"Planned", "EV", "AC"},
			Rows: []string{"tasks.wbs", "tasks.name", "tasks.start", "tasks.finish", "tasks.percent_complete", "tasks.total_float_min", "tasks.critical", "tasks.is_late"},
		},
	}
	for _, lang := range report.Langs() {
		if lang.Tag() != w.Lang.Tag() {
			other := phrase.Printer{Lang: lang, Book: w.Book}
			project.Also = append(project.Also, dataset.Wording{Lang: lang, Schemas: DatasetSchemas(other), Measures: DatasetMeasures(other)})
		}
	}
	return project
}

// DatasetTableau returns the Tableau data source of the star with all
// measures. Pass [DatasetSchemas] of the same printer to [dataset.Tableau.Write],
// or the tables of [Dataset] to [dataset.Tableau.Pack].
func DatasetTableau(w phrase.Printer, name string) dataset.Tableau {
	return dataset.Tableau{Name: name, Lang: w.Lang, Measures: DatasetMeasures(w)}
}
