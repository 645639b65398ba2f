package card_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report/card"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func weekly(t testing.TB) card.Zoom {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	return card.Zoom{Topic: "Weekly", Start: calendar.DateOf(2026, 3, 2).At(9 * calendar.Hour), Zone: berlin, DurationMin: 45}
}

// The bodies are written by hand from the reference of the recurrence object.
func TestZoomByHand(t *testing.T) {
	for rule, want := range map[string]string{
		"":                                 `"type":2,"start_time":"2026-03-02T09:00:00","duration":45,"timezone":"Europe/Berlin"}`,
		"FREQ=DAILY;INTERVAL=2;COUNT=10":   `"recurrence":{"type":1,"repeat_interval":2,"end_times":10}}`,
		"FREQ=WEEKLY;BYDAY=MO,WE;COUNT=50": `"recurrence":{"type":2,"repeat_interval":1,"weekly_days":"2,4","end_times":50}}`,
		"FREQ=WEEKLY;BYDAY=SU;INTERVAL=12;UNTIL=20261231T080000Z":   `"recurrence":{"type":2,"repeat_interval":12,"weekly_days":"1","end_date_time":"2026-12-31T08:00:00Z"}}`,
		"FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3":                        `"recurrence":{"type":3,"repeat_interval":1,"monthly_day":31,"end_times":3}}`,
		"FREQ=MONTHLY;BYDAY=-1FR;INTERVAL=3;UNTIL=20270101T000000Z": `"recurrence":{"type":3,"repeat_interval":3,"monthly_week":-1,"monthly_week_day":6,"end_date_time":"2027-01-01T00:00:00Z"}}`,
	} {
		z := weekly(t)
		z.Rule = rule
		r, found, err := z.Create()
		if err != nil || len(found) > 0 || r.Method != "POST" || r.Path != "/users/me/meetings" || !strings.HasSuffix(string(r.Body), want) {
			t.Errorf("%s: %s %s %s, %v %v", rule, r.Method, r.Path, r.Body, found, err)
		}
	}
	r, _, err := weekly(t).Update("85/../1")
	if err != nil || r.Method != "PATCH" || r.Path != "/meetings/85%2F..%2F1" {
		t.Errorf("%s %s, %v", r.Method, r.Path, err)
	}
}

func TestZoomRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*card.Zoom)
		want   finding.Code
	}{
		"topic":          {func(z *card.Zoom) { z.Topic = " " }, card.CodeZoomMissing},
		"start":          {func(z *card.Zoom) { z.Start = 0 }, card.CodeZoomMissing},
		"length":         {func(z *card.Zoom) { z.DurationMin = 0 }, card.CodeZoomMissing},
		"zone":           {func(z *card.Zoom) { z.Zone = nil }, card.CodeZoomZone},
		"machine's zone": {func(z *card.Zoom) { z.Zone = time.FixedZone("+8", 8*3600) }, card.CodeZoomZone},
		"password":       {func(z *card.Zoom) { z.Password = "12345678901" }, card.CodeZoomPassword},
		"blank":          {func(z *card.Zoom) { z.Password = "a b" }, card.CodeZoomPassword},
		"no end":         {func(z *card.Zoom) { z.Rule = "FREQ=WEEKLY;BYDAY=MO" }, card.CodeZoomRule},
		"two ends":       {func(z *card.Zoom) { z.Rule = "FREQ=DAILY;COUNT=3;UNTIL=20261231T080000Z" }, card.CodeZoomRule},
		"51 times":       {func(z *card.Zoom) { z.Rule = "FREQ=DAILY;COUNT=51" }, card.CodeZoomRule},
		"yearly":         {func(z *card.Zoom) { z.Rule = "FREQ=YEARLY;COUNT=3" }, card.CodeZoomRule},
		"13 weeks":       {func(z *card.Zoom) { z.Rule = "FREQ=WEEKLY;INTERVAL=13;COUNT=3" }, card.CodeZoomRule},
		"4 months":       {func(z *card.Zoom) { z.Rule = "FREQ=MONTHLY;INTERVAL=4;BYMONTHDAY=1;COUNT=3" }, card.CodeZoomRule},
		"last day":       {func(z *card.Zoom) { z.Rule = "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3" }, card.CodeZoomRule},
		"fifth":          {func(z *card.Zoom) { z.Rule = "FREQ=MONTHLY;BYDAY=5MO;COUNT=3" }, card.CodeZoomRule},
		"two weekdays":   {func(z *card.Zoom) { z.Rule = "FREQ=MONTHLY;BYDAY=1MO,2MO;COUNT=3" }, card.CodeZoomRule},
		"positions":      {func(z *card.Zoom) { z.Rule = "FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1;COUNT=3" }, card.CodeZoomRule},
		"nonsense":       {func(z *card.Zoom) { z.Rule = "\"}" }, card.CodeZoomRule},
	} {
		z := weekly(t)
		c.change(&z)
		r, found, err := z.Create()
		var refused *finding.Error
		if !errors.As(err, &refused) || len(found) != 1 || found[0].Code != c.want || found[0].Remedy == "" || len(r.Body) > 0 {
			t.Errorf("%s: %v %v %s", name, found, err, r.Body)
		}
		if z.Password != "" && strings.Contains(err.Error(), z.Password) {
			t.Errorf("%s: the password is in the error", name)
		}
	}
}

func TestZoomShortens(t *testing.T) {
	z := weekly(t)
	z.Topic, z.Agenda = strings.Repeat("会", 201), strings.Repeat("议", 2000)
	r, found, err := z.Create()
	if err != nil || len(found) != 1 || found[0].Code != card.CodeZoomShortened || !strings.Contains(string(r.Body), strings.Repeat("会", 199)+"…\"") {
		t.Errorf("%v %v", found, err)
	}
}
