package closing

import (
	"slices"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Offer is a lesson or an estimate offered to a project while it plans, and
// what became of it. What is learnt about lessons and estimates themselves is
// counted from offers ([Uses]).
type Offer struct {
	Lesson  string        `json:"lesson,omitempty"` // id
	Aspect  Aspect        `json:"aspect,omitempty"` // of an estimate, which is no lesson
	From    string        `json:"from,omitempty"`   // id of the project that learnt it
	Project string        `json:"project"`          // id of the project that it is offered to
	On      calendar.Date `json:"on"`
	Score   finding.Value `json:"score,omitzero"` // likeness or coverage as it was when offered
	State   OfferState    `json:"state"`
	Steps   []OfferStep   `json:"steps,omitempty"` // in order of time
}

// OfferState is where an offer stands.
type OfferState string

// The states of an offer.
const (
	Offered       OfferState = "offered"
	OfferAccepted OfferState = "offer_accepted" // it will be used
	OfferDeclined OfferState = "offer_declined" // it will not, with the reason
	OfferUsed     OfferState = "offer_used"     // it was used, with where
	OfferUseful   OfferState = "offer_useful"   // it was judged to have helped
	OfferUseless  OfferState = "offer_useless"  // it was judged not to have helped
)

// OfferStates returns every state. The caller owns the slice.
func OfferStates() []OfferState {
	return []OfferState{Offered, OfferAccepted, OfferDeclined, OfferUsed, OfferUseful, OfferUseless}
}

// Next returns the states that may follow. An offer that was declined may be
// accepted after all. The caller owns the slice.
func (s OfferState) Next() []OfferState {
	switch s {
	case Offered:
		return []OfferState{OfferAccepted, OfferDeclined}
	case OfferDeclined:
		return []OfferState{OfferAccepted}
	case OfferAccepted:
		return []OfferState{OfferUsed, OfferDeclined}
	case OfferUsed:
		return []OfferState{OfferUseful, OfferUseless}
	}
	return nil
}

// OfferStep is one step of an offer.
type OfferStep struct {
	To    OfferState    `json:"to"`
	By    string        `json:"by"` // actor id
	On    calendar.Date `json:"on"`
	Why   string        `json:"why,omitempty"`  // needed to decline and to judge
	Where finding.Ref   `json:"where,omitzero"` // what it was used for, such as a task or a risk; needed for use
}

// OfferTo returns the offers of suggestions to a project on a day, in their
// order. Lessons that were offered to the project before, in earlier, and those
// of its own are left out. The caller owns the slice.
func OfferTo(project string, suggestions []Suggestion, on calendar.Date, earlier []Offer) []Offer {
	var list []Offer
	for _, s := range suggestions {
		l := s.Lesson
		if l.Project == project || slices.ContainsFunc(earlier, func(o Offer) bool { return o.Project == project && o.Lesson == l.ID }) {
			continue
		}
		list = append(list, Offer{Lesson: l.ID, From: l.Project, Project: project, On: on, Score: s.Likeness.Score, State: Offered})
	}
	return list
}

// OfferEstimate returns the offer of an estimate to a project on a day. It
// reports false where the estimate says nothing.
func OfferEstimate(project string, e Estimate, on calendar.Date) (Offer, bool) {
	return Offer{Aspect: e.Aspect, Project: project, On: on, Score: e.Coverage, State: Offered}, !e.Median.IsUnknown()
}

// id names what is offered.
func (o Offer) id() string {
	if o.Lesson == "" {
		return string(o.Aspect)
	}
	return o.Lesson
}

// Take returns the offer after a step. The receiver stays as it was. What
// stands against the step, all of it, comes as findings, sorted, and the offer
// as it was: a state that may not follow, no person, a day before the last
// one, declining or judging without a reason, use without saying where.
func (o Offer) Take(s OfferStep) (Offer, []finding.Finding) {
	found := o.against(s)
	if len(found) > 0 {
		finding.Sort(found)
		return o, found
	}
	o.Steps = append(slices.Clone(o.Steps), s)
	o.State = s.To
	return o, nil
}

// against returns what stands against a step.
func (o Offer) against(s OfferStep) []finding.Finding {
	var found []finding.Finding
	add := func(code finding.Code, field string, want, got finding.Value, remedy finding.Code) {
		found = append(found, finding.Finding{Code: code, Subject: finding.Ref{Kind: "offer", ID: o.id(), Field: field}, Want: want, Got: got, Remedy: remedy})
	}
	if !slices.Contains(o.State.Next(), s.To) {
		add(CodeOfferMove, "state", finding.List(words(o.State.Next())...), finding.Text(string(s.To)), RemedyUseNamedWord)
	}
	last := o.On
	if n := len(o.Steps); n > 0 {
		last = o.Steps[n-1].On
	}
	if s.On.IsZero() || s.On.Before(last) {
		add(CodeOfferStep, "on", dateValue(last), dateValue(s.On), RemedyCompleteStep)
	}
	if s.By == "" {
		add(CodeOfferStep, "by", nothing, nothing, RemedyCompleteStep)
	}
	if s.Why == "" && (s.To == OfferDeclined || s.To == OfferUseful || s.To == OfferUseless) {
		add(CodeOfferStep, "why", nothing, nothing, RemedyCompleteStep)
	}
	if s.To == OfferUsed && s.Where == (finding.Ref{}) {
		add(CodeOfferStep, "where", nothing, nothing, RemedyCompleteStep)
	}
	return found
}

// CheckOffers returns, sorted, what is wrong with offers: steps that could not
// have been taken one after the other, a state that is not that of the last
// step, and the same lesson offered twice to one project. Offers without an
// answer are worth knowing.
func CheckOffers(offers []Offer) []finding.Finding {
	var found []finding.Finding
	seen := map[[2]string]bool{}
	for _, o := range offers {
		at := finding.Ref{Kind: "offer", ID: o.id(), Field: "state"}
		replay := o
		replay.State, replay.Steps = Offered, nil
		for _, s := range o.Steps {
			next, against := replay.Take(s)
			found, replay = append(found, against...), next
		}
		if replay.State != o.State {
			found = append(found, finding.Finding{Code: CodeOfferMove, Subject: at, Want: finding.Text(string(replay.State)), Got: finding.Text(string(o.State)), Remedy: RemedyUseNamedWord})
		}
		key := [2]string{o.Project, o.id()}
		if seen[key] {
			found = append(found, finding.Finding{Code: CodeDuplicateID, Subject: finding.Ref{Kind: "offer", ID: o.id(), Field: "lesson"}, Remedy: RemedyUniqueID})
		}
		seen[key] = true
		if o.State == Offered {
			found = append(found, finding.Finding{Code: CodeOfferUnanswered, Severity: finding.Info, Subject: at, Remedy: RemedyAnswerOffer})
		}
	}
	finding.Sort(found)
	return found
}

// Use counts what became of the offers of a lesson or an estimate. Each offer counts in every
// state that it ended in or passed through for good: one that was used was
// accepted.
type Use struct {
	Lesson   string `json:"lesson"` // id; of an estimate its aspect
	Offered  int    `json:"offered"`
	Accepted int    `json:"accepted"`
	Declined int    `json:"declined"`
	Used     int    `json:"used"`
	Useful   int    `json:"useful"`
	Useless  int    `json:"useless"`
}

// Helped returns the share of judged uses that helped, and unknown while none
// is judged.
func (u Use) Helped() finding.Value {
	if u.Useful+u.Useless == 0 {
		return finding.Unknown("no-data")
	}
	return finding.Ratio(int64(u.Useful), int64(u.Useful+u.Useless), "")
}

// Uses counts offers by lesson or aspect, in the order of their ids. The caller owns the
// slice.
func Uses(offers []Offer) []Use {
	byLesson := map[string]*Use{}
	var ids []string
	for _, o := range offers {
		u := byLesson[o.id()]
		if u == nil {
			u = &Use{Lesson: o.id()}
			byLesson[o.id()], ids = u, append(ids, o.id())
		}
		u.count(o.State)
	}
	slices.SortFunc(ids, strings.Compare)
	list := make([]Use, len(ids))
	for i, id := range ids {
		list[i] = *byLesson[id]
	}
	return list
}

func (u *Use) count(s OfferState) {
	u.Offered++
	switch s {
	case OfferDeclined:
		u.Declined++
	case OfferAccepted:
		u.Accepted++
	case OfferUsed:
		u.Accepted, u.Used = u.Accepted+1, u.Used+1
	case OfferUseful:
		u.Accepted, u.Used, u.Useful = u.Accepted+1, u.Used+1, u.Useful+1
	case OfferUseless:
		u.Accepted, u.Used, u.Useless = u.Accepted+1, u.Used+1, u.Useless+1
	}
}
