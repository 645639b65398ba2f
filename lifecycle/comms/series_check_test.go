package comms_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// TestSeriesFaults breaks a sound series in one place each.
func TestSeriesFaults(t *testing.T) {
	on := func(text string) calendar.Date { return civil(t, text) }
	for _, c := range []struct {
		name  string
		broke func(*comms.Series)
		want  []finding.Code
	}{
		{"sound", func(*comms.Series) {}, nil},
		{"no id", func(s *comms.Series) { s.ID = "" }, []finding.Code{comms.CodeNoID}},
		{"no chair", func(s *comms.Series) { s.Chair = "" }, []finding.Code{comms.CodeNoChair}},
		{"a member twice", func(s *comms.Series) { s.Members = []string{"a", "a"} }, []finding.Code{comms.CodeActorTwice}},
		{"a member without name", func(s *comms.Series) { s.Members = []string{""} }, []finding.Code{comms.CodeNoParty}},
		{"no first day", func(s *comms.Series) { s.From = calendar.Date{} }, []finding.Code{comms.CodeSeriesUndated}},
		{"an end before the beginning", func(s *comms.Series) { s.Until = s.From.AddDays(-1) }, []finding.Code{comms.CodeSeriesReversed}},
		{"an end on the first day", func(s *comms.Series) { s.Until = s.From }, nil},
		{"24:00", func(s *comms.Series) { s.At = comms.At(24, 0) }, []finding.Code{comms.CodeSeriesClock}},
		{"before midnight", func(s *comms.Series) { s.At = -1 }, []finding.Code{comms.CodeSeriesClock}},
		{"no zone", func(s *comms.Series) { s.Zone = "" }, []finding.Code{comms.CodeSeriesZone}},
		{"no length", func(s *comms.Series) { s.DurationMin = 0 }, []finding.Code{comms.CodeSeriesLength}},
		{"too long", func(s *comms.Series) { s.DurationMin = comms.MaxDurationMin + 1 }, []finding.Code{comms.CodeSeriesLength}},
		{"a sequence below zero", func(s *comms.Series) { s.Sequence = -1 }, []finding.Code{comms.CodeSeriesSequence}},
		{"no rule for days off", func(s *comms.Series) { s.DayOff = "" }, []finding.Code{comms.CodeUnknownWord}},
		{"a quorum that cannot be", func(s *comms.Series) { s.Quorum.Least = 3 }, []finding.Code{comms.CodeQuorumUnreachable}},
		{"the chair makes the quorum", func(s *comms.Series) { s.Quorum = comms.Quorum{Least: 2, Required: []string{"li.na"}} }, nil},
		{"a quorum of somebody else", func(s *comms.Series) { s.Quorum.Required = []string{"zhao"} }, []finding.Code{comms.CodeQuorumUnreachable}},
		{"a quorum below zero", func(s *comms.Series) { s.Quorum.Least = -1 }, []finding.Code{comms.CodeQuorumUnreachable}},
		{"as things happen", func(s *comms.Series) { s.Cadence = comms.Cadence{Kind: comms.OnEvent} }, []finding.Code{comms.CodeUnknownWord}},
		{"every minus one", func(s *comms.Series) { s.Cadence.Every = -1 }, []finding.Code{comms.CodeCadenceEvery}},
		{"every 1001", func(s *comms.Series) { s.Cadence.Every = 1001 }, []finding.Code{comms.CodeCadenceEvery}},
		{"weekly on no day", func(s *comms.Series) { s.Cadence.Days = nil }, []finding.Code{comms.CodeCadenceDays}},
		{"weekly on a day twice", func(s *comms.Series) { s.Cadence.Days = []comms.Weekday{comms.Monday, comms.Monday} }, []finding.Code{comms.CodeCadenceDays}},
		{"weekly on a day that is none", func(s *comms.Series) { s.Cadence.Days = []comms.Weekday{"Mon"} }, []finding.Code{comms.CodeUnknownWord}},
		{"weekly on the 3rd", func(s *comms.Series) { s.Cadence.MonthDay = 3 }, []finding.Code{comms.CodeCadenceDays}},
		{"weekly, the second", func(s *comms.Series) { s.Cadence.Nth = 2 }, []finding.Code{comms.CodeCadenceDays}},
		{"the 32nd", func(s *comms.Series) { s.Cadence = comms.Cadence{Kind: comms.MonthlyDate, MonthDay: 32} }, []finding.Code{comms.CodeCadenceDays}},
		{"the 0th", func(s *comms.Series) { s.Cadence = comms.Cadence{Kind: comms.MonthlyDate} }, []finding.Code{comms.CodeCadenceDays}},
		{"the sixth Monday", func(s *comms.Series) {
			s.Cadence = comms.Cadence{Kind: comms.MonthlyWeekday, Nth: 6, Days: []comms.Weekday{comms.Monday}}
		}, []finding.Code{comms.CodeCadenceDays}},
		{"the first of two days", func(s *comms.Series) {
			s.Cadence = comms.Cadence{Kind: comms.MonthlyWeekday, Nth: 1, Days: []comms.Weekday{comms.Monday, comms.Friday}}
		}, []finding.Code{comms.CodeCadenceDays}},
		{"working days on Monday", func(s *comms.Series) {
			s.Cadence = comms.Cadence{Kind: comms.WorkingDays, Days: []comms.Weekday{comms.Monday}}
		}, []finding.Code{comms.CodeCadenceDays}},
		{"an exception for no meeting", func(s *comms.Series) {
			s.Exceptions = []comms.Exception{{On: on("2026-03-03"), Kind: comms.CancelledOnce}}
		}, []finding.Code{comms.CodeExceptionIdle}},
		{"an exception after the end", func(s *comms.Series) {
			s.Until = on("2026-03-10")
			s.Exceptions = []comms.Exception{{On: on("2026-03-16"), Kind: comms.CancelledOnce}}
		}, []finding.Code{comms.CodeExceptionIdle}},
		{"an exception twice", func(s *comms.Series) {
			s.Exceptions = []comms.Exception{{On: on("2026-03-09"), Kind: comms.CancelledOnce}, {On: on("2026-03-09"), Kind: comms.CancelledOnce}}
		}, []finding.Code{comms.CodeExceptionTwice}},
		{"an exception of no kind", func(s *comms.Series) {
			s.Exceptions = []comms.Exception{{On: on("2026-03-09")}}
		}, []finding.Code{comms.CodeUnknownWord}},
		{"moved to nowhere", func(s *comms.Series) {
			s.Exceptions = []comms.Exception{{On: on("2026-03-09"), Kind: comms.MovedOnce}}
		}, []finding.Code{comms.CodeExceptionTime}},
		{"moved for no time", func(s *comms.Series) {
			s.Exceptions = []comms.Exception{{On: on("2026-03-09"), Kind: comms.MovedOnce, To: moment(t, "2026-03-09T10:00"), DurationMin: -1}}
		}, []finding.Code{comms.CodeExceptionTime}},
		{"too many exceptions", func(s *comms.Series) {
			for n := range comms.MaxExceptions + 1 {
				s.Exceptions = append(s.Exceptions, comms.Exception{On: s.From.AddDays(7 * n), Kind: comms.CancelledOnce})
			}
		}, []finding.Code{comms.CodeTooManyExceptions}},
	} {
		s := seriesFrom(t, "2026-03-02", comms.EveryWeekOn(comms.Monday))
		c.broke(&s)
		if diff := cmp.Diff(c.want, codes(s.Check())); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestTimeOfDay(t *testing.T) {
	for _, c := range []struct {
		text string
		want comms.TimeOfDay
		ok   bool
	}{
		{"00:00", 0, true}, {"09:30", 570, true}, {"23:59", 1439, true}, {"24:00", 0, false}, {"09:60", 0, false}, {"9:30", 0, false},
		{"09:30:00", 0, false}, {"", 0, false}, {"+9:30", 0, false}, {"09.30", 0, false}, {"0930", 0, false}, {"09:3x", 0, false}, {"九:三", 0, false},
	} {
		var got comms.TimeOfDay
		err := got.UnmarshalText([]byte(c.text))
		if (err == nil) != c.ok || got != c.want {
			t.Errorf("%q: %d, %v", c.text, got, err)
		}
		if again, err := got.MarshalText(); c.ok && (err != nil || string(again) != c.text) {
			t.Errorf("%q: written %q, %v", c.text, again, err)
		}
	}
	if _, err := comms.TimeOfDay(-1).MarshalText(); err == nil {
		t.Error("a time that no clock shows is written")
	}
}
