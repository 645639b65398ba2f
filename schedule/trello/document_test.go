package trello_test

import (
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/trello"
)

// parse reads a file that has to be readable.
func parse(t testing.TB, text string) *trello.Document {
	t.Helper()
	doc, err := trello.Parse(strings.NewReader(text), trello.Options{})
	if err != nil {
		t.Fatalf("%.100s: %v", text, err)
	}
	return doc
}

func noted(notes []schedule.LossNote, code finding.Code, id string) bool {
	return slices.ContainsFunc(notes, func(n schedule.LossNote) bool { return n.Reason == code && n.Subject.ID == id })
}

func TestParseRefuses(t *testing.T) {
	for text, kind := range map[string]error{
		"":                                trello.ErrSyntax,
		"   ":                             trello.ErrSyntax,
		"{":                               trello.ErrSyntax,
		`{"name":"x","lists":[}`:          trello.ErrSyntax,
		`{"name":"x","lists":[],}`:        trello.ErrSyntax,
		`{"name":"x","lists":[1 2]}`:      trello.ErrSyntax,
		`{"name" "x"}`:                    trello.ErrSyntax,
		`{name:"x"}`:                      trello.ErrSyntax,
		`{"name":"x","lists":[]} more`:    trello.ErrSyntax,
		`{"name":"x\q","lists":[]}`:       trello.ErrSyntax,
		"{\"name\":\"x\n\",\"lists\":[]}": trello.ErrSyntax,
		`{"lists":[],"pos":01}`:           trello.ErrSyntax,
		`{"lists":[],"pos":1e}`:           trello.ErrSyntax,
		`{"lists":[],"pos":NaN}`:          trello.ErrSyntax,
		`{"lists":[],"pos":nul}`:          trello.ErrSyntax,
		"\xff\xfe{\x00}\x00":              trello.ErrSyntax,
		"<html></html>":                   trello.ErrSyntax,
		"12":                              trello.ErrData,
		`"board"`:                         trello.ErrData,
		"null":                            trello.ErrData,
		"{}":                              trello.ErrData,
		`{"error":"invalid token"}`:       trello.ErrData,
		`[1]`:                             trello.ErrData,
		`[{"a":1}]`:                       trello.ErrData,
		strings.Repeat("[", 100_000):      trello.ErrLimit,
	} {
		_, err := trello.Parse(strings.NewReader(text), trello.Options{})
		var detail *trello.Error
		if !errors.Is(err, kind) || !errors.As(err, &detail) {
			t.Errorf("%.40q: %v, want %v", text, err, kind)
		}
	}
	if _, err := trello.Parse(iotest.ErrReader(io.ErrClosedPipe), trello.Options{}); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("broken reader: %v", err)
	}
}

func TestParseLimits(t *testing.T) {
	text := `{"lists":[{"id":"a"},{"id":"b"}],"cards":[{"id":"c","desc":"x"}]}`
	for name, l := range map[string]trello.Limits{"bytes": {Bytes: 20}, "depth": {Depth: 2}, "values": {Values: 5}, "things": {Things: 2}} {
		if _, err := trello.Parse(strings.NewReader(text), trello.Options{Limits: l}); !errors.Is(err, trello.ErrLimit) {
			t.Errorf("%s: %v", name, err)
		}
	}
	enough := trello.Limits{Bytes: len(text), Depth: 3, Values: 10, Things: 3}
	if _, err := trello.Parse(strings.NewReader(text), trello.Options{Limits: enough}); err != nil {
		t.Errorf("at the limits: %v", err)
	}
	many := `{"lists":[` + strings.Repeat(`{"id":7},`, 50) + `{"id":7}]}`
	doc, err := trello.Parse(strings.NewReader(many), trello.Options{Limits: trello.Limits{Notes: 10}})
	if err != nil || len(doc.Notes()) != 11 || doc.Notes()[10].Reason != trello.CodeMoreNotes {
		t.Errorf("notes over the limit: %d, %v", len(doc.Notes()), err)
	}
}

// What is odd gives a note with its place, and the rest is read.
func TestParseNotes(t *testing.T) {
	for _, c := range []struct {
		text, at string
		code     finding.Code
	}{
		{`{"lists":[],"name":"a","name":"b"}`, "/name", trello.CodeDuplicateKey},
		{`{"lists":[],"cards":[{"id":"c","na\u006de":"a","name":"b"}]}`, "/cards/0/name", trello.CodeDuplicateKey},
		{`{"lists":[],"cards":[{"id":5}]}`, "/cards/0/id", trello.CodeWrongType},
		{`{"lists":[],"cards":[{"id":"c","name":{}}]}`, "/cards/0/name", trello.CodeWrongType},
		{`{"lists":[],"cards":[{"id":"c","closed":"true"}]}`, "/cards/0/closed", trello.CodeWrongType},
		{`{"lists":[],"cards":[{"id":"c","pos":"top"}]}`, "/cards/0/pos", trello.CodeWrongType},
		{`{"lists":[],"cards":[{"id":"c","pos":1e999}]}`, "/cards/0/pos", trello.CodeWrongType},
		{`{"lists":[],"cards":[{"id":"c","idMembers":"m"}]}`, "/cards/0/idMembers", trello.CodeWrongType},
		{`{"lists":{"a":1},"cards":[]}`, "/lists", trello.CodeWrongType},
		{`{"lists":[],"cards":[7,{"id":"c"}]}`, "/cards/0", trello.CodeWrongType},
		{`{"lists":[],"checklists":[{"id":"c","checkItems":[{"id":"i","state":"half"}]}]}`, "/checklists/0/checkItems/0/state", trello.CodeWrongType},
		{`{"lists":[],"a/b~c":1,"a/b~c":2}`, "/a~1b~0c", trello.CodeDuplicateKey},
		{"{\"lists\":[],\"name\":\"\xff\"}", "", trello.CodeNotUTF8},
	} {
		if notes := parse(t, c.text).Notes(); len(notes) != 1 || !noted(notes, c.code, c.at) {
			t.Errorf("%s: %v, want %s at %s", c.text, notes, c.code, c.at)
		}
	}
	if b := parse(t, `{"lists":[],"name":"a","name":"b","cards":[7,{"id":5,"closed":"true"}]}`).Board; b.Name != "b" || len(b.Cards) != 1 || b.Cards[0].ID != "5" || !b.Cards[0].Closed {
		t.Errorf("what can be made of it was not: %+v", b)
	}
}

// A member that stands twice in a large object is found as well.
func TestParseManyNames(t *testing.T) {
	var b strings.Builder
	b.WriteString(`{"lists":[],"labelNames":{`)
	for i := range 200 {
		b.WriteString(`"n` + strings.Repeat("x", i) + `":"",`)
	}
	b.WriteString(`"nxx":"again"}}`)
	if notes := parse(t, b.String()).Notes(); len(notes) != 1 || !noted(notes, trello.CodeDuplicateKey, "/labelNames/nxx") {
		t.Error(notes)
	}
}

func TestShapes(t *testing.T) {
	for text, want := range map[string]trello.Shape{
		`{"id":"b","name":"n","lists":[],"cards":[]}`:        trello.BoardShape,
		`{"id":"b","name":"n","desc":"","closed":false}`:     trello.BoardShape,
		`{"id":"c","name":"n","idList":"l","checklists":[]}`: trello.CardShape,
		`[]`:                        trello.CardList,
		`[{"id":"c","idList":"l"}]`: trello.CardList,
		`[{"id":"l","name":"n","closed":false,"pos":1}]`:                trello.ListList,
		`{"id":"k","checkItems":[]}`:                                    trello.ChecklistShape,
		`[{"id":"k","checkItems":[]}]`:                                  trello.ChecklistList,
		`[{"id":"a","type":"commentCard","data":{},"date":""}]`:         trello.ActionList,
		`[{"id":"f","idModel":"b","name":"n","type":"text"}]`:           trello.FieldList,
		`[{"id":"m","fullName":"Anna"}]`:                                trello.MemberList,
		`[{"id":"l","name":"n","color":"red"}]`:                         trello.LabelList,
		`{"model":{"id":"b"},"action":{"id":"a","type":"t","data":{}}}`: trello.EventShape,
		"\xef\xbb\xbf" + `{"id":"b","name":"n","lists":[]}`:             trello.BoardShape,
	} {
		if got := parse(t, text).Shape; got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// Unknown parts are written back, as JSON that says the same.
func TestBoardKeepsUnknownParts(t *testing.T) {
	text := `{"id":"b","name":"<n> & 名","lists":[{"id":"l","name":"x","future":{"a":[1,2.50]}}],"powerUps":["calendar"],"cards":[{"id":"c","name":"y","cover":{"color":"red"}}]}`
	var back map[string]any
	if err := json.Unmarshal(parse(t, text).Board.JSON(), &back); err != nil {
		t.Fatal(err)
	}
	list, card := asList(back["lists"])[0].(object), asList(back["cards"])[0].(object)
	future, _ := json.Marshal(list["future"])
	if string(future) != `{"a":[1,2.5]}` || card["cover"].(object)["color"] != "red" || back["name"] != "<n> & 名" || len(asList(back["powerUps"])) != 1 {
		t.Errorf("%v", back)
	}
}
