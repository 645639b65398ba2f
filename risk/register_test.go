package risk

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// handWorked reads the register whose figures testdata/register.md works out.
func handWorked(t testing.TB) Register {
	t.Helper()
	data, err := os.ReadFile("testdata/register.json")
	if err != nil {
		t.Fatal(err)
	}
	r, err := Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func day(text string) calendar.Date {
	d, err := calendar.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

var ever calendar.Date

func num(text string) Number {
	n, err := ParseNumber(text)
	if err != nil {
		panic(err)
	}
	return n
}

func spanText(s Span) string { return fmt.Sprint(s.Low, " ", s.Expected, " ", s.High) }

func TestHandWorkedIsClean(t *testing.T) {
	if found := handWorked(t).Check(); len(found) != 0 {
		t.Errorf("%v", codesOf(found))
	}
}

func TestHandWorkedExposure(t *testing.T) {
	x := handWorked(t).Exposure(ever, Current)
	for _, line := range []struct {
		name string
		got  Span
		want string
	}{
		{"threats", x.Cost.Threats, "130000 390000 730000"},
		{"opportunities", x.Cost.Opportunities, "8000 12000 20000"},
		{"net", x.Cost.Net, "110000 378000 722000"},
		{"time", x.Time.Net, "480 1440 3360"},
	} {
		if got := spanText(line.got); got != line.want {
			t.Errorf("%s: got %s, want %s", line.name, got, line.want)
		}
	}
	if x.Open != 3 || x.Cost.Unit != "CNY" || x.Time.Unit != "min" || x.Cost.Unknown != nil {
		t.Errorf("got %+v", x)
	}
	cny, err := money.Lookup("CNY")
	if err != nil {
		t.Fatal(err)
	}
	if amount, err := x.Cost.Net.Expected.Amount(cny, money.HalfEven); err != nil || amount.String() != "378000.00 CNY" {
		t.Errorf("got %v, %v", amount, err)
	}
	if work, err := x.Time.Net.Expected.Work(money.HalfEven); err != nil || work != 24*calendar.Hour {
		t.Errorf("got %v, %v", work, err)
	}
}

// TestExposureUnknown: one open risk without a usable figure leaves no sum,
// not a sum that forgets it.
func TestExposureUnknown(t *testing.T) {
	r := handWorked(t)
	r.Risks[0].Assessments[1].Rating = Rating{Likelihood: "5", Effects: []Effect{{On: OnCost, Level: "5"}}}
	r.Risks[2].Assessments = nil
	x := r.Exposure(ever, Current)
	if !x.Cost.Net.Expected.IsZero() || !x.Cost.Threats.High.IsZero() || x.Cost.Threats.Low != num("800000") {
		t.Errorf("R1 now has a least size only: 0.7 x 1000000 + 100000; got %s", spanText(x.Cost.Threats))
	}
	if got := fmt.Sprint(x.Cost.Unknown, x.Time.Unknown); got != "[R1 R3] [R3]" {
		t.Errorf("got %s", got)
	}
}

// TestExposureAsOf: ratings made later do not count, and neither do those on
// another basis.
func TestExposureAsOf(t *testing.T) {
	r := handWorked(t)
	r.Risks = r.Risks[:1]
	for _, test := range []struct {
		at    string
		basis Basis
		want  string
	}{
		{"2026-03-01", Current, "  "},
		{"2026-03-02", Current, "30000 30000 30000"},
		{"2026-03-01", Inherent, "60000 60000 60000"},
		{"2026-03-02", Target, "0 1500 5000"},
	} {
		if got := spanText(r.Exposure(day(test.at), test.basis).Cost.Net); got != test.want {
			t.Errorf("%s %s: got %q, want %q", test.at, test.basis, got, test.want)
		}
	}
}

func TestHandWorkedRanking(t *testing.T) {
	var got []string
	for _, line := range handWorked(t).Ranked(ever, Current) {
		got = append(got, fmt.Sprint(line.Place, " ", line.Risk, " ", line.Spot.Class, " ", line.Spot.Score, " ", line.Cost.Expected))
	}
	want := []string{"1 R2 high 16 360000", "2 R1 medium 6 30000", "3 R3 medium 6 12000", "4 R4 medium 6 0"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestRankedIsTotal: the order does not depend on the order of the register.
func TestRankedIsTotal(t *testing.T) {
	r := handWorked(t)
	for i := range 4 { // twins of R1 differ by id only
		twin := r.Risks[0].clone()
		twin.ID = fmt.Sprint("T", i)
		r.Risks = append(r.Risks, twin)
	}
	unrated := Risk{ID: "A", Kind: Threat, Status: Open}
	r.Risks = append(r.Risks, unrated)
	want := r.Ranked(ever, Current)
	if last := want[len(want)-1]; last.Risk != "A" || last.Rated {
		t.Errorf("the unrated risk comes last, got %+v", last)
	}
	for turn := range len(r.Risks) {
		turned := r.Clone()
		turned.Risks = append(turned.Risks[turn:], turned.Risks[:turn]...)
		if diff := cmp.Diff(want, turned.Ranked(ever, Current), cmp.Comparer(func(a, b Number) bool { return a == b })); diff != "" {
			t.Fatal(diff)
		}
	}
}

func TestHandWorkedReviews(t *testing.T) {
	var got []string
	for _, v := range handWorked(t).Due(day("2026-04-01")) {
		got = append(got, fmt.Sprint(v.Risk, " ", v.Reason, " ", v.Due, " ", v.DaysLate))
	}
	want := []string{"R1 cadence_past 2026-03-16 16", "R4 cadence_past 2026-03-24 8", "R2 cadence_past 2026-04-01 0"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestReviewReasons(t *testing.T) {
	r := handWorked(t)
	r.Risks[2].Proximity.To = day("2026-03-25")
	r.Risks[1].Assessments = nil
	r.Cadences = nil
	var got []string
	for _, v := range r.Due(day("2026-04-01")) {
		got = append(got, fmt.Sprint(v.Risk, " ", v.Reason, " ", v.Due, " ", v.DaysLate))
	}
	want := []string{"R2 never_rated 2026-03-01 31", "R3 window_passed 2026-03-26 6"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	// On the last of February nothing had been assessed, and R1 alone raised.
	if due := r.Due(day("2026-02-28")); len(due) != 1 || due[0].Risk != "R1" || due[0].Reason != NeverRated {
		t.Errorf("got %+v", due)
	}
}

func TestHandWorkedResponses(t *testing.T) {
	r := handWorked(t)
	b, err := r.Benefit("R1", "A", ever)
	if err != nil || b.Gain != num("12000") || b.TimeGained != num("0") || b.Cost != num("8000") {
		t.Errorf("got %+v, %v", b, err)
	}
	b, err = r.Benefit("R2", "A", ever)
	if err != nil || b.Gain != num("304000") || b.TimeGained != num("1440") {
		t.Errorf("got %+v, %v", b, err)
	}
	late := r.OverdueResponses(day("2026-04-01"))
	if len(late) != 1 || late[0].Risk != "R1" || late[0].Response != "A" || late[0].DaysLate != 1 {
		t.Errorf("got %+v", late)
	}
	if late := r.OverdueResponses(day("2026-03-31")); len(late) != 0 {
		t.Errorf("on the day itself it is not late: %+v", late)
	}
	r.Risks[0].Responses[0].Done = day("2026-04-02")
	if late := r.OverdueResponses(day("2026-04-01")); len(late) != 1 {
		t.Errorf("it was done later only: %+v", late)
	}
	if late := r.OverdueResponses(day("2026-04-02")); len(late) != 0 {
		t.Errorf("it is done: %+v", late)
	}
	if _, err := r.Benefit("R1", "Z", ever); !errors.Is(err, ErrNoRisk) {
		t.Error(err)
	}
	if _, err := r.Benefit("Z", "A", ever); !errors.Is(err, ErrNoRisk) {
		t.Error(err)
	}
	usd, _ := money.Parse("1", "USD")
	r.Risks[0].Responses[0].Cost = usd
	if _, err := r.Benefit("R1", "A", ever); !errors.Is(err, ErrMoney) {
		t.Error(err)
	}
}

// TestRegisterFaults harms the clean register in one way at a time.
func TestRegisterFaults(t *testing.T) {
	usd, _ := money.Parse("5", "USD")
	debt, _ := money.Parse("-1", "CNY")
	dear, _ := money.Parse("20000.01", "CNY")
	for _, test := range []struct {
		name string
		harm func(*Register)
		want finding.Code
		at   string
	}{
		{"risk without id", func(r *Register) { r.Risks[5].ID = "" }, CodeNoID, "risk"},
		{"two risks of one id", func(r *Register) { r.Risks[5].ID = "R5" }, CodeDuplicateID, "risk R5"},
		{"response without id", func(r *Register) { r.Risks[0].Responses[0].ID = "" }, CodeNoID, "response R1/"},
		{"unknown kind", func(r *Register) { r.Risks[2].Kind = "hope" }, CodeUnknownWord, "risk R3.kind"},
		{"unknown status", func(r *Register) { r.Risks[2].Status = "" }, CodeUnknownWord, "risk R3.status"},
		{"unknown source", func(r *Register) { r.Risks[2].Source.Kind = "dream" }, CodeUnknownWord, "risk R3.source"},
		{"unknown basis", func(r *Register) { r.Risks[2].Assessments[0].Basis = "now" }, CodeUnknownWord, "assessment R3/1.basis"},
		{"unknown confidence", func(r *Register) { r.Risks[2].Assessments[0].Confidence = "sure" }, CodeUnknownWord, "assessment R3/1.confidence"},
		{"no cause", func(r *Register) { r.Risks[0].Cause = " " }, CodeNoCause, "risk R1.cause"},
		{"no event", func(r *Register) { r.Risks[0].Event = "" }, CodeNoEvent, "risk R1.event"},
		{"no effect", func(r *Register) { r.Risks[0].Effect = "" }, CodeNoEffect, "risk R1.effect"},
		{"open without owner", func(r *Register) { r.Risks[0].Owner = "" }, CodeNoOwner, "risk R1.owner"},
		{"proposed without owner", func(r *Register) { r.Risks[3].Owner = "" }, CodeNoOwner, "risk R4.owner"},
		{"category not listed", func(r *Register) { r.Risks[0].Category = []string{"weather"} }, CodeCategoryUnknown, "risk R1.category"},
		{"category without parent", func(r *Register) { r.Categories = append(r.Categories, []string{"law", "tax"}) }, CodeCategoryPath, "category law/tax"},
		{"window reversed", func(r *Register) { r.Risks[0].Proximity = Proximity{day("2026-05-02"), day("2026-05-01")} }, CodeWindowReversed, "risk R1.proximity"},
		{"occurred yet open", func(r *Register) { r.Risks[0].Occurred = day("2026-03-03") }, CodeStillOpen, "risk R1.status"},
		{"occurred yet proposed", func(r *Register) { r.Risks[3].Occurred = day("2026-03-03") }, CodeStillOpen, "risk R4.status"},
		{"occurred without date", func(r *Register) { r.Risks[4].Occurred = ever }, CodeNotOccurred, "risk R5.occurred"},
		{"occurred without issue", func(r *Register) { r.Risks[4].Issue = "" }, CodeNoIssue, "risk R5.issue"},
		{"closed without date", func(r *Register) { r.Risks[5].Ended = ever }, CodeEndUndated, "risk R6.ended"},
		{"trigger without fact", func(r *Register) { r.Risks[0].Triggers[0].Fact = "" }, CodeTriggerFact, "trigger R1/late"},
		{"trigger without comparison", func(r *Register) { r.Risks[0].Triggers[0].Op = "~" }, CodeUnknownWord, "trigger R1/late.op"},
		{"open and never assessed", func(r *Register) { r.Risks[2].Assessments = nil }, CodeNotAssessed, "risk R3.assessments"},
		{"assessment undated", func(r *Register) { r.Risks[0].Assessments[0].At = ever }, CodeAssessmentUndated, "assessment R1/1"},
		{"assessment unsigned", func(r *Register) { r.Risks[0].Assessments[0].By = "" }, CodeAssessorMissing, "assessment R1/1"},
		{"target worse than current", func(r *Register) {
			r.Risks[0].Assessments[2].Rating = Rating{Likelihood: "5", Effects: []Effect{{On: OnCost, Level: "5"}}}
		}, CodeTargetWorse, "risk R1.assessments"},
		{"probability above one", rating(func(x *Rating) { x.Probability = num("1.01") }), CodeProbabilityBounds, "assessment R1/2.likelihood"},
		{"probability below zero", rating(func(x *Rating) { x.Probability = num("-0.01") }), CodeProbabilityBounds, "assessment R1/2.likelihood"},
		{"probability off its level", rating(func(x *Rating) { x.Likelihood = "5" }), CodeProbabilityOffLevel, "assessment R1/2.likelihood"},
		{"unknown likelihood", rating(func(x *Rating) { x.Likelihood = "9" }), CodeUnknownLevel, "assessment R1/2.likelihood"},
		{"no likelihood", rating(func(x *Rating) { x.Probability = Number{} }), CodeNoLikelihood, "assessment R1/2.likelihood"},
		{"no effects", rating(func(x *Rating) { x.Effects = nil }), CodeNoEffectSize, "assessment R1/2.effects"},
		{"effect without size", rating(func(x *Rating) { x.Effects[0].Likely = Number{} }), CodeNoEffectSize, "assessment R1/2.cost"},
		{"effect twice", rating(func(x *Rating) { x.Effects = append(x.Effects, x.Effects[0]) }), CodeEffectTwice, "assessment R1/2.cost"},
		{"effect on nothing", rating(func(x *Rating) { x.Effects[0].On = "mood" }), CodeUnknownWord, "assessment R1/2.mood"},
		{"effect negative", rating(func(x *Rating) { x.Effects[0].Likely = num("-1") }), CodeEffectNegative, "assessment R1/2.cost"},
		{"effect out of order", rating(func(x *Rating) { x.Effects[0].High = num("99999") }), CodeEffectOrder, "assessment R1/2.cost"},
		{"effect off its level", rating(func(x *Rating) { x.Effects[0].Level = "4" }), CodeEffectOffLevel, "assessment R1/2.cost"},
		{"effect of unknown level", rating(func(x *Rating) { x.Effects[0].Level = "9" }), CodeUnknownLevel, "assessment R1/2.cost"},
		{"effect in another unit", rating(func(x *Rating) { x.Effects[0].Unit = "USD" }), CodeEffectUnit, "assessment R1/2.cost"},
		{"strategy of the other kind", response(func(x *Response) { x.Strategy = Exploit }), CodeStrategyMisfit, "response R1/A.strategy"},
		{"response without owner", response(func(x *Response) { x.Owner = "" }), CodeResponseNoOwner, "response R1/A.owner"},
		{"response without date", response(func(x *Response) { x.Due = ever }), CodeResponseNoDate, "response R1/A.due"},
		{"response with negative cost", response(func(x *Response) { x.Cost = debt }), CodeResponseCost, "response R1/A.cost"},
		{"response in another currency", response(func(x *Response) { x.Cost = usd }), CodeCurrency, "response R1/A.cost"},
		{"residual missing", response(func(x *Response) { x.Residual = Rating{} }), CodeResidualMissing, "response R1/A.residual"},
		{"residual no better", response(func(x *Response) { x.Residual.Probability = num("0.2") }), CodeResidualNoBetter, "response R1/A.residual"},
		{"residual worse", response(func(x *Response) { x.Residual.Probability = num("0.9") }), CodeResidualNoBetter, "response R1/A.residual"},
		{"residual out of bounds", response(func(x *Response) { x.Residual.Probability = num("2") }), CodeProbabilityBounds, "response R1/A.likelihood"},
		{"dearer than what it saves", response(func(x *Response) { x.Cost = dear }), CodeCostsMore, "response R1/A.residual"},
		{"secondary risk unknown", response(func(x *Response) { x.Secondary = []string{"R99"} }), CodeSecondaryUnknown, "response R1/A.secondary"},
		{"secondary risk of itself", response(func(x *Response) { x.Secondary = []string{"R1"} }), CodeSecondaryCycle, "risk R1"},
		{"grave risk without response", func(r *Register) { r.Risks[1].Responses = nil }, CodeNoResponse, "risk R2.responses"},
		{"cadence of no class", func(r *Register) { r.Cadences[0].Class = "mild" }, CodeCadenceClass, "cadence mild"},
		{"cadence twice", func(r *Register) { r.Cadences[0].Class = "high" }, CodeCadenceClass, "cadence high"},
		{"cadence without days", func(r *Register) { r.Cadences[0].Days = 0 }, CodeCadenceDays, "cadence low"},
		{"gravest class never reviewed", func(r *Register) { r.Cadences = r.Cadences[:2] }, CodeNoCadence, "cadence high"},
		{"scale of other levels", func(r *Register) { r.Scales.Cost.Levels = r.Scales.Cost.Levels[:4] }, CodeScaleAxis, "scale cost"},
		{"scale too long", func(r *Register) { r.Scales.Cost.Levels = make([]Level, MaxLevels+1) }, CodeLevelCount, "scale cost"},
		{"scale in another unit", func(r *Register) { r.Scales.Cost.Unit = "EUR" }, CodeScaleUnit, "scale cost"},
		{"likelihood with unit", func(r *Register) { r.Scales.Likelihood.Unit = "%" }, CodeScaleUnit, "scale likelihood"},
		{"range missing", level(func(x *Level) { x.To = Number{} }), CodeRangeMissing, "scale likelihood.2"},
		{"range reversed", level(func(x *Level) { x.From = num("0.3") }), CodeRangeOrder, "scale likelihood.2"},
		{"range gap", level(func(x *Level) { x.From = num("0.15") }), CodeRangeGap, "scale likelihood.2"},
		{"range negative", level(func(x *Level) { x.From = num("-1") }), CodeRangeBounds, "scale likelihood.2"},
		{"typical outside", level(func(x *Level) { x.Typical = num("0.31") }), CodeTypicalOutside, "scale likelihood.2"},
		{"probability scale beyond one", func(r *Register) { r.Scales.Likelihood.Levels[4].To = num("1.5") }, CodeRangeBounds, "scale likelihood.5"},
		{"probability scale open", func(r *Register) { r.Scales.Likelihood.Levels[4].To = Number{} }, CodeRangeMissing, "scale likelihood.5"},
		{"matrix broken", func(r *Register) { r.Matrix.Cells[0] = nil }, CodeMatrixShape, "matrix product.cells"},
		{"long text", func(r *Register) { r.Risks[0].Cause = strings.Repeat("x", MaxText+1) }, CodeTextTooLong, "risk R1"},
		{"too many notes", func(r *Register) { r.Risks[0].Notes = make([]Note, MaxEntries+1) }, CodeTooMany, "risk R1.notes"},
		{"too many risks", func(r *Register) { r.Risks = make([]Risk, MaxRisks+1) }, CodeTooMany, "register north-region-launch.risks"},
	} {
		r := handWorked(t)
		test.harm(&r)
		found := r.Check()
		hit := false
		for _, f := range found {
			hit = hit || f.Code == test.want && f.Subject.String() == test.at
		}
		if !hit {
			t.Errorf("%s: want %s at %q, got %v", test.name, test.want, test.at, codesOf(found))
		}
	}
}

func rating(harm func(*Rating)) func(*Register) {
	return func(r *Register) { harm(&r.Risks[0].Assessments[1].Rating) }
}

func response(harm func(*Response)) func(*Register) {
	return func(r *Register) { harm(&r.Risks[0].Responses[0]) }
}

func level(harm func(*Level)) func(*Register) {
	return func(r *Register) { harm(&r.Scales.Likelihood.Levels[1]) }
}

// TestAllFaultsAtOnce: nothing is hidden behind the first fault.
func TestAllFaultsAtOnce(t *testing.T) {
	r := handWorked(t)
	r.Risks[0].Owner, r.Risks[0].Cause, r.Risks[0].Responses[0].Owner = "", "", ""
	r.Risks[1].Assessments[0].Rating.Likelihood = "9"
	r.Risks[2].Occurred = day("2026-03-01")
	want := []string{
		"block risk.rating.unknown_level assessment R2/1.likelihood",
		"block risk.response.no_owner response R1/A.owner",
		"block risk.risk.no_cause risk R1.cause",
		"block risk.risk.no_owner risk R1.owner",
		"block risk.status.occurred_but_open risk R3.status",
	}
	if diff := cmp.Diff(want, codesOf(r.Check())); diff != "" {
		t.Error(diff)
	}
}

// TestDoneResponse: once a response is done and the risk is rated again, its
// residual rating need not be better than the new current one.
func TestDoneResponse(t *testing.T) {
	r := handWorked(t)
	r.Risks[0].Assessments[1].Rating.Probability = num("0.1")
	if !contains(r.Check(), CodeResidualNoBetter) {
		t.Error("not done yet: the response brings nothing")
	}
	r.Risks[0].Responses[0].Done = day("2026-03-30")
	if contains(r.Check(), CodeResidualNoBetter) {
		t.Error("done: the current rating is what it brought")
	}
}

// TestOpportunityIsBetterUp: for an opportunity a likelier or greater effect
// is the better residual.
func TestOpportunityIsBetterUp(t *testing.T) {
	r := handWorked(t)
	x := Response{ID: "B", Strategy: Enhance, Owner: "li.na", Due: day("2026-05-01"), Residual: r.Risks[2].Assessments[0].Rating}
	x.Residual.Probability = num("0.6")
	r.Risks[2].Responses = []Response{x}
	if found := r.Check(); len(found) != 0 {
		t.Errorf("%v", codesOf(found))
	}
	r.Risks[2].Responses[0].Residual.Probability = num("0.05")
	if !contains(r.Check(), CodeResidualNoBetter) {
		t.Error("a smaller chance is no better")
	}
	b, err := r.Benefit("R3", "B", ever)
	if err != nil || b.Gain != num("-9000") { // 0.05 x 60000 - 0.2 x 60000
		t.Errorf("got %+v, %v", b, err)
	}
}

func TestSecondaryRings(t *testing.T) {
	r := handWorked(t) // R2 leads to R4 already
	lead := func(risk int, to ...string) {
		r.Risks[risk].Responses = append(r.Risks[risk].Responses, Response{ID: "Z" + to[0], Strategy: Accept, Owner: "x", Due: day("2026-05-01"), Secondary: to})
	}
	lead(3, "R1")
	lead(0, "R2", "R3")
	lead(4, "R6")
	lead(5, "R5")
	var rings []string
	for _, f := range r.Check() {
		if f.Code == CodeSecondaryCycle {
			rings = append(rings, fmt.Sprint(f.Related))
		}
	}
	want := []string{"[risk R1 risk R2 risk R4]", "[risk R5 risk R6]"}
	if diff := cmp.Diff(want, rings); diff != "" {
		t.Error(diff)
	}
}

func TestStatusLife(t *testing.T) {
	allowed := map[string]bool{
		"proposed>open": true, "proposed>closed": true, "open>occurred": true, "open>closed": true, "open>expired": true,
		"occurred>closed": true, "closed>open": true, "expired>open": true,
	}
	for _, from := range Statuses() {
		for _, to := range append(Statuses(), "gone") {
			r := Register{Risks: []Risk{{ID: "R", Status: from}}}
			moved, err := r.Move(Change{Risk: "R", To: to, At: day("2026-03-02"), Issue: "I"})
			want := allowed[string(from)+">"+string(to)]
			if (err == nil) != want {
				t.Errorf("%s to %s: %v", from, to, err)
			}
			if err != nil {
				var move *MoveError
				if !errors.Is(err, ErrMove) || !errors.As(err, &move) || move.From != from {
					t.Errorf("%s to %s: %v", from, to, err)
				}
				continue
			}
			if r.Risks[0].Status != from || moved.Risks[0].Status != to {
				t.Errorf("%s to %s: the receiver changed or the result did not", from, to)
			}
		}
	}
}

func TestMoveLeavesNoContradiction(t *testing.T) {
	r := handWorked(t)
	if _, err := r.Move(Change{Risk: "R1", To: Occurred, At: day("2026-04-01")}); !errors.Is(err, ErrMove) {
		t.Errorf("a risk cannot occur without an issue: %v", err)
	}
	if _, err := r.Move(Change{Risk: "R1", To: Closed}); !errors.Is(err, ErrMove) {
		t.Errorf("a change needs a date: %v", err)
	}
	if _, err := r.Move(Change{Risk: "R9", To: Closed, At: day("2026-04-01")}); !errors.Is(err, ErrNoRisk) {
		t.Error(err)
	}
	for _, change := range []Change{
		{Risk: "R1", To: Occurred, At: day("2026-04-01"), Issue: "I-20"},
		{Risk: "R1", To: Closed, At: day("2026-04-20")},
		{Risk: "R1", To: Open, At: day("2026-04-21")},
		{Risk: "R1", To: Expired, At: day("2026-05-01")},
	} {
		next, err := r.Move(change)
		if err != nil {
			t.Fatal(err)
		}
		if found := next.Check(); len(found) != 0 {
			t.Errorf("%s: %v", change.To, codesOf(found))
		}
		if risk, _ := next.Risk("R1"); risk.Issue != "I-20" {
			t.Errorf("%s: the link to the issue is lost", change.To)
		}
		r = next
	}
}

func TestCloneSharesNothing(t *testing.T) {
	r, same := handWorked(t), handWorked(t)
	c := r.Clone()
	c.Risks[0].Assessments[0].Rating.Effects[0].On = "x"
	c.Risks[0].Responses[0].Residual.Effects[0].On = "x"
	c.Risks[1].Responses[0].Secondary[0] = "x"
	c.Risks[0].Triggers[0].ID, c.Risks[0].Notes[0].Text, c.Risks[0].Category[0] = "x", "x", "x"
	c.Scales.Cost.Levels[0].ID, c.Cadences[0].Class, c.Categories[0][0] = "x", "x", "x"
	c.Matrix.Cells[0][0], c.Matrix.Likelihoods[0], c.Matrix.Effects[0], c.Matrix.Classes[0] = "x", "x", "x", "x"
	if a, b := encoded(t, r), encoded(t, same); a != b {
		t.Error("a change of the clone reached the original")
	}
}

func encoded(t testing.TB, r Register) string {
	t.Helper()
	var b bytes.Buffer
	if err := Encode(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestInputsStayAsTheyAre(t *testing.T) {
	r := handWorked(t)
	before := encoded(t, r)
	r.Check()
	r.Ranked(ever, Current)
	r.Exposure(ever, Current)
	r.Due(day("2026-04-01"))
	if _, err := r.Outcomes(ever, Current, OnCost); err != nil {
		t.Error(err)
	}
	if encoded(t, r) != before {
		t.Error("a read changed the register")
	}
}

func TestPrompts(t *testing.T) {
	en, err := SalesPrompts("en")
	if err != nil {
		t.Fatal(err)
	}
	zh, err := SalesPrompts("zh-CN")
	if err != nil || len(zh) != len(en) {
		t.Fatalf("%d English and %d Chinese prompts, %v", len(en), len(zh), err)
	}
	for i, p := range en {
		q := zh[i]
		if p.ID != q.ID || p.Signal != q.Signal || p.Kind != q.Kind || p.Cause == q.Cause || p.Event == q.Event || p.Effect == q.Effect {
			t.Errorf("%s is not the same prompt in both languages", p.ID)
		}
		if q.Cause == "" || p.Cause == "" || p.Event == "" || p.Effect == "" || p.Signal == "" {
			t.Errorf("%s is not complete", p.ID)
		}
	}
	r := handWorked(t) // R1 came from the prompt on the single supplier
	var got []string
	for _, p := range r.Suggest(en, []string{"no_float", "sole_expert", "single_supplier"}) {
		got = append(got, p.Signal)
		r.Risks = append(r.Risks, p.Propose("N-"+p.Signal, day("2026-04-01")))
	}
	if diff := cmp.Diff([]string{"sole_expert", "no_float"}, got); diff != "" {
		t.Error(diff)
	}
	if finding.Blocks(r.Check()) {
		t.Errorf("proposals are lawful: %v", codesOf(r.Check()))
	}
	if again := r.Suggest(en, []string{"no_float", "sole_expert", "single_supplier"}); len(again) != 0 {
		t.Errorf("suggested again: %v", again)
	}
	if _, err := SalesPrompts("fr"); !errors.Is(err, ErrNoPreset) {
		t.Error(err)
	}
}

func TestDelayAndCost(t *testing.T) {
	if e := Delay(90*calendar.Second + calendar.Hour); e.Likely != num("61.5") || e.Unit != "min" || e.On != OnTime {
		t.Errorf("got %+v", e)
	}
	amount, _ := money.Parse("12.50", "CNY")
	if e := CostOf(amount); e.Likely != num("12.5") || e.Unit != "CNY" || e.On != OnCost {
		t.Errorf("got %+v", e)
	}
}

// TestRankingUnknownFigures: within one class and score a known expected cost
// comes before an unknown one, and the greater time decides between equals.
func TestRankingUnknownFigures(t *testing.T) {
	r := handWorked(t)
	r.Scales.Cost.Levels[2].Typical = Number{}
	base := r.Risks[0]
	r.Risks = nil
	for _, x := range []struct {
		id      string
		effects []Effect
	}{
		{"unknown", []Effect{{On: OnCost, Level: "3"}}},
		{"small", []Effect{{On: OnCost, Likely: num("60000")}}},
		{"slow", []Effect{{On: OnCost, Likely: num("90000")}, {On: OnTime, Likely: num("60")}}},
		{"slower", []Effect{{On: OnCost, Likely: num("90000")}, {On: OnTime, Likely: num("90")}}},
	} {
		twin := base.clone()
		twin.ID = x.id
		twin.Assessments[1].Rating.Effects = x.effects
		r.Risks = append(r.Risks, twin)
	}
	var got []string
	for _, line := range r.Ranked(ever, Current) {
		got = append(got, line.Risk)
	}
	if diff := cmp.Diff([]string{"slower", "slow", "small", "unknown"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestBetterFaults(t *testing.T) {
	r := handWorked(t)
	good := r.Risks[0].Assessments[1].Rating
	if _, err := r.Better("hope", good, good); !errors.Is(err, ErrForm) {
		t.Error(err)
	}
	for _, pair := range [][2]Rating{{good, {}}, {{}, good}} {
		if _, err := r.Better(Threat, pair[0], pair[1]); !errors.Is(err, ErrNoLevel) {
			t.Error(err)
		}
	}
	if same, err := r.Better(Threat, good, good); err != nil || same {
		t.Errorf("nothing is better than itself: %v", err)
	}
}

func TestStrategiesFit(t *testing.T) {
	fits := map[Strategy]string{
		Avoid: "true false", Reduce: "true false", Transfer: "true false", Accept: "true true", Escalate: "true true",
		Exploit: "false true", Enhance: "false true", Share: "false true", "hope": "false false",
	}
	for s, want := range fits {
		if got := fmt.Sprint(s.Fits(Threat), s.Fits(Opportunity)); got != want {
			t.Errorf("%s: got %s, want %s", s, got, want)
		}
	}
	if Accept.Fits("hope") {
		t.Error("no strategy fits an unknown kind")
	}
}
