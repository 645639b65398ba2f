package sales

import (
	"fmt"

	"github.com/milepost-go/milepost/kpi"
)

// EffortStatistic names what a customer effort score is taken as.
type EffortStatistic string

// The statistics in use. Vendors disagree, so that a score without its
// statistic and scale cannot be compared.
const (
	EffortMean  EffortStatistic = "mean"  // mean of the scale
	EffortShare EffortStatistic = "share" // percent of answers from the threshold up
)

// EffortQuestion names what was asked, which decides which way is better.
type EffortQuestion string

// The questions in use.
const (
	AsksEase   EffortQuestion = "ease"   // "they made it easy": higher is better
	AsksEffort EffortQuestion = "effort" // "how much effort did it take": lower is better
)

// CES is a customer effort score with the scale, the statistic and the question
// that it came about by.
type CES struct {
	Scale     Scale           `json:"scale"`
	Question  EffortQuestion  `json:"question"`
	Statistic EffortStatistic `json:"statistic"`
	From      int             `json:"from,omitempty"` // threshold of agreement of EffortShare; else 0
	N         kpi.Value       `json:"n"`
	Value     kpi.Value       `json:"value"` // in points of the scale, or percent; unknown (no-data) without answers

	total kpi.Value // the numerator of Value
}

// EffortByMean returns the score as the mean of the scale. The error is
// [ErrQuestion].
func EffortByMean(a Answers, asks EffortQuestion) (CES, error) {
	return CES{Scale: a.Scale, Question: asks, Statistic: EffortMean, N: a.N(), Value: a.Mean(), total: a.points()}, asks.check()
}

// EffortByShare returns the score as the share, in percent, of the answers from
// a threshold up: 5 of seven points, or 4 of five. The error is [ErrQuestion].
func EffortByShare(a Answers, asks EffortQuestion, from int) (CES, error) {
	return CES{Scale: a.Scale, Question: asks, Statistic: EffortShare, From: from, N: a.N(), Value: a.TopShare(from), total: a.from(from)}, asks.check()
}

func (q EffortQuestion) check() error {
	if q != AsksEase && q != AsksEffort {
		return fmt.Errorf("%w: %.40q", ErrQuestion, string(q))
	}
	return nil
}

// Figure returns the score with its trace. The caller owns the slice. It is the
// zero Figure for a question or statistic that does not exist.
func (c CES) Figure() kpi.Figure {
	return figure("sales.ces_"+string(c.Question)+"_"+string(c.Statistic), c.Value, c.total, c.N)
}
