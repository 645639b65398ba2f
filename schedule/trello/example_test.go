package trello_test

import (
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/trello"
)

const smallBoard = `{"id": "65f000000000000000000001", "name": "Fair", "lists": [
	{"id": "l1", "name": "To do", "pos": 1}, {"id": "l2", "name": "Done", "pos": 2}],
"cards": [
	{"id": "c1", "name": "Book the stand", "idList": "l2", "due": "2026-03-06T09:00:00.000Z", "dueComplete": true, "dateCompleted": "2026-03-05T02:00:00.000Z"},
	{"id": "c2", "name": "Print leaflets", "idList": "l1", "due": "2026-03-11T16:30:00.000Z", "badges": {},
	 "desc": "Two pages.\n\n` + "```milepost\\nduration: 2d\\nafter: c1\\n```" + `"}]}`

// How does a board of Trello become a plan?
func ExampleOptions_Decode() {
	shanghai := time.FixedZone("Asia/Shanghai", 8*3600)
	o := trello.Options{Zone: shanghai, Start: calendar.DateOf(2026, time.March, 2).At(8 * calendar.Hour), Mapping: trello.Mapping{Rest: trello.RestStates}}
	plan, notes, err := o.Decode(strings.NewReader(smallBoard))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, t := range plan.Tasks {
		fmt.Println(t.Name, t.Deadline, t.Progress.Percent, t.Duration.Length)
	}
	for _, l := range plan.Links {
		fmt.Println(l.From, "before", l.To)
	}
	for _, n := range notes {
		fmt.Println(n.Reason, n.Subject)
	}
	// Output:
	// Print leaflets 2026-03-12T00:30:00 0 16h
	// Book the stand 2026-03-06T17:00:00 100 0s
	// c1 before c2
	// trello.card.begun_guessed card c1.actual_start
}

// What does a plan look like as a board?
func ExampleOptions_Board() {
	plan := &schedule.Plan{Name: "Fair", Start: calendar.DateOf(2026, time.March, 2).At(8 * calendar.Hour), Tasks: []schedule.Task{
		{ID: "prep", Name: "Preparation"},
		{ID: "stand", Name: "Book the stand", Parent: "prep", Duration: schedule.Duration{Length: 8 * calendar.Hour, Unit: schedule.Days}},
		{ID: "print", Name: "Print leaflets", Parent: "prep", Notes: "Two pages.", Duration: schedule.Duration{Length: 16 * calendar.Hour, Unit: schedule.Days}},
	}, Links: []schedule.Link{{From: "stand", To: "print"}}}
	board, _, err := trello.Options{}.Board(plan)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(board.Lists[0].Name, board.Lists[0].ID)
	fmt.Println(board.Cards[1].Name)
	fmt.Println(board.Cards[1].Desc)
	// Output:
	// Preparation 7e87f3ad20eba6e499eea706
	// Print leaflets
	// Two pages.
	//
	// ```milepost
	// id: print
	// state: open
	// duration: 2d
	// after: stand FS
	// ```
}

// What does a board not carry?
func ExampleEncode() {
	plan := &schedule.Plan{Name: "Fair", Start: calendar.DateOf(2026, time.March, 2).At(8 * calendar.Hour), Calendar: "night shift",
		Rules: schedule.Rules{Progress: schedule.RetainedLogic}}
	notes, err := trello.Encode(os.Stdout, plan)
	if err != nil {
		fmt.Println(err)
	}
	for _, n := range notes {
		fmt.Println(n.Reason, n.Subject, n.Value)
	}
	// Output:
	// {"id":"3833c6c9b85d2ce4bcb73991","name":"Fair","desc":"```milepost\nplan: Fair\nstart: 2026-03-02T08:00:00\n```","closed":false,"lists":[],"cards":[],"labels":[],"checklists":[],"members":[],"customFields":[],"actions":[]}
	// trello.write.not_written plan.calendar 1
	// trello.write.not_written rules.progress 1
}

// Which requests bring a plan to Trello?
func ExampleOptions_Requests() {
	plan := &schedule.Plan{Name: "Fair", Start: calendar.DateOf(2026, time.March, 2).At(8 * calendar.Hour),
		Tasks: []schedule.Task{{ID: "prep", Name: "Preparation"}, {ID: "stand", Name: "Book the stand", Parent: "prep"}}}
	var session trello.Session
	requests, _, err := trello.Options{}.Requests(plan, nil, &session)
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, r := range requests {
		call, err := session.Resolve(r)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(call.Method, call.Path, len(call.Body) > 0)
		if err := session.Record(r, fmt.Appendf(nil, `{"id":"%024d"}`, i+1)); err != nil { // the host sends the call
			fmt.Println(err)
			return
		}
	}
	fmt.Println(session.Board())
	// Output:
	// POST /1/boards true
	// POST /1/lists true
	// POST /1/cards true
	// 000000000000000000000001
}

// How does a host find its board again when it lost its session?
func ExampleOptions_FindBoard() {
	plan := &schedule.Plan{Name: "Fair"}
	var session trello.Session
	answer := `[{"id":"65f0a","desc":"something else"},{"id":"65f0b","desc":"` + "```milepost\\nplan: Fair\\n```" + `"}]`
	fmt.Println(trello.FindBoards().Path)
	fmt.Println(trello.Options{}.FindBoard(&session, plan, []byte(answer)), session.Board())
	// Output:
	// /1/members/me/boards?filter=open&fields=id,name,desc
	// <nil> 65f0b
}

// What is odd about a file?
func ExampleParse() {
	doc, err := trello.Parse(strings.NewReader(`{"id":"b","name":"x","lists":[],"cards":[{"id":7,"idList":"l"}]}`), trello.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(doc.Shape, len(doc.Board.Cards), doc.Notes()[0].Subject, doc.Notes()[0].Value)
	_, err = trello.Parse(strings.NewReader(`{"id":"b","lists":[}`), trello.Options{})
	fmt.Println(err)
	// Output:
	// board 1 value /cards/0/id 7
	// trello: not JSON: byte 19: no value
}
