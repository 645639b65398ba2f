package mspdi_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/mspdi"
)

// benchmarkFile writes a plan of so many tasks, each of about 2 KB with its
// assignment, in the way Microsoft Project writes them.
func benchmarkFile(tasks int) []byte {
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" +
		`<Project xmlns="http://schemas.microsoft.com/project"><SaveVersion>14</SaveVersion><Title>Benchmark</Title>` +
		`<StartDate>2026-01-05T08:00:00</StartDate><CurrencyCode>CNY</CurrencyCode><MinutesPerDay>480</MinutesPerDay><Tasks>` + "\n")
	for i := 1; i <= tasks; i++ {
		benchmarkTask(&b, i)
	}
	b.WriteString("\t</Tasks>\n\t<Resources/>\n\t<Assignments>\n")
	for i := 1; i <= tasks; i++ {
		fmt.Fprintf(&b, "\t\t<Assignment>\n\t\t\t<UID>%d</UID>\n\t\t\t<TaskUID>%d</TaskUID>\n\t\t\t<ResourceUID>-65535</ResourceUID>\n"+
			"\t\t\t<Units>1</Units>\n\t\t\t<Work>PT16H0M0S</Work>\n\t\t\t<WorkContour>0</WorkContour>\n\t\t</Assignment>\n", i, i)
	}
	b.WriteString("\t</Assignments>\n</Project>\n")
	return b.Bytes()
}

func benchmarkTask(b *bytes.Buffer, i int) {
	element := func(name, text string) { fmt.Fprintf(b, "\t\t\t<%s>%s</%s>\n", name, text, name) }
	b.WriteString("\t\t<Task>\n")
	element("UID", fmt.Sprint(i))
	element("ID", fmt.Sprint(i))
	element("Name", fmt.Sprintf("Task %d &amp; its review", i))
	for _, name := range []string{"Active", "EffortDriven", "LevelAssignments", "LevelingCanSplit"} {
		element(name, "1")
	}
	element("OutlineNumber", fmt.Sprint(i))
	element("OutlineLevel", "1")
	for _, name := range []string{"Start", "EarlyStart", "LateStart"} {
		element(name, "2026-03-02T08:00:00")
	}
	for _, name := range []string{"Finish", "EarlyFinish", "LateFinish"} {
		element(name, "2026-03-03T17:00:00")
	}
	for _, name := range []string{"Duration", "ManualDuration", "RemainingDuration", "Work", "RegularWork", "RemainingWork"} {
		element(name, "PT16H0M0S")
	}
	for _, name := range []string{"Manual", "IsNull", "ResumeValid", "Recurring", "OverAllocated", "Estimated", "Milestone", "Summary", "Critical",
		"IsSubproject", "ExternalTask", "FreeSlack", "TotalSlack", "PercentComplete", "PercentWorkComplete", "Cost", "ConstraintType", "HideBar",
		"Rollup", "BCWS", "BCWP", "PhysicalPercentComplete", "EarnedValueMethod", "IsPublished"} {
		element(name, "0")
	}
	element("DurationFormat", "7")
	element("CalendarUID", "-1")
	if i > 1 {
		fmt.Fprintf(b, "\t\t\t<PredecessorLink>\n\t\t\t\t<PredecessorUID>%d</PredecessorUID>\n\t\t\t\t<Type>1</Type>\n\t\t\t\t<CrossProject>0</CrossProject>\n"+
			"\t\t\t\t<LinkLag>0</LinkLag>\n\t\t\t\t<LagFormat>7</LagFormat>\n\t\t\t</PredecessorLink>\n", i-1)
	}
	b.WriteString("\t\t</Task>\n")
}

const benchmarkTasks = 5000 // about 10 MB

func BenchmarkDecode(b *testing.B) {
	file := benchmarkFile(benchmarkTasks)
	b.SetBytes(int64(len(file)))
	b.ReportAllocs()
	for b.Loop() {
		plan, _, err := mspdi.Decode(bytes.NewReader(file))
		if err != nil || len(plan.Tasks) != benchmarkTasks {
			b.Fatal(err)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	file := benchmarkFile(benchmarkTasks)
	b.SetBytes(int64(len(file)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := mspdi.Parse(bytes.NewReader(file), mspdi.Limits{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkStandardTokens reads the same file with the standard library, token
// by token and without doing anything with them.
func BenchmarkStandardTokens(b *testing.B) {
	file := benchmarkFile(benchmarkTasks)
	b.SetBytes(int64(len(file)))
	b.ReportAllocs()
	for b.Loop() {
		d := xml.NewDecoder(bytes.NewReader(file))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkStandardUnmarshal reads a few fields of each task with the standard
// library.
func BenchmarkStandardUnmarshal(b *testing.B) {
	file := benchmarkFile(benchmarkTasks)
	b.SetBytes(int64(len(file)))
	b.ReportAllocs()
	for b.Loop() {
		var project struct {
			Tasks []struct {
				UID      string `xml:"UID"`
				Name     string `xml:"Name"`
				Duration string `xml:"Duration"`
				Links    []struct {
					From string `xml:"PredecessorUID"`
				} `xml:"PredecessorLink"`
			} `xml:"Tasks>Task"`
		}
		if err := xml.Unmarshal(file, &project); err != nil || len(project.Tasks) != benchmarkTasks {
			b.Fatal(err)
		}
	}
}

// countingWriter counts what is written and drops it.
type countingWriter struct{ n int64 }

func (c *countingWriter) Write(p []byte) (int, error) {
	c.n += int64(len(p))
	return len(p), nil
}

func benchmarkPlan(b *testing.B) (*schedule.Plan, *schedule.Result) {
	plan, _, err := mspdi.Decode(bytes.NewReader(benchmarkFile(benchmarkTasks)))
	if err != nil {
		b.Fatal(err)
	}
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		b.Fatal(err)
	}
	return plan, result
}

// BenchmarkEncode writes a plan with its results, which are at hand.
func BenchmarkEncode(b *testing.B) {
	plan, result := benchmarkPlan(b)
	var size countingWriter
	if _, err := (mspdi.Encoder{Result: result}).Encode(&size, plan); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(size.n)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := (mspdi.Encoder{Result: result}).Encode(io.Discard, plan); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkUpdate writes a document again of which one task has changed.
func BenchmarkUpdate(b *testing.B) {
	file := benchmarkFile(benchmarkTasks)
	plan, _ := benchmarkPlan(b)
	plan.Tasks[benchmarkTasks/2].Name = "Changed"
	doc, err := mspdi.Parse(bytes.NewReader(file), mspdi.Limits{})
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(file)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := (mspdi.Encoder{InputsOnly: true}).Update(io.Discard, doc, plan); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkStandardMarshal writes a few fields of each task with the standard
// library.
func BenchmarkStandardMarshal(b *testing.B) {
	plan, _ := benchmarkPlan(b)
	type task struct {
		XMLName  xml.Name `xml:"Task"`
		UID      string
		Name     string
		Duration int64
	}
	list := make([]task, len(plan.Tasks))
	for i, t := range plan.Tasks {
		list[i] = task{UID: string(t.ID), Name: t.Name, Duration: int64(t.Duration.Length)}
	}
	var size countingWriter
	if err := xml.NewEncoder(&size).Encode(list); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(size.n)
	b.ReportAllocs()
	for b.Loop() {
		if err := xml.NewEncoder(io.Discard).Encode(list); err != nil {
			b.Fatal(err)
		}
	}
}
