package asana_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/asana"
	"github.com/milepost-go/milepost/schedule/calendar"
)

const benchmarkRows = 10_000

// benchmarkExport is an export of so many tasks with a link and an assignee
// each.
func benchmarkExport(rows int) string {
	var b strings.Builder
	b.WriteString("Task ID,Created At,Completed At,Last Modified,Name,Section/Column,Assignee,Assignee Email,Start Date,Due Date,Tags,Notes,Projects,Parent task,Blocked By (Dependencies),Blocking (Dependencies)\n")
	for i := range rows {
		fmt.Fprintf(&b, "12100000%08d,2026-01-05,,2026-03-04,Task number %d of the works,Section %d,Li,li%d@example.com,2026-03-02,2026-03-04,,\"some notes, in a line\",CRM,,Task number %d of the works,\n",
			i, i, i/100, i%50, max(i-1, 0))
	}
	return b.String()
}

func BenchmarkDecodeCSV(b *testing.B) {
	source := benchmarkExport(benchmarkRows)
	b.SetBytes(int64(len(source)))
	b.ReportAllocs()
	for b.Loop() {
		plan, _, err := asana.Decode(strings.NewReader(source))
		if err != nil || len(plan.Links) != benchmarkRows-1 {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(benchmarkRows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkDecodeJSON(b *testing.B) {
	var source bytes.Buffer
	source.WriteString(`{"data":[`)
	for i := range benchmarkRows {
		fmt.Fprintf(&source, `{"gid":"12100000%08d","resource_type":"task","resource_subtype":"default_task","name":"Task number %d of the works","completed":false,"start_on":"2026-03-02","due_on":"2026-03-04","notes":"some notes, in a line","assignee":{"gid":"%d","name":"Li"},"memberships":[{"project":{"gid":"9","name":"CRM"},"section":{"gid":"%d","name":"Section %d"}}],"dependencies":[{"gid":"12100000%08d"}]},`,
			i, i, i%50, i/100, i/100, max(i-1, 0))
	}
	source.Truncate(source.Len() - 1)
	source.WriteString(`]}`)
	b.SetBytes(int64(source.Len()))
	b.ReportAllocs()
	for b.Loop() {
		plan, _, err := asana.Decode(bytes.NewReader(source.Bytes()))
		if err != nil || len(plan.Links) != benchmarkRows-1 {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(benchmarkRows)*float64(b.N)/b.Elapsed().Seconds(), "tasks/s")
}

func benchmarkPlan(b *testing.B) *schedule.Plan {
	plan, _, err := asana.Decode(strings.NewReader(benchmarkExport(benchmarkRows)))
	if err != nil {
		b.Fatal(err)
	}
	for i := range plan.Tasks {
		plan.Tasks[i].Duration.Length = 16 * calendar.Hour
	}
	return plan
}

func BenchmarkEncode(b *testing.B) {
	plan := benchmarkPlan(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := asana.Encode(io.Discard, plan); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(benchmarkRows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkRequests(b *testing.B) {
	plan := benchmarkPlan(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := asana.Requests(plan, workspace); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(benchmarkRows)*float64(b.N)/b.Elapsed().Seconds(), "tasks/s")
}
