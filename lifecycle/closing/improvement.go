package closing

import (
	"slices"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Improvement is something to be done better from now on: who sees to it, by
// when, and by which figure it will be seen whether it helped. It outlives the
// project that it comes from.
type Improvement struct {
	ID      string            `json:"id"`
	What    string            `json:"what"`    // what is done otherwise
	From    []finding.Ref     `json:"from"`    // the lesson, review or figure it comes from
	Project string            `json:"project"` // id of the project that it came up in
	Owner   string            `json:"owner"`   // actor id
	Raised  calendar.Date     `json:"raised"`  // the day it was agreed
	Due     calendar.Date     `json:"due"`     // the day by which it is in place
	Measure Measure           `json:"measure"` // how it is seen whether it helped
	State   ImprovementState  `json:"state"`
	Verdict Effect            `json:"verdict,omitempty"` // of a judged one
	Carried []string          `json:"carried,omitempty"` // ids of the projects it went on to, in order
	Steps   []ImprovementStep `json:"steps,omitempty"`   // in order of time
}

// Measure is a figure before and after something was done otherwise.
type Measure struct {
	Name    string        `json:"name"`
	Smaller bool          `json:"smaller_is_better,omitempty"`
	Least   finding.Value `json:"least,omitzero"` // the smallest difference that counts; none: any
	Before  finding.Value `json:"before"`
	After   finding.Value `json:"after,omitzero"` // none until it is judged
	Source  string        `json:"source,omitempty"`
}

// Effect is what came of an improvement.
type Effect string

// The effects.
const (
	Better    Effect = "better"
	Unchanged Effect = "unchanged" // less than the smallest difference that counts
	Worse     Effect = "worse"
)

// Effect compares the figure after with that before. It reports false when the
// two, or the least difference, cannot be compared: one is missing or unknown,
// or the units differ.
func (m Measure) Effect() (Effect, bool) {
	if _, ok := finding.CompareValues(m.Before, m.After); !ok {
		return "", false
	}
	before, okBefore := m.Before.Rat()
	after, okAfter := m.After.Rat()
	if !okBefore || !okAfter {
		return "", false
	}
	gain := after.Sub(after, before)
	if m.Smaller {
		gain.Neg(gain)
	}
	sign := gain.Sign()
	if !m.Least.IsZero() {
		least, ok := m.Least.Rat()
		if !ok || m.Least.Unit() != m.Before.Unit() {
			return "", false
		}
		if gain.Abs(gain).Cmp(least) < 0 {
			sign = 0
		}
	}
	return [...]Effect{Worse, Unchanged, Better}[sign+1], true
}

// ImprovementState is where an improvement stands.
type ImprovementState string

// The states of an improvement.
const (
	ImprovementOpen    ImprovementState = "improvement_open"
	ImprovementApplied ImprovementState = "improvement_applied" // done otherwise from now on
	ImprovementJudged  ImprovementState = "improvement_judged"  // measured, with a verdict
	ImprovementDropped ImprovementState = "improvement_dropped" // given up, with the reason
)

// ImprovementStates returns every state. The caller owns the slice.
func ImprovementStates() []ImprovementState {
	return []ImprovementState{ImprovementOpen, ImprovementApplied, ImprovementJudged, ImprovementDropped}
}

// Next returns the states that may follow. The caller owns the slice.
func (s ImprovementState) Next() []ImprovementState {
	switch s {
	case ImprovementOpen:
		return []ImprovementState{ImprovementApplied, ImprovementDropped}
	case ImprovementApplied:
		return []ImprovementState{ImprovementJudged, ImprovementDropped}
	}
	return nil
}

// ImprovementStep is one step of an improvement.
type ImprovementStep struct {
	To      ImprovementState `json:"to"`
	By      string           `json:"by"` // actor id
	On      calendar.Date    `json:"on"`
	Project string           `json:"project,omitempty"` // where it was applied or measured
	Why     string           `json:"why,omitempty"`     // needed to drop
	After   finding.Value    `json:"after,omitzero"`    // the figure, needed to judge
}

// clone returns a copy that shares nothing with the receiver.
func (i Improvement) clone() Improvement {
	i.From, i.Carried, i.Steps = slices.Clone(i.From), slices.Clone(i.Carried), slices.Clone(i.Steps)
	return i
}

func (i Improvement) ref(field string) finding.Ref {
	return finding.Ref{Kind: "improvement", ID: i.ID, Field: field}
}

// Take returns the improvement after a step. Judging sets the figure after and
// the verdict. The receiver stays as it was. What stands against the step, all
// of it, comes as findings, sorted, and the item as it was.
func (i Improvement) Take(s ImprovementStep) (Improvement, []finding.Finding) {
	next := i.clone()
	found := i.against(s)
	if s.To == ImprovementJudged {
		var ok bool
		next.Measure.After = s.After
		if next.Verdict, ok = next.Measure.Effect(); !ok {
			found = append(found, finding.Finding{Code: CodeNotComparable, Subject: i.ref("after"), Want: i.Measure.Before, Got: s.After, Remedy: RemedyMeasureAgain})
		}
	}
	if len(found) > 0 {
		finding.Sort(found)
		return i, found
	}
	next.State, next.Steps = s.To, append(next.Steps, s)
	return next, nil
}

// against returns what stands against a step, but for the figure.
func (i Improvement) against(s ImprovementStep) []finding.Finding {
	var found []finding.Finding
	add := func(code finding.Code, field string, want, got finding.Value, remedy finding.Code) {
		found = append(found, finding.Finding{Code: code, Subject: i.ref(field), Want: want, Got: got, Remedy: remedy})
	}
	if !slices.Contains(i.State.Next(), s.To) {
		add(CodeImprovementMove, "state", finding.List(words(i.State.Next())...), finding.Text(string(s.To)), RemedyUseNamedWord)
	}
	last := i.Raised
	if n := len(i.Steps); n > 0 {
		last = i.Steps[n-1].On
	}
	if s.On.IsZero() || s.On.Before(last) {
		add(CodeImprovementStep, "on", dateValue(last), dateValue(s.On), RemedyCompleteStep)
	}
	if s.By == "" {
		add(CodeImprovementStep, "by", nothing, nothing, RemedyCompleteStep)
	}
	if s.To == ImprovementDropped && s.Why == "" {
		add(CodeImprovementStep, "why", nothing, nothing, RemedyCompleteStep)
	}
	return found
}

// CarryTo returns the items that a further project has to know of: those that
// are open or applied and not judged, each with the project noted as the last
// it went on to. Items that came up in the project itself, or were carried to
// it before, stay as they are. The caller owns the slice.
func CarryTo(project string, items []Improvement) []Improvement {
	var list []Improvement
	for _, i := range items {
		if len(i.State.Next()) == 0 {
			continue
		}
		i = i.clone()
		if i.Project != project && !slices.Contains(i.Carried, project) {
			i.Carried = append(i.Carried, project)
		}
		list = append(list, i)
	}
	return list
}

// OverdueImprovements returns the items that are open although their day of
// being in place is past, the longest first, then by id. The caller owns the
// slice.
func OverdueImprovements(items []Improvement, on calendar.Date) []Improvement {
	var list []Improvement
	for _, i := range items {
		if i.State == ImprovementOpen && !i.Due.IsZero() && i.Due.Before(on) {
			list = append(list, i.clone())
		}
	}
	slices.SortStableFunc(list, func(a, b Improvement) int {
		if a.Due != b.Due {
			return a.Due.DaysSince(b.Due)
		}
		return strings.Compare(a.ID, b.ID)
	})
	return list
}

// CheckImprovements returns, sorted, what is wrong with improvement items on a
// day: what is missing in one that is not dropped (what, where from, owner,
// days, figure before), ids used twice, states that do not exist, verdicts that
// are not what the figures say; and as warnings, those that are overdue.
func CheckImprovements(items []Improvement, on calendar.Date) []finding.Finding {
	var found []finding.Finding
	seen := map[string]bool{}
	for _, i := range items {
		found = append(found, i.missing()...)
		if i.ID != "" && seen[i.ID] {
			found = append(found, finding.Finding{Code: CodeDuplicateID, Subject: i.ref("id"), Remedy: RemedyUniqueID})
		}
		seen[i.ID] = true
		if !slices.Contains(ImprovementStates(), i.State) {
			found = append(found, finding.Finding{Code: CodeUnknownWord, Subject: i.ref("state"), Want: finding.List(words(ImprovementStates())...), Got: finding.Text(string(i.State)), Remedy: RemedyUseNamedWord})
		}
		effect, ok := i.Measure.Effect()
		if judged := i.State == ImprovementJudged; judged && (!ok || effect != i.Verdict) || !judged && i.Verdict != "" {
			found = append(found, finding.Finding{Code: CodeNotComparable, Subject: i.ref("verdict"), Want: finding.Text(string(effect)), Got: finding.Text(string(i.Verdict)), Remedy: RemedyMeasureAgain})
		}
	}
	for _, i := range OverdueImprovements(items, on) {
		found = append(found, finding.Finding{Code: CodeImprovementOverdue, Severity: finding.Warn, Subject: i.ref("due"), Want: dateValue(i.Due), Got: dateValue(on), Remedy: RemedyApplyImprovement})
	}
	finding.Sort(found)
	return found
}

// missing returns what is missing in an item.
func (i Improvement) missing() []finding.Finding {
	if i.State == ImprovementDropped {
		return nil
	}
	from, before := "", i.Measure.Before.String()
	if len(i.From) > 0 {
		from = i.From[0].String()
	}
	if i.Measure.Before.IsUnknown() {
		before = ""
	}
	var found []finding.Finding
	for _, f := range []struct{ name, text string }{{"id", i.ID}, {"what", i.What}, {"from", from}, {"project", i.Project}, {"owner", i.Owner},
		{"raised", i.Raised.String()}, {"due", i.Due.String()}, {"measure", i.Measure.Name}, {"before", before}} {
		if f.text == "" || f.name == "owner" && f.text == Erased && i.State != ImprovementJudged {
			found = append(found, finding.Finding{Code: CodeImprovementIncomplete, Subject: i.ref(f.name), Remedy: RemedyCompleteImprovement})
		}
	}
	return found
}

// within returns a name with the project that it belongs to before it.
func within(project, name string) string {
	if project == "" {
		return name
	}
	return project + "/" + name
}

// ProposeImprovements drafts items from what a closed project left: one for
// each accepted lesson, and one for each final figure of time, cost or quality
// that is worse than planned, with that figure as what is to be measured: of
// times and amounts by how much it is off, and less is better; of shares,
// indices and quality as it is, and more is better. Owner and day are for people
// to add, and besides, for lessons the figure and for figures what is to be done
// otherwise; [CheckImprovements] says so. The id of an item is that of the
// lesson, or that of the project and the label of the figure with a slash
// between them, so that items of several projects go into one [Memory]. The
// caller owns the slice.
func ProposeImprovements(r Record, on calendar.Date) []Improvement {
	var list []Improvement
	for _, l := range r.Lessons {
		if l.Status == Accepted {
			list = append(list, Improvement{ID: l.ID, What: l.Advice, From: []finding.Ref{l.ref("")}, Project: r.Project, Raised: on, State: ImprovementOpen})
		}
	}
	for _, f := range r.Figures {
		n, ok := f.Off.Rat()
		smaller := f.Area != Quality && f.Off.Unit() != ""
		if f.Area != Time && f.Area != Cost && f.Area != Quality || !ok || n.Sign() == 0 || smaller != (n.Sign() > 0) {
			continue
		}
		before := f.Off
		if !smaller {
			before = f.Actual
		}
		list = append(list, Improvement{ID: within(r.Project, string(f.Label)), From: []finding.Ref{{Kind: "figure", ID: string(f.Label)}}, Project: r.Project, Raised: on,
			Measure: Measure{Name: string(f.Label), Smaller: smaller, Before: before}, State: ImprovementOpen})
	}
	return list
}
