package risk

import (
	"slices"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func (c *checker) risks() {
	seen, paths := map[string]bool{}, c.paths()
	for _, risk := range c.r.Risks {
		c.id(finding.Ref{Kind: "risk", ID: risk.ID}, risk.ID, seen)
		c.words(risk)
		c.description(risk)
		c.life(risk)
		if p := strings.Join(risk.Category, pathSeparator); p != "" && len(paths) > 0 && !paths[p] {
			c.warn(CodeCategoryUnknown, risk.ref("category"), none(), finding.Text(p), RemedyListCategory)
		}
		c.assessments(risk)
		c.responses(risk)
		c.triggers(risk)
	}
}

func (r Risk) ref(field string) finding.Ref {
	return finding.Ref{Kind: "risk", ID: r.ID, Field: field}
}

// id wants an id, and each only once.
func (c *checker) id(at finding.Ref, id string, seen map[string]bool) {
	switch {
	case id == "":
		c.block(CodeNoID, at, none(), none(), RemedyUniqueID)
	case seen[id]:
		c.block(CodeDuplicateID, at, none(), finding.Text(id), RemedyUniqueID)
	}
	seen[id] = true
}

// word wants one of the named words.
func word[T ~string](c *checker, at finding.Ref, got T, allowed ...T) {
	if slices.Contains(allowed, got) {
		return
	}
	names := make([]string, len(allowed))
	for i, a := range allowed {
		names[i] = string(a)
	}
	c.block(CodeUnknownWord, at, finding.List(names...), finding.Text(string(got)), RemedyUseNamedWord)
}

func (c *checker) words(risk Risk) {
	word(c, risk.ref("kind"), risk.Kind, Threat, Opportunity)
	word(c, risk.ref("status"), risk.Status, Statuses()...)
	word(c, risk.ref("source"), risk.Source.Kind, "", FromPerson, FromLesson, FromChecklist, FromSignal)
}

// description wants cause, event and effect, and an owner: for an open risk
// before anything else, for a proposed one soon.
func (c *checker) description(risk Risk) {
	for _, part := range []struct {
		field, text string
		code        finding.Code
	}{{"cause", risk.Cause, CodeNoCause}, {"event", risk.Event, CodeNoEvent}, {"effect", risk.Effect, CodeNoEffect}} {
		if strings.TrimSpace(part.text) == "" {
			c.block(part.code, risk.ref(part.field), none(), none(), RemedyDescribe)
		}
	}
	if risk.Owner == "" && risk.Status == Open {
		c.block(CodeNoOwner, risk.ref("owner"), none(), none(), RemedyNameOwner)
	}
	if risk.Owner == "" && risk.Status == Proposed {
		c.warn(CodeNoOwner, risk.ref("owner"), none(), none(), RemedyNameOwner)
	}
}

// life wants status, dates and issue link to tell one story: what has occurred
// is no longer open, and it has an issue.
func (c *checker) life(risk Risk) {
	pending := risk.Status == Proposed || risk.Status == Open
	if pending && !risk.Occurred.IsZero() {
		c.block(CodeStillOpen, risk.ref("status"), finding.Text(string(Occurred)), finding.Text(string(risk.Status)), RemedyRaiseIssue)
	}
	if risk.Status == Occurred && risk.Occurred.IsZero() {
		c.block(CodeNotOccurred, risk.ref("occurred"), none(), none(), RemedyMendDates)
	}
	if risk.Status == Occurred && risk.Issue == "" {
		c.block(CodeNoIssue, risk.ref("issue"), none(), none(), RemedyRaiseIssue)
	}
	if (risk.Status == Closed || risk.Status == Expired) && risk.Ended.IsZero() {
		c.warn(CodeEndUndated, risk.ref("ended"), none(), none(), RemedyMendDates)
	}
	p := risk.Proximity
	if !p.From.IsZero() && !p.To.IsZero() && p.To.Before(p.From) {
		c.block(CodeWindowReversed, risk.ref("proximity"), finding.Date(p.From.String()), finding.Date(p.To.String()), RemedyMendDates)
	}
}

// triggers wants each to compare a named fact with something it can be
// compared with, and what fired to be answered.
func (c *checker) triggers(risk Risk) {
	seen := map[string]bool{}
	for _, t := range risk.Triggers {
		at := finding.Ref{Kind: "trigger", ID: risk.ID + pathSeparator + t.ID}
		c.id(at, t.ID, seen)
		if t.Fact == "" {
			c.block(CodeTriggerFact, at, none(), none(), RemedyMendTrigger)
		}
		word(c, field(at, "op"), t.Op, operators()...)
		if slices.Contains(operators(), t.Op) && !t.condition().usable() {
			c.block(CodeTriggerLimit, field(at, "limit"), none(), finding.Text(t.Limit), RemedyMendTrigger)
		}
		switch {
		case !t.Answered.IsZero() && (t.Fired.IsZero() || t.Answered.Before(t.Fired)):
			c.block(CodeTriggerOrder, at, dateValue(t.Fired), dateValue(t.Answered), RemedyMendDates)
		case !t.Fired.IsZero() && t.Answered.IsZero():
			c.warn(CodeTriggerWaits, at, none(), dateValue(t.Fired), RemedyAnswerTrigger)
		}
	}
}

// dateValue is a date as a value, nothing for the zero date.
func dateValue(d calendar.Date) finding.Value {
	if d.IsZero() {
		return none()
	}
	return finding.Date(d.String())
}
