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
// a plan, [Funnel] of sales, [LateWaterfall] and [DearerWaterfall] of causes.
//
//	picture := view.FinishHistogram(words, odds)
//	err := svg.Render(w, picture, svg.Options{})
//
// Each function returns a fresh document that shares nothing with its input and
// is safe for concurrent use.
//
// Stable: the exported names, the names of tables and of their columns.
package view
