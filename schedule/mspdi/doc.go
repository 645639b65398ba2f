// Package mspdi reads Microsoft Project XML (MSPDI, the .xml files that
// Project 2002 to 2021 save) into a plan.
//
//	plan, notes, err := mspdi.Decode(file)
//	result, err := schedule.Compute(plan, schedule.Options{})
//
// Reading has two layers. [Parse] gives a [Document]: every element as it
// stands, in order, known or not. [Document.Plan] takes the inputs out of it
// and returns notes about what a plan cannot carry. Dates and floats that
// Microsoft Project computed never reach the plan; [Document.Stored] has them
// for comparison.
//
// The package has its own XML scanner. It accepts what data files consist of
// and refuses document types, so entities cannot expand.
//
// Everything is safe for concurrent use; nothing is shared between calls.
package mspdi
