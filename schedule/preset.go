package schedule

// MicrosoftProject returns the rules that Microsoft Project follows by
// default: the zero Rules.
func MicrosoftProject() Rules { return Rules{} }

// Primavera returns the rules that Primavera P6 follows by default: the
// project goes on from its data date, started work waits for its predecessors,
// lags count on the predecessor's calendar, total float is the finish float,
// free float has no upper bound, only mandatory constraints beat links, and a
// task that is to happen as late as possible moves no successor.
func Primavera() Rules {
	return Rules{
		LinksBeatConstraints: true, Progress: RetainedLogic, DataDateBinds: true, LagCalendar: PredecessorCalendar,
		TotalFloat: MeasureFinishFloat, FreeFloatUncapped: true, LateByFreeFloat: true,
	}
}
