// Package view turns the results of every room into documents: the charter,
// the team, the plan, the risks, the odds that a simulation found, a status, a
// change, deviations from tolerances with their exception reports, the closing, two
// projects side by side.
//
//	words := phrase.In(phrase.ZhCN)
//	doc := view.Plan(words, view.PlanInput{Plan: plan, Result: result})
//	err := html.Renderer{}.Render(w, doc)
//
// It computes next to nothing: the figures it shows stand in what it is given,
// but for the progress of summaries, which is that of their tasks. So the same
// input shows the same numbers in every language and format. Words come
// from package report/phrase; what people wrote, such as the names of tasks, is
// passed on as it is and escaped by the renderers.
//
// Figures stand in the documents they belong to and can be made by themselves:
// [FinishHistogram], [CostHistogram], [Tornado], [CostTornado] and [DriverTornado]
// of a simulation, [RiskMatrix] of a register, [ResourceHistogram] of the loads of
// a plan, [Funnel] of sales, [GoalBars] of an outcome, [LateWaterfall] and
// [DearerWaterfall] of causes.
//
//	picture := view.FinishHistogram(words, odds)
//	err := svg.Render(w, picture, svg.Options{})
//
// # Tables for analysis tools
//
// [Dataset] gives one or more projects as a star of tidy tables for
// spreadsheets, Tableau, Power BI and databases; every part of the input is
// optional:
//
//	for _, t := range view.Dataset(words, view.DatasetInput{ID: "p-7", Plan: plan, Result: result, Measured: statuses, Register: register}) {
//		err := dataset.CSV{}.Write(fileOf(t.Name), t)
//		...
//	}
//	dictionary := dataset.Dictionary(words.Lang, view.DatasetSchemas(words)...)
//
// What things are: projects, people, phases, gates, tasks, links, assignments,
// milestones, risks, responses, risk_links, changes, meetings, indicators and the
// calendar. What happened when: progress_by_period, costs_by_period,
// milestone_forecasts, indicator_values, gate_decisions, change_effects,
// attendance, decisions, actions, working_days. What may come: odds.
//
// Facts are increments: the rows of a period say what it added, so that sums
// over any periods and tasks are right, and those up to a status date are the
// figures of that date exactly. Joins go by one column: task_id, risk_id,
// person_id and so on, dates by calendar.date. [IndicatorWords] says what an
// indicator means, where it misleads and what it helps to decide.
// [DatasetMeasures], [DatasetPowerBI] and [DatasetTableau] are what those tools
// need beside the tables.
//
// # Where figures lead
//
// The figures of [Status], [Closing], [Deviations], [Exception], [Odds] and the
// scores of [Responses] lead to their [report.Trace]: formula, inputs and where
// those are kept, down to tasks and records. So do the dates of a status, by the
// reasons of schedule.Result.Why. The other documents have no traces yet.
// [report.Document.WithoutTraces] leaves them out.
//
// # Names
//
// A result that does not carry the names of things, such as a simulation or a
// register, calls tasks, risks and people by their ids. Set phrase.Printer.Name
// to say what people call them; where a plan is given, its tasks have their
// names without that:
//
//	words.Name = func(r finding.Ref) string {
//		task, _ := plan.Task(schedule.TaskID(r.ID))
//		return task.Name // look at r.Kind, such as "task", "risk", "person", where ids overlap
//	}
//
// Each function returns a fresh document that shares nothing with its input and
// is safe for concurrent use.
//
// Stable: the exported names, the names of tables and of their columns.
package view
