package view

import (
	"cmp"
	"maps"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// WorkloadInput is what the workloads of people are taken from. Everything is
// only read; Plan and Work are required, the rest may be zero.
type WorkloadInput struct {
	On   calendar.Date // the first day of the window
	Last calendar.Date // its last day; zero: it has no end
	// Plan says who works on what, and Work is its list ([schedule.Worklist]).
	Plan *schedule.Plan
	Work []schedule.WorkItem
	// Actor returns who a resource is, "" for nobody. Nil: the actor has the id
	// of the resource.
	Actor    func(schedule.ResourceID) string
	Members  []string           // who has a workload also if there is nothing in it
	Series   []comms.Series     // of the meetings
	Meetings []comms.Occurrence // of those series
	Items    []comms.Item       // actions and topics, such as of [comms.ActionLog]
	Risks    risk.Register
	// Loads are what the resources have to do by day ([schedule.Loads]); zero:
	// not looked at.
	Loads schedule.DailyLoads
}

// Workload is what one person has to do in a window of days. What belongs to
// nobody has a workload of its own with the Member "".
type Workload struct {
	Member   string // actor id
	On, Last calendar.Date
	Tasks    []WorkloadTask // open ones that are due, or begin, until the last day, in plan order
	Later    int            // how many open tasks come after the window
	// Work is what the assignments of the person on Tasks state, in seconds of
	// working time.
	Work        calendar.Work
	Obligations comms.Obligations // meetings and open actions
	Risks       []RiskDuty        // by due date, those without one last
	// Loads are those of the resources that the person is, on the days of the
	// window.
	Loads schedule.DailyLoads
}

// WorkloadTask is an open task of somebody.
type WorkloadTask struct {
	schedule.WorkItem
	Work    calendar.Work // of the person's assignments; 0 where they state none
	Inputs  []Handover    // what it still waits for
	Waiting []Handover    // who waits for it
}

// Handover is the other side of a link. Milestones that nobody works on are
// passed through to what lies behind them.
type Handover struct {
	Task   schedule.TaskID
	People []string // actor ids, sorted; those of its parts for a summary
	// On is when the other task is forecast to be done, for an input, and when it
	// is planned to begin, for who waits.
	On calendar.DateTime
}

// RiskDutyKind says what somebody has to do about a risk.
type RiskDutyKind string

// The kinds of duty.
const (
	DutyWatch   RiskDutyKind = "watch"   // keep an eye on it: its owner
	DutyReview  RiskDutyKind = "review"  // look at it again: its owner
	DutyRespond RiskDutyKind = "respond" // see to a response: the owner of that, else of the risk
)

// RiskDuty is something to do about a risk.
type RiskDuty struct {
	Kind     RiskDutyKind
	Risk     string // id
	Response string // id, to respond
	Text     string // the event, or the response, in the words of the register
	Due      calendar.Date
	DaysLate int      // on the first day of the window
	Tasks    []string // ids of the plan tasks that do the response
}

// Workloads returns what everybody has to do in a window, in the order of their
// actor ids, nobody last: everyone who is assigned to an open task, invited to a
// meeting, owner of an open action, a risk or a response, and the Members given.
//
// Together they are the whole and nothing is there twice: every open task is
// with each of its people once, with nobody where it has none; the work of all
// on their tasks is that of the assignments; every open item and every open
// response has one owner, and every proposed or open risk one duty to watch or
// to review it. With a window, what lies after it is left out, and counted for
// tasks. Assignments of material and cost are nobody's work.
func Workloads(in WorkloadInput) []Workload {
	net := newWorkNet(in)
	duties := riskDuties(in)
	var list []Workload
	for _, member := range net.members(duties) {
		x := Workload{Member: member, On: in.On, Last: in.Last, Risks: duties[member]}
		net.fill(&x)
		x.Loads = in.loadsOf(member)
		series := in.Series
		if member == "" {
			series = nil
		}
		x.Obligations = comms.ObligationsOf(member, series, in.Meetings, in.Items, in.On, in.last())
		list = append(list, x)
	}
	return list
}

// last is the last day of the window.
func (in *WorkloadInput) last() calendar.Date {
	if in.Last.IsZero() {
		return calendar.DateOf(9999, 12, 31)
	}
	return in.Last
}

// loadsOf returns the loads of a member in the window.
func (in *WorkloadInput) loadsOf(member string) schedule.DailyLoads {
	own := schedule.DailyLoads{First: in.Loads.First}
	for _, l := range in.Loads.Resources {
		if in.actor(l.Resource) == member {
			own.Resources = append(own.Resources, l)
		}
	}
	return own.Window(in.On, in.Last)
}

// actor is who a resource is.
func (in *WorkloadInput) actor(id schedule.ResourceID) string {
	if in.Actor == nil || id == "" {
		return string(id)
	}
	return in.Actor(id)
}

// riskDuties returns what is to do about risks, by who has to.
func riskDuties(in WorkloadInput) map[string][]RiskDuty {
	due := map[string]calendar.Date{}
	for _, x := range in.Risks.Due(in.last()) {
		due[x.Risk] = x.Due
	}
	duties := map[string][]RiskDuty{}
	add := func(owner string, d RiskDuty) {
		if !d.Due.IsZero() && d.Due.Before(in.On) {
			d.DaysLate = in.On.DaysSince(d.Due)
		}
		duties[owner] = append(duties[owner], d)
	}
	for _, r := range in.Risks.Risks {
		if r.Status != risk.Proposed && r.Status != risk.Open {
			continue
		}
		watch := RiskDuty{Kind: DutyWatch, Risk: r.ID, Text: r.Event}
		if at, ok := due[r.ID]; ok {
			watch.Kind, watch.Due = DutyReview, at
		}
		add(r.Owner, watch)
		for _, a := range r.Responses {
			if a.Done.IsZero() && !a.Due.After(in.last()) {
				add(cmp.Or(a.Owner, r.Owner), RiskDuty{Kind: DutyRespond, Risk: r.ID, Response: a.ID, Text: a.Text, Due: a.Due, Tasks: a.Actions()})
			}
		}
	}
	for _, list := range duties {
		slices.SortStableFunc(list, func(a, b RiskDuty) int {
			return cmp.Or(cmp.Compare(zeroLast(a.Due), zeroLast(b.Due)), cmp.Compare(a.Risk, b.Risk), cmp.Compare(a.Response, b.Response))
		})
	}
	return duties
}

// zeroLast orders dates, with the one that is not stated last.
func zeroLast(d calendar.Date) int {
	if d.IsZero() {
		return 1
	}
	return -calendar.DateOf(9999, 12, 31).DaysSince(d)
}

// members returns everybody who has a workload, nobody last and only where
// there is something.
func (n *workNet) members(duties map[string][]RiskDuty) []string {
	all := map[string]bool{}
	for _, m := range n.in.Work {
		for actor := range n.staff[m.Task] {
			all[actor] = true
		}
	}
	for _, s := range n.in.Series {
		for _, actor := range append([]string{s.Chair}, s.Members...) {
			if actor != "" {
				all[actor] = true
			}
		}
	}
	for _, i := range n.in.Items {
		if !i.Closed && !i.Due.After(n.in.last()) {
			all[i.Owner] = true
		}
	}
	for _, m := range n.in.Members {
		all[m] = true
	}
	for actor := range duties {
		all[actor] = true
	}
	nobody := all[""]
	delete(all, "")
	list := slices.Sorted(maps.Keys(all))
	if nobody {
		list = append(list, "")
	}
	return list
}
