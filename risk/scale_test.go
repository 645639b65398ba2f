package risk

import (
	"errors"
	"testing"
)

// TestScaleOfPublishedBands finds probabilities in the five bands of the DoD
// guide: over 1 to 20 percent, over 20 to 40 and so on.
func TestScaleOfPublishedBands(t *testing.T) {
	s := Scale{Levels: []Level{
		{ID: "1", From: num("0.01"), To: num("0.2")}, {ID: "2", From: num("0.2"), To: num("0.4")}, {ID: "3", From: num("0.4"), To: num("0.6")},
		{ID: "4", From: num("0.6"), To: num("0.8")}, {ID: "5", From: num("0.8"), To: num("0.99")},
	}}
	for p, want := range map[string]string{
		"0.01": "1", "0.2": "1", "0.2000001": "2", "0.4": "2", "0.41": "3", "0.6": "3", "0.7": "4", "0.8": "4", "0.81": "5", "0.99": "5",
	} {
		level, err := s.Find(num(p))
		if err != nil || level.ID != want {
			t.Errorf("%s: got %s, %v, want %s", p, level.ID, err, want)
		}
	}
	for _, p := range []string{"0", "0.009", "0.991", "1", ""} {
		if _, err := s.Find(num(p)); !errors.Is(err, ErrNoLevel) {
			t.Errorf("%s lies in no band: %v", p, err)
		}
	}
}

// TestEveryNumberHasOneLevel: a scale without faults and gaps covers its whole
// range, each number once.
func TestEveryNumberHasOneLevel(t *testing.T) {
	s := handWorked(t).Scales.Cost
	for n := range int64(1_200) {
		x := Whole(n * 1_000)
		holders := 0
		for i, level := range s.Levels {
			if level.holds(x, i == 0) {
				holders++
			}
		}
		if holders != 1 {
			t.Fatalf("%s lies in %d levels", x, holders)
		}
	}
}

func TestScalesOf(t *testing.T) {
	s := Scales{Time: Scale{Unit: "a"}, Cost: Scale{Unit: "b"}, Quality: Scale{Unit: "c"}, Customer: Scale{Unit: "d"}}
	units := ""
	for _, on := range append(Dimensions(), "elsewhere") {
		units += s.Of(on).Unit
	}
	if units != "abcd" {
		t.Errorf("got %q", units)
	}
	if _, err := s.Cost.Level("x"); !errors.Is(err, ErrNoLevel) {
		t.Error(err)
	}
}
