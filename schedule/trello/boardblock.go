package trello

import (
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// listLine is a list as the block of the board tells it: what it is, and the
// lines of its summary task.
type listLine struct {
	is, name string
	lines    []line
}

// readBoardBlock reads the block in the description of the board.
func (m *mapper) readBoardBlock() {
	rest, lines, found := cutBlock(m.board.Desc, planFence)
	m.listLines, m.loose = map[string][]line{}, map[string]bool{}
	if rest != "" {
		m.notes.note(CodeNotCarried, "board", "", "desc", rest)
	}
	if !found {
		return
	}
	own, lists := splitLists(lines)
	for _, l := range own {
		if known, ok := m.planLine(l); !known {
			m.notes.note(CodeUnknownLine, "board", "", "desc", l.text)
		} else if !ok {
			m.notes.note(CodeUnreadable, "board", "", l.name, l.text)
		}
	}
	for i, at := range matchLists(lists, m.lists) {
		if at >= 0 {
			m.applyList(lists[i], at)
		}
	}
}

// splitLists parts the lines of the plan from those of its lists.
func splitLists(lines []line) (own []line, lists []listLine) {
	for _, l := range lines {
		switch {
		case l.name == "list" && len(l.words) == 2:
			lists = append(lists, listLine{is: l.words[0], name: l.words[1]})
		case len(lists) > 0:
			lists[len(lists)-1].lines = append(lists[len(lists)-1].lines, l)
		default:
			own = append(own, l)
		}
	}
	return own, lists
}

// matchLists finds the lists that the block tells of: by name, and one that was
// renamed since by its place. -1: it is gone.
func matchLists(told []listLine, lists []List) []int {
	at := make([]int, len(told))
	free := map[string][]int{}
	claimed := make([]bool, len(lists))
	for i := range lists {
		free[lists[i].Name] = append(free[lists[i].Name], i)
	}
	for i, l := range told {
		at[i] = -1
		if queue := free[l.name]; len(queue) > 0 {
			at[i], free[l.name] = queue[0], queue[1:]
			claimed[queue[0]] = true
		}
	}
	for i := range told {
		if at[i] < 0 && i < len(lists) && !claimed[i] {
			at[i], claimed[i] = i, true
		}
	}
	return at
}

// applyList gives a list the part that the block tells, but a mapping of the
// caller wins.
func (m *mapper) applyList(l listLine, at int) {
	list := &m.lists[at]
	if _, named := m.o.Mapping.role(list); named {
		return
	}
	m.roles[at] = Phase
	switch l.is {
	case "phase":
		m.listLines[list.ID] = append([]line{}, l.lines...)
	case "loose":
		m.loose[list.ID] = true
	default:
		role := Phase
		if role.UnmarshalText([]byte(l.is)) == nil {
			m.roles[at], m.states = role, true
		}
	}
}

// planLine reads a line about the plan itself.
func (m *mapper) planLine(l line) (known, ok bool) {
	p := m.plan
	one := len(l.words) == 1
	if l.name == "resource" {
		return true, m.resourceLine(l.words)
	}
	dates := map[string]*calendar.DateTime{"start": &p.Start, "finish": &p.Finish, "must_finish": &p.MustFinish, "data_date": &p.DataDate}
	if d, is := dates[l.name]; is {
		return true, one && readDate(d, l.words[0])
	}
	numbers := map[string]*int{"minutes_per_day": &p.Units.MinutesPerDay, "minutes_per_week": &p.Units.MinutesPerWeek, "days_per_month": &p.Units.DaysPerMonth}
	if n, is := numbers[l.name]; is {
		return true, one && readInt(n, l.words[0])
	}
	switch l.name {
	case "plan":
		return true, one
	case "from":
		return true, one && readName(&p.Rules.From, schedule.FromFinish, l.words[0])
	case "default_start":
		return true, one && m.readWork(&p.Units.DefaultStart, l.words[0])
	case "default_finish":
		return true, one && m.readWork(&p.Units.DefaultFinish, l.words[0])
	}
	return false, false
}

// resourceLine reads "anna "Anna Weber" kind=work email=anna@example.org
// member=5f..".
func (m *mapper) resourceLine(w []string) bool {
	if len(w) < 2 || w[0] == "" || m.hasResource(schedule.ResourceID(w[0])) {
		return false
	}
	r := schedule.Resource{ID: schedule.ResourceID(w[0]), Name: w[1]}
	member := ""
	for _, word := range w[2:] {
		name, value, _ := strings.Cut(word, "=")
		switch name {
		case "kind":
			if !readName(&r.Kind, schedule.CostResource, value) {
				return false
			}
		case "email":
			r.Email = value
		case "group":
			r.Group = value
		case "max":
			n, err := strconv.ParseInt(value, 10, 64)
			if err != nil || n < 0 || n > 1e15 {
				return false
			}
			r.Max = schedule.Share(n)
		case "member":
			member = value
		default:
			return false
		}
	}
	if _, taken := m.member[member]; taken {
		return false
	}
	m.addResource(r, member)
	return true
}
