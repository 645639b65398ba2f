package report

import "github.com/milepost-go/milepost/lifecycle/finding"

type traceWire struct {
	Type    string      `json:"type"`
	Name    string      `json:"name"`
	Figure  factWire    `json:"figure"`
	Formula string      `json:"formula,omitempty"`
	Words   string      `json:"words,omitempty"`
	Over    string      `json:"over,omitempty"`
	Inputs  []inputWire `json:"inputs"`
	About   []factWire  `json:"about,omitempty"`
}

type inputWire struct {
	factWire
	From   *finding.Ref `json:"from,omitempty"`
	Origin string       `json:"origin,omitempty"`
}

func (o *jsonWriter) trace(t Trace) {
	wire := traceWire{Type: "trace", Name: t.Name, Figure: o.wireFacts([]Fact{t.Figure})[0], Formula: t.Formula, Words: t.Words, Over: t.Over,
		Inputs: make([]inputWire, len(t.Inputs)), About: o.wireFacts(t.About)}
	for i := range t.Inputs {
		in := &t.Inputs[i]
		wire.Inputs[i] = inputWire{factWire: o.wireFacts([]Fact{in.Fact})[0], Origin: in.Origin}
		if in.From != (finding.Ref{}) {
			wire.Inputs[i].From = &in.From
		}
	}
	o.value(wire)
}
