package lifecycle

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"testing"
)

// slowly reads a payload by encoding/json alone.
func slowly(t EventType, data []byte) (string, Body, error) {
	var p payload
	if err := json.Unmarshal(data, &p); err != nil {
		return "", nil, err
	}
	kind, _ := kindOf(t)
	body, err := kind.decode(p.What)
	return p.Reason, body, err
}

// TestFastReadingIsReading reads what random projects write both ways.
func TestFastReadingIsReading(t *testing.T) {
	fast, all := 0, 0
	eachRandom(t, func(t *testing.T, r *rand.Rand) {
		p := newProject(t, r)
		for range 60 {
			cmd, in := p.step(r)
			entries, _ := Decide(p.def, p.state, cmd, in)
			p.apply(entries)
			for i := range entries {
				event, err := entries[i].event(i + 1)
				if err != nil {
					t.Fatal(err)
				}
				reason, body, err := slowly(event.Type, event.Data)
				if err != nil {
					t.Fatal(err)
				}
				if event.Type == TypeMoveTaken {
					all++
				}
				if gotReason, got, ok := fastPayload(event.Type, event.Data); ok {
					if event.Type == TypeMoveTaken {
						fast++
					}
					if gotReason != reason || !reflect.DeepEqual(got, body) {
						t.Fatalf("%s is read as\n%#v\nnot\n%#v", event.Data, got, body)
					}
				}
			}
		}
	})
	if fast < all/3 {
		t.Errorf("only %d of %d moves were read fast", fast, all)
	}
}

// FuzzFastReading wants that what is read fast is what encoding/json reads.
func FuzzFastReading(f *testing.F) {
	for _, e := range history(8) {
		if event, err := e.event(1); err == nil {
			for _, kind := range []EventType{TypeMoveTaken, TypeFactsRecorded, TypeNoteAdded} {
				f.Add(string(kind), event.Data)
			}
		}
	}
	f.Add(string(TypeMoveTaken), []byte(`{"reason":"r","what":{"move":"m","kind":"close","gate":"g","from":"a","to":"b","standing":"closed","round":1,"outcome":"missed","regions":[{"phase":"c","running":true,"step":"s"}],"facts":[{"name":"a","value":{"kind":"number","value":"3","unit":"x"},"at":"2026-03-02T09:00:00Z","source":"s"},{"name":"b","value":{"kind":"text","value":"w"},"at":"2026-03-02T09:00:00Z"}],"approvals":[{"role":"r","actor":"a","at":"2026-03-02T09:00:00.5Z"}]}}`))
	f.Fuzz(func(t *testing.T, kind string, data []byte) {
		reason, body, ok := fastPayload(EventType(kind), data)
		if !ok {
			return
		}
		wantReason, want, err := slowly(EventType(kind), data)
		if err != nil || reason != wantReason || !reflect.DeepEqual(body, want) {
			t.Fatalf("%q is read as\n%#v, %q\nnot\n%#v, %q, %v", data, body, reason, want, wantReason, err)
		}
	})
}
