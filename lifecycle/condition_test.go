package lifecycle

import (
	"slices"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// onCondition returns a project that went on the condition that the permit
// comes within ten hours.
func onCondition(t *testing.T, miss OnMiss) *play {
	t.Helper()
	p := atGate(t, nil, 40)
	p.do(p.decide(VerdictGoConditions, p.permitBy(10, miss)), "board")
	return p
}

func has(found []finding.Finding, code finding.Code, severity finding.Severity) bool {
	return slices.ContainsFunc(found, func(f finding.Finding) bool { return f.Code == code && f.Severity == severity })
}

// TestMissedConditionHolds asks for everything on either side of the moment at
// which a condition is due.
func TestMissedConditionHolds(t *testing.T) {
	for _, miss := range []OnMiss{MissHolds, MissExcept} {
		for _, late := range []bool{false, true} {
			p := onCondition(t, miss)
			p.now = p.state.Conditions()[0].Due.Add(-time.Hour) // asking takes an hour
			if late {
				p.now = p.now.Add(time.Second)
			}
			holds := late && miss == MissHolds
			step := RequestStep{Header: p.by("x"), Phase: "watch", To: "act"}
			if _, no := Decide(p.def, p.state, step, Input{Now: p.now.Add(time.Hour)}); (no != nil) != holds || holds && !has(no.Findings, CodeConditionMissed, finding.Block) {
				t.Errorf("%s, late %v: step %v", miss, late, no)
			}
			e := Explain(p.def, p.state, RequestMove{Header: p.by("pm"), Move: "back"}, Input{Now: p.now.Add(time.Hour), Roles: []Role{"lead"}})
			want := CodeConditionMissed
			if miss == MissExcept {
				want = CodeConditionException
			}
			if !e.Allowed || has(e.Findings, want, finding.Warn) != late {
				t.Errorf("%s, late %v: going back %+v", miss, late, e)
			}
			severity := finding.Warn
			if miss == MissHolds {
				severity = finding.Block
			}
			if found := Exceptions(p.state, p.now.Add(time.Hour)); (len(found) == 1) != late || late && !has(found, want, severity) {
				t.Errorf("%s, late %v: exceptions %v", miss, late, found)
			}
		}
	}
}

// TestMissedConditionHoldsForwardMoves goes back and wants to go forward again.
func TestMissedConditionHoldsForwardMoves(t *testing.T) {
	p := onCondition(t, MissHolds)
	p.do(RequestMove{Header: p.by("pm"), Move: "back"}, "lead")
	p.now = p.now.Add(11 * time.Hour)
	p.facts["permit.days"] = finding.Number(3, "d")
	p.do(Approve{Header: p.by("olga"), Move: "start_build", Role: "owner", Evidence: p.evidence("start_build")}, "owner")
	_, no := p.try(p.decide(VerdictGo, nil), "board")
	if no == nil || !slices.Equal(codes(no.Findings), []finding.Code{CodeConditionMissed}) {
		t.Fatalf("got %v", no)
	}
	if len(no.Steps) != 1 || no.Steps[0].Do != RemedyFulfilCondition || no.Steps[0].Actor != "lena" || !slices.Equal(no.Steps[0].By, []Role{"board"}) {
		t.Errorf("steps %+v", no.Steps)
	}
	if len(no.Instead) != 2 || no.Instead[0].Do != RemedyWaiveCondition || no.Instead[1].Do != RemedyExtendCondition {
		t.Errorf("other ways %+v", no.Instead)
	}
	p.do(p.decide(VerdictRecycle, nil), "board") // that is not forward
}

func TestConditionIsFulfilledByItsFact(t *testing.T) {
	p := onCondition(t, MissHolds)
	if _, no := p.try(FulfilCondition{p.by("lena"), "k1"}); no == nil || !slices.Equal(codes(no.Findings), []finding.Code{CodeFactTooHigh}) {
		t.Fatalf("got %v", no)
	}
	p.facts["permit.days"] = finding.Number(10, "d")
	if _, no := p.try(FulfilCondition{p.by("pm"), "k1"}, "lead"); no == nil || !slices.Equal(codes(no.Findings), []finding.Code{CodeConditionNotYours}) {
		t.Fatalf("got %v", no)
	}
	p.do(FulfilCondition{p.by("lena"), "k1"})
	k := p.state.Conditions()[0]
	fact, _ := k.Facts.Lookup("permit.days")
	if k.Status != ConditionDone || k.Actor != "lena" || !k.Ended.Equal(p.now) || fact.Value != finding.Number(10, "d") || k.Reason != "because" {
		t.Errorf("condition %+v", k)
	}
	if _, no := p.try(FulfilCondition{p.by("lena"), "k1"}); no == nil || codes(no.Findings)[0] != CodeConditionEnded {
		t.Errorf("twice: %v", no)
	}
	if len(Exceptions(p.state, p.now.AddDate(1, 0, 0))) > 0 {
		t.Error("it is still missed")
	}
}

func TestConditionIsWaivedOrExtended(t *testing.T) {
	p := onCondition(t, MissHolds)
	due := p.state.Conditions()[0].Due
	for name, c := range map[string]struct {
		cmd   Command
		roles []Role
		want  finding.Code
	}{
		"waived by its owner":     {WaiveCondition{p.by("lena"), "k1"}, nil, CodeRoleMissing},
		"waived without a reason": {WaiveCondition{Header{ID: "w", Actor: "bea"}, "k1"}, []Role{"board"}, CodeCommandNoReason},
		"unknown":                 {WaiveCondition{p.by("bea"), "k9"}, []Role{"board"}, CodeConditionUnknown},
		"extended by its owner":   {ExtendCondition{p.by("lena"), "k1", due.AddDate(0, 0, 1)}, nil, CodeRoleMissing},
		"without a reason":        {ExtendCondition{Header{ID: "w", Actor: "bea"}, "k1", due.AddDate(0, 0, 1)}, []Role{"board"}, CodeCommandNoReason},
		"shortened":               {ExtendCondition{p.by("bea"), "k1", due}, []Role{"board"}, CodeCommandBadSpan},
	} {
		if _, no := p.try(c.cmd, c.roles...); no == nil || !slices.Equal(codes(no.Findings), []finding.Code{c.want}) {
			t.Errorf("%s: %v", name, no)
		}
	}
	p.do(ExtendCondition{p.by("bea"), "k1", due.AddDate(0, 0, 1)}, "board")
	k := p.state.Conditions()[0]
	if !k.Due.Equal(due.AddDate(0, 0, 1)) || len(k.Extended) != 1 || !k.Extended[0].From.Equal(due) || k.Extended[0].Actor != "bea" || k.Status != ConditionOpen {
		t.Errorf("condition %+v", k)
	}
	if len(Exceptions(p.state, due.Add(time.Hour))) > 0 || len(Exceptions(p.state, due.Add(25*time.Hour))) != 1 {
		t.Error("the extension does not count")
	}
	p.do(WaiveCondition{p.by("bea"), "k1"}, "board")
	if k := p.state.Conditions()[0]; k.Status != ConditionDropped || k.Actor != "bea" || len(Exceptions(p.state, due.AddDate(1, 0, 0))) > 0 {
		t.Errorf("condition %+v", k)
	}
}

// TestConditionInWords is one that no fact stands for.
func TestConditionInWords(t *testing.T) {
	p := atGate(t, nil, 5)
	p.do(p.decide(VerdictGoConditions, func(c *DecideGate) {
		c.Conditions = []Condition{{ID: "k1", Text: "tell the neighbours", Owner: "lena", Due: p.now.Add(5 * time.Hour), OnMiss: MissExcept}}
	}), "board")
	p.do(FulfilCondition{p.by("bea"), "k1"}, "board")
	if k := p.state.Conditions()[0]; k.Status != ConditionDone || !k.Facts.IsZero() || k.Text != "tell the neighbours" {
		t.Errorf("condition %+v", k)
	}
	p.do(RequestMove{Header: p.by("pm"), Move: "back"}, "lead")
	_, no := p.try(p.decide(VerdictGoConditions, p.permitBy(9, MissHolds)), "board")
	if no == nil || !has(no.Findings, CodeConditionTaken, finding.Block) {
		t.Errorf("the id is used again: %v", no)
	}
}

// TestCoveredCriterionIsWarnedOf looks at the answer that rests on a condition.
func TestCoveredCriterionIsWarnedOf(t *testing.T) {
	p := atGate(t, nil, 40)
	e := Explain(p.def, p.state, p.decide(VerdictGoConditions, p.permitBy(10, MissHolds)), p.input("board"))
	if !e.Allowed || !has(e.Findings, CodeConditionCovers, finding.Warn) {
		t.Errorf("%+v", e)
	}
	_, no := p.try(p.decide(VerdictGo, nil), "board")
	if no == nil || !slices.ContainsFunc(no.Instead, func(s NextStep) bool { return s.Do == RemedySetCondition && slices.Equal(s.By, []Role{"board"}) }) {
		t.Errorf("no other way in %+v", no)
	}
}
