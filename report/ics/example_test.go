package ics_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/milepost-go/milepost/report/ics"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// A milestone as a day that takes nobody's time.
func ExampleEncode() {
	file := ics.Calendar{Product: "-//Example//CRM//EN", Events: []ics.Event{{
		UID: "m17@crm.example", Stamp: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC),
		Summary: "Contract signed", Start: ics.On(calendar.DateOf(2026, 6, 30)), Transparent: true,
	}}}
	var b strings.Builder
	if err := ics.Encode(&b, file); err != nil {
		fmt.Println(err)
	}
	fmt.Print(strings.ReplaceAll(b.String(), "\r\n", "\n"))
	file.Events[0].UID = ""
	fmt.Println(ics.Encode(&b, file))
	// Output:
	// BEGIN:VCALENDAR
	// VERSION:2.0
	// PRODID:-//Example//CRM//EN
	// CALSCALE:GREGORIAN
	// METHOD:PUBLISH
	// BEGIN:VEVENT
	// UID:m17@crm.example
	// DTSTAMP:20260301T090000Z
	// SEQUENCE:0
	// DTSTART;VALUE=DATE:20260630
	// DTEND;VALUE=DATE:20260701
	// SUMMARY:Contract signed
	// TRANSP:TRANSPARENT
	// END:VEVENT
	// END:VCALENDAR
	// ics: encode: block ics.event.no_uid: event #1.uid, remedy ics.remedy.unique_uid
}

// A file that a phone wrote.
func ExampleDecode() {
	file := "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART;TZID=China Standard Time:20260302T090000\nDURATION:PT1H\nSUMMARY:Visit\nEND:VEVENT\nEND:VCALENDAR\n"
	c, found, err := ics.Decode(strings.NewReader(file), time.LoadLocation)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range c.Events {
		fmt.Println(e.Summary, e.Start.Local, "to", e.Finish.Local, e.Start.Zone)
	}
	for _, f := range found {
		fmt.Println(f)
	}
	// Output:
	// Visit 2026-03-02T09:00:00 to 2026-03-02T10:00:00 Asia/Shanghai
	// info ics.read.windows_zone: line 4, want Asia/Shanghai, got China Standard Time
}
