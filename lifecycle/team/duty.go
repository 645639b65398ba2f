package team

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Letter is what somebody has to do with a subject.
type Letter string

// The letters of a responsibility matrix.
const (
	Responsible Letter = "responsible" // does the work
	Accountable Letter = "accountable" // answers for it, and signs it off
	Consulted   Letter = "consulted"   // is asked before
	Informed    Letter = "informed"    // is told after
)

// Letters returns the four letters in their usual order.
func Letters() []Letter { return []Letter{Responsible, Accountable, Consulted, Informed} }

// Duty is one entry of a responsibility matrix: somebody, named by id or by a
// role, has to do with a work package, gate, risk, change or anything else. A
// role stands for everybody who holds it on the day that is asked about.
type Duty struct {
	Subject finding.Ref       `json:"subject"`
	Letter  Letter            `json:"letter"`
	Actor   lifecycle.ActorID `json:"actor,omitempty"` // or
	Role    lifecycle.Role    `json:"role,omitempty"`
}

// Matrix is a responsibility matrix with its people looked up: a table of
// subjects and persons. It holds no words; package report/phrase has those of
// the letters and kinds.
type Matrix struct {
	Actors []lifecycle.ActorID `json:"actors"` // the columns, in order of id
	Rows   []MatrixRow         `json:"rows"`   // by kind and id of the subject
}

// MatrixRow is what people have to do with one subject.
type MatrixRow struct {
	Subject finding.Ref `json:"subject"`
	Cells   [][]Letter  `json:"cells"` // for each actor of the matrix, in the usual order; empty for none
}

// Who returns those who have the letter in the row, in order of id.
func (m Matrix) Who(row int, letter Letter) []lifecycle.ActorID {
	var list []lifecycle.ActorID
	for i, cell := range m.Rows[row].Cells {
		if slices.Contains(cell, letter) {
			list = append(list, m.Actors[i])
		}
	}
	return list
}

// Lookup returns the index of the row of a subject. It reports false when
// there is none.
func (m Matrix) Lookup(subject finding.Ref) (int, bool) {
	i := slices.IndexFunc(m.Rows, func(r MatrixRow) bool { return r.Subject == subject })
	return max(0, i), i >= 0
}

// Responsibilities returns the matrix of duties on a day: one column for each
// person with a duty, in the team or not, one row for each subject. Roles are
// looked up among those present; a duty of a role that nobody holds leaves its
// row without it.
func Responsibilities(duties []Duty, members []Member, on calendar.Date) Matrix {
	people := present(members, on)
	type place struct {
		subject finding.Ref
		actor   lifecycle.ActorID
		letter  Letter
	}
	var m Matrix
	held := map[place]bool{}
	for _, d := range duties {
		if _, ok := m.Lookup(d.Subject); !ok {
			m.Rows = append(m.Rows, MatrixRow{Subject: d.Subject})
		}
		for _, a := range d.actors(people) {
			m.Actors = append(m.Actors, a)
			held[place{d.Subject, a, d.Letter}] = true
		}
	}
	m.Actors = uniqueSorted(m.Actors)
	slices.SortFunc(m.Rows, func(a, b MatrixRow) int { return compareRefs(a.Subject, b.Subject) })
	for i, r := range m.Rows {
		m.Rows[i].Cells = make([][]Letter, len(m.Actors))
		for j, a := range m.Actors {
			m.Rows[i].Cells[j] = slices.DeleteFunc(Letters(), func(l Letter) bool { return !held[place{r.Subject, a, l}] })
		}
	}
	return m
}

// actors returns who has the duty.
func (d Duty) actors(people []Member) []lifecycle.ActorID {
	var list []lifecycle.ActorID
	if !blank(string(d.Actor)) {
		list = append(list, d.Actor)
	}
	if d.Role == "" {
		return list
	}
	for _, m := range people {
		if m.Holds(d.Role) {
			list = append(list, m.Actor)
		}
	}
	return uniqueSorted(list)
}

func compareRefs(a, b finding.Ref) int {
	return finding.Compare(finding.Finding{Subject: a}, finding.Finding{Subject: b})
}
