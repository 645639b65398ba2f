package view

import (
	"strings"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule"
)

// factName is what people call a fact that gates ask for, its name as it stands
// where the book has none.
func factName(w phrase.Printer, fact string) string {
	book := w.Book
	if book == nil {
		book = phrase.Standard()
	}
	entry, ok := book.Entry("name.fact." + fact)
	switch {
	case !ok:
		return fact
	case w.Lang == phrase.ZhCN:
		return entry.ZhCN
	}
	return entry.En
}

// optionName is what people call a way to respond: its kind, and what it is
// about where its id says so.
func optionName(w phrase.Printer, plan *schedule.Plan, id string) finding.Value {
	kind, about, ok := strings.Cut(id, ":")
	name := Word(w, kind)
	if !ok || about == "" {
		return text(name)
	}
	if plan != nil {
		if t, there := plan.Task(schedule.TaskID(about)); there && t.Name != "" {
			about = t.Name
		} else {
			about = resourceName(plan, schedule.ResourceID(about))
		}
	}
	about = person(w, lifecycle.ActorID(about))
	return text(joined(w, name, about))
}
