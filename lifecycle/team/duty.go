package team

import (
	"cmp"
	"maps"
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
// role stands for everybody who holds it on the day that is asked about. The
// kind of the subject is the host's word; for some, such as "package", "gate",
// "risk", "change" and "task", package report/phrase has words.
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
	Cells   []Cell      `json:"cells"` // those that are not empty, in order of the actor
}

// Cell is what one person has to do with one subject.
type Cell struct {
	Actor   lifecycle.ActorID `json:"actor"`
	Letters []Letter          `json:"letters"` // in the usual order
}

// At returns what an actor has to do with the subject of the row, in the usual
// order; nothing for an empty cell.
func (r MatrixRow) At(actor lifecycle.ActorID) []Letter {
	i, ok := slices.BinarySearchFunc(r.Cells, actor, func(c Cell, a lifecycle.ActorID) int { return cmp.Compare(c.Actor, a) })
	if !ok {
		return nil
	}
	return slices.Clone(r.Cells[i].Letters)
}

// Who returns those who have the letter, in order of id.
func (r MatrixRow) Who(letter Letter) []lifecycle.ActorID {
	var list []lifecycle.ActorID
	for _, c := range r.Cells {
		if slices.Contains(c.Letters, letter) {
			list = append(list, c.Actor)
		}
	}
	return list
}

// Row returns the row of a subject. It reports false when there is none.
func (m Matrix) Row(subject finding.Ref) (MatrixRow, bool) {
	i := slices.IndexFunc(m.Rows, func(r MatrixRow) bool { return r.Subject == subject })
	if i < 0 {
		return MatrixRow{}, false
	}
	return m.Rows[i], true
}

// Responsibilities returns the matrix of duties on a day: one column for each
// person with a duty, in the team or not, one row for each subject. Roles are
// looked up among those present; a duty of a role that nobody holds leaves its
// row without it, and words that are no letter are left out.
func Responsibilities(duties []Duty, members []Member, on calendar.Date) Matrix {
	people := present(members, on)
	var m Matrix
	actors := map[lifecycle.ActorID]bool{}
	held := map[finding.Ref]map[lifecycle.ActorID][]Letter{}
	for _, d := range duties {
		if held[d.Subject] == nil {
			held[d.Subject] = map[lifecycle.ActorID][]Letter{}
			m.Rows = append(m.Rows, MatrixRow{Subject: d.Subject})
		}
		for _, a := range d.actors(people) {
			held[d.Subject][a] = append(held[d.Subject][a], d.Letter)
		}
	}
	slices.SortFunc(m.Rows, func(a, b MatrixRow) int { return compareRefs(a.Subject, b.Subject) })
	for i, r := range m.Rows {
		for _, a := range slices.Sorted(maps.Keys(held[r.Subject])) {
			not := func(l Letter) bool { return !slices.Contains(held[r.Subject][a], l) }
			if letters := slices.DeleteFunc(Letters(), not); len(letters) > 0 {
				m.Rows[i].Cells = append(m.Rows[i].Cells, Cell{a, letters})
				actors[a] = true
			}
		}
	}
	m.Actors = slices.Sorted(maps.Keys(actors))
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
