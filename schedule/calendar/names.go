package calendar

import "slices"

func frequencyNames() []string { return []string{"once", "daily", "weekly", "monthly", "yearly"} }
func dayKindNames() []string   { return []string{"any", "workday", "weekend", "weekday"} }

// nameOf returns the name of a value, and "" for an unknown one.
func nameOf[T ~uint8](names []string, v T) string {
	if int(v) < len(names) {
		return names[v]
	}
	return ""
}

// valueOf finds the value of a name; an empty name is the zero value.
func valueOf[T ~uint8](names []string, what string, text []byte) (T, error) {
	if len(text) == 0 {
		return 0, nil
	}
	if i := slices.Index(names, string(text)); i >= 0 {
		return T(i), nil
	}
	return 0, syntaxError(what, string(text), "a known name")
}

// String returns the name of the frequency, "" for an unknown one.
func (f Frequency) String() string { return nameOf(frequencyNames(), f) }

// MarshalText writes the frequency as [Frequency.String] does.
func (f Frequency) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

// UnmarshalText reads a frequency; an empty text is Once. The error wraps
// [ErrSyntax].
func (f *Frequency) UnmarshalText(text []byte) (err error) {
	*f, err = valueOf[Frequency](frequencyNames(), "frequency", text)
	return err
}

// String returns the name of the kind, "" for an unknown one.
func (k DayKind) String() string { return nameOf(dayKindNames(), k) }

// MarshalText writes the kind as [DayKind.String] does.
func (k DayKind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads a kind; an empty text is AnyDay. The error wraps
// [ErrSyntax].
func (k *DayKind) UnmarshalText(text []byte) (err error) {
	*k, err = valueOf[DayKind](dayKindNames(), "kind of day", text)
	return err
}
