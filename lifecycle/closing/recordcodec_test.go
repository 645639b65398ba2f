package closing_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// plainly compares values by their own equality.
var plainly = cmp.Options{
	cmp.Comparer(func(a, b finding.Value) bool { return a == b }), cmp.Comparer(func(a, b calendar.Date) bool { return a == b }),
	cmp.Comparer(func(a, b charter.Number) bool { return a.String() == b.String() }),
}

func record(t testing.TB) closing.Record {
	t.Helper()
	p := plan(t)
	list, err := closing.Figures(closing.Final{Plan: p, Result: compute(t, p)})
	if err != nil {
		t.Fatal(err)
	}
	slip, err := closing.SlipOf(p, compute(t, p), nil)
	if err != nil {
		t.Fatal(err)
	}
	outcome, _ := closing.Judge(standard(t, charter.Rule{Method: charter.Every}, goal("a"), goal("b")), []charter.Actual{actual("a", "95")}, []closing.Measurement{{Goal: "b", Owner: "li", On: date(12, 31)}}, date(7, 15))
	return closing.Record{Project: "P", Outcome: outcome, Figures: list, Slip: slip, Problems: []closing.Problem{problem()}, Lessons: []closing.Lesson{lesson()}}
}

func TestRecordJSON(t *testing.T) {
	r := record(t)
	var b bytes.Buffer
	if err := closing.EncodeRecord(&b, r); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	got, err := closing.DecodeRecord(&b)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(r, got, plainly); d != "" {
		t.Error(d)
	}
	var again strings.Builder
	if err := closing.EncodeRecord(&again, got); err != nil || again.String() != text {
		t.Errorf("other bytes the second time: %v", err)
	}
}

func memory() closing.Memory {
	used := closing.Offer{Lesson: "x", From: "P1", Project: "P2", On: date(8, 1), Score: finding.Ratio(2, 3, ""), State: closing.OfferUsed, Steps: []closing.OfferStep{
		{To: closing.OfferAccepted, By: "pm", On: date(8, 2)}, {To: closing.OfferUsed, By: "pm", On: date(8, 3), Where: finding.Ref{Kind: "task", ID: "t"}}}}
	return closing.Memory{Lessons: []closing.Lesson{learnt("x", "kind", "launch", "tag", "price")}, Offers: []closing.Offer{used}, Improvements: []closing.Improvement{improvement("I")}, Closed: launches()}
}

func TestMemoryJSON(t *testing.T) {
	m := memory()
	var b bytes.Buffer
	if err := closing.EncodeMemory(&b, m); err != nil {
		t.Fatal(err)
	}
	got, err := closing.DecodeMemory(&b)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(m, got, plainly); d != "" {
		t.Error(d)
	}
}

func TestMemoryCheck(t *testing.T) {
	m := memory()
	m.Lessons[0].Evidence = []finding.Ref{{Kind: "problem", ID: "P1"}}
	same(t, "whole", m.Check())
	m.Offers[0].Lesson = "lost"
	same(t, "a lesson that was lost", m.Check(), "block closing.offer.no_such_lesson: offer lost.lesson, remedy closing.remedy.name_lesson")
}

func TestRecordsOfOtherForms(t *testing.T) {
	for what, text := range map[string]string{"nothing": "", "another format": `{"format":"milepost.archive/1"}`, "an unknown member": `{"format":"milepost.closing/1","x":1}`, "null in a list": `{"format":"milepost.closing/1","lessons":[null]}`} {
		if _, err := closing.DecodeRecord(strings.NewReader(text)); !errors.Is(err, closing.ErrForm) {
			t.Errorf("record, %s: %v", what, err)
		}
		if _, err := closing.DecodeMemory(strings.NewReader(strings.ReplaceAll(text, "milepost.closing", "milepost.memory"))); !errors.Is(err, closing.ErrForm) {
			t.Errorf("memory, %s: %v", what, err)
		}
	}
	if err := closing.EncodeRecord(io.Discard, closing.Record{Lessons: make([]closing.Lesson, closing.MaxEntries+1)}); !errors.Is(err, closing.ErrTooMany) {
		t.Errorf("got %v", err)
	}
	if err := closing.EncodeMemory(io.Discard, closing.Memory{Closed: make([]closing.Closed, closing.MaxEntries+1)}); !errors.Is(err, closing.ErrTooMany) {
		t.Errorf("got %v", err)
	}
	if err := closing.EncodeMemory(&full{3}, memory()); !errors.Is(err, errDisk) {
		t.Errorf("got %v", err)
	}
}

func FuzzDecodeMemory(f *testing.F) {
	var b strings.Builder
	if err := closing.EncodeMemory(&b, memory()); err != nil {
		f.Fatal(err)
	}
	f.Add(b.String())
	f.Fuzz(func(t *testing.T, text string) {
		m, err := closing.DecodeMemory(strings.NewReader(text))
		if err != nil {
			return
		}
		m.Check()
		closing.Similar(closing.UsualWeights(), shop(), m.Lessons, 3)
		closing.BackTestReference(closing.ReferenceRule{Coverage: 50}, closing.CostAspect, m.Closed[:min(len(m.Closed), 30)])
		var once, twice strings.Builder
		if closing.EncodeMemory(&once, m) != nil {
			return
		}
		again, err := closing.DecodeMemory(strings.NewReader(once.String()))
		if err != nil || closing.EncodeMemory(&twice, again) != nil || once.String() != twice.String() {
			t.Errorf("not the same the second time: %v", err)
		}
	})
}

func ExampleDecodeMemory() {
	var kept bytes.Buffer
	err := closing.EncodeMemory(&kept, closing.Memory{Lessons: []closing.Lesson{{ID: "deputy", Project: "P1", Advice: "Name a deputy", Status: closing.Accepted}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	memory, err := closing.DecodeMemory(&kept)
	fmt.Println(memory.Lessons[0].Advice, err)
	// Output: Name a deputy <nil>
}
