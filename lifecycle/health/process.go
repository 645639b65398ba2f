package health

import (
	"slices"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Means says by what a remedy works.
type Means string

// The means: a rule that people keep, a tool that carries the facts, a meeting.
const (
	Mechanism Means = "mechanism"
	Tool      Means = "tool"
	Meeting   Means = "meeting"
)

// Process says how well one side of the work is kept up, communication or the
// duties around risks and changes, by its signs.
type Process struct {
	// Kept is the share of judged signs that are within their limit, exact;
	// Unknown with "no-data" where none was judged.
	Kept   finding.Value `json:"kept"`
	Judged int           `json:"judged"`
	Signs  []Sign        `json:"signs"`
	Advice []Advice      `json:"advice,omitempty"` // for each sign with a bad case, those beyond their limit first
}

// Advice is a finding with what would mend it and by which means. A warning is
// beyond its limit; what is only worth knowing has severity info.
type Advice struct {
	Finding  finding.Finding `json:"finding"`
	Means    Means           `json:"means"`
	Evidence []Evidence      `json:"evidence,omitempty"`
}

// Communication returns the health of the communication as of a moment:
// cadence, attendance, acknowledgements, feedback, answers to issues, and who
// was reached, each with what would mend it.
func Communication(in Input, at time.Time) Process {
	return newDiagnosis(in, at).process(CommunicationPoor)
}

// Response returns the health of the dealings with risks and changes as of a
// moment: the risk plan, reviews, triggers, responses, risks and issues that
// nobody had seen coming, and changes that wait. The share of issues that were
// never risks is that of the sign [SignSurprises].
func Response(in Input, at time.Time) Process {
	return newDiagnosis(in, at).process(FlexibleResponse)
}

func (d *diagnosis) process(n Name) Process {
	p := Process{Kept: finding.Unknown("no-data"), Signs: d.of(n)}
	kept := 0
	for _, s := range p.Signs {
		if s.Judged {
			p.Judged++
			if !s.Beyond {
				kept++
			}
		}
		if f, bad := s.Finding(); bad {
			p.Advice = append(p.Advice, Advice{f, meansOf(f.Remedy), cloneEvidence(s.Evidence)})
		}
	}
	if p.Judged > 0 {
		p.Kept = finding.Ratio(int64(kept), int64(p.Judged), "")
	}
	slices.SortStableFunc(p.Advice, func(a, b Advice) int { return int(a.Finding.Severity) - int(b.Finding.Severity) })
	return p
}

// meansOf says by what a remedy works.
func meansOf(remedy finding.Code) Means {
	switch remedy {
	case RemedyHoldMeetings, RemedyMoveMeeting, RemedyReviewRisks, RemedyLookAhead, RemedyDecide:
		return Meeting
	case RemedyPublish, RemedyInform, RemedyPlanRisks:
		return Tool
	}
	return Mechanism
}
