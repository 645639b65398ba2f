package mspdi_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/mspdi"
)

// file wraps the content of a project.
func file(content ...string) string {
	return `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<Project xmlns="http://schemas.microsoft.com/project"><StartDate>2026-03-02T08:00:00</StartDate>` +
		"<CurrencyCode>CNY</CurrencyCode>" + strings.Join(content, "\n") + "</Project>"
}

// tasks wraps tasks, each given as the content behind its UID, counted from 1.
func tasks(contents ...string) string {
	var b strings.Builder
	for i, content := range contents {
		if !strings.Contains(content, "<OutlineLevel>") {
			content = "<OutlineLevel>1</OutlineLevel>" + content
		}
		fmt.Fprintf(&b, "<Task><UID>%d</UID>%s</Task>\n", i+1, content)
	}
	return "<Tasks>" + b.String() + "</Tasks>"
}

// decode reads a file that must be in order.
func decode(t *testing.T, source string) (*schedule.Plan, []schedule.LossNote) {
	t.Helper()
	plan, notes, err := mspdi.Decode(strings.NewReader(source))
	if err != nil {
		t.Fatal(err)
	}
	return plan, notes
}

// task returns a task of a plan.
func task(t *testing.T, plan *schedule.Plan, id schedule.TaskID) schedule.Task {
	t.Helper()
	got, ok := plan.Task(id)
	if !ok {
		t.Fatalf("no task %s", id)
	}
	return got
}

// noted writes notes as "kind id.field value code", one a line.
func noted(notes []schedule.LossNote) string {
	var b strings.Builder
	for _, n := range notes {
		fmt.Fprintf(&b, "%s %q %s\n", n.Subject, n.Value, n.Reason)
	}
	return b.String()
}

// same compares two values by their text.
func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// planDiff tells two plans apart; "" if they say the same.
func planDiff(want, got *schedule.Plan) string {
	return cmp.Diff(want, got, cmpopts.EquateEmpty(), cmpopts.EquateComparable(calendar.Date{}), cmp.Comparer(money.Amount.Equal))
}
