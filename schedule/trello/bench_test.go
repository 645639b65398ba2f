package trello_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/trello"
)

// bigBoard is an export of so many bytes at least: cards as Trello writes them,
// most of each being what only its screens need, and a thousand actions.
func bigBoard(bytes int) string {
	const extra = `"address":null,"badges":{"attachments":0,"checkItems":2,"checkItemsChecked":1,"comments":0,"description":true,"votes":0},"checkItemStates":null,"coordinates":null,
"dateLastActivity":"2026-03-01T10:00:00.000Z","descData":{"emoji":{}},"email":null,"idBoard":"6785e1618e2c218dfef01347","idMembersVoted":[],"idShort":1,
"labels":[],"limits":{"attachments":{"perCard":{"status":"ok","disableAt":1000,"warnAt":800}},"checklists":{"perCard":{"status":"ok","disableAt":500,"warnAt":400}}},
"cover":{"idAttachment":null,"color":null,"idUploadedBackground":null,"size":"normal","brightness":"dark"},"isTemplate":false,"subscribed":false,"pinned":false`
	var cards, lists strings.Builder
	for i := 0; cards.Len()+lists.Len() < bytes; i++ {
		if i > 0 {
			cards.WriteByte(',')
			lists.WriteByte(',')
		}
		fmt.Fprintf(&cards, `{"id":"c%d","name":"Card number %d 卡片","desc":"Some words about what is to do here.\n\n%s","idList":"l%d","pos":%d,"due":"2026-03-%02dT09:00:00.000Z","dueComplete":false,"idMembers":["m1"],%s}`,
			i, i, "```milepost\\nid: T"+fmt.Sprint(i)+"\\nduration: 3d\\n```", i%10, 65536*i, 1+i%28, extra)
		fmt.Fprintf(&lists, `{"id":"k%d","idCard":"c%d","name":"Checklist","pos":1,"checkItems":[{"id":"x%d","name":"one","state":"complete","pos":1},{"id":"y%d","name":"two","state":"incomplete","pos":2}]}`, i, i, i, i)
	}
	return `{"id":"b","name":"Big","lists":[{"id":"l0","name":"A","pos":1},{"id":"l1","name":"B","pos":2}],"members":[{"id":"m1","fullName":"Anna"}],"cards":[` + cards.String() + `],"checklists":[` + lists.String() + `]}`
}

func BenchmarkDecode10MB(b *testing.B) {
	source := bigBoard(10 << 20)
	b.SetBytes(int64(len(source)))
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := trello.Decode(strings.NewReader(source)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParse10MB(b *testing.B) {
	source := bigBoard(10 << 20)
	b.SetBytes(int64(len(source)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := trello.Parse(strings.NewReader(source), trello.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEncode10000Tasks(b *testing.B) {
	p := &schedule.Plan{Name: "Big", Start: day(2, 8), Tasks: []schedule.Task{{ID: "S", Name: "Sum"}}}
	for i := range 10_000 {
		p.Tasks = append(p.Tasks, schedule.Task{ID: schedule.TaskID(fmt.Sprint("T", i)), Name: "Task", Parent: "S", Duration: schedule.Duration{Length: 8 * calendar.Hour}})
	}
	var size bytes.Buffer
	if _, err := trello.Encode(&size, p); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(size.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := trello.Encode(io.Discard, p); err != nil {
			b.Fatal(err)
		}
	}
}
