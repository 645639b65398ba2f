// Package report is the model of documents: what a report says, before it has
// a format.
//
// A [Document] is a title and a list of blocks: headings, paragraphs, lists,
// facts, tables, figures, callouts and findings. A [Renderer] writes it; the
// packages report/markdown and report/html hold two, [JSON] is for programs;
// report/pdf and report/xlsx, in modules of their own, print and tabulate.
// Every block has a table form, so a renderer that knows nothing but tables
// can write every document.
//
//	doc := &report.Document{
//		Title: "Status",
//		Lang:  report.En,
//		AsOf:  finding.Date("2026-03-02"),
//		Blocks: []report.Block{
//			report.Heading{Level: 1, Text: "Where we stand"},
//			report.P(report.T("The plan holds.")),
//		},
//	}
//	err := html.Renderer{}.Render(w, doc)
//
// Cells and facts are values of package lifecycle/finding, exact and with
// their unit: an empty cell is the zero value, an unknown one says why.
// [Format] alone turns values into text, so a figure is the same in every
// format and language.
//
// A [Trace] says how a figure came about: its formula in exact arithmetic, the
// inputs it names and where each is kept. Cells and facts name their trace; every
// renderer leads from the figure to it. [Document.WithoutTraces] is the same for
// readers who want the figures alone.
//
// A [Figure] draws on a [Canvas] of three methods with inks named for what
// they stand for; report/svg is one canvas. Text is measured without fonts.
//
// All types are plain values. Nothing here reads a clock or keeps state;
// concurrent use is safe as long as nobody changes what is being rendered.
//
// Stable: the exported names, the JSON form and the finding codes.
package report
