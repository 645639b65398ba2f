package main

import (
	"context"
	"fmt"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/facts"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// The people of the firm, and its customer.
const (
	owner     lifecycle.ActorID = "zhao.gang" // who owns the firm and sponsors the project
	manager   lifecycle.ActorID = "wu.jie"    // who manages it and sells beside
	developer lifecycle.ActorID = "li.min"
	trainer   lifecycle.ActorID = "sun.yan"
	customer  lifecycle.ActorID = "riverside"
)

// desk is what the firm puts around the engine. Whatever the documents say,
// the library computes; the rest is what the firm itself says.
type desk struct {
	engine  *lifecycle.Engine
	log     *lifecycle.MemLog
	project lifecycle.StreamID
	now     calendar.DateTime
	papers  func() facts.Input // the documents as they stand
	known   map[lifecycle.FactName]finding.Value
	count   int
}

// smallProject is the sales project of the library with one thing changed: the
// owner of the firm may let any gate pass.
func smallProject() (*lifecycle.Definition, error) {
	spec := lifecycle.SalesProject().Spec()
	spec.ID, spec.Version = "small_sales_project", 1
	for i := range spec.Gates {
		spec.Gates[i].Override = []lifecycle.Role{lifecycle.RoleSponsor}
	}
	return lifecycle.Define(spec)
}

func newDesk(papers func() facts.Input) (*desk, error) {
	d := &desk{log: new(lifecycle.MemLog), project: "mingye/riverside-portal", papers: papers, known: map[lifecycle.FactName]finding.Value{}}
	def, err := smallProject()
	if err != nil {
		return nil, err
	}
	d.engine, err = lifecycle.New(lifecycle.Config{
		Log: d.log, Definitions: []*lifecycle.Definition{def}, Auth: d, Facts: []lifecycle.FactSource{d}, Now: d.clock,
	})
	return d, err
}

func (d *desk) clock() time.Time { return d.now.In(time.UTC) }

// Authorize knows the people of the story.
func (d *desk) Authorize(_ context.Context, _ lifecycle.StreamID, ask lifecycle.Ask) (lifecycle.Grant, error) {
	roles := map[lifecycle.ActorID]lifecycle.Role{
		owner: lifecycle.RoleSponsor, manager: lifecycle.RoleManager, developer: lifecycle.RoleMember, trainer: lifecycle.RoleMember, customer: lifecycle.RoleCustomer,
	}
	role, known := roles[ask.Actor]
	if !known {
		return lifecycle.Grant{}, fmt.Errorf("%s: %w", ask.Actor, lifecycle.ErrForbidden)
	}
	return lifecycle.Grant{Roles: []lifecycle.Role{role}}, nil
}

// Facts takes from the documents what they say and from the firm what only it
// can.
func (d *desk) Facts(_ context.Context, _ lifecycle.StreamID, names []lifecycle.FactName) ([]lifecycle.Fact, error) {
	computed := facts.From(d.clock(), d.papers())
	var list []lifecycle.Fact
	for _, name := range names {
		if value, said := d.known[name]; said {
			list = append(list, lifecycle.Fact{Name: name, Value: value, At: d.clock(), Source: "firm"})
		} else if f, known := computed.Fact(name); known {
			list = append(list, f)
		}
	}
	return list, nil
}

// head is the header of the next command.
func (d *desk) head(actor lifecycle.ActorID, reason string) lifecycle.Header {
	d.count++
	return lifecycle.Header{ID: lifecycle.CommandID(fmt.Sprintf("c%03d", d.count)), Actor: actor, Reason: reason}
}

func (d *desk) do(cmd lifecycle.Command) error {
	_, err := d.engine.Do(context.Background(), d.project, cmd)
	return err
}

// at moves the clock of the story on.
func (d *desk) at(day calendar.Date, hour int) { d.now = day.At(calendar.Work(hour) * calendar.Hour) }
