package facts

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Room says which room of the house a fact speaks of.
type Room string

// The rooms.
const (
	RoomCharter    Room = "charter"
	RoomTeam       Room = "team"
	RoomComms      Room = "comms"
	RoomPlan       Room = "plan"
	RoomQuality    Room = "quality"
	RoomRisk       Room = "risk"
	RoomOdds       Room = "odds"
	RoomIndicators Room = "indicators"
	RoomTolerance  Room = "tolerance"
	RoomChange     Room = "change"
	RoomClosing    Room = "closing"
)

// Rooms returns every room. The caller owns the slice.
func Rooms() []Room {
	return []Room{RoomCharter, RoomTeam, RoomComms, RoomPlan, RoomQuality, RoomRisk, RoomOdds, RoomIndicators, RoomTolerance, RoomChange, RoomClosing}
}

// Def says what a fact is. Package report/phrase has words for its name in
// English and Chinese, under the key that Words returns.
type Def struct {
	Name lifecycle.FactName
	Kind lifecycle.FactKind
	// Unit is that of a number, compared exactly; "" is none. Amounts of money
	// are in the currency of the project, which [Def.In] states.
	Unit string
	Room Room
	// Needs are the parts of an [Input] that it is computed from. Without one
	// of them it is Unknown.
	Needs []Part
	// Also are parts that it looks at where they are given, and does without
	// where they are not.
	Also []Part
	// MaxAgeMin is after how many minutes it should no longer be relied on; 0:
	// it does not age. It is advice: a definition has the last word.
	MaxAgeMin int64
	Remedy    finding.Code // what mends it; "": the general remedy
}

// Words returns the key of the words that say what the fact means.
func (d Def) Words() finding.Code { return finding.Code("name.fact." + string(d.Name)) }

// In returns the definition with another unit, such as the currency of an
// amount.
func (d Def) In(unit string) Def {
	d = d.clone()
	d.Unit = unit
	return d
}

func (d Def) clone() Def {
	d.Needs, d.Also = slices.Clone(d.Needs), slices.Clone(d.Also)
	return d
}

// Spec declares the fact in a definition of a lifecycle, so that its criteria
// may name it. The roles given may record it by hand; none means whoever is
// authorised.
func (d Def) Spec(by ...lifecycle.Role) lifecycle.FactSpec {
	return lifecycle.FactSpec{Name: d.Name, Kind: d.Kind, Unit: d.Unit, MaxAgeMin: d.MaxAgeMin, By: slices.Clone(by), Remedy: d.Remedy}
}

// Catalogue returns every fact of this package in the order of the names. The
// indicators that a host gives ([Indicator]) come on top of it. The caller owns
// the slices.
func Catalogue() []Def {
	rows := table().rows
	list := make([]Def, len(rows))
	for i := range rows {
		list[i] = rows[i].clone()
	}
	return list
}

// Lookup returns the definition of a fact of the catalogue. It reports false
// for another name.
func Lookup(name lifecycle.FactName) (Def, bool) {
	i, ok := table().at[name]
	if !ok {
		return Def{}, false
	}
	return table().rows[i].clone(), true
}

// row is a fact with the way to compute it, once its needs are given.
type row struct {
	Def
	value func(*Known) finding.Value
}

// rowTable holds all rows in the order of their names. It is never written to.
type rowTable struct {
	rows []row
	at   map[lifecycle.FactName]int
}

var table = sync.OnceValue(func() *rowTable {
	t := &rowTable{at: map[lifecycle.FactName]int{}}
	t.rows = slices.Concat(
		ageing(RoomCharter, 90, charterRows()), ageing(RoomTeam, 30, teamRows()), ageing(RoomComms, 14, commsRows()),
		ageing(RoomPlan, 14, planRows()), ageing(RoomPlan, 7, workRows()), ageing(RoomPlan, 14, partRows()),
		ageing(RoomQuality, 14, qualityRows()), ageing(RoomRisk, 30, riskRows()), ageing(RoomOdds, 30, oddsRows()),
		ageing(RoomIndicators, 31, indicatorRows()), ageing(RoomTolerance, 14, toleranceRows()),
		ageing(RoomChange, 30, changeRows()), ageing(RoomClosing, 30, closingRows()))
	slices.SortFunc(t.rows, func(a, b row) int { return cmp.Compare(a.Name, b.Name) })
	for i := range t.rows {
		t.at[t.rows[i].Name] = i
	}
	return t
})

const minutesOfDay = 24 * 60

// ageing puts rows into a room and lets them age in so many days.
func ageing(room Room, days int64, rows []row) []row {
	for i := range rows {
		rows[i].Room, rows[i].MaxAgeMin = room, days*minutesOfDay
	}
	return rows
}

// yes returns the row of a fact that is true or false.
func yes(name lifecycle.FactName, remedy finding.Code, value func(*Known) bool, needs ...Part) row {
	return row{Def{Name: name, Kind: "bool", Remedy: remedy, Needs: needs}, func(k *Known) finding.Value { return finding.Bool(value(k)) }}
}

// count returns the row of a fact that counts things.
func count(name lifecycle.FactName, remedy finding.Code, value func(*Known) int, needs ...Part) row {
	return row{Def{Name: name, Kind: "number", Remedy: remedy, Needs: needs}, func(k *Known) finding.Value { return number(value(k)) }}
}

// blocking returns the row of a fact that lists the findings that block.
func blocking(name lifecycle.FactName, remedy finding.Code, found func(*Known) []finding.Finding, needs ...Part) row {
	return row{Def{Name: name, Kind: "list", Remedy: remedy, Needs: needs}, func(k *Known) finding.Value { return blockers(found(k)) }}
}

// figure returns the row of a fact of any kind.
func figure(name lifecycle.FactName, kind lifecycle.FactKind, unit string, value func(*Known) finding.Value, needs ...Part) row {
	return row{Def{Name: name, Kind: kind, Unit: unit, Needs: needs}, value}
}

// mendedBy gives a row its remedy.
func (r row) mendedBy(remedy finding.Code) row {
	r.Remedy = remedy
	return r
}

// also names parts that a row looks at where they are given.
func (r row) also(parts ...Part) row {
	r.Also = parts
	return r
}

// parts returns all parts that a row looks at.
func (r row) parts() []Part { return slices.Concat(r.Needs, r.Also) }

func number(n int) finding.Value { return finding.Number(int64(n), "") }

// hyphens turns a stable word into the form of a reason.
func hyphens(word string) string { return strings.ReplaceAll(word, "_", "-") }

// MaxListed is how many items a fact of kind list holds: what is beyond is
// counted in one last item, such as "and 12 more".
const MaxListed = 50

// listed returns a list of at most so many items.
func listed(items []string) finding.Value {
	if more := len(items) - MaxListed; more > 0 {
		items = append(slices.Clone(items[:MaxListed]), "and "+number(more).Plain()+" more")
	}
	return finding.List(items...)
}

// blockers lists the findings that block as [lifecycle.BlockingFact] does.
func blockers(found []finding.Finding) finding.Value {
	block := finding.Filter(found, func(f finding.Finding) bool { return f.Severity == finding.Block })
	fact := lifecycle.BlockingFact("", block[:min(len(block), MaxListed+1)], zeroTime, "")
	if len(block) <= MaxListed {
		return fact.Value
	}
	items := fact.Value.Items()[:MaxListed]
	return finding.List(append(items, "and "+number(len(block)-MaxListed).Plain()+" more")...)
}
