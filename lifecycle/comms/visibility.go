package comms

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// AudienceID names a circle of people who see the same, such as "member".
type AudienceID string

// Audiences of [DefaultPolicy]. [Public] is whoever is outside altogether.
const (
	Sponsor  AudienceID = "sponsor"
	Manager  AudienceID = "manager"
	Member   AudienceID = "member"
	Customer AudienceID = "customer"
	Public   AudienceID = "public"
)

// Circle declares an audience.
type Circle struct {
	ID     AudienceID `json:"id"`
	Inside bool       `json:"inside,omitempty"` // its people work on the project: they always reach goals, plan and progress
}

// Grant lets an audience see records of a kind.
type Grant struct {
	Audience AudienceID `json:"audience"`
	Kind     RecordKind `json:"kind"`
	Hide     []string   `json:"hide,omitempty"` // fields it does not see
}

// Policy says who may see what. What it does not grant is hidden, from an
// audience or of a kind it does not declare in particular; the zero Policy
// hides everything. The one exception: audiences inside see goals, plan and
// progress with all their fields, whatever it says.
type Policy struct {
	Circles []Circle     `json:"circles,omitempty"`
	Kinds   []RecordKind `json:"kinds,omitempty"`
	Grants  []Grant      `json:"grants,omitempty"`
}

// Reachable returns the kinds that audiences inside always see. The caller
// owns the slice.
func Reachable() []RecordKind { return []RecordKind{KindGoal, KindPlan, KindProgress} }

// Sees reports whether the audience may see records of the kind, and which
// fields are hidden from it, sorted. The caller owns the slice.
func (p Policy) Sees(audience AudienceID, kind RecordKind) (hidden []string, ok bool) {
	n := slices.IndexFunc(p.Circles, func(c Circle) bool { return c.ID == audience })
	if n < 0 {
		return nil, false
	}
	if p.Circles[n].Inside && slices.Contains(Reachable(), kind) {
		return nil, true
	}
	for _, g := range p.Grants {
		if g.Audience == audience && g.Kind == kind && slices.Contains(p.Kinds, kind) {
			hidden, ok = append(hidden, g.Hide...), true
		}
	}
	slices.Sort(hidden)
	return slices.Compact(hidden), ok
}

// Filter returns what the audience may see of the view. Where fields of a kind
// are hidden from it, its rows come without version, which would tell that a
// hidden field changed.
func (p Policy) Filter(v View, audience AudienceID) View {
	type sight struct {
		hidden []string
		ok     bool
	}
	sights := map[RecordKind]sight{}
	var kept []ViewRow
	for _, r := range v.rows {
		s, known := sights[r.Kind]
		if !known {
			s.hidden, s.ok = p.Sees(audience, r.Kind)
			sights[r.Kind] = s
		}
		if s.ok {
			kept = append(kept, r.without(s.hidden))
		}
	}
	return View{kept}
}

func (r ViewRow) without(hidden []string) ViewRow {
	if len(hidden) == 0 {
		return r
	}
	r.Version = ""
	r.Fields = slices.DeleteFunc(slices.Clone(r.Fields), func(f ViewField) bool { return slices.Contains(hidden, f.Name) })
	if len(r.Fields) == 0 {
		r.Fields = nil
	}
	return r
}

// PublicStatus returns what anybody may see of the view: what the policy
// grants to [Public].
func (p Policy) PublicStatus(v View) View { return p.Filter(v, Public) }

// Fingerprint returns the SHA-256 of the policy, in hex.
func (p Policy) Fingerprint() string { return fingerprint(p) }

// Check returns, sorted, what is wrong with the policy: audiences and kinds
// that stand twice or are granted but not declared, grants that stand twice,
// hidden fields that do not stay hidden because the audience is inside, and
// audiences that see nothing.
func (p Policy) Check() []finding.Finding {
	var c checker
	circles, kinds, grants := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, a := range p.Circles {
		c.id(audienceRef(a.ID, "id"), string(a.ID), circles)
	}
	for _, k := range p.Kinds {
		c.id(finding.Ref{Kind: "record_kind", ID: string(k), Field: "id"}, string(k), kinds)
	}
	seeing := map[AudienceID]bool{}
	for _, g := range p.Grants {
		p.checkGrant(&c, g)
		c.id(audienceRef(g.Audience, "grants"), string(g.Audience)+" "+string(g.Kind), grants)
		seeing[g.Audience] = true
	}
	for _, a := range p.Circles {
		if !seeing[a.ID] && !a.Inside {
			c.warn(CodeSeesNothing, audienceRef(a.ID, ""), nothing, nothing, RemedyGrant)
		}
	}
	return c.sorted()
}

func (p Policy) checkGrant(c *checker, g Grant) {
	at := audienceRef(g.Audience, "grants")
	n := slices.IndexFunc(p.Circles, func(a Circle) bool { return a.ID == g.Audience })
	c.need(CodeNoAudience, at, n >= 0, RemedyDeclareAudience)
	if !slices.Contains(p.Kinds, g.Kind) {
		c.block(CodeNoRecordKind, at, nothing, finding.Text(string(g.Kind)), RemedyDeclareAudience)
	}
	if n >= 0 && p.Circles[n].Inside && len(g.Hide) > 0 && slices.Contains(Reachable(), g.Kind) {
		c.warn(CodeNotHidden, at, nothing, finding.Text(string(g.Kind)), RemedyLeaveReachable)
	}
}

func audienceRef(id AudienceID, name string) finding.Ref {
	return finding.Ref{Kind: "audience", ID: string(id), Field: name}
}

// Informed is a party that is to be told about a subject, by the communication
// plan or the responsibility matrix.
type Informed struct {
	Party    Party      `json:"party"`
	Audience AudienceID `json:"audience"` // what the party sees as
	Kind     RecordKind `json:"kind"`     // what it is told of
}

// Gaps returns, sorted, a finding for each party that may not see what it is
// to be informed of.
func (p Policy) Gaps(list []Informed) []finding.Finding {
	var c checker
	for _, i := range list {
		if _, ok := p.Sees(i.Audience, i.Kind); !ok {
			c.block(CodeGap, i.Party.Ref(), nothing, finding.Text(string(i.Kind)), RemedyGrant, audienceRef(i.Audience, ""))
		}
	}
	return c.sorted()
}
