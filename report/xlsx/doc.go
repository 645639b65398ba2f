// Package xlsx reads plans from workbooks (.xlsx) as people keep them, and
// writes plans as workbooks that it reads again.
//
//	plan, notes, err := xlsx.Codec{}.Decode(file)
//	if err != nil {
//		return err
//	}
//	result, err := schedule.Compute(plan, schedule.Options{})
//
// # What is read
//
// The first sheet that holds a plan, in one of two shapes:
//
//   - A table of tasks: a line of headings, in English or Chinese and under any
//     of their usual names (Task Name, 任务名称; Start; Duration, 工期;
//     Predecessors, 前置任务; ...), and a line for every task. The outline
//     comes from a column of levels, else from codes such as 1.2.3, else from the
//     outline of the rows, else from the indents of the names or the blanks
//     before them. Predecessors are written as "3", "3FS+2d",
//     "3SS-1 个工作日", durations as "5d", "5 天", "8h", "2 周". Labels such as
//     "Project start" above the table or on a sheet named Project, and a sheet
//     named Resources, are read with it.
//   - A grid of weeks: weeks such as 2021-CW18 or 2021-W18 down the first column,
//     a column for every part of the project, and in the cells what is to be done
//     in that week. The parts become summaries.
//
// # Rules
//
// A constraint type binds a task as it says. Where none is stated, a task with
// predecessors follows them; a stated start binds it only where it has none, as
// a constraint not to start earlier. A start and a finish without a
// duration make the working time between them. A finish alone is a deadline, and
// the task has no length: none is invented. In a grid of weeks a task takes its
// week, marked as estimated.
//
// Every cell that was not understood is a note that names it, such as "Plan!F7";
// dates such as 03/04/2026 are not guessed at, but refused unless a day of the
// week before them, [Codec.DayFirst] or [Codec.MonthFirst] says how they are
// meant. Reading is bounded in bytes, rows, columns, cells and texts, and never
// executes a formula: it takes the stored result, and says where there is none.
//
// What Encode writes, Decode gives back but for the fields that [NotCarried]
// lists. [Template] is an empty workbook of that shape, with a guide, for people
// to fill in.
//
// # Tables and documents as workbooks
//
// A [Workbook] writes tables of package dataset, row by row and in memory that
// does not grow with them:
//
//	for _, t := range view.Dataset(words, project) {
//		book.Sheets = append(book.Sheets, xlsx.Standard(t))
//	}
//	book.Dashboard = xlsx.StandardDashboard(words.Lang, book.Sheets...)
//	notes, err := book.Write(file)
//
// Its columns are those of the files of comma-separated values, under the same
// names; numbers, amounts, dates and truths are cells of their type. A [Renderer]
// writes a report.Document, whose figures show the text that every other format
// shows and lead to how they came about.
//
//   - Text is typed as text wherever it stands, and stays text when somebody
//     edits it: nothing that a user wrote is ever calculated.
//   - Formulas hold the library's own figure as their stored result, for tools
//     that do not calculate, and are asked to be calculated when a program opens
//     the file. A formula that would give another figure is left out, and said.
//   - What a cell, a sheet or a number cannot hold is never cut silently: the
//     notes name each cell, as findings and on a sheet of their own.
//   - The same input gives the same bytes; no time is in them.
//
// A [Workbook] may have a [Dashboard], which shows figures in large and native
// charts, and a [Gantt]: both are formulas over its tables.
//
// It is made with github.com/xuri/excelize/v2, kept this year, BSD licence: it
// saves the writing of the parts of a workbook other than the cells, which are
// streamed here, and costs the modules that it needs itself. Plans are read without it, within bounds of our own. Stable: the exported names and the codes.
package xlsx
