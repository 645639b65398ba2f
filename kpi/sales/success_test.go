package sales_test

import (
	"slices"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/sales"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func pack() sales.Success {
	return sales.Success{
		Period: sales.Period{From: calendar.DateOf(2026, 1, 1), To: calendar.DateOf(2026, 3, 31)}, Start: calendar.DateOf(2026, 1, 5), Planned: calendar.DateOf(2026, 3, 6),
		Sales:        sales.Aim{Target: yuanOf(500_000, 1), Amber: yuanOf(450_000, 1), Source: "order book"},
		Satisfaction: sales.Aim{Target: kpi.Int(80, "%"), Amber: kpi.Int(70, "%"), Source: "closing survey"},
		Completion:   sales.Aim{Target: kpi.Int(0, "day"), Amber: kpi.Int(5, "day"), Source: "schedule"},
		Budget:       sales.Aim{Target: yuanOf(60_000, 1), Source: "ledger"},
	}
}

func TestSuccess(t *testing.T) {
	for _, f := range kpi.CheckDefs(pack().Defs()) {
		t.Error(f)
	}
	answers := five(0, 1, 2, 5, 4)
	answers.Asked = 20
	got := pack().Judge(sales.Results{Sales: yuanOf(500_000, 1), Answers: answers, Finish: calendar.DateOf(2026, 3, 10), Cost: yuanOf(60_001, 1)})
	for i, want := range []struct {
		value, variance kpi.Value
		colour          kpi.Colour
	}{
		{yuanOf(500_000, 1), yuanOf(0, 1), kpi.Green},
		{kpi.Int(75, "%"), kpi.Int(-5, "%"), kpi.Amber},
		{kpi.Int(4, "day"), kpi.Int(4, "day"), kpi.Amber},
		{yuanOf(60_001, 1), yuanOf(1, 1), kpi.Red},
	} {
		same(t, got[i].Def.Key, got[i].Figure.Value, want.value)
		same(t, got[i].Def.Key, got[i].Variance, want.variance)
		if got[i].Colour != want.colour || got[i].Period != pack().Period || got[i].Def.Source == "" {
			t.Errorf("%s: %v, want %v", got[i].Def.Key, got[i].Colour, want.colour)
		}
	}
	basis := got[1].Survey
	same(t, "answers", basis.Answers, kpi.Int(12, ""))
	same(t, "response", basis.ResponseRate, kpi.Ratio(3, 5, ""))
	if basis.Weak || !basis.Interval.Low.Equal(kpi.Wilson(9, 12, kpi.Value{}).Low) || got[0].Survey != nil {
		t.Errorf("got %+v", basis)
	}
}

func TestSuccessUnknown(t *testing.T) {
	for _, v := range pack().Judge(sales.Results{}) {
		if !v.Figure.Value.IsUnknown() || v.Colour != kpi.Unjudged {
			t.Errorf("%s: nothing is known, got %v", v.Def.Key, v)
		}
	}
	few := pack().Judge(sales.Results{Answers: five(0, 0, 0, 0, 9)})[1]
	same(t, "nine of nine", few.Figure.Value, kpi.Int(100, "%"))
	if !few.Survey.Weak || few.Colour != kpi.Unjudged {
		t.Errorf("few answers are shown without colour: %+v", few)
	}
	dollars := pack().Judge(sales.Results{Sales: kpi.Int(900_000, "USD")})[0]
	if dollars.Colour != kpi.Unjudged || dollars.Variance.Reason() != kpi.ReasonUnitMismatch {
		t.Errorf("another currency: %+v", dollars)
	}
	for _, v := range (sales.Success{}).Judge(sales.Results{Sales: yuanOf(1, 1)}) {
		if v.Colour != kpi.Unjudged {
			t.Errorf("%s has a colour without a target", v.Def.Key)
		}
	}
}

func feed() []sales.Activity {
	return []sales.Activity{
		{ID: "1", Type: "visit", Outcome: "interested", On: ago(9)}, {ID: "2", Type: "visit", Outcome: "refused", On: ago(8)}, {ID: "3", Type: "demo", On: ago(7)},
		{ID: "4", Type: "visit", Outcome: "interested", On: ago(6)}, {ID: "4", Type: "visit", Outcome: "interested", On: ago(6)}, {ID: "5", On: ago(5)}, {ID: "6", Type: "bid", On: ago(99)},
		{Type: "contact", On: ago(3)}, {Type: "contact", On: ago(3)},
	}
}

func TestCountActivities(t *testing.T) {
	a, found := sales.CountActivities(feed(), sales.Period{From: ago(10), To: ago(3)})
	want := []sales.ActivityCount{{"contact", "", 2}, {"demo", "", 1}, {"visit", "interested", 2}, {"visit", "refused", 1}}
	if !slices.Equal(a.Counts, want) || a.Total != 6 || a.Outside != 1 || a.Repeated != 1 || a.NoType != 1 {
		t.Errorf("got %+v", a)
	}
	if len(found) != 2 || found[0].Code != sales.CodeActivityDuplicate || found[1].Code != sales.CodeActivityNoType {
		t.Error(found)
	}
	sum := int64(0)
	for _, c := range a.Counts {
		sum += c.Count
	}
	if sum != a.Total || a.Total+a.Outside+a.Repeated+a.NoType != int64(len(feed())) {
		t.Error("an event is in no number, or in two")
	}
}

func TestReconcile(t *testing.T) {
	a, _ := sales.CountActivities(feed(), sales.Period{From: ago(10)})
	if found := a.Reconcile(a.Counts); found != nil {
		t.Errorf("the feed agrees with itself: %v", found)
	}
	split := append(slices.Clone(a.Counts), sales.ActivityCount{"demo", "", 3}, sales.ActivityCount{"demo", "", -3})
	if found := a.Reconcile(split); found != nil {
		t.Errorf("parts are added up: %v", found)
	}
	found := a.Reconcile([]sales.ActivityCount{{"visit", "interested", 3}, {"visit", "refused", 1}, {"contact", "", 2}, {"call", "", 1}})
	type row struct{ kind, want, got string }
	var rows []row
	for _, f := range found {
		rows = append(rows, row{f.Subject.ID, f.Want.Plain(), f.Got.Plain()})
	}
	if want := []row{{"call", "0", "1"}, {"demo", "1", "0"}, {"visit", "2", "3"}}; !slices.Equal(rows, want) {
		t.Errorf("got %v, want %v", rows, want)
	}
}

func TestCheckDeals(t *testing.T) {
	p := process(t, "lead", "proposal")
	good := sixDeals()
	for i := range good {
		good[i].Probability = sales.Percent(50)
	}
	if found := p.CheckDeals(good); found != nil {
		t.Errorf("nothing is wrong: %v", found)
	}
	at := func(stage string, days int) []sales.Visit { return []sales.Visit{{Stage: stage, On: ago(days)}} }
	for _, row := range []struct {
		deal sales.Deal
		want []finding.Code
	}{
		{sales.Deal{Outcome: sales.Lost, Created: ago(9), Closed: ago(1), Visits: at("lead", 5)}, []finding.Code{sales.CodeDealNoID}},
		{sales.Deal{ID: "x", Created: ago(9), Visits: at("lead", 5)}, []finding.Code{sales.CodeDealNoAmount, sales.CodeDealNoProbability}},
		{sales.Deal{ID: "x", Amount: yuan("1"), Outcome: sales.Won, Created: ago(9), Visits: at("lead", 5)}, []finding.Code{sales.CodeDealNoDate}},
		{sales.Deal{ID: "x", Amount: yuan("1"), Outcome: sales.Won, Created: ago(1), Closed: ago(3), Visits: at("lead", 5)}, []finding.Code{sales.CodeDealDatesReversed}},
		{sales.Deal{ID: "x", Outcome: sales.Lost, Created: ago(9), Closed: ago(6), Visits: at("lead", 5)}, []finding.Code{sales.CodeDealDatesReversed}},
		{sales.Deal{ID: "x", Amount: yuan("1"), Probability: sales.Percent(1), Created: ago(9), Closed: ago(1), Visits: at("lead", 5)}, []finding.Code{sales.CodeDealStillOpen}},
		{sales.Deal{ID: "x", Outcome: sales.Lost, Created: ago(9), Closed: ago(1)}, []finding.Code{sales.CodeDealNoStage}},
		{sales.Deal{ID: "x", Outcome: sales.Lost, Created: ago(9), Closed: ago(1), Visits: at("where", 5)}, []finding.Code{sales.CodeDealUnknownStage}},
		{sales.Deal{ID: "x", Outcome: sales.Lost, Created: ago(9), Closed: ago(1), Visits: append(at("lead", 5), at("proposal", 6)...)}, []finding.Code{sales.CodeDealDatesReversed}},
		{sales.Deal{ID: "x", Outcome: sales.Lost, Closed: ago(1), Visits: []sales.Visit{{Stage: "lead"}}}, []finding.Code{sales.CodeDealNoDate, sales.CodeDealNoDate}},
		{good[0], []finding.Code{sales.CodeDealDuplicate}},
	} {
		var codes []finding.Code
		for _, f := range p.CheckDeals([]sales.Deal{good[0], row.deal}) {
			codes = append(codes, f.Code)
		}
		if !slices.Equal(codes, row.want) {
			t.Errorf("%+v: found %v, want %v", row.deal, codes, row.want)
		}
	}
}

func TestCheckAnswers(t *testing.T) {
	a := five(1, 2)
	a.Rejected = 2
	found := a.Check(0)
	if len(found) != 2 || found[0].Code != sales.CodeSurveyFew || found[1].Code != sales.CodeSurveyRejected {
		t.Error(found)
	}
	if found := five(1, -2).Check(1); len(found) != 1 || found[0].Code != sales.CodeCountNegative {
		t.Error(found)
	}
	if found := five(5, 5).Check(10); found != nil {
		t.Error(found)
	}
}
