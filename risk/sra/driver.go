package sra

import "github.com/milepost-go/milepost/schedule"

// Kind is the kind of thing that makes dates or cost uncertain.
type Kind string

// The kinds of driver.
const (
	KindTask    Kind = "task"    // the estimate of a task
	KindRisk    Kind = "risk"    // a risk of the register
	KindCost    Kind = "cost"    // a line of cost
	KindClosure Kind = "closure" // a calendar event
	KindWeather Kind = "weather" // months of weather
)

// Driver names one thing that makes dates or cost uncertain.
type Driver struct {
	Kind Kind   `json:"kind"`
	ID   string `json:"id"`
}

// Task returns the driver that is the estimate of a task.
func Task(id schedule.TaskID) Driver { return Driver{KindTask, string(id)} }

// Risk returns the driver that is a risk of the register.
func Risk(id string) Driver { return Driver{KindRisk, id} }

// String returns the kind and the id.
func (d Driver) String() string { return string(d.Kind) + " " + d.ID }
