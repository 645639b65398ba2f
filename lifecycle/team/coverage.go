package team

import (
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// CoverRow says who has one skill.
type CoverRow struct {
	Skill   SkillID             `json:"skill"`
	Level   int                 `json:"level"`   // asked for
	Levels  []int               `json:"levels"`  // of each actor of the matrix, 0 for none in force
	Holders []lifecycle.ActorID `json:"holders"` // those at the level or above, in order of id
}

// Cover is a matrix of skills and people on a day.
type Cover struct {
	Actors []lifecycle.ActorID `json:"actors"` // the columns, in order of id
	Rows   []CoverRow          `json:"rows"`   // in the order asked for
}

// Coverage returns who of the members present on a day has which of the
// skills asked for.
func Coverage(members []Member, wanted []SkillNeed, on calendar.Date) Cover {
	people := present(members, on)
	cover := Cover{Actors: actorsOf(people)}
	for _, w := range wanted {
		row := CoverRow{Skill: w.Skill, Level: w.level()}
		for _, m := range people {
			has, _ := m.Skilled(w.Skill, on)
			row.Levels = append(row.Levels, has.Level)
			if has.Level >= row.Level {
				row.Holders = append(row.Holders, m.Actor)
			}
		}
		cover.Rows = append(cover.Rows, row)
	}
	return cover
}

// BusFactor returns the smallest number of people whose leaving would leave a
// skill without anybody: 0 when one is so already. It reports false when no
// skill is asked for.
func (c Cover) BusFactor() (int, bool) {
	if len(c.Rows) == 0 {
		return 0, false
	}
	least := len(c.Rows[0].Holders)
	for _, r := range c.Rows {
		least = min(least, len(r.Holders))
	}
	return least, true
}

// Check reports, sorted, the skills that nobody has, those that hang on one
// person, and those with fewer holders than least; 0 stands for 2.
func (c Cover) Check(least int) []finding.Finding {
	if least == 0 {
		least = 2
	}
	var k checker
	for _, r := range c.Rows {
		at := finding.Ref{Kind: "skill", ID: string(r.Skill)}
		want, got := count(least), count(len(r.Holders))
		switch n := len(r.Holders); {
		case n == 0:
			k.block(CodeCoverNobody, at, count(r.Level), got, RemedyTrain)
		case n == 1 && least > 1:
			k.warn(CodeCoverOne, at, want, got, RemedyShareSkill, memberRefs(r.Holders)...)
		case n < least:
			k.warn(CodeCoverThin, at, want, got, RemedyShareSkill, memberRefs(r.Holders)...)
		}
	}
	return k.sorted()
}
