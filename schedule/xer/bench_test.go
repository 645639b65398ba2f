package xer_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/xer"
)

// benchmarkFile writes a project of so many activities with two links and an
// assignment each, with all the columns that P6 has: about 900 bytes each.
func benchmarkFile(b *testing.B, activities int) []byte {
	p := smallPlan()
	dig := p.Tasks[2]
	p.Tasks, p.Links, p.Assignments = p.Tasks[:2], nil, nil
	for i := range activities {
		t := dig
		t.ID, t.WBS, t.Name, t.Notes = schedule.TaskID(fmt.Sprint(1000+i)), fmt.Sprint("A", 1000+i), fmt.Sprintf("Activity number %d of the works", i), ""
		p.Tasks = append(p.Tasks, t)
		for _, back := range []int{1, 7} {
			if i >= back {
				p.Links = append(p.Links, schedule.Link{From: schedule.TaskID(fmt.Sprint(1000 + i - back)), To: t.ID})
			}
		}
		p.Assignments = append(p.Assignments, schedule.Assignment{ID: schedule.AssignmentID(fmt.Sprint(i + 1)), Task: t.ID, Resource: "5", Units: schedule.FullUnit, Work: 40 * 3600})
	}
	source, _ := encode(b, p, xer.Options{})
	return source
}

const benchmarkActivities = 10_000

func BenchmarkDecode(b *testing.B) {
	source := benchmarkFile(b, benchmarkActivities)
	b.SetBytes(int64(len(source)))
	b.ReportAllocs()
	for b.Loop() {
		plan, _, err := xer.Decode(bytes.NewReader(source))
		if err != nil || len(plan.Links) != 2*benchmarkActivities-8 {
			b.Fatal(err)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	source := benchmarkFile(b, benchmarkActivities)
	b.SetBytes(int64(len(source)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := xer.Parse(bytes.NewReader(source), xer.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEncode(b *testing.B) {
	source := benchmarkFile(b, benchmarkActivities)
	plan, _ := decode(b, source)
	b.SetBytes(int64(len(source)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := xer.Encode(io.Discard, plan); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSplit takes the same file apart with the standard library, into maps
// of strings as small readers do.
func BenchmarkSplit(b *testing.B) {
	source := benchmarkFile(b, benchmarkActivities)
	b.SetBytes(int64(len(source)))
	b.ReportAllocs()
	for b.Loop() {
		var fields []string
		rows := 0
		for line := range strings.SplitSeq(string(source), "\r\n") {
			cells := strings.Split(line, "\t")
			switch cells[0] {
			case "%F":
				fields = cells
			case "%R":
				row := make(map[string]string, len(fields))
				for i, field := range fields {
					row[field] = cells[i]
				}
				rows++
			}
		}
		if rows < benchmarkActivities {
			b.Fatal(rows)
		}
	}
}
