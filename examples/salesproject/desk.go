package main

import (
	"context"
	"fmt"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// The people of the story.
const (
	manager  lifecycle.ActorID = "chen.wei"
	sponsor  lifecycle.ActorID = "lin.hua"
	customer lifecycle.ActorID = "harbor.foods"
)

// desk is what a host puts around the engine: who people are and what time it
// is. The time of the story is an argument like any other.
type desk struct {
	engine  *lifecycle.Engine
	keep    *keep
	project lifecycle.StreamID
	now     calendar.DateTime
	count   int
}

func newDesk(keep *keep, facts lifecycle.FactSource) (*desk, error) {
	d := &desk{keep: keep, project: "lanmei/harbor-portal"}
	var err error
	d.engine, err = lifecycle.New(lifecycle.Config{
		Log: keep.log, Definitions: []*lifecycle.Definition{lifecycle.SalesProject()},
		Auth: d, Facts: []lifecycle.FactSource{facts}, Now: d.clock,
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
