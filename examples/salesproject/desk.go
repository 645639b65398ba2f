package main

import (
	"context"
	"fmt"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// The people of the story.
const (
	manager  lifecycle.ActorID = "chen.wei"
	sponsor  lifecycle.ActorID = "lin.hua"
	customer lifecycle.ActorID = "harbor.foods"
)

// desk is what a host puts around the engine: who people are, what is known,
// and what time it is. The time of the story is an argument like any other.
type desk struct {
	engine  *lifecycle.Engine
	keep    *keep
	project lifecycle.StreamID
	now     calendar.DateTime
	known   map[lifecycle.FactName]finding.Value
	count   int
}

func newDesk(keep *keep) (*desk, error) {
	d := &desk{keep: keep, project: "lanmei/harbor-portal", known: map[lifecycle.FactName]finding.Value{}}
	var err error
	d.engine, err = lifecycle.New(lifecycle.Config{
		Log: keep.log, Definitions: []*lifecycle.Definition{lifecycle.SalesProject()},
		Auth: d, Facts: []lifecycle.FactSource{d}, Now: d.clock,
	})
	return d, err
}

func (d *desk) clock() time.Time { return d.now.In(time.UTC) }

// Authorize knows the three people of the story.
func (d *desk) Authorize(_ context.Context, _ lifecycle.StreamID, ask lifecycle.Ask) (lifecycle.Grant, error) {
	roles := map[lifecycle.ActorID]lifecycle.Role{
		manager: lifecycle.RoleManager, sponsor: lifecycle.RoleSponsor, customer: lifecycle.RoleCustomer,
	}
	role, known := roles[ask.Actor]
	if !known {
		return lifecycle.Grant{}, fmt.Errorf("%s: %w", ask.Actor, lifecycle.ErrForbidden)
	}
	return lifecycle.Grant{Roles: []lifecycle.Role{role}}, nil
}

// Facts tells the engine what is known now.
func (d *desk) Facts(_ context.Context, _ lifecycle.StreamID, names []lifecycle.FactName) ([]lifecycle.Fact, error) {
	var facts []lifecycle.Fact
	for _, name := range names {
		if value, known := d.known[name]; known {
			facts = append(facts, lifecycle.Fact{Name: name, Value: value, At: d.clock(), Source: "story"})
		}
	}
	return facts, nil
}

// know puts yes-or-no facts on the desk.
func (d *desk) know(value bool, names ...lifecycle.FactName) {
	for _, name := range names {
		d.known[name] = finding.Bool(value)
	}
}

// tally puts a number on the desk.
func (d *desk) tally(name lifecycle.FactName, n int) { d.known[name] = finding.Number(int64(n), "") }

// head is the header of the next command.
func (d *desk) head(actor lifecycle.ActorID, reason string) lifecycle.Header {
	d.count++
	return lifecycle.Header{ID: lifecycle.CommandID(fmt.Sprintf("c%03d", d.count)), Actor: actor, Reason: reason}
}

// do carries out a command. Commands of the story that must succeed use it.
func (d *desk) do(cmd lifecycle.Command) (lifecycle.Result, error) {
	return d.engine.Do(context.Background(), d.project, cmd)
}

// approve lets the sponsor approve a move on the evidence as it stands.
func (d *desk) approve(move lifecycle.MoveID, ask lifecycle.Command) error {
	shown, err := d.engine.Explain(context.Background(), d.project, ask)
	if err != nil {
		return err
	}
	_, err = d.do(lifecycle.Approve{Header: d.head(sponsor, ""), Move: move, Role: lifecycle.RoleSponsor, Evidence: shown.Evidence})
	return err
}
