// Package facts says what all rooms know of a project as facts for the gates of
// its lifecycle, and checks its plan in five parts.
//
// # The story
//
// A lifecycle asks for named facts and knows nothing of charters, plans or
// registers. The rooms find things and compute figures, and know nothing of
// gates. This package stands between: it names what the rooms say ([Catalogue]),
// computes it from the documents of a project ([From]), and answers the engine.
//
//   - A fact is computed when it is asked for, once. A gate on the goals does not
//     compute the timetable.
//   - What is not known is not false: without the register every fact of the
//     risks is Unknown with the reason "no-risks", and a gate that asks for one
//     is not passed.
//   - A fact is as old as the oldest document that it rests on (Input.Taken).
//   - The same input gives the same facts. Each is what the function of its room
//     returns, which its documentation names.
//
// [PlanCheck] holds a plan against five parts: agreed goals, timetable, resource
// allocation, milestones, risk plan. A part that is missing is one finding; one
// that is there is looked at for depth by rules that are data ([PlanRules]). The
// gate into execution of [lifecycle.SalesProject] asks for all five.
//
// # The first program
//
// An engine whose gates look at the documents themselves:
//
//	package main
//
//	import (
//		"context"
//		"errors"
//		"fmt"
//		"time"
//
//		"github.com/milepost-go/milepost/lifecycle"
//		"github.com/milepost-go/milepost/lifecycle/charter"
//		"github.com/milepost-go/milepost/lifecycle/facts"
//		"github.com/milepost-go/milepost/lifecycle/team"
//	)
//
//	// shelf keeps the documents of every project.
//	type shelf map[lifecycle.StreamID]facts.Input
//
//	func (s shelf) Load(_ context.Context, id lifecycle.StreamID, _ []facts.Part) (*facts.Known, error) {
//		in, ok := s[id]
//		if !ok {
//			return nil, lifecycle.ErrNoProject
//		}
//		return facts.From(time.Now(), in), nil
//	}
//
//	type people map[lifecycle.ActorID][]lifecycle.Role
//
//	func (p people) Authorize(_ context.Context, _ lifecycle.StreamID, ask lifecycle.Ask) (lifecycle.Grant, error) {
//		return lifecycle.Grant{Roles: p[ask.Actor]}, nil
//	}
//
//	func main() {
//		documents := shelf{"acme/deal-7": {
//			Charter: &charter.Charter{ID: "deal-7", Name: "Deal 7", Sponsor: "chen.jie"},
//			Team:    &team.Record{ID: "deal-7"},
//		}}
//		engine, err := lifecycle.New(lifecycle.Config{
//			Log: new(lifecycle.MemLog), Definitions: []*lifecycle.Definition{lifecycle.SalesProject()},
//			Auth: people{"li.na": {lifecycle.RoleManager}}, Facts: []lifecycle.FactSource{facts.Source(documents)}, Now: time.Now,
//		})
//		if err != nil {
//			fmt.Println(err)
//			return
//		}
//		ctx := context.Background()
//		head := lifecycle.Header{ID: "c1", Actor: "li.na"}
//		if _, err = engine.Do(ctx, "acme/deal-7", lifecycle.StartProject{Header: head, Definition: lifecycle.SalesProjectID}); err != nil {
//			fmt.Println(err)
//			return
//		}
//		head.ID = "c2"
//		_, err = engine.Do(ctx, "acme/deal-7", lifecycle.RequestMove{Header: head, To: lifecycle.PhasePlanning})
//		var no *lifecycle.Refusal
//		if errors.As(err, &no) {
//			for _, f := range no.Findings {
//				fmt.Println(f)
//			}
//		}
//	}
//
// # What the host says itself
//
// [HostFacts] lists the facts that definitions of package lifecycle name and that
// no document of a room says. A host adds them with a source of its own beside
// this one.
//
// # Where related things are
//
// Tasks that are due, overdue, at risk or blocked are [schedule.Worklist]; the
// facts count its lists. Who acknowledged what is [team.Alignment]; the version
// of the goals that counts is [GoalsVersion]. Owners who have not reported in a
// cycle are [CheckCycle]. Deviations are package kpi/tolerance. What the
// documents have to say about each other beyond a gate, package lifecycle/health
// says.
//
// # Stable
//
// The names of the facts, their kinds and units, the codes of the findings, and
// the levels and limits of the zero [PlanRules] are stable. Facts are added, and
// what a room counts under a name follows that room.
package facts
