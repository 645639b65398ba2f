package kpi

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Hand-worked: weights 5, 3 and 2 with scores 0.8, 0.5 and none give
// (4 + 1.5) / 8 = 0.6875; the first loses 5/8 of 0.2, the second 3/8 of 0.5.
func TestScorecard(t *testing.T) {
	s := Scorecard{"status", Value{}, []ScoreRow{{"cost", Int(5, ""), Ratio(8, 10, "")}, {"time", Int(3, ""), Ratio(1, 2, "")}, {"quality", Int(2, ""), Value{}}}}
	r := s.Compute()
	for name, pair := range map[string][2]Value{
		"score": {r.Score, number(t, "0.6875")}, "used": {r.WeightUsed, Int(8, "")}, "total": {r.WeightTotal, Int(10, "")}, "coverage": {r.Coverage, number(t, "0.8")},
		"worst": {r.Drivers[0].Lost, number(t, "0.1875")}, "next": {r.Drivers[1].Lost, number(t, "0.125")}, "share": {r.Drivers[0].Share, number(t, "0.375")},
	} {
		if !pair[0].Equal(pair[1]) {
			t.Errorf("%s: got %v, want %v", name, pair[0], pair[1])
		}
	}
	if len(r.Drivers) != 2 || r.Drivers[0].Key != "time" || r.Drivers[1].Key != "cost" {
		t.Errorf("got %v", r.Drivers)
	}
	if got := codes(s.Check()); !slices.Equal(got, []finding.Code{CodeScoreUnrated}) {
		t.Errorf("got %v", got)
	}
	none := Scorecard{Rows: s.Rows[2:]}.Compute()
	if none.Score.Reason() != ReasonNoData || !none.WeightUsed.Equal(Int(0, "")) || len(none.Drivers) != 0 {
		t.Errorf("got %+v", none)
	}
	if empty := (Scorecard{}).Compute(); empty.Score.Reason() != ReasonNoData || empty.Coverage.Reason() != ReasonZeroDenominator {
		t.Errorf("got %+v", empty)
	}
}

func randomCard(r *rand.Rand) Scorecard {
	s := Scorecard{Best: Int(5, "")}
	for i := range r.IntN(8) + 2 {
		row := ScoreRow{Key: fmt.Sprint(i), Weight: Ratio(r.Int64N(20)+1, r.Int64N(4)+1, ""), Score: Ratio(r.Int64N(51), 10, "")}
		if i > 0 && r.IntN(4) == 0 {
			row.Score = Unknown(ReasonNoData)
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

// Lost points sum to what the score is short of the best; the score lies within
// the scores; weights count by proportion only.
func TestScorecardLaws(t *testing.T) {
	const seed = 157
	r := rand.New(rand.NewPCG(seed, 1))
	for range 500 {
		s := randomCard(r)
		got := s.Compute()
		var lost, shares, scores []Value
		for i, d := range got.Drivers {
			lost, shares, scores = append(lost, d.Lost), append(shares, d.Share), append(scores, d.Score)
			if i > 0 {
				if order, _ := d.Lost.Cmp(got.Drivers[i-1].Lost); order > 0 {
					t.Fatalf("seed %d: the drivers are not in order: %v", seed, got.Drivers)
				}
			}
		}
		if !Sum(lost).Equal(Int(5, "").Sub(got.Score)) || !Sum(shares).Equal(Int(1, "")) {
			t.Fatalf("seed %d: %v is lost of %v", seed, Sum(lost), got.Score)
		}
		lowest, highest := scores[0], scores[0]
		for _, v := range scores {
			lowest, highest = extreme(lowest, v, "min"), extreme(highest, v, "max")
		}
		if a, _ := got.Score.Cmp(lowest); a < 0 {
			t.Fatalf("seed %d: %v is below %v", seed, got.Score, lowest)
		}
		if a, _ := got.Score.Cmp(highest); a > 0 {
			t.Fatalf("seed %d: %v is above %v", seed, got.Score, highest)
		}
		scaled := Scorecard{Best: s.Best}
		for _, row := range s.Rows {
			row.Weight = row.Weight.Mul(Ratio(3, 7, ""))
			scaled.Rows = append(scaled.Rows, row)
		}
		if other := scaled.Compute(); !other.Score.Equal(got.Score) || !other.Coverage.Equal(got.Coverage) {
			t.Fatalf("seed %d: scaled weights change %v to %v", seed, got.Score, other.Score)
		}
	}
}

// One weight that changes moves the score towards the score of its row by the
// stated amount, and nothing at all where the row is not rated.
func TestOneWeightChangesOnlyWhatItShould(t *testing.T) {
	const seed = 163
	r := rand.New(rand.NewPCG(seed, 1))
	for range 500 {
		s := randomCard(r)
		before := s.Compute()
		i, more := r.IntN(len(s.Rows)), Ratio(r.Int64N(9)+1, 2, "")
		changed := Scorecard{Best: s.Best, Rows: slices.Clone(s.Rows)}
		changed.Rows[i].Weight = s.Rows[i].Weight.Add(more)
		after := changed.Compute()
		if s.Rows[i].Score.IsUnknown() {
			if !after.Score.Equal(before.Score) || !after.WeightUsed.Equal(before.WeightUsed) || !after.WeightTotal.Equal(before.WeightTotal.Add(more)) {
				t.Fatalf("seed %d: an unrated row moves the score from %v to %v", seed, before.Score, after.Score)
			}
			continue
		}
		want := before.Score.Mul(before.WeightUsed).Add(more.Mul(s.Rows[i].Score)).Div(before.WeightUsed.Add(more))
		if !after.Score.Equal(want) {
			t.Fatalf("seed %d: got %v, want %v", seed, after.Score, want)
		}
		shrink := before.WeightUsed.Div(after.WeightUsed)
		for _, d := range before.Drivers {
			at := slices.IndexFunc(after.Drivers, func(e Driver) bool { return e.Key == d.Key })
			if e := after.Drivers[at]; d.Key != s.Rows[i].Key && (!e.Share.Equal(d.Share.Mul(shrink)) || !e.Score.Equal(d.Score)) {
				t.Fatalf("seed %d: row %s changes from %v to %v", seed, d.Key, d, e)
			}
		}
	}
}

func TestScorecardCheck(t *testing.T) {
	good := ScoreRow{"a", Int(1, ""), Ratio(1, 2, "")}
	for _, row := range []struct {
		want finding.Code
		rows []ScoreRow
	}{
		{CodeDefNoKey, []ScoreRow{{"", Int(1, ""), Int(1, "")}}}, {CodeScoreDuplicate, []ScoreRow{good, good}},
		{CodeScoreWeight, []ScoreRow{{"a", Int(0, ""), Int(1, "")}}}, {CodeScoreWeight, []ScoreRow{{"a", Int(-1, ""), Int(1, "")}}}, {CodeScoreWeight, []ScoreRow{{"a", Value{}, Int(1, "")}}}, {CodeScoreWeight, []ScoreRow{{"a", Int(1, "h"), Int(1, "")}}},
		{CodeScoreScale, []ScoreRow{{"a", Int(1, ""), Ratio(11, 10, "")}}}, {CodeScoreScale, []ScoreRow{{"a", Int(1, ""), Int(-1, "")}}}, {CodeScoreScale, []ScoreRow{{"a", Int(1, ""), Int(1, "h")}}},
	} {
		if got := codes(Scorecard{Rows: row.rows}.Check()); !slices.Equal(got, []finding.Code{row.want}) {
			t.Errorf("%v: got %v", row.rows, got)
		}
	}
	if found := (Scorecard{Rows: []ScoreRow{good}}).Check(); len(found) != 0 {
		t.Errorf("got %v", found)
	}
}

func TestColourScores(t *testing.T) {
	for want, c := range map[string]Colour{"1": Green, "0.5": Amber, "0": Red, "unknown (no-data)": Unjudged} {
		if got := (ColourScores{}).Score(c); got.String() != want {
			t.Errorf("%v: got %v", c, got)
		}
	}
	own := ColourScores{Int(5, ""), Int(3, ""), Int(1, "")}
	for want, c := range map[string]Colour{"5": Green, "3": Amber, "1": Red} {
		if got := own.Score(c); got.String() != want {
			t.Errorf("%v: got %v", c, got)
		}
	}
}
