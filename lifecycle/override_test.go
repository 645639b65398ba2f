package lifecycle

import (
	"slices"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

func (p *play) override(change func(*Override)) Override {
	c := Override{Header: p.by("carl"), Move: "start_build", Facts: []FactName{"permit.days"}, Until: p.now.Add(24 * time.Hour)}
	if change != nil {
		change(&c)
	}
	return c
}

// TestOverrideLetsNamedThingsPass overrides one thing after the other and looks
// at what is still in the way.
func TestOverrideLetsNamedThingsPass(t *testing.T) {
	p := atGate(t, nil, 40)
	p.do(WithdrawApproval{p.by("olga"), "start_build", "owner"})
	p.do(Object{p.by("leo"), "start_build", "legal", p.evidence("start_build")}, "legal")
	p.facts["scope.agreed"] = finding.Unknown("nobody knows")
	left := []finding.Code{CodeFactUnknown, CodeFactTooHigh, CodeApprovalMissing, CodeObjectionStands}
	overrides := []Override{
		p.override(func(c *Override) { c.Facts = []FactName{"scope.agreed"} }),
		p.override(nil),
		p.override(func(c *Override) { c.Facts, c.Roles = nil, []Role{"owner"} }),
		p.override(func(c *Override) { c.Facts, c.Objections = nil, []Role{"legal"} }),
	}
	for i, c := range overrides {
		_, no := p.try(RequestMove{Header: p.by("bea"), Move: "start_build"}, "board")
		if no == nil {
			t.Fatalf("permitted after %d overrides", i)
		}
		got := codes(no.Findings)
		slices.Sort(got)
		if want := slices.Sorted(slices.Values(left[i:])); !slices.Equal(got, want) {
			t.Errorf("after %d overrides: %v, want %v", i, no, want)
		}
		passes := finding.Filter(no.Findings, func(f finding.Finding) bool { return f.Code == CodeOverridePasses && f.Severity == finding.Warn })
		if len(passes) != i {
			t.Errorf("after %d overrides: %v", i, passes)
		}
		p.do(c, "chief")
	}
	body := p.do(RequestMove{Header: p.by("bea"), Move: "start_build"}, "board")[0].Body.(MoveTaken)
	want := []Overridden{{overrides[1].ID, "permit.days", "", ""}, {overrides[0].ID, "scope.agreed", "", ""}, {overrides[2].ID, "", "owner", ""}, {overrides[3].ID, "", "legal", "leo"}}
	if body.Terms == nil || !slices.Equal(body.Terms.Overridden, want) {
		t.Errorf("terms %+v", body.Terms)
	}
	for i, o := range p.state.Overrides() {
		if len(o.Uses) != 1 || len(o.Uses[0].Passed) != 1 || o.Uses[0].Version != p.state.Version || o.ID != overrides[i].ID || o.Actor != "carl" || o.Reason != "because" {
			t.Errorf("override %+v", o)
		}
	}
	if d := p.state.Decisions()[0]; len(d.Overridden) != 4 || len(p.state.Objections()) > 0 {
		t.Errorf("decision %+v, objections %v", d, p.state.Objections())
	}
}

func TestOverrideExpires(t *testing.T) {
	p := atGate(t, nil, 40)
	c := p.override(nil)
	p.do(c, "chief")
	for now, want := range map[time.Time]bool{c.Until: true, c.Until.Add(time.Microsecond): false} {
		in := p.input("board")
		in.Now = now
		e := Explain(p.def, p.state, RequestMove{Header: p.by("bea"), Move: "start_build"}, in)
		if blocked := has(e.Findings, CodeFactTooHigh, finding.Block); blocked == want {
			t.Errorf("at %v: %v", now, e.Findings)
		}
	}
	if list := p.state.Overrides(); len(list) != 1 || len(list[0].Uses) > 0 {
		t.Errorf("unused: %+v", list)
	}
}

// TestLaterObjectionIsNotOverridden objects after the override was given.
func TestLaterObjectionIsNotOverridden(t *testing.T) {
	p := atGate(t, nil, 5)
	p.do(p.override(func(c *Override) { c.Objections = []Role{"legal"} }), "chief")
	p.do(Object{p.by("leo"), "start_build", "legal", p.evidence("start_build")}, "legal")
	_, no := p.try(RequestMove{Header: p.by("bea"), Move: "start_build"}, "board")
	if no == nil || !slices.Equal(codes(no.Findings), []finding.Code{CodeObjectionStands}) {
		t.Fatalf("got %v", no)
	}
}

func TestRefusedOverrides(t *testing.T) {
	cases := []struct {
		name   string
		spec   func(*Spec)
		change func(*Override)
		roles  []Role
		want   []finding.Code
	}{
		{"without the right", nil, nil, []Role{"board"}, []finding.Code{CodeRoleMissing}},
		{"nobody has the right", func(s *Spec) { s.Gates[0].Override, s.Gates[0].OverrideVeto = nil, false }, nil, []Role{"chief"}, []finding.Code{CodeOverrideNoRight}},
		{"a move without a gate", nil, func(c *Override) { c.Move = "halt" }, []Role{"chief"}, []finding.Code{CodeOverrideNoRight}},
		{"an unknown move", nil, func(c *Override) { c.Move = "fly" }, []Role{"chief"}, []finding.Code{CodeMoveUnknown}},
		{"a move from elsewhere", nil, func(c *Override) { c.Move = "back" }, []Role{"chief"}, []finding.Code{CodeMoveNotFromHere, CodeOverrideNoRight}},
		{"nothing", nil, func(c *Override) { c.Facts = nil }, []Role{"chief"}, []finding.Code{CodeOverrideEmpty}},
		{"another fact", nil, func(c *Override) { c.Facts = []FactName{"weather"} }, []Role{"chief"}, []finding.Code{CodeCommandUnknownName}},
		{"a fact twice", nil, func(c *Override) { c.Facts = append(c.Facts, c.Facts...) }, []Role{"chief"}, []finding.Code{CodeCommandTwice}},
		{"a role that is not asked", nil, func(c *Override) { c.Roles = []Role{"legal"} }, []Role{"chief"}, []finding.Code{CodeCommandUnknownName}},
		{"a role without a veto", nil, func(c *Override) { c.Objections = []Role{"owner"} }, []Role{"chief"}, []finding.Code{CodeCommandUnknownName}},
		{"a veto that stays", func(s *Spec) { s.Gates[0].OverrideVeto = false }, func(c *Override) { c.Objections = []Role{"legal"} }, []Role{"chief"}, []finding.Code{CodeOverrideNoVeto}},
		{"without a reason", nil, func(c *Override) { c.Reason = "" }, []Role{"chief"}, []finding.Code{CodeCommandNoReason}},
		{"for ever", nil, func(c *Override) { c.Until = time.Time{} }, []Role{"chief"}, []finding.Code{CodeCommandBadSpan}},
		{"until now", nil, func(c *Override) { c.Until = c.Until.Add(-23 * time.Hour) }, []Role{"chief"}, []finding.Code{CodeCommandBadSpan}},
	}
	for _, c := range cases {
		p := atGate(t, c.spec, 40)
		_, no := p.try(p.override(c.change), c.roles...)
		if no == nil || !slices.Equal(slices.Sorted(slices.Values(codes(no.Findings))), slices.Sorted(slices.Values(c.want))) {
			t.Errorf("%s: %v", c.name, no)
		}
	}
}

func TestObjections(t *testing.T) {
	p := atGate(t, nil, 5)
	seen := p.evidence("start_build")
	object := func(change func(*Object)) Object {
		c := Object{p.by("leo"), "start_build", "legal", seen}
		change(&c)
		return c
	}
	for name, c := range map[string]struct {
		change func(*Object)
		roles  []Role
		want   finding.Code
	}{
		"without the role":   {func(*Object) {}, []Role{"owner"}, CodeRoleMissing},
		"without a veto":     {func(c *Object) { c.Role = "owner" }, []Role{"owner"}, CodeObjectionNoVeto},
		"without a gate":     {func(c *Object) { c.Move, c.Evidence = "halt", "" }, []Role{"legal"}, CodeObjectionNoVeto},
		"unseen":             {func(c *Object) { c.Evidence = "" }, []Role{"legal"}, CodeEvidenceChanged},
		"without a reason":   {func(c *Object) { c.Reason = "" }, []Role{"legal"}, CodeCommandNoReason},
		"to an unknown move": {func(c *Object) { c.Move = "fly" }, []Role{"legal"}, CodeMoveUnknown},
	} {
		if _, no := p.try(object(c.change), c.roles...); no == nil || !slices.Equal(codes(no.Findings), []finding.Code{c.want}) {
			t.Errorf("%s: %v", name, no)
		}
	}
	p.do(object(func(*Object) {}), "legal")
	o := p.state.Objections()[0]
	if o.Actor != "leo" || o.Role != "legal" || o.Reason != "because" || o.Evidence != seen || o.Facts.Len() != 2 {
		t.Errorf("objection %+v", o)
	}
	if _, no := p.try(object(func(*Object) {}), "legal"); no == nil || codes(no.Findings)[0] != CodeObjectionGiven {
		t.Errorf("twice: %v", no)
	}
	p.facts["permit.days"] = finding.Number(4, "d") // other evidence does not end it
	_, no := p.try(RequestMove{Header: p.by("bea"), Move: "start_build"}, "board")
	if no == nil || !has(no.Findings, CodeObjectionStands, finding.Block) || no.Steps[0].Do != RemedyWithdrawObjection || no.Steps[0].Actor != "leo" {
		t.Fatalf("got %+v", no)
	}
	if _, no := p.try(WithdrawObjection{p.by("lara"), "start_build", "legal"}, "legal"); no == nil || codes(no.Findings)[0] != CodeObjectionNone {
		t.Errorf("another withdraws it: %v", no)
	}
	p.do(WithdrawObjection{p.by("leo"), "start_build", "legal"})
	if len(p.state.Objections()) > 0 {
		t.Error("it stands")
	}
}

func TestApprovalLosesItsValidity(t *testing.T) {
	p := atGate(t, nil, 5)
	at := p.state.Approvals()[0].At
	for now, want := range map[time.Time]bool{at.Add(600 * time.Minute): true, at.Add(600*time.Minute + time.Microsecond): false} {
		in := p.input("board")
		in.Now = now
		e := Explain(p.def, p.state, RequestMove{Header: p.by("bea"), Move: "start_build"}, in)
		if e.Allowed != want || has(e.Findings, CodeApprovalExpired, finding.Warn) == want {
			t.Errorf("at %v: %+v", now, e)
		}
	}
	p.now = at.Add(700 * time.Minute)
	p.do(Approve{Header: p.by("olga"), Move: "start_build", Role: "owner", Evidence: p.evidence("start_build")}, "owner")
	p.do(RequestMove{Header: p.by("bea"), Move: "start_build"}, "board")
}

func TestDelegation(t *testing.T) {
	p := atGate(t, nil, 5)
	p.do(WithdrawApproval{p.by("olga"), "start_build", "owner"})
	from := p.now.Add(5 * time.Hour)
	until := from.Add(10 * time.Hour)
	good := func() Delegate {
		return Delegate{Header: p.by("olga"), To: "dora", Role: "owner", Moves: []MoveID{"start_build"}, From: from, Until: until}
	}
	for name, c := range map[string]struct {
		change func(*Delegate)
		want   finding.Code
	}{
		"to nobody":         {func(c *Delegate) { c.To = "" }, CodeCommandBadID},
		"to herself":        {func(c *Delegate) { c.To = "olga" }, CodeDelegationSelf},
		"a role not held":   {func(c *Delegate) { c.Role = "legal" }, CodeRoleMissing},
		"an unknown move":   {func(c *Delegate) { c.Moves = []MoveID{"fly"} }, CodeCommandUnknownName},
		"a move twice":      {func(c *Delegate) { c.Moves = []MoveID{"back", "back"} }, CodeCommandTwice},
		"too many moves":    {func(c *Delegate) { c.Moves = make([]MoveID, maxParts+1) }, CodeCommandBadLength},
		"for ever":          {func(c *Delegate) { c.Until = time.Time{} }, CodeCommandBadSpan},
		"from the past":     {func(c *Delegate) { c.From = from.AddDate(0, 0, -1) }, CodeCommandBadSpan},
		"without a reason":  {func(c *Delegate) { c.Reason = "" }, CodeCommandNoReason},
		"ends as it begins": {func(c *Delegate) { c.Until = from }, CodeCommandBadSpan},
	} {
		d := good()
		c.change(&d)
		if _, no := p.try(d, "owner"); no == nil || !slices.Equal(codes(no.Findings), []finding.Code{c.want}) {
			t.Errorf("%s: %v", name, no)
		}
		p.now = p.now.Add(-time.Hour)
	}
	d := good()
	p.do(d, "owner")
	approve := func(at time.Time, move MoveID) *Refusal {
		p.now = at.Add(-time.Hour)
		_, no := p.try(Approve{Header: p.by("dora"), Move: move, Role: "owner", Evidence: p.evidence(move), OnBehalfOf: "olga"})
		return no
	}
	if no := approve(from.Add(-time.Minute), "start_build"); no == nil || codes(no.Findings)[0] != CodeDelegationLapsed {
		t.Errorf("too early: %v", no)
	}
	if _, no := p.try(Approve{Header: p.by("dan"), Move: "start_build", Role: "owner", Evidence: p.evidence("start_build"), OnBehalfOf: "olga"}); no == nil || codes(no.Findings)[0] != CodeDelegationNone {
		t.Errorf("somebody else: %v", no)
	}
	if no := approve(until, "start_build"); no != nil {
		t.Fatalf("at the last moment: %v", no)
	}
	p.now = until
	p.do(RevokeDelegation{p.by("olga"), d.ID})
	if _, no := p.try(RevokeDelegation{p.by("olga"), d.ID}); no == nil || codes(no.Findings)[0] != CodeDelegationEnded {
		t.Errorf("twice: %v", no)
	}
	if _, no := p.try(RevokeDelegation{p.by("dora"), d.ID}); no == nil || codes(no.Findings)[0] != CodeDelegationUnknown {
		t.Errorf("by another: %v", no)
	}
	if no := approve(until.Add(2*time.Hour+time.Minute), "start_build"); no == nil || !has(no.Findings, CodeDelegationLapsed, finding.Block) {
		t.Errorf("too late: %v", no)
	}
	if l := p.state.Delegations()[0]; l.By != "olga" || l.To != "dora" || !l.From.Equal(from) || !l.Until.Equal(until) || l.Revoked.IsZero() || l.Reason != "because" {
		t.Errorf("delegation %+v", l)
	}
	// The approval was valid when it was given.
	body := p.do(RequestMove{Header: p.by("bea"), Move: "start_build"}, "board")[0].Body.(MoveTaken)
	if len(body.Approvals) != 1 || body.Approvals[0].Actor != "dora" || body.Approvals[0].OnBehalfOf != "olga" {
		t.Errorf("signed by %+v", body.Approvals)
	}
}
