package main

import (
	"math/big"
	"strings"
	"time"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// The days of the story.
var (
	opening  = calendar.DateOf(2026, time.February, 2)
	start    = calendar.DateOf(2026, time.March, 2)
	promised = calendar.DateOf(2026, time.July, 31) // the handover, by contract
)

const workday = 8 * calendar.Hour

// job is a piece of work: how long the firm thought it would take, and how long
// it took.
type job struct {
	id, en, zh string
	who        string // "": nobody
	days       int    // planned
	took       int
	after      []string
	found      calendar.Date // when somebody thought of it; zero: at the beginning
}

// jobs is the whole work. The developer builds, connects and moves data in the
// same months, which is why each takes twice as long; the manager asks, trains
// and sells.
func jobs() []job {
	later := func(month time.Month, day int) calendar.Date { return calendar.DateOf(2026, month, day) }
	return []job{
		{id: "ask", en: "Ask the customer", zh: "了解客户需求", who: string(manager), days: 10, took: 12},
		{id: "build", en: "Build the portal", zh: "开发门户", who: string(developer), days: 60, took: 104, after: []string{"ask"}},
		{id: "connect", en: "Connect the stock system", zh: "对接库存系统", who: string(developer), days: 45, took: 88, after: []string{"ask"}},
		{id: "move", en: "Move the data", zh: "迁移数据", who: string(developer), days: 25, took: 38, after: []string{"ask"}},
		{id: "campaign", en: "Sell to other grocers", zh: "向其他零售商推销", who: string(manager), days: 70, took: 90, after: []string{"ask"}},
		{id: "prices", en: "Rebuild the price list", zh: "重做价格表", who: string(developer), days: 8, took: 14, after: []string{"move"}, found: later(time.May, 11)},
		{id: "returns", en: "Handle returned goods", zh: "处理退货", who: string(developer), days: 10, took: 15, after: []string{"connect"}, found: later(time.June, 8)},
		{id: "test", en: "Test", zh: "测试", days: 10, took: 16, after: []string{"build", "connect", "move", "prices", "returns"}},
		{id: "train", en: "Train the branches", zh: "培训门店", who: string(trainer), days: 8, took: 9, after: []string{"test"}},
		{id: "handover", en: "Handover", zh: "移交", after: []string{"train", "campaign"}},
	}
}

// rates are what an hour costs, in fen.
var rates = map[string]int64{string(manager): 420_00, string(developer): 350_00, string(trainer): 260_00}

// planOn is the plan as the firm had it on a day. Work that nobody had thought
// of by then is not in it.
func (s *story) planOn(day calendar.Date, took bool) (*schedule.Plan, error) {
	p := &schedule.Plan{Name: s.project(), Start: start.At(8 * calendar.Hour)}
	known := map[string]bool{}
	for _, j := range jobs() {
		if j.found.After(day) {
			continue
		}
		known[j.id] = true
		days := j.days
		if took {
			days = j.took
		}
		id := schedule.TaskID(j.id)
		p.Tasks = append(p.Tasks, schedule.Task{
			ID: id, Name: s.pick(j.en, j.zh), Milestone: days == 0, Priority: 500,
			Duration: schedule.Duration{Length: calendar.Work(days) * workday, Estimated: days > 0},
		})
		for _, from := range j.after {
			if known[from] {
				p.Links = append(p.Links, schedule.Link{From: schedule.TaskID(from), To: id})
			}
		}
		if j.who != "" {
			p.Assignments = append(p.Assignments, schedule.Assignment{
				ID: schedule.AssignmentID("a-" + j.id), Task: id, Resource: schedule.ResourceID(j.who), Units: schedule.FullUnit,
				Work: calendar.Work(days) * workday, RemainingWork: calendar.Work(days) * workday,
			})
		}
	}
	return p, s.hire(p)
}

// hire adds the people with what they cost.
func (s *story) hire(p *schedule.Plan) error {
	for _, who := range []string{string(manager), string(developer), string(trainer)} {
		rate, err := s.yuan(rates[who])
		if err != nil {
			return err
		}
		p.Resources = append(p.Resources, schedule.Resource{ID: schedule.ResourceID(who), Name: s.names[who], Rate: rate})
	}
	return nil
}

// yuan is an amount from fen.
func (s *story) yuan(fen int64) (money.Amount, error) {
	c, err := money.Lookup("CNY")
	if err != nil {
		return money.Amount{}, err
	}
	return money.Minor(fen, c)
}

// statusOn is the plan with what was reported by the evening of a day. People
// report what they believe: what remains is what was planned less what is done
// and, when that is used up, one more week.
func (s *story) statusOn(day calendar.Date) (*schedule.Plan, *schedule.Result, error) {
	p, err := s.planOn(day, false)
	if err != nil {
		return nil, nil, err
	}
	p.Baselines = s.baselines()
	now := day.At(18 * calendar.Hour)
	p.DataDate = now
	for i := range p.Tasks {
		if err := s.report(&p.Tasks[i], now); err != nil {
			return nil, nil, err
		}
		for k := range p.Assignments {
			if a := &p.Assignments[k]; a.Task == p.Tasks[i].ID {
				g := p.Tasks[i].Progress
				a.Work, a.ActualWork, a.RemainingWork = p.Tasks[i].Duration.Length, g.Done, p.Tasks[i].Duration.Length-g.Done
			}
		}
	}
	r, err := schedule.Compute(p, schedule.Options{})
	return p, r, err
}

// report enters what has happened on a task by a moment.
func (s *story) report(t *schedule.Task, now calendar.DateTime) error {
	x, known := s.happened.Times(t.ID)
	if !known || x.Start > now || x.Start == x.Finish && x.Finish > now {
		return nil
	}
	t.Progress.ActualStart = x.Start
	done := s.happened.Calendar(t.ID).Between(x.Start, min(now, x.Finish))
	left := max(t.Duration.Length-done, 5*workday)
	if x.Finish <= now {
		t.Progress.ActualFinish, left = x.Finish, 0
	}
	t.Duration.Length = done + left
	t.Progress.Done, t.Progress.Remaining, t.Progress.Percent = done, left, 100
	if done+left > 0 {
		t.Progress.Percent = int(100 * done / (done + left))
	}
	return s.spend(t, done)
}

// spend enters what the hours so far have cost.
func (s *story) spend(t *schedule.Task, done calendar.Work) error {
	var fen int64
	for _, j := range jobs() {
		if j.id == string(t.ID) {
			fen = rates[j.who]
		}
	}
	rate, err := s.yuan(fen)
	if err != nil {
		return err
	}
	t.Progress.ActualCost, err = rate.MulRat(big.NewRat(int64(done), int64(calendar.Hour)), money.HalfEven)
	return err
}

func (s *story) baselines() []schedule.Baseline {
	if s.baseline == nil {
		return nil
	}
	return []schedule.Baseline{*s.baseline}
}

// minute writes a moment without seconds.
func minute(t calendar.DateTime) string { return strings.Replace(t.String()[:16], "T", " ", 1) }
