package schedule

import (
	"encoding/json"
	"fmt"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// timesWire is the JSON form of Times.
type timesWire struct {
	Start       calendar.DateTime `json:"start,omitzero"`
	Finish      calendar.DateTime `json:"finish,omitzero"`
	EarlyStart  calendar.DateTime `json:"early_start,omitzero"`
	EarlyFinish calendar.DateTime `json:"early_finish,omitzero"`
	LateStart   calendar.DateTime `json:"late_start,omitzero"`
	LateFinish  calendar.DateTime `json:"late_finish,omitzero"`
	StartFloat  calendar.Work     `json:"start_float_s,omitempty"`
	FinishFloat calendar.Work     `json:"finish_float_s,omitempty"`
	TotalFloat  calendar.Work     `json:"total_float_s,omitempty"`
	FreeFloat   calendar.Work     `json:"free_float_s,omitempty"`
	Critical    bool              `json:"critical,omitempty"`
}

// taskChangeWire is the JSON form of a TaskChange.
type taskChangeWire struct {
	Task         TaskID        `json:"task"`
	Presence     string        `json:"presence"`
	Before       timesWire     `json:"before,omitzero"`
	After        timesWire     `json:"after,omitzero"`
	StartMovedS  calendar.Work `json:"start_moved_s,omitempty"`
	FinishMovedS calendar.Work `json:"finish_moved_s,omitempty"`
}

// MarshalJSON writes the presence by its name and lengths of time in whole
// seconds.
func (c TaskChange) MarshalJSON() ([]byte, error) {
	return json.Marshal(taskChangeWire{c.Task, c.Presence.String(), timesWire(c.Before), timesWire(c.After), c.StartMoved, c.FinishMoved})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (c *TaskChange) UnmarshalJSON(data []byte) error {
	var w taskChangeWire
	if err := strictly(data, &w); err != nil {
		return fmt.Errorf("schedule: task change: %w", err)
	}
	presence, err := kindNamed(w.Presence, Removed)
	if err != nil {
		return fmt.Errorf("schedule: task change: %w", err)
	}
	*c = TaskChange{w.Task, presence, Times(w.Before), Times(w.After), w.StartMovedS, w.FinishMovedS}
	return nil
}
