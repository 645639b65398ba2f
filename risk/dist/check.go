package dist

import "github.com/milepost-go/milepost/lifecycle/finding"

// Check returns every fault of a distribution as findings of severity Block,
// and none for a sound one. Their subject is at, with the name of the faulty
// parameter behind the field of at: checking "duration" gives
// "duration.likely". The caller owns the slice.
func Check(at finding.Ref, d Distribution) []finding.Finding {
	var f faults
	f.within("", d, -1)
	var found []finding.Finding
	for _, fault := range f.list {
		found = append(found, finding.Finding{
			Code: fault.Code, Subject: field(at, fault.Parameter), Want: fault.Want, Got: fault.Got, Remedy: remedy(fault.Code),
		})
	}
	finding.Sort(found)
	return found
}

// field returns the reference to a parameter.
func field(at finding.Ref, parameter string) finding.Ref {
	switch {
	case at.Field == "":
		at.Field = parameter
	case parameter != "":
		at.Field += "." + parameter
	}
	return at
}
