package health

import "slices"

// Name names a cause of failure or a factor of success for good.
type Name string

// The four causes of failure and the five factors of success.
const (
	GoalsUnclear          Name = "goals_unclear"          // nobody could say whether the goals are met
	PlanThin              Name = "plan_thin"              // the plan does not say what is done, after what, by whom, when
	ResourcesMisallocated Name = "resources_misallocated" // the work is with people who lack the time, the skill or the tools
	CommunicationPoor     Name = "communication_poor"     // what people need to know does not reach them, or their answers do not come back

	ClearGoals        Name = "clear_goals"
	DetailedPlan      Name = "detailed_plan"
	SoundAllocation   Name = "sound_allocation"
	OpenCommunication Name = "open_communication"
	FlexibleResponse  Name = "flexible_response" // risks are watched, changes decided, surprises rare
)

// Causes returns the causes of failure in their order. The caller owns the
// slice.
func Causes() []Name {
	return []Name{GoalsUnclear, PlanThin, ResourcesMisallocated, CommunicationPoor}
}

// Factors returns the factors of success: the opposite of each cause, in the
// same order, then [FlexibleResponse]. The caller owns the slice.
func Factors() []Name {
	return []Name{ClearGoals, DetailedPlan, SoundAllocation, OpenCommunication, FlexibleResponse}
}

// Factor reports whether the name is that of a factor of success.
func (n Name) Factor() bool { return slices.Contains(Factors(), n) }

// Verdict says how far a cause or a factor is proved.
type Verdict string

// The verdicts. Nothing is accused below Shown.
const (
	Shown     Verdict = "shown"           // the stated amount of evidence is there
	Hinted    Verdict = "hinted"          // some sign is beyond its limit, with too few cases for a judgement
	NotShown  Verdict = "not_shown"       // enough could be looked at, and it does not show
	NotEnough Verdict = "not_enough_data" // too little could be looked at
)
