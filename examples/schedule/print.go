package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// printTable prints a line for each task.
func printTable(w io.Writer, plan *schedule.Plan, r *schedule.Result, lost []schedule.LossNote) error {
	fmt.Fprintf(w, "%s: %d tasks, %d links, %s to %s\n\n", plan.Name, len(plan.Tasks), len(plan.Links), short(r.Start()), short(r.Finish()))
	fmt.Fprintf(w, "%-6s %-16s %-16s %-16s %-16s %9s %9s  %s\n", "uid", "start", "finish", "late start", "late finish", "free h", "total h", "task")
	depth := map[schedule.TaskID]int{}
	for i := range plan.Tasks {
		t := &plan.Tasks[i]
		if t.Parent != "" {
			depth[t.ID] = depth[t.Parent] + 1
		}
		x, _ := r.Times(t.ID)
		mark := " "
		if x.Critical {
			mark = "*"
		}
		fmt.Fprintf(w, "%-6s %-16s %-16s %-16s %-16s %9s %9s %s%s%s\n", t.ID, short(x.Start), short(x.Finish), short(x.LateStart), short(x.LateFinish),
			hours(x.FreeFloat), hours(x.TotalFloat), mark, strings.Repeat("  ", depth[t.ID]), t.Name)
	}
	fmt.Fprintln(w, "\n* critical")
	printFindings(w, r.Findings(), lost)
	return nil
}

func printFindings(w io.Writer, found []finding.Finding, lost []schedule.LossNote) {
	for _, f := range found {
		fmt.Fprintf(w, "%s: %s\n", f.Severity, phrase.In(phrase.En).Finding(f))
	}
	if len(lost) > 0 {
		fmt.Fprintf(w, "%d values of the file were not carried over; -format json lists them\n", len(lost))
	}
}

// short is a date-time to the minute; a task left out has none.
func short(t calendar.DateTime) string {
	if t.IsZero() {
		return "-"
	}
	return strings.Replace(t.String()[:16], "T", " ", 1)
}

func hours(w calendar.Work) string { return strconv.FormatFloat(float64(w)/3600, 'f', -1, 64) }

// taskJSON has the field names that the tools' own stored values have in the
// corpora this library is tested against. Minutes are working time, or clock
// time for a task of elapsed duration.
type taskJSON struct {
	UID           any      `json:"uid"`
	Name          string   `json:"name"`
	Start         *string  `json:"start"`
	Finish        *string  `json:"finish"`
	EarlyStart    *string  `json:"earlyStart"`
	EarlyFinish   *string  `json:"earlyFinish"`
	LateStart     *string  `json:"lateStart"`
	LateFinish    *string  `json:"lateFinish"`
	FreeSlackMin  *float64 `json:"freeSlackMin"`
	TotalSlackMin *float64 `json:"totalSlackMin"`
	StartSlack    *float64 `json:"startSlackMin"`
	FinishSlack   *float64 `json:"finishSlackMin"`
	Critical      bool     `json:"critical"`
}

type noteJSON struct {
	Subject finding.Ref  `json:"subject"`
	Value   string       `json:"value"`
	Reason  finding.Code `json:"reason"`
}

// printJSON prints everything.
func printJSON(w io.Writer, plan *schedule.Plan, r *schedule.Result, lost []schedule.LossNote) error {
	doc := struct {
		Project struct {
			Name   string  `json:"name"`
			Start  *string `json:"start"`
			Finish *string `json:"finish"`
		} `json:"project"`
		Tasks    []taskJSON        `json:"tasks"`
		Findings []finding.Finding `json:"findings"`
		Lost     []noteJSON        `json:"lost"`
	}{Tasks: []taskJSON{}, Findings: r.Findings(), Lost: []noteJSON{}}
	doc.Project.Name, doc.Project.Start, doc.Project.Finish = plan.Name, text(r.Start()), text(r.Finish())
	for i := range plan.Tasks {
		x, _ := r.Times(plan.Tasks[i].ID)
		doc.Tasks = append(doc.Tasks, newTaskJSON(&plan.Tasks[i], x))
	}
	for _, n := range lost {
		doc.Lost = append(doc.Lost, noteJSON(n))
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(doc)
}

func newTaskJSON(t *schedule.Task, x schedule.Times) taskJSON {
	j := taskJSON{
		UID: string(t.ID), Name: t.Name, Critical: x.Critical,
		Start: text(x.Start), Finish: text(x.Finish), EarlyStart: text(x.EarlyStart), EarlyFinish: text(x.EarlyFinish),
		LateStart: text(x.LateStart), LateFinish: text(x.LateFinish),
	}
	if n, err := strconv.ParseInt(string(t.ID), 10, 64); err == nil {
		j.UID = n
	}
	if x.Finish != 0 {
		j.FreeSlackMin, j.TotalSlackMin = minutes(x.FreeFloat), minutes(x.TotalFloat)
		j.StartSlack, j.FinishSlack = minutes(x.StartFloat), minutes(x.FinishFloat)
	}
	return j
}

// text returns nil for a date that is not there.
func text(t calendar.DateTime) *string {
	if t.IsZero() {
		return nil
	}
	s := t.String()
	return &s
}

func minutes(w calendar.Work) *float64 {
	m := float64(w) / 60
	return &m
}
