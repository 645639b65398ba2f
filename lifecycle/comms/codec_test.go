package comms_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// project is a record with something in every list of plan and meetings.
func project(t *testing.T) comms.Record {
	t.Helper()
	m, closings := weeks(t)
	m[0].Notes = []comms.Note{{Text: "next time in room 3"}, {Personal: true, Sealed: "seal/4", About: []finding.Ref{{Kind: "actor", ID: "zhao"}}}}
	m[0].Documents = []comms.Document{{URI: "doc/1", Digest: "sha256:01", Version: 2, Class: "team", Owner: "li.na"}}
	s := seriesFrom(t, "2026-03-02", comms.EveryWeekOn(comms.Monday))
	s.ID, s.Template, s.Quorum, s.Until = "weekly", "short", comms.Quorum{Least: 2, Required: []string{"li.na"}}, civil(t, "2026-12-31")
	s = s.With(comms.Exception{On: civil(t, "2026-03-16"), Kind: comms.MovedOnce, To: moment(t, "2026-03-17T10:00"), DurationMin: 30, Reason: "<visit> & 客户"})
	plan := comms.DraftPlan(matrix(), comms.Drafting{Sponsor: person("zhao")})
	plan.Entries[0].Series = "weekly"
	return comms.Record{
		Project: "P1", Plan: plan, Series: []comms.Series{s}, Minutes: append(m, m[3].Corrected("li.na", "typo")), Closings: closings,
		Templates: []comms.Template{{ID: "short", LeastMin: 3, Sections: []comms.TemplateSection{{Section: comms.SectionCarried, Weight: 1, AtMost: 5}, {Section: comms.SectionNextSteps, Weight: 1, Fixed: true}}}},
		Notices:   []comms.Notice{{ID: "1:li.na:2", Task: "1", Actor: "li.na", Version: 2, Sent: time.Date(2026, 3, 1, 9, 0, 0, 5, time.UTC)}},
	}
}

func written(t *testing.T, r comms.Record) string {
	t.Helper()
	var b bytes.Buffer
	if err := comms.Encode(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// sameDates lets cmp look at dates, which it cannot see into.
var sameDates = cmp.Comparer(func(a, b calendar.Date) bool { return a == b })

// TestRecordRoundTrip: what is written is read the same, and writes the same.
func TestRecordRoundTrip(t *testing.T) {
	r := project(t)
	if found := comms.Check(r); len(found) > 0 {
		t.Errorf("%v", found)
	}
	text := written(t, r)
	back, err := comms.Decode(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(r, back, sameDates); diff != "" {
		t.Error(diff)
	}
	if written(t, back) != text {
		t.Error("written again, it is another text")
	}
	if empty := written(t, comms.Record{}); empty != "{\n  \"format\": \"milepost.comms/1\"\n}\n" {
		t.Errorf("the empty record is %q", empty)
	}
}

// byHand is the form as a host in another language would write it.
const byHand = `{
  "format": "milepost.comms/1",
  "project": "P1",
  "series": [
    {
      "id": "weekly",
      "chair": "li.na",
      "cadence": {
        "kind": "monthly_weekday",
        "every": 2,
        "days": [
          "tue"
        ],
        "nth": -1
      },
      "from": "2026-03-02",
      "at": "09:30",
      "zone": "Asia/Shanghai",
      "duration_min": 45,
      "day_off": "previous",
      "exceptions": [
        {
          "on": "2026-03-31",
          "kind": "moved",
          "to": "2026-04-01T10:00:00",
          "reason": "<客户>"
        }
      ]
    }
  ],
  "minutes": [
    {
      "meeting": "weekly/2026-03-31",
      "series": "weekly",
      "on": "2026-04-01",
      "by": "wang.wei",
      "actions": [
        {
          "id": "A1",
          "text": "send",
          "owner": "li.na",
          "due": "2026-04-03"
        }
      ]
    }
  ]
}
`

func TestRecordByHand(t *testing.T) {
	r, err := comms.Decode(strings.NewReader(byHand))
	if err != nil {
		t.Fatal(err)
	}
	want := comms.Record{
		Project: "P1",
		Series: []comms.Series{{ID: "weekly", Chair: "li.na", Cadence: comms.Cadence{Kind: comms.MonthlyWeekday, Every: 2, Days: []comms.Weekday{comms.Tuesday}, Nth: -1},
			From: civil(t, "2026-03-02"), At: comms.At(9, 30), Zone: "Asia/Shanghai", DurationMin: 45, DayOff: comms.PreviousDay,
			Exceptions: []comms.Exception{{On: civil(t, "2026-03-31"), Kind: comms.MovedOnce, To: moment(t, "2026-04-01T10:00"), Reason: "<客户>"}}}},
		Minutes: []comms.Minutes{{Meeting: "weekly/2026-03-31", Series: "weekly", On: civil(t, "2026-04-01"), By: "wang.wei",
			Actions: []comms.Action{{ID: "A1", Text: "send", Owner: "li.na", Due: civil(t, "2026-04-03")}}}},
	}
	if diff := cmp.Diff(want, r, sameDates); diff != "" {
		t.Error(diff)
	}
	if got := written(t, r); got != byHand {
		t.Error(cmp.Diff(byHand, got))
	}
	if found := comms.Check(r); len(found) > 0 {
		t.Errorf("%v", found)
	}
}

// TestDecodeRefuses what is not the form, each with its kind.
func TestDecodeRefuses(t *testing.T) {
	in := func(member string) string { return `{"format": "milepost.comms/1", ` + member + `}` }
	for name, c := range map[string]struct {
		text string
		want error
	}{
		"nothing":             {"", comms.ErrForm},
		"null":                {"null", comms.ErrForm},
		"a list":              {"[]", comms.ErrForm},
		"no format":           {"{}", comms.ErrForm},
		"another format":      {`{"format": "milepost.comms/2"}`, comms.ErrForm},
		"a long format":       {`{"format": "` + strings.Repeat("格式", 500) + `"}`, comms.ErrForm},
		"an unknown member":   {in(`"agenda": []`), comms.ErrForm},
		"a member twice":      {in(`"project": "a", "project": "b"`), comms.ErrForm},
		"a member in capital": {in(`"Project": "a"`), comms.ErrForm},
		"a long s":            {in(`"ſeries": []`), comms.ErrForm},
		"a null row":          {in(`"series": [null]`), comms.ErrForm},
		"something after":     {in(`"project": "a"`) + "{}", comms.ErrForm},
		"cut off":             {in(`"project": "a"`)[:30], comms.ErrForm},
		"a date that is none": {in(`"minutes": [{"meeting": "x", "on": "2026-02-30", "by": "a"}]`), comms.ErrForm},
		"a time that is none": {in(`"series": [{"at": "25:00"}]`), comms.ErrForm},
		"minutes as text":     {in(`"series": [{"duration_min": "60"}]`), comms.ErrForm},
		"minutes and a half":  {in(`"series": [{"duration_min": 60.5}]`), comms.ErrForm},
		"not UTF-8":           {in("\"project\": \"\xff\""), comms.ErrForm},
		"nested too deep":     {in(`"series": ` + strings.Repeat("[", 100) + strings.Repeat("]", 100)), comms.ErrForm},
		"too long a text":     {in(`"project": "` + strings.Repeat("x", comms.MaxText+1) + `"`), comms.ErrTooMany},
		"too many rows":       {in(`"series": [` + strings.Repeat("{},", comms.MaxRows) + `{}]`), comms.ErrTooMany},
		"too many bytes":      {in(`"project": "a"`) + strings.Repeat(" ", comms.MaxBytes), comms.ErrTooMany},
	} {
		r, err := comms.Decode(strings.NewReader(c.text))
		if !errors.Is(err, c.want) || !strings.HasPrefix(err.Error(), "comms: ") || len(err.Error()) > 400 || !utf8.ValidString(err.Error()) {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(comms.Record{}, r, sameDates); diff != "" {
			t.Errorf("%s: something came back: %s", name, diff)
		}
	}
	if _, err := comms.Decode(strings.NewReader(in(`"project": "` + strings.Repeat("x", comms.MaxText) + `"`))); err != nil {
		t.Errorf("the longest text: %v", err)
	}
}

func TestEncodeRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		r    comms.Record
		want error
	}{
		"too long a text": {comms.Record{Project: strings.Repeat("x", comms.MaxText+1)}, comms.ErrTooMany},
		"too many rows":   {comms.Record{Series: make([]comms.Series, comms.MaxRows+1)}, comms.ErrTooMany},
		"an odd time":     {comms.Record{Series: []comms.Series{{At: -5}}}, comms.ErrForm},
		"an odd instant":  {comms.Record{Notices: []comms.Notice{{Sent: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)}}}, comms.ErrForm},
		"not UTF-8":       {comms.Record{Project: "\xff"}, comms.ErrForm},
	} {
		var b bytes.Buffer
		if err := comms.Encode(&b, c.r); !errors.Is(err, c.want) || b.Len() > 0 {
			t.Errorf("%s: %v, %d bytes written", name, err, b.Len())
		}
	}
	for _, text := range []string{"\ufffd", `\ufffd`, `\\ufffd`} {
		back, err := comms.Decode(strings.NewReader(written(t, comms.Record{Project: text})))
		if err != nil || back.Project != text {
			t.Errorf("%q came back as %q, %v", text, back.Project, err)
		}
	}
	if err := comms.Encode(broken{}, comms.Record{}); !errors.Is(err, os.ErrClosed) {
		t.Errorf("a broken writer: %v", err)
	}
	if _, err := comms.Decode(broken{}); !errors.Is(err, os.ErrClosed) {
		t.Errorf("a broken reader: %v", err)
	}
}

// broken neither reads nor writes.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, os.ErrClosed }
func (broken) Read([]byte) (int, error)  { return 0, os.ErrClosed }

// TestRecordFaults: what only the record as a whole can show.
func TestRecordFaults(t *testing.T) {
	for name, c := range map[string]struct {
		broke func(*comms.Record)
		want  []finding.Code
	}{
		"a series twice":             {func(r *comms.Record) { r.Series = append(r.Series, r.Series[0]) }, []finding.Code{comms.CodeDuplicateID}},
		"a series without id":        {func(r *comms.Record) { r.Series = append(r.Series, r.Series[0]); r.Series[1].ID = "" }, []finding.Code{comms.CodeNoID}},
		"a template twice":           {func(r *comms.Record) { r.Templates = append(r.Templates, r.Templates[0]) }, []finding.Code{comms.CodeDuplicateID}},
		"a template named as ours":   {func(r *comms.Record) { r.Templates[0].ID, r.Series[0].Template = "kickoff", "" }, []finding.Code{comms.CodeDuplicateID}},
		"a template of ours":         {func(r *comms.Record) { r.Series[0].Template = "regular" }, nil},
		"a template from nowhere":    {func(r *comms.Record) { r.Series[0].Template = "long" }, []finding.Code{comms.CodeSeriesTemplate}},
		"a broken template":          {func(r *comms.Record) { r.Templates[0].Sections = nil }, []finding.Code{comms.CodeTemplateEmpty}},
		"a broken series":            {func(r *comms.Record) { r.Series[0].Chair = ""; r.Series[0].Quorum = comms.Quorum{} }, []finding.Code{comms.CodeNoChair}},
		"broken minutes":             {func(r *comms.Record) { r.Minutes[1].By, r.Minutes[1].Series = "", "weekly" }, []finding.Code{comms.CodeMinutesIncomplete}},
		"a broken plan":              {func(r *comms.Record) { r.Plan.Entries[0].Channel = "" }, []finding.Code{comms.CodeEntryChannel}},
		"an entry of another series": {func(r *comms.Record) { r.Plan.Entries[0].Series = "daily" }, []finding.Code{comms.CodeEntrySeries}},
		"minutes of another series":  {func(r *comms.Record) { r.Minutes[1].Series = "daily" }, []finding.Code{comms.CodeMinutesSeries}},
		"a notice twice":             {func(r *comms.Record) { r.Notices = append(r.Notices, r.Notices[0]) }, []finding.Code{comms.CodeDuplicateID}},
	} {
		r := project(t)
		c.broke(&r)
		if diff := cmp.Diff(c.want, codes(comms.Check(r))); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// TestNothingIsShared: changing what a function returned leaves its input as it
// was.
func TestNothingIsShared(t *testing.T) {
	r := project(t)
	before := written(t, r)
	s, m, p := r.Series[0].Clone(), r.Minutes[0].Clone(), r.Plan.Clone()
	s.Members[0], s.Cadence.Days[0], s.Exceptions[0].Reason, s.Quorum.Required[0] = "x", comms.Sunday, "x", "x"
	m.Attendance[0].Actor, m.Decisions[0].ID, m.Actions[0].About[0].ID, m.Notes[1].About[0].ID, m.Documents[0].URI = "x", "x", "x", "x", "x"
	p.Channels[0].ID, p.Ladders[0].Steps[0].AfterMin, p.Entries[0].About[0].ID = "x", 7, "x"
	p.Entries[0].Cadence.Every = 99
	closed := r.Minutes[2].Clone()
	closed.Closed[0].Evidence[0].URI = "x"
	state := comms.Situation{Carried: comms.CarryOver(comms.ActionLog(r.Minutes, r.Closings), "weekly")}
	a, err := comms.MakeAgenda("x", civil(t, "2026-03-30"), 60, comms.RegularTemplate(), state)
	if err != nil {
		t.Fatal(err)
	}
	a.Parts[0].Items[0].Links[0].ID = "x"
	if after := written(t, r); after != before || state.Carried[0].About[0].ID != "17" {
		t.Error(cmp.Diff(before, after))
	}
}

// TestFingerprint changes with every word and with nothing else.
func TestFingerprint(t *testing.T) {
	m, _ := weeks(t)
	one := m[0].Fingerprint()
	if m[0].Clone().Fingerprint() != one || !strings.HasPrefix(one, "sha256:") || len(one) != 71 {
		t.Errorf("%s", one)
	}
	seen := map[string]string{one: "as it was"}
	for name, change := range map[string]func(*comms.Minutes){
		"day": func(m *comms.Minutes) { m.On = m.On.AddDays(1) }, "presence": func(m *comms.Minutes) { m.Attendance[0].Presence = comms.Absent },
		"decision": func(m *comms.Minutes) { m.Decisions[0].Text += "." }, "action": func(m *comms.Minutes) { m.Actions[0].Owner = "zhao" },
		"note": func(m *comms.Minutes) { m.Notes = []comms.Note{{Text: "x"}} }, "revision": func(m *comms.Minutes) { m.Revision++ },
	} {
		x := m[0].Clone()
		change(&x)
		if other := seen[x.Fingerprint()]; other != "" {
			t.Errorf("%s and %s have one fingerprint", name, other)
		}
		seen[x.Fingerprint()] = name
	}
}

// FuzzDecode reads anything without panic; what is read is written and read
// again the same, and can be checked and used.
func FuzzDecode(f *testing.F) {
	f.Add(byHand)
	f.Add(`{"format": "milepost.comms/1", "minutes": [{"meeting": "a", "on": "2026-01-05", "by": "b", "closed": [{"item": "x", "on": "", "by": "", "ending": "", "result": ""}]}]}`)
	f.Add(`{"format": "milepost.comms/1", "series": [{"id": "s", "chair": "c", "cadence": {"kind": "working_days", "every": 1000}, "from": "9999-12-31", "at": "23:59", "zone": "UTC", "duration_min": 1, "day_off": "next"}]}`)
	f.Add(`{"format": "milepost.comms/1", "notices": [{"id": "", "sent": "2026-01-01T00:00:00+24:00"}]}`)
	f.Add(`{"format": "milepost.comms/1", "plan": {"ladders": [{"id": "l", "steps": []}]}}`)
	standard, err := calendar.Compile(calendar.Standard(), nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := comms.Decode(strings.NewReader(text))
		if err != nil {
			if !errors.Is(err, comms.ErrForm) && !errors.Is(err, comms.ErrTooMany) {
				t.Errorf("no kind: %v", err)
			}
			return
		}
		comms.Check(r)
		comms.DecisionLog(r.Minutes)
		items := comms.ActionLog(r.Minutes, r.Closings)
		for _, s := range r.Series {
			last := s.From.AddDays(400)
			if list, err := s.Occurrences(standard, time.UTC, s.From, last); err == nil {
				comms.ObligationsOf(s.Chair, r.Series, list, items, s.From, last)
			}
			if _, err := s.Recurrence(standard, time.UTC, last); err != nil && len(s.Check()) == 0 && s.Zone == "UTC" && !last.IsZero() {
				t.Errorf("a sound series has no recurrence: %v", err)
			}
		}
		var b bytes.Buffer
		if err := comms.Encode(&b, r); err != nil {
			return // escapes can make a text longer than it was
		}
		again, err := comms.Decode(&b)
		if err != nil {
			t.Fatalf("written, but not read: %v", err)
		}
		var c bytes.Buffer
		if err := comms.Encode(&c, again); err != nil {
			t.Fatal(err)
		}
		if first := written(t, r); c.String() != first {
			t.Errorf("written again, it is another text:\n%s\n%s", first, c.String())
		}
	})
}

// TestRandomRecords: series and minutes made at random come back the same.
func TestRandomRecords(t *testing.T) {
	const seed = 99
	rng := rand.New(rand.NewPCG(seed, 7))
	for round := range 100 {
		r := comms.Record{Project: fmt.Sprint(round)}
		for range rng.IntN(4) {
			r.Series = append(r.Series, randomSeries(t, rng))
		}
		back, err := comms.Decode(strings.NewReader(written(t, r)))
		if err != nil {
			t.Fatalf("seed %d, round %d: %v", seed, round, err)
		}
		if diff := cmp.Diff(r, back, sameDates); diff != "" {
			t.Fatalf("seed %d, round %d: %s", seed, round, diff)
		}
	}
}
