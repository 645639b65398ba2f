package team

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle"
)

// Sight says which parts of a review somebody may see. The zero Sight is
// nothing.
type Sight struct {
	Facts        bool // what was counted
	OwnView      bool // what the person says
	PeerViews    bool // what peers say
	ManagerView  bool
	PeerNames    bool // who the peers are
	Points       bool // improvement points
	Proposals    bool // for the skill record
	WrittenViews bool // views that the viewer wrote
}

// Visible returns what somebody who holds roles may see of a review:
//
//   - the person: everything but the names of the peers;
//   - the manager named in it: everything;
//   - holders of a role that it is open to: everything;
//   - somebody who wrote a view: that view;
//   - everybody else, whatever their role: nothing.
//
// Several of these add up, but for one: nobody learns who the peers were in a
// review of their own, whatever roles they hold. A viewer without an id sees
// nothing.
func Visible(viewer lifecycle.ActorID, roles []lifecycle.Role, r Review) Sight {
	if viewer == "" {
		return Sight{}
	}
	all := Sight{true, true, true, true, true, true, true, true}
	isOpen := func(role lifecycle.Role) bool { return role != "" && slices.Contains(r.Open, role) }
	switch {
	case viewer == r.Actor:
		all.PeerNames = false
		return all
	case viewer == r.Manager, slices.ContainsFunc(roles, isOpen):
		return all
	}
	wrote := func(v View) bool { return v.By == viewer }
	return Sight{WrittenViews: slices.ContainsFunc(r.Views, wrote)}
}

// Seen returns the review as somebody who holds roles may see it, by
// [Visible]. It reports false where that is nothing at all. The copy names the
// person only to those who see something.
func (r Review) Seen(viewer lifecycle.ActorID, roles []lifecycle.Role) (Review, bool) {
	s := Visible(viewer, roles, r)
	if s == (Sight{}) {
		return Review{}, false
	}
	seen := r.Clone()
	seen.Views = nil
	for _, v := range r.Views {
		if s.shows(v, viewer) {
			if v.isPeers() && !s.PeerNames && v.By != viewer {
				v.By = ""
			}
			seen.Views = append(seen.Views, v)
		}
	}
	for i := range seen.Proposals {
		if p := &seen.Proposals[i]; !s.PeerNames && p.By != viewer && r.isPeer(p.By) {
			p.By = ""
		}
	}
	if !s.Facts {
		seen.Facts, seen.Open, seen.Manager = Contribution{}, nil, ""
	}
	if !s.Points {
		seen.Points = nil
	}
	if !s.Proposals {
		seen.Proposals = nil
	}
	return seen, true
}

// isPeers reports whether the view is a peer's: one of an angle that is not
// known is shown as no more than that.
func (v View) isPeers() bool { return v.Angle != OwnView && v.Angle != ManagerView }

// isPeer reports whether somebody wrote a view as a peer.
func (r Review) isPeer(who lifecycle.ActorID) bool {
	return slices.ContainsFunc(r.Views, func(v View) bool { return v.isPeers() && v.By == who })
}

// shows reports whether a view may be seen.
func (s Sight) shows(v View, viewer lifecycle.ActorID) bool {
	switch {
	case s.WrittenViews && v.By == viewer:
		return true
	case v.Angle == OwnView:
		return s.OwnView
	case v.Angle == ManagerView:
		return s.ManagerView
	}
	return s.PeerViews
}
