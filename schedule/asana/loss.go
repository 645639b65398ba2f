package asana

// Loss says what becomes of a field of a plan on the way through Asana and
// back.
type Loss struct {
	// Field is the path in the plan by its Go names, such as "Tasks.FixedCost";
	// it stands for everything below.
	Field string
	CSV   bool // it is lost in the import file
	REST  bool // it is lost in the requests
	Why   string
}

// Losses returns the fields of a [schedule.Plan] that do not come back from a
// project that [Options.Encode] or [Requests] wrote and nobody changed. All
// others do. The caller owns the slice.
func Losses() []Loss {
	const (
		money  = "who sees the project is not who may see its costs"
		little = "they belong to the tool that schedules, not to the project in Asana"
	)
	return []Loss{
		{"Tasks.FixedCost", true, true, money},
		{"Tasks.Progress.ActualCost", true, true, money},
		{"Resources.Rate", true, true, money},
		{"Resources.CostPerUse", true, true, money},
		{"Baselines", true, true, "notes have no room for them"},
		{"Rules", true, true, little},
		{"Units", true, true, little},
	}
}
