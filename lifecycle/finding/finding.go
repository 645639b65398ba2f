package finding

import (
	"slices"
	"strings"
)

// Code names one kind of finding for good: lower-case words joined by dots,
// the first being the package that reports it, such as
// "schedule.link.unknown_task". A code is never reused for another meaning.
type Code string

// Ref points at the thing a finding is about.
type Ref struct {
	Kind  string `json:"kind,omitempty"`  // what it is: "task", "goal", "gate", "row"
	ID    string `json:"id,omitempty"`    // the host's id of it
	Field string `json:"field,omitempty"` // the field of it, in snake_case
}

// String returns the reference as "kind id.field", for logs.
func (r Ref) String() string {
	text := strings.TrimSpace(r.Kind + " " + r.ID)
	if r.Field == "" {
		return text
	}
	return text + "." + r.Field
}

// Finding is one thing a check found. The zero value of a field means that it
// does not apply. The receiver of a finding owns it, Related included.
type Finding struct {
	Code     Code     `json:"code"`
	Severity Severity `json:"severity"`
	Subject  Ref      `json:"subject"`
	Want     Value    `json:"want,omitzero"`
	Got      Value    `json:"got,omitzero"`
	Remedy   Code     `json:"remedy,omitempty"`  // code of the step that mends it
	Related  []Ref    `json:"related,omitempty"` // all other things involved, such as the members of a cycle
}

// String returns the finding on one line without any language, for logs. Text
// for people comes from package report/phrase.
func (f Finding) String() string {
	var b strings.Builder
	b.WriteString(f.Severity.String() + " " + string(f.Code))
	part := func(label, text string) {
		if text != "" {
			b.WriteString(label + text)
		}
	}
	part(": ", f.Subject.String())
	part(", want ", f.Want.String())
	part(", got ", f.Got.String())
	for i, r := range f.Related {
		part([]string{", with ", " "}[min(i, 1)], r.String())
	}
	part(", remedy ", string(f.Remedy))
	return b.String()
}

// Compare orders findings by severity (the gravest first), subject, code and
// then every remaining field, so that a sorted list has one order only.
func Compare(a, b Finding) int {
	if c := int(a.Severity) - int(b.Severity); c != 0 {
		return c
	}
	for _, pair := range [][2]string{
		{a.Subject.Kind, b.Subject.Kind}, {a.Subject.ID, b.Subject.ID},
		{string(a.Code), string(b.Code)}, {a.Subject.Field, b.Subject.Field},
	} {
		if c := compareNatural(pair[0], pair[1]); c != 0 {
			return c
		}
	}
	return strings.Compare(a.String(), b.String())
}

// Sort orders the list in place by [Compare].
func Sort(list []Finding) { slices.SortStableFunc(list, Compare) }

// Filter returns a new list with the findings that keep reports true for, in
// their order.
func Filter(list []Finding, keep func(Finding) bool) []Finding {
	var kept []Finding
	for _, f := range list {
		if keep(f) {
			kept = append(kept, f)
		}
	}
	return kept
}

// Worst returns the gravest severity in the list. It reports false for an
// empty list.
func Worst(list []Finding) (Severity, bool) {
	worst := Info
	for _, f := range list {
		worst = min(worst, f.Severity)
	}
	return worst, len(list) > 0
}

// Blocks reports whether the list holds a finding of severity [Block].
func Blocks(list []Finding) bool {
	worst, some := Worst(list)
	return some && worst == Block
}
