package comms

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"iter"
	"slices"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// RecordKind names a kind of record for the question of who may see it, in
// lower-case words. Hosts may add kinds of their own to a [Policy].
type RecordKind string

// The kinds that the project has itself.
const (
	KindGoal     RecordKind = "goal"
	KindPlan     RecordKind = "plan"
	KindProgress RecordKind = "progress" // phase, standing, control phases
	KindGate     RecordKind = "gate"     // moves taken, approvals, closings
	KindFact     RecordKind = "fact"
	KindDocument RecordKind = "document"
	KindRemark   RecordKind = "remark"
	KindRisk     RecordKind = "risk"
	KindIssue    RecordKind = "issue"
	KindChange   RecordKind = "change"
	KindBudget   RecordKind = "budget"
	KindMeeting  RecordKind = "meeting"
	KindDecision RecordKind = "decision"
	KindAction   RecordKind = "action"
	KindFeedback RecordKind = "feedback"
	KindSurvey   RecordKind = "survey"
	KindReview   RecordKind = "review" // of people
)

// RecordKinds returns the kinds above in their order. The caller owns the
// slice.
func RecordKinds() []RecordKind {
	return []RecordKind{KindGoal, KindPlan, KindProgress, KindGate, KindFact, KindDocument, KindRemark, KindRisk, KindIssue, KindChange,
		KindBudget, KindMeeting, KindDecision, KindAction, KindFeedback, KindSurvey, KindReview}
}

// ViewField is one thing stated about a row.
type ViewField struct {
	Name  string        `json:"name"`
	Value finding.Value `json:"value"` // the zero Value is as good as no field
}

// ViewRow is a record as it stood at a moment. Kind and Ref name it.
type ViewRow struct {
	Kind    RecordKind  `json:"kind"`
	Ref     finding.Ref `json:"ref"`
	Version string      `json:"version,omitempty"` // number or digest; another one is a change even where no field tells
	Fields  []ViewField `json:"fields,omitempty"`
}

// View is what there was to see at a moment: rows of any kind, each once. It
// is immutable and safe to share. The zero View is empty.
type View struct{ rows []ViewRow } // sorted, fields sorted; never written to after it is built

// NewView returns the view of these rows, which are copied. Rows of one kind
// and reference, fields of one name in a row, and rows without kind or
// reference are refused with an error that holds a finding for each.
func NewView(rows ...ViewRow) (View, error) {
	var c checker
	kept := make([]ViewRow, 0, len(rows))
	for _, r := range rows {
		c.need(CodeRowIncomplete, r.Ref, r.Kind != "" && r.Ref.Kind != "", RemedyCompleteRow)
		kept = append(kept, r.sorted())
	}
	slices.SortStableFunc(kept, compareRows)
	for i, r := range kept {
		if i > 0 && compareRows(kept[i-1], r) == 0 {
			c.block(CodeRowTwice, r.Ref, nothing, finding.Text(string(r.Kind)), RemedyCompleteRow)
		}
		for n, f := range r.Fields {
			if n > 0 && r.Fields[n-1].Name == f.Name {
				c.block(CodeRowTwice, field(r.Ref, f.Name), nothing, finding.Text(string(r.Kind)), RemedyCompleteRow)
			}
		}
	}
	if err := finding.AsError("comms: view", c.sorted()); err != nil {
		return View{}, err
	}
	return View{kept}, nil
}

// sorted returns a copy with the fields by name, those without value left out.
func (r ViewRow) sorted() ViewRow {
	r.Fields = slices.DeleteFunc(slices.Clone(r.Fields), func(f ViewField) bool { return f.Value.IsZero() })
	slices.SortStableFunc(r.Fields, func(a, b ViewField) int { return strings.Compare(a.Name, b.Name) })
	if len(r.Fields) == 0 {
		r.Fields = nil
	}
	return r
}

// All yields the rows by kind and reference. Their slices are copies.
func (v View) All() iter.Seq[ViewRow] {
	return func(yield func(ViewRow) bool) {
		for _, r := range v.rows {
			r.Fields = slices.Clone(r.Fields)
			if !yield(r) {
				return
			}
		}
	}
}

// Len returns the number of rows.
func (v View) Len() int { return len(v.rows) }

// With returns the view with the rows of other added. A row that is in both
// is refused as [NewView] does.
func (v View) With(other View) (View, error) {
	return NewView(slices.Concat(v.rows, other.rows)...)
}

// Fingerprint returns the SHA-256 of the view, in hex: equal views have equal
// ones.
func (v View) Fingerprint() string { return fingerprint(v.rows) }

// fingerprint hashes the JSON form of plain data, which cannot fail.
func fingerprint[T any](doc T) string {
	data, err := json.Marshal(doc)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func compareRows(a, b ViewRow) int { return compareKeys(a.Kind, a.Ref, b.Kind, b.Ref) }

func compareKeys(kind RecordKind, ref finding.Ref, kind2 RecordKind, ref2 finding.Ref) int {
	return cmp.Or(cmp.Compare(kind, kind2), cmp.Compare(ref.Kind, ref2.Kind), cmp.Compare(ref.ID, ref2.ID), cmp.Compare(ref.Field, ref2.Field))
}
