package quality

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
)

// counts reports whether a link belongs to the population: its successor is a
// row that is not finished. Other projects count their own links.
func (s *survey) counts(k Tie) bool {
	to := s.activity(k.To)
	return to != nil && (s.limits.AllLinks || !to.complete())
}

// countTies measures the links of the population. Those that the finding is
// about are the offenders.
func (s *survey) countTies(offence func(Tie) []finding.Finding) Check {
	var c Check
	for _, k := range s.Ties {
		if !s.counts(k) {
			continue
		}
		c.Population++
		if found := offence(k); len(found) > 0 {
			c.Count++
			c.Found = append(c.Found, found...)
		}
	}
	return c.ratio()
}

// leads counts the links with a negative lag.
func (s *survey) leads() Check {
	return s.countTies(func(k Tie) []finding.Finding {
		return one(k.Lag < 0, finding.Finding{Code: CodeLead, Subject: tieRef(k, "lag"), Want: s.inDays(0), Got: s.inDays(k.Lag), Remedy: RemedySplitTask})
	})
}

// lags counts the links with a positive lag.
func (s *survey) lags() Check {
	return s.countTies(func(k Tie) []finding.Finding {
		return one(k.Lag > 0, finding.Finding{Code: CodeLag, Subject: tieRef(k, "lag"), Want: s.inDays(0), Got: s.inDays(k.Lag), Remedy: RemedyTaskForLag})
	})
}

// linkTypes counts the links from finish to start; the others offend.
func (s *survey) linkTypes() Check {
	c := s.countTies(func(k Tie) []finding.Finding {
		f := finding.Finding{Code: CodeLinkType, Subject: tieRef(k, "type"), Remedy: RemedyFinishToStart,
			Want: finding.Text(schedule.FinishToStart.String()), Got: finding.Text(k.Type.String())}
		if k.Type == schedule.StartToFinish {
			f.Code = CodeStartToFinish
		}
		return one(k.Type != schedule.FinishToStart, f)
	})
	return c.others()
}

// summaryLinks counts the links that begin or end at a summary: what they mean
// for the tasks in it, tools see differently.
func (s *survey) summaryLinks() Check {
	isSummary := func(id string) bool {
		a := s.activity(id)
		return a != nil && a.Kind == Summary
	}
	return s.countTies(func(k Tie) []finding.Finding {
		return append(
			one(isSummary(k.From), finding.Finding{Code: CodeSummaryLink, Subject: tieRef(k, "from"), Remedy: RemedyLinkTasks}),
			one(isSummary(k.To), finding.Finding{Code: CodeSummaryLink, Subject: tieRef(k, "to"), Remedy: RemedyLinkTasks})...)
	})
}
