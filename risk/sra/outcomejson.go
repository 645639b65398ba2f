package sra

import (
	"encoding/json"
	"strconv"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// outcomeForm is the JSON form of an Outcome.
type outcomeForm struct {
	Format     string            `json:"format"`
	Asked      int64             `json:"asked"`
	Trials     int64             `json:"trials"`
	Partial    bool              `json:"partial,omitempty"`
	Seed       string            `json:"seed"`
	Planned    calendar.DateTime `json:"planned"`
	OnTime     finding.Value     `json:"on_time"`
	Finish     Dates             `json:"finish"`
	Milestones []Milestone       `json:"milestones,omitempty"`
	Cost       Prices            `json:"cost,omitzero"`
	Points     []Point           `json:"points,omitempty"`
	Tasks      []TaskIndex       `json:"tasks,omitempty"`
	Drivers    []DriverIndex     `json:"drivers,omitempty"`
	Happened   []Happened        `json:"happened,omitempty"`
	Without    []Without         `json:"without,omitempty"`
	After      *After            `json:"after,omitempty"`
	Converged  Known             `json:"converged"`
	Findings   []finding.Finding `json:"findings,omitempty"`
}

const outcomeFormat = "milepost.sra.outcome/1"

// MarshalJSON writes the outcome. The same question with the same number of
// trials gives the same bytes, however the trials were spread.
func (o *Outcome) MarshalJSON() ([]byte, error) {
	return json.Marshal(outcomeForm{outcomeFormat, o.Asked, o.Trials, o.Partial, strconv.FormatUint(o.Seed, 10), o.Planned, o.OnTime(), o.Finish, o.Milestones,
		o.Cost, o.Points, o.Tasks, o.Drivers, o.Happened, o.Without, o.After, o.Converged, o.Findings})
}
