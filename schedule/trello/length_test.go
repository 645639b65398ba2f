package trello_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/trello"
)

// withBlock reads a card with this block and returns its task.
func withBlock(t *testing.T, lines string) (schedule.Task, *schedule.Plan, []schedule.LossNote) {
	t.Helper()
	lines = strings.ReplaceAll(strings.ReplaceAll(lines, `"`, `\"`), "\n", `\n`)
	p, notes := decode(t, trello.Options{}, boardOf(`{"id":"a","idList":"L1","name":"a"}`, `{"id":"c","idList":"L1","name":"c","desc":"`+"```milepost\\n"+lines+"\\n```"+`"}`))
	return taskOf(t, p, "c"), p, notes
}

// Lengths as people write them, worked by hand: days of 8 hours, weeks of 40,
// months of 160.
func TestLengths(t *testing.T) {
	const hour = calendar.Hour
	for text, want := range map[string]schedule.Duration{
		"3d": {Length: 24 * hour, Unit: schedule.Days}, "1.5 days": {Length: 12 * hour, Unit: schedule.Days}, "2 w": {Length: 80 * hour, Unit: schedule.Weeks},
		"1mo?": {Length: 160 * hour, Unit: schedule.Months, Estimated: true}, "90 min": {Length: 90 * calendar.Minute, Unit: schedule.Minutes},
		"4": {Length: 4 * hour, Unit: schedule.Hours}, "3 天": {Length: 24 * hour, Unit: schedule.Days}, "2 小时": {Length: 2 * hour, Unit: schedule.Hours},
		"2ed": {Length: 48 * hour, Unit: schedule.Days, Elapsed: true}, "1ew": {Length: 168 * hour, Unit: schedule.Weeks, Elapsed: true},
		"24:30": {Length: 24*hour + 30*calendar.Minute}, "0:00:07e": {Length: 7, Elapsed: true}, "8:20d": {Length: 8*hour + 20*calendar.Minute, Unit: schedule.Days},
	} {
		if got, _, notes := withBlock(t, "duration: "+text); got.Duration != want {
			t.Errorf("%s: %+v, want %+v; %v", text, got.Duration, want, notes)
		}
	}
	for _, text := range []string{"", "soon", "3x", "1:2", "1:60", "1:00:00:00", "0.3333h", "1e9d", "--3d", "999999999999999d", "1/3d", "+", "d"} {
		if got, _, notes := withBlock(t, "duration: "+text); got.Duration != (schedule.Duration{}) || !noted(notes, trello.CodeUnreadable, "c") {
			t.Errorf("%s: %+v, %v", text, got.Duration, notes)
		}
	}
}

// Every length comes back as it was, whatever its unit.
func TestLengthsRoundTrip(t *testing.T) {
	const seed = 42
	r := rand.New(rand.NewPCG(seed, 1))
	for range 500 {
		p := bare()
		d := &p.Tasks[1].Duration
		*d = schedule.Duration{Length: calendar.Work(r.Int64N(1 << r.Int64N(37))), Elapsed: r.IntN(2) == 0, Estimated: r.IntN(2) == 0, Unit: schedule.Unit(r.IntN(6))}
		if r.IntN(2) == 0 {
			d.Length -= d.Length % 3600
		}
		p.Units.MinutesPerDay = []int{0, 450, 480}[r.IntN(3)]
		lag := &p.Links[0].Lag
		*lag = schedule.Lag{Length: calendar.Work(r.Int64N(200_000) - 100_000), Elapsed: r.IntN(2) == 0, Unit: schedule.Unit(r.IntN(6))}
		text, _ := encode(t, trello.Options{}, p)
		if back, _ := decode(t, trello.Options{}, string(text)); alike(p, back) != "" {
			t.Fatalf("seed %d: %s", seed, alike(p, back))
		}
	}
}

func TestLinkLines(t *testing.T) {
	for text, want := range map[string]schedule.Link{
		"after: a":             {},
		"after: a ss":          {Type: schedule.StartToStart},
		"after: a FF +2d":      {Type: schedule.FinishToFinish, Lag: schedule.Lag{Length: 16 * calendar.Hour, Unit: schedule.Days}},
		"after: a -1":          {Lag: schedule.Lag{Length: -8 * calendar.Hour, Unit: schedule.Days}},
		"after: a SF 50%":      {Type: schedule.StartToFinish, Lag: schedule.Lag{Percent: 50, Unit: schedule.PercentUnit}},
		`after: "a" FS +3eh`:   {Lag: schedule.Lag{Length: 3 * calendar.Hour, Elapsed: true, Unit: schedule.Hours}},
		"AFTER : a\nid: other": {To: "other"},
	} {
		_, p, notes := decodeBlock(t, text)
		want.From = "a"
		if want.To == "" {
			want.To = "c"
		}
		if len(p.Links) != 1 || p.Links[0] != want {
			t.Errorf("%s: %+v, want %+v; %v", text, p.Links, want, notes)
		}
	}
	for _, text := range []string{"after:", "after: a XX", "after: a +1x", "after: a known=never", `after: ""`} {
		if _, p, notes := withBlock(t, text); len(p.Links) != 0 || !noted(notes, trello.CodeUnreadable, "c") {
			t.Errorf("%s: %v, %v", text, p.Links, notes)
		}
	}
}

// decodeBlock is withBlock for a task that may have another id.
func decodeBlock(t *testing.T, lines string) (int, *schedule.Plan, []schedule.LossNote) {
	t.Helper()
	lines = strings.ReplaceAll(strings.ReplaceAll(lines, `"`, `\"`), "\n", `\n`)
	p, notes := decode(t, trello.Options{}, boardOf(`{"id":"a","idList":"L1","name":"a"}`, `{"id":"c","idList":"L1","name":"c","desc":"`+"```milepost\\n"+lines+"\\n```"+`"}`))
	return len(p.Tasks), p, notes
}
