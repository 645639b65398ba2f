// Package chart has the figures that are no bars over time: [StateDiagram],
// states and the transitions between them, [LineChart], values over dates, [Grid],
// what lies where in two scales, and bars of every kind: [Tornado], [Histogram],
// [LoadChart], [Funnel] and [BarChart].
//
//	d := &chart.StateDiagram{
//		Title: "Order", Start: "open",
//		States: []chart.State{
//			{ID: "open", Name: "Open", Mark: chart.Current},
//			{ID: "shipped", Name: "Shipped"},
//		},
//		Transitions: []chart.Transition{
//			{ID: "ship", Name: "ship it", From: []string{"open"}, To: "shipped", Gate: "paid", By: []string{"store"}},
//		},
//	}
//	err := svg.Render(file, d, svg.Options{})
//
// Package view makes the diagram of a process definition, with the place of a
// project marked in it, and the curves of exposure, reserves and the chance to be
// done by a date.
//
// # Lines
//
// A [LineChart] has one line a series, told apart by colour, dash and mark, over
// a scale that holds zero and steps of 1, 2 or 5 times a power of ten; of
// durations, in working days. Dates stand at their distance. A value that is
// missing leaves a gap. At most [MaxSeries] are drawn; the table has all.
//
// A [LineKind] says what a series is: what was measured, a forecast that goes on
// dashed in the colour of its series, or a level, a limit or an even pace that it
// is held against. A [Band] lies behind the lines, a [Moment] is an upright line
// with its name, a [Note] says something of one value and may circle it. So the
// S-curve, burn-down, burn-up, the control chart and the milestone trend are line
// charts too; package view makes them from the results of the rooms.
//
//	d := &chart.LineChart{
//		Title: "Work left", Dates: []calendar.Date{monday, tuesday, friday},
//		Series: []chart.Series{
//			{Key: "left", Name: "Left", Values: []finding.Value{finding.Number(9, ""), finding.Number(7, "")}},
//			{Key: "forecast", Name: "Forecast", Line: chart.LineForecast, Of: "left",
//				Values: []finding.Value{{}, finding.Number(7, ""), finding.Number(0, "")}},
//		},
//		Events: []chart.Moment{{At: tuesday, Name: "Data date", Now: true}},
//	}
//
// # Bars
//
// A [Tornado] shows how far each driver moves a figure, the longest reach on top;
// a [Histogram] how often each date or amount came out, with the share so far
// and the percentiles marked; a [LoadChart] what people have to do against what
// they could; a [Funnel] how many come how far; a [BarChart] values against their
// targets or, as a waterfall, steps that lead to a sum. Bars begin at the base or
// at nought and are true to scale. They are told apart by the lines in them
// besides their colour: what is too much or for the worse is hatched.
//
//	h := &chart.Histogram{
//		Title: "Finish", Axis: report.Column{Name: "finish", Type: report.TypeDate},
//		Bins: []chart.Bin{
//			{From: finding.Date("2026-05-04"), To: finding.Date("2026-05-04"), Count: 3},
//			{From: finding.Date("2026-05-05"), To: finding.Date("2026-05-05"), Count: 7},
//		},
//		Marks: []chart.ValueMark{{Name: "P80", At: finding.Date("2026-05-05")}},
//	}
//
// What is too much to draw is drawn as one or left out, and a line says how much
// that is: [MaxSwings], [MaxBins], [MaxLoads], [MaxStages] and [MaxBars]. The
// table has every value.
//
// # Layout of states
//
// The states inside stand below one another, in the order in which the ways
// lead. A way to the next state is a straight arrow with its words on the
// right. Every other way goes round by a lane: up on the left, down on the
// right, the shortest next to the states; lanes that do not meet share a line.
// Each lane has room for its words, which move along it until no line runs
// through them. No states, lanes or words cover each other; lines may cross
// lines. The layout is the same for the same diagram on every machine, since no
// font is measured. At most 200 states of a place and 800 ends of transitions
// are drawn, with a line that says how much more there is.
//
// What can befall every state inside is drawn from the frame around them: to a
// state aside, such as a halt, or to one after, such as an end. A strip beside
// spans the states it runs together with.
//
// # Other forms
//
// The table of a diagram says all that it shows. [StateDiagram.WriteMermaid]
// and [StateDiagram.WriteDOT] write it for tools that do their own layout. Names
// may come from anywhere in all of them.
//
// # Stable
//
// The exported names and the columns of the table. Where things stand in the
// drawing may change between versions, not between runs.
package chart
