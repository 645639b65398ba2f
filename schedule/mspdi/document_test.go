package mspdi_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/mspdi"
)

const small = `<?xml version="1.0"?>
<Project>
  <Title>A &amp; B</Title>
  <Tasks><!-- two -->
    <Task><UID>1</UID><Custom x="1">kept <![CDATA[<as>]]> it is</Custom></Task>
    <Task><UID>2</UID><New><Inner/></New></Task>
  </Tasks>
</Project>`

func TestDocument(t *testing.T) {
	doc, err := mspdi.Parse(strings.NewReader(small), mspdi.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	root := doc.Root()
	same(t, "root", fmt.Sprintf("%s %q %d %s", root.Name(), root.Text(), root.Line(), root.Path()), `Project "" 2 /Project`)
	same(t, "title", root.Child("Title").Text(), "A & B")
	custom := root.Child("Tasks").Child("Task").Child("Custom")
	same(t, "unknown element", custom.Raw(), `<Custom x="1">kept <![CDATA[<as>]]> it is</Custom>`)
	same(t, "its text", custom.Text(), "kept <as> it is")
	same(t, "its place", fmt.Sprint(custom.Path(), " ", custom.Line()), "/Project/Tasks/Task[1]/Custom 5")
	var inner mspdi.Element
	for task := range root.Child("Tasks").Children() {
		inner = task.Child("New").Child("Inner")
	}
	same(t, "an empty element", fmt.Sprintf("%s %s %q %v", inner.Path(), inner.Raw(), inner.Text(), inner.IsZero()), `/Project/Tasks/Task[2]/New/Inner <Inner/> "" false`)
	for range root.Child("Tasks").Children() {
		break // stopping early is fine
	}
	if !strings.Contains(small, root.Raw()) || !strings.HasPrefix(root.Raw(), "<Project>") {
		t.Error("the root is not kept as it stands")
	}
}

func TestNoElement(t *testing.T) {
	var none mspdi.Element
	for range none.Children() {
		t.Error("a child of nothing")
	}
	same(t, "nothing", fmt.Sprintf("%v %q %q %q %q %d", none.IsZero(), none.Name(), none.Text(), none.Raw(), none.Path(), none.Line()), `true "" "" "" "" 0`)
	if !none.Child("x").IsZero() {
		t.Error("a child of nothing by name")
	}
}

func TestStored(t *testing.T) {
	doc, err := mspdi.Parse(strings.NewReader(file(`<Tasks><Task><UID>0</UID><ID>0</ID><OutlineLevel>0</OutlineLevel><Finish>2026-03-31T17:00:00</Finish></Task><Task><UID>5</UID><IsNull>1</IsNull></Task>
		<Task><UID>1</UID><OutlineLevel>1</OutlineLevel><Start>2026-03-02T08:00:00</Start><Finish>2026-03-03T17:00:00</Finish><EarlyStart>2026-03-02T08:00:00</EarlyStart>
		<EarlyFinish>2026-03-03T17:00:00</EarlyFinish><LateStart>2026-03-04T08:00:00</LateStart><LateFinish>2026-03-05T17:00:00</LateFinish><Duration>PT16H0M0S</Duration>
		<FreeSlack>4800</FreeSlack><TotalSlack>9600</TotalSlack><StartSlack>9600</StartSlack><FinishSlack>-5</FinishSlack><Critical>1</Critical></Task></Tasks>`)), mspdi.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	list, err := doc.Stored()
	want := []mspdi.StoredTask{{ID: "0", Finish: at("2026-03-31T17:00:00")}, {ID: "1", Start: at("2026-03-02T08:00:00"), Finish: at("2026-03-03T17:00:00"),
		EarlyStart: at("2026-03-02T08:00:00"), EarlyFinish: at("2026-03-03T17:00:00"), LateStart: at("2026-03-04T08:00:00"), LateFinish: at("2026-03-05T17:00:00"),
		FreeFloat: 8 * hour, TotalFloat: 16 * hour, StartFloat: 16 * hour, FinishFloat: -30 * calendar.Second, Duration: 16 * hour, Critical: true}}
	same(t, "stored", fmt.Sprintf("%+v %v", list, err), fmt.Sprintf("%+v <nil>", want))

	doc, err = mspdi.Parse(strings.NewReader(file(tasks("<EarlyStart>soon</EarlyStart><TotalSlack>much</TotalSlack>"))), mspdi.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err = doc.Stored(); err == nil || !strings.Contains(err.Error(), `"soon" is not a date and time (and 1 others)`) {
		t.Errorf("unreadable results: %v", err)
	}
	if _, _, err := doc.Plan(mspdi.Options{}); err != nil {
		t.Errorf("unreadable results are no matter of the plan: %v", err)
	}
}

func TestOneDocumentForMany(t *testing.T) {
	doc, err := mspdi.Parse(strings.NewReader(smallFile), mspdi.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	plans := make([]*schedule.Plan, 8)
	for i := range plans {
		wait.Go(func() {
			plan, _, err := doc.Plan(mspdi.Options{})
			if _, storedErr := doc.Stored(); err != nil || storedErr != nil {
				t.Error(err, storedErr)
			}
			plans[i] = plan
		})
	}
	wait.Wait()
	plans[0].Tasks[0].Name = "changed"
	plans[0].Calendars[0].Times.Week[1].Ranges[0].Start = 0
	same(t, "another plan", plans[1].Tasks[0].Name, "a中")
	same(t, "its hours", plans[1].Calendars[0].Times.Week[1].Ranges, "[08:00-16:00]")
}
