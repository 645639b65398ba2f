package team

import (
	"cmp"
	"slices"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Shortfall is work that there is not enough of a resource for.
type Shortfall struct {
	Resource   Resource `json:"resource"`
	Period     Period   `json:"period"`
	MissingMin int64    `json:"missing_min"`
	Tasks      []string `json:"tasks"` // whose work has to lie in the period, in order of id
	Options    []Option `json:"options,omitempty"`
	Certain    bool     `json:"certain"` // no dates within the windows of the tasks would do; false: the present dates do not do
}

// Option is a way out of a shortfall.
type Option struct {
	Do    finding.Code `json:"do"`              // one of the remedies of this package
	Tasks []string     `json:"tasks,omitempty"` // for which it can be done
}

// Sufficiency returns where the supplies do not suffice, by resource and day,
// certain ones first.
//
// The bound is that of energy: work that has to lie within some days cannot
// exceed what those days supply. A task has to do all of its work within its
// window and, where it has a limit a day, that part within some days of the
// window which does not fit into the others. A shortfall by the windows is
// certain, however work is split or moved. One by the planned days alone says
// that those days do not do, however work is split within them. The periods
// returned of one kind do not overlap and are chosen so that the minutes
// missing are the most; for tasks without a limit a day, their sum is exactly
// the work that cannot be done.
//
// Days that a supply does not cover, and resources without a supply, may hold
// any amount: nothing is said of them here ([CheckSupply] does). A window or
// planned period without bounds binds nothing. The time taken grows with the
// square of the number of tasks, times the number of those with a limit a day.
//
// Source: the energetic reasoning of J. Erschler and P. Lopez (1990), for a
// resource whose work can be split.
func Sufficiency(demands []Demand, supply []Supply) []Shortfall {
	var list []Shortfall
	for i, s := range supply {
		if slices.ContainsFunc(supply[:i], func(o Supply) bool { return o.Resource == s.Resource }) {
			continue
		}
		e := energy{supply: s, per: s.prefix()}
		certain := e.shortfalls(demands, func(d Demand) Period { return d.Window })
		for j := range certain {
			certain[j].Certain, certain[j].Options = true, certainOptions(certain[j])
		}
		list = append(list, certain...)
		for _, now := range e.shortfalls(demands, func(d Demand) Period { return d.Planned }) {
			if !slices.ContainsFunc(certain, func(c Shortfall) bool { return now.Period.Within(c.Period) }) {
				now.Options = presentOptions(now, demands)
				list = append(list, now)
			}
		}
	}
	slices.SortStableFunc(list, compareShortfalls)
	return list
}

func compareShortfalls(a, b Shortfall) int {
	if a.Certain != b.Certain {
		if a.Certain {
			return -1
		}
		return 1
	}
	return cmp.Or(compareResources(a.Resource, b.Resource), a.Period.From.Compare(b.Period.From), a.Period.To.Compare(b.Period.To))
}

func certainOptions(s Shortfall) []Option {
	return []Option{{Do: RemedyAddCapacity}, {RemedyWidenWindow, slices.Clone(s.Tasks)}, {RemedyReduceWork, slices.Clone(s.Tasks)}}
}

// presentOptions names the tasks whose windows leave room to move.
func presentOptions(s Shortfall, demands []Demand) []Option {
	var movable []string
	for _, d := range demands {
		if d.Resource == s.Resource && slices.Contains(s.Tasks, d.Task) && d.Window.Bounded() && !d.Window.Within(d.Planned) {
			movable = append(movable, d.Task)
		}
	}
	options := []Option{{Do: RemedyAddCapacity}}
	if len(movable) > 0 {
		options = slices.Insert(options, 0, Option{RemedyMoveTasks, uniqueSorted(movable)})
	}
	return options
}

// Finding returns the shortfall as a finding: one that blocks when it is
// certain, a warning otherwise. Related are the tasks.
func (s Shortfall) Finding() finding.Finding {
	f := finding.Finding{Code: CodeShortPresent, Severity: finding.Warn, Subject: s.Resource.Ref(), Got: minutes(s.MissingMin),
		Want: finding.Text(s.Period.String()), Remedy: RemedyMoveTasks, Related: taskRefs(s.Tasks)}
	if s.Certain {
		f.Code, f.Severity, f.Remedy = CodeShortCertain, finding.Block, RemedyAddCapacity
	}
	return f
}

// ShortfallFindings returns all shortfalls as findings, sorted.
func ShortfallFindings(list []Shortfall) []finding.Finding {
	var c checker
	for _, s := range list {
		c.list = append(c.list, s.Finding())
	}
	return c.sorted()
}

// CheckSupply reports, sorted, the demands about which [Sufficiency] cannot
// speak: those of resources without a supply, and those with bounded days that
// the supply does not cover.
func CheckSupply(demands []Demand, supply []Supply) []finding.Finding {
	var c checker
	for _, d := range demands {
		i := slices.IndexFunc(supply, func(s Supply) bool { return s.Resource == d.Resource })
		covered := func(p Period) bool { return !p.Bounded() || p.Within(supply[i].Span()) }
		if i < 0 || !covered(d.Window) || !covered(d.Planned) {
			c.warn(CodeSupplyUnknown, d.Resource.Ref(), nothing, nothing, RemedyStateSupply, taskRefs([]string{d.Task})...)
		}
	}
	return c.sorted()
}

// SufficientFact returns the fact [lifecycle.FactResourcesSuffice] as far as
// people and technical resources go; money is not looked at. It is false where
// a shortfall of [Sufficiency] is certain, else Unknown ("supply_unknown") where
// [CheckSupply] finds something, else true: a shortfall by the present dates
// alone asks for other dates, not for more resources.
func SufficientFact(demands []Demand, supply []Supply, at time.Time, source string) lifecycle.Fact {
	value := finding.Bool(true)
	if len(CheckSupply(demands, supply)) > 0 {
		value = finding.Unknown("supply_unknown")
	}
	if slices.ContainsFunc(Sufficiency(demands, supply), func(s Shortfall) bool { return s.Certain }) {
		value = finding.Bool(false)
	}
	return lifecycle.Fact{Name: lifecycle.FactResourcesSuffice, Value: value, At: at, Source: source}
}
