package evm

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func TestWorkTimeByHand(t *testing.T) {
	// 2026-03-02 is a Monday; eight hours a day, 08-12 and 13-17
	w := WorkTime{Calendar: week(t), Start: at(t, "2026-03-02T08:00")}
	for date, hours := range map[string]string{
		"2026-03-02T08:00": "0", "2026-03-02T12:00": "4", "2026-03-02T13:30": "4.5", "2026-03-06T17:00": "40", "2026-03-09T08:00": "40", "2026-03-09T08:20": "121/3", "2026-02-27T16:00": "-1",
	} {
		same(t, date, w.Hours(at(t, date)).Div(kpi.Int(1, HourUnit)), number(t, hours))
	}
	for hours, date := range map[string]string{
		"4": "2026-03-02T12:00:00", "4.5": "2026-03-02T13:30:00", "40": "2026-03-06T17:00:00", "121/3": "2026-03-09T08:20:00", "0": "2026-03-02T08:00:00", "-1": "2026-02-27T16:00:00",
		"1/7200": "2026-03-02T08:00:00", "1/120": "2026-03-02T08:01:00", // half a second is no minute, half a minute is one
	} {
		v := number(t, hours).Mul(kpi.Int(1, HourUnit))
		if got, err := w.Date(v); err != nil || got.String() != date {
			t.Errorf("%s h: got %v, %v, want %s", hours, got, err, date)
		}
	}
	w.Grain = secondsPerHour
	if got, err := w.Date(kpi.Ratio(9, 2, HourUnit)); err != nil || got.String() != "2026-03-02T14:00:00" {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestWorkTimeRefuses(t *testing.T) {
	good := WorkTime{Calendar: week(t), Start: at(t, "2026-03-02T08:00")}
	one := kpi.Int(1, HourUnit)
	for name, w := range map[string]WorkTime{"no calendar": {Start: good.Start}, "no start": {Calendar: good.Calendar}, "grain": {good.Calendar, good.Start, -1}} {
		if _, err := w.Date(one); !errors.Is(err, ErrWorkTime) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	for _, v := range []kpi.Value{{}, kpi.Int(1, ""), kpi.Int(1, "d"), kpi.Unknown(kpi.ReasonZeroSPIT)} {
		if _, err := good.Date(v); !errors.Is(err, ErrWorkTime) {
			t.Errorf("%v: got %v", v, err)
		}
	}
	for _, text := range []string{"99999999", "1" + strings.Repeat("0", 40)} {
		if _, err := good.Date(number(t, text).Mul(one)); !errors.Is(err, calendar.ErrRange) {
			t.Errorf("%s: got %v", text, err)
		}
	}
	same(t, "no date", good.Hours(0), kpi.Unknown(kpi.ReasonMissingInput))
	same(t, "no calendar", WorkTime{}.Hours(good.Start), kpi.Unknown(kpi.ReasonMissingInput))
}

// The date of the hours of a date is the end of the same working moment.
func TestWorkTimeRoundTrip(t *testing.T) {
	const seed = 29
	r := rand.New(rand.NewPCG(seed, 1))
	w := WorkTime{Calendar: week(t), Start: at(t, "2026-03-02T08:00"), Grain: 1}
	for range 500 {
		hours := kpi.Ratio(r.Int64N(10_000_000)-5_000_000, secondsPerHour, HourUnit)
		date, err := w.Date(hours)
		if err != nil {
			t.Fatal(err)
		}
		if back := w.Hours(date); !back.Equal(hours) {
			t.Fatalf("seed %d: %v is %v, which is %v", seed, hours, date, back)
		}
	}
}
