package risk

import (
	"errors"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// TestEveryLimit passes one limit at a time by one and wants nothing but the
// finding on it, and Encode to refuse the register.
func TestEveryLimit(t *testing.T) {
	long := strings.Repeat("x", MaxText+1)
	for name, test := range map[string]struct {
		harm func(*Register)
		want finding.Code
	}{
		"risks":        {func(r *Register) { r.Risks = make([]Risk, MaxRisks+1) }, CodeTooMany},
		"cadences":     {func(r *Register) { r.Cadences = make([]Cadence, MaxEntries+1) }, CodeTooMany},
		"categories":   {func(r *Register) { r.Categories = make([][]string, MaxEntries+1) }, CodeTooMany},
		"deep path":    {func(r *Register) { r.Categories[0] = make([]string, MaxLevels+1) }, CodeTooMany},
		"assessments":  {func(r *Register) { r.Risks[0].Assessments = make([]Assessment, MaxEntries+1) }, CodeTooMany},
		"effects":      {func(r *Register) { r.Risks[0].Assessments[0].Rating.Effects = make([]Effect, MaxEntries+1) }, CodeTooMany},
		"responses":    {func(r *Register) { r.Risks[0].Responses = make([]Response, MaxEntries+1) }, CodeTooMany},
		"secondary":    {func(r *Register) { r.Risks[0].Responses[0].Secondary = make([]string, MaxEntries+1) }, CodeTooMany},
		"triggers":     {func(r *Register) { r.Risks[0].Triggers = make([]Trigger, MaxEntries+1) }, CodeTooMany},
		"notes":        {func(r *Register) { r.Risks[0].Notes = make([]Note, MaxEntries+1) }, CodeTooMany},
		"category":     {func(r *Register) { r.Risks[0].Category = make([]string, MaxLevels+1) }, CodeTooMany},
		"id":           {func(r *Register) { r.ID = long }, CodeTextTooLong},
		"matrix name":  {func(r *Register) { r.Matrix.Name = long }, CodeTextTooLong},
		"level":        {func(r *Register) { r.Matrix.Effects[0] = long }, CodeTextTooLong},
		"class":        {func(r *Register) { r.Matrix.Classes[0] = long }, CodeTextTooLong},
		"path":         {func(r *Register) { r.Categories[0][0] = long }, CodeTextTooLong},
		"risk id":      {func(r *Register) { r.Risks[0].ID = long }, CodeTextTooLong},
		"event":        {func(r *Register) { r.Risks[0].Event = long }, CodeTextTooLong},
		"issue":        {func(r *Register) { r.Risks[0].Issue = long }, CodeTextTooLong},
		"response":     {func(r *Register) { r.Risks[0].Responses[0].Text = long }, CodeTextTooLong},
		"assessor":     {func(r *Register) { r.Risks[0].Assessments[0].By = long }, CodeTextTooLong},
		"trigger":      {func(r *Register) { r.Risks[0].Triggers[0].Limit = long }, CodeTextTooLong},
		"note":         {func(r *Register) { r.Risks[0].Notes[0].Text = long }, CodeTextTooLong},
		"own category": {func(r *Register) { r.Risks[0].Category[0] = long }, CodeTextTooLong},
	} {
		r := handWorked(t)
		test.harm(&r)
		found := r.Check()
		if len(found) == 0 {
			t.Errorf("%s: nothing found", name)
		}
		for _, f := range found {
			if f.Code != test.want {
				t.Errorf("%s: want %s alone, got %s", name, test.want, f.Code)
			}
			if len(f.String()) > 1000 {
				t.Errorf("%s: a finding as long as what it complains of", name)
			}
		}
		if err := Encode(brokenWriter{}, r); !errors.Is(err, ErrTooMany) {
			t.Errorf("%s: encoded: %v", name, err)
		}
	}
}

// TestAtTheLimit: exactly as much as allowed is allowed.
func TestAtTheLimit(t *testing.T) {
	r := handWorked(t)
	r.Risks[0].Cause = strings.Repeat("x", MaxText)
	for len(r.Risks[0].Notes) < MaxEntries {
		r.Risks[0].Notes = append(r.Risks[0].Notes, Note{At: day("2026-03-02"), Text: "."})
	}
	if found := r.Check(); len(found) != 0 {
		t.Errorf("%v", codesOf(found))
	}
	back, err := Decode(strings.NewReader(encoded(t, r)))
	if err != nil || len(back.Risks[0].Notes) != MaxEntries {
		t.Errorf("%d notes, %v", len(back.Risks[0].Notes), err)
	}
}

// TestErrorsSayWhat: the texts of errors name their package and their cause,
// and typed errors unwrap to their kind.
func TestErrorsSayWhat(t *testing.T) {
	for _, test := range []struct {
		err, kind error
		want      string
	}{
		{&NumberError{Text: "x"}, ErrNumber, `risk: not an exact number: "x"`},
		{&LevelError{Axis: "cost", Level: "9"}, ErrNoLevel, `risk: no such level: cost "9"`},
		{&MoveError{Change: Change{Risk: "R1", To: Open}, From: Open, Reason: "status"}, ErrMove, `risk: status cannot change so: risk "R1" from "open" to "open" (status)`},
	} {
		if test.err.Error() != test.want || !errors.Is(test.err, test.kind) {
			t.Errorf("got %v", test.err)
		}
	}
	for _, kind := range []error{ErrNumber, ErrNoLevel, ErrNoPreset, ErrNoRisk, ErrMove, ErrTooMany, ErrForm, ErrMoney} {
		if !strings.HasPrefix(kind.Error(), "risk: ") {
			t.Errorf("%v does not name the package", kind)
		}
	}
}
