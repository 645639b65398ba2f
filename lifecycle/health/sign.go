package health

import (
	"cmp"
	"math/big"
	"slices"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Sign is one thing that was looked at: of so many cases so many are bad.
type Sign struct {
	Code finding.Code `json:"code"`
	Bad  int          `json:"bad"`
	Of   int          `json:"of"`
	// Share is Bad of Of, exact; Unknown with "no-data" of no case.
	Share finding.Value `json:"share"`
	Limit finding.Value `json:"limit"` // the share that is still within the limit
	// Judged says that there are enough cases to compare the share with the
	// limit, Beyond that it lies above.
	Judged bool `json:"judged"`
	Beyond bool `json:"beyond"`
	// Missing says why the sign was not judged; nil where it was.
	Missing *finding.Finding `json:"missing,omitempty"`
	// Evidence are the bad cases that can be named, the earliest first. There
	// may be fewer than Bad: a review that came late is counted and no longer
	// named.
	Evidence []Evidence `json:"evidence,omitempty"`
}

// Evidence is one bad case.
type Evidence struct {
	Sign    finding.Code  `json:"sign"`
	Subject finding.Ref   `json:"subject"`
	On      calendar.Date `json:"on,omitzero"` // since when it shows; zero: not dated
	// Found says what is wrong, in the words of the checks that found it, each
	// with the first hundred of what it is related to.
	Found []finding.Finding `json:"found"`
}

// Finding returns the sign as one finding about the project, with the limit as
// Want and the share as Got, both in percent: a warning beyond the limit, information otherwise.
// It reports false for a sign without a bad case.
func (s Sign) Finding() (finding.Finding, bool) {
	def, ok := specOf(s.Code)
	if !ok || s.Bad == 0 {
		return finding.Finding{}, false
	}
	f := finding.Finding{Code: s.Code, Severity: finding.Info, Subject: finding.Ref{Kind: "project"},
		Want: percent(s.Limit), Got: percent(s.Share), Remedy: def.remedy}
	if s.Beyond {
		f.Severity = finding.Warn
	}
	return f, true
}

// percent is a share in percent, exact.
func percent(v finding.Value) finding.Value {
	r, ok := v.Rat()
	if !ok {
		return v
	}
	return finding.Rat(r.Mul(r, big.NewRat(100, 1)), "%")
}

// clone returns a copy that shares nothing with the receiver.
func (s Sign) clone() Sign {
	if s.Missing != nil {
		missing := *s.Missing
		s.Missing = &missing
	}
	s.Evidence = cloneEvidence(s.Evidence)
	return s
}

func cloneEvidence(list []Evidence) []Evidence {
	list = slices.Clone(list)
	for i := range list {
		list[i].Found = cloneFindings(list[i].Found)
	}
	return list
}

func cloneFindings(list []finding.Finding) []finding.Finding {
	list = slices.Clone(list)
	for i := range list {
		list[i].Related = slices.Clone(list[i].Related)
	}
	return list
}

// maxRelated bounds what one finding of an evidence is related to: a shortfall
// that thousands of tasks take part in is found for each of them.
const maxRelated = 100

// survey collects the cases of one sign.
type survey struct {
	code  finding.Code
	bad   int
	of    int
	known bool // the record it is read from was given
	idle  bool // it was given, and its dates mean nothing
	cases []Evidence
}

// good counts cases with nothing wrong.
func (s *survey) good(n int) { s.of += n }

// take counts one case: bad where something was found.
func (s *survey) take(subject finding.Ref, on calendar.Date, found ...finding.Finding) {
	s.of++
	if len(found) == 0 {
		return
	}
	s.bad++
	s.name(subject, on, found...)
}

// name adds a bad case as evidence without counting it.
func (s *survey) name(subject finding.Ref, on calendar.Date, found ...finding.Finding) {
	found = slices.Clone(found)
	for i, f := range found {
		found[i].Related = slices.Clone(f.Related[:min(len(f.Related), maxRelated)])
	}
	finding.Sort(found)
	s.cases = append(s.cases, Evidence{s.code, subject, on, found})
}

// sign compares the survey with its bound.
func (s *survey) sign(b Bound) Sign {
	limit, _ := b.Limit.Rat()
	x := Sign{Code: s.code, Bad: s.bad, Of: s.of, Share: finding.Unknown("no-data"), Limit: b.Limit, Evidence: s.cases}
	if s.of > 0 {
		x.Share = finding.Ratio(int64(s.bad), int64(s.of), "")
		x.Judged = s.of >= b.Sample
		x.Beyond = x.Judged && big.NewRat(int64(s.bad), int64(s.of)).Cmp(limit) > 0
	}
	if !x.Judged {
		x.Missing = s.missing(b)
	}
	slices.SortStableFunc(x.Evidence, compareEvidence)
	return x
}

func (s *survey) missing(b Bound) *finding.Finding {
	f := finding.Finding{Code: CodeNoInput, Severity: finding.Info, Subject: finding.Ref{Kind: "sign", ID: string(s.code)}, Remedy: RemedyGiveRecord}
	switch {
	case s.idle:
		f.Code, f.Remedy = CodeDatesIdle, RemedyLinkTasks
	case s.known:
		f.Code, f.Want, f.Got = CodeTooFew, finding.Number(int64(b.Sample), ""), finding.Number(int64(s.of), "")
	}
	return &f
}

// compareEvidence orders by date, those without one last, then by sign,
// subject and what was found, so that a list has one order.
func compareEvidence(a, b Evidence) int {
	if c := cmp.Or(undatedLast(a.On, b.On), strings.Compare(string(a.Sign), string(b.Sign)),
		finding.Compare(finding.Finding{Subject: a.Subject}, finding.Finding{Subject: b.Subject})); c != 0 {
		return c // what was found is long: looked at where nothing else tells
	}
	return slices.CompareFunc(a.Found, b.Found, finding.Compare)
}

func undatedLast(a, b calendar.Date) int {
	switch {
	case a == b:
		return 0
	case a.IsZero():
		return 1
	case b.IsZero():
		return -1
	}
	return a.Compare(b)
}

// byCode finds a sign in a list.
func byCode(list []Sign, code finding.Code) (Sign, bool) {
	i := slices.IndexFunc(list, func(s Sign) bool { return s.Code == code })
	if i < 0 {
		return Sign{}, false
	}
	return list[i], true
}
