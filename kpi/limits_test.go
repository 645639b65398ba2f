package kpi

import (
	"encoding/json"
	"math/rand/v2"
	"testing"
)

func TestColour(t *testing.T) {
	higher := HigherLimits(number(t, "0.95"), number(t, "0.9"))
	for _, row := range []struct {
		name   string
		limits Limits
		v      Value
		want   Colour
	}{
		{"above", higher, Int(2, ""), Green}, {"the limit is the better colour", higher, number(t, "0.95"), Green}, {"just below", higher, number(t, "0.9499999999"), Amber},
		{"the amber limit", higher, number(t, "0.9"), Amber}, {"below", higher, Int(-1, ""), Red}, {"unknown", higher, Unknown(ReasonNoData), Unjudged}, {"not stated", higher, Value{}, Unjudged},
		{"another unit", higher, Int(1, "h"), Unjudged}, {"no limits", Limits{}, Int(1, ""), Unjudged}, {"no limits, unknown", Limits{}, Value{}, Unjudged},
		{"no amber", HigherLimits(Int(1, ""), Value{}), Int(0, ""), Red}, {"no green", HigherLimits(Value{}, Int(1, "")), Int(2, ""), Unjudged},
		{"unknown limit", HigherLimits(Unknown(ReasonMissingRate), Int(1, "")), Int(2, ""), Unjudged},
		{"unknown amber limit", HigherLimits(Int(1, ""), Unknown(ReasonMissingRate)), Int(2, ""), Unjudged},
		{"money", LowerLimits(yuan(t, "100"), yuan(t, "120")), yuan(t, "100.01"), Amber}, {"money, other currency", LowerLimits(yuan(t, "100"), yuan(t, "120")), euro(t, "1"), Unjudged},
	} {
		if got := row.limits.Colour(row.v); got != row.want {
			t.Errorf("%s: got %v, want %v", row.name, got, row.want)
		}
	}
}

// A better value never has a worse colour; a mirrored rule on mirrored values
// gives the same colour.
func TestColourLaws(t *testing.T) {
	const seed = 3
	r := rand.New(rand.NewPCG(seed, 9))
	rank := map[Colour]int{Red: 0, Amber: 1, Green: 2}
	for range 2000 {
		green, amber := Ratio(r.Int64N(21)-10, 4, ""), Ratio(r.Int64N(21)-10, 4, "")
		a, b := Ratio(r.Int64N(41)-20, 4, ""), Ratio(r.Int64N(41)-20, 4, "")
		higher, lower := HigherLimits(green, amber), LowerLimits(green.Neg(), amber.Neg())
		if order, _ := a.Cmp(b); order > 0 && rank[higher.Colour(a)] < rank[higher.Colour(b)] {
			t.Fatalf("seed %d: %v is worse than %v by %v", seed, a, b, higher)
		}
		if higher.Colour(a) != lower.Colour(a.Neg()) {
			t.Fatalf("seed %d: %v is not mirrored by %v", seed, a, higher)
		}
	}
}

func TestNamesOfEnumerations(t *testing.T) {
	for c := Unjudged; c <= Red; c++ {
		data, err := json.Marshal(c)
		back := Colour(9)
		if err != nil || json.Unmarshal(data, &back) != nil || back != c {
			t.Errorf("%s came back as %v, %v", data, back, err)
		}
	}
	for d := Neutral; d <= Band; d++ {
		data, err := json.Marshal(d)
		back := Direction(9)
		if err != nil || json.Unmarshal(data, &back) != nil || back != d {
			t.Errorf("%s came back as %v, %v", data, back, err)
		}
	}
	if _, err := json.Marshal(Colour(4)); err == nil || Colour(4).String() != "colour(4)" {
		t.Error("a colour without name was written")
	}
	if _, err := json.Marshal(Direction(4)); err == nil || Direction(4).String() != "direction(4)" {
		t.Error("a direction without name was written")
	}
	var c Colour
	var d Direction
	if json.Unmarshal([]byte(`"blue"`), &c) == nil || json.Unmarshal([]byte(`"up"`), &d) == nil {
		t.Error("a name that is none was read")
	}
}
