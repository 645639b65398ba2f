package lifecycle

import (
	"bytes"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// fastReader reads the payloads that make up most of a history, in the very
// form in which this package writes them: no blanks, fields in their order, no
// escapes. Whatever else comes makes it give up, and the payload is read by
// encoding/json, which accepts more; what it does read is what that would.
type fastReader struct {
	data []byte
	bad  bool
}

// fastPayload reads the reason and the body. It reports false where it gives up.
func fastPayload(t EventType, data []byte) (reason string, body Body, ok bool) {
	r := fastReader{data: data}
	if bytes.HasPrefix(data, []byte(`{"reason":`)) {
		r.data = data[len(`{"reason":`):]
		reason = r.text()
		r.want(`,"what":`)
	} else {
		r.want(`{"what":`)
	}
	switch t {
	case TypeMoveTaken:
		body = r.moveTaken()
	case TypeFactsRecorded:
		body = r.factsRecorded()
	case TypeNoteAdded:
		body = r.noteAdded()
	default:
		return "", nil, false
	}
	r.want(`}`)
	return reason, body, !r.bad && len(r.data) == 0
}

func (r *fastReader) giveUp() { r.data, r.bad = nil, true }

// want reads exactly this.
func (r *fastReader) want(s string) {
	if !r.has(s) {
		r.giveUp()
	}
}

// has reads this if it comes next and reports whether it did.
func (r *fastReader) has(s string) bool {
	if len(r.data) < len(s) || string(r.data[:len(s)]) != s {
		return false
	}
	r.data = r.data[len(s):]
	return true
}

// raw reads a text and returns its bytes, which are those of the data.
func (r *fastReader) raw() []byte {
	if len(r.data) == 0 || r.data[0] != '"' {
		r.giveUp()
		return nil
	}
	plain := true
	for i, c := range r.data[1:] {
		switch {
		case c == '"':
			text := r.data[1 : i+1]
			if r.data = r.data[i+2:]; !plain && !utf8.Valid(text) {
				break
			}
			return text
		case c >= utf8.RuneSelf:
			plain = false
			continue
		case c >= ' ' && c != '\\':
			continue
		}
		break
	}
	r.giveUp()
	return nil
}

func (r *fastReader) text() string { return string(r.raw()) }

// number reads a whole number of few digits.
func (r *fastReader) number() int {
	n := 0
	for n < len(r.data) && n < 18 && r.data[n] >= '0' && r.data[n] <= '9' {
		n++
	}
	if n == 0 || n > 1 && r.data[0] == '0' {
		r.giveUp()
		return 0
	}
	v, _ := strconv.Atoi(string(r.data[:n]))
	r.data = r.data[n:]
	return v
}

func (r *fastReader) time() time.Time {
	var t time.Time
	if text := r.raw(); r.bad || t.UnmarshalText(text) != nil {
		r.giveUp()
	}
	return t
}

// field reads the name of a field if it comes next, with the comma before it
// where others came before.
func (r *fastReader) field(first *bool, name string) bool {
	rest := r.data
	if !*first && !r.has(`,`) {
		return false
	}
	if r.has(name) {
		*first = false
		return true
	}
	r.data = rest
	return false
}

// list reads a list by its items.
func (r *fastReader) list(item func()) {
	r.want(`[`)
	if r.has(`]`) {
		return
	}
	for !r.bad {
		item()
		if !r.has(`,`) {
			break
		}
	}
	r.want(`]`)
}

func (r *fastReader) noteAdded() Body {
	var b NoteAdded
	r.want(`{"text":`)
	b.Text = r.text()
	r.want(`}`) // one about something is read otherwise
	return b
}

func (r *fastReader) factsRecorded() Body {
	r.want(`{"facts":`)
	b := FactsRecorded{r.facts()}
	r.want(`}`)
	return b
}

func (r *fastReader) moveTaken() Body {
	var b MoveTaken
	first := false
	r.want(`{"move":`)
	b.Move = MoveID(r.text())
	r.want(`,"kind":`)
	b.Kind = r.kind()
	if r.field(&first, `"gate":`) {
		b.Gate = GateID(r.text())
	}
	r.want(`,"from":`)
	b.From = PhaseID(r.text())
	r.want(`,"to":`)
	b.To = PhaseID(r.text())
	r.want(`,"standing":`)
	b.Standing = r.standing()
	r.want(`,"round":`)
	b.Round = r.number()
	if r.field(&first, `"outcome":`) {
		b.Outcome = Outcome(r.text())
	}
	r.want(`,"regions":`)
	r.list(func() { b.Regions.list = append(b.Regions.list, r.region()) })
	if r.field(&first, `"facts":`) {
		b.Facts = r.facts()
	}
	if r.field(&first, `"approvals":`) {
		if r.list(func() { b.Approvals = append(b.Approvals, r.signature()) }); b.Approvals == nil {
			r.giveUp()
		}
	}
	r.want(`}`)
	return b
}

// kind reads a kind of move, those that are known without a copy.
func (r *fastReader) kind() MoveKind {
	text := r.raw()
	for _, k := range moveKinds {
		if string(text) == string(k) {
			return k
		}
	}
	return MoveKind(text)
}

func (r *fastReader) standing() Standing {
	text := r.raw()
	for _, s := range standings {
		if string(text) == string(s) {
			return s
		}
	}
	return Standing(text)
}

func (r *fastReader) region() RegionState {
	var s RegionState
	first := false
	r.want(`{"phase":`)
	s.Phase = PhaseID(r.text())
	r.want(`,"running":`)
	if s.Running = r.has(`true`); !s.Running {
		r.want(`false`)
	}
	if r.field(&first, `"step":`) {
		s.Step = StepID(r.text())
	}
	r.want(`}`)
	return s
}

func (r *fastReader) signature() Signature {
	var s Signature
	r.want(`{"role":`)
	s.Role = Role(r.text())
	r.want(`,"actor":`)
	s.Actor = ActorID(r.text())
	r.want(`,"at":`)
	s.At = r.time()
	r.want(`}`)
	return s
}

// facts reads facts whose names ascend, as they are written.
func (r *fastReader) facts() Facts {
	var facts Facts
	r.list(func() {
		f := r.fact()
		if n := len(facts.list); n > 0 && facts.list[n-1].Name >= f.Name {
			r.giveUp()
		}
		facts.list = append(facts.list, f)
	})
	return facts
}

func (r *fastReader) fact() *Fact {
	f := &Fact{}
	first := false
	r.want(`{"name":`)
	f.Name = FactName(r.text())
	r.want(`,"value":`)
	f.Value = r.value()
	r.want(`,"at":`)
	f.At = normalTime(r.time())
	if r.field(&first, `"source":`) {
		f.Source = r.text()
	}
	r.want(`}`)
	return f
}

// value reads a truth value, a whole number or a text.
func (r *fastReader) value() finding.Value {
	var v finding.Value
	r.want(`{"kind":`)
	switch kind := r.raw(); string(kind) {
	case "bool":
		switch {
		case r.has(`,"value":"true"}`):
			return finding.Bool(true)
		case r.has(`,"value":"false"}`):
			return finding.Bool(false)
		}
		r.giveUp()
		return v
	case "number":
		unit := ""
		r.want(`,"value":"`)
		n := r.number()
		r.want(`"`)
		if r.has(`,"unit":`) {
			unit = r.text()
		}
		v = finding.Number(int64(n), unit)
	case "text":
		r.want(`,"value":`)
		v = finding.Text(r.text())
	default:
		r.giveUp()
	}
	r.want(`}`)
	return v
}
