package kpi

import "strings"

// Input is one named value that a formula read.
type Input struct {
	Name  string `json:"name"`
	Value Value  `json:"value"`
}

// Figure is the value of an indicator with its trace: by which formula it came
// about and from which inputs, unknown ones included. The receiver owns the
// slice.
type Figure struct {
	Key     string  `json:"key"` // of the Def
	Value   Value   `json:"value"`
	Formula string  `json:"formula"`
	Inputs  []Input `json:"inputs"`
}

// String returns the trace on one line, exact, for logs:
// "evm.cpi = ev / ac = 0.9375 with ev 450000 CNY, ac 480000 CNY".
func (f Figure) String() string {
	var b strings.Builder
	b.WriteString(f.Key + " = " + f.Formula + " = " + f.Value.String())
	for i, in := range f.Inputs {
		b.WriteString([]string{" with ", ", "}[min(i, 1)] + in.Name + " " + in.Value.String())
	}
	return b.String()
}
