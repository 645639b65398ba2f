package facts

import (
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/quality"
)

// Facts of the quality of the schedule. The ratio of each point has a name of
// its own, [QualityOf].
const (
	QualityFailed lifecycle.FactName = "quality.failed" // list: points that fall short of their limit
	QualityMade   lifecycle.FactName = "quality.passed" // number: points that keep their limit
	QualityTasks  lifecycle.FactName = "quality.tasks"  // number: tasks that were looked at
	qualityPrefix                    = "quality.ratio." // of QualityOf
)

// QualityOf returns the name of the fact of a point of the assessment: its ratio,
// a number that is Unknown where there was nothing to measure.
func QualityOf(p quality.Point) lifecycle.FactName {
	return lifecycle.FactName(qualityPrefix + string(p))
}

func qualityRows() []row {
	rows := []row{
		figure(QualityFailed, "list", "", (*Known).qualityFailed, PartQuality),
		count(QualityMade, "", func(k *Known) int { return len(k.points(quality.Pass)) }, PartQuality),
		figure(QualityTasks, "number", "", func(k *Known) finding.Value { return finding.Number(k.assessment().Tasks, "") }, PartQuality),
	}
	for _, p := range quality.Points() {
		rows = append(rows, figure(QualityOf(p), "number", "", func(k *Known) finding.Value { return k.ratio(p) }, PartQuality))
	}
	return rows
}

// assessment returns the one given, or one of the plan by the usual limits.
func (k *Known) assessment() quality.Assessment {
	return k.assessed.of(func() quality.Assessment {
		if k.in.Quality != nil {
			return *k.in.Quality
		}
		t := k.dates()
		if t.result == nil || t.stale {
			return quality.Assessment{}
		}
		return quality.Assess(quality.From(k.in.Plan, t.result, latestBaseline(k.in.Plan)), quality.Limits{})
	})
}

func (k *Known) qualityFailed() finding.Value {
	if len(k.assessment().Checks) == 0 {
		return finding.Unknown("no-dates")
	}
	return listed(k.points(quality.Fail))
}

// points returns the points that ended so, in their order.
func (k *Known) points(v quality.Verdict) []string {
	var list []string
	for _, c := range k.assessment().Checks {
		if c.Verdict == v {
			list = append(list, string(c.Point))
		}
	}
	return list
}

func (k *Known) ratio(p quality.Point) finding.Value {
	c, ok := k.assessment().Check(p)
	if !ok {
		return finding.Unknown("no-dates")
	}
	return c.Ratio
}
