// Package gantt draws a plan over time.
//
//	chart := &gantt.Chart{
//		Title: "Warehouse", Lang: report.En, DataDate: dataDate, Calendar: standard,
//		Rows:  []gantt.Row{{ID: "1", Name: "Design", Start: start, Finish: finish, Percent: 40}},
//		Links: []gantt.Link{{From: "1", To: "2"}},
//	}
//	err := svg.Render(file, chart, svg.Options{})
//
// A [Chart] is a [report.Figure]: it draws on any canvas and has a table form.
// Its rows are its own; it knows no plan and computes no dates.
//
// How things are shown:
//
//   - Time is civil time, drawn in equal steps of seconds; the header names
//     hours, days, weeks, months, quarters or years, whatever fits.
//   - Bars reach through the end of their last day. Where a day is wider than
//     48 pixels they begin and end at their time of day instead. Milestones
//     stand at their instant.
//   - Critical tasks differ by colour, outline and hatching; baselines are thin
//     grey bars below; dotted lines show the room until the late finish.
//   - Links are arrows with right angles that keep clear of the texts beside
//     bars.
//   - Names that do not fit are cut; the full name and dates are the title of
//     the shape. Nothing is drawn outside the frame.
//
// The words come from package report/phrase, which this package imports beside
// report and the calendar.
//
// Stable: the exported names and the columns of the table form. The drawing may
// change between versions, not between runs.
package gantt
