package risk

import (
	"fmt"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// limits reports counts and texts beyond the limits of a register.
func (c *checker) limits() {
	at := finding.Ref{Kind: "register", ID: clip(c.r.ID)}
	c.count(field(at, "risks"), len(c.r.Risks), MaxRisks)
	c.count(field(at, "cadences"), len(c.r.Cadences), MaxEntries)
	c.count(field(at, "categories"), len(c.r.Categories), MaxEntries)
	c.count(field(at, "reserves"), len(c.r.Reserves), MaxEntries)
	c.count(field(at, "answers"), len(c.r.Answers), MaxRisks)
	if len(c.list) > 0 {
		return
	}
	c.text(at, c.r.ID, c.r.Matrix.ID, c.r.Matrix.Name, c.r.Matrix.Source)
	c.text(field(at, "matrix"), c.r.Matrix.Likelihoods...)
	c.text(field(at, "matrix"), c.r.Matrix.Effects...)
	c.text(field(at, "matrix"), c.r.Matrix.Classes...)
	for _, path := range c.r.Categories {
		c.count(field(at, "categories"), len(path), MaxLevels)
		c.text(field(at, "categories"), strings.Join(path, pathSeparator))
	}
	for _, risk := range c.r.Risks {
		c.riskLimits(risk)
	}
	for _, a := range c.r.Answers {
		c.text(field(at, "answers"), a.Source.ID, a.Risk, a.By, a.Reason)
	}
	for _, x := range c.r.Reserves {
		c.reserveLimits(x)
	}
	if !c.r.commonDenominator() {
		c.block(CodeFractions, at, finding.Number(MaxCommon, "bit"), none(), RemedySplitRegister)
	}
}

func (c *checker) reserveLimits(x Reserve) {
	at := finding.Ref{Kind: "reserve", ID: clip(x.ID)}
	c.text(at, x.ID)
	c.count(field(at, "entries"), len(x.Entries), MaxBookings)
	for _, e := range x.Entries {
		c.text(at, e.ID, e.Risk, e.Reason, e.Approver, e.Exception)
	}
}

func (c *checker) riskLimits(risk Risk) {
	at := finding.Ref{Kind: "risk", ID: clip(risk.ID)}
	secondary, texts := 0, []string{risk.ID, risk.Cause, risk.Event, risk.Effect, risk.Owner, risk.Source.ID, risk.Issue}
	for _, x := range risk.Responses {
		secondary += len(x.Secondary)
		texts = append(texts, x.ID, x.Text, x.Owner, x.Task, x.Planned, x.To)
		texts = append(texts, x.Tasks...)
		c.count(field(at, "tasks"), len(x.Tasks), MaxEntries)
	}
	c.count(field(at, "assessments"), len(risk.Assessments), MaxEntries)
	c.count(field(at, "responses"), len(risk.Responses), MaxEntries)
	c.count(field(at, "secondary"), secondary, MaxEntries)
	c.count(field(at, "triggers"), len(risk.Triggers), MaxEntries)
	c.count(field(at, "notes"), len(risk.Notes), MaxEntries)
	c.count(field(at, "category"), len(risk.Category), MaxLevels)
	for _, a := range risk.Assessments {
		c.count(field(at, "effects"), len(a.Rating.Effects), MaxEntries)
		texts = append(texts, a.By, a.Note)
	}
	for _, t := range risk.Triggers {
		texts = append(texts, t.ID, t.Fact, t.Limit, t.Unit, t.Showed.Plain(), t.By, t.Answer, t.Note, t.Owner)
	}
	for _, n := range risk.Notes {
		texts = append(texts, n.By, n.Text)
	}
	c.text(at, append(texts, risk.Category...)...)
}

func (c *checker) count(at finding.Ref, n, most int) {
	if n > most {
		c.block(CodeTooMany, at, finding.Number(int64(most), ""), finding.Number(int64(n), ""), RemedySplitRegister)
	}
}

func (c *checker) text(at finding.Ref, texts ...string) {
	for _, text := range texts {
		if len(text) > MaxText {
			c.block(CodeTextTooLong, at, finding.Number(MaxText, "byte"), finding.Number(int64(len(text)), "byte"), RemedyShortenText)
		}
	}
}

// withinLimits returns [ErrTooMany] with the first limit the register passes.
func (r Register) withinLimits() error {
	c := checker{r: r}
	if c.limits(); len(c.list) > 0 {
		return fmt.Errorf("%w: %s", ErrTooMany, c.list[0])
	}
	return nil
}
