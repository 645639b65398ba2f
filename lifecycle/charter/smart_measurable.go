package charter

import (
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// measurable is the M: a complete metric whose target lies ahead of its
// baseline.
func (c *smart) measurable() {
	m, ref := c.goal.Metric, c.goal.ref
	for _, x := range []struct {
		code    finding.Code
		field   string
		missing bool
	}{
		{CodeNoMetric, "metric.name", blank(m.Name)},
		{CodeNoUnit, "metric.unit", blank(m.Unit)},
		{CodeNoDirection, "metric.direction", m.Direction != Up && m.Direction != Down},
		{CodeNoBaseline, "metric.baseline", m.Baseline.IsZero()},
		{CodeNoTarget, "metric.target", m.Target.IsZero()},
		{CodeNoSource, "metric.source", blank(m.Source)},
	} {
		if x.missing {
			c.block(x.code, ref(x.field), nothing, nothing, RemedyCompleteMetric)
		}
	}
	c.movement()
	c.kind()
}

// movement wants the target to differ from the baseline, in the direction.
func (c *smart) movement() {
	m := c.goal.Metric
	if m.Baseline.IsZero() || m.Target.IsZero() {
		return
	}
	way := compare(m.Target, m.Baseline)
	switch {
	case way == 0:
		c.block(CodeTargetIsBaseline, c.goal.ref("metric.target"), nothing, m.Target.Value(m.Unit), RemedySetTarget)
	case way < 0 && m.Direction == Up, way > 0 && m.Direction == Down:
		c.block(CodeTargetBackwards, c.goal.ref("metric.target"), finding.Text(string(m.Direction)), m.Target.Value(m.Unit), RemedySetTarget)
	}
}

// kind holds the figures against what the kind of metric allows.
func (c *smart) kind() {
	m, ref := c.goal.Metric, c.goal.ref
	word(&c.checker, ref("metric.kind"), m.Kind, "", Money, Count, Share, Retention)
	most, bounded := m.most()
	switch {
	case blank(m.Unit):
		return
	case m.Kind == Money:
		if _, err := money.Lookup(m.Unit); err != nil {
			c.block(CodeMetricUnit, ref("metric.unit"), finding.Text("ISO 4217"), finding.Text(m.Unit), RemedyCompleteMetric)
		}
	case (m.Kind == Share || m.Kind == Retention) && !bounded:
		c.block(CodeMetricUnit, ref("metric.unit"), finding.List("ratio", "percent"), finding.Text(m.Unit), RemedyCompleteMetric)
	}
	c.figure(ref("metric.baseline"), m.Baseline, most, bounded)
	c.figure(ref("metric.target"), m.Target, most, bounded)
}

// most returns the greatest figure of a share or retention. It reports false
// for other kinds and units.
func (m Metric) most() (Number, bool) {
	switch {
	case m.Kind != Share && m.Kind != Retention:
		return Number{}, false
	case m.Unit == "ratio":
		return Whole(1), true
	case m.Unit == "percent":
		return Whole(100), true
	}
	return Number{}, false
}

// figure wants counts whole and not negative, shares within their bounds.
func (c *smart) figure(at finding.Ref, n, most Number, bounded bool) {
	m := c.goal.Metric
	exact, ok := n.Rat()
	switch {
	case !ok:
		return
	case m.Kind == Count && (!exact.IsInt() || exact.Sign() < 0):
		c.block(CodeMetricRange, at, finding.Text("whole"), n.Value(m.Unit), RemedySetTarget)
	case bounded && (exact.Sign() < 0 || compare(n, most) > 0):
		c.block(CodeMetricRange, at, finding.List("0", most.String()), n.Value(m.Unit), RemedySetTarget)
	}
}
