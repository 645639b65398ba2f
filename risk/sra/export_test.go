package sra

import (
	"slices"

	"github.com/milepost-go/milepost/risk/montecarlo"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Draws shows what was drawn for the trials of one block.
type Draws struct {
	study    *Study
	samplers [2]*montecarlo.Sampler
}

// Draws returns what is drawn in a block.
func (s *Study) Draws(number int) *Draws {
	d := &Draws{study: s}
	for k, m := range s.models {
		if m != nil {
			d.samplers[k] = m.NewSampler()
			d.samplers[k].Start(number)
		}
	}
	return d
}

func (d *Draws) input(id string) int {
	return slices.IndexFunc(d.study.inputs, func(in montecarlo.Input) bool { return in.ID == id })
}

// Time returns a time or a share in a trial of the block, of a model: 0 now, 1
// after the responses. It reports false where there is no such input.
func (d *Draws) Time(model, trial int, id string) (int64, bool) {
	i := d.input(id)
	if i < 0 {
		return 0, false
	}
	var out [lanes]int32
	d.samplers[model].Small(i, trial/lanes, &out)
	return int64(out[trial%lanes]), true
}

// Amount does the same for an amount of money, in minor units.
func (d *Draws) Amount(model, trial int, id string) (int64, bool) {
	i := d.input(id)
	if i < 0 {
		return 0, false
	}
	var out [lanes]int64
	d.samplers[model].Values(i, trial/lanes, &out)
	return out[trial%lanes], true
}

// Number returns the number of 32 bits that decides whether something happens.
func (d *Draws) Number(trial int, id string) uint32 {
	var out [lanes]uint32
	d.samplers[0].Uniform(d.input(id), trial/lanes, &out)
	return out[trial%lanes]
}

// Lost is a stretch of days without work on a calendar.
type Lost struct {
	Calendar schedule.CalendarID
	From, To calendar.Date
}

// Year returns the stretches of a year of weather.
func (s *Study) Year(id string, year int) []Lost {
	var list []Lost
	for i := range s.weather {
		if s.weather[i].id == id {
			for _, x := range s.weather[i].years[year] {
				list = append(list, Lost{x.calendar, x.from, x.to})
			}
		}
	}
	return list
}

// Length returns what is still to do of a task as planned, and whether it can
// vary.
func (s *Study) Length(id schedule.TaskID) (calendar.Work, bool) {
	i, _ := s.network.Number(id)
	return s.network.Length(i), s.network.Varies(i)
}
