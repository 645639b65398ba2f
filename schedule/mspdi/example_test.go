package mspdi_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/mspdi"
)

const office = `<?xml version="1.0" encoding="UTF-8"?>
<Project xmlns="http://schemas.microsoft.com/project">
  <Title>Office move</Title>
  <StartDate>2026-03-02T08:00:00</StartDate>
  <CurrencyCode>CNY</CurrencyCode>
  <MinutesPerDay>480</MinutesPerDay>
  <Tasks>
    <Task>
      <UID>1</UID><Name>Pack</Name><OutlineLevel>1</OutlineLevel>
      <Duration>PT16H0M0S</Duration><DurationFormat>7</DurationFormat>
    </Task>
    <Task>
      <UID>2</UID><Name>Move</Name><OutlineLevel>1</OutlineLevel>
      <Duration>PT8H0M0S</Duration><DurationFormat>39</DurationFormat>
      <Recurring>1</Recurring>
      <TotalSlack>4800</TotalSlack>
      <PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type><LinkLag>4800</LinkLag><LagFormat>7</LagFormat></PredecessorLink>
    </Task>
  </Tasks>
</Project>`

func ExampleDecode() {
	plan, notes, err := mspdi.Decode(strings.NewReader(office))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(plan.Name, "from", plan.Start)
	for _, t := range plan.Tasks {
		fmt.Println(t.ID, t.Name, t.Duration.Length, "estimated:", t.Duration.Estimated)
	}
	for _, l := range plan.Links {
		fmt.Println(l.From, l.Type, l.To, "lag", l.Lag.Length)
	}
	for _, n := range notes {
		fmt.Println(n.Finding())
	}
	// Output:
	// Office move from 2026-03-02T08:00:00
	// 1 Pack 16h estimated: false
	// 2 Move 8h estimated: true
	// 1 FS 2 lag 8h
	// info mspdi.element.not_carried: task.recurring, got 1
}

func ExampleOptions_Decode() {
	bad := strings.Replace(office, "2026-03-02T", "2026-02-31T", 1)
	_, _, err := mspdi.Decode(strings.NewReader(bad))
	var faults *mspdi.Faults
	if errors.As(err, &faults) {
		for _, f := range faults.List {
			fmt.Println("line", f.Line, f.Path, f.Reason)
		}
	}

	plan, notes, err := mspdi.Options{Tolerant: true, Limits: mspdi.Limits{Tasks: 1000}}.Decode(strings.NewReader(bad))
	fmt.Println(plan.Start.IsZero(), notes[0].Subject, notes[0].Reason, err)
	// Output:
	// line 4 /Project/StartDate "2026-02-31T08:00:00" is not a date and time
	// true project.start_date mspdi.value.unreadable <nil>
}

func ExampleParse() {
	doc, err := mspdi.Parse(strings.NewReader(office), mspdi.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for task := range doc.Root().Child("Tasks").Children() {
		fmt.Println(task.Path(), "line", task.Line(), task.Child("Name").Text())
	}
	// Output:
	// /Project/Tasks/Task[1] line 8 Pack
	// /Project/Tasks/Task[2] line 12 Move
}

func ExampleDocument_Stored() {
	doc, err := mspdi.Parse(strings.NewReader(office), mspdi.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	stored, err := doc.Stored()
	fmt.Println(stored[1].ID, "total float", stored[1].TotalFloat, err)
	// Output:
	// 2 total float 8h <nil>
}

func ExampleEncode() {
	plan := &schedule.Plan{
		Name:  "Office move",
		Start: calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour),
		Tasks: []schedule.Task{
			{ID: "pack", Name: "Pack", Priority: 500, Duration: schedule.Duration{Length: 16 * calendar.Hour, Unit: schedule.Days}},
			{ID: "move", Name: "Move", Priority: 500, Duration: schedule.Duration{Length: 8 * calendar.Hour, Unit: schedule.Days},
				Constraint: schedule.Constraint{Kind: schedule.MandatoryFinish, Date: calendar.DateOf(2026, 3, 6).At(17 * calendar.Hour)}},
		},
		Links: []schedule.Link{{From: "pack", To: "move"}},
	}
	var file bytes.Buffer
	notes, err := mspdi.Encode(&file, plan)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, n := range notes {
		fmt.Println(n.Finding())
	}
	read, _, err := mspdi.Decode(&file)
	fmt.Println(read.Tasks[1].ID, read.Tasks[1].Constraint.Kind, read.Links[0].From, err)
	// Output:
	// info mspdi.write.nearest: task move.constraint, got MF
	// move MFO pack <nil>
}

func ExampleEncoder_Encode() {
	plan, _, err := mspdi.Decode(strings.NewReader(office))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, inputs := range []bool{false, true} {
		var file bytes.Buffer
		if _, err := (mspdi.Encoder{InputsOnly: inputs}).Encode(&file, plan); err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println("inputs only:", inputs, "dates:", strings.Contains(file.String(), "<EarlyFinish>2026-03-05T17:00:00</EarlyFinish>"))
	}
	// Output:
	// inputs only: false dates: true
	// inputs only: true dates: false
}

func ExampleEncoder_Update() {
	source := strings.Replace(office, "<Name>Pack</Name>", "<Name>Pack</Name><Contact>Ann</Contact>", 1)
	doc, err := mspdi.Parse(strings.NewReader(source), mspdi.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	plan, _, err := doc.Plan(mspdi.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	plan.Tasks[0].Name = "Pack everything"
	var file bytes.Buffer
	if _, err := (mspdi.Encoder{}).Update(&file, doc, plan); err != nil {
		fmt.Println(err)
		return
	}
	again, err := mspdi.Parse(&file, mspdi.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	task := again.Root().Child("Tasks").Child("Task")
	fmt.Println(task.Child("Name").Text(), "by", task.Child("Contact").Text())
	// Output:
	// Pack everything by Ann
}

func ExampleCodec() {
	formats := []schedule.Codec{mspdi.Codec{}}
	for _, format := range formats {
		plan, _, err := format.Decode(strings.NewReader(office))
		fmt.Println(format.Name(), len(plan.Tasks), err)
	}
	// Output:
	// mspdi 2 <nil>
}
