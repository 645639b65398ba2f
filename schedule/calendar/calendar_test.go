package calendar

import "testing"

func TestSmoke(t *testing.T) {
	c, err := Compile(Standard(), nil)
	if err != nil {
		t.Fatal(err)
	}
	start, err := ParseDateTime("2026-03-06T08:00")
	if err != nil {
		t.Fatal(err)
	}
	for w, want := range map[Work]string{8 * Hour: "2026-03-06T17:00:00", 12 * Hour: "2026-03-09T12:00:00", -Hour: "2026-03-05T16:00:00"} {
		got, err := c.Add(start, w)
		if err != nil || got.String() != want {
			t.Errorf("Add(%v) = %v, %v, want %v", w, got, err, want)
		}
		if b := c.Between(start, got); b != w {
			t.Errorf("Between = %v want %v", b, w)
		}
	}
}
