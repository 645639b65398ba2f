package comms

import "errors"

// The kinds of error of this package.
var (
	// ErrForm says that data is no record of the form this package reads.
	ErrForm = errors.New("comms: not a communication record")
	// ErrTooMany says that a limit on counts or sizes was passed.
	ErrTooMany = errors.New("comms: limit passed")
	// ErrZone says that a location is not the time zone of the series.
	ErrZone = errors.New("comms: location is not the zone of the series")
	// ErrCalendar says that a calendar is needed and none was given.
	ErrCalendar = errors.New("comms: no calendar")
)
