package schedule

import (
	"io"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Codec reads and writes plans in one file format. Decode keeps going past
// what it cannot carry and says so in the notes; an error means that there is
// no plan. Implementations are safe for concurrent use.
type Codec interface {
	// Name is the short name of the format, such as "mspdi".
	Name() string
	Decode(io.Reader) (*Plan, []LossNote, error)
	Encode(io.Writer, *Plan) ([]LossNote, error)
}

// LossNote says that something was not carried over, was guessed or was
// repaired while a plan was read or written.
type LossNote struct {
	Subject finding.Ref  // the thing and, in Field, the field of it
	Value   string       // what stood there
	Reason  finding.Code // why it was not taken as it stood
}

// Finding returns the note as a finding of severity [finding.Info].
func (n LossNote) Finding() finding.Finding {
	f := finding.Finding{Code: n.Reason, Severity: finding.Info, Subject: n.Subject}
	if n.Value != "" {
		f.Got = finding.Text(n.Value)
	}
	return f
}
