package team

import (
	"testing"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// One project from forming the team to what it learned. Each step goes by what
// the step before gave.
func TestOneProject(t *testing.T) {
	cals := calendars(t)
	r := Record{ID: "crm", Members: people(), Skills: []SkillNeed{{Skill: "go", Level: 3}}}
	manager := Member{Actor: "max", Roles: []lifecycle.Role{lifecycle.RoleManager}, Availability: full(50)}
	sponsor := Member{Actor: "sue", Roles: []lifecycle.Role{lifecycle.RoleSponsor}, Availability: full(5)}
	customer := Member{Actor: "cus", Roles: []lifecycle.Role{lifecycle.RoleCustomer}, Availability: full(5)}

	// The standard definition cannot be served by developers alone.
	if !finding.Blocks(lifecycle.Lint(lifecycle.SalesProject(), r.Members.Seats(day(3, 2)))) {
		t.Fatal("nobody here may take a move")
	}
	for _, m := range []Member{manager, sponsor, customer} {
		next, err := r.Members.Join(m)
		if err != nil {
			t.Fatal(err)
		}
		r.Members = next
	}
	if found := lifecycle.Lint(lifecycle.SalesProject(), r.Members.Seats(day(3, 2))); finding.Blocks(found) {
		t.Fatalf("with a manager, a sponsor and a customer it can: %v", found)
	}

	// The team is formed once every package is in somebody's hands.
	r.Duties = []Duty{{Subject: pkg("api"), Letter: Accountable, Actor: "max"}}
	if FormedFact(r.Check(day(3, 2), cals), at(8), "team").Value != finding.Bool(false) {
		t.Error("nobody does the work on the api")
	}

	// The best candidate takes it, is told once, and takes note.
	need := apiNeed()
	need.Period, need.WorkMin = march(9, 16), 2000
	best := Match(need, r.Members, day(3, 9), Time{Calendars: cals})[0]
	if best.Actor != "cai" || !best.Fits {
		t.Fatalf("best is %+v", best)
	}
	r.Duties = append(r.Duties, Duty{Subject: pkg("api"), Letter: Responsible, Actor: best.Actor})
	if found := r.Check(day(3, 2), cals); FormedFact(found, at(8), "team").Value != finding.Bool(true) {
		t.Errorf("found %v", found)
	}
	r.Assignments = []Assignment{{Task: "api", Actor: best.Actor, WorkMin: need.WorkMin, Start: day(3, 9), Due: day(3, 13)}}
	r.Notices = append(r.Notices, Notify(r.Assignments, r.Notices, at(9))...)
	if again := Notify(r.Assignments, r.Notices, at(10)); len(r.Notices) != 1 || again != nil {
		t.Errorf("told %v, and again %v", r.Notices, again)
	}
	wantCodes(t, "not known", Unacknowledged(r.Assignments, r.Acks, day(3, 9)), "team.task.started_unknown task api")
	r.Acks = append(r.Acks, Ack{best.Actor, r.Assignments[0].Standing().Subject, r.Notices[0].Digest, at(11)})
	wantCodes(t, "known", Unacknowledged(r.Assignments, r.Acks, day(3, 9)))

	// There is enough of cai, until the work grows.
	cai := Resource{Kind: ByName, ID: "cai"}
	supply, err := SupplyOf(cai, r.Members, nil, march(9, 16), cals, day(3, 9))
	if err != nil {
		t.Fatal(err)
	}
	work := Demand{Task: "api", Resource: cai, WorkMin: 2000, Window: march(9, 16), Planned: march(9, 14)}
	if list := Sufficiency([]Demand{work}, []Supply{supply}); list != nil {
		t.Errorf("2000 of 2400 minutes: %v", list)
	}
	work.WorkMin = 2500
	if list := Sufficiency([]Demand{work}, []Supply{supply}); len(list) != 1 || list[0].MissingMin != 100 || !list[0].Certain {
		t.Errorf("2500 of 2400 minutes: %v", list)
	}

	// At the end cai has learned, which somebody else accepts, and leaves; both
	// leave the day of the match as it was.
	learned := Proposal{Skill: Skill{Skill: "sql", Level: 4, Evidence: []string{"api"}, Period: Period{From: day(3, 16)}}, By: "cai", State: Proposed}
	accepted, err := learned.Decide("cai", "max", true, day(3, 20))
	if err != nil {
		t.Fatal(err)
	}
	team, err := r.Members.Learn("cai", accepted)
	if err != nil {
		t.Fatal(err)
	}
	if team, err = team.Leave("cai", day(4, 1)); err != nil {
		t.Fatal(err)
	}
	then := Match(need, team, day(3, 9), Time{Calendars: cals})[0]
	if then.Actor != "cai" || then.Skills[1].Level != 2 {
		t.Errorf("on the 9th it was %+v", then)
	}
	if now := Match(need, team, day(3, 17), Time{})[0]; now.Actor != "cai" || now.Skills[1].Level != 4 {
		t.Errorf("on the 17th it is %+v", now)
	}
	if next := Match(need, team, day(4, 1), Time{})[0]; next.Actor != "ann" {
		t.Errorf("in April it is %+v", next)
	}
}
