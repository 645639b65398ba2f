package comms

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// ItemKind tells actions from topics.
type ItemKind string

// The kinds of item that carry over.
const (
	ActionItem ItemKind = "action"
	TopicItem  ItemKind = "topic"
)

// Item is an action or a topic with where it came from and what became of it.
type Item struct {
	Kind    ItemKind
	ID      string
	Text    string
	Owner   string        // actor id, "" if nobody
	Due     calendar.Date // zero for a topic
	About   []finding.Ref
	Origin  string        // id of the meeting that raised it
	Series  string        // id of that meeting's series, "" for a single meeting
	Raised  calendar.Date // the day of that meeting
	Carried int           // meetings that it stood open in after that one
	Closed  bool
	Closing Closing // if Closed
}

// Ref points at the item.
func (i Item) Ref() finding.Ref { return finding.Ref{Kind: string(i.Kind), ID: i.ID} }

// Overdue reports whether the item is open after its due date.
func (i Item) Overdue(on calendar.Date) bool {
	return !i.Closed && !i.Due.IsZero() && i.Due.Before(on)
}

// ActionLog returns every action and topic that meetings raised, in the order
// of their meetings, each with its origin, how often it was carried and how it
// ended. Of each meeting the latest revision counts. Closings made outside of
// meetings end an item as those in minutes do.
//
// An item raised by a meeting of a series is carried by the later meetings of
// that series; one raised by a single meeting is carried by every later single
// meeting. Items that share an id by mistake, which [CheckMinutes] reports, all
// stay in the log; a closing ends the earliest that is open. The caller owns the
// list.
func ActionLog(all []Minutes, closings []Closing) []Item { return newLog(Latest(all), closings).items }

// OpenItems returns the items that are open. The caller owns the list.
func OpenItems(items []Item) []Item { return keep(items, func(i Item) bool { return !i.Closed }) }

// OverdueItems returns the items that are open after their due date. The caller
// owns the list.
func OverdueItems(items []Item, on calendar.Date) []Item {
	return keep(items, func(i Item) bool { return i.Overdue(on) })
}

// ItemsOf returns the items of an actor. The caller owns the list.
func ItemsOf(items []Item, actor string) []Item {
	return keep(items, func(i Item) bool { return i.Owner == actor })
}

// CarryOver returns what the next meeting of a series has to take up: the open
// items that its meetings raised, those of single meetings for the series "".
// The count includes the meeting to come.
func CarryOver(items []Item, series string) []Item {
	list := keep(items, func(i Item) bool { return !i.Closed && i.Series == series })
	for i := range list {
		list[i].Carried++
	}
	return list
}

func keep(items []Item, want func(Item) bool) []Item {
	var list []Item
	for _, i := range items {
		if want(i) {
			i.About, i.Closing.Evidence = clone(i.About), clone(i.Closing.Evidence)
			list = append(list, i)
		}
	}
	return list
}

// log is the fold of minutes into items.
type log struct {
	items []Item
	since []int            // of each item, the meetings of its series up to the one that raised it
	held  map[string]int   // meetings by series
	open  map[string][]int // places of open items by id, the earliest first
	idle  []Closing        // closings that ended nothing
}

// newLog folds minutes, which must be the latest and in order. Closings from
// outside come after those of the meetings of their day.
func newLog(held []Minutes, outside []Closing) log {
	l := log{held: map[string]int{}, open: map[string][]int{}}
	outside = slices.Clone(outside)
	slices.SortStableFunc(outside, func(a, b Closing) int { return a.On.Compare(b.On) })
	for _, m := range held {
		for len(outside) > 0 && outside[0].On.Before(m.On) {
			l.close(outside[0])
			outside = outside[1:]
		}
		l.meeting(m)
	}
	for _, x := range outside {
		l.close(x)
	}
	for at, i := range l.items {
		if !i.Closed {
			l.items[at].Carried = l.held[i.Series] - l.since[at]
		}
	}
	return l
}

// meeting counts a meeting, adds what is new and closes what was closed.
func (l *log) meeting(m Minutes) {
	l.held[m.Series]++
	for _, a := range m.Actions {
		l.raise(m, Item{Kind: ActionItem, ID: a.ID, Text: a.Text, Owner: a.Owner, Due: a.Due, About: clone(a.About)})
	}
	for _, t := range m.Topics {
		l.raise(m, Item{Kind: TopicItem, ID: t.ID, Text: t.Text, Owner: t.Owner, About: clone(t.About)})
	}
	for _, x := range m.Closed {
		l.close(x)
	}
}

// raise adds an item of a meeting.
func (l *log) raise(m Minutes, i Item) {
	i.Origin, i.Series, i.Raised = m.Meeting, m.Series, m.On
	l.open[i.ID] = append(l.open[i.ID], len(l.items))
	l.items, l.since = append(l.items, i), append(l.since, l.held[m.Series])
}

// close ends the earliest open item with the id.
func (l *log) close(x Closing) {
	places := l.open[x.Item]
	if len(places) == 0 {
		l.idle = append(l.idle, x)
		return
	}
	at := places[0]
	l.open[x.Item] = places[1:]
	x.Evidence = clone(x.Evidence)
	i := &l.items[at]
	i.Closed, i.Closing, i.Carried = true, x, l.held[i.Series]-l.since[at]
}
