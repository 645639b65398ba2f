package risk

import (
	"slices"

	"github.com/milepost-go/milepost/kpi/money"
)

// Register is the list of the risks of a project with the scales and the
// matrix they are rated by. It is a value: no function of this package changes
// one, results share nothing with it. It is safe for concurrent use as long as
// nobody writes to its slices.
type Register struct {
	ID         string         `json:"id"`
	Currency   money.Currency `json:"currency,omitzero"` // of all effects on cost and all response costs
	Scales     Scales         `json:"scales,omitzero"`
	Matrix     Matrix         `json:"matrix"`
	Cadences   []Cadence      `json:"cadences,omitempty"`   // how often to review; a class without one: never due
	Categories [][]string     `json:"categories,omitempty"` // allowed paths, each with its ancestors; none: any path
	Risks      []Risk         `json:"risks"`
	Reserves   []Reserve      `json:"reserves,omitempty"` // time and money set aside
	Answers    []PromptAnswer `json:"answers,omitempty"`  // what became of suggested risks
}

// Cadence says how often the risks of a class are reviewed.
type Cadence struct {
	Class string `json:"class"` // class id of the matrix
	Days  int    `json:"days"`  // calendar days from one review to the next
}

// Limits of a register. [Decode] refuses more, Check reports it.
const (
	MaxRisks    = 10_000    // risks in a register
	MaxEntries  = 1_000     // assessments, responses, triggers, notes and the like of one risk
	MaxBookings = 10_000    // entries in the ledger of one reserve
	MaxText     = 4_000     // bytes of one text
	MaxBytes    = 128 << 20 // bytes of the JSON form
	MaxCommon   = 4_096     // bits of the common denominator of all fractions
)

// Risk returns the risk of that id. It reports false when there is none. The
// slices of the risk belong to the register.
func (r Register) Risk(id string) (Risk, bool) {
	if i := r.index(id); i >= 0 {
		return r.Risks[i], true
	}
	return Risk{}, false
}

func (r Register) index(id string) int {
	return slices.IndexFunc(r.Risks, func(x Risk) bool { return x.ID == id })
}

// Clone returns a copy that shares nothing with the receiver.
func (r Register) Clone() Register {
	r.Scales = r.Scales.clone()
	r.Matrix = r.Matrix.Clone()
	r.Cadences = slices.Clone(r.Cadences)
	r.Categories = cloneRows(r.Categories)
	r.Risks = slices.Clone(r.Risks)
	for i := range r.Risks {
		r.Risks[i] = r.Risks[i].clone()
	}
	r.Answers, r.Reserves = slices.Clone(r.Answers), slices.Clone(r.Reserves)
	for i := range r.Reserves {
		r.Reserves[i].Entries = slices.Clone(r.Reserves[i].Entries)
	}
	return r
}

// Clone returns a copy that shares nothing with the receiver.
func (m Matrix) Clone() Matrix {
	m.Likelihoods, m.Effects, m.Classes = slices.Clone(m.Likelihoods), slices.Clone(m.Effects), slices.Clone(m.Classes)
	m.Cells, m.Scores = cloneRows(m.Cells), cloneRows(m.Scores)
	m.LikelihoodEdges, m.EffectEdges = slices.Clone(m.LikelihoodEdges), slices.Clone(m.EffectEdges)
	return m
}

func (s Scales) clone() Scales {
	for _, scale := range []*Scale{&s.Likelihood, &s.Time, &s.Cost, &s.Quality, &s.Customer} {
		scale.Levels = slices.Clone(scale.Levels)
	}
	return s
}

func (r Risk) clone() Risk {
	r.Category = slices.Clone(r.Category)
	r.Triggers, r.Notes = slices.Clone(r.Triggers), slices.Clone(r.Notes)
	r.Assessments = slices.Clone(r.Assessments)
	for i := range r.Assessments {
		r.Assessments[i].Rating.Effects = slices.Clone(r.Assessments[i].Rating.Effects)
	}
	r.Responses = slices.Clone(r.Responses)
	for i := range r.Responses {
		r.Responses[i].Secondary = slices.Clone(r.Responses[i].Secondary)
		r.Responses[i].Tasks = slices.Clone(r.Responses[i].Tasks)
		r.Responses[i].Residual.Effects = slices.Clone(r.Responses[i].Residual.Effects)
	}
	return r
}

func cloneRows[T any](rows [][]T) [][]T {
	rows = slices.Clone(rows)
	for i := range rows {
		rows[i] = slices.Clone(rows[i])
	}
	return rows
}
