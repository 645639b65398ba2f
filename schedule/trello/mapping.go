package trello

import (
	"fmt"
	"strings"

	"github.com/milepost-go/milepost/schedule"
)

// Role says what a list of the board stands for in a plan.
type Role uint8

// The roles.
const (
	Phase  Role = iota // a summary task with the cards of the list in it
	ToDo               // cards that have not begun
	Doing              // cards that have begun
	Done               // cards that are done
	Ignore             // cards that are not read
)

func roleNames() []string { return []string{"phase", "todo", "doing", "done", "ignore"} }

// String returns "phase", "todo", "doing", "done" or "ignore".
func (r Role) String() string { return wordOf(r, roleNames()) }

// MarshalText returns the name of the role.
func (r Role) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads the name of a role.
func (r *Role) UnmarshalText(text []byte) error { return readWord(r, roleNames(), string(text)) }

// Rest says what lists are that a [Mapping] does not name.
type Rest uint8

// The choices.
const (
	// RestPhases makes a phase of each of them.
	RestPhases Rest = iota
	// RestStates takes them as states by their order on the board: the first is
	// to do, the last is done, those between are doing. Archived lists do not
	// count in that order; they are done.
	RestStates
	// RestIgnored leaves them out.
	RestIgnored
)

func restNames() []string { return []string{"phases", "states", "ignored"} }

// String returns "phases", "states" or "ignored".
func (r Rest) String() string { return wordOf(r, restNames()) }

// MarshalText returns the name of the choice.
func (r Rest) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads the name of a choice.
func (r *Rest) UnmarshalText(text []byte) error { return readWord(r, restNames(), string(text)) }

// Archived says what an archived card is that is not done.
type Archived uint8

// The choices.
const (
	ArchivedInactive Archived = iota // a task that takes no part in the schedule
	ArchivedDone                     // done
	ArchivedIgnored                  // left out
)

func archivedNames() []string { return []string{"inactive", "done", "ignored"} }

// String returns "inactive", "done" or "ignored".
func (a Archived) String() string { return wordOf(a, archivedNames()) }

// MarshalText returns the name of the choice.
func (a Archived) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// UnmarshalText reads the name of a choice.
func (a *Archived) UnmarshalText(text []byte) error {
	return readWord(a, archivedNames(), string(text))
}

// Mapping says, as data, what the things of a board stand for. The zero value
// makes a phase of every list.
type Mapping struct {
	Lists    []ListRole `json:"lists,omitempty"` // the first that fits counts
	Rest     Rest       `json:"rest"`
	Archived Archived   `json:"archived"`
	Fields   Fields     `json:"fields,omitzero"`
}

// ListRole gives a role to the list with this id, or else to the lists with
// this name, whatever the case of its letters.
type ListRole struct {
	List string `json:"list"`
	Role Role   `json:"role"`
}

// Fields names the custom fields that carry what Trello has no place for.
// Empty names stand for "Milepost id", "Milepost duration", "Milepost after"
// and "Milepost progress". Names compare without regard to case.
type Fields struct {
	ID       string `json:"id,omitempty"`       // the task's id
	Duration string `json:"duration,omitempty"` // a text such as "3d", or a number
	After    string `json:"after,omitempty"`    // predecessors, one after the other with semicolons
	Progress string `json:"progress,omitempty"` // percent
	// Unit is that of a Duration that is a bare number; zero stands for hours.
	Unit schedule.Unit `json:"unit,omitempty"`
}

func (f Fields) withDefaults() Fields {
	for _, d := range []struct {
		name  *string
		usual string
	}{{&f.ID, "Milepost id"}, {&f.Duration, "Milepost duration"}, {&f.After, "Milepost after"}, {&f.Progress, "Milepost progress"}} {
		if *d.name == "" {
			*d.name = d.usual
		}
	}
	if f.Unit == schedule.DefaultUnit || f.Unit > schedule.Months {
		f.Unit = schedule.Hours
	}
	return f
}

// role returns the role that the mapping gives to a list, if any.
func (m Mapping) role(l *List) (Role, bool) {
	for _, r := range m.Lists {
		if r.List == l.ID {
			return r.Role, true
		}
	}
	for _, r := range m.Lists {
		if strings.EqualFold(strings.TrimSpace(r.List), strings.TrimSpace(l.Name)) {
			return r.Role, true
		}
	}
	return Phase, false
}

// roles returns the role of each of the lists, which stand in their order on
// the board.
func (m Mapping) roles(lists []List) []Role {
	roles := make([]Role, len(lists))
	var open []int
	for i := range lists {
		role, named := m.role(&lists[i])
		switch {
		case named:
			roles[i] = role
		case m.Rest == RestIgnored:
			roles[i] = Ignore
		case m.Rest == RestStates && lists[i].Closed:
			roles[i] = Done
		case m.Rest == RestStates:
			roles[i], open = Doing, append(open, i)
		}
	}
	if len(open) > 1 {
		roles[open[len(open)-1]] = Done
	}
	if len(open) > 0 {
		roles[open[0]] = ToDo
	}
	return roles
}

func wordOf[T ~uint8](v T, words []string) string {
	if int(v) < len(words) {
		return words[v]
	}
	return "?"
}

func readWord[T ~uint8](v *T, words []string, text string) error {
	for i, word := range words {
		if word == text {
			*v = T(i)
			return nil
		}
	}
	return fmt.Errorf("trello: %q is none of %s", text, strings.Join(words, ", "))
}
