package trello_test

import (
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/trello"
)

// No text on a written board is longer than Trello takes, counted in UTF-16
// units; the block stays whole and a cut falls between whole signs.
func TestLongTextsAreCut(t *testing.T) {
	for name, unit := range map[string]string{"latin": "a", "chinese": "长", "family": "👨‍👩‍👧", "accent": "e\u0301"} {
		p := &schedule.Plan{Name: strings.Repeat(unit, 20_000), Start: day(2, 8), Tasks: []schedule.Task{
			{ID: "t", Name: strings.Repeat(unit, 17_000), Notes: strings.Repeat(unit, 16_370), Duration: schedule.Duration{Length: calendar.Hour}}}}
		board, notes, err := trello.Options{Key: "k"}.Board(p)
		if err != nil {
			t.Fatal(err)
		}
		c := board.Cards[0]
		for _, text := range []string{board.Name, board.Desc, c.Name, c.Desc} {
			if n := len(utf16.Encode([]rune(text))); n > trello.MaxText || !utf8.ValidString(text) {
				t.Errorf("%s: %d units", name, n)
			}
		}
		rest := strings.TrimSuffix(c.Name, "...")
		if len(rest) < trello.MaxText/2 || strings.ReplaceAll(rest, unit, "") != "" {
			t.Errorf("%s: cut inside a sign: %q", name, rest[max(0, len(rest)-20):])
		}
		back, _ := decode(t, trello.Options{}, string(board.JSON()))
		if x := back.Tasks[0]; x.ID != "t" || x.Duration.Length != calendar.Hour || !noted(notes, trello.CodeCut, "t") {
			t.Errorf("%s: the block was cut: %+v", name, x)
		}
	}
}

// A block that alone is too long loses its last lines, with a note.
func TestLongBlocksAreCut(t *testing.T) {
	p := &schedule.Plan{Name: "p", Start: day(2, 8)}
	for i := range 400 {
		p.Resources = append(p.Resources, schedule.Resource{ID: schedule.ResourceID("r" + strings.Repeat("x", i%90)), Name: strings.Repeat("n", 50)})
	}
	board, notes, err := trello.Options{}.Board(p)
	if err != nil || len(board.Desc) > trello.MaxText || !strings.HasSuffix(board.Desc, "\n```") || !noted(notes, trello.CodeCut, "") {
		t.Errorf("%d characters, %v", len(board.Desc), err)
	}
}

// A time that clocks skip is written as the moment after, with a note: New York
// went from 02:00 to 03:00 on 8 March 2026.
func TestSkippedHour(t *testing.T) {
	p := &schedule.Plan{Name: "p", Start: day(2, 8), Tasks: []schedule.Task{{ID: "t", Name: "t", Deadline: day(8, 2)}}}
	o := trello.Options{Zone: zone(t, "America/New_York")}
	text, notes := encode(t, o, p)
	if back, _ := decode(t, o, string(text)); taskOf(t, back, "t").Deadline != day(8, 3) || !noted(notes, trello.CodeShifted, "t") {
		t.Errorf("%v, %v", back.Tasks, notes)
	}
}
