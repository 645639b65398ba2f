package money

import (
	"encoding/json"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

// The table of java.math.RoundingMode: the input rounded to one digit.
func TestRoundingTable(t *testing.T) {
	inputs := []string{"5.5", "2.5", "1.6", "1.1", "1.0", "-1.0", "-1.1", "-1.6", "-2.5", "-5.5"}
	table := map[Rounding][]int64{
		Up:       {6, 3, 2, 2, 1, -1, -2, -2, -3, -6},
		Down:     {5, 2, 1, 1, 1, -1, -1, -1, -2, -5},
		Ceiling:  {6, 3, 2, 2, 1, -1, -1, -1, -2, -5},
		Floor:    {5, 2, 1, 1, 1, -1, -2, -2, -3, -6},
		HalfUp:   {6, 3, 2, 1, 1, -1, -1, -2, -3, -6},
		HalfDown: {5, 2, 2, 1, 1, -1, -1, -2, -2, -5},
		HalfEven: {6, 2, 2, 1, 1, -1, -1, -2, -2, -6},
	}
	for mode, want := range table {
		for i, text := range inputs {
			x, _ := new(big.Rat).SetString(text)
			if got := mode.Round(x, 0); got.Cmp(big.NewRat(want[i], 1)) != 0 {
				t.Errorf("%v of %s is %v, want %d", mode, text, got, want[i])
			}
		}
	}
}

func TestRoundingPlaces(t *testing.T) {
	x := big.NewRat(2, 3)
	if got := HalfEven.Round(x, 4).FloatString(5); got != "0.66670" {
		t.Errorf("got %s", got)
	}
	if got := Floor.Round(x, -3); got.Sign() != 0 {
		t.Errorf("got %v", got)
	}
	if got := Down.Round(x, math.MaxInt); len(got.FloatString(1002)) != 1004 || got.FloatString(1002)[998:] != "666600" {
		t.Errorf("got %s", got.FloatString(1002))
	}
	if x.Cmp(big.NewRat(2, 3)) != 0 {
		t.Error("the input was written to")
	}
}

// Laws: the result is a step, less than one step away; the modes are ordered;
// a step stays; the opposite rounds to the opposite.
func TestRoundingLaws(t *testing.T) {
	const seed = 11
	r := rand.New(rand.NewPCG(seed, 1))
	for range 3000 {
		x := big.NewRat(r.Int64N(2001)-1000, r.Int64N(40)+1)
		floor, ceiling := Floor.Round(x, 1), Ceiling.Round(x, 1)
		if floor.Cmp(x) > 0 || ceiling.Cmp(x) < 0 {
			t.Fatalf("seed %d: %v lies outside %v..%v", seed, x, floor, ceiling)
		}
		for mode := HalfEven; mode <= Floor; mode++ {
			got := mode.Round(x, 1)
			if got.Cmp(floor) != 0 && got.Cmp(ceiling) != 0 {
				t.Fatalf("seed %d: %v of %v is %v", seed, mode, x, got)
			}
			if again := mode.Round(got, 1); again.Cmp(got) != 0 {
				t.Fatalf("seed %d: %v moves the step %v to %v", seed, mode, got, again)
			}
			opposite := mode.Round(new(big.Rat).Neg(x), 1)
			if symmetric := mode != Ceiling && mode != Floor; symmetric && opposite.Neg(opposite).Cmp(got) != 0 {
				t.Fatalf("seed %d: %v is not symmetric at %v", seed, mode, x)
			}
		}
	}
}

func TestRoundingNames(t *testing.T) {
	for mode := HalfEven; mode <= Floor; mode++ {
		data, err := json.Marshal(mode)
		if err != nil {
			t.Fatal(err)
		}
		back := Rounding(99)
		if err := json.Unmarshal(data, &back); err != nil || back != mode {
			t.Errorf("%s came back as %v, %v", data, back, err)
		}
	}
	if _, err := json.Marshal(Rounding(7)); err == nil {
		t.Error("an unnamed rounding was written")
	}
	var mode Rounding
	if err := json.Unmarshal([]byte(`"bankers"`), &mode); err == nil {
		t.Error("an unnamed rounding was read")
	}
	if Rounding(7).String() != "rounding(7)" {
		t.Errorf("got %v", Rounding(7))
	}
}
