package portfolio

import (
	"context"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle"
)

// Project is what a portfolio needs to know of one project.
type Project struct {
	ID         string
	Definition lifecycle.DefinitionRef // the process it follows; groups by version
	Traits     []string                // "region:north", "size:large"; groups too
	Outcome    lifecycle.Outcome       // "" while it is not closed
	Tasks      []Task
	// PlannedDays and ActualDays are how long it was to take and took, in the
	// host's working days; of a closed project both are above 0.
	PlannedDays, ActualDays int64
	Lessons                 int64 // lessons of other projects that were used in it
}

// Task is what was planned, earned and spent on one task, cumulative at the
// status date, all in one currency for each project. An amount left zero is
// zero; a project with an unknown figure says so by Unknown.
type Task struct {
	Budget, Planned, Earned, Cost money.Amount
	Unknown                       bool // earned or cost is not known: neither is the sum of its project
}

// Source loads projects. Hosts implement it; it is safe for concurrent use.
type Source interface {
	// Project returns one project. The caller only reads what it returns. An
	// error is recorded as the failure of that project; that of the context ends
	// the computation.
	Project(ctx context.Context, id string) (Project, error)
}
