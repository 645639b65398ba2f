package benchmarks

import (
	"encoding/json"
	"fmt"
	"iter"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// histories are of this many entries.
const length = 10_000

// history is a project that goes round and round between phases, with facts and
// notes in between.
func history() []lifecycle.Entry {
	def := lifecycle.SalesProject()
	facts := lifecycle.NewFacts(lifecycle.Fact{Name: lifecycle.FactWorkFinished, Value: finding.Bool(false), At: start})
	phases := []lifecycle.PhaseID{lifecycle.PhaseInitiation, lifecycle.PhasePlanning, lifecycle.PhaseExecution}
	list := []lifecycle.Entry{{
		Command: "c0", Actor: "li", At: start, Recorded: start,
		Body: lifecycle.ProjectStarted{Definition: def.Ref(), Phase: phases[0]},
	}}
	for i, phase := 1, 0; i < length; i++ {
		at := start.Add(time.Duration(i) * time.Hour)
		e := lifecycle.Entry{Command: lifecycle.CommandID(fmt.Sprint("c", i)), Actor: "li", At: at, Recorded: at}
		switch i % 4 {
		case 0:
			e.Body = lifecycle.FactsRecorded{Facts: facts}
		case 1:
			e.Body = lifecycle.NoteAdded{Text: "a word"}
		default:
			next := (phase + 1) % len(phases)
			kind := lifecycle.MoveForward
			if next == 0 {
				kind = lifecycle.MoveRework
			}
			e.Body = lifecycle.MoveTaken{Move: "m", Kind: kind, From: phases[phase], To: phases[next], Standing: lifecycle.Active, Round: 1}
			phase = next
		}
		list = append(list, e)
	}
	return list
}

func sequence(list []lifecycle.Entry) iter.Seq2[lifecycle.Entry, error] {
	return func(yield func(lifecycle.Entry, error) bool) {
		for i := range list {
			if !yield(list[i], nil) {
				return
			}
		}
	}
}

// plain is an entry as histories in JSON are often kept.
type plain struct {
	Type   string            `json:"type"`
	Actor  string            `json:"actor"`
	At     time.Time         `json:"at"`
	Fields map[string]string `json:"fields,omitempty"`
}

// plainState is what they fold to.
type plainState struct {
	phase string
	moves []plain
	notes []string
	facts map[string]string
}

func (s *plainState) apply(p *plain) {
	switch p.Type {
	case "moved":
		s.phase, s.moves = p.Fields["to"], append(s.moves, *p)
	case "noted":
		s.notes = append(s.notes, p.Fields["text"])
	case "measured":
		s.facts[p.Fields["fact"]] = p.Fields["value"]
	}
}

func plainHistory(b *testing.B) [][]byte {
	var list [][]byte
	for _, e := range history() {
		p := plain{Actor: string(e.Actor), At: e.At}
		switch body := e.Body.(type) {
		case lifecycle.MoveTaken:
			p.Type, p.Fields = "moved", map[string]string{"move": string(body.Move), "from": string(body.From), "to": string(body.To)}
		case lifecycle.NoteAdded:
			p.Type, p.Fields = "noted", map[string]string{"text": body.Text}
		case lifecycle.FactsRecorded:
			p.Type, p.Fields = "measured", map[string]string{"fact": string(lifecycle.FactWorkFinished), "value": "false"}
		default:
			p.Type = "started"
		}
		data, err := json.Marshal(p)
		if err != nil {
			b.Fatal(err)
		}
		list = append(list, data)
	}
	return list
}

// perEvent reports the time for one entry.
func perEvent(b *testing.B) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/length, "ns/event")
}

func BenchmarkReplay(b *testing.B) {
	b.Run("typed", func(b *testing.B) {
		list := history()
		b.ReportAllocs()
		for b.Loop() {
			s, err := lifecycle.Replay(sequence(list))
			if err != nil {
				b.Fatal(err)
			}
			kept = s
		}
		perEvent(b)
	})
	b.Run("stored", func(b *testing.B) {
		events, err := lifecycle.Seal("acme/p", 0, "", history())
		if err != nil {
			b.Fatal(err)
		}
		log := new(lifecycle.MemLog)
		if _, err := log.Append(b.Context(), "acme/p", 0, events...); err != nil {
			b.Fatal(err)
		}
		b.ReportAllocs()
		for b.Loop() {
			s, err := lifecycle.Replay(lifecycle.Entries(log.Load(b.Context(), "acme/p", 0)))
			if err != nil {
				b.Fatal(err)
			}
			kept = s
		}
		perEvent(b)
	})
	b.Run("json", func(b *testing.B) {
		list := plainHistory(b)
		b.ReportAllocs()
		for b.Loop() {
			s := plainState{facts: map[string]string{}}
			for _, data := range list {
				var p plain
				if err := json.Unmarshal(data, &p); err != nil {
					b.Fatal(err)
				}
				s.apply(&p)
			}
			if len(s.moves) == 0 {
				b.Fatal("nothing moved")
			}
		}
		perEvent(b)
	})
}
