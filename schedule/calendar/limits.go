package calendar

// Limits of a definition, to bound what hostile data can cost. [Compile] names
// every list that is longer.
const (
	MaxRanges      = 64     // working ranges of one day
	MaxAllRanges   = 200000 // working ranges of one definition
	MaxExceptions  = 100000 // exceptions of one definition
	MaxWorkWeeks   = 10000  // work weeks of one definition
	MaxOccurrences = 50000  // days, or months and years looked at, of all repeating exceptions of one definition together
)
